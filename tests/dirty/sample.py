"""What a generator gives."""

from __future__ import annotations

from typing import NamedTuple


class Sample(NamedTuple):
    """A dirty text and the text that cleaning should give."""

    dirty: str
    truth: str
