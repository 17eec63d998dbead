"""All slips of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late
from cleaner.slips import judge, sites
from cleaner.slips.converted import Converted
from cleaner.slips.document import PARTNERS, Document
from cleaner.slips.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.slips.sites import Site

# Characters behind a passage that its reading depends on, and the first of it that passages are told by.
_BEHIND, _HEAD = 64, 8
_MOST_ALIKE = 16  # Passages with the same beginning that are kept.
_PARTNER = late.pattern(f"[{re.escape(PARTNERS)}]")


def find(text: str) -> Iterator[judge.Slip]:
    """Yield the passages that are byte slips, in order."""
    if not sites.any_in(text):
        return
    document, later = Document(text), Converted(text)
    solver, converted = _Solver(document), _Solver(later)
    done = 0
    for site in sites.find(document):
        if site.start < done:
            continue
        found, end = solver.at(site)
        if site.glossed and later.is_simplified and not _fits(found, later):
            found = converted.at(site).slips or found
        yield from (slip for slip in found or () if text[slip.start : slip.end] != slip.text)
        done = found[-1].end if found else end


def _fits(found: list[judge.Slip] | None, later: Converted) -> bool:
    """Whether slips were found that bring no traditional characters into a simplified document."""
    return bool(found) and not any(later.is_foreign(slip.text) for slip in found or ())


class _Solved(NamedTuple):
    """The slips of a passage (None if it has no end within reach), and where its reading ended."""

    slips: list[judge.Slip] | None
    end: int


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
        slips = None if readings is None else judge.slips(self._document, site.start, readings)
        return _Solved(slips, end)


def _balance(document: Document, position: int) -> str:
    """Return the quotation marks and brackets of a line, a stroke at the position."""
    before, after = document.line_before(position), document.line_after(position)
    return "|".join("".join(_PARTNER.findall(part)) for part in (before, after))


def _moved(solved: _Solved, offset: int) -> _Solved:
    slips = solved.slips and [
        slip._replace(start=slip.start + offset, end=slip.end + offset) for slip in solved.slips
    ]
    return _Solved(slips, solved.end + offset)
