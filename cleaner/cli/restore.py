"""`cleaner restore`: the exact original bytes from cleaned files and their journal, or single reasons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner import files
from cleaner.cli import documents, options, streams
from cleaner.cli.journal import Journal
from cleaner.cli.main import Exit
from cleaner.errors import CleanerError, JournalError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.journal import Document


def _run(journal_file: str, cleaned: str | None, output: str | None, reason: str | None) -> Exit:
    from cleaner import journal

    if output and (cleaned is None or Path(cleaned).is_dir()):
        raise UsageError("--output needs one cleaned text: cleaner restore JOURNAL CLEANED --output FILE")
    try:
        with streams.opened(journal_file) as stream:
            found = list(journal.read(stream))
    except (JournalError, OSError) as error:
        documents.complain(journal_file, error)
        return Exit.FAILED
    if cleaned is None and found and all(document.path == streams.STDIN for document in found):
        cleaned = streams.STDIN
    if cleaned is not None and not Path(cleaned).is_dir():
        return _one(found, cleaned, output, reason)
    with Journal(journal_file if reason else None, appending=True) as notes:
        return _in_place(_by_path(found) if cleaned is None else _inside(found, cleaned), reason, notes)


def _one(found: Sequence[Document], cleaned: str, output: str | None, reason: str | None) -> Exit:
    """Write the original of one cleaned text, which is found in the journal by its digest."""
    try:
        data = streams.read(cleaned)
        original = _original(found, data) if reason is None else _partly(found, data, reason)
    except (CleanerError, OSError) as error:
        documents.complain(cleaned, error)
        return Exit.FAILED
    with streams.Destination(output) as destination, destination.document(cleaned) as stream:
        stream.write(original)
    return Exit.DONE


def _in_place(known: Mapping[str, Sequence[Document]], reason: str | None, notes: Journal) -> Exit:
    """Restore files where they are; each has the documents that the journal knows of it, the oldest first."""
    bad = 0
    for path, history in known.items():
        try:
            if path == streams.STDIN:
                raise JournalError("came from standard input: cleaner restore JOURNAL CLEANED")
            data = files.read(path)
            if reason is None:
                restored = _original(history, data)
            else:
                restored = _partly(history, data, reason, path, notes)
            if restored != data:
                files.replace(path, restored, durable=True)
            else:
                streams.complain(f"{path}: nothing to undo")
        except (CleanerError, OSError) as error:
            bad += documents.complain(path, error)
    return Exit.FAILED if bad else Exit.DONE


def _original(history: Sequence[Document], data: bytes) -> bytes:
    """Go back through all cleanings, the last one first. Raises JournalError for bytes of another text."""
    from cleaner import journal

    now = data
    for document in reversed(history):
        if document.after == journal.digest(now):
            now = journal.restore(document, now)
    if now == data and journal.digest(now) not in {document.before for document in history}:
        from cleaner.undo import OTHER

        raise JournalError(OTHER)
    return now


def _partly(
    history: Sequence[Document], data: bytes, reason: str, path: str = "", notes: Journal | None = None
) -> bytes:
    """Undo single reasons; in the notes, if there are any, so that the rest can still be undone."""
    from cleaner import undo
    from cleaner.decode import decode

    undoing = undo.reasons(history, data, reason)
    if not undoing.trace.layers:
        return data
    restored = undoing.trace.result.encode()
    if notes and restored != data:
        notes.note(path, decode(undoing.cleaned, "utf-8"), undoing.trace, undoing.prefixes)
    return restored


def _by_path(found: Sequence[Document]) -> Mapping[str, Sequence[Document]]:
    known: dict[str, list[Document]] = {}
    for document in found:
        known.setdefault(document.path, []).append(document)
    return known


def _inside(found: Sequence[Document], folder: str) -> Mapping[str, Sequence[Document]]:
    """Return those files of a folder that the journal tells of, whatever they are called.

    One that is called as a document of which nothing is there is returned too, to be told: it was changed.
    """
    digests = _digests(folder)
    cleaned = {document.after for document in found}
    there = set(digests.values())
    lost = {
        Path(path).name
        for path, history in _by_path(found).items()
        if not any({document.before, document.after} & there for document in history)
    }
    inside = {path: found for path, known in digests.items() if known in cleaned or Path(path).name in lost}
    if not inside:
        streams.complain(f"{folder}: holds none of the cleaned texts that the journal tells of")
    return inside


def _digests(folder: str) -> dict[str, str]:
    """Return the digest of each file below a folder; tell which cannot be read."""
    from cleaner import journal

    found = {}
    for path in sorted(Path(folder).rglob("*")):
        try:
            if path.is_file():
                found[str(path)] = journal.digest(files.read(str(path)))
        except OSError as error:
            documents.complain(str(path), error)
    return found


COMMAND = click.Command(
    "restore",
    params=[
        click.Argument(["journal_file"], metavar="JOURNAL", type=click.Path(readable=False, allow_dash=True)),
        click.Argument(
            ["cleaned"], metavar="[CLEANED]", required=False, type=click.Path(readable=False, allow_dash=True)
        ),
        click.Option(["--reason"], metavar="PREFIX", help="Undo only reasons that start so: --reason strip/"),
        options.OUTPUT,
    ],
    callback=_run,
    help="Give back the exact original bytes.\n\nWith CLEANED (- for standard input), write the original of"
    " this text to standard output; if it is a folder, put the originals of the files in it in their place."
    " Without, do so with the files that the journal names; if it tells of standard input only, read this."
    " What was changed since the cleaning is refused and left alone.",
    short_help="the exact original bytes from cleaned files and their journal",
)
