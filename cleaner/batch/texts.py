"""Files that are one document each: a worker reads one, cleans it and writes it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import files
from cleaner.batch import document
from cleaner.batch.order import Outcome, Totals
from cleaner.decode import decode
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.batch.order import Entry, Order
    from cleaner.source import Source


def clean(order: Order, entry: Entry) -> Outcome:
    """Clean one file; whatever goes wrong with it is its outcome, and then nothing is written."""
    try:
        data = files.read(entry.source)
        return _cleaned(order, entry, data)
    except OSError as error:
        sentence = error.strerror or str(error)
    except CleanerError as error:
        sentence = str(error)
    return Outcome(Totals(documents=1, failed=1), [(0, sentence)])


def _cleaned(order: Order, entry: Entry, data: bytes) -> Outcome:
    source = _decoded(data, order.encoding)
    trace = document.clean(source.text, order.plan_for(entry.source))
    too_much = document.too_much_removed(trace, order.limit_for(entry.source))
    result = trace.result.encode("utf-8")
    if not order.dry:
        write(place(order, entry, quarantined=too_much), result)
        if too_much:  # What is in the output is of an earlier run, and would be replaced by this one.
            Path(entry.target).unlink(missing_ok=True)
    totals = document.totals(trace, quarantined=too_much)
    totals.before, totals.after = len(data), 0 if too_much else len(result)
    removed = list(document.removed_lines(trace)) if order.lists_removed else []
    note = json.dumps(document.note(trace, source.encoding)) if order.notes else ""
    return Outcome(totals, [], removed, hashlib.sha256(data).hexdigest(), len(result), note=note)


def place(order: Order, entry: Entry, *, quarantined: bool) -> Path:
    """Return where a file's result goes."""
    aside = order.aside(entry.name) if quarantined else None
    return aside or Path(entry.target)


def write(path: Path, data: bytes) -> None:
    """Put bytes at a path, all at once; folders on the way are made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    files.replace(str(path), data)


def _decoded(data: bytes, encoding: str | None) -> Source:
    try:
        return decode(data, encoding)
    except CleanerError:
        raise
    except Exception as error:  # one document must not end a run over millions
        raise CleanerError(f"a mistake in cleaner: {type(error).__name__}: {error}") from error
