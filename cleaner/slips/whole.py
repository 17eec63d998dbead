"""What the undamaged text of a document tells: which characters stand in it, and which side by side."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from itertools import pairwise

from cleaner.hanzi import is_han
from cleaner.slips import units
from cleaner.slips.manner import Manner
from cleaner.slips.table import COUNTED

# Shares of what is common in Chinese, in this document, and after this character in this document.
_GENERAL, _OWN, _OWN_AFTER = 0.6, 0.15, 0.25

_THREE = 3  # Characters that come again together; two may by chance.
_AGAIN = 2  # Times.
_SEARCHED = 50_000  # Characters of a document in which others are looked for.


class Whole:
    """The text of a document, of which what is damaged tells nothing."""

    def __init__(self, text: str) -> None:
        self._text = text

    def weighed(self, before: str, character: str, general: float) -> float:
        """Return the nats of surprise at a character after another; `general` are those in all Chinese."""
        probability = _GENERAL * math.exp(-general)
        seen = self._counts.get(character)
        if seen:
            probability += self._own * seen
            together = self._pairs.get((before, character))
            if together:
                probability += _OWN_AFTER / max(1, self._counts.get(before, 0)) * together
        return -math.log(probability)

    def has_between(self, before: str, character: str, after: str) -> bool:
        """Whether a character stands in the text with two of these neighbours."""
        around = before[-2:] + character, before[-1:] + character + after[:1], character + after[:2]
        return any(
            len(three) == _THREE and is_han(three[0]) and is_han(three[-1]) and three in self._looked_through
            for three in around
        )

    def has_pair(self, one: str, other: str) -> bool:
        """Whether two Han characters stand side by side again and again in the text."""
        return self._pairs.get((one, other), 0) >= _AGAIN and is_han(one) and is_han(other)

    @cached_property
    def manner(self) -> Manner:
        """How the document writes."""
        return Manner(self._unglossed, self._counts)

    @cached_property
    def _unglossed(self) -> str:
        text = self._text[:COUNTED]
        whole = units.GLOSS.sub(lambda gloss: "" if is_han(text[gloss.start() - 1]) else gloss[0], text)
        return units.TORN.sub("\ufffd", whole)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._unglossed)

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(self._unglossed))

    @cached_property
    def _looked_through(self) -> str:
        return self._unglossed[:_SEARCHED]

    @cached_property
    def _own(self) -> float:
        """By how much a character is more probable for each time it stands in this document."""
        return _OWN / max(1, min(len(self._text), COUNTED))
