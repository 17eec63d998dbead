"""JSON lines, each a document: cut into chunks of lines, which workers clean; all but the field stays.

A line that is no JSON object, or whose field is no text, is passed through as it is and told, since dropping
it would lose data.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from cleaner import jsonl
from cleaner.batch import document, stored
from cleaner.batch.naming import STDIN
from cleaner.batch.order import Outcome, Totals
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.order import Entry, Order

# Bytes of lines in a chunk: some hundredths of a second of work, so that little is lost when it is lost, and
# many are under way at once in little memory.
_CHUNK = 64 * 1024
_BLOCK = 1024 * 1024
BOM = b"\xef\xbb\xbf"


class Chunk(NamedTuple):
    """Some lines of a file: how many are before it, its bytes, where they end, and whether the file does."""

    entry: Entry
    records: int
    data: bytes
    read_to: int
    last: bool


def chunks(entry: Entry, records: int = 0, position: int = 0) -> Iterator[Chunk]:
    """Yield the chunks of a file behind so many records and bytes. Raises CleanerError or OSError."""
    with stored.unpacked(entry.source) as stream:
        if position:
            _skip(stream, position)
        lines = stream.readlines(_CHUNK)
        while True:
            data = b"".join(lines)
            position += len(data)
            following = stream.readlines(_CHUNK) if lines else []
            yield Chunk(entry, records, data, position, last=not following)
            if not following:
                return
            records += len(lines)
            lines = following


def clean(order: Order, chunk: Chunk) -> Outcome:
    """Clean the lines of a chunk; what is wrong with one is part of the outcome."""
    cleaner = _Cleaner(order, chunk)
    data = chunk.data if chunk.records else chunk.data.removeprefix(BOM)
    for number, line in enumerate(BytesIO(data), chunk.records + 1):
        cleaner.add(number, line)
    return cleaner.outcome(len(chunk.data))


def fields(chunk: Chunk, name: str) -> Iterator[tuple[int, str]]:
    """Yield number and field of the lines of a chunk that have one; of the others a run tells."""
    for number, line in enumerate(BytesIO(chunk.data), chunk.records + 1):
        try:
            found = jsonl.field(line.decode("utf-8-sig"), name)
        except (CleanerError, UnicodeError):
            continue
        if found is not None:
            yield number, found.value


def passed_through(chunk: Chunk, error: Exception) -> Outcome:
    """Return the outcome of a chunk that could not be cleaned: its lines as they are."""
    number = chunk.data.count(b"\n") + (not chunk.data.endswith(b"\n"))
    places = f"lines {chunk.records + 1} to {chunk.records + number}"
    return Outcome(
        Totals(documents=number, failed=number, before=len(chunk.data), after=len(chunk.data)),
        [(chunk.records + 1, f"{places} passed through as they are: {error}")],
        records=number,
        data=stored.packed(chunk.data, chunk.entry.target),
    )


class _Cleaner:
    """Cleans line by line and collects what becomes of them."""

    def __init__(self, order: Order, chunk: Chunk) -> None:
        self._order = order
        self._target = chunk.entry.target
        self._must_exist = chunk.last and chunk.records == 0
        self._plan = order.plan_for(chunk.entry.source)
        self._limit = order.limit_for(chunk.entry.source)
        self._kept: list[bytes] = []
        self._rejected: list[bytes] = []
        self._outcome = Outcome()

    def add(self, number: int, line: bytes) -> None:
        """Clean a line."""
        self._outcome.records += 1
        try:
            result, rejected = self._cleaned(number, line) if line.strip() else (line, False)
        except (CleanerError, UnicodeError) as error:
            self._outcome.totals.documents += 1
            self._outcome.totals.failed += 1
            self._outcome.problems.append((number, f"passed through as it is: {error}"))
            result, rejected = line, False
        (self._rejected if rejected else self._kept).append(result)

    def outcome(self, before: int) -> Outcome:
        """Return what became of the lines."""
        data, rejected = b"".join(self._kept), b"".join(self._rejected)
        self._outcome.totals.before, self._outcome.totals.after = before, len(data)
        # A packed file of nothing is a packed nothing.
        if data or self._must_exist:
            self._outcome.data = stored.packed(data, self._target)
        if rejected:
            self._outcome.rejected = stored.packed(rejected, self._target)
        return self._outcome

    def _cleaned(self, number: int, line: bytes) -> tuple[bytes, bool]:
        """Return a line with its field cleaned, and whether too much of it is gone."""
        text = jsonl.decoded(line)
        old = jsonl.field(text, self._order.field)
        if old is None:
            return line, False
        trace = document.clean(old.value, self._plan)
        too_much = document.too_much_removed(trace, self._limit)
        self._outcome.totals.add(document.totals(trace, quarantined=too_much))
        if self._order.lists_removed:
            self._outcome.removed += document.removed_lines(trace, number)
        result = jsonl.replaced(text, old, trace.result)
        if self._order.notes:
            result = jsonl.with_field(result, self._order.notes, document.note(trace))
        return result.encode("utf-8"), too_much


def tell_missing_field(order: Order, chunk: Chunk, outcome: Outcome) -> None:
    """Add to the outcome of the last chunk that no line of the file has the field."""
    if chunk.entry.source == STDIN or not chunk.records + outcome.records:
        return
    with stored.unpacked(chunk.entry.source) as stream:
        first = next(filter(None, map(bytes.strip, stream)), b"{}")
    known = ", ".join(jsonl.loads(first.removeprefix(BOM).decode("utf-8"))) or "no fields at all"
    outcome.totals.add(Totals(documents=1, failed=1))
    outcome.problems.append((0, f"no line has the field {order.field!r}; the first has {known}"))


def _skip(stream: object, position: int) -> None:
    """Go on where an earlier run was; in packed files by unpacking what is before."""
    reader: BytesIO = stream  # type: ignore[assignment]  # anything that reads
    try:
        reader.seek(position)
    except (OSError, ValueError):
        while position > 0 and (block := reader.read(min(position, _BLOCK))):
            position -= len(block)
