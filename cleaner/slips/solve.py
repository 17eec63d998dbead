"""All slips of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.slips import judge, sites
from cleaner.slips.converted import Converted
from cleaner.slips.document import Document
from cleaner.slips.search import LONGEST, Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.slips.sites import Site


def find(text: str) -> Iterator[judge.Slip]:
    """Yield the passages that are byte slips, in order."""
    if not sites.any_in(text):
        return
    document, later = Document(text), Converted(text)
    search, converted = Search(document), Search(later)
    done = 0
    for site in sites.find(document):
        if site.start < done:
            continue
        found = _at(search, site)
        if site.glossed and later.is_simplified and not _fits(found, later):
            found = _at(converted, site) or found
        if found is None:
            done = site.start + LONGEST
            continue
        yield from (slip for slip in found if text[slip.start : slip.end] != slip.text)
        done = found[-1].end if found else done


def _fits(found: list[judge.Slip] | None, later: Converted) -> bool:
    """Whether slips were found that bring no traditional characters into a simplified document."""
    return bool(found) and not any(later.is_foreign(slip.text) for slip in found or ())


def _at(search: Search, site: Site) -> list[judge.Slip] | None:
    """Return the slips of the passage around a site; None if it has no end within reach."""
    readings = search.read(site.start, site.mark)
    return None if readings is None else judge.slips(search.document, site.start, readings)
