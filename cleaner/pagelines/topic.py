"""What the prose of a document is about, and which of its lines come again."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.pagelines.body import end_of_main, has_body, page_above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen

_HAN_PAIR = re.compile(r"(?=([^\W\x00-\u02ff]{2}))")
_HAN_TRIPLE = re.compile(r"(?=([^\W\x00-\u02ff]{3}))")
# Prose beyond this many characters adds little to what the article is about.
_TOPIC_LIMIT = 40_000
# Tags are names of at most so many characters, which the article holds at least so often.
_TAG_LENGTH = 6
_TAG_COUNT = 3


class Topic:
    """What the prose of a document is about, by pairs and triples of characters; which lines it repeats.

    All of it is gathered when first asked for: most documents never ask.
    """

    def __init__(self, lines: Sequence[Seen]) -> None:
        self._lines = lines
        self._shared: dict[str, tuple[float, float]] = {}
        self._mentioned: dict[str, bool] = {}

    @cached_property
    def has_body(self) -> bool:
        """Whether so much prose stands together that it is an article."""
        return has_body(self._lines)

    @cached_property
    def size(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @cached_property
    def paragraphs(self) -> int:
        """How many of them are prose."""
        return len(self._prose)

    @cached_property
    def characters(self) -> int:
        """How many characters those hold."""
        return sum(map(len, self._prose))

    @cached_property
    def repeats(self) -> Counter[str]:
        """How often each line that is not prose occurs."""
        return Counter(line.text for line in self._lines if not line.prose)

    def begins_again(self, run: Run) -> bool:
        """Whether the paragraph below a run stood above it, too: there is a second copy of the text."""
        below = run.first + len(run.lines)
        return below < len(self._lines) and self._first_prose[self._lines[below].text] < run.first

    def behind(self, index: int) -> float:
        """Return how much page stands between the end of the main text and a line behind it; else 0."""
        return max(0.0, self._page_above[index] - self._page_above[self._end])

    @cached_property
    def _end(self) -> int:
        return end_of_main(self._lines)

    @cached_property
    def _page_above(self) -> list[float]:
        return page_above(self._lines)

    @cached_property
    def _first_prose(self) -> dict[str, int]:
        """Where each paragraph stands first."""
        numbered = list(enumerate(self._lines))
        return {line.text: number for number, line in reversed(numbered) if line.prose}

    @cached_property
    def _prose(self) -> list[str]:
        return [line.text for line in self._lines if line.prose]

    @cached_property
    def _start(self) -> str:
        return "\n".join(self._prose)[:_TOPIC_LIMIT]

    @cached_property
    def _pairs(self) -> set[str]:
        return set(_HAN_PAIR.findall(self._start))

    @cached_property
    def _triples(self) -> set[str]:
        return set(_HAN_TRIPLE.findall(self._start))

    def mentions(self, text: str) -> bool:
        """Whether the prose has the words of a line, as it has those of its subheads."""
        if text not in self._mentioned:
            self._mentioned[text] = any(text in line for line in self._prose)
        return self._mentioned[text]

    def names(self, text: str) -> bool:
        """Whether a line is a name that the prose has again and again, as tags are."""
        if not 2 <= len(text) <= _TAG_LENGTH:
            return False
        return sum(line.count(text) for line in self._prose) >= _TAG_COUNT

    def shared(self, text: str) -> tuple[float, float]:
        """Return which share of a line's pairs and of its triples the prose has too."""
        if text not in self._shared:
            pairs, triples = _HAN_PAIR.findall(text), _HAN_TRIPLE.findall(text)
            self._shared[text] = (
                sum(map(self._pairs.__contains__, pairs)) / max(2, len(pairs)),
                sum(map(self._triples.__contains__, triples)) / max(2, len(triples)),
            )
        return self._shared[text]

    def longest(self, text: str) -> int:
        """Return how many pairs of characters in a row a line has that the prose has, too."""
        longest = row = 0
        for pair in map("".join, pairwise(text)):
            row = row + 1 if pair in self._pairs else 0
            longest = max(longest, row)
        return longest
