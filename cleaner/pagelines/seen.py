"""A line as the judgement sees it, and how much it says of the lines beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.pagelines.rules import HINT, LIKELY, SURE, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

# The heading of a list is hardly longer.
_HEADING_LENGTH = 30
# Furniture that stands in the middle of articles and says nothing about the lines beside it.
_ALONE = frozenset({"placeholder", "nav.media", "spam.noise", "spam.ad"})
# A bare date or number is a counter among counters, and a figure among figures.
FIGURE = Evidence("nav.counter", HINT)
WEIGHT_OF = {SURE: 1.0, LIKELY: 0.7, HINT: 0.3}


class Seen(NamedTuple):
    """A line that is not blank: its folded text, whether it is prose or a credit, and what it says."""

    text: str
    prose: bool
    evidence: Evidence
    credit: bool

    @property
    def page(self) -> float:
        """How much the line says that the lines beside it are page lines, 0 to 1."""
        if self.evidence.reason in _ALONE or self.evidence == FIGURE:
            return 0.0
        return WEIGHT_OF.get(self.evidence.strength, 0.0)

    @property
    def heads(self) -> bool:
        """Whether the line may be the heading of a list of page lines."""
        return self.evidence.strength == SURE and len(self.text) <= _HEADING_LENGTH


def mass(lines: Iterable[Seen]) -> int:
    """Return how many characters of prose lines hold."""
    return sum(len(line.text) for line in lines if line.prose)
