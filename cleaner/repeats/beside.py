"""Which of two copies stands with text that only it has beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.repeats.blocks import Block
    from cleaner.repeats.document import Document


def attached(document: Document, block: Block) -> bool | None:
    """Say which copy stands with text that only it has beside it; None if that says nothing."""
    if overlapping(document, block):
        return False
    before, above, below, after = _beside(document, block)
    return None if bool(above + after) == bool(before + below) else bool(before + below)


def overlapping(document: Document, block: Block) -> range:
    """Return the paragraphs below the first copy that the second one lacks, if that has the beginning.

    Of one copy the beginning was cut off, of the other the end: together they are all of the article.
    """
    before, above, below, after = _beside(document, block)
    if before or not above or not below or after:
        return range(0)
    return range(block.first.stop, block.first.stop + below)


def _beside(document: Document, block: Block) -> tuple[int, int, int, int]:
    """Return how many paragraphs stand right above and below the copies, which have nothing like them.

    They are those above the first, above the second, below the first and below the second copy.
    """
    pieces = document.pieces
    between = range(block.first.stop, block.second.start)
    before = after = above = 0
    if pieces[block.first.start].is_paragraph:
        before = _run(document, block, range(block.first.start - 1, -1, -1))
    if pieces[block.second.start].is_paragraph:
        above = _run(document, block, reversed(between))
    below = _run(document, block, between)
    after = _run(document, block, range(block.second.stop, len(pieces)))
    if below == len(between):  # nothing says which copy it belongs to; copies are cut at their ends mostly
        above = 0
    return before, above, below, after


def _run(document: Document, block: Block, indexes: Iterable[int]) -> int:
    """Return how many paragraphs, short ones as well, follow each other at once that no copy has."""
    count = 0
    for index in indexes:
        if not document.pieces[index].is_sentence or document.is_in(index, block):
            break
        count += 1
    return count
