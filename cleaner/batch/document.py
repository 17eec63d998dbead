"""One document of a batch: cleaned, its edits counted, its removed lines listed, its loss weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner import pipeline
from cleaner.batch.order import Removed, Totals
from cleaner.check import removed_share
from cleaner.errors import CleanerError
from cleaner.findings import Positions, counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.pipeline import Plan
    from cleaner.trace import Trace


def clean(text: str, plan: Plan) -> Trace:
    """Run the plan and have the result computed. Raises CleanerError, also for our own mistakes."""
    try:
        trace = pipeline.run(text, plan)
        trace.result  # noqa: B018  a cached property; what is computed late shall fail here
    except CleanerError:
        raise
    except Exception as error:  # one document must not end a run over millions
        raise CleanerError(f"a mistake in cleaner: {type(error).__name__}: {error}") from error
    return trace


def too_much_removed(trace: Trace, limit: float | None) -> bool:
    """Whether a document loses a larger share of its visible characters than it may."""
    return limit is not None and trace.changed and removed_share(trace) > limit


def totals(trace: Trace, *, quarantined: bool) -> Totals:
    """Return what one document adds to the totals, without its bytes."""
    applied = counts(edit for layer in trace.layers for edit in layer.applied)
    return Totals(documents=1, changed=int(trace.changed), quarantined=int(quarantined), counts=applied)


def note(trace: Trace, encoding: str | None = None) -> dict[str, Any]:
    """Return what was done to a document, as an object of JSON; `encoding` is that of its bytes."""
    from cleaner import script

    known = {"encoding": encoding} if encoding else {}
    applied = counts(edit for layer in trace.layers for edit in layer.applied)
    return {**known, "script": str(script.judge(trace.text)), "counts": dict(sorted(applied.items()))}


def removed_lines(trace: Trace, record: int = 0) -> Iterator[Removed]:
    """Yield what was removed in whole lines, with its lines in the original."""
    positions: Positions | None = None
    for found in trace.findings():
        edit = found.edit
        if not found.applied or edit.after or not edit.before.strip():
            continue
        layer = next(layer for layer in trace.layers if layer.step == found.step)
        if _whole_lines(layer.text, edit.start, edit.end):
            positions = positions or Positions(trace.text)
            first, last = positions.at(found.start).line, positions.at(max(found.start, found.end - 1)).line
            yield Removed(record, first, last, edit.reason, edit.before.rstrip("\r\n"))


def _whole_lines(text: str, start: int, end: int) -> bool:
    begins = start == 0 or text[start - 1] in "\r\n"
    return begins and (end == len(text) or text[end - 1] in "\r\n" or text[end] in "\r\n")
