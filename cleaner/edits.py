"""The edit and its algebra: check, apply, invert, map positions back.

All offsets are code points of the text the edits apply to. A list of edits is sorted by `start` and does not
overlap; edits may touch, and several may start at the same place (two touching deletions invert to two
insertions at one offset), so list order decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import EditError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Edit(NamedTuple):
    """At `start`, `before` becomes `after`, because of `reason`.

    `start` counts code points of the step's input. `reason` is `step/kind`. An edit that is not `sure` is
    reported, and applied only on request. `note` tells a reader what `reason` cannot: which lines are
    repeated, how similar they are. It may be empty, and nothing depends on it.
    """

    start: int
    before: str
    after: str
    reason: str
    sure: bool = True
    note: str = ""

    @property
    def end(self) -> int:
        """Offset behind the last code point that is replaced."""
        return self.start + len(self.before)


def check(text: str, edits: Iterable[Edit]) -> None:
    """Raise EditError unless the edits are sorted, disjoint, do something, and find `before` in the text."""
    position = 0
    for edit in edits:
        if edit.start < position:
            raise EditError(f"{edit.reason} at {edit.start} overlaps the edit that ends at {position}")
        if not text.startswith(edit.before, edit.start) or edit.end > len(text):
            found = text[edit.start : edit.end]
            raise EditError(f"{edit.reason} at {edit.start} expects {edit.before!r}, the text has {found!r}")
        if edit.before == edit.after:
            raise EditError(f"{edit.reason} at {edit.start} changes nothing")
        position = edit.end


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with all edits made. Raises EditError if they do not fit."""
    if not edits:
        return text
    check(text, edits)
    pieces = []
    position = 0
    for start, before, after, *_ in edits:
        pieces.append(text[position:start])
        pieces.append(after)
        position = start + len(before)
    pieces.append(text[position:])
    return "".join(pieces)


def invert(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that turn the result of `edits` back into the text they were made for."""
    shift = 0
    inverse = []
    for edit in edits:
        inverse.append(edit._replace(start=edit.start + shift, before=edit.after, after=edit.before))
        shift += len(edit.after) - len(edit.before)
    return inverse


class Origins:
    """Maps positions in the result of some edits back to the text the edits were made for.

    A border where something was deleted has two origins. `start` leans right and `end` leans left, so the
    span of a kept passage maps back to exactly that passage, without what was deleted around it.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._result_starts: list[int] = []
        self._result_ends: list[int] = []
        self._edits: list[Edit] = []
        shift = 0
        for edit in edits:
            begin = edit.start + shift
            self._result_starts.append(begin)
            self._result_ends.append(begin + len(edit.after))
            self._edits.append(edit)
            shift += len(edit.after) - len(edit.before)

    def start(self, position: int) -> int:
        """Origin of a position at which a span starts."""
        index = bisect_right(self._result_starts, position) - 1
        if index < 0:
            return position
        if position < self._result_ends[index]:
            return self._edits[index].start
        return self._edits[index].end + position - self._result_ends[index]

    def end(self, position: int) -> int:
        """Origin of a position at which a span ends."""
        index = bisect_left(self._result_starts, position) - 1
        if index < 0:
            return position
        return self._edits[index].end + max(0, position - self._result_ends[index])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Origin of the span from `start` to `end`; empty where nothing of it was in the original."""
        begin = self.start(start)
        return begin, max(begin, self.end(end))
