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
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

Task = TypeVar("Task")
Result = TypeVar("Result")

# Tasks that a process has at hand, so that it need not wait for the next one; and tasks that are under way
# or wait for a slow one before them, per process: more take memory, fewer let processes wait.
_AT_HAND = 3
_UNDER_WAY = 16


class LostError(CleanerError):
    """A task has no result: the process that was at it was killed, or stumbled over it."""


class Pool(Generic[Task, Result]):
    """Some processes, each of which does `work`; with one job, this process does it itself."""

    def __init__(
        self,
        work: Callable[[Task], Result],
        jobs: int,
        arrived: Callable[[Task, Result | LostError], None] = lambda _, __: None,
    ) -> None:
        """Take what to do with a task, and whom to tell of a result at once, before its turn has come."""
        self._work = work
        self._arrived = arrived
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
        if self._jobs == 1:
            for task in tasks:
                result = self._work(task)
                self._arrived(task, result)
                yield task, result
            return
        coming = enumerate(tasks)
        waiting: deque[tuple[int, Task]] = deque()
        under_way: dict[int, Task] = {}
        done: dict[int, Result | LostError] = {}
        following = 0
        while True:
            while len(under_way) < self._jobs * _UNDER_WAY and (found := next(coming, None)):
                waiting.append(found)
                under_way[found[0]] = found[1]
            self._hand_out(waiting)
            if not under_way:
                return
            self._collect(done, waiting, under_way, patient=following not in done)
            if following in done:
                yield under_way.pop(following), done.pop(following)
                following += 1

    def _hand_out(self, waiting: deque[tuple[int, Task]]) -> None:
        for room in range(_AT_HAND):
            for worker in self._workers:
                if waiting and len(worker.numbers) <= room:
                    worker.give(*waiting.popleft())

    def _collect(
        self,
        done: dict[int, Result | LostError],
        waiting: deque[tuple[int, Task]],
        under_way: dict[int, Task],
        *,
        patient: bool,
    ) -> None:
        """Take the results that are there; wait for one if `patient`."""
        busy = {worker.connection: worker for worker in self._workers if worker.numbers}
        for ready in wait(list(busy), None if patient else 0):
            worker = busy[ready]  # type: ignore[index]  # only connections were given
            try:
                number, result = worker.take()
            except (EOFError, OSError):
                number, *rest = worker.numbers
                result = LostError("the process at work on it was killed, perhaps for want of memory")
                waiting.extendleft((number, under_way[number]) for number in reversed(rest))
                worker.kill()
                self._workers[self._workers.index(worker)] = _Worker(self._work)
            done[number] = result
            self._arrived(under_way[number], result)


class _Worker:
    """A process, the line to it, and the numbers of the tasks it has, in its order."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.numbers: deque[int] = deque()
        self.connection, theirs = Pipe()
        self._process = Process(target=_serve, args=(theirs, self.connection, work), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, number: int, task: object) -> None:
        self.numbers.append(number)
        with suppress(OSError):  # If it was killed, that shows when its results are taken.
            self.connection.send(task)

    def take(self) -> tuple[int, Any]:
        result = self.connection.recv()
        return self.numbers.popleft(), result

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
        line.send(work(tasks.get()))


def _receive(line: Connection[Any, Any], tasks: SimpleQueue[Any]) -> None:
    """Take tasks from the line as they come, so that sender and receiver never wait for each other."""
    while True:
        try:
            tasks.put(line.recv())
        except (EOFError, OSError):
            os._exit(0)  # The program is gone, and nobody waits for what this process is doing.
