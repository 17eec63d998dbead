"""How a line ends, by what it says: what asks ends with a question mark, what lists goes on after a colon."""

from __future__ import annotations

import math
import re
from functools import cache

from cleaner import lexicon
from cleaner.fold import fold
from cleaner.slips.likelihood import HAN_KIND, LINE_END, sign
from cleaner.slips.plausibility import PAIRS, WORDS, odd

COLUMNS = ("says", "where", "pattern", "why", "matches", "passes")
NAMES = ("asks", "announces", "item", "prose", "items_follow")

# The ends that are told apart, by kinds of characters.
KINDS = "。字”）：！？；"

_SENTENCE_ENDS = re.compile("[。!?;]")
_SURELY = 0.99  # No share is nearer to all or nothing.


def said(line: str, following: str) -> frozenset[str]:
    """Return what a line without its end says about it, by names of `line_says.tsv`."""
    line = fold(line)
    places = {"line": line, "last": _SENTENCE_ENDS.split(line)[-1], "next": fold(following)}
    return frozenset(name for name, where, pattern in _patterns() if pattern.search(places[where]))


def surprise(line: str, following: str) -> dict[str, float]:
    """Return nats for every kind of end of a line that says this, beyond those for its sign anywhere."""
    found = said(line, following)
    return {
        kind: _beyond_signs()[kind] + sum(nats[name in found] for name, nats in known.items())
        for kind, known in _nats().items()
    }


@cache
def _patterns() -> list[tuple[str, str, re.Pattern[str]]]:
    rows = lexicon.table("line_says", COLUMNS)
    return [(name, where, re.compile(pattern)) for name, where, pattern, *_ in rows]


@cache
def _shares() -> dict[str, list[float]]:
    rows = lexicon.table("line_ends", ("end", "of_all", *NAMES))
    return {end: [float(share) for share in row] for end, *row in rows}


@cache
def _beyond_signs() -> dict[str, float]:
    """Nats for every kind of end beyond what is counted for a sign in all text, where other lines end too."""
    counted = {
        end: odd(f"{HAN_KIND}{end}\n") + (PAIRS + WORDS) * (sign(HAN_KIND, end) + sign(end, LINE_END))
        for end in KINDS
    }
    beyond = {kind: -math.log(share) - counted[kind] for kind, (share, *_) in _shares().items()}
    return {kind: nats - beyond[KINDS[0]] for kind, nats in beyond.items()}


@cache
def _nats() -> dict[str, dict[str, tuple[float, float]]]:
    """Nats for an end of a kind where a line does not say something, and where it does."""
    shares = _shares()
    any_end = [sum(row[0] * row[at] for row in shares.values()) for at in range(1, len(NAMES) + 1)]
    return {
        end: {name: _more(one, any_) for name, one, any_ in zip(NAMES, row, any_end, strict=True)}
        for end, (_, *row) in shares.items()
    }


def _more(share: float, of_any: float) -> tuple[float, float]:
    share = min(_SURELY, max(1 - _SURELY, share))
    return -math.log((1 - share) / (1 - of_any)), -math.log(share / of_any)
