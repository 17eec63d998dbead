"""Bodies that stand twice: the whole article or a good part of it, whole or cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats import versions
from cleaner.repeats.beside import overlapping
from cleaner.repeats.blocks import MOST_GROWTH, Block
from cleaner.repeats.bodies import copied_size, is_copy_of_body, is_large, paragraphs
from cleaner.repeats.document import Document
from cleaner.repeats.draft import Change, Found, removals
from cleaner.repeats.keeping import cut_short, keeps_first, lost
from cleaner.repeats.mending import mended, note
from cleaner.repeats.taking import moved, moved_behind, signs_behind, spoiled_end, spoiled_rest, spoiled_title

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from cleaner.repeats.blocks import Judged
    from cleaner.repeats.pieces import Piece

# Passages that are so much smaller than the largest one are no copies of a body, and wait until that is gone:
# an article may quote itself, and is to be judged as if it stood there once.
_LEAST_OF_LARGEST = 0.5
# Two blocks next to each other may both have grown over so many pairs between them.
_MOST_OVERLAP = 2 * MOST_GROWTH


def find(pieces: Sequence[Piece], found: Iterable[Block], minimum: int) -> Found:
    """Return the changes that leave one copy of each body; `found` is what `blocks` yields."""
    found = list(found)
    large = [block for block in found if is_large(pieces, block, minimum)]
    document = Document(pieces, set())
    large.sort(key=lambda block: copied_size(document, block), reverse=True)
    least = _LEAST_OF_LARGEST * copied_size(document, large[0]) if large else 0
    copied = [block for block in large if copied_size(document, block) >= least]
    document = Document(
        pieces,
        {index for block in copied for index in versions.copied(pieces, block)},
        {index for block in copied for index in versions.matched(block)},
        found,
    )
    formulas = set(_formulas(document, large))
    changes: list[Change] = []
    dropped: dict[int, tuple[str, str]] = {}
    doubts: dict[int, tuple[str, str]] = {}
    used: set[int] = set()
    least = 0.0
    waiting: dict[int, int] = {}
    for whole in large:
        block = _untouched(whole, used)
        if not is_large(pieces, block, minimum) or _waits_for_more(whole, block, used):
            _wait(document, whole, waiting)
            continue
        size = copied_size(document, block)
        if size < least or any(size < waiting.get(index, 0) for index in (*block.first, *block.second)):
            continue
        if not paragraphs(pieces, block) or (
            is_copy_of_body(document, block) and not _is_formula(pieces, block, formulas)
        ):
            least = least or _LEAST_OF_LARGEST * copied_size(document, block)
            used |= {*block.first, *block.second}
            changes.extend(_changes(document, block, dropped))
        else:
            doubts.update(_doubts(document, block))
    return Found([*changes, *removals(pieces, dropped)], list(removals(pieces, doubts)))


def _formulas(document: Document, found: Iterable[Block]) -> Iterator[str]:
    """Yield what stands between other text in two places: where it stands once more, it is no copy either."""
    for block in found:
        if versions.stands_between_others(document, block):
            for judged in block.copies:
                yield from (document.pieces[index].key for index in judged.pair.second)


def _is_formula(pieces: Sequence[Piece], block: Block, formulas: Container[str]) -> bool:
    return all(pieces[index].key in formulas for judged in block.copies for index in judged.pair.second)


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


def _waits_for_more(whole: Block, rest: Block, used: set[int]) -> bool:
    """Whether only one side of a pair at the ends is judged already: next time the whole block can be."""
    if len(whole.pairs) == len(rest.pairs):
        return False
    kept = set(map(id, rest.pairs))
    return any(
        used.isdisjoint(judged.pair.first) != used.isdisjoint(judged.pair.second)
        for judged in whole.copies
        if id(judged) not in kept
    )


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
        kept, gone = judged.pair.sides if first else judged.pair.sides[::-1]
        if lost(pieces, judged, first=first):
            continue
        why = note(pieces, kept, judged, first=first)
        rest = (*gone, *signs_behind(pieces, kept, gone), *spoiled_rest(pieces, gone))
        dropped.update((index, ("half", why)) for index in rest)
        yield from mended(pieces, kept, judged, first=first)
    kept, gone = (block.first, block.second) if first else (block.second, block.first)
    why = "damaged; the kept copy is whole here"
    spoiled = (*spoiled_title(pieces, kept, gone), *spoiled_end(pieces, kept, gone))
    dropped.update((index, ("half", why)) for index in spoiled)
    why = "the beginning of a paragraph that is kept whole"
    dropped.update((index, ("half", why)) for index in cut_short(pieces, block))
    yield from moved(pieces, block, dropped, keeps_first=first)
    if not first and (below := overlapping(document, block)):
        yield moved_behind(pieces, block.second.stop - 1, below, dropped)


def _doubts(document: Document, block: Block) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the pieces of a second copy that may have to go, by index with kind and note."""
    if paragraphs(document.pieces, block) < 2:
        return
    for judged in block.copies:
        why = note(document.pieces, judged.pair.first, judged, first=True)
        for index in judged.pair.second:
            yield index, ("half", why)
