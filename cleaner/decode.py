"""Bytes to text and back: any Chinese encoding, damaged or mixed; others as chardet names them.

The text is fit for everything behind it: no NUL, no leading byte order mark, no half of a surrogate pair; and
its UTF-8 bytes decode to the same text again. The bytes come back exactly: `encode(source.text, source)`
gives them, and so does `encode(text, facts)` with what a journal kept of `source.facts()`, fit for JSON.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.encodings.pieces import Kind
from cleaner.errors import DecodeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.encodings import judge
    from cleaner.encodings.pieces import Piece

# Longest first: the mark of UTF-16 begins that of UTF-32.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)

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

# How often answers are right that do not come from weighing the family: valid UTF-8 and what has a mark;
# ASCII with control characters in it, which short UTF-16 may look like; our guess if chardet's does not fit.
_MARKED = 0.999
_CONTROLS_IN_ASCII = 0.5
_LAST_RESORT = 0.3
_BY_CHANCE = 0.3
_SHORT = 64  # Characters; in longer texts nothing is by chance.
_BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")
_CERTAIN = 0.99  # Beyond, there is no second best answer.

_ENOUGH_TO_COMPARE = 10_000  # Characters that tell one reading from another.


class Damage(NamedTuple):
    """Bytes that are no character: `length` code points at `start` of the text stand for `raw`.

    `offset` is where `raw` begins in the document, in bytes.
    """

    start: int
    length: int
    raw: bytes
    offset: int


class Run(NamedTuple):
    """From code point `start` of the text on, the document is in `encoding` (a Python codec name)."""

    start: int
    encoding: str


class Spelling(NamedTuple):
    """`length` code points at `start` of the text are `raw` in the document, which no encoding gives."""

    start: int
    length: int
    raw: bytes


@dataclass(frozen=True)
class Source:
    """A document's bytes and what they mean.

    `encoding` is the main encoding by its Python codec name and `confidence` how sure that is (0 to 1, of
    answers with 0.9 nine in ten are right); `runner_up` is the second best answer. `runs` has one entry
    unless parts of the document are in other encodings. `bom` is not part of `text`. `spellings` are
    characters of which the encoding has several codes.
    """

    data: bytes
    text: str
    encoding: str
    confidence: float
    runner_up: str | None
    runs: tuple[Run, ...]
    damage: tuple[Damage, ...]
    bom: bytes = b""
    spellings: tuple[Spelling, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return what `encode` needs besides the text, as values of JSON."""
        facts: dict[str, Any] = {"encoding": self.encoding, "bom": self.bom.hex()}
        if len(self.runs) > 1 or self.runs[0].encoding != self.encoding:
            facts["runs"] = [list(run) for run in self.runs]
        raw = sorted([*((each.start, each.length, each.raw) for each in self.damage), *self.spellings])
        if raw:
            facts["raw"] = [[start, length, raw.hex()] for start, length, raw in raw]
        return facts


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


def encode(text: str, source: Source | Mapping[str, Any]) -> bytes:
    """Return the bytes of a text, a decoded one or one restored to it, as its document had them.

    `source` is the document or what its `facts` returned. Raises UnicodeEncodeError for another text.
    """
    facts = source.facts() if isinstance(source, Source) else source
    runs = [Run(*run) for run in facts.get("runs", [(0, facts["encoding"])])]
    pieces = [bytes.fromhex(facts["bom"])]
    position = 0
    for start, length, raw in facts.get("raw", ()):
        pieces += _encoded(text, position, start, runs)
        pieces.append(bytes.fromhex(raw))
        position = start + length
    pieces += _encoded(text, position, len(text), runs)
    return b"".join(pieces)


def _encoded(text: str, start: int, end: int, runs: Sequence[Run]) -> Iterator[bytes]:
    """Yield the bytes of a span of the text, run by run."""
    index = bisect_right(runs, start, key=lambda run: run.start) - 1
    while start < end:
        stop = min(end, runs[index + 1].start) if index + 1 < len(runs) else end
        if runs[index].encoding == "hz":
            from cleaner.encodings import hz

            yield hz.encode(text[start:stop])
        else:
            yield text[start:stop].encode(runs[index].encoding)
        start = stop
        index += 1


def _plain(data: bytes) -> Source | None:
    """Return undamaged UTF-8; the one case that has to be fast."""
    source = _utf8(data)
    return None if source is None or (source.text.isascii() and _seven_bit(source.text.encode())) else source


