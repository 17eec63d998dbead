"""Characters that conversion to traditional gets wrong, because a word was found across two others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cleaner import late, lexicon

if TYPE_CHECKING:
    import re

COLUMNS = ("sign", "right", "pattern", "match", "keep", "why")


def mended(text: str) -> str:
    """Return a text that was converted to traditional, without such characters."""
    for sign, right, pattern in _crossings():
        if sign in text:
            text = pattern.sub(right, text)
    return text


@cache
def _crossings() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = lexicon.table("convert_crossings", COLUMNS)
    return tuple((sign, right, late.pattern(pattern)) for sign, right, pattern, *_ in rows)
