"""What polluting sites do to GBK bytes without asking where a character starts.

>>> gloss_table("頂的達摩", ["數"])
'頂?shù)倪_摩'
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

# In this order: the bytes of a later mark are searched in the pieces that the earlier ones left.
MARKS = ("！", "？", "。")

_SINGLE = {0x80: "€"}
_FIRST_LEAD, _LAST_LEAD = 0x81, 0xFE
_FIRST_TRAIL, _NO_TRAIL = 0x40, (0x7F, 0xFF)

# The letters with tone marks that GBK has; a reading with any other (m̀, ê̄) cannot stand on a GBK page.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"


def decode(data: bytes) -> str:
    """Decode GBK as the scrapers do: a lead byte with a second byte that fits none becomes `?`, and eats it.

    Pairs of the user-defined area become private-use characters and 0x80 becomes `€`, as in code page 936.
    A lead byte before a control character or at the end becomes `?` alone, so lines stay lines.
    """
    characters = []
    position = 0
    while position < len(data):
        lead = data[position]
        pair = data[position : position + 2]
        position += 1
        if lead < 0x80:
            characters.append(chr(lead))
        elif not _FIRST_LEAD <= lead <= _LAST_LEAD:
            characters.append(_SINGLE.get(lead, "?"))
        else:
            characters.append(_pair(pair))
            position += len(pair) == 2 and pair[1] >= 0x20
    return "".join(characters)


@cache
def _pair(pair: bytes) -> str:
    if len(pair) < 2 or pair[1] < _FIRST_TRAIL or pair[1] in _NO_TRAIL:
        return "?"
    # The two-byte part of GB18030 is GBK with the user-defined area; Python's gbk refuses that area.
    return pair.decode("gb18030", "replace").replace("\ufffd", "?")[0]


@cache
def reading(character: str) -> str:
    """Return the reading that a site's table has for a character: the commonest, with its tone."""
    return unicodedata.normalize("NFC", pinyin(character, style=Style.TONE)[0][0])


def gloss_bytes(data: bytes, table: Iterable[str], form: str = "({})") -> bytes:
    """Gloss all characters of a table in GBK bytes, in table order, wherever their two bytes occur."""
    for character in table:
        code = character.encode("gbk")
        data = data.replace(code, code + form.format(reading(character)).encode("gbk"))
    return data


def gloss_table(text: str, table: Iterable[str], form: str = "({})") -> str:
    """Return the text as it is read from a page whose site glosses the characters of the table."""
    return decode(gloss_bytes(text.encode("gbk"), table, form))


def cut_at_marks(data: bytes, marks: Sequence[str] = MARKS) -> str:
    """Cut GBK bytes at the bytes of the marks, wherever they occur, and decode every piece by itself."""
    if not marks:
        return decode(data)
    return marks[0].join(cut_at_marks(piece, marks[1:]) for piece in data.split(marks[0].encode("gbk")))


def third_cause(text: str) -> str:
    """Return the text with its paragraph breaks written as FD A3 and read as GB2312 (FD leads nothing)."""
    data = text.encode("gb2312").replace(b"\n", b"\xfd\xa3")
    return data.decode("gb2312", "replace").replace("\ufffd", "?")


def fold_width(text: str) -> str:
    """Return the text as width-normalising scrapers leave it: full-width ASCII and blanks made half-width."""
    return text.translate(_HALF_WIDTH)


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@cache
def can_be_glossed(character: str) -> bool:
    """Whether a site can have the character in its table: two bytes in GBK, a reading that GBK can write."""
    try:
        two_bytes = len(character.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False
    toned = [letter for letter in reading(character) if not letter.isascii()]
    return two_bytes and "\u4e00" <= character <= "\u9fff" and bool(toned) and set(toned) <= set(_TONED)


def site_table(text: str, random: Random, size: int = 60, tearing: float = 0.1) -> list[str]:
    """Draw a site's table: characters of the text and, for the share `tearing`, some that stand across two.

    Sites gloss what they converted: traditional characters, which GB2312 lacks, if the text has enough.
    """
    across = _drawn(
        _across(text.encode("gbk", "xmlcharrefreplace")) - set(text), random, round(size * tearing)
    )
    table = _drawn(set(text), random, size - len(across)) + across
    random.shuffle(table)
    return table


def _drawn(characters: set[str], random: Random, count: int) -> list[str]:
    usable = sorted(filter(can_be_glossed, characters))
    converted = [character for character in usable if not _in_gb2312(character)]
    pool = converted if len(converted) >= count // 2 else usable
    return random.sample(pool, min(len(pool), count))


def _in_gb2312(character: str) -> bool:
    return all(byte >= 0xA1 for byte in character.encode("gbk"))


def spoil_page(
    lines: Iterable[str], table: Iterable[str] = (), marks: Sequence[str] = (), form: str = "({})"
) -> list[str]:
    """Return lines as they are read from a page that was glossed and cut, tags taken out where still whole.

    A paragraph's end tag follows its text at once, so it is the tag's `<` that a torn character eats. What
    GBK lacks, stands on such a page as a numeric entity.
    """
    data = "".join(line + "</p>\n" for line in lines).encode("gbk", "xmlcharrefreplace")
    text = cut_at_marks(gloss_bytes(data, table, form), marks)
    return text.replace("</p>", "").split("\n")[:-1]


def _across(data: bytes) -> set[str]:
    """Return the characters that GBK text spells across two of its characters."""
    found = set()
    boundary = True
    for lead, trail in pairwise(data):
        boundary = not (boundary and lead >= _FIRST_LEAD)
        if boundary and _FIRST_LEAD <= lead <= _LAST_LEAD:
            found.add(_pair(bytes((lead, trail))))
    return found - {"?"}
