"""JSON lines written as Parquet, and Parquet written as JSON lines.

A line that is no JSON object has no place in a table, and dropping it would lose data: a file that has one is
refused. A table needs to know its columns before its first row, so the lines are read twice.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner import files, jsonl
from cleaner.batch import records
from cleaner.batch.order import Outcome, Totals
from cleaner.errors import CleanerError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from cleaner.batch.order import Entry, Order

# Rows of a row group, and lines that are in memory at once.
_GROUP = 10_000


class LinesWriter:
    """Writes tables as JSON lines; what JSON does not know, such as a date, as its text."""

    def __init__(self, stream: BinaryIO, notes: str = "") -> None:
        """Take the column, if any, that holds texts in JSON, which become objects."""
        self._stream = stream
        self._notes = notes

    def write_table(self, table: Any, **_: Any) -> None:
        """Write the rows of a table."""
        for row in table.to_pylist():
            plain = json.loads(json.dumps(row, default=str))
            if self._notes and plain[self._notes] is not None:
                plain[self._notes] = json.loads(plain[self._notes])
            self._stream.write(f"{jsonl.dumps(plain)}\n".encode())


def clean(order: Order, entry: Entry) -> Outcome:
    """Clean JSON lines and write them as Parquet; whatever goes wrong with the file is its outcome."""
    try:
        from pyarrow import ArrowException
    except ImportError:
        return _failed("for Parquet files install cleaner[parquet]")
    try:
        outcome = _cleaned(order, entry)
    except OSError as error:
        return _failed(error.strerror or str(error))
    except (CleanerError, ArrowException, UnicodeError, OverflowError) as error:
        return _failed(str(error))
    with Path(entry.source).open("rb") as stream:
        outcome.digest = hashlib.file_digest(stream, "sha256").hexdigest()
    outcome.written = 0 if order.dry else Path(entry.target).stat().st_size
    outcome.totals.after = outcome.written
    return outcome


def _cleaned(order: Order, entry: Entry) -> Outcome:
    schema = _schema(entry)
    if order.notes:
        schema = with_notes(schema, order.notes)
    outcome = Outcome()
    with ExitStack() as opened:
        kept = _Table(opened, None if order.dry else Path(entry.target), schema, order.notes)
        rejected = _Table(opened, None if order.dry else order.aside(entry.name), schema, order.notes)
        kept.open()
        for chunk in records.chunks(entry):
            piece = records.clean(order, chunk)
            kept.add(piece.data)
            rejected.add(piece.rejected)
            outcome.totals.add(piece.totals)
            outcome.problems += piece.problems
            outcome.removed += piece.removed
            outcome.records += piece.records
        kept.write()
        rejected.write()
    return outcome


def with_notes(schema: Any, name: str) -> Any:
    """Return columns with one for notes, as texts in JSON; it takes the place of one of that name."""
    import pyarrow as pa

    place = schema.get_field_index(name)
    column = pa.field(name, pa.string())
    return schema.append(column) if place < 0 else schema.set(place, column)


def _schema(entry: Entry) -> Any:
    """Return the columns that all lines together have. Raises CleanerError for a line that is no object."""
    import pyarrow as pa

    schema = pa.schema([])
    for chunk in records.chunks(entry):
        rows = list(_rows(chunk.data.removeprefix(records.BOM), chunk.records))
        names = dict.fromkeys(name for row in rows for name in row)
        table = pa.table({name: [row.get(name) for row in rows] for name in names})
        schema = pa.unify_schemas([schema, table.schema], promote_options="permissive")
    return schema


def _rows(data: bytes, before: int = 0) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(data.split(b"\n"), before + 1):
        if line.strip():
            yield _row(number, line)


def _row(number: int, line: bytes) -> dict[str, Any]:
    try:
        value = jsonl.loads(jsonl.decoded(line))
    except DataError as error:
        raise DataError(f"line {number} cannot be in a table: {error}") from error
    if not isinstance(value, dict):
        raise DataError(f"line {number} is no JSON object, and cannot be in a table")
    return value


class _Table:
    """A Parquet file that is written in groups of rows, and made with the first of them."""

    def __init__(self, opened: ExitStack, path: Path | None, schema: Any, notes: str) -> None:
        self._opened = opened
        self._path = path
        self._schema = schema
        self._notes = notes
        self._rows: list[dict[str, Any]] = []
        self._writer: Any = None

    def open(self) -> None:
        """Make the file."""
        from pyarrow import parquet

        if self._path is not None and self._writer is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            stream = self._opened.enter_context(files.replacing(str(self._path)))
            writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")
            self._writer = self._opened.enter_context(writer)

    def add(self, lines: bytes) -> None:
        """Add lines, and write them when they are many."""
        for row in _rows(lines):
            if isinstance(row.get(self._notes), dict):
                row[self._notes] = jsonl.dumps(row[self._notes])
            self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self.write()

    def write(self) -> None:
        """Write the rows that wait."""
        import pyarrow as pa

        if self._rows and self._path is not None:
            self.open()
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
        self._rows = []


def _failed(error: str) -> Outcome:
    return Outcome(Totals(documents=1, failed=1), [(0, error)])
