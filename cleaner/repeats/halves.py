"""Bodies that stand twice: the whole article or a good part of it, whole or cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats import versions
from cleaner.repeats.blocks import MOST_GROWTH, Block
from cleaner.repeats.bodies import copied_size, is_copy_of_body, is_large, paragraphs
from cleaner.repeats.document import Document
from cleaner.repeats.draft import Change, Found, removals
from cleaner.repeats.keeping import keeps_first, lost, overlapping
from cleaner.repeats.mending import mended, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.repeats.blocks import Judged
    from cleaner.repeats.pieces import Piece

# Passages that are so much smaller than the largest one are no copies of a body, and wait until that is gone:
# an article may quote itself, and is to be judged as if it stood there once.
_LEAST_OF_LARGEST = 0.5
# Two blocks next to each other may both have grown over so many pairs between them.
_MOST_OVERLAP = 2 * MOST_GROWTH


def find(pieces: Sequence[Piece], found: Iterable[Block], minimum: int) -> Found:
    """Return the changes that leave one copy of each body; `found` is what `blocks` yields."""
    large = [block for block in found if is_large(pieces, block, minimum)]
    document = Document(pieces, set())
    large.sort(key=lambda block: copied_size(document, block), reverse=True)
    least = _LEAST_OF_LARGEST * copied_size(document, large[0]) if large else 0
    copied = [block for block in large if copied_size(document, block) >= least]
    document = Document(
        pieces,
        {index for block in copied for index in versions.copied(pieces, block)},
        {index for block in copied for index in versions.matched(block)},
    )
    changes: list[Change] = []
    dropped: dict[int, tuple[str, str]] = {}
    doubts: dict[int, tuple[str, str]] = {}
    used: set[int] = set()
    least = 0.0
    waiting: dict[int, int] = {}
    for whole in large:
        block = _untouched(whole, used)
        if not is_large(pieces, block, minimum):
            _wait(document, whole, waiting)
            continue
        size = copied_size(document, block)
        if size < least or any(size < waiting.get(index, 0) for index in (*block.first, *block.second)):
            continue
        if not paragraphs(pieces, block) or is_copy_of_body(document, block):
            least = least or _LEAST_OF_LARGEST * copied_size(document, block)
            used |= {*block.first, *block.second}
            changes.extend(_changes(document, block, dropped))
        else:
            doubts.update(_doubts(document, block))
    return Found([*changes, *removals(pieces, dropped)], list(removals(pieces, doubts)))


def _wait(document: Document, block: Block, waiting: dict[int, int]) -> None:
    """Note that pieces are in a larger passage whose other copy is judged first: smaller ones wait for it."""
    size = copied_size(document, block)
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
    if paragraphs(document.pieces, block) < 2:
        return
    for judged in block.copies:
        why = note(document.pieces, judged.pair.first, judged, first=True)
        for index in judged.pair.second:
            yield index, ("half", why)
