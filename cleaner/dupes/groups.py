"""Which documents belong together, how similar they are, and which copy is the best."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.dupes.index import Entry, Index

# Two documents are shown as one article from this similarity on (0 to 1). It finds 98 % of the pairs of
# copies of which 10 to 30 % of the lines were changed in each. Two reports on one event that quote the same
# speech reach 0.5: who drops documents unread should ask for more.
SAME = 0.45


class Member(NamedTuple):
    """A copy: its similarity to the best one, and how many numbers only one of the two has.

    Where numbers differ it may be a follow-up and no copy: nobody should drop it unread.
    """

    path: str
    similarity: float
    numbers: int


class Group(NamedTuple):
    """Documents that are one article: the best copy and the others, sorted by path."""

    best: str
    others: list[Member]

    def as_object(self) -> dict[str, object]:
        """Return what a program reads about a group."""
        return {"best": self.best, "others": [member._asdict() for member in self.others]}


def groups(index: Index, threshold: float = SAME, only: Iterable[int] | None = None) -> Iterator[Group]:
    """Yield the groups of an index, sorted by their best copy; `only` those with one of these documents."""
    entries = {entry.number: entry for entry in index.entries()}
    wanted = None if only is None else set(only)
    found = []
    for numbers in _connected(index, entries, threshold):
        if wanted is None or wanted & set(numbers):
            found.append(_group(index, [entries[number] for number in numbers]))
    yield from sorted(found)


def _connected(index: Index, entries: Iterable[int], threshold: float) -> list[list[int]]:
    """Return the numbers of documents that are similar, over others if need be."""
    leaders = {number: number for number in entries}

    def leader(number: int) -> int:
        while leaders[number] != number:
            leaders[number] = leaders[leaders[number]]
            number = leaders[number]
        return number

    for pair in index.pairs(threshold):
        leaders[leader(pair.other)] = leader(pair.one)
    together: dict[int, list[int]] = {}
    for number in leaders:
        together.setdefault(leader(number), []).append(number)
    return [numbers for numbers in together.values() if len(numbers) > 1]


def _group(index: Index, entries: list[Entry]) -> Group:
    best = min(entries, key=_badness)
    others = []
    for entry in sorted(entries, key=lambda entry: entry.path):
        if entry is not best:
            pair = index.compared(best.number, entry.number)
            others.append(Member(entry.path, round(pair.similarity, 3), pair.numbers))
    return Group(best.path, others)


def _badness(entry: Entry) -> tuple[int, int, str]:
    """Sort the best copy first: the one with the least damage, of these the longest."""
    return entry.damage, -entry.size, entry.path
