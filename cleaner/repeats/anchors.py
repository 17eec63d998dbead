"""Passages that stand twice in a document, found by places that surely correspond.

These are pieces with equal skeletons, and shingles: runs of characters, sampled by their first one, which is
one of the commonest there are. What is sampled depends on the text alone, so two copies are sampled alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from cleaner.repeats.measures import COMMON, SHINGLE, SHORTEST_PIECE
from cleaner.repeats.pieces import SHORTEST_SENTENCE
from cleaner.repeats.runs import Match, chains_of, is_long, matches_of, runs_of, straightened

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

SHINGLES = re.compile(rf"(?=([{COMMON}].{{{SHINGLE - 1}}}))", re.DOTALL)
# Pieces that begin alike are looked at, whatever they are made of.
_BEGINNING = 8


def passages(keys: Sequence[str]) -> Iterator[list[Match]]:
    """Yield the passages that stand twice in the joined keys: their matches, in order in both copies.

    The two copies of a passage do not overlap; offsets are those of the joined keys.
    """
    stream = "".join(keys)
    matches = sorted(_anchors(keys, stream), key=lambda match: (match.second, match.first))
    starts = set(accumulate(map(len, keys), initial=0))
    runs = [run for run in runs_of(matches) if _starts_in(run, starts) or is_long(stream, run)]
    yield from map(straightened, chains_of(runs))


def _starts_in(run: Sequence[Match], starts: Container[int]) -> bool:
    return run[0].first in starts and run[0].second in starts


def _anchors(keys: Sequence[str], stream: str) -> Iterator[Match]:
    starts = list(accumulate(map(len, keys), initial=0))
    places: dict[str, list[int]] = defaultdict(list)
    beginnings: dict[str, list[int]] = defaultdict(list)
    for key, start in zip(keys, starts, strict=False):
        if len(key) >= SHORTEST_PIECE:
            places[key].append(start)
        if len(key) >= _BEGINNING:
            beginnings[key[:_BEGINNING]].append(start)
    yield from matches_of(places)
    if any(len(found) == 1 and len(key) >= SHORTEST_SENTENCE for key, found in places.items()):
        yield from matches_of(beginnings)
        yield from matches_of(_shingle_places(stream))


def _shingle_places(stream: str) -> dict[str, list[int]]:
    """Return where each of the shingles stands that occur more than once."""
    counts = Counter(SHINGLES.findall(stream))
    repeated = {shingle for shingle, count in counts.items() if count > 1}
    places: dict[str, list[int]] = defaultdict(list)
    if repeated:
        for match in SHINGLES.finditer(stream):
            if match[1] in repeated:
                places[match[1]].append(match.start())
    return places
