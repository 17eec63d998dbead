"""Bodies that stand twice: the whole article or a good part of it, whole or cut short.

That a passage stands twice is not enough: several articles in one file quote the same paragraphs. A copy of a
body is all there is on its side of the document, or is set off on both sides.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.repeats.blocks import MOST_GROWTH, Block
from cleaner.repeats.document import Document
from cleaner.repeats.draft import Change, Found, removals
from cleaner.repeats.keeping import keeps_first, lost, overlapping
from cleaner.repeats.mending import mended, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.repeats.blocks import Judged
    from cleaner.repeats.pieces import Piece

# A copy that is all there is on its side of the document: one paragraph with its title, or two paragraphs.
# A copy that does not begin with the document's title has to be this long (code points) and such a share of
# what is above it.
_LEAST_TAIL = 100
_LEAST_TAIL_SHARE = 0.5
# A copy between other text also has at least so many paragraphs and code points: more than articles quote.
_LEAST_PARAGRAPHS = 3
_LEAST_BETWEEN = 200
# The title stands within so many pieces from the start of the document.
_HEAD = 3
# A passage in which more than this share of the text differs in numbers or words is a new version of the
# report, no copy.
_MOST_DIFFERING = 0.3
# A copy may have paragraphs of its own, so long as this share of it is in the other one, too.
_LEAST_SHARED = 0.6
# A page of short lines (a poem, a table, a live report) stands twice if so many do, from the title on …
_LEAST_LINES = 5
# … with no more between the copies than this share of them; lines of a page may stand there.
_MOST_BETWEEN = 0.25
# Of both copies so much is in the other one.
_LEAST_OF_PAGE = 0.9
# Passages that are so much smaller than the largest one are no copies of a body, and wait until that is gone:
# an article may quote itself, and is to be judged as if it stood there once.
_LEAST_OF_LARGEST = 0.5
# Two blocks next to each other may both have grown over so many pairs between them.
_MOST_OVERLAP = 2 * MOST_GROWTH


def find(pieces: Sequence[Piece], found: Iterable[Block], minimum: int) -> Found:
    """Return the changes that leave one copy of each body; `found` is what `blocks` yields."""
    large = [block for block in found if _is_large(pieces, block, minimum)]
    document = Document(pieces, set())
    large.sort(key=lambda block: _copied_size(document, block), reverse=True)
    least = _LEAST_OF_LARGEST * _copied_size(document, large[0]) if large else 0
    copied = [block for block in large if _copied_size(document, block) >= least]
    document = Document(pieces, {index for block in copied for index in _copied(pieces, block)})
    changes: list[Change] = []
    dropped: dict[int, tuple[str, str]] = {}
    doubts: dict[int, tuple[str, str]] = {}
    used: set[int] = set()
    least = 0.0
    waiting: dict[int, int] = {}
    for whole in large:
        block = _untouched(whole, used)
        if not _is_large(pieces, block, minimum):
            _wait(document, whole, waiting)
            continue
        size = _copied_size(document, block)
        if size < least or any(size < waiting.get(index, 0) for index in (*block.first, *block.second)):
            continue
        if not _paragraphs(pieces, block) or is_copy_of_body(document, block):
            least = least or _LEAST_OF_LARGEST * _copied_size(document, block)
            used |= {*block.first, *block.second}
            changes.extend(_changes(document, block, dropped))
        else:
            doubts.update(_doubts(document, block))
    return Found([*changes, *removals(pieces, dropped)], list(removals(pieces, doubts)))


def _wait(document: Document, block: Block, waiting: dict[int, int]) -> None:
    """Note that pieces are in a larger passage whose other copy is judged first: smaller ones wait for it."""
    size = _copied_size(document, block)
    for index in (*block.first, *block.second):
        waiting.setdefault(index, size)


def _untouched(block: Block, used: set[int]) -> Block:
    """Return a block without the pairs at its ends that its neighbours have, too; empty if more is used."""
    pairs = block.pairs[_overlap(block.pairs, used) :]
    pairs = pairs[: len(pairs) - _overlap(pairs[::-1], used)]
    rest = Block(pairs)
    return rest if pairs and used.isdisjoint(rest.first) and used.isdisjoint(rest.second) else Block([])


def _overlap(pairs: Sequence[Judged], used: set[int]) -> int:
    """Return how many pairs at the start are used by a neighbouring block, and what is then no copy."""
    count = 0
    for judged in pairs[:_MOST_OVERLAP]:
        first, second = judged.pair.first, judged.pair.second
        if used.isdisjoint(first) and used.isdisjoint(second) and (judged.are_copies or not count):
            break
        count += 1
    return count


def is_copy_of_body(document: Document, block: Block) -> bool:
    """Whether a passage that stands twice is an article's body, no quotation."""
    differing = sum(document.size(judged.pair.second) for judged in block.pairs if _is_version(block, judged))
    differing += _diverging(document, block)
    size = _copied_size(document, block)
    if differing > _MOST_DIFFERING * (size + differing):
        return False
    above, below = range(block.second.start), range(block.second.start, len(document.pieces))
    if document.is_copied(above) and (
        size >= _LEAST_TAIL or not document.pieces[block.first.start].is_paragraph
    ):
        return True
    upper = document.size(range(block.first.start, block.second.start))
    at_head = not document.size(range(block.first.start))
    if not at_head and (size < _LEAST_TAIL or size < _LEAST_TAIL_SHARE * upper):
        return False
    if document.is_copied(below):
        return True
    paragraphs = _paragraphs(document.pieces, block)
    return paragraphs >= _LEAST_PARAGRAPHS and size >= _LEAST_BETWEEN and _is_set_off(document, block)


