"""All slips of a text."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late
from cleaner.slips import judge, sites
from cleaner.slips.converted import Converted
from cleaner.slips.document import Document
from cleaner.slips.manner import PARTNERS
from cleaner.slips.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.slips.sites import Site

# Characters behind a passage that its reading depends on, and the first of it that passages are told by.
_BEHIND, _HEAD = 64, 8
_ENOUGH = 3  # Characters behind a passage that tell what goes with them.
_MOST_ALIKE = 16  # Passages with the same beginning that are kept.
_PARTNER = late.pattern(f"[{re.escape(PARTNERS)}]")


def find(text: str) -> Iterator[judge.Slip]:
    """Yield the passages that are byte slips, in order."""
    if not sites.any_in(text):
        return
    document, later = Document(text), Converted(text)
    solved = _Solvers(document, later).all()
    learned = frozenset[tuple[str, str]]().union(*(one.across for one in solved.values()))
    clear = {start: one for start, one in solved.items() if one.is_clear and not one.lacks(document)}
    if len(clear) < len(solved):
        # Others may look different in the light of these: of their text, and of the table that they tell of.
        solved = _Solvers(document.knowing(learned), later.knowing(learned)).all(clear)
    for one in solved.values():
        yield from (slip for slip in one.slips or () if text[slip.start : slip.end] != slip.text)


class _Solved(NamedTuple):
    """The slips of a passage (None if it has no end within reach), and where its reading ended.

    `across` are the glossed characters across two others that all likely readings of it have.
    """

    slips: list[judge.Slip] | None
    end: int
    across: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_clear(self) -> bool:
        """Whether all of it is sure."""
        return all(slip.sure for slip in self.slips or ())

    def lacks(self, document: Document) -> bool:
        """Whether it was read with next to nothing of what follows, since that is torn too."""
        if not self.slips:
            return False
        following = document.following(self.slips[-1].end)
        return len(following) < _ENOUGH and not following.endswith("\n")


class _Solvers:
    """Solves the passages of a text, which may have been simplified after the damage was done."""

    def __init__(self, document: Document, later: Converted) -> None:
        self._document, self._later = document, later
        self._solver, self._converted = _Solver(document), _Solver(later)

    def all(self, known: Mapping[int, _Solved] = MappingProxyType({})) -> dict[int, _Solved]:
        """Return the passages by where they start, in order; `known` are not solved again."""
        found: dict[int, _Solved] = {}
        done = 0
        for site in sites.find(self._document):
            if site.start >= done:
                one = found[site.start] = known.get(site.start) or self._at(site)
                done = one.slips[-1].end if one.slips else one.end
                self._restore(one)
        return found

    def _restore(self, solved: _Solved) -> None:
        for slip in solved.slips or ():
            if slip.sure:
                self._document.restore(slip.start, slip.end, slip.text)
                self._later.restore(slip.start, slip.end, slip.text)

    def _at(self, site: Site) -> _Solved:
        solved = self._solver.at(site)
        if site.glossed and self._later.is_simplified and not self._fits(solved):
            converted = self._converted.at(site)
            return converted if converted.slips else solved
        return solved

    def _fits(self, solved: _Solved) -> bool:
        """Whether slips were found that bring no traditional characters into a simplified document."""
        slips = solved.slips or []
        return bool(slips) and not any(self._later.is_foreign(slip.text) for slip in slips)


class _Solver:
    """Finds the slips of passages; what comes again, in the same surroundings, is not solved again."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._search = Search(document)
        self._known: dict[tuple[str, str, str], list[tuple[str, int, _Solved]]] = {}

    def at(self, site: Site) -> _Solved:
        """Return the slips of the passage around a site."""
        document, start = self._document, site.start
        head = document.preceding(start), document.text[start : start + _HEAD], _balance(document, start)
        known = self._known.setdefault(head, [])
        for passage, its_start, solved in known:
            if document.text.startswith(passage, start):
                return _moved(solved, start - its_start)
        solved = self._solve(site)
        if len(known) < _MOST_ALIKE:
            known.append((document.text[start : solved.end + _BEHIND], start, solved))
        return solved

    def _solve(self, site: Site) -> _Solved:
        readings, end = self._search.read(site.start, site.mark)
        if readings is None:
            return _Solved(None, end)
        verdict = judge.verdict(self._document, site.start, readings)
        return _Solved(verdict.slips, end, verdict.across)


def _balance(document: Document, position: int) -> str:
    """Return the quotation marks and brackets of a line, a stroke at the position."""
    before, after = document.line_before(position), document.line_after(position)
    return "|".join("".join(_PARTNER.findall(part)) for part in (before, after))


def _moved(solved: _Solved, offset: int) -> _Solved:
    slips = solved.slips and [
        slip._replace(start=slip.start + offset, end=slip.end + offset) for slip in solved.slips
    ]
    return solved._replace(slips=slips, end=solved.end + offset)
