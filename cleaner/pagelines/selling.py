"""How much of an advertisement a line is: it is seldom one word that tells, and nearly always several."""

from __future__ import annotations

import re
from functools import cache

from cleaner import lexicon

REASON = "spam.ad"
COLUMNS = ("sign", "pattern", "why", "match", "keep")
# So many kinds of signs make an advertisement: of 25,000 short lines of articles none has four, and six have
# three; of 1,000 advertisements on labelled pages 62 have four, and 143 three.
ENOUGH = 4
# Advertisements are lines of so many characters.
_SHORTEST, _LONGEST = 8, 110
VETO = "not"


@cache
def _patterns(*, vetoes: bool) -> tuple[re.Pattern[str], ...]:
    """Return the pattern of each kind of signs, or of what vetoes them."""
    rows = lexicon.table("strip_selling", COLUMNS)
    return tuple(re.compile(pattern) for sign, pattern, *_ in rows if (sign == VETO) is vetoes)


def count(line: str) -> int:
    """Return how many kinds of signs of advertisements a form has; none if it may tell of something."""
    if not _SHORTEST <= len(line) <= _LONGEST:
        return 0
    if any(veto.search(line) for veto in _patterns(vetoes=True)):
        return 0
    return sum(sign.search(line) is not None for sign in _patterns(vetoes=False))
