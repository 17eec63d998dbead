"""How much a whole passage surprises, in nats, by the words it can be cut into."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from cleaner import late, lexicon
from cleaner.fold import fold
from cleaner.hanzi import HAN
from cleaner.slips import likelihood

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_HAN_RUN = late.pattern(f"[{HAN}]+")
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
        total += _cuts(run[0])[-1]
        position = run.end()
    return total + _signs(text, position, len(text))


def of_two(firsts: Iterable[str], seconds: Collection[str]) -> dict[str, float]:
    """Return the words of a character of the one and a character of the other, with their nats."""
    folded = list(zip(seconds, fold("".join(seconds)), strict=True))
    beginnings = ((first, _beginning(fold(first))[0]) for first in firsts)
    return {first + one: words[rest] for first, words in beginnings for one, rest in folded if rest in words}


class Between:
    """Weighs one character after another between two texts: what does not depend on it is weighed once."""

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = before, after
        self._left, self._right = fold(before), fold(after)
        self._first = len(before) - _run_length(self._left[:0:-1])
        self._last = _run_length(self._right)

    def surprise(self, character: str) -> float:
        """Nats of surprise at the texts with a character between them; see `surprise`."""
        folded = fold(character)
        if not _HAN_RUN.match(folded):
            return surprise(self._before + character + self._after)
        behind = self._after[: not self._last]
        next_sign = likelihood.general(character, behind) if behind else 0.0
        return self._outside + self._cut_at(folded) + next_sign

    def completed(self, characters: Collection[str]) -> set[str]:
        """Return the characters that end or begin a word with the texts."""
        left, right = self._left, self._right
        ends = [left[-length:] for length in range(1, min(_LONGEST_WORD, len(left) + 1))]
        begins = [right[:length] for length in range(1, min(_LONGEST_WORD, len(right) + 1))]
        folded = dict(zip(characters, fold("".join(characters)), strict=True))
        candidates = set(folded.values())
        known: set[str] = set()
        for first, rest in ((end[0], end[1:]) for end in ends):
            if _may_begin(first, rest):
                words, _ = _beginning(first)
                known |= {one for one in candidates if rest + one in words}
        if begins:
            likely = [one for one in candidates if _may_begin(one, begins[0])]
            known |= {one for one in likely if not _beginning(one)[0].keys().isdisjoint(begins)}
        return {character for character, one in folded.items() if one in known}

    @cached_property
    def _outside(self) -> float:
        """Nats for what is not in one run of Han characters with the character."""
        before = self._before[: self._first]
        after = self._after[self._last - 1 :] if self._last else self._after
        return surprise(before) + likelihood.sign(before[-1], "字") + surprise(after)

    @cached_property
    def _starts(self) -> list[tuple[float, dict[str, float], str, int]]:
        """Where a word with the character may start: nats up to there, its words, what is before, lengths."""
        run = self._left[self._first :]
        found = []
        for start, nats in enumerate(_cuts(run)[:-1]):
            words, longest = _beginning(run[start])
            reach = longest - (len(run) - start)
            if reach > 0:
                found.append((nats, words, run[start + 1 :], reach))
        return found

    @cached_property
    def _ends(self) -> list[tuple[str, float]]:
        """What of the text behind it may be in a word with the character, with the nats for the rest."""
        run = self._right[: self._last]
        return [(run[:end], _cuts(run[end:])[-1]) for end in range(min(_LONGEST_WORD, len(run) + 1))]

    @cached_property
    def _before_it(self) -> float:
        return _cuts(self._left[self._first :])[-1]

    def _cut_at(self, character: str) -> float:
        """Nats of the likeliest way to cut the run of Han characters around a character into words."""
        ends = self._ends
        words, longest = _beginning(character)
        best = self._before_it + words.get("", _UNKNOWN) + ends[0][1]
        for behind, rest in ends[1:longest]:
            nats = words.get(behind)
            if nats is not None and self._before_it + nats + rest < best:
                best = self._before_it + nats + rest
        for so_far, words, middle, reach in self._starts:
            for behind, rest in ends[:reach]:
                nats = words.get(middle + character + behind)
                if nats is not None and so_far + nats + rest < best:
                    best = so_far + nats + rest
        return best


def _run_length(text: str) -> int:
    """Return how many Han characters a text begins with."""
    run = _HAN_RUN.match(text)
    return run.end() if run else 0


def _signs(text: str, start: int, end: int) -> float:
    return sum(map(likelihood.general, text[start - 1 : end], text[start:end]))


@lru_cache(maxsize=4096)
def _cuts(run: str) -> list[float]:
    """Nats of the likeliest way to cut the beginnings of a run of Han characters into words, all at last."""
    length = len(run)
    best = [0.0] + [float("inf")] * length
    for start, first in enumerate(run):
        so_far = best[start]
        words, longest = _beginning(first)
        alone = so_far + words.get("", _UNKNOWN)
        if alone < best[start + 1]:
            best[start + 1] = alone
        for end in range(start + 2, min(length, start + longest) + 1):
            nats = words.get(run[start + 1 : end])
            if nats is not None and so_far + nats < best[end]:
                best[end] = so_far + nats
    return best


@lru_cache(maxsize=8192)
def _beginning(first: str) -> tuple[dict[str, float], int]:
    """Return the nats of the words that begin with a character, by what follows it, and the longest."""
    words: dict[str, float] = {}
    for group in filter(None, _row(first).split(";")):
        nats, *rests = group.split(" ")
        words.update(dict.fromkeys(rests, float(nats)))
    if _ALONE in words:
        words[""] = words.pop(_ALONE)
    return words, min(_LONGEST_WORD, 1 + max(map(len, words), default=0))


def _may_begin(first: str, rest: str) -> bool:
    """Whether a word may begin with a character and what follows it, told without taking its row apart."""
    return f" {rest}" in _row(first)


@lru_cache(maxsize=8192)
def _row(first: str) -> str:
    """Return what the table has for a first character; its rows are in the order of these."""
    rows, wanted = _table(), f"{first}\t".encode("utf-8", "surrogatepass")
    at = bisect_left(rows, wanted)
    found = at < len(rows) and rows[at].startswith(wanted)
    return rows[at][len(wanted) :].decode() if found else ""


@cache
def _table() -> list[bytes]:
    # Not by lexicon.rows: this table is the largest, and a passage needs a few of its rows.
    return (lexicon.DATA / "words.tsv").read_bytes().split(b"\n")
