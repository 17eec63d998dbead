"""`cleaner detect`: what the documents are and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cleaner.cli import documents, mistakes, options, streams
from cleaner.cli.main import Exit
from cleaner.detect import detect
from cleaner.errors import CleanerError
from cleaner.render import message

if TYPE_CHECKING:
    from cleaner.detect import Detection


def _run(files: tuple[str, ...], encoding: str | None, format: str) -> Exit:  # noqa: A002  the option's name
    from cleaner import jsonl

    bad = 0
    for name in files or (streams.STDIN,):
        try:
            data = streams.read(name)
            with mistakes.told(documents.LEFT_ALONE):
                found = detect(data, encoding)
        except (CleanerError, OSError) as error:
            bad += documents.complain(name, error)
            continue
        line = jsonl.dumps({"path": name, **found.as_object()}) if format == "json" else _line(name, found)
        streams.write(f"{line}\n".encode("utf-8", "surrogateescape"))
    return Exit.FAILED if bad else Exit.DONE


def _line(name: str, found: Detection) -> str:
    facts = [" and ".join(filter(None, (found.encoding, *found.also))) + f" ({found.confidence:.0%})"]
    facts.append(found.script)
    if found.damaged:
        facts.append(f"{found.damaged} damaged byte{'s' if found.damaged > 1 else ''}")
    dirt = [f"{reason} {times}" for reason, times in found.dirt.items()]
    dirt += [f"{reason} {times}?" for reason, times in found.doubtful.items()]
    return f"{message.name(streams.shown(name))}: {', '.join(facts)}: {', '.join(dirt) or 'clean'}"


COMMAND = click.Command(
    "detect",
    params=[
        options.files(),
        options.ENCODING,
        click.Option(
            ["--format"], type=click.Choice(["text", "json"]), default="text", help="json: one object a line."
        ),
    ],
    callback=_run,
    help="Say what each input is: encoding, or those of a mixture, and how sure that is, damage, script,"
    " and the kinds of dirt with how often they occur (with ? where it is only suspected).",
    short_help="encoding, damage, script, and the dirt by kind",
)
