"""The documents seen so far, in an SQLite file that grows, so that today's are compared with yesterday's.

What equal documents say is kept once, as a `text`; keys and pairs are of texts. What one document costs does
not grow with their number: a key is given to so many texts at most, and a text is compared with so many.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections import Counter
from contextlib import closing
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, Self

from cleaner.dupes import signature
from cleaner.dupes.compare import likeness, may_be_alike
from cleaner.dupes.signature import grams
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from cleaner.dupes.compare import Likeness
    from cleaner.dupes.signature import Signature

# Says how the keys of an index were made; another value makes it useless.
_FORMAT = f"3 {signature.ROWS}x{signature.KEYS} {signature.GRAM} {signature.SEED}"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS format (value TEXT);
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, digest BLOB, damage INTEGER, text INTEGER
);
CREATE INDEX IF NOT EXISTS documents_of ON documents (text);
CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, digest BLOB UNIQUE, size INTEGER, said BLOB);
CREATE TABLE IF NOT EXISTS keys (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pairs (
    one INTEGER, other INTEGER, similarity REAL, begin_alike INTEGER, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pairs_of ON pairs (other);
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
# Pairs that are less similar are not kept, whatever is asked for later (0 to 1).
LEAST_SIMILAR = 0.3
# A key that so many texts have is not given to more: they are pages made from one form, which meet anyway, or
# a phrase that all the world uses.
_MOST_WITH_KEY = 64
# A text is compared with so many, those with the most keys in common; its group is found with fewer.
_MOST_COMPARED = 16
# Seconds between commits: what is added after the last one is lost with a killed program. Keys come in no
# order, so that a commit writes much of the file; so that many do not take most of the time, so many times as
# long as the last one took lie between two.
_COMMIT_EVERY, _PAUSE = 0.5, 20
# What SQLite may keep in memory, in KiB: the keys of 100,000 documents. They come in no order, and where they
# have no room a document takes some milliseconds instead of one.
_CACHE = 256 * 1024
# Texts that are in memory unpacked, to be compared.
_AT_HAND = 256
_DIGEST_SIZE = 16


class Entry(NamedTuple):
    """A document in the index: its number, the number of its text, and what shows how good a copy it is."""

    number: int
    path: str
    text: int
    size: int
    damage: int


class Pair(NamedTuple):
    """Two texts by number, their similarity (0 to 1), and whether they begin alike."""

    one: int
    other: int
    similarity: float
    begin_alike: bool


class Index:
    """An index in a file that stays, or in one that goes with the index."""

    def __init__(self, path: str = "") -> None:
        """Open or create an index. Raises UsageError if the file is none, or was made in another way."""
        self._database = sqlite3.connect(path)
        self._stays = bool(path)
        self._next_commit = 0.0
        self._unpacked = lru_cache(_AT_HAND)(self._read)
        try:
            self._database.execute(f"PRAGMA cache_size = -{_CACHE}")
            self._database.executescript(_SCHEMA)
            row = self._database.execute("SELECT value FROM format").fetchone()
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{path} is no index of documents: {error}") from error
        if row is None:
            self._database.execute("INSERT INTO format VALUES (?)", (_FORMAT,))
        elif row[0] != _FORMAT:
            raise UsageError(f"{path} was made by another version; remove it to start anew")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with closing(self._database):
            if kind is None or issubclass(kind, Exception):  # Ctrl-C shall not wait for a large commit.
                self._database.commit()

    def add(self, path: str, text: str) -> int:
        """Add a document unless it is known, compare it with all similar ones, and return its number."""
        digest = digest_of(text)
        known = self.known(path, digest)
        return self.put(path, digest, signature.sign(text)) if known is None else known

    def known(self, path: str, digest: bytes) -> int | None:
        """Return the number of a document if it is in the index with this digest."""
        query = "SELECT id FROM documents WHERE path = ? AND digest = ?"
        row = self._database.execute(query, (_stored(path), digest)).fetchone()
        return int(row[0]) if row else None

    def put(self, path: str, digest: bytes, signed: Signature) -> int:
        """Add a document that was signed elsewhere, or replace what was under its path."""
        self.forget(path)
        text = self._text(signed)
        row = (_stored(path), digest, signed.damage, text)
        insert = "INSERT INTO documents (path, digest, damage, text) VALUES (?, ?, ?, ?)"
        number = self._database.execute(insert, row).lastrowid
        assert number is not None
        if self._stays and time.monotonic() > self._next_commit:
            self._commit()
        return number

    def forget(self, path: str) -> None:
        """Remove a document, if it is there."""
        row = self._database.execute(
            "DELETE FROM documents WHERE path = ? RETURNING text", (_stored(path),)
        ).fetchone()
        if row and not self._database.execute("SELECT 1 FROM documents WHERE text = ?", row).fetchone():
            self._forget_text(int(row[0]))

    def paths(self, first: str, end: str) -> list[str]:
        """Return the names of the documents from one name on to before another."""
        query = "SELECT path FROM documents WHERE path >= ? AND path < ?"
        return [_name(row[0]) for row in self._database.execute(query, (_stored(first), _stored(end)))]

    def marks(self) -> Iterator[tuple[str, str]]:
        """Yield all names that were marked, with their marks."""
        for name, value in self._database.execute("SELECT * FROM marks"):
            yield _name(name), value

    def marked(self, name: str) -> str | None:
        """Return what was noted under a name."""
        row = self._database.execute("SELECT value FROM marks WHERE name = ?", (_stored(name),)).fetchone()
        return str(row[0]) if row else None

    def mark(self, name: str, value: str | None) -> None:
        """Note something under a name, or forget it; it is kept or lost together with the documents."""
        self._database.execute("DELETE FROM marks WHERE name = ?", (_stored(name),))
        if value is not None:
            self._database.execute("INSERT INTO marks VALUES (?, ?)", (_stored(name), value))

    def entries(self, text: int) -> list[Entry]:
        """Return the documents that say the same."""
        query = (
            "SELECT documents.id, path, text, size, damage FROM documents, texts"
            " WHERE text = ? AND texts.id = text"
        )
        rows = self._database.execute(query, (text,))
        return [Entry(number, _name(path), *rest) for number, path, *rest in rows]

    def texts_of(self, numbers: Iterable[int]) -> set[int]:
        """Return the texts of some documents."""
        query = "SELECT text FROM documents WHERE id = ?"
        return {row[0] for number in numbers for row in self._database.execute(query, (number,))}

    def repeated(self) -> Iterator[int]:
        """Yield the texts that several documents have."""
        query = "SELECT text FROM documents GROUP BY text HAVING count(*) > 1"
        yield from (row[0] for row in self._database.execute(query))

    def pairs(self, least: float, least_beginning: float) -> Iterator[Pair]:
        """Yield all pairs of texts that are so similar, or so similar and begin alike."""
        query = "SELECT * FROM pairs WHERE similarity >= CASE begin_alike WHEN 1 THEN ? ELSE ? END"
        yield from (Pair(*row) for row in self._database.execute(query, (least_beginning, least)))

    def compared(self, one: int, other: int) -> Likeness:
        """Compare any two texts."""
        return likeness(self.said(one), self.said(other))

    def said(self, text: int) -> str:
        """Return what is compared of a text."""
        return self._unpacked(text)

    def _commit(self) -> None:
        begin = time.monotonic()
        self._database.commit()
        end = time.monotonic()
        self._next_commit = end + max(_COMMIT_EVERY, _PAUSE * (end - begin))

    def _text(self, signed: Signature) -> int:
        """Return the number of what a document says; if it is new, compare it with others."""
        said = signed.said.encode()
        digest = blake2b(said, digest_size=_DIGEST_SIZE).digest()
        row = self._database.execute("SELECT id FROM texts WHERE digest = ?", (digest,)).fetchone()
        if row:
            return int(row[0])
        insert = "INSERT INTO texts (digest, size, said) VALUES (?, ?, ?)"
        values = (digest, len(signed.said), zlib.compress(said, 1))
        number = self._database.execute(insert, values).lastrowid
        assert number is not None
        self._compare(number, signed)
        return number

    def _compare(self, number: int, signed: Signature) -> None:
        wanted = ",".join("?" * len(signed.keys))
        query = f"SELECT key, text FROM keys WHERE key IN ({wanted})"  # noqa: S608  question marks only
        met = self._database.execute(query, signed.keys).fetchall()
        common = Counter(text for _, text in met)
        nearest = sorted(common, key=lambda text: (-common[text], text))[:_MOST_COMPARED]
        seen = set(grams(signed.said))
        near = (text for text in nearest if may_be_alike(self.said(text), seen, LEAST_SIMILAR))
        found = ((text, likeness(self.said(text), signed.said)) for text in near)
        alike = [
            Pair(text, number, common.similarity, common.begin_alike)
            for text, common in found
            if common.similarity >= LEAST_SIMILAR
        ]
        self._database.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?)", alike)
        holders = Counter(key for key, _ in met)
        rows = [(key, number) for key in sorted(set(signed.keys)) if holders[key] < _MOST_WITH_KEY]
        self._database.executemany("INSERT INTO keys VALUES (?, ?)", rows)

    def _read(self, text: int) -> str:
        row = self._database.execute("SELECT said FROM texts WHERE id = ?", (text,)).fetchone()
        return zlib.decompress(row[0]).decode()

    def _forget_text(self, text: int) -> None:
        keys = signature.keys(self.said(text))
        self._database.executemany(
            "DELETE FROM keys WHERE key = ? AND text = ?", ((key, text) for key in keys)
        )
        for query in ("DELETE FROM texts WHERE id = ?1", "DELETE FROM pairs WHERE one = ?1 OR other = ?1"):
            self._database.execute(query, (text,))
        self._unpacked.cache_clear()  # SQLite may give the number to another text.


def digest_of(text: str) -> bytes:
    """Return the digest by which an index knows that a document has not changed."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE).digest()


def _stored(path: str) -> str | bytes:
    """Return a path as SQLite can store it: names that are no UTF-8 are blobs."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def _name(stored: str | bytes) -> str:
    return os.fsdecode(stored) if isinstance(stored, bytes) else stored
