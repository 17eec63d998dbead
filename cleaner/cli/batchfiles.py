"""What a batch tells in files: errors, removed lines, and the summary, as JSON."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner import files, jsonl
from cleaner.cli import streams
from cleaner.errors import UsageError
from cleaner.findings import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from cleaner.batch import Run
    from cleaner.batch.copytable import Copy

# Where the copies are listed, in the target.
_DUPES = ".dupes.jsonl"


def check(target: str, *names: str | None) -> None:
    """Raise UsageError for a file that could not be written at the end of the run, which may take days."""
    for name in filter(None, names):
        folder = Path(name).parent
        if Path(name).is_dir():
            raise UsageError(f"{name}: is a folder; name a file in it")
        if not folder.is_dir() and folder.resolve() != Path(target).resolve():
            raise UsageError(f"{name}: cannot be written: there is no such file or folder")


def write(
    run: Run, errors: str | None, removed: str | None, summary: str | None, dupes_file: str | None
) -> None:
    """Write the files that are asked for. Raises UsageError where that cannot be done."""
    if errors:
        _lines(errors, (_error(*each) for each in run.state.problems()))
    if removed:
        _lines(removed, ({"path": path, **_removed(*each)} for path, each in run.state.removed()))
    if run.order.dupes:
        _lines(dupes_file or str(Path(run.order.target) / _DUPES), _groups(run.state.copies))
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
    return {**_place(path, record), "error": error}


def _removed(record: int, line: int, last: int, reason: str, text: str) -> dict[str, Any]:
    place = {"record": record} if record else {}
    return {**place, "line": line, "last_line": last, "reason": reason, "text": text}


def _groups(copies: Iterable[Copy]) -> Iterator[dict[str, Any]]:
    for (path, record), group in groupby(copies, key=lambda copy: (copy.best, copy.best_record)):
        yield {"best": _place(path, record), "others": [_copy(copy) for copy in group]}


def _copy(copy: Copy) -> dict[str, Any]:
    copy_of = _place(copy.copy_of, copy.copy_of_record) if copy.copy_of else None
    known = {"similarity": copy.similarity, "numbers": copy.numbers, "copy_of": copy_of}
    return {**_place(copy.path, copy.record), **known, "dropped": copy.dropped}


def _place(path: str, record: int) -> dict[str, Any]:
    return {"path": path, **({"record": record} if record else {})}


def _summary(run: Run) -> dict[str, Any]:
    totals = run.totals
    dupes = {"copies": run.copies, "dropped": run.dropped} if run.order.dupes else {}
    return {
        "documents": totals.documents,
        "done_before": run.progress.resumed,
        "changed": totals.changed,
        "quarantined": totals.quarantined,
        "failed": totals.failed,
        "bytes_before": totals.before,
        "bytes_after": totals.after,
        **dupes,
        "counts": dict(sorted(totals.counts.items())),
    }
