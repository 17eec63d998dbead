"""`cleaner dupes`: which documents are the same article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cleaner.cli import documents, mistakes, options, paths, streams
from cleaner.cli.main import Exit
from cleaner.errors import CleanerError
from cleaner.findings import VERSION
from cleaner.render import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.dupes import Group


def _run(
    files: tuple[str, ...],
    index: str | None,
    threshold: float | None,
    encoding: str | None,
    format: str,  # noqa: A002  the option's name
) -> Exit:
    from cleaner.decode import decode
    from cleaner.dupes import Index, groups

    bad = 0
    added = []
    with Index(index or "") as known:
        for name in paths.documents(files, excluded=lambda _: False, force=False):
            try:
                data = streams.read(name)
                with mistakes.told(documents.LEFT_ALONE):
                    added.append(known.add(name, decode(data, encoding).text))
            except (CleanerError, OSError) as error:
                bad += documents.complain(name, error)
        for group in groups(known, threshold, added if index else None):
            for line in [_json(group)] if format == "json" else _lines(group):
                streams.write(f"{line}\n".encode("utf-8", "surrogateescape"))
    return Exit.FAILED if bad else Exit.DONE


def _json(group: Group) -> str:
    from cleaner import jsonl

    return jsonl.dumps({"version": VERSION, **group.as_object()})


def _lines(group: Group) -> Iterator[str]:
    yield message.name(streams.shown(group.best))
    for member in group.others:
        numbers = f", {member.numbers} numbers differ" if member.numbers else ""
        yield f"  {member.similarity:.0%} {message.name(streams.shown(member.path))}{numbers}"


COMMAND = click.Command(
    "dupes",
    params=[
        options.files(),
        click.Option(
            ["--index"], metavar="FILE", help="Compare with the documents in this file, and add these to it."
        ),
        click.Option(
            ["--threshold"],
            type=click.FloatRange(0.3, 1),
            help="How much of the shorter document must be in the other; if not given, 0.45, or 0.3 if they"
            " begin alike.",
        ),
        options.ENCODING,
        click.Option(
            ["--format"], type=click.Choice(["text", "json"]), default="text", help="json: one object a line."
        ),
    ],
    callback=_run,
    help="Group documents that are the same article: the best copy, then the others with their similarity to"
    " it. Folders are searched. Documents that differ in numbers may be follow-ups.",
    short_help="which documents are the same article",
)
