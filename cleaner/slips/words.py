"""How much a whole passage surprises, in nats, by the words it can be cut into and what follows what."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from cleaner import late, lexicon
from cleaner.fold import fold
from cleaner.hanzi import HAN
from cleaner.slips import likelihood

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    # Where words end: the nats of the likeliest way up to there, by the last word.
    Before: TypeAlias = Mapping[str, float]
    # Where words begin: each with its nats alone, and those of the likeliest way to go on behind it.
    After: TypeAlias = Sequence[tuple[str, float, float]]

_HAN_RUN = late.pattern(f"[{HAN}]+")
_LONGEST_WORD = 6
_UNKNOWN = 18.0  # A character that is no word of its own.
_ALONE = "."  # Stands in the table for the rest of a word of one character.
_NONE = ""  # The word before a passage, of which nothing is known.


def surprise(text: str) -> float:
    """Nats of surprise at a text, its first character given."""
    total = 0.0
    position = 1
    folded = fold(text)
    for run in _HAN_RUN.finditer(folded, 1):
        total += _signs(text, position, run.start()) + likelihood.sign(text[run.start() - 1], "字")
        total += min(_ways_to(run[0])[-1].values())
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
    def _starts(self) -> list[tuple[Before, dict[str, float], str, int]]:
        """Where a word with the character may start: ways to there, its words, what is before, lengths."""
        run = self._left[self._first :]
        found = []
        for start, ways in enumerate(_ways_to(run)[:-1]):
            words, longest = _beginning(run[start])
            reach = longest - (len(run) - start)
            if reach > 0:
                found.append((ways, words, run[start:], reach))
        return found

    @cached_property
    def _ends(self) -> list[tuple[str, After]]:
        """What of the text behind it may be in a word with the character, with the ways to go on."""
        run = self._right[: self._last]
        return list(zip((run[:end] for end in range(_LONGEST_WORD)), _ways_from(run), strict=False))

    @cached_property
    def _before_it(self) -> Before:
        return _ways_to(self._left[self._first :])[-1]

    def _cut_at(self, character: str) -> float:
        """Nats of the likeliest way to cut the run of Han characters around a character into words."""
        ends = self._ends
        words, longest = _beginning(character)
        best = _reached(self._before_it, character, words.get("", _UNKNOWN))
        best += _followed(character, ends[0][1])
        for behind, ways in ends[1:longest]:
            alone = words.get(behind)
            if alone is not None:
                word = character + behind
                best = min(best, _reached(self._before_it, word, alone) + _followed(word, ways))
        for ways_to, words, before, reach in self._starts:
            for behind, ways in ends[:reach]:
                word = before + character + behind
                alone = words.get(word[1:])
                if alone is not None:
                    best = min(best, _reached(ways_to, word, alone) + _followed(word, ways))
        return best


def _run_length(text: str) -> int:
    """Return how many Han characters a text begins with."""
    run = _HAN_RUN.match(text)
    return run.end() if run else 0


def _signs(text: str, start: int, end: int) -> float:
    return sum(map(likelihood.general, text[start - 1 : end], text[start:end]))


@lru_cache(maxsize=4096)
def _ways_to(run: str) -> Sequence[Before]:
    """Return the likeliest ways to cut a run of Han characters into words, up to each place in it."""
    reached: list[dict[str, float]] = [{_NONE: 0.0}, *({} for _ in run)]
    for start, ways in enumerate(reached[:-1]):
        for end, word, nats in _words_at(run, start):
            reached[end][word] = _reached(ways, word, nats)
    return reached


@lru_cache(maxsize=4096)
def _ways_from(run: str) -> list[After]:
    """Return the likeliest ways to cut a run of Han characters into words, from each place in it on."""
    ways: list[After] = [() for _ in range(len(run) + 1)]
    for start in reversed(range(len(run))):
        ways[start] = [(word, nats, _followed(word, ways[end])) for end, word, nats in _words_at(run, start)]
    return ways


def _words_at(run: str, start: int) -> Iterator[tuple[int, str, float]]:
    """Yield the words that may begin at a place: where they end, the word, its nats alone."""
    words, longest = _beginning(run[start])
    yield start + 1, run[start], words.get("", _UNKNOWN)
    for end in range(start + 2, min(len(run), start + longest) + 1):
        nats = words.get(run[start + 1 : end])
        if nats is not None:
            yield end, run[start:end], nats


def _reached(ways: Before, word: str, nats: float) -> float:
    """Return the nats of the likeliest way up to a word and with it; `nats` are its own alone."""
    return min([so_far + _pair(before, word, nats) for before, so_far in ways.items()])


def _followed(word: str, ways: After) -> float:
    """Return the nats of the likeliest way to go on behind a word; 0 at the end."""
    if not ways:
        return 0.0
    others, known = _pairs(word)
    return min([known.get(after, nats + others) + rest for after, nats, rest in ways])


def _pair(before: str, word: str, nats: float) -> float:
    """Return the nats of a word after another; `nats` are its own alone."""
    others, known = _pairs(before)
    return known.get(word, nats + others)


@lru_cache(maxsize=8192)
def _pairs(before: str) -> tuple[float, Mapping[str, float]]:
    """Return the nats that other words surprise more after a word, and those of words that go with it."""
    row = _row("word_pairs", before)
    if not row:
        return 0.0, {}
    others, groups = row.split("\t")
    return float(others), _by_word(groups)


@lru_cache(maxsize=8192)
def _beginning(first: str) -> tuple[dict[str, float], int]:
    """Return the nats of the words that begin with a character, by what follows it, and the longest."""
    words = _by_word(_row("words", first))
    if _ALONE in words:
        words[""] = words.pop(_ALONE)
    return words, min(_LONGEST_WORD, 1 + max(map(len, words), default=0))


def _by_word(groups: str) -> dict[str, float]:
    """Return the nats of words, which the tables have in groups by their nats."""
    found: dict[str, float] = {}
    for group in filter(None, groups.split(";")):
        nats, *words = group.split(" ")
        found.update(dict.fromkeys(words, float(nats)))
    return found


def _may_begin(first: str, rest: str) -> bool:
    """Whether a word may begin with a character and what follows it, told without taking its row apart."""
    return f" {rest}" in _row("words", first)


@lru_cache(maxsize=8192)
def _row(name: str, first: str) -> str:
    """Return what a table has in the row of its first column; its rows are in the order of these."""
    rows, wanted = _rows(name), f"{first}\t".encode("utf-8", "surrogatepass")
    at = bisect_left(rows, wanted)
    found = at < len(rows) and rows[at].startswith(wanted)
    return rows[at][len(wanted) :].decode() if found else ""


@cache
def _rows(name: str) -> list[bytes]:
    # Not by lexicon.rows: these tables are the largest, and a passage needs a few of their rows.
    return (lexicon.DATA / f"{name}.tsv").read_bytes().split(b"\n")
