"""What the tables of phrases, patterns and spans hold for a kind of line, for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import lexicon
from cleaner.pagelines import selling
from cleaner.pagelines.rules import PATTERNS, PHRASES
from cleaner.pagelines.spans import COLUMNS as SPANS

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXAMPLES = "¦"
_LEFT = "=>"


def rows(kind: str) -> Iterator[tuple[str, str]]:
    """Yield what is known of a kind of line: a label and a text, phrases first, then examples of patterns."""
    for reason, strength, phrases in lexicon.table("strip_phrases", PHRASES):
        if reason == kind:
            yield strength, " · ".join(phrase.replace("_", " ") for phrase in phrases.split(" "))
    for reason, strength, _, _, _, match, keep in lexicon.table("strip_patterns", PATTERNS):
        if reason == kind:
            yield strength, _examples(match, keep)
    for reason, sure, _, _, match, keep in lexicon.table("strip_spans", SPANS):
        if reason == kind:
            yield "in a line" if sure == "yes" else "doubtful", _examples(match, keep)
    if kind == selling.REASON:
        yield from _signs()


def _signs() -> Iterator[tuple[str, str]]:
    """Yield the signs of advertisements, of which several together are one."""
    for sign, _, why, match, keep in lexicon.table("strip_selling", selling.COLUMNS):
        label = "no sign" if sign == selling.VETO else f"1 of {selling.ENOUGH}"
        yield label, f"{why}: {_examples(match, keep)}"


def _examples(match: str, keep: str) -> str:
    shown = " · ".join(each.replace(_LEFT, " → ") for each in match.split(_EXAMPLES))
    return f"{shown}   not: {' · '.join(keep.split(_EXAMPLES))}" if keep else shown
