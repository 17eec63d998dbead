"""How a page spells its glosses. A machine has one style; what is spelled otherwise came from the writer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.glosses.matching import Gloss

# The style is what most of the glosses have.
_MOST = 0.5
# A capital says nothing where a sentence begins.
_SENTENCE_START = rf"(?:\A|[\r\n。！？!?；])[^{HAN}A-Za-z0-9]{{0,3}}\Z"
_WINDOW = 4


class Style:
    """The style of the glosses that prove a page polluted; capitals prove nothing, and so are never in it."""

    def __init__(self, proving: Sequence[Gloss]) -> None:
        self._openings = {gloss.opening for gloss in proving}
        words = [gloss.apart for gloss in proving if len(gloss.fit.read) > 1]
        self._apart = sum(words) >= _MOST * len(words)

    def has(self, gloss: Gloss, bare: str) -> bool:
        """Whether a gloss is spelled as the page spells."""
        if gloss.opening not in self._openings or (gloss.apart and not self._apart):
            return False
        return not gloss.capital or (gloss.toned and _starts_sentence(gloss, bare))


def _starts_sentence(gloss: Gloss, bare: str) -> bool:
    return bool(_sentence_start().search(bare, max(gloss.word - _WINDOW, 0), gloss.word))


@cache
def _sentence_start() -> re.Pattern[str]:
    return re.compile(_SENTENCE_START)
