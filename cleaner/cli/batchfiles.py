"""What a batch tells in files: errors, removed lines, and the summary, as JSON."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cleaner import files, jsonl
from cleaner.cli import streams
from cleaner.errors import UsageError
from cleaner.findings import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from cleaner.batch import Run


def write(run: Run, errors: str | None, removed: str | None, summary: str | None) -> None:
    """Write the files that are asked for. Raises UsageError where that cannot be done."""
    if errors:
        _lines(errors, (_error(*each) for each in run.state.problems()))
    if removed:
        _lines(removed, ({"path": path, **_removed(*each)} for path, each in run.state.removed()))
    if summary:
        _lines(summary, [_summary(run)])


def _lines(name: str, objects: Iterable[Mapping[str, Any]]) -> None:
    with _opened(name) as stream:
        for each in objects:
            stream.write(f"{jsonl.dumps({'version': VERSION, **each})}\n".encode())


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    try:
        with files.replacing(name) as stream:
            yield stream
    except OSError as error:
        raise UsageError(f"{name}: cannot be written: {streams.sentence(error)}") from error


def _error(path: str, record: int, error: str) -> dict[str, Any]:
    return {"path": path, **({"record": record} if record else {}), "error": error}


def _removed(record: int, line: int, last: int, reason: str, text: str) -> dict[str, Any]:
    place = {"record": record} if record else {}
    return {**place, "line": line, "last_line": last, "reason": reason, "text": text}


def _summary(run: Run) -> dict[str, Any]:
    totals = run.progress.totals
    return {
        "documents": totals.documents,
        "done_before": run.progress.resumed,
        "changed": totals.changed,
        "quarantined": totals.quarantined,
        "failed": totals.failed,
        "bytes_before": totals.before,
        "bytes_after": totals.after,
        "counts": dict(sorted(totals.counts.items())),
    }
