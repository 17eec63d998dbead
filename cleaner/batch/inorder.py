"""Tasks handed out to whoever does them, and their results in the order of the tasks.

To wake a process for a task, and to be woken for its result, costs as much as a small file does; so small
tasks are handed out several at a time. Who does the work, processes of this machine or of a cluster, is the
subclass's to say.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Task = TypeVar("Task")
Result = TypeVar("Result")

# Bytes that are handed out together: a tenth of a second of work, which is what a kill can cost each process.
_TOGETHER = 32 * 1024
_MOST_TOGETHER = 16


class LostError(CleanerError):
    """A task has no result: the process that was at it was killed, or stumbled over it."""


class Bundle(Generic[Task, Result]):
    """Tasks that are handed out together, and the results that are there, by place in the bundle."""

    def __init__(self, tasks: list[Task]) -> None:
        self.tasks = tasks
        self.results: dict[int, Result | LostError] = {}

    @property
    def done(self) -> bool:
        """Whether all results are there."""
        return len(self.results) == len(self.tasks)


class Share(NamedTuple):
    """What is handed out at once: the tasks at some places of a bundle."""

    bundle: Bundle[Any, Any]
    places: range

    @property
    def tasks(self) -> list[Any]:
        """Return the tasks."""
        return [self.bundle.tasks[place] for place in self.places]


Back: TypeAlias = tuple[Share, "list[Any] | LostError"]
"""A share with the results of its tasks, or with why there are none."""


class InOrder(ABC, Generic[Task, Result]):
    """What does tasks in any order and gives the results in theirs."""

    def __init__(
        self, arrived: Callable[[Task, Result | LostError], None], weight: Callable[[Task], int]
    ) -> None:
        """Take whom to tell of a result before its turn has come, and how many bytes a task is about."""
        self._arrived = arrived
        self._weight = weight
        self._waiting: deque[Share] = deque()
        # Whether a process was killed at its work, and may have left something half done.
        self.lost = False

    def ordered(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | LostError]]:
        """Yield each task with its result, or with what happened to it."""
        room = self._room()
        coming = self._bundles(tasks, alone=room)
        under_way: deque[Bundle[Task, Result]] = deque()
        while True:
            while len(under_way) < room and (bundle := next(coming, None)):
                under_way.append(bundle)
                self._waiting.append(Share(bundle, range(len(bundle.tasks))))
            self._hand_out()
            if not under_way:
                return
            for share, results in self._collect(patient=not under_way[0].done):
                self._take_back(share, results)
            if under_way[0].done:
                first = under_way.popleft()
                yield from ((task, first.results[place]) for place, task in enumerate(first.tasks))

    @abstractmethod
    def _room(self) -> int:
        """Return how many bundles may be under way, or wait for a slow one before them."""

    @abstractmethod
    def _hand_out(self) -> None:
        """Hand out what is waiting, as far as there is somebody to do it."""

    @abstractmethod
    def _collect(self, *, patient: bool) -> Iterator[Back]:
        """Yield what has come back; wait for something if `patient`."""

    def _bundles(self, tasks: Iterable[Task], alone: int) -> Iterator[Bundle[Task, Result]]:
        """Yield the tasks in bundles; the first ones `alone`, for few tasks shall keep all processes busy."""
        held: list[Task] = []
        size = 0
        for task in tasks:
            weight = self._weight(task)
            if held and size + weight > _TOGETHER:
                yield Bundle(held)
                held, size, alone = [], 0, alone - 1
            held.append(task)
            size += weight
            if alone > 0 or size >= _TOGETHER or len(held) == _MOST_TOGETHER:
                yield Bundle(held)
                held, size, alone = [], 0, alone - 1
        if held:
            yield Bundle(held)

    def _take_back(self, share: Share, results: list[Result] | LostError) -> None:
        bundle, places = share
        if isinstance(results, LostError):
            self.lost = True
            if len(places) > 1:  # Nobody knows at which task it was: one by one that will show.
                self._waiting.extendleft(Share(bundle, range(place, place + 1)) for place in reversed(places))
                return
            results = [results]  # type: ignore[list-item]  # lost is a result as well
        for place, result in zip(places, results, strict=True):
            bundle.results[place] = result
            self._arrived(bundle.tasks[place], result)
