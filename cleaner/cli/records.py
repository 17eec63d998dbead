"""`--jsonl FIELD`: each line is a document; one line comes out for each that goes in.

Only the field changes; the rest of a line is left byte for byte, also a line without the field. A line that
is no JSON object, or whose field is no text, is named on standard error and passed through as it is, since
dropping it would lose data; the exit code is 2 at the end.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cleaner import jsonl
from cleaner.cli import documents, mistakes, streams
from cleaner.cli.journal import Journal
from cleaner.cli.main import Exit
from cleaner.decode import decode
from cleaner.errors import CleanerError, DataError
from cleaner.findings import VERSION, as_object, counts, locate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from cleaner.cli.options import Request
    from cleaner.pipeline import Plan
    from cleaner.trace import Trace

_BOM = b"\xef\xbb\xbf"


def run(request: Request) -> Exit:
    """Clean the field of every line of the request's documents."""
    bad = 0
    with (
        Journal(request.journal, appending=request.in_place) as notes,
        streams.Destination(request.output, in_place=request.in_place) as destination,
    ):
        for name in request.files:
            records = Records(request, name, notes)
            try:
                with streams.opened(name) as source, destination.document(name) as out:
                    for line in records.cleaned(source):
                        out.write(line)
                    records.close()
            except BrokenPipeError:
                raise
            except (CleanerError, OSError) as error:
                bad += documents.complain(name, error)
            bad += records.bad
    return Exit.FAILED if bad else Exit.DONE


class Records:
    """The lines of one document on their way through."""

    def __init__(self, request: Request, name: str, notes: Journal) -> None:
        assert request.jsonl is not None
        self.bad = 0
        self._name = name
        self._field: str = request.jsonl
        self._encoding = request.encoding
        self._plan: Plan = request.wishes.plan_for(name)
        self._notes = notes
        self._facts: Mapping[str, Any] = {"encoding": "utf-8", "bom": ""}
        self._before = sha256()
        self._after = sha256()
        self._seen = 0
        self._example = ""
        self._counts: dict[str, int] = {}
        self._tokens: dict[int, str] = {}

    def cleaned(self, source: BinaryIO) -> Iterator[bytes]:
        """Yield the lines, cleaned."""
        for number, line in enumerate(self._lines(source), 1):
            try:
                result = self._line(number, line) if line.strip() else line
            except (DataError, UnicodeError) as error:
                self.bad += 1
                streams.complain(f"{streams.shown(self._name)}:{number}: passed through as it is: {error}")
                result = line
            self._after.update(result)
            yield result

    def close(self) -> None:
        """Note the end of the document; complain if no line had the field."""
        if self._example and not self._seen:
            self.bad += 1
            known = ", ".join(jsonl.loads(self._example)) or "no fields at all"
            streams.complain(
                f"{streams.shown(self._name)}: no line has {self._field!r}; the first has {known}"
            )
        closing = {
            "version": VERSION,
            "path": self._name,
            "field": self._field,
            **self._facts,
            "tokens": self._tokens,
            "sha256_before": self._before.hexdigest(),
            "sha256_after": self._after.hexdigest(),
            "counts": dict(sorted(self._counts.items())),
        }
        self._notes.add([closing])

    def _lines(self, source: BinaryIO) -> Iterator[bytes]:
        """Yield the lines as UTF-8, without a byte order mark; only LF ends a line of JSON."""
        if self._encoding is not None:
            with mistakes.told(documents.LEFT_ALONE):
                document = decode(source.read(), self._encoding)
            self._facts = document.facts()
            self._before.update(document.data)
            yield from BytesIO(document.text.encode("utf-8"))
            return
        for number, line in enumerate(source):
            self._before.update(line)
            if number == 0 and line.startswith(_BOM):
                self._facts = {**self._facts, "bom": _BOM.hex()}
                line = line.removeprefix(_BOM)
            yield line

    def _line(self, number: int, line: bytes) -> bytes:
        """Return one line with its field cleaned. Raises DataError or UnicodeError for a bad line."""
        text = jsonl.decoded(line)
        old = jsonl.field(text, self._field)
        self._example = self._example or text
        if old is None:
            return line
        self._seen += 1
        with mistakes.told(documents.LEFT_ALONE):
            trace = documents.cleaned(old.value, self._plan)
        result = jsonl.replaced(text, old, trace.result)
        if self._notes.kept:
            self._note(number, trace)
            changed = jsonl.field(result, self._field) if trace.changed else None
            token = text[old.start : old.end]
            if changed and jsonl.respelled(result, changed, old.value) != token:
                self._tokens[number] = token
        return result.encode("utf-8")

    def _note(self, number: int, trace: Trace) -> None:
        found = list(locate(self._name, trace))
        self._notes.add({**as_object(each), "record": number} for each in found)
        for reason, times in counts(each.edit for each in found if each.applied).items():
            self._counts[reason] = self._counts.get(reason, 0) + times
