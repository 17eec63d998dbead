"""Finds words in a whole text at once: one pass over pairs of characters, exact only at hits."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Cues:
    """Words to look for. An alternation of hundreds of them is slow; two classes of characters are not."""

    def __init__(self, words: Iterable[str]) -> None:
        found = set(words)
        self._single = sorted(word for word in found if len(word) == 1)
        self._by_pair: dict[str, tuple[str, ...]] = {}
        for word in sorted(found):
            if len(word) > 1:
                self._by_pair[word[:2]] = (*self._by_pair.get(word[:2], ()), word)

    @cached_property
    def _pairs(self) -> re.Pattern[str] | None:
        first, second = ("".join(map(re.escape, {pair[end] for pair in self._by_pair})) for end in (0, 1))
        return re.compile(f"[{first}](?=[{second}])") if first else None

    def places(self, text: str) -> Iterator[int]:
        """Yield where in a text words begin; in no order."""
        if self._pairs:
            for match in self._pairs.finditer(text):
                start = match.start()
                words = self._by_pair.get(text[start : start + 2])
                if words and text.startswith(words, start):
                    yield start
        for character in self._single:
            start = text.find(character)
            while start >= 0:
                yield start
                start = text.find(character, start + 1)
