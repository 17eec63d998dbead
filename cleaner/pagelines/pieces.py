"""How far the words of a line are words of pages: pairs of characters, each with its weight.

What no list of phrases knows is made of words that other phrases have: 我要纠正, 会员须知.
"""

from __future__ import annotations

from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING

from cleaner import lexicon
from cleaner.pagelines.forms import shape

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("weight", "pieces")
# Buttons, menu words and notices say what they are within so many characters.
_LENGTH = 24
# Weights are written in hundredths of log odds; more than this, one way or the other, is as good as more.
_UNIT = 100
_DIGITS = 2
MOST = 5.0
# Lines that stand together say the same: so many above and below. A few of them are no evidence.
_REACH = 3
_FEWEST = 3
_REMEMBERED = 4096


def pieces(folded: str) -> set[str]:
    """Return the pairs of characters of a folded line, with marks for its start and its end."""
    line = f"<{shape(folded.strip()[:_LENGTH])}>"
    return set(map(add, line, line[1:]))


def leaning(folded: str, weights: dict[str, float]) -> float:
    """Return the log odds of a line's pieces: above 0 they are those of pages, below 0 those of text."""
    total = sum(map(weights.__getitem__, weights.keys() & pieces(folded)))
    # Sets have no order, and sums of floats in another order are not quite the same.
    return max(-MOST, min(MOST, round(total, _DIGITS))) + 0.0  # no -0.0


@cache
def built_in() -> dict[str, float]:
    """Return the weights that come with the program, in log odds."""
    rows = lexicon.table("strip_pieces", COLUMNS)
    return {piece: int(weight) / _UNIT for weight, found in rows for piece in found.split(" ")}


@lru_cache(maxsize=_REMEMBERED)
def leans(folded: str) -> float:
    """Return what a line leans to by the weights that come with the program."""
    return leaning(folded, built_in())


def near(leanings: Sequence[float], index: int) -> float:
    """Return what the lines beside a line lean to, itself not counted."""
    others = [*leanings[max(0, index - _REACH) : index], *leanings[index + 1 : index + 1 + _REACH]]
    return sum(others) / max(_FEWEST, len(others))
