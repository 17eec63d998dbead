"""What a document is cut into on reading: stretches of text, oddly spelled characters, damage."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

REPLACEMENT = "\ufffd"


class Kind(Enum):
    """How the bytes of a piece come back from its text."""

    PLAIN = "encoding the text gives the bytes"
    ODD = "encoding the text gives other bytes"
    DAMAGED = "no character; the text is U+FFFD"


class Piece(NamedTuple):
    """`size` bytes at `offset` of the document, which mean `text` in `encoding` (a Python codec name)."""

    offset: int
    size: int
    text: str
    encoding: str
    kind: Kind = Kind.PLAIN

    @property
    def end(self) -> int:
        """Offset in bytes behind the piece."""
        return self.offset + self.size
