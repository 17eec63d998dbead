"""How much a whole passage surprises, in nats, by the words it can be cut into."""

from __future__ import annotations

import re
from functools import cache

from cleaner import lexicon
from cleaner.fold import fold
from cleaner.hanzi import HAN
from cleaner.slips import likelihood

_HAN_RUN = re.compile(f"[{HAN}]+")
_LONGEST_WORD = 5
_UNKNOWN = 18.0  # A character that is no word of its own.


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


def _signs(text: str, start: int, end: int) -> float:
    return sum(likelihood.general(text[index - 1], text[index]) for index in range(start, end))


def _run(run: str) -> float:
    words = _words()
    best = [0.0]
    for end in range(1, len(run) + 1):
        best.append(
            min(
                best[start] + words.get(run[start:end], _UNKNOWN if end - start == 1 else 1e9)
                for start in range(max(0, end - _LONGEST_WORD), end)
            )
        )
    return best[-1]


@cache
def _words() -> dict[str, float]:
    return {
        word: float(nats)
        for nats, words in lexicon.table("words", ("surprise", "words"))
        for word in words.split(" ")
    }
