"""One encoding, read character by character with the plausibility of each, and in long strict stretches."""

from __future__ import annotations

import codecs
import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from cleaner import frequency
from cleaner.hanzi import HAN

CHUNK = 16_384  # Bytes decoded at once; what is decoded in vain before trouble is at most this much.

_BIG5 = ("cp950", "big5hkscs")
_WIDE_16 = ("utf-16-le", "utf-16-be")
_WIDE = (*_WIDE_16, "utf-32-le", "utf-32-be")
_FAMILY = ("utf-8", "gb18030", *_BIG5, *_WIDE)

# Rarer characters come two in a row only in names and learned words, or where bytes are out of step.
_COMMON_RANKS = 3_500
# Not suspicious in any company: other alphabets, marks, symbols, kana, full-width forms.
_UNSUSPICIOUS = "\x01-\u2fff\u3000-\u33ff\ufe30-\ufe4f\uff00-\uffef"
# What bytes out of step give more often than writers do: a letter of these alone, a Latin one behind these.
_ALPHABETS = "\u0391-\u03c9\u0401-\u0451\u3005\u3041-\u30fa\u3105-\u312f"
_SYMBOLS = (
    "\u2015\u2019\u2020-\u2025\u2027-\u2bff\u2ff0-\u2fff"
    "\u3003-\u3007\u3012-\u301f\u3220-\u33ff\ufe30-\ufe6b\uff3b-\uff40"
)
# Where each character has two bytes, bytes out of step give letters of all alphabets.
_UNSUSPICIOUS_WIDE = "\x01-\u024f\u2010-\u2fff\u3000-\u33ff\ufe30-\ufe4f\uff00-\uffef"
_PRIVATE = "\ue000-\uf8ff"
_WIDE_ALPHABETS = re.compile("[\u0250-\u200f]")
_WIDE_ALPHABET_WEIGHT = -16.0
# A character of the other script, in a document that is clearly in one: so many different characters of its
# own, and so many times as many as of the other one. In this text, the other script is names and quotations.
_IN_OTHER_SCRIPT = -4.0
_ENOUGH_OF_A_SCRIPT = 8
_CLEARLY = 10


class Character(NamedTuple):
    """A character that may start at a byte: its bytes, itself, and how probable it is (natural logarithm)."""

    size: int
    text: str
    weight: float


# Windows writes the euro sign in GBK as one byte; the standard and Python do not know it.
_EURO_BYTE = 0x80
_EURO = Character(1, "€", -12.0)


class Trouble(Enum):
    """Why a stretch ends."""

    NONE = "it is long enough"
    ERROR = "the bytes behind it are no character, or NUL"
    SUSPICION = "the characters behind it hardly occur together"


class Stretch(NamedTuple):
    """A text that was decoded strictly up to byte `end`."""

    text: str
    end: int
    trouble: Trouble


class Reader:
    """Reads bytes in one encoding of the family; `unlikely` are characters of a script that is not used."""

    def __init__(self, encoding: str, unlikely: frozenset[str] = frozenset()) -> None:
        self.encoding = encoding
        self.wide = encoding in _WIDE
        self.unlikely = unlikely
        self._high_byte = 1 if encoding == "utf-16-le" else 0
        self._known: dict[bytes, Character | None] = {}
        self._decoder = codecs.getincrementaldecoder(encoding)

    def at(self, data: bytes, position: int) -> Character | None:
        """Return the character that starts at a byte, if there is one."""
        raw = data[position : position + self._size(data, position)]
        try:
            return self._known[raw]
        except KeyError:
            found = self._known[raw] = self._character(raw)
            return found

    def stretch(self, data: bytes, position: int, limit: int, *, suspect: re.Pattern[str] | None) -> Stretch:
        """Decode strictly from `position`, up to an error, a NUL, or characters that are suspect.

        It ends at `limit`, where a character must end, or before.
        """
        end = min(position + CHUNK, limit)
        chunk = data[position:end]
        decoder = self._decoder()
        try:
            text = decoder.decode(chunk, end == limit)
            size = len(chunk) - len(decoder.getstate()[0])
            trouble = Trouble.NONE
        except UnicodeDecodeError as error:
            text, size, trouble = chunk[: error.start].decode(self.encoding), error.start, Trouble.ERROR
        cut = text.find("\0")
        if cut >= 0:
            text, trouble = text[:cut], Trouble.ERROR
        match = suspect.search(text) if suspect else None
        if match:
            text, trouble = text[: match.start()], Trouble.SUSPICION
        if match or cut >= 0:
            size = len(text.encode(self.encoding))
        return Stretch(text, position + size, trouble)

    def _size(self, data: bytes, position: int) -> int:
        """Return how many bytes a character has that starts at a byte."""
        lead = data[position]
        if not self.wide and lead < 0x80:
            return 1
        if self.encoding == "utf-8":
            return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
        if self.encoding == "gb18030":
            if lead == _EURO_BYTE:
                return 1
            return 4 if data[position + 1 : position + 2].isdigit() else 2
        if self.encoding in _WIDE_16:
            high = data[position + self._high_byte : position + self._high_byte + 1]
            return 4 if b"\xd8" <= high < b"\xdc" else 2
        return 4 if self.wide else 2

    def _character(self, raw: bytes) -> Character | None:
        if self.encoding == "gb18030" and raw[0] == _EURO_BYTE:
            return _EURO
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError:
            return None
        # Several characters of fewer bytes each are none of this size; HKSCS has four pairs in one code.
        one = len(text) == 1 or (self.encoding == "big5hkscs" and not text.isascii())
        if not one or text == "\0":
            return None
        weight = frequency.weight(text[0])
        if self.wide and _WIDE_ALPHABETS.match(text):
            weight = _WIDE_ALPHABET_WEIGHT
        if text in self.unlikely:
            weight += _IN_OTHER_SCRIPT
        return Character(len(raw), text, weight)


@cache
def reader(encoding: str, unlikely: frozenset[str] = frozenset()) -> Reader:
    """Return the reader of an encoding, which remembers the characters it met."""
    return Reader(encoding, unlikely)


def known(encoding: str) -> bool:
    """Whether there is a reader for an encoding."""
    return encoding in _FAMILY


def unlikely(text: str) -> frozenset[str]:
    """Return the characters of the other script if a text is clearly in one, else none."""
    characters = frozenset(text)
    scripts = frequency.scripts()
    for own, other in (scripts, scripts[::-1]):
        if len(characters & own) >= max(_ENOUGH_OF_A_SCRIPT, _CLEARLY * len(characters & other)):
            return other
    return frozenset()


PRIVATE = re.compile(f"[{_PRIVATE}]")


@cache
def suspicion(*, wide: bool, unlikely: frozenset[str] = frozenset()) -> re.Pattern[str]:
    """Return a pattern for what Chinese text hardly has: two rare characters, a letter among Han.

    `unlikely` are the characters of the other script, if the document is clearly in one.
    """
    common = frequency.common(_COMMON_RANKS)
    alone = f"[{_PRIVATE}{''.join(unlikely)}]"
    if wide:
        return re.compile(f"[^{_UNSUSPICIOUS_WIDE}{common}]{{2}}|{alone}")
    rare = f"[^{_UNSUSPICIOUS}{common}]{{2}}"
    letter = f"(?<=[{HAN}{_ALPHABETS}{_SYMBOLS}])[@-~](?=[^\x00-\x7f]|\n)"
    kana = f"[{_ALPHABETS}](?=[@-~])|(?<=[{HAN}])[{_ALPHABETS}](?=[{HAN}])"
    return re.compile(f"{rare}|{alone}|{letter}|{kana}")
