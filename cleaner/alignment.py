"""Describes a rewritten text as edits: which characters were replaced, and which words.

A converter rarely changes the length of a text, and mostly replaces a character by its other form. Texts are
compared in folded form, so both forms of a character count as equal, and what differs still is vocabulary.
The time is linear in the text: after a difference the two texts are brought in step again within a window.
"""

from __future__ import annotations

from functools import cache
from itertools import count, product
from typing import TYPE_CHECKING

from cleaner.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

# Code points that must agree for two texts to be in step again, and how far apart a word and its replacement
# may end: the longest entry of the converters' word lists has about 20.
_IN_STEP = 3
_WINDOW = 48


# A plain tuple, as a third of the characters of a text may change: half the time would go into making names.
Change = tuple[int, str, str, bool]
"""Where in the old text, what was replaced, by what, and whether that is a word: not just its other form."""


def changes(old: str, new: str) -> Iterator[Change]:
    """Yield what was changed, in order: applied to `old`, it gives `new`."""
    if old == new:
        return
    old_lines, new_lines = old.split("\n"), new.split("\n")
    if len(old_lines) != len(new_lines):
        yield 0, old, new, True
        return
    start = 0
    for before, after in zip(old_lines, new_lines, strict=True):
        if before != after:
            yield from _line(start, before, after)
        start += len(before) + 1


def _line(start: int, old: str, new: str) -> Iterator[Change]:
    folded_old, folded_new = fold(old), fold(new)
    if folded_old == folded_new:
        yield from _characters(start, old, new)
        return
    at_old = at_new = 0
    while at_old < len(old) or at_new < len(new):
        length = _common(folded_old, at_old, folded_new, at_new)
        yield from _characters(start + at_old, old[at_old : at_old + length], new[at_new : at_new + length])
        at_old, at_new = at_old + length, at_new + length
        if at_old == len(old) and at_new == len(new):
            return
        end_old, end_new = _in_step(folded_old, at_old, folded_new, at_new)
        yield start + at_old, old[at_old:end_old], new[at_new:end_new], True
        at_old, at_new = end_old, end_new


def _characters(start: int, old: str, new: str) -> list[Change]:
    places = zip(count(start), old, new)
    return [(place, before, after, False) for place, before, after in places if before != after]


def _common(old: str, at_old: int, new: str, at_new: int) -> int:
    """Return how many code points agree from here on, by doubling and halving the compared length."""
    length, step = 0, 64
    while step:
        here = old[at_old + length : at_old + length + step]
        if here and len(here) == step and new.startswith(here, at_new + length):
            length, step = length + step, step * 2
        else:
            step //= 2
    return length


def _in_step(old: str, at_old: int, new: str, at_new: int) -> tuple[int, int]:
    """Return the nearest places where the texts agree again; the ends of both where there are none."""
    for ahead_old, ahead_new in _offsets():
        end_old, end_new = at_old + ahead_old, at_new + ahead_new
        if end_old > len(old) or end_new > len(new):
            continue
        if old[end_old : end_old + _IN_STEP] == new[end_new : end_new + _IN_STEP]:
            return end_old, end_new
    return len(old), len(new)


@cache
def _offsets() -> tuple[tuple[int, int], ...]:
    """Where to look for the end of a word and of its replacement: near first, of equal length first."""
    window = range(_WINDOW + 1)
    return tuple(sorted(product(window, window), key=lambda pair: (sum(pair), abs(pair[0] - pair[1]))))[1:]
