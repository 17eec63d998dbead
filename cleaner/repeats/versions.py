"""Whether two copies differ in what they say: versions of a report, or pages of the same make.

A page of a manual or law has the sentences of the page before, under another head and with other names.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.repeats.blocks import text
from cleaner.repeats.damage import surely_damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.repeats.blocks import Block, Judged
    from cleaner.repeats.document import Document
    from cleaner.repeats.pieces import Piece

# A passage in which more than this share of the text differs in numbers or words is a new version of the
# report, no copy …
MOST_DIFFERING = 0.3
# … and of what no damage explains, this share …
MOST_CHANGED = 0.1
# … or this share of the paragraphs, however short.
_MOST_CHANGED_PAIRS = 0.2
# Sentences this similar (0 to 1) are not told apart by what a manual says of two things.
_THE_SAME = 0.98
# Of a paragraph and a line of the page in its place no more than so many times the shorter one counts.
_MOST_UNEQUAL = 2
# A copy may have paragraphs of its own, so long as this share of it is in the other one, too.
_LEAST_SHARED = 0.6
# … and this share, if nearly all of the other copy is in it and that is so long: beginning and end of it.
_LEAST_OF_WHOLE = 0.3
_ALL_SHARED = 0.95
_LONG_PART = 300


def tells_something_else(document: Document, block: Block, most: float) -> bool:
    """Whether so much differs between the copies; of what no damage explains the share is `most`."""
    pieces = document.pieces
    versions, damaged = 0, 0
    for judged in block.pairs:
        if _is_version(block, judged):
            size = sum(len(pieces[index].key) for index in judged.pair.second)
            versions += size
            damaged += size if judged.comparison.is_damaged else 0
    diverging = 0 if most > MOST_CHANGED else _diverging(document, block)
    changed = sum(_is_version(block, judged) and not judged.comparison.is_damaged for judged in block.pairs)
    if most <= MOST_CHANGED and changed > _MOST_CHANGED_PAIRS * len(block.pairs):
        return True
    shared = sum(len(pieces[index].key) for judged in block.copies for index in judged.pair.second)
    differing, undamaged = versions + diverging, versions - damaged + diverging
    return differing > MOST_DIFFERING * (shared + differing) or undamaged > most * (shared + undamaged)


def _diverging(document: Document, block: Block) -> int:
    """How much text both copies have of their own in the same places: they tell different things.

    Lines of the page under a title differ, and what damage has made unlike does not count.
    """
    pieces = document.pieces
    total, in_text = 0, False
    for one, other in pairwise(block.pairs):
        in_text = in_text or any(pieces[index].is_paragraph for index in one.pair.first)
        gap = (
            range(one.pair.first.stop, other.pair.first.start),
            range(one.pair.second.stop, other.pair.second.start),
        )
        if not all(gap) or surely_damaged(text(pieces, gap[0]), text(pieces, gap[1])):
            continue
        sizes = [
            sum(len(pieces[index].key) for index in side if in_text or pieces[index].is_paragraph)
            for side in gap
        ]
        total += min(max(sizes), _MOST_UNEQUAL * min(sizes))
    return total


def _is_version(block: Block, judged: Judged) -> bool:
    """Whether somebody changed the text of a pair; agencies' marks before a first paragraph do not count."""
    edited = judged.comparison.is_edited and not judged.comparison.is_damaged
    return not judged.are_copies or (edited and judged is not block.copies[0])


def stands_between_others(document: Document, block: Block) -> bool:
    """Whether the copies stand in running text that is not copied: right above both, below both, or between.

    Copies of a body follow a title, a line of the page or the other copy.
    """
    above = block.first.start - 1, block.second.start - 1
    below = block.first.stop, block.second.stop
    return (
        _are_own_text(document, block, *above)
        or _are_own_text(document, block, *below)
        or _are_part_of_text(document, block)
    )


def _are_own_text(document: Document, block: Block, first: int, second: int) -> bool:
    """Whether two pieces are sentences of their own. Damaged ones do not count."""
    if not (_is_own_text(document, block, first) and _is_own_text(document, block, second)):
        return False
    one, other = document.pieces[first], document.pieces[second]
    return not (surely_damaged(one.said, other.said) or _are_the_same(one.key, other.key))


def _are_part_of_text(document: Document, block: Block) -> bool:
    """Whether nothing but sentences stands between the copies, of which the second begins with one, too.

    What asks or calls may be a title, and nobody says a thing again in another script.
    """
    if all(judged.comparison.differing_script for judged in block.copies):
        return False
    between = range(block.first.stop, block.second.start)
    if not between or document.pieces[block.second.start].may_be_title:
        return False
    return all(_is_own_text(document, block, index) for index in between)


def _are_the_same(one: str, other: str) -> bool:
    """Whether two sentences are the same but for a sign."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other) >= _THE_SAME


def _is_own_text(document: Document, block: Block, index: int) -> bool:
    if not 0 <= index < len(document.pieces) or index in block.first or index in block.second:
        return False
    return document.pieces[index].is_sentence and index not in document.matched


def is_mostly_shared(document: Document, block: Block) -> bool:
    """Whether most of what stands in each of the copies is in the other one, too, or all of one of them."""
    found = set(matched(block))
    shares = []
    for side in (block.first, block.second):
        sizes = {index: len(document.pieces[index].key) for index in side}
        shares.append(sum(sizes[index] for index in side if index in found) / max(1, sum(sizes.values())))
    size = sum(len(document.pieces[index].key) for index in found) // 2
    is_part = max(shares) >= _ALL_SHARED and size >= _LONG_PART
    return min(shares) >= (_LEAST_OF_WHOLE if is_part else _LEAST_SHARED)


def copied(pieces: Sequence[Piece], block: Block) -> Iterator[int]:
    """Yield the pieces of a block that have a counterpart, and those of its own where they are few.

    What both copies have of their own in the same place is not copied.
    """
    yield from matched(block)
    gaps = [
        (range(one.first.stop, other.first.start), range(one.second.stop, other.second.start))
        for (one, *_), (other, *_) in pairwise(block.pairs)
    ]
    for number, whole in enumerate((block.first, block.second)):
        own = [index for gap in gaps for index in gap[number] if not all(gap)]
        size = sum(len(pieces[index].key) for index in whole)
        if sum(len(pieces[index].key) for index in own) <= (1 - _LEAST_SHARED) * size:
            yield from own


def matched(block: Block) -> Iterator[int]:
    """Yield the pieces of a block that have a counterpart, whole or damaged."""
    for judged in block.pairs:
        if not _is_version(block, judged) or judged.comparison.is_damaged:
            yield from judged.pair.first
            yield from judged.pair.second
