"""Small tasks are handed out several at a time, and the results come in the order of the tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.batch.inorder import InOrder, LostError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.inorder import Back, Share

ROOM = 4
KILLER = 13


class Backwards(InOrder[int, int]):
    """Does what was handed out last first; a share with the number of the killer in it is lost."""

    def __init__(self, weight: int = 0) -> None:
        self.told: list[int] = []
        super().__init__(lambda task, _: self.told.append(task), lambda _: weight)
        self.sizes: list[int] = []
        self._given: list[Share] = []

    def _room(self) -> int:
        return ROOM

    def _hand_out(self) -> None:
        while self._waiting:
            share = self._waiting.popleft()
            self.sizes.append(len(share.tasks))
            self._given.append(share)

    def _collect(self, *, patient: bool) -> Iterator[Back]:
        if patient:
            share = self._given.pop()
            lost = KILLER in share.tasks
            yield share, LostError("killed") if lost else [task * task for task in share.tasks]


@given(st.integers(0, 300), st.integers(0, 40_000))
def test_all_results_come_in_order_and_are_told_once(number: int, weight: int) -> None:
    pool = Backwards(weight)
    found = list(pool.ordered(range(number)))
    assert [task for task, _ in found] == list(range(number))
    assert sorted(pool.told) == list(range(number))
    assert [task for task, result in found if isinstance(result, LostError)] == [KILLER][: number > KILLER]
    assert all(result == task * task for task, result in found if task != KILLER)
    assert pool.lost == (number > KILLER)


def test_the_first_tasks_are_handed_out_one_by_one() -> None:
    pool = Backwards()
    list(pool.ordered(range(KILLER)))
    assert pool.sizes[:ROOM] == [1] * ROOM
    assert sum(pool.sizes) == KILLER
    assert len(pool.sizes) == ROOM + 1


@pytest.mark.parametrize(("weight", "together"), [(1, 16), (4 * 1024, 8), (30_000, 1), (1 << 30, 1)])
def test_what_is_handed_out_at_once_is_small(weight: int, together: int) -> None:
    pool = Backwards(weight)
    list(pool.ordered(range(100, 200)))
    assert max(pool.sizes) == together
