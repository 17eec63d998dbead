"""`cleaner batch`: a folder cleaned into another, in parallel, with progress and a summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import clean, options, streams
from cleaner.cli.main import Exit
from cleaner.config import Wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.batch import Outcome


def _run(source: str, target: str, jobs: int | None, encoding: str | None, **given: Any) -> Exit:
    from cleaner import batch

    wishes = Wishes(**clean.wishes(given), doubtful=given["doubtful"], config=given["config"])
    wishes.plan_for(source)  # wishes without sense are told once, not for each document
    todo = batch.tasks(source, target)
    counts: Counter[str] = Counter()
    bad = read = written = 0
    for outcome in _with_progress(batch.run(todo, wishes, jobs, encoding), len(todo)):
        if outcome.error is not None:
            bad += 1
            streams.complain(f"{outcome.name}: {outcome.error}")
        counts.update(outcome.counts)
        read += outcome.before
        written += outcome.after
    title = f"{len(todo) - bad} files cleaned, {bad} failed; {read:,} bytes read, {written:,} written"
    _summarise(title, counts)
    return Exit.FAILED if bad else Exit.DONE


def _with_progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    if not streams.watched():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, "cleaning", total, console=Console(stderr=True), transient=True)


def _summarise(title: str, counts: Counter[str]) -> None:
    from rich.console import Console

    from cleaner.render.summary import table

    console = Console(stderr=True, markup=False, highlight=False)
    if counts:
        console.print(table(counts))
    console.print(title, soft_wrap=True)


_OWN: list[click.Parameter] = [
    click.Argument(["source"], metavar="SRC", type=click.Path(readable=False)),
    click.Argument(["target"], metavar="DEST", type=click.Path(readable=False)),
    click.Option(
        ["--jobs", "-j"], type=click.IntRange(min=1), help="Processes to use; one per core if not given."
    ),
]

COMMAND = options.Command(
    "batch",
    [
        options.Section("Options", _OWN),
        *clean.sections(),
        options.Section("Common options", [options.ENCODING, options.DOUBTFUL, options.CONFIG]),
    ],
    callback=_run,
    help="Clean all files of the folder SRC into the folder DEST, in parallel.\n\nNames and subfolders are"
    " kept; nothing in SRC changes. A file that cannot be done is named, the others are done, and the exit"
    " code is 2.",
    short_help="a folder cleaned into another, in parallel",
)