def _diverging(document: Document, block: Block) -> int:
    """How much running text both copies have of their own in the same places: they tell different things.

    Copies with the same title above are one article all the same.
    """
    if not document.pieces[block.first.start].is_paragraph:
        return 0
    gaps = [
        (range(one.first.stop, other.first.start), range(one.second.stop, other.second.start))
        for (one, *_), (other, *_) in pairwise(block.pairs)
    ]
    return sum(max(sizes) for gap in gaps if all(sizes := [document.size(side) for side in gap]))


def _is_version(block: Block, judged: Judged) -> bool:
    """Whether somebody changed the text of a pair; agencies' marks before a first paragraph do not count."""
    edited = judged.comparison.is_edited and not judged.comparison.is_damaged
    return not judged.are_copies or (edited and judged is not block.copies[0])


def _is_set_off(document: Document, block: Block) -> bool:
    starts = document.sets_off(block.first.start - 1) or document.sets_off(block.second.start - 1)
    ends = document.sets_off(block.first.stop) or document.sets_off(block.second.stop)
    return starts and ends


def _is_large(pieces: Sequence[Piece], block: Block, minimum: int) -> bool:
    """Whether a passage is more than one paragraph, or one with its title, and has the minimum size."""
    size = sum(len(pieces[index].key) for judged in block.copies for index in judged.pair.second)
    if len(block.copies) < 2 or size < minimum:
        return False
    return _paragraphs(pieces, block) > 0 or _is_page(pieces, block)


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
    between = sum(len(pieces[index].key) for index in range(block.first.stop, block.second.start))
    beginning = pieces[block.first.start].key
    if beginning == pieces[0].key:
        return between <= _MOST_BETWEEN * shared
    heads = {piece.key for piece in pieces[:_HEAD]}
    alone = block.second.stop == len(pieces) or pieces[block.second.stop].key == beginning
    return not between and beginning in heads and alone and shared >= _LEAST_TAIL


