"""The run: finds what is to do, has it done, notes what is finished."""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from cleaner.batch import texts, walk
from cleaner.batch.order import Outcome, Problem, Totals
from cleaner.batch.pool import LostError, Pool
from cleaner.batch.state import DONE, FAILED, QUARANTINED, File, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.order import Entry, Order


class Run:
    """A batch on its way; a context, since it has processes and a state that must be closed."""

    def __init__(self, order: Order, jobs: int | None = None) -> None:
        """Take an order and the number of processes, one per core if None. Raises UsageError."""
        walk.check(order)
        order.key_for(order.source)  # wishes without sense are told once, not for each document
        self.totals = Totals()
        self.resumed = 0
        self.seen = 0
        self._order = order
        self._open = ExitStack()
        # The processes first: they shall not inherit the state.
        self._pool = Pool(partial(_work, order), jobs or os.cpu_count() or 1, self._arrived)

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.enter_context(self._pool)
            self.state = opening.enter_context(State(self._order.target, dry=self._order.dry))
            self._open = opening.pop_all()
        if not self.state.orderly:
            _sweep(self._order)
        return self

    def __exit__(self, *exception: object) -> bool | None:
        return self._open.__exit__(*exception)  # type: ignore[arg-type]  # typeshed spells out the three

    def size(self) -> int:
        """Return how many bytes there are to read."""
        return sum(entry.size for entry in walk.entries(self._order))

    def pieces(self) -> Iterator[list[Problem]]:
        """Do what is to do; yield what went wrong in each piece of work when it is done, in order."""
        self._forget_vanished()
        for entry, outcome in self._pool.ordered(self._unfinished()):
            self.seen += entry.size
            problems = _outcome(outcome).problems
            yield [Problem(entry.name, record, error) for record, error in problems]

    def _arrived(self, entry: Entry, result: Outcome | LostError) -> None:
        if isinstance(result, LostError):
            _sweep(self._order)
        self._finish(entry, _outcome(result))
        self.state.commit_if_due()

    def _unfinished(self) -> Iterator[Entry]:
        for entry in walk.entries(self._order):
            known = self.state.find(entry.name)
            if known is not None and self._finished(entry, known):
                self.totals.add(known.totals)
                self.resumed += known.totals.documents
                self.seen += entry.size
                continue
            if known is not None:
                self.state.forget(entry.name)
            yield entry

    def _finished(self, entry: Entry, known: File) -> bool:
        """Whether a file is as it was when it was done, and so are the order and its output."""
        if known.state not in (DONE, QUARANTINED) or known.size != entry.size:
            return False
        if known.plan != self._order.key_for(entry.source):
            return False
        place = texts.place(self._order, entry, quarantined=known.state == QUARANTINED)
        if _size(place) != known.written:
            return False
        if known.mtime == entry.mtime:
            return True
        if _digest(entry.source) != known.digest:
            return False
        self.state.add(known._replace(mtime=entry.mtime))
        return True

    def _finish(self, entry: Entry, outcome: Outcome) -> None:
        self.totals.add(outcome.totals)
        state = FAILED if outcome.written is None else QUARANTINED if outcome.totals.quarantined else DONE
        plan = self._order.key_for(entry.source)
        file = File(
            *(entry.name, state, entry.size, entry.mtime, outcome.digest, plan, outcome.totals),
            written=outcome.written,
        )
        self.state.add(file, outcome.problems, outcome.removed)

    def _forget_vanished(self) -> None:
        root = Path(self._order.source)
        for name in [file.path for file in self.state.files() if not (root / file.path).exists()]:
            self.state.forget(name)


def _work(order: Order, entry: Entry) -> Outcome:
    return texts.clean(order, entry)


def _outcome(result: Outcome | LostError) -> Outcome:
    if isinstance(result, LostError):
        return Outcome(Totals(documents=1, failed=1), [(0, str(result))])
    return result


def _sweep(order: Order) -> None:
    """Remove the temporary files of processes that were killed."""
    for folder in {order.target, order.quarantine} - {""}:
        for path in Path(folder).rglob(".cleaner-*.tmp"):
            path.unlink(missing_ok=True)


def _size(path: str) -> int | None:
    with suppress(OSError):
        return Path(path).stat().st_size
    return None


def _digest(path: str) -> str:
    with suppress(OSError), Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""
