"""Which documents belong together, how similar they are, and which copy is the best."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from cleaner.dupes.compare import contradicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.dupes.index import Entry, Index

# Two documents are shown as one article if so much of the shorter one is in the other (0 to 1), or so much if
# they begin alike. Of pairs of copies of which 10 to 30 % of the lines were changed in each this finds 98 to
# 99 %; two reports on one event that quote the same speech reach 0.44, but begin in other words. Who drops
# documents unread should ask for more.
SAME, SAME_BEGINNING = 0.45, 0.3
# Only of a document of which so much is in a better one, and no number contradicts it, is it said that it
# could be dropped unread: as much as within a document makes a paragraph a copy.
COVERED = 0.8
# A copy that has so much of what the longest one says is complete; it may lack a title or a line below.
COMPLETE = 0.9
# Two groups that have one similar pair may be two articles with a paragraph in common: of each so many
# members are looked at, and half of the pairs must be similar.
_LOOKED_AT = 3
# A copy is compared with so many of its group that are no copies of each other.
_MOST_STAYING = 8


class Member(NamedTuple):
    """A copy: its similarity to the best one, and how many numbers only one of the two has.

    Where numbers differ it may be a follow-up and no copy. `copy_of` is the better document that says what it
    says, the best one or another, so that this one could be dropped unread; it is empty if there is none.
    """

    path: str
    similarity: float
    numbers: int
    copy_of: str


class Group(NamedTuple):
    """Documents that are one article: the best copy and the others, sorted by path."""

    best: str
    others: list[Member]

    def as_object(self) -> dict[str, object]:
        """Return what a program reads about a group."""
        return {"best": self.best, "others": [member._asdict() for member in self.others]}


def groups(
    index: Index, threshold: float | None = None, only: Iterable[int] | None = None
) -> Iterator[Group]:
    """Yield the groups of an index, sorted by their best copy; `only` those with one of these documents.

    `threshold` is what similarity makes two documents one article, however they begin.
    """
    least = (SAME, SAME_BEGINNING) if threshold is None else (threshold, threshold)
    wanted = None if only is None else index.texts_of(only)
    found = [
        _group(index, [entry for text in texts for entry in index.entries(text)])
        for texts in _families(index, least)
        if wanted is None or not wanted.isdisjoint(texts)
    ]
    yield from sorted(found)


def _families(index: Index, least: tuple[float, float]) -> list[list[int]]:
    """Return the texts that belong together; alone only those that several documents have."""
    families = {text: [text] for text in index.repeated()}
    pairs = sorted(index.pairs(*least), key=lambda pair: (-pair.similarity, pair.one, pair.other))
    for pair in pairs:
        one = families.setdefault(pair.one, [pair.one])
        other = families.setdefault(pair.other, [pair.other])
        if one is other or not _are_one(index, one, other, least):
            continue
        small, large = sorted((one, other), key=len)
        large.extend(small)
        families.update(dict.fromkeys(small, large))
    found = {id(family): family for family in families.values()}
    return [family for family in found.values() if len(family) > 1 or len(index.entries(family[0])) > 1]


def _are_one(index: Index, one: list[int], other: list[int], least: tuple[float, float]) -> bool:
    """Whether two groups of which one pair is similar are similar as a whole."""
    looked_at = list(product(one[:_LOOKED_AT], other[:_LOOKED_AT]))
    if len(looked_at) == 1:
        return True
    found = (index.compared(*pair) for pair in looked_at)
    similar = sum(common.similarity >= least[common.begin_alike] for common in found)
    return 2 * similar >= len(looked_at)


def _group(index: Index, entries: list[Entry]) -> Group:
    longest = max(entry.size for entry in entries)
    best, *others = sorted(entries, key=lambda entry: _badness(entry, longest))
    staying = [best]
    found = []
    for entry in others:
        copy_of = next(
            (better for better in staying[:_MOST_STAYING] if _says_all(index, better, entry)), None
        )
        if copy_of is None:
            staying.append(entry)
        common = index.compared(entry.text, best.text)
        similarity = round(common.similarity, 3)
        found.append(Member(entry.path, similarity, common.numbers, copy_of.path if copy_of else ""))
    return Group(best.path, sorted(found))


def _says_all(index: Index, better: Entry, entry: Entry) -> bool:
    """Whether a better document says what a copy says, and nothing else in the same words."""
    if index.compared(entry.text, better.text).one < COVERED:
        return False
    return not contradicts(index.said(entry.text), index.said(better.text))


def _badness(entry: Entry, longest: int) -> tuple[bool, int, int, str]:
    """Sort the best copy first: a complete one, of these the one with the least damage, then the longest."""
    return entry.size < COMPLETE * longest, entry.damage, -entry.size, entry.path
