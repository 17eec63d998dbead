"""Bytes to text and back: any Chinese encoding, damaged or mixed.

A first, simple version; see `Source` for what callers rely on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cleaner.errors import DecodeError


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


@dataclass(frozen=True)
class Source:
    """A document's bytes and what they mean.

    `encoding` is the main encoding by its Python codec name and `confidence` how sure that is (0 to 1, of
    answers with 0.9 nine in ten are right); `runner_up` is the second best answer. `runs` has one entry
    unless parts of the document are in other encodings. `bom` is not part of `text`.
    """

    data: bytes
    text: str
    encoding: str
    confidence: float
    runner_up: str | None
    runs: tuple[Run, ...]
    damage: tuple[Damage, ...]
    bom: bytes = b""


def decode(data: bytes, encoding: str | None = None) -> Source:
    """Decode a document; `encoding` says what it is in, damage aside. Raises DecodeError if it is no text."""
    candidates = [encoding] if encoding else ["utf-8", "gb18030", "big5hkscs"]
    for codec in candidates:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return Source(data, text, codec, 1.0, None, (Run(0, codec),), ())
    raise DecodeError("not text in any encoding known here")


def encode(text: str, source: Source) -> bytes:
    """Return the bytes of a text, a decoded one or one restored to it, as `source` had them."""
    del source
    return text.encode()
