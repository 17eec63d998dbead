"""Encodings outside the family: asked for by name, or named by chardet."""

from __future__ import annotations

import codecs
import math
import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.encodings.pieces import REPLACEMENT, Kind, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRONG_IF_UNSURE = 0.45
_UNSURE = 0.12
_WRONG_IF_ONE = 2.0  # Divided by the square of their number; from two on.
_HANDLER = "cleaner.encodings.foreign"
_SAMPLE = 200_000  # Bytes; what chardet itself looks at.
# Never in what a strict decoder of bytes gives, except for those that decode escapes.
_MARK = "\udcff"
_UNFIT = re.compile("[\x00\ud800-\udfff]|\\A\ufeff+")


class Vote(NamedTuple):
    """chardet's answer as a Python codec name, and how sure chardet is."""

    encoding: str | None
    confidence: float

    def reliability(self, letters: int) -> float:
        """Return how often it is right about so many bytes beyond ASCII.

        What chardet is not sure of is right in half of the cases, and it can't know much from two or three.
        """
        unsure = _WRONG_IF_UNSURE * math.exp(-self.confidence / _UNSURE)
        return 1 - max(unsure, _WRONG_IF_ONE / max(letters, 2) ** 2)


def vote(data: bytes) -> Vote:
    """Ask chardet, which takes anything with a few NULs for no text."""
    first = _vote(data[:_SAMPLE])
    return first if first.encoding or b"\0" not in data else _vote(data[:_SAMPLE].replace(b"\0", b""))


def _vote(data: bytes) -> Vote:
    """Ask chardet; early releases of version 7 stumble over some bytes with a RuntimeError."""
    import chardet

    try:
        answer = chardet.detect(data)
        name = codecs.lookup(str(answer["encoding"])).name
    except (LookupError, RuntimeError):
        return Vote(None, 0.0)
    return Vote(name, float(answer["confidence"] or 0.0))


def shifts(data: bytes) -> bool:
    """Whether seven-bit bytes are in an encoding of ISO 2022, and not just text with an escape in it."""
    encoding = vote(data).encoding or ""
    try:
        return encoding.startswith("iso2022") and not data.decode(encoding).isascii()
    except UnicodeDecodeError:
        return False


def pieces(data: bytes, encoding: str) -> list[Piece]:
    """Read a document in any codec of Python's. Raises UnicodeError if the codec gives up."""
    faults: list[tuple[int, int]] = []

    def note(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        faults.append((error.start, max(error.end, error.start + 1)))
        return _MARK, faults[-1][1]

    codecs.register_error(_HANDLER, note)
    text = data.decode(encoding, _HANDLER)
    texts = text.split(_MARK)
    if len(texts) != len(faults) + 1:
        return [Piece(0, len(data), _UNFIT.sub(REPLACEMENT, text), encoding, Kind.ODD)]
    return list(_between(data, texts, faults, encoding))


def _between(data: bytes, texts: list[str], faults: list[tuple[int, int]], encoding: str) -> Iterator[Piece]:
    position = 0
    for text, (start, end) in zip(texts, [*faults, (len(data), len(data))], strict=True):
        if start > position:
            yield from _stretch(data[position:start], position, text, encoding)
        if end > start:
            yield Piece(start, end - start, REPLACEMENT, encoding, Kind.DAMAGED)
        position = end


def _stretch(raw: bytes, offset: int, text: str, encoding: str) -> Iterator[Piece]:
    """Yield a stretch without faults, NULs as damage; whole as it is where the codec cannot go back."""
    try:
        back = text.encode(encoding)
    except UnicodeError:
        back = b""
    parts = re.findall("[^\0]+|\0+", text)
    sizes = [len(part.encode(encoding)) for part in parts] if back == raw else []
    if sum(sizes) != len(raw):
        yield Piece(offset, len(raw), _UNFIT.sub(REPLACEMENT, text), encoding, Kind.ODD)
        return
    for part, size in zip(parts, sizes, strict=True):
        nul = part.startswith("\0")
        kind = Kind.DAMAGED if nul else Kind.PLAIN
        yield Piece(offset, size, REPLACEMENT if nul else part, encoding, kind)
        offset += size
