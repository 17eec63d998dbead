"""Repair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.edits import Edit
from cleaner.slips import solve
from cleaner.step import Phase, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def find(text: str, options: Mapping[str, Any]) -> Iterator[Edit]:
    """Find."""
    for slip in solve.find(text):
        yield Edit(slip.start, text[slip.start : slip.end], slip.text, f"repair/{slip.kind}", slip.sure)


STEP = Step(name="repair", summary="", phase=Phase.BYTES, find=find, reasons=())
