"""Findings for programs: the objects of the journal, one a line or all in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner import jsonl
from cleaner.byteplaces import offsets
from cleaner.findings import VERSION, as_object, counts
from cleaner.render import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.check import Report


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one object for each finding and a closing one for each document."""
    for report in reports:
        for each in (*_findings(report), _closing(report)):
            yield f"{jsonl.dumps(each)}\n"


def document(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one object with all findings and all documents."""
    known = list(reports)
    whole = {
        "version": VERSION,
        "findings": [found for report in known for found in _findings(report)],
        "documents": [_closing(report) for report in known],
    }
    yield f"{jsonl.dumps(whole)}\n"


def _findings(report: Report) -> Iterator[dict[str, Any]]:
    """Yield the findings; `byte` counts the document's bytes, null where its encoding has no places."""
    places = offsets(
        report.source, (place for found in report.findings for place in (found.start, found.end))
    )
    for found in report.findings:
        yield {
            **as_object(found),
            "end_line": found.last.line,
            "end_column": found.last.column,
            "byte": places.get(found.start),
            "end_byte": places.get(found.end),
            "message": message.of(found),
        }


def _closing(report: Report) -> dict[str, Any]:
    return {
        "version": VERSION,
        "path": report.path,
        "encoding": report.source.encoding,
        "counts": counts(found.edit for found in report.findings),
        "doubtful": report.doubtful,
        "removed": round(report.removed, 4),
    }
