"""All slips of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.slips import judge, sites
from cleaner.slips.document import Document
from cleaner.slips.search import LONGEST, Search

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(text: str) -> Iterator[judge.Slip]:
    """Yield the passages that are byte slips, in order."""
    if not sites.any_in(text):
        return
    document = Document(text)
    search = Search(document)
    done = 0
    for start, mark in sites.find(document):
        if start < done:
            continue
        readings = search.read(start, mark)
        if readings is None:
            done = start + LONGEST
            continue
        found = judge.slips(document, start, readings)
        yield from (slip for slip in found if text[slip.start : slip.end] != slip.text)
        done = found[-1].end if found else done
