"""`cleaner batch`: a folder cleaned into another, in parallel, with progress and a summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import clean, documents, options, streams
from cleaner.cli.main import Exit
from cleaner.config import Wishes
from cleaner.errors import CleanerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch import Order, Problem, Run, Totals


def _run(source: str, target: str | None, jobs: int | None, **given: Any) -> Exit:
    from cleaner import batch
    from cleaner.cli import batchfiles

    engine, ray_address = given.pop("engine"), given.pop("ray_address")
    told = {name: given.pop(name) for name in ("errors", "removed", "summary", "dupes_file")}
    sample, seed = given.pop("sample"), given.pop("seed")
    order = _order(source, target, given)._replace(lists_removed=bool(told["removed"]))
    _refuse_nonsense(order, told["dupes_file"])
    if sample is not None:
        return _show_sample(order, sample, seed)
    if target is None and not order.dry:
        raise UsageError("DEST is missing, where the cleaned documents go")
    if ray_address and engine != "ray":
        raise UsageError("--ray-address is for --engine ray")
    if engine == "ray":
        # Other machines have other current folders.
        order = order._replace(
            source=_absolute(source),
            target=_absolute(order.target),
            quarantine=_absolute(order.quarantine),
        )
    batchfiles.check(order.target, *told.values())
    run = batch.Run(order, jobs, ray=engine == "ray", address=ray_address)
    try:
        with run:
            for problem in _with_progress(run):
                streams.complain(_told(problem))
            batchfiles.write(run, **told)
    except batch.StateError as error:
        raise CleanerError(f"{target}: the state of the batch cannot be kept: {error}") from error
    except KeyboardInterrupt:
        done = run.totals.documents
        streams.complain(f"stopped; {done:,} documents are done, and the same command goes on from there")
        return Exit.INTERRUPTED
    _summarise(run)
    return Exit.FAILED if run.totals.failed else Exit.DONE


def _refuse_nonsense(order: Order, dupes_file: str | None) -> None:
    """Raise UsageError for options that do not go together."""
    if dupes_file and not order.dupes:
        raise UsageError("--dupes-file needs --dupes report or --dupes drop")
    if not order.field:
        raise UsageError("--field is empty")
    if order.notes == order.field:
        raise UsageError("--notes-field must be another than --field")


def _absolute(path: str) -> str:
    return str(Path(path).absolute()) if path not in {"", streams.STDIN} else path


def _order(source: str, target: str | None, given: dict[str, Any]) -> Order:
    from cleaner.batch import Order

    wishes = Wishes(**clean.wishes(given), doubtful=given.pop("doubtful"), config=given.pop("config"))
    return Order(source, target or "", wishes, **given)


def _show_sample(order: Order, number: int, seed: int) -> Exit:
    """Show what would change in some documents."""
    from cleaner.batch import sample
    from cleaner.render import diff

    changed = bad = 0
    chosen = sample.choose(order._replace(dry=True), number, seed)
    for each in chosen:
        try:
            trace = sample.look(order, each)
        except (CleanerError, OSError) as error:
            bad += documents.complain(each.name, error)
            continue
        changed += trace.changed
        lines = diff.of(each.name, trace)
        shown = diff.coloured(lines) if streams.coloured() else lines
        streams.write("".join(shown).encode("utf-8", "surrogateescape"))
    streams.complain(f"{changed} of {len(chosen)} documents would change; --seed shows others")
    return Exit.FAILED if bad else Exit.DONE


def _with_progress(run: Run) -> Iterator[Problem]:
    """Do the run and yield its problems, showing how far it is to who watches."""
    if not streams.watched():
        for problems in run.pieces():
            yield from problems
        return
    from cleaner.render.progress import Bar

    with Bar(run.size()) as bar:
        for problems in run.pieces():
            totals = run.totals
            bar.show(run.progress.seen, totals.documents, totals.failed, run.also)
            yield from problems


def _told(problem: Problem) -> str:
    place = f"{problem.name}:{problem.record}" if problem.record else problem.name
    return f"{place}: {problem.error}"


def _summarise(run: Run) -> None:
    from rich.console import Console

    from cleaner.render.summary import table

    console = Console(stderr=True, markup=False, highlight=False)
    if run.totals.counts:
        console.print(table(run.totals.counts))
    console.print(_title(run.totals, run.progress.resumed, run.dropped), soft_wrap=True)


def _title(totals: Totals, resumed: int, dropped: int) -> str:
    cleaned = totals.documents - totals.failed - totals.quarantined
    parts = [f"{cleaned:,} documents cleaned, {totals.failed:,} failed"]
    if totals.quarantined:
        parts.append(f", {totals.quarantined:,} in quarantine")
    if dropped:
        parts.append(f", {dropped:,} dropped as copies")
    if resumed:
        parts.append(f" ({resumed:,} were done before)")
    return f"{''.join(parts)}; {totals.before:,} bytes read, {totals.after:,} written"


_OWN: list[click.Parameter] = [
    click.Argument(["source"], metavar="SRC", type=click.Path(readable=False, allow_dash=True)),
    click.Argument(
        ["target"], metavar="DEST", required=False, type=click.Path(readable=False, allow_dash=True)
    ),
    click.Option(
        ["--jobs", "-j"], type=click.IntRange(min=1), help="Processes to use; one per core if not given."
    ),
    click.Option(
        ["--engine"],
        type=click.Choice(["local", "ray"]),
        default="local",
        show_default=True,
        help="ray: the processes are those of Ray (pip install 'cleaner[ray]').",
    ),
    click.Option(["--ray-address"], metavar="ADDRESS", help="The cluster; this machine if not given."),
    click.Option(["--dry-run", "dry"], is_flag=True, help="Do all but write to DEST, which may be missing."),
    click.Option(
        ["--sample"],
        type=click.IntRange(min=1),
        metavar="N",
        help="Only show what would change in N documents chosen by chance.",
    ),
    click.Option(["--seed"], type=int, default=0, show_default=True, help="Another number, another sample."),
]
_INPUT: list[click.Parameter] = [
    click.Option(
        ["--include"],
        multiple=True,
        metavar="GLOB",
        help="Only files it matches, from SRC on: *.txt, 2024/**. Also several times.",
    ),
    click.Option(["--exclude"], multiple=True, metavar="GLOB", help="No files it matches."),
    click.Option(
        ["--field", "--column"],
        default="text",
        show_default=True,
        metavar="NAME",
        help="The field or column that is cleaned in JSON lines and Parquet.",
    ),
    click.Option(
        ["--to-format"],
        type=click.Choice(["jsonl", "parquet"]),
        help="Write JSON lines and Parquet in this form, and all text files into one such file.",
    ),
    click.Option(
        ["--notes-field", "notes"],
        default="",
        metavar="NAME",
        help="Put what was done to a record in this field or column: script, encoding, edits by reason.",
    ),
]
_REVIEW: list[click.Parameter] = [
    options.max_removed("What would lose more, such as 30%, goes to quarantine instead."),
    click.Option(
        ["--quarantine"],
        metavar="FOLDER",
        default="",
        type=click.Path(readable=False),
        help="Where that is; if not given, .quarantine in DEST.",
    ),
    click.Option(
        ["--dupes"],
        type=click.Choice(["report", "drop"]),
        help="List the documents that are nearly others; or drop those of which a better copy stays, too.",
    ),
    options.path("--dupes-file", "Where that list goes, as JSON lines; if not given, .dupes.jsonl in DEST."),
    options.path("--errors", "Write what could not be done there, as JSON lines."),
    options.path("--removed", "Write every removed line there with its reason and place, as JSON lines."),
    options.path("--summary", "Write the sums there, as JSON."),
]

COMMAND = options.Command(
    "batch",
    [
        options.Section("Options", _OWN),
        options.Section("Input", _INPUT),
        options.Section("For review", _REVIEW),
        *clean.sections(),
        options.Section("Common options", [options.ENCODING, options.DOUBTFUL, options.CONFIG]),
    ],
    callback=_run,
    help="Clean all files of the folder SRC into the folder DEST, in parallel.\n\nNames and subfolders are"
    " kept; nothing in SRC changes, and hidden files do not count. Files of JSON lines (.jsonl, also .gz and"
    " .zst) have a document on each line, Parquet files one in each row. SRC may also be one such file, or -"
    " for JSON lines on standard input; JSON lines may go to - for standard output. A file that cannot be"
    " done is named, the others are done, and the exit code is 2. Stopped or killed, the same command goes"
    " on: what is finished is in an SQLite file in DEST, and only what is new or changed is done.",
    short_help="a folder cleaned into another, in parallel",
)
