"""Many documents at once: a folder cleaned into another of the same shape, by several processes.

What a worker does depends only on the document and the wishes, and results come in the order of the tasks, so
that nothing depends on the number of processes.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import files, pipeline
from cleaner.decode import decode
from cleaner.errors import CleanerError, UsageError
from cleaner.findings import counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from cleaner.config import Wishes

# Tasks handed out ahead per process: enough that none waits for a slow neighbour, few enough to stay small.
_AHEAD = 32


@dataclass(frozen=True)
class Task:
    """One document: its name inside the folders, where it is read and where its cleaned text goes."""

    name: str
    source: str
    target: str


@dataclass(frozen=True)
class Outcome:
    """What became of a task: sizes in bytes and applied edits by reason; or the `error`, and no file."""

    name: str
    error: str | None = None
    before: int = 0
    after: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


def tasks(source: str, target: str) -> list[Task]:
    """Return a task for each file below a folder, sorted by name. Raises UsageError for bad folders."""
    origin, goal = Path(source), Path(target)
    if not origin.is_dir():
        raise UsageError(f"{source}: is no folder; `cleaner clean` takes files")
    if goal.exists() and not goal.is_dir():
        raise UsageError(f"{target}: is no folder")
    if origin.resolve() == goal.resolve():
        raise UsageError("the folders must be two; `cleaner clean --in-place` replaces files")
    inside = goal.resolve()
    names = [
        path.relative_to(origin)
        for path in origin.rglob("*")
        if path.is_file() and inside not in path.resolve().parents
    ]
    return [Task(str(name), str(origin / name), str(goal / name)) for name in sorted(names)]


def run(
    todo: Iterable[Task], wishes: Wishes, jobs: int | None = None, encoding: str | None = None
) -> Iterator[Outcome]:
    """Clean documents by `jobs` processes (one per core if None); yield what became of each, in order."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        yield from (_clean(task, wishes, encoding) for task in todo)
        return
    with ProcessPoolExecutor(jobs, initializer=_ignore_interrupts) as pool:
        waiting: deque[Future[Outcome]] = deque()
        queue = iter(todo)
        try:
            while True:
                for task in islice(queue, jobs * _AHEAD - len(waiting)):
                    waiting.append(pool.submit(_clean, task, wishes, encoding))
                if not waiting:
                    break
                yield waiting.popleft().result()
        except BrokenExecutor:
            raise CleanerError("a process was killed, perhaps for want of memory; try fewer --jobs") from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _clean(task: Task, wishes: Wishes, encoding: str | None) -> Outcome:
    """Do one task; whatever goes wrong with it is its outcome."""
    try:
        data = files.read(task.source)
        trace = pipeline.run(decode(data, encoding).text, wishes.plan_for(task.source))
        result = trace.result.encode("utf-8")
        Path(task.target).parent.mkdir(parents=True, exist_ok=True)
        files.replace(task.target, result)
    except OSError as error:
        return Outcome(task.name, error.strerror or str(error))
    except CleanerError as error:
        return Outcome(task.name, str(error))
    except Exception as error:  # one document must not end a run over millions
        return Outcome(task.name, f"a mistake in cleaner: {type(error).__name__}: {error}")
    applied = counts(edit for layer in trace.layers for edit in layer.applied)
    return Outcome(task.name, None, len(data), len(result), applied)


def _ignore_interrupts() -> None:
    # Ctrl-C reaches all processes of a terminal; the first one ends the others in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
