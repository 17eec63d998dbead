"""Which encoding a document is in, how sure that is, and what it could be else.

Samples from the whole document are decoded in every encoding of the family. How probable the outcome is as
Chinese text decides, against the hypothesis that it is something else in eight bits.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.encodings import closer, score, walk
from cleaner.encodings.score import (
    NARROW,
    NOT_CHINESE,
    OTHER,
    RUNS,
    WIDE_16,
    WIDE_32,
    Candidate,
    same_family,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# Out of step, three quarters of UTF-32 are no characters; of UTF-16 read as UTF-32, nearly all are none.
_MOST_DAMAGE_OF_32 = 0.85
_NULS_OF_32 = 0.2  # UTF-32 has a fourth of zero bytes at least.

# Bytes: of all samples, of one sample, and of what is read around damage.
_SAMPLE = 32_768
_SLICE = 2_048

# The same for a first look, which suffices where one encoding is ahead of all others by so many nats a byte:
# bytes read in a wrong encoding are 2 to 3 behind.
_GLANCE = 512
_GLANCE_SLICE = 64
_CLEAR = 1.0

_ANCHOR = re.compile(rb"[\x01-\x2f]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_SUREST = 0.999
# The lead is nearly the logarithm of the odds: letters of other alphabets make a few Han characters that
# are as plausible as Chinese, rarely more so; two letters make one common character quite often. Measured by
# the letters (bytes above 0x7F).
_LEAD_BY_CHANCE = 2.5
_LEAD_OF_FEW_LETTERS = 9.0
_ODDS_OF_LEAD = 0.8
_LEAD_OF_OTHER = 1.5
# Two letters may be a kana by chance, three or more hardly.
_LEAD_OF_NEIGHBOURS = 2.0
_KANA_BY_CHANCE = 28.0

# What a version of Big5 does not know, or only as somebody's private character.
_MORE_THAN_DAMAGE = 8  # So many at once are no damage that happens to be valid HKSCS.
_UNEXPLAINED = re.compile("[\ufffd\ue000-\uf8ff]")


class Verdict(NamedTuple):
    """The candidates, best first, and by how many nats the first is ahead of the next of another family.

    `letters` counts the bytes above 0x7F that it was judged by.
    """

    candidates: Sequence[Candidate]
    lead: float
    letters: int

    @property
    def best(self) -> str:
        """The best candidate's encoding, or OTHER."""
        return self.candidates[0].encoding

    @property
    def runner_up(self) -> str:
        """The best candidate's encoding of another family."""
        return next(each.encoding for each in self.candidates if not same_family(each.encoding, self.best))

    @property
    def chinese(self) -> Sequence[str]:
        """The candidates of the family, best first, one of each kind."""
        names: list[str] = []
        for name, _ in self.candidates:
            if name not in NOT_CHINESE and not any(same_family(name, other) for other in names):
                names.append(name)
        return names

    @property
    def confidence(self) -> float:
        """How sure the best candidate is: of answers given with 0.9, nine in ten are right.

        Measured on as many short texts that are not Chinese as on Chinese ones, so that it is rather too low
        where nearly all is Chinese.
        """
        letters = max(self.letters, 1)
        if self.best in NARROW:
            by_chance = _LEAD_BY_CHANCE + _LEAD_OF_FEW_LETTERS / letters
            return sureness((self.lead - by_chance) * _ODDS_OF_LEAD)
        if self.best in NOT_CHINESE - {OTHER}:
            return sureness(self.lead + _LEAD_OF_NEIGHBOURS - _KANA_BY_CHANCE / letters**2)
        return sureness(self.lead + (_LEAD_OF_OTHER if self.best == OTHER else 0))


def sureness(lead: float) -> float:
    """Return how sure an answer is that is ahead of the next by so many nats, which are the odds."""
    return min(_SUREST, 1 / (1 + math.exp(-lead)))


def lead_over_utf8(data: bytes, rivals: Sequence[str]) -> tuple[str, float]:
    """Return the best of some encodings, and by how many nats it is ahead of UTF-8."""
    best, encoding = max((score.per_byte(data, each), each) for each in rivals)
    if data.isascii():
        return encoding, (best - score.as_other(data)) * len(data)
    return encoding, (best - score.per_byte(data, "utf-8")) * len(data) - _LEAD_BY_CHANCE


def damaged_share(sample: bytes, encoding: str) -> float:
    """Return which part of a sample's characters are damage in an encoding."""
    text = sample.decode(encoding, "replace")
    return text.count("\ufffd") / max(1, len(text))


def fits(data: bytes, encoding: str) -> bool:
    """Whether a document reads better in this encoding than as something else in eight bits."""
    wide = sample(data)
    return not wide or score.per_byte(wide, encoding) > score.as_other(wide)


