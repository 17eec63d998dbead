"""How far the words of a line are words of pages: pairs of characters, each with its weight.

What no list of phrases knows is made of words that other phrases have: 我要纠正, 会员须知.
"""

from __future__ import annotations

from functools import cache

from cleaner import lexicon
from cleaner.pagelines.forms import shape

COLUMNS = ("weight", "pieces")
# Buttons, menu words and notices say what they are within so many characters.
_LENGTH = 24
# A few pieces are no evidence: a line counts as if it had no fewer.
_FEWEST = 3
# Weights are written in hundredths of log odds; more than this, one way or the other, is as good as more.
_UNIT = 100
_MOST = 2.0


def pieces(folded: str) -> list[str]:
    """Return the pairs of characters of a folded line, with marks for its start and its end."""
    line = f"<{shape(folded.strip()[:_LENGTH])}>"
    return [line[index : index + 2] for index in range(len(line) - 1) if " " not in line[index : index + 2]]


def leaning(folded: str, weights: dict[str, float]) -> float:
    """Return the mean weight of a line's pieces: above 0 they are those of pages, below 0 those of text."""
    found = pieces(folded)
    mean = sum(weights.get(piece, 0.0) for piece in found) / max(_FEWEST, len(found))
    return max(-_MOST, min(_MOST, mean))


@cache
def built_in() -> dict[str, float]:
    """Return the weights that come with the program, in log odds."""
    rows = lexicon.table("strip_pieces", COLUMNS)
    return {piece: int(weight) / _UNIT for weight, found in rows for piece in found.split(" ")}
