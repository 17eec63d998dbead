"""The documents seen so far, in an SQLite file that grows, so that today's are compared with yesterday's."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, Self

from cleaner.dupes import signature
from cleaner.errors import UsageError
from cleaner.repeats.damage import signs_of_damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

# Says how the keys of an index were made; another value makes it useless.
_FORMAT = f"1 {signature.ROWS}x{signature.KEYS} {signature.GRAM} {signature.SEED}"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS format (value TEXT);
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, digest BLOB, size INTEGER, damage INTEGER, said BLOB
);
CREATE TABLE IF NOT EXISTS keys (
    place INTEGER, key INTEGER, document INTEGER, PRIMARY KEY (place, key, document)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pairs (
    one INTEGER, other INTEGER, similarity REAL, numbers INTEGER, PRIMARY KEY (one, other)
) WITHOUT ROWID;
"""
# The place of the one key of a short document, which meets no others.
_SHORT = -1
# Similar documents of so many code points are compared by their five-grams, in time that grows with the text.
_LONG = 50_000
# Pairs that are less similar are not kept, whatever is asked for later (0 to 1).
LEAST_SIMILAR = 0.3


class Entry(NamedTuple):
    """A document in the index."""

    number: int
    path: str
    size: int
    damage: int


class Pair(NamedTuple):
    """Two documents by number, their similarity (0 to 1), and how many numbers only one of them has."""

    one: int
    other: int
    similarity: float
    numbers: int


class Index:
    """An index in a file, or in memory."""

    def __init__(self, path: str = ":memory:") -> None:
        """Open or create an index. Raises UsageError if the file is none, or was made in another way."""
        self._database = sqlite3.connect(path)
        try:
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
            self._database.commit()

    def add(self, path: str, text: str) -> int:
        """Add a document unless it is known, compare it with all similar ones, and return its number."""
        digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
        known = self._database.execute("SELECT id, digest FROM documents WHERE path = ?", (path,)).fetchone()
        if known and known[1] == digest:
            return int(known[0])
        if known:
            self._forget(int(known[0]))
        said = signature.said(text)
        row = (
            path,
            digest,
            len(said),
            signs_of_damage(text),
            zlib.compress(said.encode("utf-8", "replace"), 1),
        )
        number = self._database.execute(
            "INSERT INTO documents (path, digest, size, damage, said) VALUES (?, ?, ?, ?, ?)", row
        ).lastrowid
        assert number is not None
        self._compare(number, said)
        return number

    def entries(self) -> Iterator[Entry]:
        """Yield all documents."""
        for row in self._database.execute("SELECT id, path, size, damage FROM documents"):
            yield Entry(*row)

    def pairs(self, threshold: float) -> Iterator[Pair]:
        """Yield all pairs of similar documents."""
        query = "SELECT one, other, similarity, numbers FROM pairs WHERE similarity >= ?"
        for row in self._database.execute(query, (threshold,)):
            yield Pair(*row)

    def compared(self, one: int, other: int) -> Pair:
        """Return the pair of any two documents."""
        return _pair(one, self._said(one), other, self._said(other))

    def _compare(self, number: int, said: str) -> None:
        keys = signature.keys(said)
        places = enumerate(keys) if len(keys) > 1 else [(_SHORT, keys[0])]
        rows = [(place, key, number) for place, key in places]
        met = {
            row[0]
            for place, key, _ in rows
            for row in self._database.execute(
                "SELECT document FROM keys WHERE place = ? AND key = ?", (place, key)
            )
        }
        self._database.executemany("INSERT INTO keys VALUES (?, ?, ?)", rows)
        found = (_pair(other, self._said(other), number, said) for other in sorted(met))
        alike = [pair for pair in found if pair.similarity >= LEAST_SIMILAR]
        self._database.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?)", alike)

    def _said(self, number: int) -> str:
        row = self._database.execute("SELECT said FROM documents WHERE id = ?", (number,)).fetchone()
        return zlib.decompress(row[0]).decode()

    def _forget(self, number: int) -> None:
        for query in (
            "DELETE FROM documents WHERE id = ?1",
            "DELETE FROM keys WHERE document = ?1",
            "DELETE FROM pairs WHERE one = ?1 OR other = ?1",
        ):
            self._database.execute(query, (number,))


def _pair(one: int, said: str, other: int, other_said: str) -> Pair:
    return Pair(one, other, similarity(said, other_said), signature.differing_numbers(said, other_said))


def similarity(one: str, other: str) -> float:
    """Return how similar two documents are (0 to 1), by what they say."""
    if one == other:
        return 1.0
    if max(len(one), len(other)) > _LONG:
        first, second = signature.grams(one), signature.grams(other)
        return 2 * len(first & second) / max(1, len(first) + len(second))
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)
