"""Page furniture glued to the text of a line: what goes is a span, the sentence before it stays."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late, lexicon
from cleaner.pagelines.cues import Cues
from cleaner.pagelines.rules import LIKELY, NOTICES, SILENT, SURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.pagelines.rules import Evidence, Rules

COLUMNS = ("reason", "sure", "cues", "pattern", "match", "keep")
# A line is left with at least this much text, or it is judged as a whole.
_LEFT_OVER = 4
# Advertisements and notices appended by scrapers are one or two sentences.
_LONGEST_TAIL = 160
_LAST_SENTENCE = late.pattern(r"[。!?…][\"')\]》]*(?= ?[^。!?…\"')\]》 ])")
_PICTURE = late.pattern(r"!\[[^\]\n]{0,60}\]\(")
# A line is looked at several times in a row, as its spans are taken out.
_REMEMBERED = 4


class Span(NamedTuple):
    """A span of a line (offsets in the line) that goes, and why."""

    start: int
    end: int
    reason: str
    sure: bool


class Pattern(NamedTuple):
    """One row of the table."""

    reason: str
    sure: bool
    cues: tuple[str, ...]
    source: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the rows of `strip_spans.tsv`."""
    return tuple(
        Pattern(reason, sure == "yes", tuple(cues.split(" ")), pattern)
        for reason, sure, cues, pattern, _, _ in lexicon.table("strip_spans", COLUMNS)
    )


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def cues() -> Cues:
    """Return what a line with furniture holds, to search a whole text for."""
    return Cues(cue for row in patterns() for cue in row.cues)


@lru_cache(maxsize=_REMEMBERED)
def _rows(line: str) -> list[Pattern]:
    """Return the rows that may find something in a line."""
    numbers = {number for cue, number in _numbered_cues() if cue in line}
    return [row for number, row in enumerate(patterns()) if number in numbers]


@cache
def _numbered_cues() -> list[tuple[str, int]]:
    return [(cue, number) for number, row in enumerate(patterns()) for cue in row.cues]


@lru_cache(maxsize=_REMEMBERED)
def _last_sentence(line: str, rules: Rules) -> tuple[int, Evidence]:
    """Return where the last sentence of a paragraph begins, 0 if there is but one, and what it says."""
    begins = 0
    for match in _LAST_SENTENCE.finditer(line, max(0, len(line) - _LONGEST_TAIL)):
        begins = match.end()
    speaks = begins and rules.may_be_notice(line[begins:])
    return begins, rules.evidence(line[begins:]) if speaks else SILENT


def worded(folded: str, written: str) -> str:
    """Return a folded line with the full-width ！ of sentences before links: only `![` makes a picture."""
    if "](" not in folded:
        return folded
    starts = [match.start() for match in _PICTURE.finditer(folded)]
    wide = {start for start in starts if not written.startswith("![", start)}
    return "".join("！" if index in wide else sign for index, sign in enumerate(folded)) if wide else folded


def find(folded: str, rules: Rules) -> list[Span]:
    """Return the spans of one folded line, in order and disjoint; none if too little would be left."""
    spans: list[Span] = []
    for sure in (True, False):
        # What ends a line does so before blanks, too, as they are left by what was taken out behind it.
        line = _without(folded, spans).rstrip()
        while found := _next(line, rules, sure=sure):
            spans = _joined(spans, found, len(folded))
            line = _without(folded, spans).rstrip()
    return spans if len(_without(folded, spans).strip()) >= _LEFT_OVER else []


def without(folded: str, spans: list[Span]) -> str:
    """Return the line without the spans that surely go."""
    return _without(folded, [span for span in spans if span.sure])


def _without(folded: str, spans: list[Span]) -> str:
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(folded)]
    return "".join(folded[end:start] for end, start in zip(ends, starts, strict=True)) if spans else folded


def _joined(spans: list[Span], found: list[Span], length: int) -> list[Span]:
    """Add spans of the line as it is without `spans`: around what is gone already they are more than one."""
    if not spans:
        return found
    kept = [index for start, end in _gaps(spans, length) for index in range(start, end)]
    added: list[Span] = []
    for span in found:
        for index in kept[span.start : span.end]:
            if added and added[-1].end == index:
                added[-1] = added[-1]._replace(end=index + 1)
            else:
                added.append(Span(index, index + 1, span.reason, span.sure))
    return sorted([*spans, *added])


def _gaps(spans: list[Span], length: int) -> Iterator[tuple[int, int]]:
    position = 0
    for span in spans:
        yield position, span.start
        position = span.end
    yield position, length


def _next(line: str, rules: Rules, *, sure: bool) -> list[Span]:
    """Return the spans of the first row that finds any, or the appended sentence."""
    for row in _rows(line):
        if row.sure is sure:
            found = [
                Span(*match.span("x"), row.reason, sure) for match in _compiled(row.source).finditer(line)
            ]
            if any(span.end > span.start for span in found):
                return [span for span in found if span.end > span.start]
    return _appended(line, rules, sure=sure)


def _appended(line: str, rules: Rules, *, sure: bool) -> list[Span]:
    """Return the last sentence of a paragraph, if it is an advertisement or a notice."""
    begins, found = _last_sentence(line, rules)
    if found.strength != (SURE if sure else LIKELY) or not found.reason.startswith(NOTICES):
        return []
    return [Span(begins, len(line), found.reason, sure)]
