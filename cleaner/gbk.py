"""GBK byte by byte, as the polluting sites and their scrapers handle it.

A character is one byte (ASCII, or 0x80 for €) or a lead byte and a trail byte. The two-byte part of GB18030
maps every such pair to exactly one character, the user-defined area to the private use area U+E000-E765, so
a passage of text can be taken back to the bytes it was read from.
"""

from __future__ import annotations

from functools import cache, lru_cache

FIRST_LEAD, LAST_LEAD = 0x81, 0xFE
_FIRST_TRAIL = 0x40
_NO_TRAIL = frozenset((0x7F, 0xFF))
EURO = 0x80
_FIRST_IN_GB2312 = 0xA1
_FIRST_PRINTABLE = 0x20

# Full-width ASCII is A3 and the character plus 80; in Unicode it is the character plus FEE0.
WIDE_LEAD, WIDE_SHIFT, WIDE = 0xA3, 0x80, 0xFEE0
WIDE_BLANK = b"\xa1\xa1"


@lru_cache(maxsize=8192)
def encode(character: str) -> bytes | None:
    """Return the one or two bytes of a character; None if it has none in GBK.

    € is the single byte 0x80, as decoders of code page 936 read it.
    """
    if character == "€":
        return bytes((EURO,))
    try:
        code = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return code if len(code) <= len("ab") else None


def in_gb2312(character: str) -> bool:
    """Whether a character is one of GB2312: 著 and a few others are traditional, and simplified as well."""
    code = encode(character)
    return code is not None and all(byte >= _FIRST_IN_GB2312 for byte in code)


@lru_cache(maxsize=32768)
def pair(lead: int, trail: int) -> str | None:
    """Return the character of two bytes; None if they are none."""
    if not FIRST_LEAD <= lead <= LAST_LEAD or trail < _FIRST_TRAIL or trail in _NO_TRAIL:
        return None
    return bytes((lead, trail)).decode("gb18030")


def decode(data: bytes) -> str:
    """Decode as the scrapers do: nothing stops it, and what fits nothing becomes `?`.

    A lead byte with a second byte that fits none becomes `?` and eats the second byte, unless that is a
    control character or the end.
    """
    characters = []
    position, length = 0, len(data)
    while position < length:
        lead = data[position]
        position += 1
        if lead < EURO:
            characters.append(chr(lead))
        elif not FIRST_LEAD <= lead <= LAST_LEAD:
            characters.append("€" if lead == EURO else "?")
        else:
            trail = data[position] if position < length else 0
            characters.append(pair(lead, trail) or "?")
            position += trail >= _FIRST_PRINTABLE
    return "".join(characters)


def wide(character: str) -> bytes:
    """Return the bytes of the full-width form of an ASCII character."""
    return bytes((WIDE_LEAD, ord(character) + WIDE_SHIFT))


@cache
def alone_in_gb2312(following: frozenset[int]) -> tuple[int, ...]:
    """Return the bytes that a reader of GB2312 gives up on, one of these bytes being the next.

    It does at bytes with which no pair begins (AA to AF, F8 to FE), before ASCII, and in gaps of its table.
    """
    return tuple(
        lead for lead in range(0xA1, 0xFF) if not following or any(_no_pair(lead, byte) for byte in following)
    )


def _no_pair(lead: int, byte: int) -> bool:
    try:
        bytes((lead, byte)).decode("gb2312")
    except UnicodeDecodeError:
        return True
    return False
