"""Bytes to text and back: any Chinese encoding, damaged or mixed; others as chardet names them.

The text is fit for everything behind it: no NUL, no leading byte order mark, no half of a surrogate pair; and
its UTF-8 bytes decode to the same text again. The bytes come back exactly: `encode(source.text, source)`
gives them, and so does `encode(text, facts)` with what a journal kept of `source.facts()`, fit for JSON.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from cleaner.errors import DecodeError, UsageError
from cleaner.source import Damage, Run, Source, Spelling, assembled, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.encodings import judge
    from cleaner.encodings.pieces import Piece

__all__ = ["Damage", "Run", "Source", "Spelling", "decode", "encode"]

# Longest first: the mark of UTF-16 begins that of UTF-32.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)

_ANY_MARK = tuple(name for _, name in _MARKS)
_CHINESE = frozenset((*_ANY_MARK, "cp950", "big5hkscs", "hz"))

# Names that people give to what is read by its superset, or to what has two byte orders.
_READ_AS = {
    "ascii": ("utf-8",),
    "utf-8-sig": ("utf-8",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-32": ("utf-32-le", "utf-32-be"),
}

# Which part of the bytes may be damage: beyond, the encoding is not what they are in.
MOST_DAMAGE = 0.3
# So many NULs in a row are what a file system leaves of what was never written: one damage, of any length.
_HOLE = b"\0" * 16

# How often answers are right that do not come from weighing the family: valid UTF-8 and what has a mark;
# ASCII with control characters in it, which short UTF-16 may look like; our guess if chardet's does not fit.
_MARKED = 0.999
_CONTROLS_IN_ASCII = 0.9
_LAST_RESORT = 0.3
_SHORT = 64  # Bytes; longer texts are not valid UTF-8 by chance.
_BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")
_CERTAIN = 0.99  # Beyond, there is no second best answer.

_ENOUGH_TO_COMPARE = 10_000  # Characters that tell one reading from another.


def decode(data: bytes, encoding: str | None = None) -> Source:
    """Decode a document; `encoding` says what it is in, damage aside.

    Raises DecodeError if it is no text or too damaged, UsageError if there is no such encoding.
    """
    if encoding is not None:
        return _declared(data, encoding)
    plain = _plain(data)
    if plain is not None:
        return plain
    from cleaner.encodings import binary

    binary.refuse_known(data)
    return _marked(data) or _judged(data)


def _plain(data: bytes) -> Source | None:
    """Return undamaged UTF-8; the one case that has to be fast."""
    source = _utf8(data)
    if source is None or source.bom:
        return source
    if source.text.isascii() and _seven_bit(data):
        return None
    return _by_chance(source) if 0 < len(data) <= _SHORT else source


def _by_chance(source: Source) -> Source:
    """Return a short document that is valid UTF-8, or what it is if that is by chance."""
    from cleaner.encodings import chance

    encoding, confidence, runner_up = chance.weighed(source.data, source.text)
    if encoding != "utf-8":
        return _read(source.data, encoding, (), (confidence, runner_up))
    return source._replace(confidence=confidence, runner_up=None if confidence > _CERTAIN else runner_up)


def _utf8(data: bytes) -> Source | None:
    bom = _bom(data, ("utf-8",))
    try:
        text = data[len(bom) :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    return Source(data, text, "utf-8", _MARKED, None, (Run(0, "utf-8"),), (), bom)


def _seven_bit(data: bytes) -> bool:
    """Whether bytes that could be ASCII are one of the encodings in seven bits."""
    if b"~{" in data:
        from cleaner.encodings import hz

        return hz.plausible(data)
    if b"\x1b$" in data:
        from cleaner.encodings import foreign

        return foreign.shifts(data)
    return False


def _marked(data: bytes) -> Source | None:
    """Return a document whose byte order mark tells the truth."""
    from cleaner.encodings import judge, score

    for mark, encoding in _MARKS:
        if data.startswith(mark) and (_valid(data, encoding) or judge.fits(data[len(mark) :], encoding)):
            try:
                return _read(data, encoding, score.RUNS.get(encoding, ()), (_MARKED, None))
            except DecodeError:
                return None
    return None


def _valid(data: bytes, encoding: str) -> bool:
    """Whether a document with a mark of UTF-16 or UTF-32 has nothing but assigned characters."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return encoding.startswith("utf-") and text[1:].translate(_BLANKS).isprintable()


def _judged(data: bytes) -> Source:
    """Return a document in the encoding that makes it most plausible."""
    from cleaner.encodings import binary, hz, judge, score

    if hz.MARK in data and hz.plausible(data):
        return _read(data, hz.NAME, (), (_MARKED, "utf-8"))
    body = data[len(_bom(data, _ANY_MARK)) :]
    if _HOLE in body:
        body = re.sub(rb"(?:\0{4}){4,}", b"", body) or body  # What is left stays in step.
    verdict = judge.judge(body)
    if verdict.best in score.NOT_CHINESE:
        return _other(data, verdict)
    encoding = judge.version(body, verdict.best)
    second = _second(data, verdict) if verdict.runner_up in score.NOT_CHINESE else verdict.runner_up
    source = _read(data, encoding, score.RUNS.get(encoding, ()), (verdict.confidence, second))
    binary.refuse_unprintable(source.text)
    return _as_mixture(source) if len(source.runs) > 1 else source


