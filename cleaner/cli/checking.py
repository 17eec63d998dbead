"""The work of `cleaner check`: documents in, reports out, files fixed, and a count of it all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cleaner import files
from cleaner.check import Report, look
from cleaner.cli import documents, mistakes, paths, streams
from cleaner.errors import CleanerError, UsageError
from cleaner.findings import is_ours
from cleaner.patterns import absolute, matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cleaner.baseline import Baseline
    from cleaner.cli.journal import Journal
    from cleaner.config import Wishes
    from cleaner.pipeline import Plan


class Input(NamedTuple):
    """A document to look at: the name under which it is known, its bytes, and which of its lines count."""

    name: str
    read: Callable[[], bytes]
    lines: Callable[[], Sequence[range] | None] = lambda: None


class Wanted(NamedTuple):
    """What the command line asks for."""

    paths: tuple[str, ...]
    wishes: Wishes
    journal: Journal
    own_files: tuple[str, ...] = ()
    baseline: Baseline | None = None
    encoding: str | None = None
    fix: bool = False
    added: bool = False
    force_exclude: bool = False
    max_removed: float | None = None
    stdin_filename: str | None = None


class Tally:
    """What came of it: numbers of documents, or of findings in them."""

    def __init__(self) -> None:
        self.bad = self.found = self.doubtful = self.dirty = self.seen = 0

    def add(self, report: Report) -> None:
        """Count a report."""
        self.seen += 1
        self.found += len(report.findings)
        self.dirty += bool(report.findings)
        self.doubtful += report.doubtful


class Check:
    """A run over all documents."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.tally = Tally()

    def reports(self) -> Iterator[Report]:
        """Yield the report of each document; with `fix`, after the file was replaced."""
        for document in self._inputs():
            plan = self.wanted.wishes.plan_for(document.name)
            try:
                with mistakes.told(documents.LEFT_ALONE):
                    report = self._report(document, plan)
                if report is None:
                    continue
                if self.wanted.fix and report.findings:
                    self._fix(document.name, report)
            except (CleanerError, OSError) as error:
                self.tally.bad += documents.complain(document.name, error)
                continue
            self.tally.add(report)
            yield report

    def _inputs(self) -> Iterator[Input]:
        wanted = self.wanted
        if wanted.added:
            from cleaner.cli import added

            for staged in added.staged(wanted.paths):
                if not (wanted.force_exclude and self._excluded(staged.path)):
                    lines = partial(added.added_lines, staged, wanted.encoding)
                    yield Input(staged.path, partial(added.content, staged.blob), lines)
            return
        for name in paths.documents(wanted.paths or (".",), self._excluded, force=wanted.force_exclude):
            known = wanted.stdin_filename or name if name == streams.STDIN else name
            if name == streams.STDIN and wanted.force_exclude and self._excluded(known):
                continue
            yield Input(known, partial(streams.read, name))

    def _report(self, document: Input, plan: Plan) -> Report | None:
        """Return what is found in a document; None if it is one of our own notes, which are no documents."""
        data = document.read()
        if is_ours(data):
            return None
        name = streams.shown(document.name)
        report = look(name, data, plan, self.wanted.encoding)
        documents.tell_damage(document.name, report.source)
        baseline = self.wanted.baseline
        return report.counting(document.lines(), baseline.accepts if baseline else lambda _: False)

    def _excluded(self, name: str) -> bool:
        if any(absolute(name) == absolute(own) for own in self.wanted.own_files):
            return True
        config = self.wanted.wishes.config_for(name)
        return any(matches(name, pattern, config.folder) for pattern in config.exclude)

    def _fix(self, name: str, report: Report) -> None:
        """Replace a file. Raises CleanerError where that would be rash, or OSError."""
        documents.refuse_doubt(report.source)
        limit = self.wanted.max_removed
        if limit is None:
            limit = self.wanted.wishes.config_for(name).max_removed
        if limit is not None and report.removed > limit:
            raise UsageError(f"left alone: {report.removed:.0%} would be removed, more than {limit:.0%}")
        result = documents.encoded(report.trace)
        self.wanted.journal.note(name, report.source, report.trace)
        files.replace(name, result, durable=True)
