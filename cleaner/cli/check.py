"""`cleaner check`: a linter, which reports what `clean` would do and does it on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import clean, options, streams, words
from cleaner.cli.checking import Check, Tally, Wanted
from cleaner.cli.journal import Journal
from cleaner.cli.main import Exit
from cleaner.config import Wishes
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cleaner.check import Report

FORMATS = ("text", "json", "jsonl", "github", "sarif")


# Of several ways to see the findings the first one that is asked for.
VIEWS = ("diff", "statistics", "fix")

# What was done with the findings, or else what can be.
DONE = {"write_baseline": "accepted", "fix": "fixed"}
HINTS = {
    "text": "; --fix removes it, --diff shows how",
    "statistics": "; --fix removes it",
    "diff": "; --fix removes it",
}

# A file is fixed as a whole, and so is the diff; a new baseline has to accept what the old one did.
EXCLUDE_EACH_OTHER = {
    "fix": ("diff", "added", "baseline", "write_baseline"),
    "diff": ("statistics", "added", "baseline", "write_baseline"),
    "write_baseline": ("added", "baseline"),
}


def _run(**given: Any) -> Exit:
    _refuse_nonsense(given)
    if given["write_baseline"]:
        given["exit_zero"] = True
    with Journal(given["journal"], appending=True) as journal:
        check = Check(_wanted(given, journal))
        form = given["format"]
        view = next((view for view in VIEWS if given[view]), form)
        if given["write_baseline"]:
            _write_baseline(given["write_baseline"], check)
        else:
            for piece in _sink(view if form == "text" else form)(check.reports()):
                _write(piece, needed=not given["fix"])
    if form == "text":
        done = next((verb for option, verb in DONE.items() if given[option]), "")
        _summarise(check.tally, done or "found", "" if done else HINTS[view])
    if check.tally.bad:
        return Exit.FAILED
    return Exit.FOUND if check.tally.found and not given["exit_zero"] else Exit.DONE


def _write(piece: str, *, needed: bool) -> None:
    """Write output; where it is not what matters, a reader that leaves stops nothing."""
    try:
        streams.write(piece.encode("utf-8", "surrogateescape"))
    except BrokenPipeError:
        if needed:
            raise
        streams.abandon_output()


def _refuse_nonsense(given: dict[str, Any]) -> None:
    """Raise UsageError for options that exclude each other."""
    for view in ("diff", "statistics"):
        if given[view] and given["format"] != "text":
            raise UsageError(f"--{view} is no {given['format']}")
    if given["fix"] and streams.STDIN in given["files"]:
        raise UsageError("--fix replaces files, not standard input; `cleaner clean` is a filter")
    if given["journal"] and not given["fix"]:
        raise UsageError("--journal notes what --fix does; without it nothing is done")
    for option, others in EXCLUDE_EACH_OTHER.items():
        for other in others:
            if given[option] and given[other]:
                first, second = (name.replace("_", "-") for name in (option, other))
                raise UsageError(f"--{first} and --{second} exclude each other")


def _wanted(given: dict[str, Any], journal: Journal) -> Wanted:
    known = None
    if given["baseline"]:
        from cleaner import baseline

        try:
            known = baseline.read(given["baseline"], streams.read(given["baseline"]))
        except OSError as error:
            raise UsageError(f"--baseline {given['baseline']}: {streams.sentence(error)}") from error
    same = ("encoding", "fix", "added", "force_exclude", "max_removed", "stdin_filename")
    own = tuple(filter(None, (given["journal"], given["baseline"], given["write_baseline"])))
    return Wanted(given["files"], _wishes(given), journal, own, known, **{name: given[name] for name in same})


def _write_baseline(path: str, check: Check) -> None:
    from cleaner import baseline

    findings = [found for report in check.reports() for found in report.findings]
    with streams.Destination(path) as destination, destination.document(path) as stream:
        stream.write(baseline.written(path, findings))


def _wishes(given: dict[str, Any]) -> Wishes:
    return Wishes(
        **clean.wishes(given),
        doubtful=given["doubtful"],
        select=given["select"],
        ignore=given["ignore"],
        config=given["config"],
    )


def _sink(form: str) -> Callable[[Iterable[Report]], Iterator[str]]:
    """Return what turns reports into output; each module is imported only when it is used."""
    if form == "diff":
        return _diffs
    if form in {"json", "jsonl"}:
        from cleaner.render import json

        return json.lines if form == "jsonl" else json.document
    if form == "github":
        from cleaner.render import github

        return github.findings
    if form == "sarif":
        from cleaner import __version__
        from cleaner.render import sarif

        return lambda reports: sarif.document(reports, __version__)
    from cleaner.render import text

    plain = text.coloured if streams.coloured() else text.findings
    return {"statistics": text.statistics, "fix": text.fixed}.get(form, plain)


def _diffs(reports: Iterable[Report]) -> Iterator[str]:
    from cleaner.render import diff

    for report in reports:
        lines = diff.of(report.path, report.trace)
        yield from diff.coloured(lines) if streams.coloured() else lines
        if report.trace.changed and not diff.applies(report.source):
            why = f"the diff is for reading: {report.source.encoding} becomes UTF-8, so `patch` would fail"
            streams.complain(f"{report.path}: {why}")


def _summarise(tally: Tally, verb: str, hint: str) -> None:
    """Say in a line what came of it, where anything did."""
    if tally.found:
        streams.complain(f"{verb} {tally.found} in {tally.dirty} of {_files(tally.seen)}{hint}")
    if tally.doubtful:
        streams.complain(f"{tally.doubtful} more are only suspected; --doubtful shows them")


def _files(number: int) -> str:
    return f"{number} file{'s' if number != 1 else ''}"


def _flag(name: str, text: str) -> click.Option:
    return click.Option([name], is_flag=True, help=text)


_OUTPUT: list[click.Parameter] = [
    options.files("PATHS"),
    click.Option(["--format"], type=click.Choice(FORMATS), default="text", help="How findings are written."),
    _flag("--fix", "Clean the files; exit 1 if there was anything to clean."),
    options.max_removed("Fix no file that would lose more."),
    _flag("--diff", "Show what --fix would change; `patch -p1` can do it too."),
    _flag("--statistics", "Show only how often each reason occurs."),
    _flag("--exit-zero", "Exit 0 although something was found."),
]
_CHOICE: list[click.Parameter] = [
    words.reasons("--select", "Only reasons that start so."),
    words.reasons("--ignore", "No reasons that start so."),
    _flag("--added", "Only what is in lines that are staged for the next git commit."),
    options.path("--baseline", "Accept the findings of this file."),
    options.path("--write-baseline", "Accept what is found now: write it to this file."),
    click.Option(["--stdin-filename"], metavar="NAME", help="What standard input is called."),
    _flag("--force-exclude", "Obey `exclude` of the configuration for named files too."),
]
_COMMON = [options.ENCODING, options.JOURNAL, options.DOUBTFUL, options.CONFIG]

COMMAND = options.Command(
    "check",
    [
        options.Section("What comes out", _OUTPUT),
        options.Section("What counts", _CHOICE),
        *clean.sections(),
        options.Section("Common options", _COMMON),
    ],
    callback=_run,
    help="Report what `clean` would do, one finding a line: path:line:column: reason  message.\n\nPATHS are"
    " files, folders (all their files that git does not ignore; the current one if none is named) or - for"
    " standard input. Exit code 1 if anything is found.",
    short_help="a linter for raw text: one finding a line, --fix, --diff",
)
