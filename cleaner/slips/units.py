"""Damaged text, cut into what a reader of shifted bytes left: characters, glosses and marks of loss."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from cleaner import late

# What a decoder writes where bytes were no character; the full-width mark when a scraper widened it.
LOST = "?？\ufffd"

# Letters of pinyin, toned ones composed or not, and ɑ ɡ as GB2312 has them.
_LETTERS = "a-zA-Zà-üāēěīńňōūǎǐǒǔǖǘǚǜǹɑɡḿ\u0300\u0301\u0304\u0306\u0308\u030c"

# The longest syllable has six letters; a tone may be a letter of its own, and so may two dots.
_SYLLABLE = f"([{_LETTERS}]{{1,8}})"
GLOSS = re.compile(rf"[(（] ?{_SYLLABLE} ?[)）]")

LONGEST_GLOSS = 12
OPENING = tuple("(（")

# A decoder that writes `?` mostly eats the bracket, one that writes U+FFFD mostly leaves it.
GLOSS_REST = rf" ?{_SYLLABLE} ?[)）]"
TORN_GLOSS = rf"[{LOST}][(（]?{GLOSS_REST}"
TORN = late.pattern(TORN_GLOSS)
SWALLOWED = {mark: late.pattern(rf"[{mark}]{GLOSS_REST}") for mark in ("?？", "\ufffd")}
LEFT = late.pattern(rf"[?？][(（]{GLOSS_REST}")

_AS_TABLES = {ord("ɑ"): "a", ord("ɡ"): "g"}
_LOST_AS_ONE = {ord(mark): "?" for mark in LOST}


class Unit(NamedTuple):
    """One character of damaged text, with the gloss behind it; `end` is the offset behind both.

    `gloss` is spelled as in tables of readings, `spelled` as it stands there, brackets included. `lost` says
    that the character is no character but a mark of lost bytes.
    """

    start: int
    end: int
    character: str
    gloss: str = ""
    spelled: str = ""
    lost: bool = False


def at(text: str, position: int) -> list[Unit]:
    """Return the ways to take what stands at a position: with the gloss behind it, and without."""
    character = text[position]
    lost = character in LOST
    plain_unit = Unit(position, position + 1, character, lost=lost)
    if not lost and text[position + 1 : position + 2] not in OPENING:
        return [plain_unit]
    match = TORN.match(text, position) if lost else GLOSS.match(text, position + 1)
    if match is None:
        return [plain_unit]
    spelled = match[0][1:].lstrip("(（") if lost else match[0]
    if lost:
        spelled = ("（" if spelled.endswith("）") else "(") + spelled
    return [Unit(position, match.end(), character, normal(match[1]), spelled, lost), plain_unit]


@lru_cache(maxsize=4096)
def normal(gloss: str) -> str:
    """Return a gloss as tables of readings spell it: letters composed and small."""
    return unicodedata.normalize("NFC", gloss).lower().translate(_AS_TABLES)


def plain(text: str) -> str:
    """Return damaged text with all glosses and marks of loss written in one way."""
    text = TORN.sub(lambda match: f"?{normal(match[1])})", text)
    text = GLOSS.sub(lambda match: f"({normal(match[1])})", text)
    return text.translate(_LOST_AS_ONE)


def run(text: str, position: int, most: int) -> str:
    """Return the characters of a line from a position to the next mark of loss, `most` at most."""
    return text[position : run_end(text, position, most)]


def run_end(text: str, position: int, most: int) -> int:
    """Return where the characters of a line from a position on end; see `run`."""
    limit = min(len(text), position + most)
    match = _RUN_END.search(text, position, limit)
    return match.start() if match else limit


_RUN_END = late.pattern(f"[{LOST}\r\n]")
