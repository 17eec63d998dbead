"""Passages of a document that stand twice: which of their pieces are copies, where each begins and ends."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.repeats.align import Layout, Pair, pairs
from cleaner.repeats.anchors import passages
from cleaner.repeats.borders import beginning, copies
from cleaner.repeats.copies import Comparison, compare
from cleaner.repeats.damage import surely_damaged
from cleaner.repeats.measures import SHINGLE, SHORTEST_TITLE
from cleaner.repeats.runs import MOST_DRIFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.repeats.pieces import Piece

# Less similar pieces are compared only if one may be a part of the other (0 to 1).
_LEAST_SIMILAR = 0.3
# A shorter side that is found in the longer one to this share is the same, cut …
_LEAST_COVERED = 0.9
# … if it begins or ends like that, or is as similar as this: a title has words from all over a paragraph.
_MOSTLY_SIMILAR = 0.7
# … and so like the beginning or end of the other side, damage and all.
_LEAST_COMPACT = 0.75
# Where both copies have so much running text of their own, one passage ends and another begins.
_LONGEST_DIVERGENCE = 200
# How many short pieces at the borders of a passage are compared one by one.
MOST_GROWTH = 12

# What was cut off without a sign of that has so many code points at least: fewer may be a subhead.
_SHORTEST_CUT = 8


class Judged(NamedTuple):
    """A pair of pieces and what comparing them says: `are_copies` if the two sides say the same."""

    pair: Pair
    comparison: Comparison
    are_copies: bool


class Block:
    """A passage that stands twice: its pairs of pieces in order, the first and last of them copies.

    `copies` are the pairs that are copies. `first` and `second` are the pieces of the two copies, with those
    in them that have no counterpart.
    """

    def __init__(self, pairs: list[Judged]) -> None:
        self.pairs = pairs
        self.copies = [judged for judged in pairs if judged.are_copies]
        self.first = self.second = range(0)
        if pairs:
            self.first = range(pairs[0].pair.first.start, pairs[-1].pair.first.stop)
            self.second = range(pairs[0].pair.second.start, pairs[-1].pair.second.stop)

    @cached_property
    def apart(self) -> list[tuple[Judged, Judged]]:
        """The neighbouring pairs between which one of the copies has pieces of its own."""
        return [
            (one, other)
            for one, other in pairwise(self.pairs)
            if one.pair.first.stop < other.pair.first.start or one.pair.second.stop < other.pair.second.start
        ]

    @cached_property
    def differing(self) -> list[Judged]:
        """The copies that are not equal."""
        return [judged for judged in self.copies if judged.comparison.differences]


def blocks(pieces: Sequence[Piece], threshold: float) -> Iterator[Block]:
    """Yield the passages that stand twice, with pairs at least as similar as `threshold` (0 to 1)."""
    keys = [piece.key for piece in pieces]
    layout = Layout(keys)
    lasts = {key: index for index, key in enumerate(keys)}
    for passage in passages(keys):
        found = [
            _judged(pieces, pair) for pair in pairs(layout, passage) if _may_be_alike(pieces, pair, threshold)
        ]
        judged = _disjoint([each for each in found if _is_alike(pieces, each, threshold)])
        for part in _parts(pieces, layout, judged):
            if part[0].are_copies:
                yield from map(Block, copies(pieces, _grown(pieces, part, threshold), lasts))
            else:
                yield Block(part)


def _judged(pieces: Sequence[Piece], pair: Pair) -> Judged:
    comparison = compare(text(pieces, pair.first), text(pieces, pair.second))
    return Judged(pair, comparison, comparison.are_copies)


def _may_be_alike(pieces: Sequence[Piece], pair: Pair, threshold: float) -> bool:
    """Whether it is worth comparing two sides: they are similar, or damage may be why they are not."""
    if pair.similarity >= threshold or _is_part(pieces, pair):
        return True
    if pair.similarity < _LEAST_SIMILAR:
        return False
    return surely_damaged(text(pieces, pair.first), text(pieces, pair.second))


def _is_part(pieces: Sequence[Piece], pair: Pair) -> bool:
    """Whether the shorter side is a part of the other one, its beginning or end, no words from all over."""
    if pair.coverage < _LEAST_COVERED:
        return False
    if pair.similarity >= _MOSTLY_SIMILAR:
        return True
    one, other = sorted(("".join(pieces[index].key for index in side) for side in pair.sides), key=len)
    lines = any(not any(pieces[index].is_sentence for index in side) for side in pair.sides)
    if pair.similarity < _LEAST_SIMILAR and lines:
        return any(pieces[side.stop - 1].is_cut for side in pair.sides)
    size = min(SHINGLE, len(one))
    begins, ends = one[:size] == other[:size], one[-size:] == other[-size:]
    return (begins and _is_like(one, other[: len(one)])) or (ends and _is_like(one, other[-len(one) :]))


def _is_like(one: str, other: str) -> bool:
    """Whether a part is much like its place in the other copy: its characters are not scattered there."""
    if one == other:
        return True
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other) >= _LEAST_COMPACT


def _is_alike(pieces: Sequence[Piece], judged: Judged, threshold: float) -> bool:
    """Whether two sides are similar enough to be copies; what damage explains does not count against them."""
    if judged.pair.similarity >= threshold or _is_part(pieces, judged.pair):
        return True
    return judged.are_copies and judged.comparison.is_damaged


def text(pieces: Sequence[Piece], indexes: range) -> str:
    """Return what neighbouring pieces say."""
    if len(indexes) == 1:
        return pieces[indexes.start].said
    return "\n".join(pieces[index].said for index in indexes)


def _disjoint(judged: list[Judged]) -> list[Judged]:
    """Leave out pairs that reach over the border between the copies, which happens within one line."""
    if not judged:
        return judged
    border = next((each for each in judged if each.are_copies), judged[0]).pair.second.start
    return [each for each in judged if each.pair.first.stop <= border <= each.pair.second.start]


def _parts(pieces: Sequence[Piece], layout: Layout, judged: Sequence[Judged]) -> Iterator[list[Judged]]:
    """Cut the pairs where both copies go on with something else; each part begins and ends with a copy.

    A pair that is similar and no copy is a part by itself, too.
    """
    part: list[Judged] = []
    waiting: list[Judged] = []
    said: set[str] = set()
    for each in judged:
        if not each.are_copies:
            waiting.append(each)
            yield [each]
            continue
        begins = _beginnings(pieces, each.pair)
        if part and (
            _divergence(pieces, part[-1].pair, each.pair) > _LONGEST_DIVERGENCE
            or (_drift(layout, part[-1].pair, each.pair) > MOST_DRIFT and not said.isdisjoint(begins))
            or _is_title_of_next(pieces, part, each)
        ):
            yield part
            part, waiting, said = [], [], set()
        part.extend([*waiting, each] if part else [each])
        said |= begins
        waiting = []
    if part:
        yield part


def _is_title_of_next(pieces: Sequence[Piece], part: Sequence[Judged], each: Judged) -> bool:
    """Whether a passage that began with running text goes over lines of the page to a title and more text.

    There the first copy ends, of which the beginning was cut off, and the next one begins.
    """
    title = each.pair.first.start
    if pieces[title].is_paragraph or not pieces[part[0].pair.first.start].is_paragraph:
        return False
    skipped = title > part[-1].pair.first.stop
    return skipped and len(pieces[title].key) >= SHORTEST_TITLE and pieces[title + 1].is_paragraph


def _beginnings(pieces: Sequence[Piece], pair: Pair) -> set[str]:
    """Return what the pieces of a pair begin with: copies of them would, too."""
    return {beginning(pieces[index]) for side in pair.sides for index in side} - {""}


def _drift(layout: Layout, one: Pair, other: Pair) -> int:
    """How many more code points lie between two pairs in one copy than in the other."""
    first = layout.starts[other.first.start] - layout.starts[one.first.stop]
    second = layout.starts[other.second.start] - layout.starts[one.second.stop]
    return abs(first - second)


def _divergence(pieces: Sequence[Piece], one: Pair, other: Pair) -> int:
    """Code points of running text that both copies have of their own between two pairs."""
    return min(
        _running_text(pieces, range(one.first.stop, other.first.start)),
        _running_text(pieces, range(one.second.stop, other.second.start)),
    )


def _running_text(pieces: Sequence[Piece], indexes: range) -> int:
    return sum(len(pieces[index].key) for index in indexes if pieces[index].is_paragraph)


def _grown(pieces: Sequence[Piece], part: list[Judged], threshold: float) -> list[Judged]:
    """Extend a part by pieces too short or too damaged to have anchors: titles, bylines, subheads."""
    border = part[0].pair.second.start
    before = _growth(pieces, part[0].pair, -1, (0, part[-1].pair.first.stop - 1), threshold)
    border = before[-1].pair.second.start if before else border
    after = _growth(pieces, part[-1].pair, 1, (border, len(pieces)), threshold)
    return [*reversed(before), *part, *after]


def _growth(
    pieces: Sequence[Piece], pair: Pair, step: int, limits: tuple[int, int], threshold: float
) -> list[Judged]:
    """Return the pairs next to a pair, going up (`step` -1) or down (1), nearest first.

    Going up, the second copy stays behind the end of the first (`limits[1]`); going down, the first copy
    stays before the start of the second (`limits[0]`) and the second within the document (`limits[1]`).
    """
    grown: list[Judged] = []
    one = pair.first.start if step < 0 else pair.first.stop - 1
    other = pair.second.start if step < 0 else pair.second.stop - 1
    while len(grown) < MOST_GROWTH:
        found = None
        for skip_one, skip_other in ((1, 1), (1, 2), (2, 1)):
            first, second = one + step * skip_one, other + step * skip_other
            if step < 0 and (first < 0 or second <= limits[1]):
                continue
            if step > 0 and (first >= limits[0] or second >= limits[1]):
                continue
            if step < 0 and skip_one + skip_other > 2 and _ends_above(pieces[first], pieces[one]):
                continue
            found = _similar(pieces, first, second, threshold)
            if found:
                break
        if not found:
            break
        grown.append(found)
        one, other = found.pair.first.start, found.pair.second.start
    return grown


def _ends_above(piece: Piece, below: Piece) -> bool:
    """Whether another copy may end with a paragraph that stands above lines of the page and a title."""
    return piece.is_paragraph and not below.is_paragraph


def _similar(pieces: Sequence[Piece], first: int, second: int, threshold: float) -> Judged | None:
    one, other = pieces[first].key, pieces[second].key
    if not one or not other:
        return None
    cut = _is_beginning(pieces[first], other) or _is_beginning(pieces[second], one)
    if not cut and min(len(one), len(other)) < _LEAST_SIMILAR * max(len(one), len(other)):
        return None
    similarity = 1.0
    if one != other:
        from rapidfuzz.distance import Indel

        similarity = Indel.normalized_similarity(one, other, score_cutoff=0 if cut else _LEAST_SIMILAR)
        if similarity < _LEAST_SIMILAR and not cut:
            return None
    ranges = range(first, first + 1), range(second, second + 1)
    judged = _judged(pieces, Pair(*ranges, similarity, 1.0 if cut else similarity))
    return judged if judged.are_copies and _is_alike(pieces, judged, threshold) else None


def _is_beginning(piece: Piece, whole: str) -> bool:
    """Whether a piece is the beginning of a longer one, cut off, with or without a sign of that."""
    if not piece.is_cut and (piece.is_paragraph or len(piece.key) < _SHORTEST_CUT):
        return False
    return len(piece.key) < len(whole) and whole.startswith(piece.key)
