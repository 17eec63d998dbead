"""Decides which passages of a text are converted, and by which configurations of OpenCC.

A passage is a run of whole lines. Lines that are in the wanted script already are left alone; which
vocabulary a text has is a matter of the whole text.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from cleaner import script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.script import Verdict

TARGETS = ("hans", "hant", "tw", "hk")
VOCABULARY = ("auto", "keep", "convert")

# How a text from a place becomes simplified: with its vocabulary taken back, and without.
_TO_HANS = {
    "hant-tw": {"auto": "tw2sp", "keep": "tw2s", "convert": "tw2sp"},
    "hant-hk": {"auto": "hk2sp", "keep": "hk2s", "convert": "hk2sp"},
    "hant": {"auto": "t2s", "keep": "t2s", "convert": "tw2sp"},
}
# How simplified text becomes traditional: vocabulary only on request.
_FROM_HANS = {
    "hant": {"auto": "s2t", "keep": "s2t", "convert": "s2t"},
    "tw": {"auto": "s2tw", "keep": "s2tw", "convert": "s2twp"},
    "hk": {"auto": "s2hk", "keep": "s2hk", "convert": "s2hkp"},
}
# How traditional text gets the characters of another place.
_BETWEEN = {
    ("hant-hk", "tw"): ("hk2t", "t2tw"),
    ("hant-tw", "hk"): ("tw2t", "t2hk"),
}
# A conversion from simplified that left 后 and 里 as they were is undone first: only then are words seen. Two
# such words (of weight 3) may be names or slips of the pen.
_HALF_CONVERTED = 9
# A line in the other script is a passage of another source if it has this many characters of that script
# only; with fewer it is a name, or the numerals 壹贰叁肆.
_PASSAGE = 5
_QUOTED = r"[「“『《（(][^」”』》）)\r\n]*[」”』》）)]"


class Passage(NamedTuple):
    """From `start` to `end` (code points) a text is converted by `configs`, one after another."""

    start: int
    end: int
    configs: tuple[str, ...]


def passages(text: str, to: str, words: str) -> Iterator[Passage]:
    """Yield what is to be converted, in order, touching where there is more than one."""
    document = _Document(text, to, words)
    usual = document.usual()
    position = 0
    for start, end in _lines_with(document.other, text):
        configs = document.configs(document.line(text[start:end]))
        if configs != usual:
            if position < start and usual:
                yield Passage(position, start, usual)
            if configs:
                yield Passage(start, end, configs)
            position = end
    if position < len(text) and usual:
        yield Passage(position, len(text), usual)


class _Document:
    """What the lines of a document have in common, and how each is converted."""

    def __init__(self, text: str, to: str, words: str) -> None:
        self._text = text
        self._to = to
        self._words = words
        self._verdict = script.judge(text)
        self._traditional = self._verdict.script.startswith("hant")
        # Only lines with a character of this script can differ from what is usual.
        in_mixed = "hant" if to == "hans" else "hans"
        self.other = {"mixed": in_mixed}.get(self._verdict.script, "hans" if self._traditional else "hant")

    def usual(self) -> tuple[str, ...]:
        """Return how lines are converted that do not differ from the document; none in a mixed one."""
        return () if self._verdict.script == "mixed" else self.configs(self._verdict)

    def line(self, text: str) -> Verdict:
        """Return what a line is in; where it was written is a matter of the document."""
        verdict = script.kind(text)
        if verdict.script == "mixed":
            unquoted = script.kind(re.sub(_QUOTED, "", text))
            verdict = verdict if unquoted.script == "unknown" else unquoted
        if self._verdict.script == "hans" and verdict.evidence["hant"] < _PASSAGE:
            return self._verdict
        if self._traditional and (verdict.script == "hant" or verdict.evidence["hans"] < _PASSAGE):
            return self._verdict
        return verdict._replace(script=self._place) if verdict.script == "hant" else verdict

    def configs(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the configurations that convert a text with this verdict; none if it is there already."""
        return self._to_hans(verdict.script) if self._to == "hans" else self._to_hant(verdict)

    @cached_property
    def _place(self) -> str:
        return script.place(self._text)

    @cached_property
    def _has_forms_of_taiwan(self) -> bool:
        # 著 for 着 is Taiwan's orthography, which most converters write.
        return "著" in self._text and "着" not in self._text

    def _to_hans(self, found: str) -> tuple[str, ...]:
        source = self._place if found == "mixed" else found
        if source not in _TO_HANS:
            return ()
        config = _TO_HANS[source][self._words]
        return ("tw2s",) if config == "t2s" and self._has_forms_of_taiwan else (config,)

    def _to_hant(self, verdict: Verdict) -> tuple[str, ...]:
        from_hans = _FROM_HANS[self._to][self._words]
        if not verdict.script.startswith("hant"):
            return (from_hans,)
        half_converted = verdict.evidence.get("half", 0) >= _HALF_CONVERTED
        if verdict.script == "hant" and self._to != "hant" and half_converted:
            return (*self._to_hans("hant"), from_hans)
        return _BETWEEN.get((verdict.script, self._to), ())


def _lines_with(other: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the lines that have a character of one script only."""
    line_end_pattern = re.compile("[\r\n]")
    position = 0
    while match := _only(other).search(text, position):
        start = 1 + max(text.rfind(sign, position, match.start()) for sign in "\r\n")
        line_end = line_end_pattern.search(text, match.end())
        start, position = max(start, position), line_end.start() if line_end else len(text)
        yield start, position


@cache
def _only(kind: str) -> re.Pattern[str]:
    return re.compile(f"[{script.only(kind)}]")
