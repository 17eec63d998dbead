"""What the prose of a document is about, and which of its lines come again."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
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
# Names of works stand in lists, and those of agencies in brackets; headlines say something of them.
_NAMED = re.compile(r"《[^《》]*》|\[[^\[\]]*\]")
# A headline has so many characters, shares this much of its triples with the text, stands so near above it,
# and has no less of a page above it; with less the text may begin with lists.
_HEADLINE = (6, 50)
_HEADLINE_SHARE = 0.4
# One right above another shares so much of its pairs; so many lines are between the first and the last.
_OVER_HEADLINE_SHARE = 0.35
_HEADLINES_APART = 12
_HEADLINE_REACH = 60
_PAGE_ABOVE = 2.0


class Topic:
    """What the prose of a document is about, by pairs and triples of characters; which lines it repeats.

    All of it is gathered when first asked for: most documents never ask.
    """

    def __init__(self, lines: Sequence[Seen]) -> None:
        self._lines = lines
        self._shared: dict[str, tuple[float, float]] = {}

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
        return any(text in line for line in self._prose)

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

    def headline(self, run: Run) -> int | None:
        """Return the place in a run above the text of the line that surely is its headline, if one is.

        It shares most of its words with the text, and stands close to the last that does, such as a line of a
        table of contents. Menus far above may list it as well.
        """
        if run.zone != "head" or not run.holds_page:
            return None
        found: list[int] = []
        for index in range(len(run.lines) - 1, max(-1, len(run.lines) - 1 - _HEADLINE_REACH), -1):
            if found and found[0] - index > _HEADLINES_APART:
                break
            if self._may_be_headline(run, index) and self._shares(run, index, found):
                found.append(index)
        return found[-1] if found and run.sums[found[-1]] >= _PAGE_ABOVE else None

    def _shares(self, run: Run, index: int, below: list[int]) -> bool:
        """Whether a line shares as much with the text as headlines do, and is none of those below it."""
        text = run.lines[index].text
        if any(run.lines[other].text == text for other in below):
            return False
        pairs, triples = self.shared(text)
        over = bool(below) and below[-1] == index + 1 and pairs >= _OVER_HEADLINE_SHARE
        return over or triples >= _HEADLINE_SHARE

    @staticmethod
    def _may_be_headline(run: Run, index: int) -> bool:
        line = run.lines[index]
        if index in run.listed or line.credit or line.evidence.strength or _NAMED.fullmatch(line.text):
            return False
        return _HEADLINE[0] <= len(line.text) <= _HEADLINE[1]
