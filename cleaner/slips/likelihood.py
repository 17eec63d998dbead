"""How much a character surprises after another, in nats, in Chinese at large."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleaner import frequency, lexicon
from cleaner.fold import fold
from cleaner.hanzi import is_han

if TYPE_CHECKING:
    from collections.abc import Collection

OTHER = "?"
HAN_KIND, _DIGIT, _LETTER, LINE_END, _BLANK = "字0A¶␣"
_SIGNS = "，。、；：？！（）《》“”‘’—…·％．－／"
_AS = {
    **{sign: sign for sign in _SIGNS},
    **{chr(ord(sign) - 0xFEE0): sign for sign in _SIGNS if "\uff00" < sign < "\uff5f"},
    **dict(zip("「」『』〈〉\n\r \u3000\t\u00a0", "“”‘’《》¶¶␣␣␣␣", strict=True)),
    "<": LINE_END,  # Of the tags in a text, those of paragraphs are the most.
}

# Kinds before which speakers pause.
PAUSES = frozenset("，。、；？！”¶")

# Where the table ends: a rare sign, a private-use character, unheard-of neighbours.
_RARE, _RARE_ASCII, _PRIVATE, _STRANGERS = 13.0, 9.0, 25.0, 10.0
_WIDE_BLANK = 2.0  # Of the blanks, the wide one is the rarer within a line.
_USUAL_PAUSE, _LEAST_PAUSE = 2.0, 0.1
ONE_OF_TEN, _ONE_OF_LETTERS = 2.3, 3.3


@lru_cache(maxsize=4096)
def kind(character: str) -> str:
    """Return the kind of a character, as the table of signs has it."""
    if is_han(character):
        return HAN_KIND
    known = _AS.get(character)
    if known:
        return known
    if character.isascii() or "\uff10" <= character <= "\uff5a":
        return _DIGIT if character.isdigit() else _LETTER if character.isalpha() else OTHER
    return OTHER


@lru_cache(maxsize=65536)
def general(before: str, character: str) -> float:
    """Nats of surprise at a character after another."""
    group = kind(character)
    if group == HAN_KIND:
        return sign(before, group) + (-frequency.weight(character) - frequency.gain(before, character))
    if group == OTHER:
        return _PRIVATE if is_private(character) else _RARE_ASCII if character.isascii() else _RARE
    nats = sign(before, group)
    if character == "\u3000":
        return nats + _WIDE_BLANK
    return nats + {_DIGIT: ONE_OF_TEN, _LETTER: _ONE_OF_LETTERS}.get(group, 0.0)


def after(before: str, characters: Collection[str]) -> list[float]:
    """Nats of surprise at each of the characters after another; see `general`."""
    han = sign(before, HAN_KIND)
    nats = zip(characters, frequency.surprises(before, characters), strict=True)
    return [han + surprise if is_han(one) else general(before, one) for one, surprise in nats]


def before(characters: Collection[str], character: str) -> list[float]:
    """Nats of surprise at a character after each of the characters; see `general`."""
    if not is_han(character):
        return [general(one, character) for one in characters]
    nats = zip(characters, frequency.surprises_after(characters, character), strict=True)
    return [sign(one, HAN_KIND) + surprise for one, surprise in nats]


def is_private(character: str) -> bool:
    """Whether nobody can say what a character means."""
    return "\ue000" <= character <= "\uf8ff"


@lru_cache(maxsize=16384)
def sign(before: str, group: str) -> float:
    """Nats of surprise at a kind of character after a character."""
    nats = _signs().get((kind(before), group), _STRANGERS)
    if kind(before) != HAN_KIND:
        return nats
    pause = _pauses().get(fold(before), _USUAL_PAUSE)
    if group in PAUSES:
        return nats + pause - _USUAL_PAUSE
    return nats - math.log1p(-math.exp(-pause)) + math.log1p(-math.exp(-_USUAL_PAUSE))


@cache
def _signs() -> dict[tuple[str, str], float]:
    rows = lexicon.table("signs", ("before", "after", "surprise"))
    return {(before, after): float(nats) for before, after, nats in rows}


@cache
def _pauses() -> dict[str, float]:
    rows = lexicon.table("pauses", ("surprise", "characters"))
    return {one: max(_LEAST_PAUSE, float(nats)) for nats, characters in rows for one in characters}
