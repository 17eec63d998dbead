"""Which documents are copies of others, in the state of a batch; and how names are stored there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

SCHEMA = """
CREATE TABLE IF NOT EXISTS copies (
    path TEXT, record INTEGER, best TEXT, best_record INTEGER, similarity REAL, numbers INTEGER,
    copy_of TEXT, copy_of_record INTEGER, dropped INTEGER
);
CREATE TABLE IF NOT EXISTS thinned (path TEXT PRIMARY KEY, size INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copies_of ON copies (path);
"""
TABLES = ("copies", "thinned")
# What `thinned` says of a file of which nothing is left.
NOTHING = -1


class Copy(NamedTuple):
    """A document that is nearly another: where it is, and the best document of its group.

    Records count from 1; 0 is a file that is one document. `copy_of` is the better document that says what
    this one says; where it is empty there is none, and this one is never dropped. `numbers` is how many
    numbers only one of the two has, the best one or this.
    """

    path: str
    record: int
    best: str
    best_record: int
    similarity: float
    numbers: int
    copy_of: str
    copy_of_record: int
    dropped: bool


class CopyTable:
    """The tables `copies`, and `thinned`: files that were written anew without the copies in them."""

    def __init__(
        self, database: sqlite3.Connection, whole: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """Take the open database, and what has several changes done whole or not at all."""
        self._database = database
        self._whole = whole

    def __iter__(self) -> Iterator[Copy]:
        """Yield all copies, group by group."""
        query = "SELECT * FROM copies ORDER BY best, best_record, path, record"
        for path, record, best, best_record, similarity, numbers, *rest in self._database.execute(query):
            place = name(path), record, name(best), best_record
            yield Copy(*place, similarity, numbers, name(rest[0]), rest[1], bool(rest[2]))

    def count(self, *, dropped: bool) -> int:
        """Return how many copies there are, or only how many of them were dropped."""
        query = "SELECT count(*) FROM copies WHERE dropped >= ?"
        return int(self._database.execute(query, (dropped,)).fetchone()[0])

    def paths(self) -> list[str]:
        """Return the files that have copies, or had some when they were last looked for."""
        query = "SELECT path FROM copies UNION SELECT path FROM thinned"
        return [name(row[0]) for row in self._database.execute(query)]

    def thinned(self, path: str) -> int | None:
        """Return how many bytes are left of a file without the copies in it; None if none were dropped."""
        row = self._database.execute("SELECT size FROM thinned WHERE path = ?", (stored(path),)).fetchone()
        return int(row[0]) if row else None

    def dropped(self, path: str) -> set[int]:
        """Return the records of a file that were dropped."""
        query = "SELECT record FROM copies WHERE path = ? AND dropped"
        return {row[0] for row in self._database.execute(query, (stored(path),))}

    def replace(self, path: str, copies: Iterable[Copy], size: int | None) -> None:
        """Set which records of a file are copies, and how much is left of it, as `thinned` has it."""
        rows = [
            [stored(value) if isinstance(value, str) else value for value in copy._replace(path=path)]
            for copy in copies
        ]
        with self._whole():
            for table in TABLES:
                self._database.execute(f"DELETE FROM {table} WHERE path = ?", (stored(path),))  # noqa: S608  fixed names
            self._database.executemany("INSERT INTO copies VALUES (?,?,?,?,?,?,?,?,?)", rows)
            if size is not None:
                self._database.execute("INSERT INTO thinned VALUES (?, ?)", (stored(path), size))


def stored(path: str) -> str | bytes:
    """Return a path as SQLite can store it: names that are no UTF-8 are blobs."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def name(value: object) -> str:
    """Return the path that was stored."""
    return os.fsdecode(value) if isinstance(value, bytes) else str(value)
