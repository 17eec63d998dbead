"""The text files of a folder as one file of records: what was cleaned of each, with its name.

The cleaned texts stay in a hidden folder of the target, so that the next run cleans only what is new. The
file is written anew when one of them changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from cleaner import files, jsonl
from cleaner.batch.naming import JSONL, gathered_name, is_text, output_name
from cleaner.batch.state import DONE
from cleaner.errors import CleanerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from cleaner.batch.order import Order
    from cleaner.batch.state import File, State

    Write: TypeAlias = Callable[[list[dict[str, Any]]], None]

# Characters that are in memory at once, and make a row group.
_GROUP = 8_000_000
_NOTE = "gathered"
# The field with the name of the file.
PATH = "path"


def check(order: Order) -> None:
    """Raise UsageError where texts cannot be put in one file."""
    if order.to_format and Path(order.source).is_dir() and PATH in (order.field, order.notes):
        raise UsageError(f"the field {PATH!r} has the names of the files; choose another --field")


class Gathering:
    """The text files of a run, and the file that holds them all."""

    def __init__(self, order: Order, state: State) -> None:
        self._order = order
        self._state = state
        self._name = gathered_name(order.source, order.to_format or JSONL)
        self._target = Path(order.target) / self._name

    def steps(self) -> Iterator[None]:
        """Bring the file up to date, a step at a time. Raises CleanerError."""
        if not self._order.to_format or self._order.dry or not Path(self._order.source).is_dir():
            return
        stamp = self._stamp()
        if stamp is None or self._state.noted(_NOTE) == f"{stamp} {_size(self._target)}":
            return
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            with files.replacing(str(self._target)) as stream, self._writer(stream) as write:
                for group in self._groups():
                    write(group)
                    yield
        except OSError as error:
            raise CleanerError(f"{self._target}: {error.strerror or error}") from error
        self._state.note(_NOTE, f"{stamp} {_size(self._target)}")

    def _texts(self) -> Iterator[File]:
        for file in self._state.files():
            if is_text(file.path):
                if file.state == DONE and self._state.copies.thinned(file.path) is None:
                    yield file
            elif output_name(file.path, self._order.to_format) == self._name:
                raise CleanerError(f"{file.path} is in the way of the file with all texts, {self._name}")

    def _stamp(self) -> str | None:
        """Return what decides the file; None if there are no texts."""
        digest = None
        for file in self._texts():
            digest = digest or hashlib.sha256(self._order.field.encode())
            digest.update(json.dumps([file.path, file.digest, file.plan, file.mtime]).encode())
        return digest.hexdigest() if digest else None

    def _groups(self) -> Iterator[list[dict[str, Any]]]:
        rows: list[dict[str, Any]] = []
        size = 0
        for file in self._texts():
            place = Path(self._order.target) / output_name(file.path, self._order.to_format)
            row: dict[str, Any] = {PATH: file.path, self._order.field: place.read_bytes().decode("utf-8")}
            if self._order.notes:
                row[self._order.notes] = self._state.note_of(file.path)
            rows.append(row)
            size += len(row[self._order.field])
            if size >= _GROUP:
                yield rows
                rows, size = [], 0
        if rows:
            yield rows

    @contextmanager
    def _writer(self, stream: BinaryIO) -> Iterator[Write]:
        if self._order.to_format == JSONL:
            yield lambda rows: stream.writelines(f"{jsonl.dumps(row)}\n".encode() for row in rows)
            return
        import pyarrow as pa
        from pyarrow import parquet

        names = [PATH, self._order.field, *([self._order.notes] if self._order.notes else [])]
        schema = pa.schema([(name, pa.string()) for name in names])
        with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
            yield lambda rows: writer.write_table(pa.Table.from_pylist(list(map(_plain, rows)), schema))


def _plain(row: dict[str, Any]) -> dict[str, str]:
    """Return a row whose values are texts that can be encoded."""
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in row.items()}
    return {**texts, PATH: os.fsencode(texts[PATH]).decode("utf-8", "replace")}


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else -1
