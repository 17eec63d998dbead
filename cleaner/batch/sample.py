"""A random, repeatable choice of documents, to look at what cleaning does before a long run."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from cleaner import files
from cleaner.batch import document, parquet, records, walk
from cleaner.batch.naming import has_records, has_rows
from cleaner.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.order import Entry, Order
    from cleaner.trace import Trace


class Chosen(NamedTuple):
    """A document: its file, its record in it (0 is the file), and of a record the text."""

    entry: Entry
    record: int = 0
    text: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.entry.name}:{self.record}" if self.record else self.entry.name


def choose(order: Order, number: int, seed: int) -> list[Chosen]:
    """Return so many documents, all equally likely, in their order. Raises UsageError."""
    walk.check(order)
    order.key_for(order.source)  # wishes without sense are told at once
    random = Random(seed)  # noqa: S311  repeatable, not secret
    chosen: list[tuple[int, Chosen]] = []
    for index, each in enumerate(_documents(order)):
        # A reservoir: each new one takes a place with the chance that keeps all equally likely.
        place = index if index < number else random.randint(0, index)
        if index < number:
            chosen.append((index, each))
        elif place < number:
            chosen[place] = (index, each)
    return [each for _, each in sorted(chosen)]


def look(order: Order, chosen: Chosen) -> Trace:
    """Clean a chosen document and write nothing. Raises CleanerError or OSError."""
    text = chosen.text
    if not chosen.record:
        text = decode(files.read(chosen.entry.source), order.encoding).text
    return document.clean(text, order.plan_for(chosen.entry.source))


def _documents(order: Order) -> Iterator[Chosen]:
    for entry in walk.entries(order):
        if has_records(entry.source):
            yield from _records(order, entry)
        elif has_rows(entry.source):
            texts = parquet.texts(entry.source, order.field)
            yield from (Chosen(entry, number, text) for number, text in texts)
        else:
            yield Chosen(entry)


def _records(order: Order, entry: Entry) -> Iterator[Chosen]:
    """Yield the records of a file that can be read; the run will tell of the others."""
    for chunk in records.chunks(entry):
        for number, text in records.fields(chunk, order.field):
            yield Chosen(entry, number, text)
