"""Names of sites, papers and their sections, with dates: what pages add to a title."""

from __future__ import annotations

import re
from functools import cache

from cleaner import lexicon

# A site's name is no longer; its domain may be.
_LONGEST_SITE, _LONGEST_DOMAIN = 12, 24
_SEPARATOR = re.compile(r"[\s_|\-—丨·»>/()\[\]:,]+")
_DATE = re.compile(
    r"\d{4}|\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|\d{1,2}月\d{1,2}日|\d{1,2}日?|\d{1,2}时\d{1,2}分"
)


def is_site(words: str) -> bool:
    """Whether there is nothing but names of sites, dates and times, and at least one of them."""
    parts = [part for part in _SEPARATOR.split(words) if part]
    return bool(parts) and all(_DATE.fullmatch(part) or _names_a_site(part) for part in parts)


def _names_a_site(word: str) -> bool:
    longest = _LONGEST_DOMAIN if word.isascii() else _LONGEST_SITE
    return len(word) <= longest and word.endswith(_site_endings())


@cache
def _site_endings() -> tuple[str, ...]:
    return tuple(ending for ending, *_ in lexicon.table("site_names", ("ending", "why", "matches", "spares")))
