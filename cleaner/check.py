"""The linter: what the steps find in a document, with places, and what would be left of it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from cleaner import pipeline
from cleaner.decode import decode
from cleaner.findings import Located, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cleaner.decode import Source
    from cleaner.pipeline import Plan
    from cleaner.trace import Trace


class Report:
    """One document as the linter sees it."""

    def __init__(
        self,
        path: str,
        source: Source,
        trace: Trace,
        lines: Sequence[range] | None = None,
        accepts: Callable[[Located], bool] = lambda _: False,
    ) -> None:
        """Count only what touches those lines (None: all) and is not accepted."""
        self.path = path
        self.source = source
        self.trace = trace
        self._lines = lines
        self._accepts = accepts

    @cached_property
    def findings(self) -> tuple[Located, ...]:
        """The edits that would be applied and that count, in the order of the original text."""
        applied = (found for found in locate(self.path, self.trace) if found.applied)
        ordered = sorted(applied, key=lambda found: (found.start, found.end))
        return tuple(found for found in ordered if self._counts(found) and not self._accepts(found))

    def counting(self, lines: Sequence[range] | None, accepts: Callable[[Located], bool]) -> Report:
        """Return the same report with only what touches those lines and is not accepted."""
        return Report(self.path, self.source, self.trace, lines, accepts)

    def _counts(self, found: Located) -> bool:
        if self._lines is None:
            return True
        # The ranges are disjoint and in order: of those that begin in time, the last one reaches furthest.
        begun = bisect_right(self._lines, found.last.line, key=lambda lines: lines.start)
        return begun > 0 and found.first.line < self._lines[begun - 1].stop

    @cached_property
    def doubtful(self) -> int:
        """How many edits are only suspected and do not count as findings."""
        if self._lines is None:
            return sum(len(layer.edits) - len(layer.applied) for layer in self.trace.layers)
        return sum(not found.applied and self._counts(found) for found in locate(self.path, self.trace))

    @property
    def removed(self) -> float:
        """The share of the document's visible characters that would be lost, 0 to 1."""
        return removed_share(self.trace)


def look(path: str, data: bytes, plan: Plan, encoding: str | None = None) -> Report:
    """Look at a document. Raises DecodeError if it is no text."""
    source = decode(data, encoding)
    return Report(path, source, pipeline.run(source.text, plan))


def removed_share(trace: Trace) -> float:
    """Return the share of a text's visible characters that cleaning removes, 0 to 1."""
    before = _visible(trace.text)
    return max(0, before - _visible(trace.result)) / before if before else 0.0


def _visible(text: str) -> int:
    return sum(map(len, text.split()))
