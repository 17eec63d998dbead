"""Which of two copies of a body is kept: the one that nothing is lost with, and that stands with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats.copies import Relation
from cleaner.repeats.measures import SHORTEST_TITLE
from cleaner.repeats.mending import unmended
from cleaner.repeats.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.repeats.blocks import Block, Judged
    from cleaner.repeats.document import Document
    from cleaner.repeats.pieces import Piece


def keeps_first(document: Document, block: Block) -> bool:
    """Whether to keep the first copy.

    Unless less is lost with the second one, it has more, or it goes on where the first one was cut.
    """
    pieces = document.pieces
    losses = [sum(lost(pieces, judged, first=first) for judged in block.copies) for first in (True, False)]
    if losses[0] != losses[1]:
        return losses[0] < losses[1]
    attached = _attached(document, block)
    if attached is not None:
        return attached
    own = _own(document, block)
    if own[0] != own[1]:
        return own[0] > own[1]
    lines = _lines(document, block)
    if lines[0] != lines[1]:
        return lines[0] > lines[1]
    titles = [_has_title_above(document, side) for side in (block.first, block.second)]
    if titles[0] != titles[1]:
        return titles[0]
    worse = sum(judged.comparison.worse(Relation.SECOND_BETTER) for judged in block.copies)
    better = sum(judged.comparison.worse(Relation.FIRST_BETTER) for judged in block.copies)
    return worse <= better


def _has_title_above(document: Document, side: range) -> bool:
    """Whether a copy that begins with running text has a line above that may be its title."""
    above = document.pieces[max(0, side.start - 1) : side.start]
    if not document.pieces[side.start].is_paragraph:
        return True
    return any(not piece.is_paragraph and len(piece.key) >= SHORTEST_TITLE for piece in above)


def lost(pieces: Sequence[Piece], judged: Judged, *, first: bool) -> int:
    """Return how many code points are lost if one side of a pair is kept, the `first` or the second one.

    What the kept side can take over from the other one is not lost.
    """
    kept = judged.pair.first if first else judged.pair.second
    return sum(len(skeleton(text)) for text in unmended(pieces, kept, judged, first=first))


def _attached(document: Document, block: Block) -> bool | None:
    """Say which copy stands with text that only it has beside it; None if that says nothing."""
    above, below = _beside(document, block)
    if overlapping(document, block):
        return False
    return None if bool(above) == bool(below) else bool(below)


def overlapping(document: Document, block: Block) -> range:
    """Return the paragraphs below the first copy that the second one lacks, if that has the beginning.

    Of one copy the beginning was cut off, of the other the end: together they are all of the article.
    """
    below_second = _run(document.pieces, range(block.second.stop, len(document.pieces)))
    above, below = _beside(document, block)
    if not above or not below or below_second:
        return range(0)
    return range(block.first.stop, block.first.stop + below)


def _beside(document: Document, block: Block) -> tuple[int, int]:
    """Return how many paragraphs stand right above the second copy, and how many right below the first."""
    pieces = document.pieces
    between = range(block.first.stop, block.second.start)
    below = _run(pieces, between)
    above = _run(pieces, reversed(between)) if pieces[block.second.start].is_paragraph else 0
    if below == len(between):  # nothing says which copy it belongs to; copies are cut at their ends mostly
        above = 0
    up = range(block.first.start - 1, -1, -1)
    if above and pieces[block.first.start].is_paragraph and _run(pieces, up):
        above = 0
    return above, below


def _run(pieces: Sequence[Piece], indexes: Iterable[int]) -> int:
    """Return how many paragraphs follow each other at once, short ones as well."""
    count = 0
    for index in indexes:
        if not pieces[index].is_sentence:
            break
        count += 1
    return count


def _own(document: Document, block: Block) -> tuple[int, int]:
    """Return how much running text each copy has in it that the other one lacks."""
    inside = {index for judged in block.pairs for side in judged.pair[:2] for index in side}
    sizes = [
        sum(document.size(range(index, index + 1)) for index in side if index not in inside)
        for side in (block.first, block.second)
    ]
    return sizes[0], sizes[1]


def _lines(document: Document, block: Block) -> tuple[int, int]:
    """Return in how many lines each copy has what both have."""
    first = {document.pieces[index].line for judged in block.copies for index in judged.pair.first}
    second = {document.pieces[index].line for judged in block.copies for index in judged.pair.second}
    return len(first), len(second)
