"""How common characters and pairs of characters are in Chinese text, of either script.

The counts are in `cleaner/data/frequency.txt`, which says where they come from. They are read when they are
first needed (a few milliseconds).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late
from cleaner.errors import DataError
from cleaner.hanzi import is_han
from cleaner.lexicon import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable

UNKNOWN_RANK = 1_000_000
_GAINS = (7.5, 6.0, 4.5, 3.0, 1.5)  # Nats, by column of the pairs.

# Natural logarithms of the probability of what is not a known Han character. They are round on purpose: a
# text's plausibility must not hang on its commas, only on what does not belong into Chinese at all.
_COMMON_MARKS = -4.0
_MARKS = -6.0
_ASCII = -5.5
_RARE_HAN = -14.5
_FOREIGN_LETTER = -11.0
_SYMBOL = -11.0
_IMPOSSIBLE = -18.0
_CLASSES = [
    (late.pattern(r"[，。、\n]"), _COMMON_MARKS),
    (late.pattern(r"[\t\r -~]"), _ASCII),
    (late.pattern(r"[“”‘’《》（）！？：；「」『』…—－·〈〉【】〔〕～％０-９\u3000]"), _MARKS),
]


class _Weights(dict[str, float]):
    """Natural logarithm of the probability of a character; computed on demand for those not in the counts."""

    def __missing__(self, character: str) -> float:
        weight = self[character] = _weight(character)
        return weight


class _Bounds(dict[str, float]):
    """What the weight of a character can become by the character before it; computed on demand."""

    def __missing__(self, character: str) -> float:
        counts = _counts()
        known = character in counts.ranks
        bound = self[character] = counts.weights[character] + (_GAINS[0] if known else 0.0)
        return bound


class _Simplified(dict[str, str]):
    """The simplified character that a traditional one stands for; others stand for themselves."""

    def __missing__(self, character: str) -> str:
        self[character] = character
        return character


class _Counts(NamedTuple):
    """What the file says.

    `followers` has for a (simplified) character the columns of characters that it makes more probable, with a
    tab before each column.
    """

    weights: _Weights
    ranks: dict[str, int]
    simplified: _Simplified
    followers: dict[str, str]
    bounds: _Bounds


def log_probability(text: str) -> float:
    """Mean natural logarithm of the probability of the characters of a text, each given the one before.

    News has about -6, random Han characters about -11. Comparable between texts of different length; the
    empty text has 0.
    """
    if not text:
        return 0.0
    counts = _counts()
    total = sum(map(counts.weights.__getitem__, text))
    folded = list(map(counts.simplified.__getitem__, text))
    for columns, after in zip(map(counts.followers.get, folded), islice(folded, 1, None), strict=False):
        if columns and after in columns:
            total += _GAINS[columns.count("\t", 0, columns.index(after)) - 1]
    return total / len(text)


def most_probable(text: str) -> float:
    """Return what `log_probability` does not exceed for a text, in a fifth of the time."""
    if not text:
        return 0.0
    # What is read in a wrong encoding consists of damage mostly.
    whole = text.replace("\ufffd", "")
    damage = _IMPOSSIBLE * (len(text) - len(whole))
    return (damage + sum(map(_counts().bounds.__getitem__, whole))) / len(text)


def weight(character: str) -> float:
    """Natural logarithm of the probability of a character by itself."""
    return _counts().weights[character]


def gain(before: str, after: str) -> float:
    """By how much `before` raises the logarithm of the probability of the character `after` it; 0 or more."""
    counts = _counts()
    columns = counts.followers.get(counts.simplified[before])
    if columns is None:
        return 0.0
    at = columns.find(counts.simplified[after])
    return _GAINS[columns.count("\t", 0, at) - 1] if at >= 0 else 0.0


def surprises(before: str, characters: Iterable[str]) -> list[float]:
    """Nats of surprise at each of the characters after another, by its weight and what it gains."""
    counts = _counts()
    weights, simplified = counts.weights, counts.simplified
    columns = counts.followers.get(simplified[before], "")
    found = []
    for character in characters:
        at = columns.find(simplified[character])
        nats = -weights[character]
        found.append(nats - _GAINS[columns.count("\t", 0, at) - 1] if at >= 0 else nats)
    return found


def surprises_after(characters: Iterable[str], after: str) -> list[float]:
    """Nats of surprise at a character after each of the characters, by its weight and what it gains."""
    counts = _counts()
    followers, simplified = counts.followers, counts.simplified
    alone, wanted = -counts.weights[after], simplified[after]
    found = []
    for character in characters:
        columns = followers.get(simplified[character], "")
        at = columns.find(wanted)
        found.append(alone - _GAINS[columns.count("\t", 0, at) - 1] if at >= 0 else alone)
    return found


def common(ranks: int) -> str:
    """Return the `ranks` commonest Han characters and the traditional ones that stand for them."""
    return "".join(character for character, its_rank in _counts().ranks.items() if its_rank <= ranks)


def rank(character: str) -> int:
    """Return 1 for the commonest Han character, and so on; UNKNOWN_RANK if it is not among those counted.

    A traditional character has the rank of the simplified one that stands for it.
    """
    return _counts().ranks.get(character, UNKNOWN_RANK)


@cache
def scripts() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that simplified text has only, and those that traditional text has only."""
    pairs = [pair for pair in _counts().simplified.items() if pair[0] != pair[1] and is_han(pair[0])]
    traditional, simplified = map("".join, zip(*pairs, strict=True))
    return (
        frozenset(simplified).difference(simplified.encode("cp950", "ignore").decode("cp950")),
        frozenset(traditional).difference(
            traditional.encode("gb2312", "ignore").decode("gb2312"), simplified
        ),
    )


def _weight(character: str) -> float:
    for characters, weight in _CLASSES:
        if characters.match(character):
            return weight
    if is_han(character):
        return _RARE_HAN
    category = unicodedata.category(character)
    if category[0] == "C" or character == "\ufffd":
        return _IMPOSSIBLE
    return _FOREIGN_LETTER if category[0] == "L" else _SYMBOL


@cache
def _counts() -> _Counts:
    path = DATA / "frequency.txt"
    try:
        lines = path.read_text("utf-8").split("\n")
        characters, variants, pairs = (lines.index(name) for name in ("characters", "variants", "pairs"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error
    counts = _Counts(_Weights(), {}, _Simplified(), {}, _Bounds())
    for line in lines[characters + 1 : variants - 1]:
        surprise, _, column = line.partition("\t")
        counts.weights.update(dict.fromkeys(column, -float(surprise)))
        counts.ranks.update(zip(column, count(len(counts.ranks) + 1), strict=False))
    for simplified, traditional in zip(lines[variants + 1], lines[variants + 2], strict=True):
        counts.simplified[traditional] = simplified
        counts.weights[traditional] = counts.weights[simplified]
        counts.ranks[traditional] = counts.ranks[simplified]
    counts.simplified["\t"] = " "  # It begins a column and is in none.
    for line in lines[pairs + 1 :]:
        counts.followers[line[:1]] = line[1:]
    return counts
