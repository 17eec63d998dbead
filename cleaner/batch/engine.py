"""The run: finds what is to do, has it done, notes what is finished."""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeAlias

from cleaner.batch import gathering, outputs, parquet, records, tables, texts, thinning, walk
from cleaner.batch.comparison import Comparison
from cleaner.batch.inorder import LostError
from cleaner.batch.naming import changes_form, has_records, has_rows
from cleaner.batch.order import Entry, Outcome, Problem, Totals
from cleaner.batch.outputs import ToSign
from cleaner.batch.pool import Pool
from cleaner.batch.progress import Progress
from cleaner.batch.raypool import RayPool
from cleaner.batch.records import Chunk
from cleaner.batch.state import State
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cleaner.batch.order import Order
    from cleaner.batch.outputs import Signed


class Unreadable(NamedTuple):
    """A file of records that cannot be read, or not to its end, and why."""

    entry: Entry
    error: str


# As many bytes are cleaned while a file is opened, and another is written.
_BYTES_OF_A_FILE = 512
# The weight of what is enough for a process at a time.
_ALONE = 1 << 30

# What a worker is asked to do.
Task: TypeAlias = "Entry | Chunk | Unreadable"
Done: TypeAlias = "Outcome | list[Signed] | LostError"


class Run:
    """A batch on its way; a context, since it has processes and a state that must be closed."""

    def __init__(
        self, order: Order, jobs: int | None = None, *, ray: bool = False, address: str | None = None
    ) -> None:
        """Take an order and the number of processes, one per core if None. Raises UsageError.

        With `ray` they are those of Ray: on this machine, or those of the cluster at `address`.
        """
        walk.check(order)
        gathering.check(order)
        if order.dupes:
            outputs.check(order)
        order.key_for(order.source)  # wishes without sense are told once, not for each document
        self.order = order
        self.totals = Totals()  # Of the documents that are done, those of earlier runs among them.
        # Documents that are nearly others, the best ones not counted, and how many of them were dropped.
        self.copies = self.dropped = 0
        # What is done when all is cleaned, for who watches.
        self.also = ""
        self._open = ExitStack()
        # The processes first: they shall not inherit the state.
        work = partial(_work, order)
        self._pool: Pool[Any, Any] | RayPool[Any, Any] = (
            RayPool(work, jobs or _cores(), self._arrived, _weight, address)
            if ray
            else Pool(work, jobs or _cores(), self._arrived, _weight)
        )

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.enter_context(self._pool)
            in_memory = self.order.dry or "-" in (self.order.source, self.order.target)
            self.state = opening.enter_context(State(self.order.target, in_memory=in_memory))
            self.progress = opening.enter_context(Progress(self.order, self.state, self.totals))
            self._open = opening.pop_all()
        if not self.state.orderly:
            _sweep(self.order)
            thinning.sweep(self.order, self.state)
        return self

    def __exit__(self, *exception: object) -> bool | None:
        return self._open.__exit__(*exception)  # type: ignore[arg-type]  # typeshed spells out the three

    def size(self) -> int:
        """Return how many bytes there are to read."""
        return sum(entry.size for entry in walk.entries(self.order))

    def pieces(self) -> Iterator[list[Problem]]:
        """Do what is to do; yield what went wrong in each piece of work when it is done, in order."""
        self.progress.forget_vanished()
        for task, result in self._pool.ordered(self._tasks()):
            outcome = _outcome(task, result)
            entry = task if isinstance(task, Entry) else task.entry
            if isinstance(task, Chunk):
                self.progress.chunk(task, outcome)
            elif isinstance(task, Unreadable):
                self.progress.give_up(task.entry, outcome)
            self.state.commit_if_due()
            yield [Problem(entry.name, record, error) for record, error in outcome.problems]
        if self._pool.lost:
            _sweep(self.order)
        for compared in Comparison(self.order, self.state).steps(self._pool.ordered):
            self.also = f"{compared:,} compared"
            yield []
        for _ in gathering.Gathering(self.order, self.state).steps():
            yield []
        self.copies, self.dropped = (self.state.copies.count(dropped=only) for only in (False, True))

    def _tasks(self) -> Iterator[Task]:
        for entry in walk.entries(self.order):
            known = self.progress.unfinished(entry)
            if known is None:
                continue
            if not has_records(entry.source) or changes_form(entry.name, self.order.to_format):
                yield entry
                continue
            try:
                yield from records.chunks(entry, *known)
            except (CleanerError, OSError) as error:
                yield Unreadable(entry, (isinstance(error, OSError) and error.strerror) or str(error))

    def _arrived(self, task: Task, result: Outcome | LostError) -> None:
        if isinstance(task, Entry):
            self.progress.whole(task, _outcome(task, result))
            self.state.commit_if_due()


def _work(order: Order, task: Task | ToSign) -> Done:
    try:
        if isinstance(task, ToSign):
            return outputs.sign(order, task)
        if isinstance(task, Entry):
            return _whole(task)(order, task)
        if isinstance(task, Chunk):
            return records.clean(order, task)
    except Exception as error:  # one document must not end a run over millions
        lost = LostError(f"a mistake in cleaner: {type(error).__name__}: {error}")
        return lost if isinstance(task, ToSign) else _outcome(task, lost)
    return Outcome(Totals(documents=1, failed=1), [(0, task.error)])


def _whole(entry: Entry) -> Callable[[Order, Entry], Outcome]:
    """Return what cleans a file in one piece."""
    if has_rows(entry.source):
        return parquet.clean
    return tables.clean if has_records(entry.source) else texts.clean


def _outcome(task: Task, result: Outcome | LostError) -> Outcome:
    if isinstance(result, Outcome):
        return result
    if isinstance(task, Chunk):
        return records.passed_through(task, result)
    return Outcome(Totals(documents=1, failed=1), [(0, str(result))])


def _weight(task: Task | ToSign) -> int:
    """Return how many bytes a task is about, as far as several may be done one after another."""
    return task.size + _BYTES_OF_A_FILE if isinstance(task, Entry) else _ALONE


def _cores() -> int:
    """Return how many cores this process may use, which in a container may be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _sweep(order: Order) -> None:
    """Remove the temporary files of processes that were killed."""
    for folder in {order.target, order.quarantine} - {"", "-"}:
        for path in Path(folder).rglob(".cleaner-*.tmp"):
            path.unlink(missing_ok=True)
