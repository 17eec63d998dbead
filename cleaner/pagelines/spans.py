"""Page furniture glued to the text of a line: what goes is a span, the sentence before it stays."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon
from cleaner.pagelines.rules import LIKELY, SILENT, SURE

if TYPE_CHECKING:
    from cleaner.pagelines.rules import Rules

COLUMNS = ("reason", "sure", "cues", "pattern", "match", "keep")
# A line is left with at least this much text, or it is judged as a whole.
_LEFT_OVER = 4
# Advertisements and notices appended by scrapers are one or two sentences.
_LONGEST_TAIL = 160
_LAST_SENTENCE = re.compile(r"[。!?…][\"')\]》]*(?= ?[^。!?…\"')\]》 ])")
# Reasons of sentences that scrapers append to a paragraph; other words are as often the article's own.
_APPENDED = ("spam.", "legal.", "nav.subscribe", "nav.app", "nav.share", "nav.comments")


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
    pattern: re.Pattern[str]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the rows of `strip_spans.tsv`."""
    return tuple(
        Pattern(reason, sure == "yes", tuple(cues.split(" ")), re.compile(pattern))
        for reason, sure, cues, pattern, _, _ in lexicon.table("strip_spans", COLUMNS)
    )


@cache
def cues() -> re.Pattern[str]:
    """Return what a line with furniture holds, as one expression to search a whole text with."""
    found = {cue for row in patterns() for cue in row.cues}
    return re.compile("|".join(map(re.escape, sorted(found, reverse=True))))


def find(folded: str, rules: Rules) -> list[Span]:
    """Return the spans of one folded line, in order and disjoint; none if too little of the line would be left."""
    spans: list[Span] = []
    for sure in (True, False):
        line, origins = _without(folded, spans)
        while found := _next(line, rules, sure=sure):
            spans += _located(found, origins)
            line, origins = _without(folded, spans)
    return spans if len(_without(folded, spans)[0].strip()) >= _LEFT_OVER else []


def without(folded: str, spans: list[Span]) -> str:
    """Return the line without the spans that surely go."""
    return _without(folded, [span for span in spans if span.sure])[0]


def _without(folded: str, spans: list[Span]) -> tuple[str, list[int]]:
    """Return the line without the spans, and where each of its characters stood."""
    gone = {index for span in spans for index in range(span.start, span.end)}
    origins = [index for index in range(len(folded)) if index not in gone]
    return "".join(folded[index] for index in origins), origins


def _located(span: Span, origins: list[int]) -> list[Span]:
    """Return a span of a shortened line as spans of the line itself: more than one around what is gone already."""
    found: list[Span] = []
    for index in origins[span.start : span.end]:
        if found and found[-1].end == index:
            found[-1] = found[-1]._replace(end=index + 1)
        else:
            found.append(Span(index, index + 1, span.reason, span.sure))
    return found


def _next(line: str, rules: Rules, *, sure: bool) -> Span | None:
    """Return a span to take out next."""
    for row in patterns():
        if row.sure is sure and any(cue in line for cue in row.cues) and (match := row.pattern.search(line)):
            first, last = match.span("x")
            if last > first:
                return Span(first, last, row.reason, row.sure)
    return _appended(line, rules, sure=sure)


def _appended(line: str, rules: Rules, *, sure: bool) -> Span | None:
    """Return the last sentence of a paragraph, if it is an advertisement or a notice."""
    begins = 0
    for match in _LAST_SENTENCE.finditer(line, max(0, len(line) - _LONGEST_TAIL)):
        begins = match.end()
    found = rules.evidence(line[begins:]) if begins else SILENT
    if found.strength != (SURE if sure else LIKELY) or not found.reason.startswith(_APPENDED):
        return None
    return Span(begins, len(line), found.reason, sure)
