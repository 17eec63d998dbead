"""All slips of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.slips import judge, units
from cleaner.slips.document import Document
from cleaner.slips.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where bytes may have been lost: before a gloss that lacks its bracket, before a mark at which sites cut, before
# a full-width letter or digit (which a line may have half-width); and a gloss behind an ASCII character that can be a trail byte.
_SITE = re.compile(
    rf"{units.TORN.pattern}|[?？](?=[！？。!?])|[?？](?=[０-９Ａ-Ｚａ-ｚ])|^[?？](?=[0-9A-Za-z])|[@-~](?={units.GLOSS.pattern})",
    re.MULTILINE,
)
_LONGEST_GLOSS = 12


def find(text: str) -> Iterator[judge.Slip]:
    """Yield the passages that are byte slips, in order."""
    if _SITE.search(text) is None:
        return
    document = Document(text)
    search = Search(document)
    done = 0
    for match in _SITE.finditer(text):
        start = _start(text, match.start())
        if start >= done:
            found = judge.slips(document, start, search.read(start, match.start()))
            yield from (slip for slip in found if text[slip.start : slip.end] != slip.text)
            done = found[-1].end if found else done


def _start(text: str, mark: int) -> int:
    """Return the offset of the character before a mark, which is in step; its own gloss may stand between."""
    if mark and text[mark - 1] in ")）":
        for match in units.GLOSS.finditer(text, max(0, mark - _LONGEST_GLOSS), mark):
            if match.end() == mark:
                return max(0, match.start() - 1)
    return max(0, mark - 1)
