"""Processes that do tasks and give the results in the order of the tasks.

The standard library's pool cannot be left while tasks run, gives up when one process is killed, and leaves
its processes behind when the program itself is. Here they can be killed at any time; when the system kills
one, only the task it was at is lost; and they end when the program does, however that happens.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from contextlib import suppress
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Self

from cleaner.batch.inorder import InOrder, LostError, Result, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

    from cleaner.batch.inorder import Back, Share

# Shares that a process has at hand, so that it need not wait for the next one; and bundles that are under way
# or wait for a slow one before them, per process: more take memory, fewer let processes wait.
_AT_HAND = 3
_UNDER_WAY = 16


class Pool(InOrder[Task, Result]):
    """Some processes, each of which does `work`; with one job, this process does it itself."""

    def __init__(
        self,
        work: Callable[[Task], Result],
        jobs: int,
        arrived: Callable[[Task, Result | LostError], None] = lambda _, __: None,
        weight: Callable[[Task], int] = lambda _: 0,
    ) -> None:
        """Take what to do with a task; see `InOrder` for the rest."""
        super().__init__(arrived, weight)
        self._work = work
        self._jobs = jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        if self._jobs > 1:
            self._workers = [_Worker(self._work) for _ in range(self._jobs)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.kill()

    def ordered(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | LostError]]:
        """Yield each task with its result, or with what happened to it."""
        if self._jobs > 1:
            yield from super().ordered(tasks)
            return
        for task in tasks:
            result = self._work(task)
            self._arrived(task, result)
            yield task, result

    def _room(self) -> int:
        return self._jobs * _UNDER_WAY

    def _hand_out(self) -> None:
        for room in range(_AT_HAND):
            for worker in self._workers:
                if self._waiting and len(worker.shares) <= room:
                    worker.give(self._waiting.popleft())

    def _collect(self, *, patient: bool) -> Iterator[Back]:
        busy = {worker.connection: worker for worker in self._workers if worker.shares}
        for ready in wait(list(busy), None if patient else 0):
            worker = busy[ready]  # type: ignore[index]  # only connections were given
            try:
                results = worker.take()
            except (EOFError, OSError):
                results = LostError("the process at work on it was killed, perhaps for want of memory")
                self._waiting.extendleft(list(worker.shares)[:0:-1])
                self._replace(worker)
            yield worker.shares.popleft(), results

    def _replace(self, worker: _Worker) -> None:
        worker.kill()
        self._workers[self._workers.index(worker)] = _Worker(self._work)


class _Worker:
    """A process, the line to it, and the shares it has, in its order."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.shares: deque[Share] = deque()
        self.connection, theirs = Pipe()
        self._process = Process(target=_serve, args=(theirs, self.connection, work), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, share: Share) -> None:
        self.shares.append(share)
        with suppress(OSError):  # If it was killed, that shows when its results are taken.
            self.connection.send(share.tasks)

    def take(self) -> list[Any] | LostError:
        """Return the results of the first share."""
        results: list[Any] = self.connection.recv()
        return results

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(line: Connection[Any, Any], other_end: Connection[Any, Any], work: Callable[[Any], Any]) -> None:
    # Ctrl-C reaches all processes of a terminal; the first one ends the others in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()  # Else this process would keep its own line open when the program is gone.
    tasks: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_receive, args=(line, tasks), daemon=True).start()
    while True:
        line.send([work(task) for task in tasks.get()])


def _receive(line: Connection[Any, Any], tasks: SimpleQueue[Any]) -> None:
    """Take tasks from the line as they come, so that sender and receiver never wait for each other."""
    while True:
        try:
            tasks.put(line.recv())
        except (EOFError, OSError):
            os._exit(0)  # The program is gone, and nobody waits for what this process is doing.
