"""Which encoding a document is in, how sure that is, and what it could be else.

Samples from the whole document are decoded in every encoding of the family. How probable the outcome is as
Chinese text decides, against the hypothesis that it is something else in eight bits.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner import frequency
from cleaner.encodings import walk
from cleaner.encodings.pieces import Kind
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

OTHER = "other"
NARROW = ("utf-8", "gb18030", "cp950", "big5hkscs")
WIDE_16 = ("utf-16-le", "utf-16-be")
WIDE_32 = ("utf-32-le", "utf-32-be")
# Encodings that runs of a document may be in, by its main one.
RUNS = {
    "utf-8": ("gb18030", "cp950"),
    "gb18030": ("utf-8", "cp950"),
    "cp950": ("utf-8", "gb18030"),
    "big5hkscs": ("utf-8", "gb18030"),
}
FAMILIES = {"cp950": "big5", "big5hkscs": "big5"}

# Natural logarithms of the probability of a byte of a text of which only eight bits are known, and what makes
# an ASCII character as probable in every reading as it is there.
_ASCII = -3.0
_HIGH = -4.2
_CONTROL = -12.0
_ASCII_CORRECTION = 2.5
_NEWLINE_CORRECTION = -1.5
# We are told that documents are Chinese; one that then consists of Han characters is what was expected.
_EXPECTED = 6.0
# UTF-8 by chance is so improbable that its letters count as evidence in any language.
_UTF8_CORRECTION = 5.0
# What it costs that a line may be in an encoding of its own.
_ANOTHER_ENCODING = -4.0
# Choosing line by line finds too much; what is left must be this much better for each byte above 0x7F.
_DOUBT_OF_LINES = -0.7
_REPAIRED_DAMAGE = -17.0

# Out of step, three quarters of UTF-32 are no characters; of UTF-16 read as UTF-32, nearly all are none.
_MOST_DAMAGE_OF_32 = 0.85

# Bytes: of all samples, of one sample, and of what is read around damage.
_SAMPLE = 32_768
_SLICE = 2_048
_CLOSER_LOOK = 2_048

_ANCHOR = re.compile(rb"[\x01-\x2f]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_HIGH_BYTES = bytes(range(0x80, 0x100))
_TEXT_BYTES = bytes([9, 10, 13, *range(32, 127)])
# What a version of Big5 does not know, or only as somebody's private character.
_SUREST = 0.999
_SURE_OF_FOREIGN = 0.95

_HAN = re.compile(f"[{HAN}]")
_UNEXPLAINED = re.compile("[\ufffd\ue000-\uf8ff]")
_NON_LATIN_UTF8 = re.compile("[\u0080-\u2fff\u3040-\u312f\uac00-\ud7af]")


class Candidate(NamedTuple):
    """An encoding and the mean log-probability of a byte of the samples when they are read in it."""

    encoding: str
    score: float


class Verdict(NamedTuple):
    """The candidates, best first, and by how many nats the first is ahead of the next of another family."""

    candidates: Sequence[Candidate]
    lead: float

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
            if name != OTHER and not any(same_family(name, other) for other in names):
                names.append(name)
        return names

    @property
    def confidence(self) -> float:
        """How sure the best candidate is: of answers given with 0.9, nine in ten are right.

        The lead is the logarithm of the odds, and proves to be so. Of chardet's answers, where none of ours
        is any good, one in twenty is wrong even then.
        """
        if self.best == OTHER:
            return _SURE_OF_FOREIGN - 0.5 * math.exp(-self.lead / 6)
        return min(_SUREST, 1 / (1 + math.exp(-self.lead)))


def same_family(one: str, other: str) -> bool:
    """Whether two encodings are versions of one."""
    return FAMILIES.get(one, one) == FAMILIES.get(other, other)


def damaged_share(sample: bytes, encoding: str) -> float:
    """Return which part of a sample's characters are damage in an encoding."""
    text = sample.decode(encoding, "replace")
    return text.count("\ufffd") / max(1, len(text))


def fits(data: bytes, encoding: str) -> bool:
    """Whether a document reads better in this encoding than as something else in eight bits."""
    wide = sample(data)
    return not wide or _score(wide, encoding) > _other(wide)


def version(data: bytes, encoding: str) -> str:
    """Return which version of an encoding a document is in: cp950, or HKSCS where that explains more."""
    if not same_family(encoding, "cp950"):
        return encoding
    if not _UNEXPLAINED.search(data.decode("cp950", "replace")):
        return "cp950"
    # Damage puts both out of step; what is amiss counts only after it was read around.
    return min(("cp950", "big5hkscs"), key=lambda each: _unexplained(data, each))


def _unexplained(data: bytes, encoding: str) -> int:
    return sum(len(_UNEXPLAINED.findall(piece.text)) for piece in walk.pieces(data, encoding, RUNS[encoding]))


