"""Which pieces of two passages belong together, when their lines may be cut differently."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner.repeats.measures import SHINGLE
from cleaner.repeats.runs import REACH, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Between anchors, single characters meet by chance; from two in a row on they count.
_LEAST_COMMON = 2
# Two pieces belong together if so much of the shorter one is found in the other.
_LEAST_SHARED = 0.5

# Neighbouring pieces this similar belong together as they are; of more of them none are left out.
_SURELY_ALIKE = 0.95
_MOST_TRIMMED = 6


class Pair(NamedTuple):
    """Neighbouring pieces of the first copy and those of the second that hold the same, by index.

    `similarity` is the share of code points that match (0 to 1), `coverage` that of the shorter side.
    """

    first: range
    second: range
    similarity: float
    coverage: float

    @property
    def sides(self) -> tuple[range, range]:
        """The pieces of the first and of the second copy."""
        return self.first, self.second


class Layout:
    """The pieces' skeletons joined, and which piece an offset is in."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        self.stream = "".join(keys)
        self.starts = list(accumulate(map(len, keys), initial=0))

    def piece(self, offset: int) -> int:
        """Index of the piece an offset is in."""
        return bisect_right(self.starts, offset) - 1

    def start_of(self, offset: int) -> int:
        """Return where the piece that an offset is in starts."""
        return self.starts[self.piece(offset)]

    def end_of(self, offset: int) -> int:
        """Return where the piece that an offset is in ends."""
        return self.starts[self.piece(offset) + 1]

    def size(self, pieces: range) -> int:
        """Code points in neighbouring pieces."""
        return self.starts[pieces.stop] - self.starts[pieces.start]


def pairs(layout: Layout, passage: Sequence[Match]) -> list[Pair]:
    """Return which pieces of the two copies belong together, in order; what has no counterpart is left out.

    Pieces belong together that share much, and those over whose border a match goes on: there one copy has a
    line end where the other has none.
    """
    shared: dict[tuple[int, int], int] = {}
    across: set[tuple[int, int]] = set()
    for match in _filled(layout, passage):
        parts = list(_by_piece(layout, match))
        for first, second, size in parts:
            shared[first, second] = shared.get((first, second), 0) + size
        if len(parts) > 1:
            across.update((first, second) for first, second, size in parts if size >= _LEAST_COMMON)
    linked = [
        (first, second, size)
        for (first, second), size in sorted(shared.items())
        if (first, second) in across
        or size >= _LEAST_SHARED * min(len(layout.keys[first]), len(layout.keys[second]))
    ]
    return [_trimmed(layout, _pair(layout, group)) for group in _connected(linked)]


def _trimmed(layout: Layout, pair: Pair) -> Pair:
    """Leave out pieces at the ends of one side that share words with the other, but stand beside its copy.

    A title has the words that the first paragraph begins with.
    """
    if pair.similarity >= _SURELY_ALIKE or len(pair.first) + len(pair.second) > _MOST_TRIMMED:
        return pair
    from rapidfuzz.distance import Indel

    best, best_score = pair, (_begin_alike(layout, pair.first, pair.second), pair.similarity)
    for first in _ends(pair.first):
        for second in _ends(pair.second):
            sides = ["".join(layout.keys[side.start : side.stop]) for side in (first, second)]
            score = _begin_alike(layout, first, second), Indel.normalized_similarity(*sides)
            if score > best_score:
                common = score[1] * (len(sides[0]) + len(sides[1])) / 2
                best, best_score = Pair(first, second, score[1], common / min(map(len, sides))), score
    return best


def _begin_alike(layout: Layout, first: range, second: range) -> bool:
    return layout.keys[first.start][:SHINGLE] == layout.keys[second.start][:SHINGLE]


def _ends(pieces: range) -> Iterator[range]:
    """Yield the ranges that are left if pieces at the ends are left out."""
    for start in pieces:
        for stop in range(pieces.stop, start, -1):
            yield range(start, stop)


def _filled(layout: Layout, passage: Sequence[Match]) -> Iterator[Match]:
    """Yield the passage's matches and what else corresponds, up to the borders of its pieces."""
    first, last = passage[0], passage[-1]
    start = Match(*_opening(layout, first, last.first + last.size), 0)
    end = Match(*_closing(layout, last, start.second), 0)
    for one, other in pairwise([start, *passage, end]):
        yield one
        yield from _between(
            layout.stream, one.first + one.size, other.first, one.second + one.size, other.second
        )


def _opening(layout: Layout, match: Match, border: int) -> tuple[int, int]:
    """Return where the copies may begin: with the pieces of the match, and as far up in both."""
    first, second, _ = match
    up = max(first - layout.start_of(first), second - layout.start_of(second))
    up = min(up, REACH, first, second - border)
    return first - up, second - up


def _closing(layout: Layout, match: Match, border: int) -> tuple[int, int]:
    """Return where the copies may end: with the pieces of the match, and as far down in both."""
    first, second = match.first + match.size, match.second + match.size
    down = max(layout.end_of(first - 1) - first, layout.end_of(second - 1) - second)
    down = min(down, REACH, border - first, len(layout.stream) - second)
    return first + down, second + down


def _between(stream: str, first: int, first_end: int, second: int, second_end: int) -> Iterator[Match]:
    """Yield what corresponds in two gaps."""
    if first >= first_end or second >= second_end:
        return
    one, other = stream[first:first_end], stream[second:second_end]
    if one == other:
        yield Match(first, second, len(one))
        return
    from rapidfuzz.distance import Indel

    for block in Indel.editops(one, other).as_matching_blocks():
        if block.size >= _LEAST_COMMON:
            yield Match(first + block.a, second + block.b, block.size)


def _by_piece(layout: Layout, match: Match) -> Iterator[tuple[int, int, int]]:
    """Yield (piece of the first copy, piece of the second, matching code points)."""
    first, second, left = match
    while left > 0:
        one, other = layout.piece(first), layout.piece(second)
        size = min(left, layout.starts[one + 1] - first, layout.starts[other + 1] - second)
        yield one, other, size
        first, second, left = first + size, second + size, left - size


def _connected(links: Iterable[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    group: list[tuple[int, int, int]] = []
    for link in links:
        if group and link[0] != group[-1][0] and link[1] != group[-1][1]:
            yield group
            group = []
        group.append(link)
    if group:
        yield group


def _pair(layout: Layout, links: list[tuple[int, int, int]]) -> Pair:
    first = range(links[0][0], links[-1][0] + 1)
    second = range(links[0][1], links[-1][1] + 1)
    common = sum(size for _, _, size in links)
    one, other = layout.size(first), layout.size(second)
    return Pair(first, second, 2 * common / (one + other), common / min(one, other))
