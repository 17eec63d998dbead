"""Where a text in traditional characters was written: in Taiwan, in Hong Kong, or in simplified characters.

Told by words, names and forms of characters that one or two of the three use. A mark says more about which
place it was not: 互聯網 is Hong Kong's and the mainland's, not Taiwan's. So places are compared in pairs, by
the marks that only one of the two has.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = ("tw", "hk", "cn")

# A word that is repeated is one topic, not more evidence; a form of a character, a habit.
_MOST_OF_ONE_FORM = 3
# One telling word is enough where nothing speaks against it; else a place must have half as much again.
_LEAST_LEAD = 3
_LEAD = 1.5
# Three telling words make a paragraph differ from its document.
_OWN_PLACE = 8
# What counts for the mainland: words that a conversion from simplified left half done.
_HALF = "half"
# Marks that are words are in Taiwan's forms of characters and stand for the other forms, too.
_ONE_FORM = str.maketrans("裏着衞説臺爲衆羣啓綫敍税温牀", "裡著衛說台為眾群啟線敘稅溫床")


class _Marks(NamedTuple):
    """Marks of the same weight that tell the same; `forms` are looked for as they are written."""

    places: str
    weight: int
    forms: tuple[str, ...]
    words: tuple[str, ...]


Scores = dict[str, int]
"""The weight of the marks found, by the places that have them: `tw`, `hk+cn`, … and `half`."""


def scores(text: str) -> Scores:
    """Weigh the marks of places that a text has; the time is that of some hundred searches."""
    found: Scores = {}
    unified = text.translate(_ONE_FORM)
    characters = set(unified)
    for places, weight, forms, words in _marks():
        count = sum(min(_MOST_OF_ONE_FORM, text.count(form)) for form in forms)
        # Most words begin with a character that the text lacks.
        count += sum(word in unified for word in words if word[0] in characters)
        found[places] = found.get(places, 0) + weight * count
    return found


def place(found: Scores, usual: str = "") -> str:
    """Return the place that a text is from, or `usual` where none leads clearly enough.

    A paragraph whose document is from `usual` must have more to say to be from elsewhere.
    """
    for one in PLACES:
        if all(_leads(found, one, other, usual) for other in PLACES if other != one):
            return one
    return usual


def totals(found: Mapping[str, int]) -> dict[str, int]:
    """Sum up the scores of each place, and of what was left half converted."""
    sums = {one: _lead(found, one, "") for one in PLACES}
    return sums | {_HALF: found.get(_HALF, 0)}


def _leads(found: Scores, one: str, other: str, usual: str) -> bool:
    least = _OWN_PLACE if other == usual else _LEAST_LEAD
    lead = _lead(found, one, other)
    return lead >= least and lead >= _LEAD * _lead(found, other, one)


def _lead(found: Mapping[str, int], one: str, other: str) -> int:
    """Sum up the scores of marks that one place has and the other lacks."""
    return sum(score for places, score in found.items() if one in _of(places) and other not in _of(places))


@cache
def _of(places: str) -> tuple[str, ...]:
    return ("cn",) if places == _HALF else tuple(places.split("+"))


@cache
def _marks() -> tuple[_Marks, ...]:
    rows = lexicon.table("script_marks", ("places", "weight", "source", "marks"))
    return tuple(_row(places, weight, marks.split(" ")) for places, weight, _, marks in rows)


def _row(places: str, weight: str, marks: list[str]) -> _Marks:
    forms = all(len(mark) == 1 for mark in marks)
    return _Marks(places, int(weight), tuple(marks) if forms else (), () if forms else tuple(marks))
