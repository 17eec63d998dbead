"""Places of a text that surely correspond, chained into pairs of passages; in linear time.

Anchors are pieces with equal skeletons, and shingles: runs of characters, sampled by their first one, which
is one of the commonest there are. What is sampled depends on the text alone, so two copies are sampled alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import accumulate, pairwise
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from cleaner.repeats.skeleton import GLOSS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

# The commonest characters of written Chinese, folded: about one in ten of news is one of them.
_COMMON = "的在是一不了有人和中大国"
# Code points in a shingle. Longer ones miss damaged copies (at 15 % damage 27 % of these survive), shorter
# ones meet everywhere.
SHINGLE = 8
_SHINGLES = re.compile(rf"(?=([{_COMMON}].{{{SHINGLE - 1}}}))", re.DOTALL)
# For a quick look: shingles that do not overlap. A class of three characters is four times as fast as a
# larger one.
_SAMPLES = re.compile(rf"[{_COMMON[:3]}]\w{{{SHINGLE - 1}}}")
# Common characters of either script.
_SIMPLIFIED, _TRADITIONAL = "这们国时会说来对发业经个开关", "這們國時會說來對發業經個開關"
# What glossed or damaged text has, whose copies have less in common.
_DIRT = "\ufffdàìíīúéèǎ"
_NO_TEXT = re.compile(r"[^\w\r\n]+")
# A document with more different samples that stand twice is looked at without more ado.
_MANY = 40
# Of raw text so much at one distance is worth a closer look, wherever it stands …
_MUCH = 80
# … and less, if it is such a share of the shorter one of two lines.
_MUCH_OF_LINE = 0.25
# Sentences that begin alike for a while; one ends with a full stop or a line.
_SENTENCE_BEGINNING = 10
_SENTENCE_BORDERS = {"", "\n", "\r", "。"}
_LINE_END = re.compile(r"[\r\n]")
# Shorter equal pieces are no anchors: menu items, table cells.
_SHORTEST_PIECE = 6
# How far two neighbouring anchors of a passage may be apart in either copy, in code points of the skeleton.
REACH = 3000
# Pieces that begin alike are looked at, whatever they are made of.
_BEGINNING = 8
# A passage is looked at more closely from this many anchored code points on.
_LEAST_ANCHORED = 20
# Matches follow each other if the second copy is shifted by no more than this against the first …
_MOST_DRIFT = 32
# … and they are no farther apart; farther ones are joined afterwards.
_RUN_GAP = 200
# So many runs are looked at as the continuation of one.
_MOST_CANDIDATES = 30
# A match is extended by as much at most, to see whether it is more than a phrase.
_MOST_EXTENDED = 60
# Up to this often all pairs of places are formed, beyond it only neighbours.
_FEW = 4
# Short pieces and shingles that stand more often are items of a list, or formulas.
_MOST_COPIES = 64


class Match(NamedTuple):
    """The `size` code points at `first` stand again at `second`, which is further on."""

    first: int
    second: int
    size: int


def has_repeats(text: str) -> bool:
    """Whether it is worth looking for repeats; a quick look at the raw text, which misses short ones."""
    lines = text.replace("\r", "\n").replace("。", "\n").split("\n")
    found = [line for line in lines if len(line) >= _SHORTEST_PIECE]
    if any(map(eq, found, found[1:])) or _mixed_scripts(text):
        return True
    if any(map(text.__contains__, _DIRT)) or min(text.count(","), text.count("，")) >= _FEW:
        text = _NO_TEXT.sub("", GLOSS.sub("", text))
        samples = _SHINGLES.findall(text)
    else:
        samples = _SAMPLES.findall(text)
    beginnings = [line[:_SENTENCE_BEGINNING] for line in found if len(line) >= _SENTENCE_BEGINNING]
    if len(set(samples)) == len(samples) and len(set(beginnings)) == len(beginnings):
        return False
    repeated = [sample for sample, count in Counter([*samples, *beginnings]).items() if count > 1]
    if len(repeated) > _MANY:
        return True
    places = {sample: list(_found(text, sample)) for sample in repeated}
    matches = sorted(_pairs(places), key=lambda match: (match.second, match.first))
    ends = [match.end() for match in _LINE_END.finditer(text)] if matches else []
    return any(_is_much(text, ends, run) for run in _runs(matches))


def _is_much(text: str, line_ends: Sequence[int], run: Sequence[Match]) -> bool:
    """Whether what agrees may be a copy: lines begin with it, it is a good part of one, or much by itself."""
    size = sum(match.size for match in run) + _extension(text, run[-1])
    if size >= _SENTENCE_BEGINNING and all(
        text[place - 1 : place] in _SENTENCE_BORDERS for place in run[0][:2]
    ):
        return True
    if size < _LEAST_ANCHORED or size >= _MUCH:
        return size >= _MUCH
    if run[0].second - run[-1].first <= size + _MOST_DRIFT:
        return True
    lines = [_line_length(text, line_ends, place) for place in run[0][:2]]
    return size >= _MUCH_OF_LINE * min(lines)


def _line_length(text: str, line_ends: Sequence[int], place: int) -> int:
    index = bisect_right(line_ends, place)
    start = line_ends[index - 1] if index else 0
    return (line_ends[index] if index < len(line_ends) else len(text)) - start


def _found(text: str, sample: str) -> Iterator[int]:
    position = text.find(sample)
    while position >= 0:
        yield position
        position = text.find(sample, position + len(sample))


def _mixed_scripts(text: str) -> bool:
    """Whether common characters of both scripts occur, so that a copy may be in the other one."""
    return any(map(text.__contains__, _SIMPLIFIED)) and any(map(text.__contains__, _TRADITIONAL))


def passages(keys: Sequence[str]) -> Iterator[list[Match]]:
    """Yield the passages that stand twice in the joined keys: their matches, in order in both copies.

    The two copies of a passage do not overlap; offsets are those of the joined keys.
    """
    stream = "".join(keys)
    matches = sorted(_anchors(keys, stream), key=lambda match: (match.second, match.first))
    starts = set(accumulate(map(len, keys), initial=0))
    yield from _chains([run for run in _runs(matches) if _starts_in(run, starts) or _is_long(stream, run)])


def _starts_in(run: Sequence[Match], starts: Container[int]) -> bool:
    return run[0].first in starts and run[0].second in starts


def _is_long(stream: str, run: Sequence[Match]) -> bool:
    size = sum(match.size for match in run)
    return size >= _LEAST_ANCHORED or size + _extension(stream, run[-1]) >= _LEAST_ANCHORED


def _extension(stream: str, match: Match) -> int:
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


def _anchors(keys: Sequence[str], stream: str) -> Iterator[Match]:
    starts = list(accumulate(map(len, keys), initial=0))
    places: dict[str, list[int]] = defaultdict(list)
    beginnings: dict[str, list[int]] = defaultdict(list)
    for key, start in zip(keys, starts, strict=False):
        if len(key) >= _SHORTEST_PIECE:
            places[key].append(start)
        if len(key) >= _BEGINNING:
            beginnings[key[:_BEGINNING]].append(start)
    yield from _pairs(places)
    if any(len(found) == 1 for found in places.values()):
        yield from _pairs(beginnings)
        yield from _pairs(_shingle_places(stream))


def _shingle_places(stream: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for match in _SHINGLES.finditer(stream):
        places[match[1]].append(match.start())
    return places


def _pairs(places: dict[str, list[int]]) -> Iterator[Match]:
    for found, starts in places.items():
        size = len(found)
        if len(starts) == 1 or (len(starts) > _MOST_COPIES and size < _LEAST_ANCHORED):
            continue
        # Of very many copies those side by side are left to `paragraphs.doubled`.
        least = size + (len(starts) > _MOST_COPIES)
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


def _runs(matches: Iterable[Match]) -> list[list[Match]]:
    """Group matches that follow each other at nearly the same distance in both copies.

    The two copies of a run do not overlap: of many copies in a row each run is one copy and the next.
    """
    runs: list[list[Match]] = []
    latest: dict[int, list[Match]] = {}
    for match in matches:
        bucket = (match.second - match.first) // _MOST_DRIFT
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
        and abs(_drift(last, match)) <= _MOST_DRIFT
        and match.second - last.second - last.size <= _RUN_GAP
        and match.first + match.size <= run[0].second
    )


def _drift(one: Match, other: Match) -> int:
    """How much more lies between two matches in the second copy than in the first."""
    return (other.second - other.first) - (one.second - one.first)


def _append(run: list[Match], match: Match) -> None:
    """Append a match to a run whose matches are disjoint in both copies, and stay so."""
    last = run[-1]
    overlap = max(last.first + last.size - match.first, last.second + last.size - match.second, 0)
    if _drift(last, match) == 0 and match.first <= last.first + last.size:
        run[-1] = last._replace(size=max(last.size, match.first + match.size - last.first))
    elif overlap < match.size:
        run.append(Match(match.first + overlap, match.second + overlap, match.size - overlap))


def _chains(runs: list[list[Match]]) -> Iterator[list[Match]]:
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


def _gap(one: Match, other: Match) -> int:
    return max(other.first - one.first, other.second - one.second) - one.size
