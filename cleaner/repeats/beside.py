"""Which of two copies stands with text that only it has beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats.measures import HEAD, SHORTEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.repeats.blocks import Block
    from cleaner.repeats.document import Document


# So many short lines in a row stand within an article: a subhead, a byline, a caption.
_MOST_SHORT_LINES = 3


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
    before = 0
    if pieces[block.first.start].is_paragraph:
        before = _run(document, block, range(block.first.start - 1, -1, -1), _MOST_SHORT_LINES)
    below = _run(document, block, between)
    after = _run(document, block, range(block.second.stop, len(pieces)))
    if below == len(between):  # nothing says which copy it belongs to; copies are cut at their ends mostly
        return before, 0, below, after
    titles = _places_of_title(document, block)
    if titles:  # what is below a title belongs to it
        above = _own(document, block, between[titles[-1] :])
        return before, above, below if above else _own(document, block, between), after
    if not pieces[block.second.start].is_paragraph:
        return before, 0, below, after
    own = _own(document, block, between[below:]) if not block.first.start else None
    above = _run(document, block, reversed(between)) if own is None else own
    return before, above, below, after


def _places_of_title(document: Document, block: Block) -> list[int]:
    """Return where between the copies the title above the first one stands again, else their end.

    Nothing if that is no title, since there is text above it.
    """
    pieces = document.pieces
    title = block.first.start - 1
    if not 0 <= title < HEAD or any(piece.is_paragraph for piece in pieces[: title + 1]):
        return []
    key = pieces[title].key
    if len(key) < SHORTEST_TITLE:
        return []
    between = pieces[block.first.stop : block.second.start]
    return [place for place, piece in enumerate(between) if piece.key == key] or [len(between)]


def _own(document: Document, block: Block, indexes: Iterable[int]) -> int:
    """Return how many of some pieces are running text that no copy has."""
    return sum(document.pieces[index].is_sentence and not document.is_in(index, block) for index in indexes)


def _run(document: Document, block: Block, indexes: Iterable[int], most_short_lines: int = 0) -> int:
    """Return how many paragraphs, short ones as well, follow each other that no copy has.

    So many lines in a row may stand between them that are no text.
    """
    count = short = 0
    for index in indexes:
        if document.is_in(index, block):
            break
        if document.pieces[index].is_sentence:
            count, short = count + 1, 0
            continue
        short += 1
        if short > most_short_lines:
            break
    return count
