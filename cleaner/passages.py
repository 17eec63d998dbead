"""Decides which passages of a text are converted, and by which configurations of OpenCC.

A passage is a run of whole lines. Lines that are in the wanted script already are left alone; which
vocabulary a text has is a matter of the whole text.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cleaner import script

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_LINE_END = re.compile("[\r\n]")
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
    for start, end in _lines_with(script.characters(document.other), text):
        configs = document.line(text[start:end])
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
        self._name = script.name(text)
        # Only lines with a character of this script can differ from what is usual.
        in_mixed = "hant" if to == "hans" else "hans"
        self.other = {"mixed": in_mixed, "hant": "hans"}.get(self._name, "hant")

    def usual(self) -> tuple[str, ...]:
        """Return how lines are converted that do not differ from the document; none in a mixed one."""
        if self._name == "hant":
            return self._from_hant(whole=True)
        return () if self._name == "mixed" else self._from_other(self._name)

    def line(self, text: str) -> tuple[str, ...]:
        """Return how a line is converted; where it was written is a matter of the document."""
        verdict = script.kind(text)
        if verdict.script == "mixed":
            unquoted = script.kind(re.sub(_QUOTED, "", text))
            verdict = verdict if unquoted.script == "unknown" else unquoted
        if self._name == "hans" and verdict.evidence["hant"] < _PASSAGE:
            return self.usual()
        if self._name == "hant" and (verdict.script == "hant" or verdict.evidence["hans"] < _PASSAGE):
            return self.usual()
        return self._from_hant(whole=False) if verdict.script == "hant" else self._from_other(verdict.script)

    @cached_property
    def _marks(self) -> dict[str, int]:
        return script.marks(self._text)

    @cached_property
    def _place(self) -> str:
        return script.place(self._marks)

    @cached_property
    def _has_forms_of_taiwan(self) -> bool:
        # 著 for 着 is Taiwan's orthography, which most converters write.
        return "著" in self._text and "着" not in self._text

    def _from_hant(self, *, whole: bool) -> tuple[str, ...]:
        """Return how traditional text is converted; half converted words are those of the whole document."""
        if self._to == "hans":
            return self._to_hans()
        if self._to == "hant":
            return ()
        if whole and self._place == "hant" and self._marks.get("half", 0) >= _HALF_CONVERTED:
            return (*self._to_hans(), _FROM_HANS[self._to][self._words])
        return _BETWEEN.get((self._place, self._to), ())

    def _from_other(self, name: str) -> tuple[str, ...]:
        """Return how text is converted that is not traditional, or not only."""
        if self._to == "hans":
            return self._to_hans() if name == "mixed" else ()
        return (_FROM_HANS[self._to][self._words],)

    def _to_hans(self) -> tuple[str, ...]:
        config = _TO_HANS[self._place][self._words]
        return ("tw2s",) if config == "t2s" and self._has_forms_of_taiwan else (config,)


def _lines_with(characters: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the lines that have one of some characters."""
    behind = 0
    while match := characters.search(text, behind):
        start = 1 + max(text.rfind(sign, behind, match.start()) for sign in "\r\n")
        line_end = _LINE_END.search(text, match.end())
        start, behind = max(start, behind), line_end.start() if line_end else len(text)
        yield start, behind
