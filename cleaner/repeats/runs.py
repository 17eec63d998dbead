"""Pairs of equal places, joined into passages that stand twice; in linear time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# How far two neighbouring matches of a passage may be apart in either copy, in code points.
REACH = 3000
# A passage is looked at more closely from this many equal code points on.
LEAST_ANCHORED = 20
# Matches follow each other if the second copy is shifted by no more than this against the first …
MOST_DRIFT = 32
# … and they are no farther apart; farther ones are joined afterwards.
_RUN_GAP = REACH
# So many runs are looked at as the continuation of one.
_MOST_CANDIDATES = 30
# A match is extended by as much at most, to see whether it is more than a phrase.
_MOST_EXTENDED = 60
# A match that is so far off the line on which its neighbours lie is the next item of a list or refrain, no
# word more or less.
_LEAST_ASIDE = 6
# So many matches in a row may be off.
_MOST_ASIDE = 4
# Up to this often all pairs of places are formed, beyond it only neighbours.
_FEW = 4
# Short texts that stand more often are items of a list, or formulas.
MOST_COPIES = 64


class Match(NamedTuple):
    """The `size` code points at `first` stand again at `second`, which is further on."""

    first: int
    second: int
    size: int


def matches_of(places: Mapping[str, Sequence[int]]) -> list[Match]:
    """Return the pairs of places at which the same text stands, by the second place."""
    return sorted(_pairs(places), key=lambda match: (match.second, match.first))


def _pairs(places: Mapping[str, Sequence[int]]) -> Iterator[Match]:
    for found, starts in places.items():
        size = len(found)
        if len(starts) == 1 or (len(starts) > MOST_COPIES and size < LEAST_ANCHORED):
            continue
        # Of very many copies those side by side are left to `paragraphs.doubled`.
        least = size + (len(starts) > MOST_COPIES)
        for first, second in _linked(starts):
            if first + least <= second:
                yield Match(first, second, size)


def _linked(starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(starts) > _FEW:
        yield from pairwise(starts)
        return
    for index, first in enumerate(starts):
        for second in starts[index + 1 :]:
            yield first, second


def runs_of(matches: Iterable[Match]) -> list[list[Match]]:
    """Group matches that follow each other at nearly the same distance in both copies.

    The two copies of a run do not overlap: of many copies in a row each run is one copy and the next.
    """
    runs: list[list[Match]] = []
    latest: dict[int, list[Match]] = {}
    for match in matches:
        bucket = (match.second - match.first) // MOST_DRIFT
        near = [
            run
            for run in map(latest.get, (bucket, bucket - 1, bucket + 1))
            if run is not None and _continues(run, match)
        ]
        if near:
            run = min(near, key=lambda run: abs(_drift(run[-1], match)))
            _append(run, match)
        else:
            run = [match]
            runs.append(run)
        latest[bucket] = run
    return runs


def _continues(run: list[Match], match: Match) -> bool:
    last = run[-1]
    return (
        match.first >= last.first
        and abs(_drift(last, match)) <= MOST_DRIFT
        and match.second - last.second - last.size <= _RUN_GAP
        and match.first + match.size <= run[0].second
    )


def _append(run: list[Match], match: Match) -> None:
    """Append a match to a run whose matches are disjoint in both copies, and stay so."""
    last = run[-1]
    overlap = max(last.first + last.size - match.first, last.second + last.size - match.second, 0)
    if _drift(last, match) == 0 and match.first <= last.first + last.size:
        run[-1] = last._replace(size=max(last.size, match.first + match.size - last.first))
    elif overlap < match.size:
        run.append(Match(match.first + overlap, match.second + overlap, match.size - overlap))


def chains_of(runs: list[list[Match]]) -> Iterator[list[Match]]:
    """Join runs, the longest first, with those before and behind them where copies go on after other text."""
    order = sorted(range(len(runs)), key=lambda index: runs[index][0].second)
    place = {index: position for position, index in enumerate(order)}
    free = set(order)
    for seed in sorted(order, key=lambda index: -sum(match.size for match in runs[index])):
        if seed not in free:
            continue
        free.discard(seed)
        chain = list(runs[seed])
        for step in (-1, 1):
            edge = seed
            while (found := _neighbour(chain, runs, order, place[edge], step, free)) is not None:
                edge = found
                free.discard(found)
                chain = runs[found] + chain if step < 0 else chain + runs[found]
        yield chain


def straightened(chain: Sequence[Match]) -> list[Match]:
    """Return a chain without the matches of equal lines with the wrong ones of their like."""
    kept = [chain[0]]
    skipped = 0
    for index, match in enumerate(chain[1:], 1):
        aside = abs(_drift(kept[-1], match))
        ahead = chain[index + 1 : index + 1 + _MOST_ASIDE - skipped]
        if aside >= _LEAST_ASIDE and any(abs(_drift(kept[-1], other)) * 2 < aside for other in ahead):
            skipped += 1
        else:
            kept.append(match)
            skipped = 0
    return kept


def _neighbour(
    chain: list[Match], runs: list[list[Match]], order: list[int], position: int, step: int, free: set[int]
) -> int | None:
    """Return the run that continues a chain upward (`step` -1) or downward (1) with the least in between."""
    best: tuple[int, int] | None = None
    last = position + step * _MOST_CANDIDATES
    while position != last and 0 <= (position := position + step) < len(order):
        index = order[position]
        run = runs[index]
        one, other = (run[-1], chain[0]) if step < 0 else (chain[-1], run[0])
        if abs(other.second - one.second - one.size) > REACH and abs(run[0].second - chain[0].second) > REACH:
            break
        if index not in free or not _fits(run, chain, step) or _gap(one, other) > REACH:
            continue
        cost = _gap(one, other) + abs(_drift(one, other))
        if best is None or cost < best[0]:
            best = cost, index
    return best[1] if best else None


def _fits(run: list[Match], chain: list[Match], step: int) -> bool:
    """Whether a run lies before or behind a chain in both copies, and the copies stay apart."""
    upper, lower = (run, chain) if step < 0 else (chain, run)
    end = upper[-1]
    return (
        end.first + end.size <= lower[0].first
        and end.second + end.size <= lower[0].second
        and lower[-1].first + lower[-1].size <= upper[0].second
    )


def _drift(one: Match, other: Match) -> int:
    """How much more lies between two matches in the second copy than in the first."""
    return (other.second - other.first) - (one.second - one.first)


def _gap(one: Match, other: Match) -> int:
    return max(other.first - one.first, other.second - one.second) - one.size


def is_long(stream: str, run: Sequence[Match]) -> bool:
    """Whether a run is more than a phrase."""
    size = sum(match.size for match in run)
    return size >= LEAST_ANCHORED or size + extension(stream, run[-1]) >= LEAST_ANCHORED


def extension(stream: str, match: Match) -> int:
    """How many more code points agree before and behind a match."""
    back = 0
    while (
        back < min(match.first, _MOST_EXTENDED)
        and stream[match.first - back - 1] == stream[match.second - back - 1]
    ):
        back += 1
    ahead, first_end, second_end = 0, match.first + match.size, match.second + match.size
    most = min(len(stream) - second_end, match.second - first_end, _MOST_EXTENDED)
    while ahead < most and stream[first_end + ahead] == stream[second_end + ahead]:
        ahead += 1
    return back + ahead
