"""Whether a passage that stands twice is the body of an article, no quotation and no formula.

That a passage stands twice is not enough: several articles in one file quote the same paragraphs. A copy of a
body is all there is on its side of the document, or is set off on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats.measures import HEAD
from cleaner.repeats.versions import (
    MOST_CHANGED,
    MOST_DIFFERING,
    is_mostly_shared,
    stands_between_others,
    tells_something_else,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.repeats.blocks import Block
    from cleaner.repeats.document import Document
    from cleaner.repeats.pieces import Piece

# A copy that is all there is on its side of the document: one paragraph with its title, or two paragraphs.
# A copy that does not begin with the document's title has to be this long (code points) and such a share of
# what is above it.
_LEAST_TAIL = 100
_LEAST_TAIL_SHARE = 0.5
# A smaller share is no formula of a list if it stands at the head and is this long.
_LEAST_AT_HEAD = 50
# With a title this share is enough.
_LEAST_AT_HEAD_SHARE = 0.2
# A copy between other text also has at least so many paragraphs and code points: more than articles quote.
_LEAST_PARAGRAPHS = 3
_LEAST_BETWEEN = 200
# The title stands within so many pieces from the start of the document.
_HEAD = 3
# A page of short lines (a poem, a table, a live report) stands twice if so many do, from the title on …
_LEAST_LINES = 5
# … with no more between the copies than this share of them; lines of a page may stand there.
_MOST_BETWEEN = 0.25
# Of both copies so much is in the other one.
_LEAST_OF_PAGE = 0.9


def is_copy_of_body(document: Document, block: Block) -> bool:
    """Whether a passage that stands twice is an article's body, no quotation."""
    most = MOST_DIFFERING if _is_all(document, block) else MOST_CHANGED
    if tells_something_else(document, block, most) or stands_between_others(document, block):
        return False
    return is_mostly_shared(document, block) and _stands_like_a_copy(document, block)


def _stands_like_a_copy(document: Document, block: Block) -> bool:
    """Whether a copy is all there is on its side of the document, or is set off on both sides."""
    size = copied_size(document, block)
    above, below = range(block.second.start), range(block.second.start, len(document.pieces))
    titled = _begins_with_title(document, block)
    if document.is_copied(above, block) and (size >= _LEAST_TAIL or titled):
        return True
    if not _is_good_part(document, block, titled=titled):
        return False
    if document.is_copied(below, block):
        return True
    large = paragraphs(document.pieces, block) >= _LEAST_PARAGRAPHS and size >= _LEAST_BETWEEN
    return large and not tells_something_else(document, block, 0) and _is_set_off(document, block)


def _is_good_part(document: Document, block: Block, *, titled: bool) -> bool:
    """Whether a passage is more than a formula, beside what stands above its second copy."""
    size = copied_size(document, block)
    upper = document.size(range(block.first.start, block.second.start))
    if block.first.start < HEAD and not document.size(range(block.first.start)):
        if titled and _is_broken_off(document, block):
            return True
        share = _LEAST_AT_HEAD_SHARE if titled else _LEAST_TAIL_SHARE
        return size >= min(_LEAST_AT_HEAD, share * upper)
    side_by_side = not document.size(range(block.first.stop, block.second.start))
    several = side_by_side or paragraphs(document.pieces, block) >= _LEAST_PARAGRAPHS
    return several and size >= max(_LEAST_TAIL, _LEAST_TAIL_SHARE * upper)


def _is_broken_off(document: Document, block: Block) -> bool:
    """Whether one of the copies ends with a sign that it was cut: a page's beginning to read on."""
    return any(document.pieces[side.stop - 1].is_cut for side in (block.first, block.second))


def _begins_with_title(document: Document, block: Block) -> bool:
    """Whether both copies begin with a line of the document's head that may be its title."""
    start = block.first.start
    return start < HEAD and not document.pieces[start].is_paragraph and not document.size(range(start))


def _is_all(document: Document, block: Block) -> bool:
    """Whether two copies with the document's title are all there is: what differs was changed in one."""
    if document.pieces[block.first.start].is_paragraph or block.first.start >= _HEAD:
        return False
    between, below = (
        range(block.first.stop, block.second.start),
        range(block.second.stop, len(document.pieces)),
    )
    return not document.size(between) + document.size(below)


def _is_set_off(document: Document, block: Block) -> bool:
    starts = document.sets_off(block.first.start - 1) or document.sets_off(block.second.start - 1)
    ends = document.sets_off(block.first.stop) or document.sets_off(block.second.stop)
    return starts and ends


def is_large(pieces: Sequence[Piece], block: Block, minimum: int) -> bool:
    """Whether a passage is more than one paragraph, or one with its title, and has the minimum size."""
    size = sum(len(pieces[index].key) for judged in block.copies for index in judged.pair.second)
    if len(block.copies) < 2 or size < minimum:
        return False
    return paragraphs(pieces, block) > 0 or _is_page(pieces, block)


def _is_page(pieces: Sequence[Piece], block: Block) -> bool:
    """Whether short lines that stand twice are all of a page, no refrain and no part of a table.

    The copies begin with the document's title, or they stand side by side and there is nothing else.
    """
    if len(block.copies) < _LEAST_LINES or len(block.copies) < len(block.pairs):
        return False
    sizes = [sum(len(pieces[index].key) for index in side) for side in (block.first, block.second)]
    shared = sum(len(pieces[index].key) for judged in block.copies for index in judged.pair.second)
    if shared < _LEAST_OF_PAGE * max(sizes):
        return False
    gap = range(block.first.stop, block.second.start)
    if any(pieces[index].is_sentence for index in gap):
        return False
    between = sum(len(pieces[index].key) for index in gap)
    beginning = pieces[block.first.start].key
    if beginning == pieces[0].key and block.first.start < _HEAD:
        return between <= _MOST_BETWEEN * shared
    heads = {piece.key for piece in pieces[:_HEAD]}
    alone = block.second.stop == len(pieces) or pieces[block.second.stop].key == beginning
    return not between and beginning in heads and alone and shared >= _LEAST_TAIL


def paragraphs(pieces: Sequence[Piece], block: Block) -> int:
    """Return the number of paragraphs of the copy that has more lines."""
    firsts = (index for judged in block.copies for index in judged.pair.first)
    seconds = (index for judged in block.copies for index in judged.pair.second)
    return max(sum(pieces[index].is_paragraph for index in side) for side in (firsts, seconds))


def copied_size(document: Document, block: Block) -> int:
    """Return how many code points of running text of a passage are copies."""
    return sum(document.size(judged.pair.second) for judged in block.copies)
