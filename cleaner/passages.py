"""Decides which passages of a text are converted, and by which configurations of OpenCC.

A passage is a run of whole lines. Lines that are in the wanted script already are left alone; which
vocabulary a text has is a matter of the whole text.
"""

from __future__ import annotations

import re
from functools import cache
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
    document = script.judge(text)
    wanted = _to_hans if to == "hans" else _to_hant
    usual = wanted(text, document, to, words)
    # Only lines with a character of the other kind can differ from the rest of the document.
    other = "hans" if document.script.startswith("hant") else "hant"
    if to != "hans" and document.script == "mixed":
        other = "hans"
    position = 0
    for start, end in _lines_with(other, text):
        configs = wanted(text[start:end], _line(text[start:end], document), to, words)
        if configs != usual:
            if position < start and usual:
                yield Passage(position, start, usual)
            if configs:
                yield Passage(start, end, configs)
            position = end
    if position < len(text) and usual:
        yield Passage(position, len(text), usual)


def _line(text: str, document: Verdict) -> Verdict:
    """Return what a line is in; where it was written is a matter of its document."""
    verdict = script.kind(text)
    if verdict.script == "mixed":
        unquoted = script.kind(re.sub(_QUOTED, "", text))
        verdict = verdict if unquoted.script == "unknown" else unquoted
    in_hant = document.script.startswith("hant")
    if document.script == "hans" and verdict.evidence["hant"] < _PASSAGE:
        return document
    if in_hant and (verdict.script == "hant" or verdict.evidence["hans"] < _PASSAGE):
        return document
    return verdict


def _to_hans(text: str, verdict: Verdict, to: str, words: str) -> tuple[str, ...]:
    del to
    found = "hant" if verdict.script == "mixed" else verdict.script
    if found not in _TO_HANS:
        return ()
    config = _TO_HANS[found][words]
    # 著 for 着 is Taiwan's orthography, which most converters write.
    return ("tw2s",) if config == "t2s" and "著" in text and "着" not in text else (config,)


def _to_hant(text: str, verdict: Verdict, to: str, words: str) -> tuple[str, ...]:
    if not verdict.script.startswith("hant"):
        return (_FROM_HANS[to][words],)
    if to != "hant" and verdict.script == "hant" and verdict.evidence.get("half", 0) >= _HALF_CONVERTED:
        return (*_to_hans(text, verdict, to, "keep"), _FROM_HANS[to][words])
    return _BETWEEN.get((verdict.script, to), ())


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
