"""What of a text is compared: its letters, Han characters and digits, folded, without pinyin glosses."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.fold import folding

if TYPE_CHECKING:
    from collections.abc import Sequence

# Lower-case Latin letters with tone marks, as pinyin has them. Capitals are no gloss: (MAU).
_PINYIN = "a-zü\u00e0-\u00fc\u0101-\u01dc\u0300-\u030c"
# A gloss may have lost its opening bracket to a byte slip, which shows as a question mark.
_LONGEST_GLOSS = 40
GLOSS = late.pattern(rf"[(（?【\[][ \u3000]?[{_PINYIN}'’· ]{{1,{_LONGEST_GLOSS}}}[)）】\]]")
_NO_CONTENT = re.compile(r"[^\w.]+|_+|(?<!\d)\.+|\.+(?!\d)")
_POINT = ord(".")
# Where there are characters that do not count; the rest of the basic plane is Han or Hangul, or no text.
_WITH_SIGNS = (0, 0x3400), (0x4DC0, 0x4E00), (0xA000, 0xAC00), (0xD7A4, 0xD800), (0xF900, 0x10000)
_NO_TEXT = ((0xD800, 0xF900),)
# Converters write one or the other by the word, and simplified text has both: 了解 and 瞭解, 借口 and 藉口.
_BY_WORD = {"瞭": "了", "藉": "借", "覆": "复", "祇": "只", "衹": "只", "彷": "仿"}
# Said by their range: to compile what is not in the basic plane takes ten times as long.
_ASTRAL = late.pattern("[\U00010000-\U0010ffff]")
_ASTRAL_SIGNS = late.pattern(r"[\U00010000-\U0010ffff](?<!\w)")


def skeleton(text: str) -> str:
    """Return what of the text counts when texts are compared; a point between digits does: 1.5 is not 15."""
    return _NO_CONTENT.sub("", _folded(text))


def skeletons(texts: Sequence[str]) -> list[str]:
    """Return the skeleton of each of some texts without line ends; of many at a third of the cost."""
    joined = _without_glosses("\n".join(texts))
    table, points = _only_content()
    if any(map(joined.__contains__, points)):
        joined = re.sub(rf"(?<!\d)[{points}]+|[{points}]+(?!\d)", "", joined)
    if _ASTRAL.search(joined):
        joined = _ASTRAL_SIGNS.sub("", joined)
    return joined.translate(table).split("\n") if texts else []


@cache
def _only_content() -> tuple[list[int | None], str]:
    """Return the table that folds and deletes what does not count, and the signs that fold to a point."""
    folded = _folding()
    table: list[int | None] = list(folded)
    for start, end in _WITH_SIGNS:
        table[start:end] = [code if chr(code).isalnum() else None for code in folded[start:end]]
    for start, end in _NO_TEXT:
        table[start:end] = [None] * (end - start)
    points = [code for start, end in _WITH_SIGNS for code in range(start, end) if folded[code] == _POINT]
    for code in (ord("\n"), *points):
        table[code] = folded[code]
    return table, "".join(map(chr, points))


@cache
def _folding() -> list[int]:
    table = list(folding())
    for character, other in _BY_WORD.items():
        table[ord(character)] = ord(other)
    return table


def offsets(text: str) -> list[int]:
    """Return for each code point of the skeleton where it stands in the text."""
    folded = _folded(text)
    kept: list[int] = []
    position = 0
    for match in _NO_CONTENT.finditer(folded):
        kept.extend(range(position, match.start()))
        position = match.end()
    kept.extend(range(position, len(folded)))
    return kept


def _folded(text: str) -> str:
    """Fold, with glosses blanked, so that offsets stay."""
    return _without_glosses(text).translate(_folding())


def _without_glosses(text: str) -> str:
    if any(map(text.__contains__, "(（【[?")):
        return GLOSS.sub(lambda gloss: " " * len(gloss[0]), text)
    return text
