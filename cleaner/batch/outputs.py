"""The outputs of a batch read again: their documents, signed by the workers to be compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.batch import parquet, records
from cleaner.batch.naming import has_records, has_rows, output_name
from cleaner.batch.order import STDOUT, Entry
from cleaner.dupes import index, signature
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.batch.order import Order
    from cleaner.batch.records import Chunk
    from cleaner.dupes.signature import Signature

# Text files that are one piece of work: some hundredths of a second, lest handing them out takes longer.
_FILES = 16


class Output(NamedTuple):
    """What was written for an input file: the input's name, and where the whole of it is."""

    name: str
    place: str


class Signed(NamedTuple):
    """A document of an output: the input's name, the record (0 is the file), and what an index needs."""

    name: str
    record: int
    digest: bytes
    signature: Signature


class ToSign(NamedTuple):
    """A piece of work: documents to be signed, of some text files, of a chunk of lines, or of a table."""

    outputs: list[Output]
    chunk: Chunk | None = None


def check(order: Order) -> None:
    """Raise UsageError where documents cannot be compared."""
    signature.load()
    if order.dry or order.target == STDOUT:
        raise UsageError("--dupes compares what is written, and needs a folder to write to")


def pieces(outputs: Iterable[Output], order: Order) -> Iterator[ToSign]:
    """Yield the pieces of work. Raises CleanerError or OSError."""
    texts: list[Output] = []
    for output in outputs:
        kind = output_name(output.name, order.to_format)
        if has_records(kind):
            for chunk in records.chunks(Entry(output.name, output.place, kind, 0, 0)):
                yield ToSign([output], chunk)
        elif has_rows(kind):
            yield ToSign([output])
        else:
            texts.append(output)
            if len(texts) == _FILES:
                yield ToSign(texts)
                texts = []
    if texts:
        yield ToSign(texts)


def sign(order: Order, task: ToSign) -> list[Signed]:
    """Sign the documents of a piece of work that say anything."""
    found = []
    for name, record, text in _documents(order, task):
        signed = signature.sign(text)
        if signed.said:
            found.append(Signed(name, record, index.digest_of(text), signed))
    return found


def _documents(order: Order, task: ToSign) -> Iterator[tuple[str, int, str]]:
    for output in task.outputs:
        if task.chunk is not None:
            texts = records.fields(task.chunk, order.field)
        elif has_rows(output_name(output.name, order.to_format)):
            texts = parquet.texts(output.place, order.field)
        else:
            texts = iter([(0, Path(output.place).read_bytes().decode("utf-8"))])
        for record, text in texts:
            yield output.name, record, text