def _paragraphs(pieces: Sequence[Piece], block: Block) -> int:
    """Return the number of paragraphs of the copy that has more lines."""
    firsts = (index for judged in block.copies for index in judged.pair.first)
    seconds = (index for judged in block.copies for index in judged.pair.second)
    return max(sum(pieces[index].is_paragraph for index in side) for side in (firsts, seconds))


def _copied(pieces: Sequence[Piece], block: Block) -> Iterator[int]:
    """Yield the pieces of a block that have a counterpart, and those of its own where they are few."""
    firsts = [index for judged in block.pairs for index in judged.pair.first]
    seconds = [index for judged in block.pairs for index in judged.pair.second]
    for found, whole in ((firsts, block.first), (seconds, block.second)):
        yield from found
        shared = sum(len(pieces[index].key) for index in found)
        if shared >= _LEAST_SHARED * sum(len(pieces[index].key) for index in whole):
            yield from whole


def _copied_size(document: Document, block: Block) -> int:
    return sum(document.size(judged.pair.second) for judged in block.copies)


def _changes(document: Document, block: Block, dropped: dict[int, tuple[str, str]]) -> Iterator[Change]:
    """Yield the changes that mend the better copy from the other one, whose pieces are added to `dropped`."""
    pieces = document.pieces
    first = keeps_first(document, block)
    for judged in block.copies:
        kept, gone = judged.pair.first, judged.pair.second
        if not first:
            kept, gone = gone, kept
        if lost(pieces, judged, first=first):
            continue
        why = note(pieces, kept, judged, first=first)
        dropped.update((index, ("half", why)) for index in gone)
        dropped.update((index, ("half", why)) for index in _signs_behind(pieces, kept, gone))
        yield from mended(pieces, kept, judged, first=first)
    yield from _moved(document, block, dropped, keeps_first=first)
    if not first and (rest := overlapping(document, block)):
        yield _moved_behind(pieces, block.second.stop - 1, rest, dropped)


def _signs_behind(pieces: Sequence[Piece], kept: range, gone: range) -> Iterator[int]:
    """Yield the pieces behind both copies that are signs alone, a line of dots or a bracket."""
    for index, counterpart in zip(range(gone.stop, len(pieces)), range(kept.stop, len(pieces)), strict=False):
        if pieces[index].key or pieces[counterpart].key:
            return
        yield index


def _moved(
    document: Document, block: Block, dropped: dict[int, tuple[str, str]], *, keeps_first: bool
) -> Iterator[Change]:
    """Yield the changes that take over paragraphs which only the removed copy has."""
    pieces = document.pieces
    matched = {index for judged in block.pairs for side in judged.pair[:2] for index in side}
    for one, other in zip(block.pairs, block.pairs[1:], strict=False):
        kept = (one.pair.first if keeps_first else one.pair.second).stop - 1
        gone = range(one.pair.second.stop, other.pair.second.start)
        if not keeps_first:
            gone = range(one.pair.first.stop, other.pair.first.start)
        moved = [index for index in gone if index not in matched and pieces[index].is_sentence]
        if not moved:
            continue
        yield _moved_behind(pieces, kept, moved, dropped)


def _moved_behind(
    pieces: Sequence[Piece], kept: int, moved: Iterable[int], dropped: dict[int, tuple[str, str]]
) -> Change:
    """Return the change that puts paragraphs behind a kept one; where they were they are `dropped`."""
    moved = list(moved)
    dropped.update((index, ("half", "moved to its place in the kept copy")) for index in moved)
    end = pieces[kept].start + len(pieces[kept].text)
    after = "".join("\n" + pieces[index].text for index in moved)
    return Change(pieces[kept].line, end, end, after, "better", "only the other copy has this paragraph")


def _doubts(document: Document, block: Block) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the pieces of a second copy that may have to go, by index with kind and note."""
    if _paragraphs(document.pieces, block) < 2:
        return
    for judged in block.copies:
        why = note(document.pieces, judged.pair.first, judged, first=True)
        for index in judged.pair.second:
            yield index, ("half", why)
