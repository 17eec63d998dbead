"""Whether a text talks about language, so that pinyin in brackets belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from cleaner import fold, lexicon

COLUMNS = ("pattern", "scope", "why", "matches", "passes")

# An explanation stands within a clause or two of the word it explains.
_NEAR = 60
# What stands beside an entry of a menu: the page's site is about language, not this text.
_BESIDE = 2
_MENU = re.compile(r"[|｜_>»]")
_SENTENCE_END = re.compile(r"[。！？!?；;\r\n]")


class Talk:
    """Where a text talks about language."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._positions: list[int] = []
        self.subjects = 0
        """How often the text says that it is about language as a whole."""
        for match in _pattern().finditer(fold.fold(text)):
            self._positions.append(match.start())
            beside = text[max(match.start() - _BESIDE, 0) : match.end() + _BESIDE]
            self.subjects += match[0] in _subjects() and not _MENU.search(beside)

    def near(self, position: int) -> bool:
        """Whether the sentence around a position talks about language, close to it."""
        index = bisect_left(self._positions, position)
        return any(self._joined(position, other) for other in self._positions[max(index - 1, 0) : index + 1])

    def _joined(self, position: int, other: int) -> bool:
        first, last = sorted((position, other))
        return last - first <= _NEAR and not _SENTENCE_END.search(self._text, first, last)


@cache
def _pattern() -> re.Pattern[str]:
    # Without groups, so that it searches for the first letters of all of them at once.
    return re.compile("|".join(pattern for pattern, *_ in lexicon.table("language_talk", COLUMNS)))


@cache
def _subjects() -> frozenset[str]:
    """Return the words that say what a whole text is about."""
    # A pattern is a word, and then what must not be around it.
    rows = lexicon.table("language_talk", COLUMNS)
    return frozenset(pattern.partition("(")[0] for pattern, scope, *_ in rows if scope == "document")
