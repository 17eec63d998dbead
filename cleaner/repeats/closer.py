"""A closer look at what of a document stands twice in the same words: whether it may be a copy."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleaner.repeats.measures import LONG_LINE, SENTENCE_BEGINNING, SPEAKERS
from cleaner.repeats.runs import (
    LEAST_ANCHORED,
    MOST_COPIES,
    MOST_DRIFT,
    Match,
    extension,
    matches_of,
    runs_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Of raw text so much at one distance is worth a closer look, wherever it stands …
_MUCH = 80
# … and less, if it is such a share of the shorter one of two lines.
_MUCH_OF_LINE = 0.25
# … if of the shorter line so many characters are in the other one, too. Of Chinese lines that have nothing to
# do with each other a quarter to two fifths are; of copies with 15 % damage in each more than
# seven tenths.
_LEAST_COMMON = 0.7
# A sentence ends with a full stop or a line.
_SENTENCE_BORDERS = {"", "\n", "\r", "。"}


def is_much(text: str, repeated: Iterable[str]) -> bool:
    """Whether samples that stand more than once in a text are enough to look at all of it."""
    places = {sample: list(_found(text, sample)) for sample in repeated}
    if max(map(len, places.values())) > MOST_COPIES:
        return True
    return any(_is_much(text, run) for run in runs_of(matches_of(places)))


def _is_much(text: str, run: Sequence[Match]) -> bool:
    """Whether what agrees may be a copy: lines begin with it, it is a good part of one, or much by itself."""
    size = sum(match.size for match in run) + extension(text, run[-1])
    if size >= _MUCH:
        return True
    lines = [_line(text, place) for place in run[0][:2]]
    if size < _MUCH_OF_LINE * min(map(len, lines)):
        return size >= LEAST_ANCHORED and run[0].second - run[-1].first <= size + MOST_DRIFT
    at_starts = all(text[place - 1 : place] in _SENTENCE_BORDERS for place in run[0][:2])
    if size < (SENTENCE_BEGINNING if at_starts else LEAST_ANCHORED):
        return False
    if lines[0] == lines[1]:
        gap = run[0].second - run[-1].first
        return gap <= size + 2 * MOST_DRIFT or len(lines[0]) >= LONG_LINE
    return _are_alike(text, lines, run[0])


def _line(text: str, place: int) -> range:
    end = text.find("\n", place)
    return range(text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text))


def _are_alike(text: str, lines: Sequence[range], match: Match) -> bool:
    """Whether most characters of the shorter of two lines are in the other one, in about the same place."""
    (short, place), (long, other) = sorted(zip(lines, match[:2], strict=True), key=lambda side: len(side[0]))
    if len(short) >= LONG_LINE:
        return True
    if text.endswith(SPEAKERS, short.start, short.stop):
        return False
    start = max(long.start, short.start + other - place - MOST_DRIFT)
    end = min(long.stop, short.stop + other - place + MOST_DRIFT)
    common = Counter(text[short.start : short.stop]) & Counter(text[start:end])
    return common.total() >= _LEAST_COMMON * len(short)


def _found(text: str, sample: str) -> Iterator[int]:
    position = text.find(sample)
    while position >= 0:
        yield position
        position = text.find(sample, position + len(sample))
