"""How similar two documents are, by what they say, and whether they tell of the same thing."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from cleaner.dupes.signature import GRAM, grams

# Longer documents, in code points of what is compared, are compared by their sets of five-grams, in time that
# grows with the text; the order of the five-grams no longer counts.
_LONG = 50_000
# For a quick look: so many five-grams; and what of the least similarity must be found among them, for the
# sample may be a bad one.
_SAMPLE, _MARGIN = 50, 0.5
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_NUMBER = re.compile(rf"{_DIGITS.pattern}|[零〇一二两三四五六七八九十百千万亿]+")
# Code points of what is compared: what is no beginning by chance, and what holds title, date and first words.
_BEGINNING, _HEAD = 12, 100
# So many code points on each side of a number say what it counts.
_AROUND = 4


class Likeness(NamedTuple):
    """What two documents have in common.

    `one` and `other` are the shares (0 to 1) of each that stand in the other in the same order; `numbers` is
    how many numbers only one of the two has. `begin_alike` says whether the one begins near the beginning of
    the other.
    """

    one: float
    other: float
    numbers: int
    begin_alike: bool

    @property
    def similarity(self) -> float:
        """The share of the shorter one that is in the longer one: all of it for a copy that was cut."""
        return max(self.one, self.other)


def may_be_alike(one: str, other: set[str], least: float) -> bool:
    """Whether it is worth comparing a text with one of these five-grams: a quick look at a few."""
    size = len(one) - GRAM + 1
    stride = max(1, size // _SAMPLE)
    common = sum(one[place : place + GRAM] in other for place in range(0, size, stride))
    return common * stride >= least * _MARGIN * min(size, len(other))


def likeness(one: str, other: str) -> Likeness:
    """Compare what two documents say."""
    if one == other:
        return Likeness(1.0, 1.0, 0, begin_alike=True)
    common, sizes = _common(one, other)
    numbers = differing_numbers(one, other)
    return Likeness(common / sizes[0], common / sizes[1], numbers, begin_alike(one, other))


def begin_alike(one: str, other: str) -> bool:
    """Whether two documents have the same title or first words; a line above them in one does not matter."""
    return one[:_BEGINNING] in other[:_HEAD] or other[:_BEGINNING] in one[:_HEAD]


def _common(one: str, other: str) -> tuple[int, tuple[int, int]]:
    """Return how many five-grams two texts have in common, in the same order, and how many each has."""
    if max(len(one), len(other)) > _LONG:
        first, second = set(grams(one)), set(grams(other))
        return len(first & second), (max(1, len(first)), max(1, len(second)))
    from rapidfuzz.distance import LCSseq

    common = LCSseq.similarity(grams(one), grams(other))
    return common, (max(1, len(one) - GRAM + 1), max(1, len(other) - GRAM + 1))


def differing_numbers(one: str, other: str) -> int:
    """Return how many numbers only one of two documents has: a follow-up differs in them."""
    first, second = Counter(_DIGITS.findall(one)), Counter(_DIGITS.findall(other))
    return (first - second).total() + (second - first).total()


def contradicts(one: str, other: str) -> bool:
    """Whether two documents have different numbers between the same words: then neither is a copy."""
    first, second = _numbers(one), _numbers(other)
    return any(first[words].isdisjoint(second[words]) for words in first.keys() & second.keys())


def _numbers(said: str) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for match in _NUMBER.finditer(said):
        start, end = match.span()
        if start >= _AROUND and end + _AROUND <= len(said):
            words = said[start - _AROUND : start], said[end : end + _AROUND]
            found.setdefault(words, set()).add(match[0])
    return found
