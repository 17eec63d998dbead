"""Which script a text is written in, and where: simplified, or traditional of Taiwan, Hong Kong, no place.

Judged by characters that occur in one script only; among traditional texts by words and forms of characters
of one place, and by what conversion from simplified leaves behind (背后, 這里). Not by converting and
comparing: that takes 吃 and 峰 for simplified and 后 for traditional.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon, lines, places

if TYPE_CHECKING:
    from collections.abc import Iterator

# Code points that decide about a long text, from windows spread evenly over it: about the script, and about
# the place, which takes longer.
_SAMPLE = 8192
_PLACE_SAMPLE = 2048
_WINDOWS = 16
# Simplified and traditional text has a third of such characters; a name or a quotation has a few. A tenth of
# the other script is more than names.
_FOREIGN_SHARE = 0.1
_FOREIGN_COUNT = 2
_REGIONS = {"tw": "hant-tw", "hk": "hant-hk", "cn": "hant", "": "hant"}


class Verdict(NamedTuple):
    """What a text is written in.

    `script` is `hans`, `hant-tw`, `hant-hk`, `hant` (traditional, converted from simplified or of no certain
    place), `mixed` or `unknown` (too little to say). `confidence` is 0 to 1. `evidence` counts characters of
    one script only (`hans`, `hant`) and scores of places (`tw`, `hk`, `cn`: the mainland), and of words that
    a conversion from simplified left half done (`half`).
    """

    script: str
    confidence: float
    evidence: dict[str, int]

    def __str__(self) -> str:
        return self.script


def judge(text: str) -> Verdict:
    """Say which script a document or a paragraph is written in, and where."""
    verdict = kind(text)
    if verdict.script != "hant":
        return verdict
    return _placed(verdict, marks(text))


def kind(text: str) -> Verdict:
    """Say which script a text is written in, but not where: for many short texts."""
    hans, hant = _counts(_sample(text, _SAMPLE))
    evidence = {"hans": hans, "hant": hant}
    if not hans + hant:
        return Verdict("unknown", 0.0, evidence)
    minority = min(hans, hant)
    share = minority / (hans + hant)
    # Laplace's rule of succession: of n characters for and none against, n + 1 of n + 2 believe.
    confidence = (max(hans, hant) + 1) / (hans + hant + 2)
    if minority >= _FOREIGN_COUNT and share >= _FOREIGN_SHARE:
        return Verdict("mixed", 2 * share, evidence)
    return Verdict("hans" if hans > hant else "hant", confidence, evidence)


def name(text: str) -> str:
    """Say as `kind` does, without the evidence: quicker where only one script occurs."""
    sample = _sample(text, _SAMPLE)
    found = [script for script in ("hans", "hant") if characters(script).search(sample)]
    return kind(text).script if len(found) > 1 else "".join(found) or "unknown"


def marks(text: str) -> places.Scores:
    """Weigh what tells where a document or a paragraph was written, as far as it is traditional."""
    return places.scores(_sample(text, _PLACE_SAMPLE))


def place(found: places.Scores) -> str:
    """Say where a traditional text was written by its marks: `hant-tw`, `hant-hk` or `hant`."""
    return _REGIONS[places.place(found)]


def paragraphs(text: str) -> Iterator[tuple[int, int, Verdict]]:
    """Yield start and end (code points) of each line and what it is written in.

    A traditional line that hardly says where it was written is from where the document is.
    """
    usual = places.place(marks(text))
    for line in lines.split(text):
        verdict = kind(line.text)
        if verdict.script == "hant":
            verdict = _placed(verdict, marks(line.text), usual)
        yield line.start, line.start + len(line.text), verdict


def only(script: str) -> str:
    """Return the characters that occur in one script only (`hans` or `hant`)."""
    rows = lexicon.table("script_characters", ("script", "characters"))
    return next(found for name, found in rows if name == script)


@cache
def characters(script: str) -> re.Pattern[str]:
    """Return a pattern for the characters that occur in one script only."""
    return re.compile(f"[{only(script)}]")


def _placed(verdict: Verdict, found: places.Scores, usual: str = "") -> Verdict:
    script = _REGIONS[places.place(found, usual)]
    return verdict._replace(script=script, evidence=verdict.evidence | places.totals(found))


def _sample(text: str, size: int) -> str:
    if len(text) <= size:
        return text
    width = size // _WINDOWS
    step = (len(text) - width) // (_WINDOWS - 1)
    return "\n".join(text[start : start + width] for start in range(0, step * _WINDOWS, step))


def _counts(text: str) -> tuple[int, int]:
    """Count the characters that are only simplified and only traditional."""
    kept = text.translate(_kinds())
    return kept.count("s"), kept.count("t")


@cache
def _kinds() -> list[str]:
    # A list, since `str.translate` is slow where a dictionary lacks a character.
    kinds = ["-"] * 0x10000
    for script, kind in (("hans", "s"), ("hant", "t")):
        for character in only(script):
            kinds[ord(character)] = kind
    return kinds
