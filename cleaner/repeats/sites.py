"""Names of sites, papers and their sections, with dates: what pages add to a title."""

from __future__ import annotations

from functools import cache

from cleaner import late, lexicon

# A site's name is no longer; its domain may be.
_LONGEST_SITE, _LONGEST_DOMAIN = 12, 24
_SEPARATOR = late.pattern(r"[\s_|\-—丨·»>/()\[\]:,]+")
_DATE = late.pattern(
    r"\d{4}|\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|\d{1,2}月\d{1,2}日|\d{1,2}日?|\d{1,2}时\d{1,2}分"
)
# The name of a section before that of its site.
_LONGEST_SECTION = 6
_LINES = late.pattern(r"[_|\-—丨]")
_PICTURES = late.pattern("[组多附]?图|图集|图文|视频|全文|转载")
_LABEL = late.pattern(
    r"\[[^\[\]]{1,6}\]\s*|(?:[组多]?图|图集|图文|视频|标题|题目)[:|]\s*"
    r"|(?:[^>:]{0,8}:)?\s*(?:首页|主页)\s*(?:[>»][^>»]{1,10})*[>»\s]\s*"
)


def is_site(words: str) -> bool:
    """Whether there is nothing but names of sites, dates, times and pictures, and at least one of them.

    Before a site's name its sections may stand, if lines separate them.
    """
    parts = [part for part in _SEPARATOR.split(words) if part]
    if parts and _LINES.search(words) and _names_a_site(parts[-1]):
        return all(len(part) <= _LONGEST_SECTION or _is_added(part) for part in parts)
    return bool(parts) and all(map(_is_added, parts))


def is_before_title(words: str) -> bool:
    """Whether there is nothing but a section in brackets, a label or the way to a page before a title."""
    return bool(_LABEL.fullmatch(words)) or (words[-1:] == ":" and _names_a_site(words[:-1].strip()))


def _is_added(part: str) -> bool:
    return bool(_DATE.fullmatch(part) or _PICTURES.fullmatch(part)) or _names_a_site(part)


def _names_a_site(word: str) -> bool:
    longest = _LONGEST_DOMAIN if word.isascii() else _LONGEST_SITE
    return len(word) <= longest and word.endswith(_site_endings())


@cache
def _site_endings() -> tuple[str, ...]:
    return tuple(ending for ending, *_ in lexicon.table("site_names", ("ending", "why", "matches", "spares")))
