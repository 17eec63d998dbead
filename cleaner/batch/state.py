"""What a batch has finished, in one SQLite file in its target, so that a killed run goes on where it was.

`docs/batch.md` tells users of the tables. Rows are committed many times a second. The log that SQLite writes
ahead makes that cheap and survives the death of the process at any moment; after a power cut the last moments
may be missing, and are done again.
"""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import ExitStack, closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from cleaner import __version__
from cleaner.batch import copytable
from cleaner.batch.copytable import name as _name
from cleaner.batch.copytable import stored as _stored
from cleaner.batch.order import Problem, Removed, Totals
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

# What SQLite raises when the disk is full or broken.
StateError = sqlite3.OperationalError

NAME = ".cleaner-batch.sqlite"

# What of `files.state` means what: `begun` are records of which a part is in the part file, `written` is all
# in the part file, and only its name is missing.
BEGUN, WRITTEN, DONE, QUARANTINED, FAILED = "begun", "written", "done", "quarantined", "failed"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS run (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, state TEXT, size INTEGER, mtime_ns INTEGER, sha256 TEXT, plan TEXT,
    documents INTEGER, changed INTEGER, failed INTEGER, quarantined INTEGER,
    bytes_before INTEGER, bytes_after INTEGER, counts TEXT,
    written INTEGER, rejected INTEGER, records INTEGER, read_to INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS problems (path TEXT, record INTEGER, error TEXT);
CREATE TABLE IF NOT EXISTS notes (path TEXT PRIMARY KEY, note TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removed (
    path TEXT, record INTEGER, line INTEGER, last_line INTEGER, reason TEXT, text TEXT
);
CREATE INDEX IF NOT EXISTS problems_of ON problems (path);
CREATE INDEX IF NOT EXISTS removed_of ON removed (path);
"""
_TABLES = ("files", "problems", "removed", "notes", *copytable.TABLES)
_FORMAT = "1"
_SET_FILE = "REPLACE INTO files VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"

# Seconds between commits: what is done between the last one and a kill is done again.
_COMMIT_EVERY = 0.02
# Seconds to wait for the processes of a run that was just killed.
_PATIENCE = 3.0


class File(NamedTuple):
    """A row of `files`; `written` and `rejected` are the sizes of the output and of the quarantined part."""

    path: str
    state: str
    size: int
    mtime: int
    digest: str
    plan: str
    totals: Totals
    written: int | None = None
    rejected: int = 0
    records: int = 0
    read_to: int = 0


class State:
    """The state of a batch; exclusive, for two runs into one target would disturb each other."""

    def __init__(self, target: str, *, in_memory: bool = False) -> None:
        """Open the state. In memory it begins empty. Raises UsageError."""
        self._open = ExitStack()
        self._committed = time.monotonic()
        with ExitStack() as opening:
            path = ":memory:"
            if not in_memory:
                Path(target).mkdir(parents=True, exist_ok=True)
                path = str(Path(target) / NAME)
                opening.enter_context(_locked(path))
            self._database = opening.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
            self.orderly = self._begin(path)
            self.copies = copytable.CopyTable(self._database, self._whole)
            self._open = opening.pop_all()

    def _begin(self, path: str) -> bool:
        """Begin the run; return whether the one before came to its end."""
        try:
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_SCHEMA + copytable.SCHEMA)
            self._database.execute("BEGIN")
            known = self.note("format", _FORMAT)
            orderly = self.note("orderly", "no") != "no"
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{path} is no state of a batch: {error}") from error
        if known not in (None, _FORMAT):
            raise UsageError(f"{path} was made by another version; remove it to begin anew")
        self.note("version", __version__)
        return orderly

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if exception == (None, None, None):
            self.note("orderly", "yes")
        with self._open:
            if self._database.in_transaction:  # Ctrl-C may come between the end of one and the next.
                self._database.execute("COMMIT")

    def find(self, path: str) -> File | None:
        """Return what is known of a file."""
        row = self._database.execute("SELECT * FROM files WHERE path = ?", (_stored(path),)).fetchone()
        return _file(row) if row else None

    def files(self) -> Iterator[File]:
        """Yield all files, sorted by name."""
        yield from map(_file, self._database.execute("SELECT * FROM files ORDER BY path"))

    def forget(self, path: str) -> None:
        """Remove all that is known of a file."""
        with self._whole():
            for table in _TABLES:
                self._database.execute(f"DELETE FROM {table} WHERE path = ?", (_stored(path),))  # noqa: S608  fixed names

    def add(
        self,
        file: File,
        problems: Iterable[tuple[int, str]] = (),
        removed: Iterable[Removed] = (),
        note: str = "",
    ) -> None:
        """Set a file's row and add problems and removed lines to those that it has."""
        path = _stored(file.path)
        sums = file.totals
        row = (
            *(path, file.state, file.size, file.mtime, file.digest, file.plan),
            *(sums.documents, sums.changed, sums.failed, sums.quarantined, sums.before, sums.after),
            json.dumps(dict(sorted(sums.counts.items()))),
            *(file.written, file.rejected, file.records, file.read_to),
        )
        with self._whole():
            self._database.execute(_SET_FILE, row)
            self._database.executemany(
                "INSERT INTO problems VALUES (?, ?, ?)", ((path, *map(_text, each)) for each in problems)
            )
            if note:
                self._database.execute("REPLACE INTO notes VALUES (?, ?)", (path, note))
            self._database.executemany(
                "INSERT INTO removed VALUES (?, ?, ?, ?, ?, ?)",
                ((path, *map(_text, each)) for each in removed),
            )

    def problems(self) -> Iterator[Problem]:
        """Yield what could not be done, in order."""
        rows = self._database.execute("SELECT * FROM problems ORDER BY path, record")
        yield from (Problem(_name(path), record, error) for path, record, error in rows)

    def removed(self) -> Iterator[tuple[str, Removed]]:
        """Yield the removed lines with their files, in order."""
        rows = self._database.execute("SELECT * FROM removed ORDER BY path, record, line, last_line, rowid")
        yield from ((_name(path), Removed(*rest)) for path, *rest in rows)

    def commit_if_due(self) -> None:
        """Commit what was added, unless that was done just now."""
        if time.monotonic() - self._committed > _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Commit what was added."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")
        self._committed = time.monotonic()

    def noted(self, key: str) -> str | None:
        """Return a value of the run."""
        row = self._database.execute("SELECT value FROM run WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def note(self, key: str, value: str) -> str | None:
        """Set a value of the run and return what it was."""
        old = self.noted(key)
        self._database.execute("REPLACE INTO run VALUES (?, ?)", (key, value))
        return old

    def note_of(self, path: str) -> Any:
        """Return what was noted of a text, as an object of JSON."""
        row = self._database.execute("SELECT note FROM notes WHERE path = ?", (_stored(path),)).fetchone()
        return json.loads(row[0]) if row else None

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Have what is done in the block done whole or not at all, also when Ctrl-C comes in between."""
        self._database.execute("SAVEPOINT whole")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK TO whole")
            raise
        finally:
            self._database.execute("RELEASE whole")


def _locked(path: str) -> AbstractContextManager[object]:
    """Return the file, locked until it is closed, where the system has such locks. Raises UsageError."""
    try:
        import fcntl
    except ImportError:
        return nullcontext()
    stream = Path(path).open("ab")  # noqa: SIM115  the lock lasts as long as it is open
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                stream.close()
                raise UsageError(f"{Path(path).parent}: another batch is at work on it") from None
            time.sleep(0.05)
        else:
            return stream


def _file(row: tuple[Any, ...]) -> File:
    path, state, size, mtime, digest, plan, *sums, counts, written, rejected, records, read_to = row
    totals = Totals(*sums)
    totals.counts = json.loads(counts)
    return File(_name(path), state, size, mtime, digest, plan, totals, written, rejected, records, read_to)


def _text(value: object) -> object:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
