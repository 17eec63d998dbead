"""Brackets that hold nothing but what pinyin is spelled with."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# What closes each bracket; half and full width mix in real pages.
CLOSING = {"(": ")）", "（": ")）", "[": r"\]］", "［": r"\]］", "【": "】", "〔": "〕", "/": "/"}

# Letters, tone marks composed and not, tone letters and numbers, and what separates syllables.
_INNER = "A-Za-zÀ-ɏɑɡα\u0300-\u036fḀ-ỿＡ-Ｚａ-ｚ¯´ˉˊˇˋ˙0-5¹²³⁴⁵:'`’‘ʼ·•\\-‐‑– \t\r\n\u00a0\u3000"

# The longest institution's name spelled out; bounds the search behind each of many open brackets.
_LONGEST = 72


class Bracket(NamedTuple):
    """A bracket: `text[start:end]` with its marks, what is inside, and the opening mark."""

    start: int
    end: int
    inner: str
    opening: str


def find(text: str) -> list[Bracket]:
    """Return the brackets that pinyin may stand in, in order. They are disjoint: none can hold another."""
    kinds = [opening for opening in CLOSING if opening in text]
    found = [bracket for opening in kinds for bracket in _of_kind(text, opening)]
    if len(kinds) > 1:
        found.sort()
    return found


def _of_kind(text: str, opening: str) -> list[Bracket]:
    # Nothing but capitals and digits is an abbreviation or a number.
    return [
        Bracket(*match.span(), inner, opening)
        for match in _pattern(opening).finditer(text)
        if not (inner := match[1]).isascii() or inner != inner.upper()
    ]


@cache
def _pattern(opening: str) -> re.Pattern[str]:
    # It begins with a literal, so that the search between brackets is the C library's.
    return re.compile(f"{re.escape(opening)}([{_INNER}]{{1,{_LONGEST}}})[{CLOSING[opening]}]")
