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
from typing import TYPE_CHECKING, Any, Self

from cleaner.batch.inorder import InOrder, LostError, Result, Task
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cleaner.batch.inorder import Back, Share

# Bundles under way per core of the cluster: enough that none waits, few enough to be held in memory.
_UNDER_WAY = 8
# How often a task is begun again when its machine is lost. Files are replaced whole, twice does no harm.
_RETRIES = 2


class RayPool(InOrder[Task, Result]):
    """As `Pool`, but on Ray: on this machine, or on the cluster at an address."""

    def __init__(
        self,
        work: Callable[[Task], Result],
        jobs: int | None,
        arrived: Callable[[Task, Result | LostError], None] = lambda _, __: None,
        weight: Callable[[Task], int] = lambda _: 0,
        address: str | None = None,
    ) -> None:
        """Take the work and the number of processes for Ray on this machine; see `InOrder` for the rest."""
        super().__init__(arrived, weight)
        self._work = work
        self._jobs = jobs
        self._address = address
        self._begin: Callable[[list[Task]], Any] = lambda tasks: tasks
        # What was handed out, by Ray's promise of the results.
        self._shares: dict[Any, Share] = {}

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
        self._begin = lambda tasks: remote.remote(work, tasks)
        return self

    def __exit__(self, *_: object) -> None:
        import ray

        ray.shutdown()

    def _room(self) -> int:
        import ray

        cores = ray.cluster_resources().get("CPU", 1)  # type: ignore[no-untyped-call]
        return _UNDER_WAY * max(1, int(cores))

    def _hand_out(self) -> None:
        while self._waiting:
            share = self._waiting.popleft()
            self._shares[self._begin(share.tasks)] = share

    def _collect(self, *, patient: bool) -> Iterator[Back]:
        if not patient:
            return
        import ray

        (ready,), _ = ray.wait(list(self._shares), num_returns=1)
        try:
            results = ray.get(ready)
        except ray.exceptions.RayError as error:
            results = LostError(f"lost on the cluster: {type(error).__name__}")
        yield self._shares.pop(ready), results


def _do(work: Callable[[Any], Any], tasks: list[Any]) -> list[Any]:
    """Do the work; Ray gives functions their arguments where they run."""
    return [work(task) for task in tasks]
