"""Glosses as nearly all are: a few common characters in their main readings, spelled without anything odd.

They are recognised without looking at anything else, because a page may have a hundred in a paragraph.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from cleaner import frequency, pinyin, readings

# Ranks in the frequency of characters. The characters before it make up 98 % of news; writers explain from
# there on (丕 3296).
COMMON_RANK = 2500

LONGEST = 4
"""So many characters at most. More may be a line of verse."""

_TONE_NUMBERS = re.compile("[1-5]")
_NEUTRAL = 5


_Forms = tuple[str, str, str, str]
"""Of a syllable: without tone, with a mark, with a number; and its tone if it has none without."""


class _Syllables(dict[str, _Forms]):
    """The main readings of common characters; made on demand."""

    def __missing__(self, character: str) -> _Forms:
        found = self[character] = _syllables(character)
        return found


_PLAIN, _MARKED, _NUMBERED, _TONE = range(4)
_UNREAD = ("\0", "\0", "\0", "")
_main = _Syllables()


def read(spelled: str, before: str) -> tuple[int, str, int] | None:
    """Return how spelled pinyin reads the end of a text; None if it does not, or not plainly.

    That is how many characters it reads, its letters, and how many tones are not written.
    """
    if spelled.isascii():
        column = _NUMBERED if _TONE_NUMBERS.search(spelled) else _PLAIN
    else:
        column = _MARKED
        spelled = normalize("NFC", spelled)
    left = len(spelled)
    letters = ""
    unmarked = 0
    for length, character in enumerate(reversed(before), 1):
        syllables = _main[character]
        syllable = syllables[column]
        if not spelled.endswith(syllable, 0, left):
            return None
        letters = syllables[_PLAIN] + letters
        left -= len(syllable)
        if column == _PLAIN and syllables[_TONE]:
            unmarked += 1
        if not left:
            return length, letters, unmarked
    return None


def _syllables(character: str) -> _Forms:
    marked = readings.main(character)
    if not marked or frequency.rank(character) > COMMON_RANK:
        return _UNREAD
    letters, tone = pinyin.syllable(marked)
    has_neutral = (letters, 0) in map(pinyin.syllable, readings.of(character))
    return letters, marked, f"{letters}{tone or _NEUTRAL}", "" if has_neutral else str(tone)
