"""The processes of a Ray cluster in the place of this machine's: the same work, the same results.

What runs there is the function that runs here, so that the bytes cannot differ. Whole files are read and
written where the work is done, so that every node must see the folders by the same names; pieces of files of
JSON lines go through this process, which alone can put them together again.

Ray Data's own readers are not used, as they change what they should not: in JSON lines they take texts like
2026-11-21 for dates, and write numbers of milliseconds (Ray 2.60); of Parquet they lose files and row groups.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from cleaner.batch.pool import LostError
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Task = TypeVar("Task")
Result = TypeVar("Result")

# Tasks under way per core of the cluster: enough that none waits, few enough to be held in memory.
_UNDER_WAY = 8
# How often a task is begun again when its machine is lost. Files are replaced whole, twice does no harm.
_RETRIES = 2


class RayPool(Generic[Task, Result]):
    """As `Pool`, but on Ray: on this machine, or on the cluster at an address."""

    def __init__(
        self,
        work: Callable[[Task], Result],
        jobs: int | None,
        arrived: Callable[[Task, Result | LostError], None] = lambda _, __: None,
        address: str | None = None,
    ) -> None:
        """Take the work, whom to tell of results, and the number of processes for Ray on this machine."""
        self._work = work
        self._arrived = arrived
        self._jobs = jobs
        self._address = address
        self._begin: Callable[[Task], Any] = work

    def __enter__(self) -> Self:
        # Must be set before Ray is imported: no program of ours calls home.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        try:
            import ray
        except ImportError as error:
            raise UsageError("--engine ray needs Ray: pip install 'cleaner[ray]'") from error

        manners: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
        if self._address is None:
            manners |= {"num_cpus": self._jobs, "include_dashboard": False}
        try:
            ray.init(self._address, **manners)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise UsageError(f"--ray-address {self._address}: {error}") from error
        work = ray.put(self._work)
        remote = ray.remote(_do).options(max_retries=_RETRIES)
        self._begin = lambda task: remote.remote(work, task)
        return self

    def __exit__(self, *_: object) -> None:
        import ray

        ray.shutdown()

    def ordered(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | LostError]]:
        """Yield each task with its result, or with what happened to it."""
        import ray

        cores = ray.cluster_resources().get("CPU", 1)  # type: ignore[no-untyped-call]
        room = _UNDER_WAY * max(1, int(cores))
        coming = enumerate(tasks)
        under_way: dict[int, Task] = {}
        numbers: dict[Any, int] = {}
        done: dict[int, Result | LostError] = {}
        following = 0
        while True:
            while len(under_way) < room and (found := next(coming, None)):
                under_way[found[0]] = found[1]
                numbers[self._begin(found[1])] = found[0]
            if not under_way:
                return
            if following not in done:
                self._collect(done, under_way, numbers)
            else:
                yield under_way.pop(following), done.pop(following)
                following += 1

    def _collect(
        self, done: dict[int, Result | LostError], under_way: dict[int, Task], numbers: dict[Any, int]
    ) -> None:
        """Wait for a result and take it."""
        import ray

        (ready,), _ = ray.wait(list(numbers), num_returns=1)
        number = numbers.pop(ready)
        try:
            result = ray.get(ready)
        except ray.exceptions.RayError as error:
            result = LostError(f"lost on the cluster: {type(error).__name__}")
        done[number] = result
        self._arrived(under_way[number], result)


def _do(work: Callable[[Any], Any], task: Any) -> Any:
    """Do the work; Ray gives functions their arguments where they run."""
    return work(task)
