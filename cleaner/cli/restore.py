"""`cleaner restore`: the exact original bytes from cleaned files and their journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cleaner import files
from cleaner.cli import documents, options, streams
from cleaner.cli.main import Exit
from cleaner.errors import CleanerError, JournalError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.journal import Document


def _run(journal_file: str, cleaned: str | None, output: str | None) -> Exit:
    from cleaner import journal

    try:
        with streams.opened(journal_file) as stream:
            found = list(journal.read(stream))
    except (JournalError, OSError) as error:
        documents.complain(journal_file, error)
        return Exit.FAILED
    if cleaned is None:
        if output:
            raise UsageError("--output needs the cleaned text: cleaner restore JOURNAL CLEANED --output FILE")
        return _restore_in_place(found)
    return _restore_one(found, cleaned, output)


def _restore_one(found: Sequence[Document], cleaned: str, output: str | None) -> Exit:
    """Write the original of one cleaned text, which is found in the journal by its digest."""
    from cleaner import journal

    try:
        data = streams.read(cleaned)
        known = journal.digest(data)
        document = next((each for each in reversed(found) if each.after == known), None)
        if document is None:
            raise JournalError("is none of the cleaned texts that the journal tells of")
        original = journal.restore(document, data)
    except (CleanerError, OSError) as error:
        documents.complain(cleaned, error)
        return Exit.FAILED
    with streams.Destination(output) as destination, destination.document(cleaned) as stream:
        stream.write(original)
    return Exit.DONE


def _restore_in_place(found: Sequence[Document]) -> Exit:
    bad = 0
    by_path: dict[str, list[Document]] = {}
    for document in found:
        by_path.setdefault(document.path, []).append(document)
    for path, history in by_path.items():
        try:
            if path == streams.STDIN:
                raise JournalError("came from standard input: cleaner restore JOURNAL CLEANED")
            _restore_file(path, history)
        except (CleanerError, OSError) as error:
            bad += documents.complain(path, error)
    return Exit.FAILED if bad else Exit.DONE


def _restore_file(path: str, history: Sequence[Document]) -> None:
    """Go back through all cleanings of a file, the last one first."""
    from cleaner import journal

    data = now = files.read(path)
    for document in reversed(history):
        if document.after == journal.digest(now):
            now = journal.restore(document, now)
    if now != data:
        files.replace(path, now, durable=True)
    elif journal.digest(now) not in {document.before for document in history}:
        raise JournalError(
            "is not the cleaned text that the journal tells of (it was changed, or is another)"
        )


COMMAND = click.Command(
    "restore",
    params=[
        click.Argument(["journal_file"], metavar="JOURNAL", type=click.Path(readable=False, allow_dash=True)),
        click.Argument(
            ["cleaned"], metavar="[CLEANED]", required=False, type=click.Path(readable=False, allow_dash=True)
        ),
        options.OUTPUT,
    ],
    callback=_run,
    help="Give back the exact original bytes.\n\nWith CLEANED (- for standard input), write the original of"
    " this text to standard output. Without, put the original of each file of the journal back in its place."
    " What was changed since the cleaning is refused and left alone.",
    short_help="the exact original bytes from cleaned files and their journal",
)
