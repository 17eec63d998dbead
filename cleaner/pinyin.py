"""How pinyin is spelled: letters, tones and syllable borders, out of every way of writing them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters that stand in for Latin ones in Chinese fonts and code pages: GB2312 has its own ɡ and ɑ for pinyin.
_LOOK_ALIKE = str.maketrans({"ɡ": "g", "ɑ": "a", "α": "a", "ı": "i"})

# A combining mark and the tone it means. The breve is a common mistake for the caron.
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
_MARKS = {1: "\u0304", 2: "\u0301", 3: "\u030c", 4: "\u0300"}
_TONE_LETTERS = {"ˉ": 1, "¯": 1, "ˊ": 2, "ˇ": 3, "ˋ": 4, "˙": 5}
_DIAERESIS, _CIRCUMFLEX = "\u0308", "\u0302"
_NEUTRAL = 5

# What is spelled in one code point: its letter, and its tone as a code point.
_PLAIN = {ord("ɡ"): "g", ord("ɑ"): "a", ord("ü"): "v"}
_TONE_OF = dict.fromkeys(map(ord, "abcdefghijklmnopqrstuvwxyzɡɑü"), "\0")
for _letter in "aeiouü":
    for _mark, _tone in (("\u0304", 1), ("\u0301", 2), ("\u030c", 3), ("\u0306", 3), ("\u0300", 4)):
        _composed = unicodedata.normalize("NFC", _letter + _mark)
        if len(_composed) == 1:
            _PLAIN[ord(_composed)] = _letter.replace("ü", "v")
            _TONE_OF[ord(_composed)] = chr(_tone)

_BORDERS = frozenset(" \t\r\n\u00a0\u3000'’‘`´ʼ-‐‑–·•・")


class Spelling(NamedTuple):
    """Spelled pinyin: `letters` a-z with v for ü, a tone for each letter (0: none, 5: marked as neutral).

    `borders` are the offsets within `letters` where the writer ended a syllable or a word.
    """

    letters: str
    tones: bytes
    borders: frozenset[int] = frozenset()

    @property
    def toned(self) -> bool:
        """Whether any tone is written."""
        return bool(self.tones.strip(b"\0"))

    def tone(self, start: int, end: int) -> int | None:
        """Tone of the syllable in `letters[start:end]`, 0 without a mark, None if it has two."""
        marks = self.tones[start:end].strip(b"\0")
        if len(marks) > 1:
            return None
        return marks[0] if marks else 0

    def is_whole(self, start: int, end: int) -> bool:
        """Whether no border lies within `letters[start:end]`."""
        return not any(start < border < end for border in self.borders)


@lru_cache(maxsize=16384)
def spell(text: str) -> Spelling | None:
    """Return the letters, tones and borders of spelled pinyin; None if something else is in it.

    Composed and decomposed marks, full-width letters, ɡ and ɑ, ü as v or u:, tone numbers, capitals,
    apostrophes, hyphens and blanks are understood.
    """
    lower = text.lower()
    plain = lower.translate(_PLAIN)
    if plain.isascii() and plain.isalpha():
        return Spelling(plain, lower.translate(_TONE_OF).encode("ascii"))
    letters: list[str] = []
    tones = bytearray()
    borders: set[int] = set()
    for character in unicodedata.normalize("NFKD", text).lower().translate(_LOOK_ALIKE):
        if "a" <= character <= "z":
            letters.append(character)
            tones.append(0)
        elif character in _BORDERS:
            borders.add(len(letters))
        elif not letters or not _add_mark(character, letters, tones, borders):
            return None
    inner = frozenset(borders - {0, len(letters)})
    return Spelling("".join(letters), bytes(tones), inner) if letters else None


def _add_mark(character: str, letters: list[str], tones: bytearray, borders: set[int]) -> bool:
    """Add what a mark says to the last letter; False if it is no mark of pinyin."""
    if character in _TONES:
        tones[-1] = _TONES[character]
    elif character in _TONE_LETTERS:
        tones[-1] = _TONE_LETTERS[character]
    elif character in "012345":
        tones[-1] = int(character) or _NEUTRAL
        borders.add(len(letters))
    elif character in {_DIAERESIS, ":"} and letters[-1] == "u":
        letters[-1] = "v"
    elif character != _CIRCUMFLEX or letters[-1] != "e":
        return False
    return True


@lru_cache(maxsize=4096)
def syllable(text: str) -> tuple[str, int]:
    """Return letters and tone (0: unmarked) of one syllable; ("", 0) if it is none."""
    spelling = spell(text)
    if spelling is None:
        return "", 0
    return spelling.letters, spelling.tone(0, len(spelling.letters)) or 0


def written(letters: str, tone: int) -> str:
    """Return a syllable with its tone mark (0: none), composed."""
    text = letters.replace("v", "ü")
    vowels = [text.find(vowel) for vowel in "aeo" if vowel in text] or [max(map(text.rfind, "iuü"))]
    place = vowels[0] if vowels[0] >= 0 else max(map(text.find, "nm"))
    return unicodedata.normalize("NFC", text[: place + 1] + _MARKS.get(tone, "") + text[place + 1 :])
