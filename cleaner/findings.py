"""Findings as people and programs see them: with line and column in the original text.

The objects that `as_object` gives are the one schema of the journal, of `check --format jsonl` and of the
batch; `VERSION` changes when a reader would have to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.edits import Edit
    from cleaner.trace import Trace

VERSION = 1

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place in a text as editors show it: line and column, both from 1, columns in code points."""

    line: int
    column: int


class Positions:
    """Turns offsets of one text into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def at(self, offset: int) -> Position:
        """Return the place of an offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)


class Located(NamedTuple):
    """An edit of a document, the step that made it, and where in the original text it is (code points)."""

    path: str
    step: str
    edit: Edit
    applied: bool
    start: int
    end: int
    first: Position
    last: Position


def locate(path: str, trace: Trace) -> Iterator[Located]:
    """Yield all findings of a document, layer by layer."""
    positions: Positions | None = None
    for found in trace.findings():
        positions = positions or Positions(trace.text)
        first, last = positions.at(found.start), positions.at(found.end)
        yield Located(path, found.step, found.edit, found.applied, found.start, found.end, first, last)


def as_object(found: Located) -> dict[str, Any]:
    """Return what a program reads about a finding; `start` and lines in `note` count in the step's input."""
    edit = found.edit
    return {
        "version": VERSION,
        "path": found.path,
        "step": found.step,
        "reason": edit.reason,
        "start": edit.start,
        "before": edit.before,
        "after": edit.after,
        "sure": edit.sure,
        "applied": found.applied,
        "line": found.first.line,
        "column": found.first.column,
        "note": edit.note,
    }


def is_ours(data: bytes) -> bool:
    """Whether a document is a journal, a baseline or a list of findings, as this program writes them."""
    return data.startswith(b'{"version": %d, "path": ' % VERSION)


def counts(edits: Iterable[Edit]) -> dict[str, int]:
    """Return how many edits there are of each reason, sorted by reason."""
    found: dict[str, int] = {}
    for edit in edits:
        found[edit.reason] = found.get(edit.reason, 0) + 1
    return dict(sorted(found.items()))
