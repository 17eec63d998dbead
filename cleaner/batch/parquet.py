"""Parquet: a column of texts is cleaned, row group by row group; the other columns and the groups are kept.

A file is one piece of work. It ends with its table of contents, so it cannot be cut off and continued: what
was not finished is done anew.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cleaner import files
from cleaner.batch import document
from cleaner.batch.naming import JSONL
from cleaner.batch.order import Outcome, Totals
from cleaner.batch.tables import LinesWriter, with_notes
from cleaner.errors import CleanerError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import BinaryIO

    from cleaner.batch.order import Entry, Order


def clean(order: Order, entry: Entry) -> Outcome:
    """Clean a column of a file; whatever goes wrong is part of the outcome."""
    try:
        from pyarrow import ArrowException
    except ImportError:
        return _failed("for Parquet files install cleaner[parquet]")
    try:
        with _Columns(order, entry) as columns:
            outcome = columns.cleaned()
    except OSError as error:
        return _failed(error.strerror or str(error))
    except (CleanerError, ArrowException) as error:
        return _failed(str(error))
    with Path(entry.source).open("rb") as stream:
        outcome.digest = hashlib.file_digest(stream, "sha256").hexdigest()
    outcome.totals.before = entry.size
    if not order.dry:
        outcome.totals.after = Path(entry.target).stat().st_size
    outcome.written = outcome.totals.after
    return outcome


def texts(source: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield the texts of a column with the numbers of their rows. Raises CleanerError or OSError."""
    from pyarrow import parquet

    with parquet.ParquetFile(source) as file:
        _column(file, name)
        number = 0
        for batch in file.iter_batches(columns=[name], use_threads=False):
            for text in batch.column(0).to_pylist():
                number += 1
                if text is not None:
                    yield number, text


def without(source: str, stream: BinaryIO, dropped: AbstractSet[int]) -> None:
    """Write a file without some of its rows, which count from 1; the groups of the others stay."""
    import pyarrow as pa
    from pyarrow import parquet

    with parquet.ParquetFile(source) as file:
        number = 0
        with parquet.ParquetWriter(stream, file.schema_arrow, compression=_compression(file)) as writer:
            for group in range(file.num_row_groups):
                table = file.read_row_group(group, use_threads=False)
                rows = range(number + 1, number + len(table) + 1)
                table = table.filter(pa.array([row not in dropped for row in rows], pa.bool_()))
                number = rows.stop - 1
                if len(table):
                    writer.write_table(table, row_group_size=len(table))


class _Columns:
    """A file that is read and the ones that are written."""

    def __init__(self, order: Order, entry: Entry) -> None:
        self._order = order
        self._entry = entry
        self._plan = order.plan_for(entry.source)
        self._limit = order.limit_for(entry.source)
        self._open = ExitStack()
        self._writers: dict[Path, Any] = {}
        self._notes: list[str | None] = []
        self._outcome = Outcome()

    def __enter__(self) -> Self:
        from pyarrow import parquet

        with ExitStack() as opening:
            self._file = opening.enter_context(parquet.ParquetFile(self._entry.source))
            self._place = _column(self._file, self._order.field)
            self._schema = self._file.schema_arrow
            if self._order.notes:
                self._schema = with_notes(self._schema, self._order.notes)
            self._open = opening.pop_all()
        return self

    def __exit__(self, *exception: object) -> bool | None:
        return self._open.__exit__(*exception)  # type: ignore[arg-type]  # typeshed spells out the three

    def cleaned(self) -> Outcome:
        """Clean and write all row groups, and return what became of the rows."""
        import pyarrow as pa
        from pyarrow import compute

        target, aside = Path(self._entry.target), self._order.aside(self._entry.name)
        self._write(target, self._schema.empty_table())
        for number in range(self._file.num_row_groups):
            table = self._file.read_row_group(number, use_threads=False)
            kind = table.schema.field(self._place)
            cleaned = [self._text(text) for text in table.column(self._place).to_pylist()]
            column = pa.array([text for text, _ in cleaned], kind.type)
            table = self._noted(table.set_column(self._place, kind, column))
            rejected = pa.array([rejected for _, rejected in cleaned], pa.bool_())
            if aside and rejected.true_count:
                self._write(aside, table.filter(rejected))
                table = table.filter(compute.invert(rejected))
            self._write(target, table)
        return self._outcome

    def _noted(self, table: Any) -> Any:
        """Return a row group with the notes of its rows."""
        if not self._order.notes:
            return table
        columns = {name: table.column(name) for name in table.schema.names}
        columns[self._order.notes], self._notes = self._notes, []
        return type(table).from_pydict(columns, self._schema)

    def _text(self, text: str | None) -> tuple[str | None, bool]:
        """Return a text cleaned, and whether too much of it is gone."""
        self._outcome.records += 1
        if self._order.notes:
            self._notes.append(None)
        if text is None:
            return None, False
        try:
            trace = document.clean(text, self._plan)
            trace.result.encode("utf-8")
        except (CleanerError, UnicodeError) as error:
            self._outcome.totals.add(Totals(documents=1, failed=1))
            self._outcome.problems.append((self._outcome.records, f"passed through as it is: {error}"))
            return text, False
        too_much = document.too_much_removed(trace, self._limit)
        self._outcome.totals.add(document.totals(trace, quarantined=too_much))
        if self._order.lists_removed:
            self._outcome.removed += document.removed_lines(trace, self._outcome.records)
        if self._order.notes:
            self._notes[-1] = json.dumps(document.note(trace))
        return trace.result, too_much

    def _write(self, path: Path, table: Any) -> None:
        """Write a row group; the first one opens the file, with which an empty one does only that."""
        if self._order.dry:
            return
        if path not in self._writers:
            path.parent.mkdir(parents=True, exist_ok=True)
            stream = self._open.enter_context(files.replacing(str(path)))
            self._writers[path] = self._open.enter_context(self._writer(stream))
        if len(table):
            self._writers[path].write_table(table, row_group_size=len(table))

    def _writer(self, stream: BinaryIO) -> Any:
        from pyarrow import parquet

        if self._order.to_format == JSONL:
            return nullcontext(LinesWriter(stream, self._order.notes))
        return parquet.ParquetWriter(stream, self._schema, compression=_compression(self._file))


def _column(file: Any, name: str) -> int:
    """Return the place of the column. Raises DataError if there is none, or it holds no texts."""
    schema = file.schema_arrow
    place = schema.get_field_index(name)
    if place < 0:
        raise DataError(f"has no column {name!r}; it has {', '.join(schema.names)}")
    kind = str(schema.field(place).type)
    if kind not in {"string", "large_string"}:
        raise DataError(f"the column {name!r} is no text but {kind}")
    return int(place)


def _compression(file: Any) -> dict[str, str] | str:
    """Return how the columns of a file are compressed, for its writer."""
    if not file.num_row_groups:
        return "snappy"
    group = file.metadata.row_group(0)
    columns = (group.column(number) for number in range(group.num_columns))
    names = {each.path_in_schema: each.compression.lower() for each in columns}
    return {name: "none" if codec == "uncompressed" else codec for name, codec in names.items()}


def _failed(error: str) -> Outcome:
    return Outcome(Totals(documents=1, failed=1), [(0, error)])