def judge(data: bytes) -> Verdict:
    """Weigh the encodings of the family for a document that is not plain UTF-8."""
    narrow, wide = _narrow_sample(data), sample(data)
    nuls = wide.count(0) / len(wide)
    found = [Candidate(OTHER, _other(narrow))]
    found += [Candidate(encoding, _score(narrow, encoding)) for encoding in NARROW]
    found += [Candidate(encoding, _score(wide, encoding)) for encoding in WIDE_16]
    if nuls > 0.2:
        fitting = [each for each in WIDE_32 if damaged_share(wide, each) <= _MOST_DAMAGE_OF_32]
        found += [Candidate(encoding, _score(wide, encoding)) for encoding in fitting]
    found.sort(key=lambda each: -each.score)
    for another_look in (_looked_closer, _by_lines):
        if found[0].encoding == OTHER:
            looked = another_look(narrow, found)
            found = found if looked[0].encoding == OTHER else looked
    for orders, width in ((WIDE_16, 2), (WIDE_32, 4)):
        if found[0].encoding in orders and len(data) % width:
            found = _in_order(wide, found, orders)
    size = min(len(data), _SAMPLE)
    second = next(each for each in found if not same_family(each.encoding, found[0].encoding))
    return Verdict(found, (found[0].score - second.score) * size)


def _looked_closer(sample: bytes, found: list[Candidate]) -> list[Candidate]:
    """Read a beginning in the best encodings around its damage, which may have put it out of step."""
    begin = _HIGH_BYTE.search(sample)
    start = begin.start() if begin else 0
    sample = sample[start - start % 4 :][:_CLOSER_LOOK]
    closer = [Candidate(OTHER, _other(sample))]
    closer += [Candidate(each.encoding, _read_around(sample, each.encoding)) for each in found[1:4]]
    closer.sort(key=lambda each: -each.score)
    return closer + found[4:]


def _read_around(sample: bytes, encoding: str) -> float:
    """Return the score of a sample that is read around its damage."""
    pieces = walk.pieces(sample, encoding)
    whole = "".join(piece.text for piece in pieces if piece.kind is not Kind.DAMAGED)
    damage = sum(_REPAIRED_DAMAGE - 7 * piece.size for piece in pieces if piece.kind is Kind.DAMAGED)
    return (_likelihood(whole, encoding) + damage) / len(sample)


def _in_order(sample: bytes, found: list[Candidate], orders: Sequence[str]) -> list[Candidate]:
    """Choose the byte order of text out of step: behind a lost byte, ASCII looks as in the other order."""
    sample = sample[:_CLOSER_LOOK]
    order = max(orders, key=lambda each: _read_around(sample, each))
    best = Candidate(order, found[0].score)
    return [best, *(each for each in found if each.encoding != order)]


def _by_lines(sample: bytes, found: list[Candidate]) -> list[Candidate]:
    """Let each line be in an encoding of its own; the one of most bytes stands for all."""
    total = _DOUBT_OF_LINES * _high_bytes(sample)
    bytes_of = dict.fromkeys(NARROW, 0)
    for line in sample.splitlines(keepends=True):
        likelihood, encoding = max((_likelihood(line.decode(each, "replace"), each), each) for each in NARROW)
        total += likelihood + _ANOTHER_ENCODING
        bytes_of[encoding] += _high_bytes(line)
    main = max(NARROW, key=lambda encoding: bytes_of[encoding])
    mixed = [Candidate(main, total / len(sample))]
    return sorted([*mixed, *(each for each in found if each.encoding != main)], key=lambda each: -each.score)


def _score(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    expected = _EXPECTED if len(_HAN.findall(text)) > len(text) / 2 else 0.0
    return (_likelihood(text, encoding) + expected) / len(sample)


def _likelihood(text: str, encoding: str) -> float:
    likelihood = frequency.log_probability(text) * len(text)
    likelihood += _ASCII_CORRECTION * len(text.encode("ascii", "ignore"))
    likelihood += _NEWLINE_CORRECTION * text.count("\n")
    if encoding == "utf-8":
        likelihood += _UTF8_CORRECTION * len(_NON_LATIN_UTF8.findall(text))
    return likelihood


def _other(sample: bytes) -> float:
    high = _high_bytes(sample)
    ascii_text = len(sample) - len(sample.translate(None, _TEXT_BYTES))
    controls = len(sample) - high - ascii_text
    return (_HIGH * high + _ASCII * ascii_text + _CONTROL * controls) / len(sample)


def _high_bytes(data: bytes) -> int:
    return len(data) - len(data.translate(None, _HIGH_BYTES))


def _narrow_sample(data: bytes) -> bytes:
    """Return slices that begin with the first bytes of characters, from places spread over the document."""
    if len(data) <= _SAMPLE:
        return data
    slices = []
    position = 0
    step = len(data) // (_SAMPLE // _SLICE)
    while position < len(data):
        anchor = _ANCHOR.search(data, position, position + _SLICE) if position else None
        if anchor or not position:
            begin = _HIGH_BYTE.search(data, anchor.end() if anchor else 0)
            if begin is None:
                break
            slices.append(data[begin.start() : begin.start() + _SLICE])
            position = begin.start()
        position += step
    return b"\n".join(slices) or data[:_SAMPLE]


def sample(data: bytes) -> bytes:
    """Return slices spread evenly over a document, at offsets that are multiples of four."""
    if len(data) <= _SAMPLE:
        return data
    step = len(data) // (_SAMPLE // _SLICE) // 4 * 4
    return b"".join(data[start : start + _SLICE] for start in range(0, len(data) - _SLICE, step))