def _as_mixture(source: Source) -> Source:
    """Return a document in several encodings under the name of the main one, as sure as they are together."""
    from cleaner.encodings import mixture

    parts = list(source.parts())
    main, *others = mixture.encodings(parts)
    if not others:
        return source
    sure = mixture.confidence(parts)
    second = others[0] if source.runner_up == main else source.runner_up
    return source._replace(encoding=main, confidence=sure, runner_up=None if sure > _CERTAIN else second)


def _second(data: bytes, verdict: judge.Verdict) -> str | None:
    """Return what a Chinese document is if it is not Chinese; None where that is out of question."""
    from cleaner.encodings import foreign, score

    if verdict.confidence > _CERTAIN:
        return None
    vote = foreign.vote(data).encoding
    return verdict.chinese[1] if vote is None or score.same_family(vote, verdict.best) else vote


def _other(data: bytes, verdict: judge.Verdict) -> Source:
    """Return a document that is not Chinese as chardet names it, or else as the best of our own guesses."""
    from cleaner.encodings import binary, foreign, judge, score

    sample, guess = judge.sample(data), verdict.chinese[0]
    if not data.isascii():
        binary.refuse_controls(data, sample)
    elif b"\x1b$" not in data:
        return _read(data, "utf-8", (), (_CONTROLS_IN_ASCII, guess))
    vote = foreign.vote(data[len(_bom(data, ("utf-8",))) :])
    for name in _other_names(vote.encoding, verdict.best):
        try:
            reliability = (
                vote.reliability(score.high_bytes(sample))
                if name == vote.encoding and verdict.best == score.OTHER
                else 1.0
            )
            second = verdict.chinese[1] if score.same_family(name, guess) else guess
            return _read(data, name, (), (verdict.confidence * reliability, second))
        except DecodeError:
            pass
    if judge.damaged_share(sample, guess) > MOST_DAMAGE:
        raise DecodeError("not text in any encoding known here")
    return _read(data, guess, score.RUNS.get(guess, ()), (_LAST_RESORT, vote.encoding))


def _other_names(vote: str | None, best: str) -> list[str]:
    """Return what a document that is not Chinese may be in; chardet knows versions that we do not."""
    from cleaner.encodings import neighbours

    agreeing = neighbours.NAMES.get(best)
    if agreeing is None:
        return [vote] if vote else []
    return [vote, best] if vote in agreeing else [best]


def _declared(data: bytes, name: str) -> Source:
    """Return a document in the encoding that somebody says it is in."""
    names = _names(name)
    plain = _utf8(data) if names == ("utf-8",) else None
    if plain is not None:
        return plain
    for mark, encoding in _MARKS:
        if encoding in names and data.startswith(mark):
            names = (encoding,)
            break
    failure = DecodeError(f"not in {name}")
    readings = []
    for encoding in names:
        try:
            readings.append(_read(data, encoding, (), (1.0, None)))
        except DecodeError as error:
            failure = error
    if not readings:
        raise failure
    return readings[0] if len(readings) == 1 else min(readings, key=_faults)


def _names(name: str) -> tuple[str, ...]:
    """Return the codecs to read a named encoding with. Raises UsageError if there is none of that name."""
    try:
        codec = codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        raise UsageError(f"there is no text encoding {name!r}; try gb18030, big5, utf-8 or utf-16") from None
    return _READ_AS.get(codec.name, (codec.name,))


def _faults(source: Source) -> tuple[int, float]:
    """Return what is wrong with a reading: damage first, then what is no Chinese."""
    from cleaner import frequency

    return len(source.damage), -frequency.log_probability(source.text[:_ENOUGH_TO_COMPARE])


def _read(data: bytes, encoding: str, others: Sequence[str], certainty: tuple[float, str | None]) -> Source:
    """Read a document. Raises DecodeError if too much of it does not fit the encoding."""
    # No Chinese begins with the mark of another encoding; in other languages these may be letters.
    bom = _bom(data, _ANY_MARK if encoding in _CHINESE else (encoding, "utf-8"))
    try:
        pieces = _pieces(data[len(bom) :], encoding, others)
    except UnicodeError as error:
        raise DecodeError(f"not in {encoding}: {error}") from error
    source = assembled(data, bom, pieces, (encoding, *certainty))
    sizes = [(len(each.raw), len(each.raw.strip(b"\0"))) for each in source.damage]
    empty = sum(max(0, size - len(_HOLE)) for size, rest in sizes if not rest)
    damaged = sum(size for size, _ in sizes)
    if damaged - empty > MOST_DAMAGE * (len(data) - empty):
        raise DecodeError(
            f"not text in {encoding}: {damaged} of {len(data)} bytes are no characters in it, "
            f"the first at byte {source.damage[0].offset}"
        )
    return source


def _bom(data: bytes, encodings: Sequence[str]) -> bytes:
    """Return the byte order marks of some encodings that a document begins with."""
    marks = tuple(mark for mark, name in _MARKS if name in encodings)
    length = 0
    while data.startswith(marks, length):
        length += next(len(mark) for mark in marks if data.startswith(mark, length))
    return data[:length]


def _pieces(data: bytes, encoding: str, others: Sequence[str]) -> list[Piece]:
    from cleaner.encodings import foreign, hz, reader, walk

    if encoding == hz.NAME:
        return hz.pieces(data)
    if reader.known(encoding):
        return walk.pieces(data, encoding, others)
    return foreign.pieces(data, encoding)
