"""`cleaner check`: a linter, which reports what `clean` would do and does it on request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cleaner import files
from cleaner.check import Report, look
from cleaner.cli import clean, documents, options, paths, streams
from cleaner.cli.journal import Journal
from cleaner.cli.main import Exit
from cleaner.config import Wishes, matches, share
from cleaner.errors import CleanerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FORMATS = ("text", "json", "jsonl", "github", "sarif")


@dataclass
class Check:
    """What the command line asks for, and what came of it."""

    paths: tuple[str, ...]
    encoding: str | None
    wishes: Wishes
    journal: Journal
    fix: bool = False
    force_exclude: bool = False
    max_removed: float | None = None
    bad: int = 0
    found: int = 0
    doubtful: int = 0
    dirty: int = 0
    seen: int = 0

    def reports(self) -> Iterator[Report]:
        """Yield the report of each document; with `fix`, after the file was replaced."""
        for name in paths.documents(self.paths or (".",), self._excluded, force=self.force_exclude):
            plan = self.wishes.plan_for(name)
            try:
                data = streams.read(name)
                with documents.mistakes():
                    report = look(streams.shown(name), data, plan, self.encoding)
                    self._count(report)
                if self.fix and report.findings:
                    self._fix(name, report)
            except (CleanerError, OSError) as error:
                self.bad += documents.complain(name, error)
                continue
            yield report

    def _excluded(self, name: str) -> bool:
        config = self.wishes.config_for(name)
        return any(matches(name, pattern, config.folder) for pattern in config.exclude)

    def _count(self, report: Report) -> None:
        self.seen += 1
        self.found += len(report.findings)
        self.dirty += bool(report.findings)
        self.doubtful += report.doubtful

    def _fix(self, name: str, report: Report) -> None:
        """Replace a file. Raises CleanerError where that would be rash, or OSError."""
        documents.refuse_doubt(report.source)
        config = self.wishes.config_for(name)
        limit = config.max_removed if self.max_removed is None else self.max_removed
        if limit is not None and report.removed > limit:
            raise UsageError(f"left alone: {report.removed:.0%} would be removed, more than {limit:.0%}")
        result = documents.encoded(report.trace)
        self.journal.note(name, report.source, report.trace)
        files.replace(name, result, durable=True)


def _run(**given: Any) -> Exit:
    fix, diff, form = given["fix"], given["diff"], given["format"]
    if fix and (diff or streams.STDIN in given["files"]):
        raise UsageError(
            f"--fix replaces files; it does not go with {'--diff' if diff else 'standard input'}"
        )
    with Journal(given["journal"], appending=fix) as journal:
        check = Check(
            paths=given["files"],
            encoding=given["encoding"],
            wishes=_wishes(given),
            journal=journal,
            fix=fix,
            force_exclude=given["force_exclude"],
            max_removed=given["max_removed"],
        )
        kind = next((each for each in ("diff", "statistics", "fix") if given[each]), form)
        for piece in _sink(kind if form == "text" or diff else form)(check.reports()):
            streams.write(piece.encode("utf-8", "surrogateescape"))
    if form == "text":
        _summarise(check)
    if check.bad:
        return Exit.FAILED
    return Exit.FOUND if check.found and not given["exit_zero"] else Exit.DONE


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
        from cleaner.render import diff

        return diff.changes
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


def _summarise(check: Check) -> None:
    """Say in a line what came of it, where anything did."""
    if check.found:
        verb = "fixed" if check.fix else "found"
        hint = "" if check.fix else "; --fix removes it, --diff shows how"
        streams.complain(f"{verb} {check.found} in {check.dirty} of {_files(check.seen)}{hint}")
    if check.doubtful:
        streams.complain(f"{check.doubtful} more are only suspected; --doubtful shows them")


def _files(number: int) -> str:
    return f"{number} file{'s' if number != 1 else ''}"


def _share(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    if value is None:
        return None
    found = share(value)
    if found is None:
        raise UsageError(f"--max-removed: {value!r} is no share; write 30% or 0.3")
    return found


def _flag(name: str, text: str) -> click.Option:
    return click.Option([name], is_flag=True, help=text)


COMMAND = click.Command(
    "check",
    params=[
        options.files("PATHS"),
        click.Option(
            ["--format"], type=click.Choice(FORMATS), default="text", help="How findings are written."
        ),
        _flag("--fix", "Clean the files; exit 1 if there was anything to clean."),
        _flag("--diff", "Show what --fix would change."),
        _flag("--statistics", "Show only how often each reason occurs."),
        options.words("--select", "Only reasons that start so.", "REASON,…"),
        options.words("--ignore", "No reasons that start so.", "REASON,…"),
        _flag("--force-exclude", "Obey `exclude` of the configuration for named files too."),
        _flag("--exit-zero", "Exit 0 although something was found."),
        click.Option(
            ["--max-removed"],
            metavar="SHARE",
            callback=_share,
            help="Leave files alone that would lose more.",
        ),
        *clean.parameters(),
        options.ENCODING,
        options.JOURNAL,
        options.DOUBTFUL,
        options.CONFIG,
    ],
    callback=_run,
    help="Report what `clean` would do, one finding a line: path:line:column: reason  message.\n\nPATHS are"
    " files, folders (all their files that git does not ignore; the current one if none is named) or - for"
    " standard input. Exit code 1 if anything is found.",
    short_help="a linter for raw text: one finding a line, --fix, --diff",
)
