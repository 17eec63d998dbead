"""`cleaner batch`: a folder cleaned into another, in parallel, with progress and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import clean, options, streams
from cleaner.cli.main import Exit
from cleaner.config import Wishes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch import Order, Problem, Run, Totals


def _run(source: str, target: str, jobs: int | None, **given: Any) -> Exit:
    from cleaner import batch

    run = batch.Run(_order(source, target, given), jobs)
    try:
        with run:
            for problem in _with_progress(run):
                streams.complain(_told(problem))
    except KeyboardInterrupt:
        done = run.progress.totals.documents
        streams.complain(f"stopped; {done:,} documents are done, and the same command goes on from there")
        return Exit.INTERRUPTED
    _summarise(run)
    return Exit.FAILED if run.progress.totals.failed else Exit.DONE


def _order(source: str, target: str, given: dict[str, Any]) -> Order:
    from cleaner.batch import Order

    wishes = Wishes(**clean.wishes(given), doubtful=given.pop("doubtful"), config=given.pop("config"))
    return Order(source, target, wishes, **given)


def _with_progress(run: Run) -> Iterator[Problem]:
    """Do the run and yield its problems, showing how far it is to who watches."""
    if not streams.watched():
        for problems in run.pieces():
            yield from problems
        return
    from cleaner.render.progress import Bar

    with Bar(run.size()) as bar:
        for problems in run.pieces():
            bar.show(run.progress.seen, run.progress.totals.documents, run.progress.totals.failed)
            yield from problems


def _told(problem: Problem) -> str:
    place = f"{problem.name}:{problem.record}" if problem.record else problem.name
    return f"{place}: {problem.error}"


def _summarise(run: Run) -> None:
    from rich.console import Console

    from cleaner.render.summary import table

    console = Console(stderr=True, markup=False, highlight=False)
    if run.progress.totals.counts:
        console.print(table(run.progress.totals.counts))
    console.print(_title(run.progress.totals, run.progress.resumed), soft_wrap=True)


def _title(totals: Totals, resumed: int) -> str:
    cleaned = totals.documents - totals.failed - totals.quarantined
    parts = [f"{cleaned:,} documents cleaned, {totals.failed:,} failed"]
    if totals.quarantined:
        parts.append(f", {totals.quarantined:,} in quarantine")
    if resumed:
        parts.append(f" ({resumed:,} were done before)")
    return f"{''.join(parts)}; {totals.before:,} bytes read, {totals.after:,} written"


_INPUT: list[click.Parameter] = [
    click.Option(
        ["--field"],
        default="text",
        show_default=True,
        metavar="NAME",
        help="The field that is cleaned in files of JSON lines.",
    ),
    click.Option(
        ["--include"],
        multiple=True,
        metavar="GLOB",
        help="Only files it matches, from SRC on: *.txt, 2024/**. Also several times.",
    ),
    click.Option(["--exclude"], multiple=True, metavar="GLOB", help="No files it matches."),
]
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
        options.Section("Input", _INPUT),
        *clean.sections(),
        options.Section("Common options", [options.ENCODING, options.DOUBTFUL, options.CONFIG]),
    ],
    callback=_run,
    help="Clean all files of the folder SRC into the folder DEST, in parallel.\n\nNames and subfolders are"
    " kept; nothing in SRC changes, and hidden files do not count. A file that cannot be done is named, the"
    " others are done, and the exit code is 2. Stopped or killed, the same command goes on: what is finished"
    " is in an SQLite file in DEST, and only what is new or changed is done.",
    short_help="a folder cleaned into another, in parallel",
)