def version(data: bytes, encoding: str) -> str:
    """Return which version of an encoding a document is in: cp950, or HKSCS where that explains more."""
    if not same_family(encoding, "cp950"):
        return encoding
    text = data.decode("cp950", "replace")
    first = _UNEXPLAINED.search(text)
    if first is None:
        return "cp950"
    in_cp950, in_hkscs = (
        len(_UNEXPLAINED.findall(each)) for each in (text, data.decode("big5hkscs", "replace"))
    )
    if in_cp950 > _MORE_THAN_DAMAGE + 2 * in_hkscs:
        return "big5hkscs"
    # Damage puts both out of step; what is amiss counts only after it was read around.
    start = data.rfind(b"\n", 0, len(text[: first.start()].encode("cp950", "replace"))) + 1
    part = data[start : start + _SAMPLE]
    return min(("cp950", "big5hkscs"), key=lambda each: _unexplained(part, each))


def _unexplained(data: bytes, encoding: str) -> int:
    return sum(len(_UNEXPLAINED.findall(piece.text)) for piece in walk.pieces(data, encoding, RUNS[encoding]))


def judge(data: bytes) -> Verdict:
    """Weigh the encodings of the family for a document that is not plain UTF-8."""
    return _at_a_glance(data) or _weighed(data)


def _at_a_glance(data: bytes) -> Verdict | None:
    """Judge by a part of the samples, where that is clear."""
    if len(data) <= _GLANCE:
        return None
    narrow = _narrow_sample(data, _GLANCE, _GLANCE_SLICE)
    wide = sample(data, _GLANCE, _GLANCE_SLICE)
    found = _contenders(narrow, wide)
    if found[0].encoding not in NARROW or _lead(found) <= _CLEAR:
        return None
    verdict = Verdict(found, _lead(found) * len(narrow), score.high_bytes(narrow))
    if verdict.confidence < _SUREST:
        return verdict._replace(candidates=_candidates(narrow, wide))
    return verdict


def _weighed(data: bytes) -> Verdict:
    narrow, wide = _narrow_sample(data), sample(data)
    letters = score.high_bytes(narrow)
    found = _contenders(narrow, wide)
    if found[0].encoding in NARROW:
        verdict = Verdict(found, _lead(found) * min(len(data), _SAMPLE), letters)
        if verdict.confidence >= _SUREST:
            return verdict
    found = _candidates(narrow, wide)
    for another_look in (closer.looked_closer, closer.by_lines):
        if found[0].encoding == OTHER:
            looked = another_look(narrow, found)
            found = found if looked[0].encoding == OTHER else looked
    for orders in (WIDE_16, WIDE_32):
        if found[0].encoding in orders:
            found = closer.in_order(wide, found, orders)
    return Verdict(found, _lead(found) * min(len(data), _SAMPLE), letters)


def _contenders(narrow: bytes, wide: bytes) -> list[Candidate]:
    """Return the encodings that may be more plausible than OTHER, and OTHER, the most plausible first.

    The missing ones are not the best two of all. They must be weighed where more than two are asked for: if
    the answer is not sure, or none of NARROW.
    """
    other = score.as_other(narrow)
    rest = [
        each
        for names, part in ((NARROW, narrow), (WIDE_16, wide))
        for each in names
        if score.at_most(part, each) > other
    ]
    return _candidates(narrow, wide, rest)


def _candidates(narrow: bytes, wide: bytes, names: Sequence[str] = (*NARROW, *WIDE_16)) -> list[Candidate]:
    """Return all encodings, the most plausible first; `names` are those of eight and sixteen bits."""
    found = [Candidate(OTHER, score.as_other(narrow))]
    found += [Candidate(each, score.per_byte(narrow if each in NARROW else wide, each)) for each in names]
    if wide.count(0) > _NULS_OF_32 * len(wide):
        fitting = [each for each in WIDE_32 if damaged_share(wide, each) <= _MOST_DAMAGE_OF_32]
        found += [Candidate(encoding, score.per_byte(wide, encoding)) for encoding in fitting]
    found += score.as_neighbours(narrow)
    return sorted(found, key=lambda each: -each.score)


def _lead(found: Sequence[Candidate]) -> float:
    """Return by how many nats a byte the best is ahead of the next of another family."""
    second = next(each for each in found if not same_family(each.encoding, found[0].encoding))
    return found[0].score - second.score


def _narrow_sample(data: bytes, size: int = _SAMPLE, width: int = _SLICE) -> bytes:
    """Return slices that begin with the first bytes of characters, from places spread over the document."""
    if len(data) <= size:
        return data
    slices = []
    position = 0
    step = len(data) // (size // width)
    while position < len(data):
        anchor = _ANCHOR.search(data, position, position + width) if position else None
        if anchor or not position:
            begin = _HIGH_BYTE.search(data, anchor.end() if anchor else 0)
            if begin is None:
                break
            slices.append(data[begin.start() : begin.start() + width])
            position = begin.start()
        position += step
    return b"\n".join(slices) or data[:size]


def sample(data: bytes, size: int = _SAMPLE, width: int = _SLICE) -> bytes:
    """Return slices spread evenly over a document, at offsets that are multiples of four."""
    if len(data) <= size:
        return data
    step = len(data) // (size // width) // 4 * 4
    return b"".join(data[start : start + width] for start in range(0, len(data) - width, step))
