"""Where a text may be torn, told from where it only looks so, fast enough for text that is whole."""

from __future__ import annotations

import heapq
import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from cleaner import frequency, gbk
from cleaner.slips import merged, parting, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.slips.document import Document

# A gloss that lacks its opening bracket, or follows an ASCII character that can be a trail byte; a mark
# before one at which sites cut, but no row of them; a mark before a full-width sign, which may have become
# half-width; the end of a gloss whose opening bracket may be part of a character (`merged`).
# All begin with one of few characters, and are written so that the machine sees it and skips the others.
_TORN = f"(?<=[{units.LOST}])[(（]?{units.GLOSS_REST}"
_GLOSS = f"{_TORN}|(?<=[@-~])(?={units.GLOSS.pattern})"
_CUT = "(?<![!?！？].)(?<=[?？\ufffd])(?=[！？。!?](?![!?！？]{2}))"
LONE_BREAK = re.compile(f"[{units.LOST}][0-9A-Za-z]")  # Nothing was taken along: ASCII came next.
_BREAK = "(?<=[?？\ufffd])(?=[！-＞＠-～]|[!->@-~]{1,2}[^\x00->@-\x7f])|(?<=^[?？])(?=[0-9A-Za-z])"
_SITE = re.compile(
    f"[{units.LOST}{re.escape(merged.CLOSING)}@-~]"
    f"(?:(?P<gloss>{_GLOSS})|(?P<cut>{_CUT})|(?P<broken>{_BREAK})|{merged.ENDED})",
    re.MULTILINE | re.DOTALL,
)

_GLANCE = 8  # Characters that are read one byte off to see whether it is worth while.
_WORSE = 1.5  # Nats on the average by which they may be less plausible than as they stand.


class Site(NamedTuple):
    """A mark of lost bytes, maybe with a gloss, or a torn character; the text is in step at `start`."""

    start: int
    mark: int
    glossed: bool


def any_in(text: str) -> bool:
    """Whether there is anything that looks like lost bytes."""
    return any(match.lastgroup or _is_merged(match) for match in _SITE.finditer(text))


def find(document: Document) -> Iterator[Site]:
    """Yield the places where bytes may be lost or a bracket taken along, in order."""
    signs = list(_SITE.finditer(document.text))
    marks = [match for match in signs if match.lastgroup]
    if len(marks) < len(signs) and any(map(_is_merged, signs)):
        taken = (Site(start, mark, glossed=False) for start, mark in parting.torn(document))
        yield from heapq.merge(_marked(document, marks), taken)
    else:
        yield from _marked(document, marks)


def _is_merged(match: re.Match[str]) -> bool:
    """Whether a sign is that of a bracket taken along, and may be one."""
    return not match.lastgroup and merged.is_torn(match.string, match.start())


def _marked(document: Document, marks: list[re.Match[str]]) -> Iterator[Site]:
    for match in marks:
        mark = match.start()
        glossed = match["gloss"] is not None
        if glossed or _is_promising(document, mark + 1, broken=match["broken"] is not None):
            yield Site(_in_step(document.text, mark), mark, glossed)


def _is_promising(document: Document, position: int, *, broken: bool) -> bool:
    """Whether the characters from a mark on make as much sense one byte off as they do in step.

    Nearly all question marks are what they seem; this spares them the search.
    """
    if document.traces.is_broken and LONE_BREAK.match(document.text, position):
        return True
    first = document.codes(document.text[position]) if broken else document.mark_codes(position)
    following = units.run(document.text, position + 1, _GLANCE)
    if not following:
        return document.text[position + 1 : position + 2] in tuple(units.LOST)
    widths = (True,) if broken else (False, True) if document.folded and following[0].isalnum() else (False,)
    for code, wide in product(first, widths):
        if len(code) == len("ab"):
            read = _one_byte_off(document, code[1], following, wide_letters=wide)
            as_it_stands = frequency.log_probability(following[: len(read)])
            if read and frequency.log_probability(read) > as_it_stands - _WORSE:
                return True
    return False


def _one_byte_off(document: Document, lead: int, text: str, *, wide_letters: bool) -> str:
    """Return how far a text can be read with a lead byte before it."""
    read = ""
    for character in text:
        codes = document.codes(character)
        code = codes[-1 if wide_letters or not character.isalnum() else 0] if codes else b"\0"
        one = gbk.pair(lead, code[0])
        if one is None:
            break
        read += document.fold(one)
        lead = code[-1]
        if len(code) == 1 or lead < gbk.FIRST_LEAD:
            break
    return read


def _in_step(text: str, mark: int) -> int:
    """Return the offset of the character before a mark, which is in step; its own gloss may stand between."""
    if mark and text[mark - 1] in ")）":
        for match in units.GLOSS.finditer(text, max(0, mark - units.LONGEST_GLOSS), mark):
            if match.end() == mark:
                return max(0, match.start() - 1)
    return max(0, mark - 1)
