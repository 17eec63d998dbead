"""Reads what the steps know: tables in `cleaner/data/` and rule files of the user's.

A table is UTF-8 text, one row a line, columns separated by tabs. Empty lines and lines that start with `#` do
not count. The first row names the columns.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"


@cache
def table(name: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `cleaner/data/<name>.tsv`, which must have exactly these columns.

    Raises DataError with file and line for a row of another shape.
    """
    return tuple(rows(DATA / f"{name}.tsv", columns))


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table anywhere; see `table`. Raises DataError if it cannot be read."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DataError(f"{path}: {reason}") from error
    header: tuple[str, ...] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if header is None:
            header = row
            if header != columns:
                raise DataError(f"{path}:{number}: the columns must be {' '.join(columns)}")
        elif len(row) != len(columns):
            raise DataError(f"{path}:{number}: {len(row)} columns, expected {len(columns)}")
        else:
            yield row