def _utf8(data: bytes) -> Source | None:
    bom = _bom(data, "utf-8")
    try:
        text = data[len(bom) :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    confidence = _MARKED if bom else _sure_of_utf8(text)
    return Source(data, text, "utf-8", confidence, None, (Run(0, "utf-8"),), (), bom)


def _sure_of_utf8(text: str) -> float:
    """Return how sure valid UTF-8 is: two bytes of GBK are a letter of UTF-8 by chance about once in ten."""
    if len(text) > _SHORT:
        return _MARKED
    if text.isascii():
        return _MARKED if text.isprintable() or text.translate(_BLANKS).isprintable() else _CONTROLS_IN_ASCII
    letters = len(text) - len(text.encode("ascii", "ignore"))
    return _MARKED if max(text) > "\u07ff" else min(_MARKED, 1 - _BY_CHANCE**letters / 2)


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
    from cleaner.encodings import judge

    for mark, encoding in _MARKS:
        if data.startswith(mark) and judge.fits(data[len(mark) :], encoding):
            try:
                return _read(data, encoding, judge.RUNS.get(encoding, ()), (_MARKED, None))
            except DecodeError:
                return None
    return None


def _judged(data: bytes) -> Source:
    """Return a document in the encoding that makes it most plausible."""
    from cleaner.encodings import hz, judge

    if hz.MARK in data and hz.plausible(data):
        return _read(data, hz.NAME, (), (_MARKED, "utf-8"))
    body = data[len(_bom(data, "")) :]
    verdict = judge.judge(body)
    if verdict.best == judge.OTHER:
        return _other(data, verdict)
    encoding = judge.version(body, verdict.best)
    second = _second(data, verdict) if verdict.runner_up == judge.OTHER else verdict.runner_up
    return _read(data, encoding, judge.RUNS.get(encoding, ()), (verdict.confidence, second))


def _second(data: bytes, verdict: judge.Verdict) -> str | None:
    """Return what a Chinese document is if it is not Chinese; None where that is out of question."""
    from cleaner.encodings import foreign, judge

    if verdict.confidence > _CERTAIN:
        return None
    vote = foreign.vote(data).encoding
    return verdict.chinese[1] if vote is None or judge.same_family(vote, verdict.best) else vote


def _other(data: bytes, verdict: judge.Verdict) -> Source:
    """Return a document that is not Chinese as chardet names it, or else as the best of our own guesses."""
    from cleaner.encodings import binary, foreign, judge

    sample, guess = judge.sample(data), verdict.chinese[0]
    if not data.isascii():
        binary.refuse_controls(data, sample)
    elif b"\x1b$" not in data:
        return _read(data, "utf-8", (), (_CONTROLS_IN_ASCII, guess))
    vote = foreign.vote(data[len(_bom(data, "")) :])
    if vote.encoding is not None:
        try:
            return _read(data, vote.encoding, (), (verdict.confidence, guess))
        except DecodeError:
            pass
    if judge.damaged_share(sample, guess) > MOST_DAMAGE:
        raise DecodeError("not text in any encoding known here")
    return _read(data, guess, judge.RUNS.get(guess, ()), (_LAST_RESORT, vote.encoding))


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
    bom = _bom(data, encoding)
    try:
        pieces = _pieces(data[len(bom) :], encoding, others)
    except UnicodeError as error:
        raise DecodeError(f"not in {encoding}: {error}") from error
    source = _assembled(data, bom, pieces, (encoding, *certainty))
    damaged = sum(len(each.raw) for each in source.damage)
    if damaged > MOST_DAMAGE * len(data):
        raise DecodeError(
            f"not text in {encoding}: {damaged} of {len(data)} bytes are no characters in it, "
            f"the first at byte {source.damage[0].offset}"
        )
    return source


def _bom(data: bytes, encoding: str) -> bytes:
    """Return the byte order marks that a document begins with: that of its encoding, and that of UTF-8."""
    marks = tuple(mark for mark, name in _MARKS if name in {encoding, "utf-8"})
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


def _assembled(
    data: bytes, bom: bytes, pieces: Sequence[Piece], answer: tuple[str, float, str | None]
) -> Source:
    """Return the document that the pieces make."""
    texts: list[str] = []
    runs: list[Run] = []
    damage: list[Damage] = []
    spellings: list[Spelling] = []
    start = 0
    for piece in pieces:
        raw = data[len(bom) + piece.offset : len(bom) + piece.end]
        text = piece.text if start else piece.text.lstrip("\ufeff")
        if not runs or runs[-1].encoding != piece.encoding:
            runs.append(Run(start, piece.encoding))
        if piece.kind is Kind.DAMAGED:
            damage.append(Damage(start, len(text), raw, len(bom) + piece.offset))
        elif piece.kind is Kind.ODD or text != piece.text:
            spellings.append(Spelling(start, len(text), raw))
        texts.append(text)
        start += len(text)
    runs = runs or [Run(0, answer[0])]
    text = "".join(texts)
    source = Source(data, text, *answer, tuple(runs), tuple(damage), bom, tuple(spellings))
    return source if encode(source.text, source) == data else _verbatim(source)


def _verbatim(source: Source) -> Source:
    """Return the document with its bytes kept whole, for codecs that remember what came before."""
    whole = Spelling(0, len(source.text), source.data[len(source.bom) :])
    return replace(source, runs=(Run(0, source.encoding),), damage=(), spellings=(whole,))
