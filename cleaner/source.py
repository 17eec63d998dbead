"""A document's bytes and what they mean, and the way back to the bytes."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.encodings.pieces import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.encodings.pieces import Piece


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


class Source(NamedTuple):
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

    @property
    def also(self) -> tuple[str, ...]:
        """The other encodings that parts are in, in their order."""
        return tuple(dict.fromkeys(run.encoding for run in self.runs if run.encoding != self.encoding))

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield encoding and text of each run."""
        ends = [run.start for run in self.runs[1:]]
        for (start, encoding), end in zip(self.runs, [*ends, len(self.text)], strict=True):
            yield encoding, self.text[start:end]

    def facts(self) -> dict[str, Any]:
        """Return what `encode` needs besides the text, as values of JSON."""
        facts: dict[str, Any] = {"encoding": self.encoding, "bom": self.bom.hex()}
        if len(self.runs) > 1 or self.runs[0].encoding != self.encoding:
            facts["runs"] = [list(run) for run in self.runs]
        raw = sorted([*((each.start, each.length, each.raw) for each in self.damage), *self.spellings])
        if raw:
            facts["raw"] = [[start, length, raw.hex()] for start, length, raw in raw]
        return facts


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


def assembled(
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
    return source._replace(runs=(Run(0, source.encoding),), damage=(), spellings=(whole,))
