"""How much a whole passage surprises, in nats, by the words it can be cut into."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleaner import lexicon
from cleaner.fold import fold
from cleaner.hanzi import HAN
from cleaner.slips import likelihood

if TYPE_CHECKING:
    from collections.abc import Iterable

_HAN_RUN = re.compile(f"[{HAN}]+")
_LONGEST_WORD = 6
_UNKNOWN = 18.0  # A character that is no word of its own.
_ALONE = "."  # Stands in the table for the rest of a word of one character.


def surprise(text: str) -> float:
    """Nats of surprise at a text, its first character given."""
    total = 0.0
    position = 1
    folded = fold(text)
    for run in _HAN_RUN.finditer(folded, 1):
        total += _signs(text, position, run.start()) + likelihood.sign(text[run.start() - 1], "字")
        total += _run(run[0])
        position = run.end()
    return total + _signs(text, position, len(text))


def completed(before: str, characters: Iterable[str], after: str) -> set[str]:
    """Return the characters that end or begin a word of three and more characters with what is around."""
    left, right = fold(before), fold(after)
    ends = [left[-length:] for length in range(2, min(_LONGEST_WORD, len(left) + 1))]
    begins = [right[:length] for length in range(2, min(_LONGEST_WORD, len(right) + 1))]
    ends = [end for end in ends if len(_beginning(end[0])[0]) > 1]
    found = set()
    for character in characters:
        folded = fold(character)
        rests, longest = _beginning(folded)
        if any(end[1:] + folded in _beginning(end[0])[0] for end in ends) or (
            longest > 2 and any(begin in rests for begin in begins)
        ):
            found.add(character)
    return found


def _signs(text: str, start: int, end: int) -> float:
    return sum(likelihood.general(text[index - 1], text[index]) for index in range(start, end))


def _run(run: str) -> float:
    """Nats of the likeliest way to cut a run of Han characters into words."""
    length = len(run)
    best = [0.0] + [float("inf")] * length
    for start, first in enumerate(run):
        so_far = best[start]
        words, longest = _beginning(first)
        alone = so_far + words.get("", _UNKNOWN)
        best[start + 1] = min(best[start + 1], alone)
        for end in range(start + 2, min(length, start + longest) + 1):
            nats = words.get(run[start + 1 : end])
            if nats is not None and so_far + nats < best[end]:
                best[end] = so_far + nats
    return best[-1]


@lru_cache(maxsize=8192)
def _beginning(first: str) -> tuple[dict[str, float], int]:
    """Return the nats of the words that begin with a character, by what follows it, and the longest."""
    words: dict[str, float] = {}
    for group in filter(None, _rows().get(first, "").split(";")):
        nats, *rests = group.split(" ")
        words |= {"" if rest == _ALONE else rest: float(nats) for rest in rests}
    return words, min(_LONGEST_WORD, 1 + max(map(len, words), default=0))


@cache
def _rows() -> dict[str, str]:
    # Not by lexicon.rows: this table is the largest, and a passage needs a few of its rows.
    text = (lexicon.DATA / "words.tsv").read_text("utf-8")
    return {line[0]: line[2:] for line in text.split("\n") if line[1:2] == "\t"}
