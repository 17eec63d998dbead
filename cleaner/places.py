"""Where a text in traditional characters was written: in Taiwan, in Hong Kong, or in simplified characters.

Told by words, names and forms of characters that one or two of the three use. A mark says more about which
place it was not: 互聯網 is Hong Kong's and the mainland's, not Taiwan's. So places are compared in pairs, by
the marks that only one of the two has.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
_ONE_FORM = tuple(zip("裏着衞説臺爲衆羣啓綫敍税温牀", "裡著衛說台為眾群啟線敘稅溫床", strict=True))

# The commonest characters of such texts, the commonest first: words are looked for by the rarer one of their
# first two characters.
_COMMON = (
    "的是一在有不個中以我會這要用為可人來到上式表大了時定對選文下們方就資國字所數格分年出後也他如入件或能"
    "行此開於指作多和示其位使動將家之說前部學發成取目料現過自面都與公果實生同者日法內得第存列關值因沒本間"
    "新小工理樣經而單很高性您當程圖最但政標回地設案合事看題點元名進些業好然你更子塊意項天比按變度計民儲及"
    "做外月加去體型還議話並已員期物麼機應重提網算次問建明若從傳組化顯等全主結長那相欄車市請三兩則區立制心"
)


class _Mark(NamedTuple):
    """A form or a word, the places that have it, and how telling it is."""

    places: str
    weight: int
    mark: str


class _Words(NamedTuple):
    """Words by their first two characters; `pattern` finds such pairs, and some that begin no word."""

    pattern: re.Pattern[str]
    by_pair: dict[str, tuple[_Mark, ...]]


class _Marks(NamedTuple):
    """All marks, by how they are looked for: `forms` are counted as they are written."""

    none: dict[str, int]
    forms: tuple[_Mark, ...]
    characters: tuple[_Mark, ...]
    words: tuple[_Words, ...]


Scores = dict[str, int]
"""The weight of the marks found, by the places that have them: `tw`, `hk+cn`, … and `half`."""


def scores(text: str) -> Scores:
    """Weigh the marks of places that a text has."""
    marks = _marks()
    found = marks.none.copy()
    for places, weight, form in marks.forms:
        if form in text:
            found[places] += weight * min(_MOST_OF_ONE_FORM, text.count(form))
    for form, usual in _ONE_FORM:
        text = text.replace(form, usual)
    for places, weight, character in marks.characters:
        if character in text:
            found[places] += weight
    # All words in two passes: single searches for some hundred of them take longer than a conversion.
    for pattern, by_pair in marks.words:
        for pair in by_pair.keys() & pattern.findall(text):
            for places, weight, word in by_pair[pair]:
                if word == pair or word in text:
                    found[places] += weight
    return found


def place(found: Scores, usual: str = "") -> str:
    """Return the place that a text is from, or `usual` where none leads clearly enough.

    A paragraph whose document is from `usual` must have more to say to be from elsewhere.
    """
    ahead = _ahead(found)
    for one in PLACES:
        if all(_leads(ahead, one, other, usual) for other in PLACES if other != one):
            return one
    return usual


def totals(found: Mapping[str, int]) -> dict[str, int]:
    """Sum up the scores of each place, and of what was left half converted."""
    sums = {one: sum(score for places, score in found.items() if one in _of(places)) for one in PLACES}
    return sums | {_HALF: found.get(_HALF, 0)}


def _leads(ahead: Mapping[tuple[str, str], int], one: str, other: str, usual: str) -> bool:
    least = _OWN_PLACE if other == usual else _LEAST_LEAD
    lead = ahead[one, other]
    return lead >= least and lead >= _LEAD * ahead[other, one]


def _ahead(found: Scores) -> dict[tuple[str, str], int]:
    """Sum up, by two places, the scores of marks that the first has and the second lacks."""
    sums = dict.fromkeys(permutations(PLACES, 2), 0)
    for places, score in found.items():
        if score:
            for pair in _apart(places):
                sums[pair] += score
    return sums


@cache
def _apart(places: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a place that has a mark and one that lacks it."""
    having = _of(places)
    return tuple(
        (one, other) for one, other in permutations(PLACES, 2) if one in having and other not in having
    )


@cache
def _of(places: str) -> tuple[str, ...]:
    return ("cn",) if places == _HALF else tuple(places.split("+"))


@cache
def _marks() -> _Marks:
    rows = lexicon.table("script_marks", ("places", "weight", "source", "marks"))
    forms: list[_Mark] = []
    others: list[_Mark] = []
    for places, weight, _, marks in rows:
        found = [_Mark(places, int(weight), mark) for mark in marks.split(" ")]
        (forms if all(len(each.mark) == 1 for each in found) else others).extend(found)
    words = [each for each in others if len(each.mark) > 1]
    rarer_first = [each for each in words if _rank(each.mark[0]) >= _rank(each.mark[1])]
    rarer_second = [each for each in words if _rank(each.mark[0]) < _rank(each.mark[1])]
    return _Marks(
        none=dict.fromkeys((places for places, *_ in rows), 0),
        forms=tuple(forms),
        characters=tuple(each for each in others if len(each.mark) == 1),
        words=(
            _words(rarer_first, "[{0}](?=[{1}](?<=(..)))"),
            _words(rarer_second, "[{1}](?<=([{0}].))"),
        ),
    )


def _words(words: Iterable[_Mark], pattern: str) -> _Words:
    by_pair: dict[str, tuple[_Mark, ...]] = {}
    for each in words:
        pair = each.mark[:2]
        by_pair[pair] = (*by_pair.get(pair, ()), each)
    classes = ("".join(sorted(set(characters))) for characters in zip(*by_pair, strict=True))
    return _Words(re.compile(pattern.format(*classes)), by_pair)


def _rank(character: str) -> int:
    return _COMMON.index(character) if character in _COMMON else len(_COMMON)
