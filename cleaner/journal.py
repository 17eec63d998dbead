"""The journal: what was done to each document, in enough detail to undo it to the byte.

JSON lines. A document is one object per edit, in the order in which the edits were found, and a closing
object with the digests and what is needed to encode the text as it was. An edit with `"applied": false` was
only reported. Documents of one path may follow each other: each is the state before the next.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from cleaner import edits, jsonl
from cleaner.decode import encode
from cleaner.edits import Edit
from cleaner.errors import CleanerError, DataError, JournalError
from cleaner.findings import VERSION, as_object, counts, locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cleaner.decode import Source
    from cleaner.trace import Trace


Layers: TypeAlias = "tuple[tuple[Edit, ...], ...]"


def digest(data: bytes) -> str:
    """Return the digest by which the journal knows a document: SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Document:
    """What the journal says about one document: the edits applied, layer by layer, and the closing object.

    The layers are those of the whole document under 0, or of single lines, counted from 1, of JSON lines.
    """

    path: str
    layers: Mapping[int, Layers]
    closing: Mapping[str, Any] = field(repr=False)

    @property
    def before(self) -> str:
        """Digest of the original bytes."""
        return str(self.closing["sha256_before"])

    @property
    def after(self) -> str:
        """Digest of the cleaned bytes."""
        return str(self.closing["sha256_after"])

    @property
    def undone(self) -> tuple[str, ...]:
        """What the reasons start with that were undone, if this tells of an undoing and not of a cleaning."""
        return tuple(self.closing.get("undone", ()))


def entries(
    path: str, source: Source, trace: Trace, undone: tuple[str, ...] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the objects of one cleaned document, or of one in which those reasons were undone."""
    for found in locate(path, trace):
        yield as_object(found)
    yield {
        "version": VERSION,
        "path": path,
        **source.facts(),
        "sha256_before": digest(source.data),
        "sha256_after": digest(trace.result.encode("utf-8")),
        "counts": counts(edit for layer in trace.layers for edit in layer.applied),
        **({"undone": undone} if undone else {}),
    }


def lines(objects: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield objects as lines of the journal."""
    for each in objects:
        yield f"{jsonl.dumps(each)}\n".encode()


def read(data: Iterable[bytes]) -> Iterator[Document]:
    """Yield the documents of a journal, given its lines. Raises JournalError that names a bad line."""
    pending: list[Mapping[str, Any]] = []
    for number, line in enumerate(data, 1):
        if not line.strip():
            continue
        try:
            each = jsonl.loads(line.decode("utf-8"))
            if not isinstance(each, dict) or each["version"] != VERSION:
                raise JournalError(f"line {number} is no entry of a journal of version {VERSION}")
            if "sha256_after" not in each:
                pending.append(each)
                continue
            yield _document(each, pending)
        except (DataError, UnicodeDecodeError, LookupError, TypeError) as error:
            raise JournalError(f"line {number} is no entry of a journal: {error}") from error
        pending = []
    if pending:
        raise JournalError(f"the journal breaks off: {pending[-1]['path']} has no closing entry")


def restore(document: Document, cleaned: bytes) -> bytes:
    """Return the original bytes of a document. Raises JournalError unless they come out exactly."""
    if digest(cleaned) != document.after:
        raise JournalError(
            "is not the cleaned text that the journal tells of (it was changed, or is another)"
        )
    try:
        text = cleaned.decode("utf-8")
        before = _lines_before(document, text) if "field" in document.closing else _before(document, 0, text)
        data = encode(before, document.closing)
    except (CleanerError, UnicodeError, LookupError) as error:
        raise JournalError(f"the journal does not lead back: {error}") from error
    if digest(data) != document.before:
        raise JournalError("the journal does not lead back: other bytes come out than there were")
    return data


def _before(document: Document, record: int, text: str) -> str:
    for layer in reversed(document.layers.get(record, ())):
        text = edits.apply(text, edits.invert(layer))
    return text


def _lines_before(document: Document, text: str) -> str:
    """Return JSON lines as they were: the field of each changed line goes back, in the old spelling."""
    name, tokens = document.closing["field"], document.closing["tokens"]
    lines = text.split("\n")
    for record in document.layers:
        line = lines[record - 1]
        cleaned = jsonl.field(line, name)
        if cleaned is None:
            raise JournalError(f"line {record} has no field {name!r}")
        value = _before(document, record, cleaned.value)
        token = tokens.get(str(record))
        lines[record - 1] = jsonl.replaced(line, cleaned, value, token)
    return "\n".join(lines)


def _document(closing: Mapping[str, Any], found: Iterable[Mapping[str, Any]]) -> Document:
    applied = [each for each in found if each["applied"]]
    layers = {
        record: tuple(
            tuple(map(_edit, layer)) for _, layer in groupby(group, key=lambda each: str(each["step"]))
        )
        for record, group in groupby(applied, key=lambda each: int(each.get("record", 0)))
    }
    return Document(closing["path"], layers, closing)


def _edit(each: Mapping[str, Any]) -> Edit:
    return Edit(each["start"], each["before"], each["after"], each["reason"], each["sure"])
