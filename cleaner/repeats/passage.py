"""A passage as it is compared, and which parts of two passages are equal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cleaner.repeats.skeleton import offsets, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

# Garbage meets the true text by chance in single characters: where that leaves a difference unexplained,
# differences with fewer equal code points between them are taken as one.
_LEAST_EQUAL = 3


class Span(NamedTuple):
    """From `start` to `end` of a passage's text."""

    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A passage's text, its skeleton, and for each code point of that where it stands in the text."""

    text: str
    key: str
    places: list[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Passage:
        """Return a passage with the given text."""
        return cls(text, skeleton(text), offsets(text))

    def around(self, start: int, end: int) -> Span:
        """Return the span of text that belongs to code points of the skeleton, with what is around them."""
        before = self.places[start - 1] + 1 if start else 0
        return Span(before, self.places[end] if end < len(self.places) else len(self.text))

    def whole(self, start: int, size: int, at_start: bool, at_end: bool) -> str:
        """Return the text of some code points of the skeleton, at an end of the passage with all there is."""
        if not size:
            return self.text[self.places[-1] + 1 if self.places else 0 :] if at_end else ""
        first = 0 if at_start else self.places[start]
        last = len(self.text) if at_end else self.places[start + size - 1] + 1
        return self.text[first:last]


def gaps(equal: list[tuple[int, int, int]]) -> Iterator[tuple[range, range]]:
    """Yield what of two skeletons lies between the parts that are equal."""
    previous_one = previous_other = 0
    for first, second, size in equal:
        if first > previous_one or second > previous_other:
            yield range(previous_one, first), range(previous_other, second)
        previous_one, previous_other = first + size, second + size


def equal_parts(one: str, other: str) -> list[tuple[int, int, int]]:
    """Return the equal parts of two skeletons, as places in both and size; the last has size 0."""
    if one == other:
        return [(0, 0, len(one)), (len(one), len(one), 0)]
    from rapidfuzz.distance import Indel

    return [(block.a, block.b, block.size) for block in Indel.editops(one, other).as_matching_blocks()]


def equal_beyond_chance(one: str, other: str) -> list[tuple[int, int, int]]:
    """Return the equal parts without the short ones between differences."""
    ends = (len(one), len(other))
    return [
        block
        for block in equal_parts(one, other)
        if block[2] >= _LEAST_EQUAL
        or (block[0] == 0 == block[1] and block[2])
        or (block[0] + block[2], block[1] + block[2]) == ends
    ]
