"""The forms in which a line is compared with the rules: what a reader takes for the same line looks the same.

All forms are made from folded text (see `fold`): width, case, script and house style are gone already.
"""

from __future__ import annotations

import re

from cleaner import late

# A reading after a character, as glossing scrapers leave it: 評(píng)論 must be found as 评论. Twenty-four
# letters hold the longest word a gloss covers; longer Latin brackets are words of the text.
_GLOSS = late.pattern(r"(?<=[^\W\x00-\u02ff])\([a-z\u00e0-\u01dc' ]{1,24}\)")
_DIGIT = re.compile("[1-9]")
_NUMBER = re.compile(r"0[0.,]*")
_BULLETS = (
    " ☕♡☎☏✉✔✅✨❤♥⚡⏰⬇➕⭐\t▲▼▌▍▎▏➤➜➔✦✧◤◢◥◣❖◎⊙○•·●■◆▪★☆◇□▶►→*-–—_|│\ufeff\u200b\u200c\u200d\u2060\u00ad"
)
_EDGES = _BULLETS + "<>«»‹›↑↓←:[]()+…。.!~、,;#/=\"'↵⇣"
# Fonts of icons live in the private use area; emoji stand before words as icons do (🔊 听新闻), but for
# fingers, which point where advertisements want readers to go (👉).
_ICON = late.pattern("[\ue000-\uf8ff\ufe0f\U0001f000-\U0001f445\U0001f44a-\U0001faff]+")
# Fewer blanks than this are no letter-spacing.
_SPACED_BLANKS = 3
_SPACED = late.pattern(r"(?:[\u3400-\u9fff,:.] ?)+$")


def without_glosses(folded: str) -> str:
    """Return folded text without Latin readings in brackets after Han characters."""
    return _GLOSS.sub("", folded) if "(" in folded else folded


def form(folded: str) -> str:
    """Return a folded line without glosses, bullets at its start, and blanks that only space it out."""
    folded = _ICON.sub("", without_glosses(folded)).strip(" \t\ufeff\u200b").lstrip(_BULLETS)
    if "  " in folded:
        folded = " ".join(folded.split())
    return _closed_up(folded)


def shape(line: str) -> str:
    """Return a form with every digit as 0, of the same length."""
    return _DIGIT.sub("0", line)


def bare(shaped: str) -> str:
    """Return a shape as phrases are looked up: nothing but its words, each number one 0."""
    stripped = shaped.strip(_EDGES)
    return _NUMBER.sub("0", stripped) if "0" in stripped else stripped


def _closed_up(line: str) -> str:
    """Close up letter-spaced text, `版 权 所 有`; a menu, whose words are longer, keeps its blanks."""
    blanks = line.count(" ")
    if blanks < _SPACED_BLANKS or 2 * blanks < len(line) - _SPACED_BLANKS or not _SPACED.match(line):
        return line
    return line.replace(" ", "")
