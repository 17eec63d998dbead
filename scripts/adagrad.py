"""Stochastic gradient descent, as all scripts here learn: the more a weight moved, the slower it moves.

Duchi, Hazan, Singer: Adaptive subgradient methods for online learning and stochastic optimization, JMLR 12,
2011.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Slopes of weights that have not moved yet are taken for no less (its square root), and log odds for no more.
_LEAST_SQUARE = 1e-6
_MOST_ODDS = 30.0

Bound = Callable[[str, float], float]


def as_share(total: float) -> float:
    """Return log odds as a share of 1."""
    return 1 / (1 + exp(-max(-_MOST_ODDS, min(_MOST_ODDS, total))))


class Learner:
    """Weights by name, 0 at first, that follow the slopes they are told.

    Each step goes by `rate`, with that `decay` towards 0 (both in the unit of the weights); `bound` says what
    a weight of some name may be.
    """

    def __init__(self, rate: float, decay: float, bound: Bound | None = None) -> None:
        self.weights: dict[str, float] = defaultdict(float)
        self._squares: dict[str, float] = defaultdict(lambda: _LEAST_SQUARE)
        self._rate, self._decay, self._bound = rate, decay, bound

    def follow(self, slopes: Iterable[tuple[str, float]]) -> None:
        """Go one step against the slope of the error, given for each weight that has one."""
        weights, squares = self.weights, self._squares
        for name, slope in slopes:
            step = slope + self._decay * weights[name]
            squares[name] += step * step
            weight = weights[name] - self._rate * step / squares[name] ** 0.5
            weights[name] = self._bound(name, weight) if self._bound else weight


class Mean:
    """The mean of weights over several states of a learner: each state leans to the rows that came last."""

    def __init__(self) -> None:
        self._totals: dict[str, float] = defaultdict(float)
        self._count = 0

    def add(self, weights: Mapping[str, float]) -> None:
        """Take one state in."""
        self._count += 1
        for name, weight in weights.items():
            self._totals[name] += weight

    def weights(self) -> dict[str, float]:
        """Return the mean of what was taken in."""
        return {name: total / self._count for name, total in self._totals.items()}
