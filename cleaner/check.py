"""The linter: what the steps find in a document, with places, and what would be left of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from cleaner import pipeline
from cleaner.decode import decode
from cleaner.findings import Located, locate

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.decode import Source
    from cleaner.pipeline import Plan
    from cleaner.trace import Trace


@dataclass(frozen=True)
class Report:
    """One document as the linter sees it."""

    path: str
    source: Source
    trace: Trace
    counts: Callable[[Located], bool] = lambda _: True

    @cached_property
    def findings(self) -> tuple[Located, ...]:
        """The edits that would be applied and that count, in the order of the original text."""
        applied = (found for found in locate(self.path, self.trace) if found.applied)
        ordered = sorted(applied, key=lambda found: (found.start, found.end))
        return tuple(filter(self.counts, ordered))

    def counting(self, counts: Callable[[Located], bool]) -> Report:
        """Return the same report with only those findings that count."""
        return replace(self, counts=counts)

    @cached_property
    def doubtful(self) -> int:
        """How many edits are only suspected and do not count."""
        return sum(len(layer.edits) - len(layer.applied) for layer in self.trace.layers)

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
