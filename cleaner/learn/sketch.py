"""Counts how many documents hold a line, in memory that does not grow with the number of documents."""

from __future__ import annotations

from hashlib import blake2b
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def key_of(line: str) -> int:
    """Return 64 bits that stand for a line: among a thousand million lines two are hardly ever mistaken."""
    return int.from_bytes(blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest())


class LossyCounter:
    """Lossy counting (Manku and Motwani, VLDB 2002), a document at a time.

    A count is never too high, and too low by less than `error` (a share) of the documents seen. Only lines
    that recur oftener than that are remembered for long.
    """

    def __init__(self, error: float) -> None:
        self._width = ceil(1 / error)
        self._counts: dict[int, int] = {}
        # How often a line may have been seen before it was remembered.
        self._missed: dict[int, int] = {}
        self.documents = 0

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, keys: Iterable[int]) -> None:
        """Count the lines of one document; each once, however often it stands there."""
        windows = self.documents // self._width
        for key in set(keys):
            self._counts[key] = self._counts.get(key, 0) + 1
            if windows:
                self._missed.setdefault(key, windows)
        self.documents += 1
        if self.documents % self._width == 0:
            self._forget(self.documents // self._width)

    def _forget(self, windows: int) -> None:
        rare = [key for key, count in self._counts.items() if count + self._missed.get(key, 0) <= windows]
        for key in rare:
            del self._counts[key]
            self._missed.pop(key, None)

    def at_least(self, floor: int) -> dict[int, int]:
        """Return all lines that `floor` documents or more may hold, each with the most that it can be."""
        most = {key: count + self._missed.get(key, 0) for key, count in self._counts.items()}
        return {key: count for key, count in most.items() if count >= floor}
