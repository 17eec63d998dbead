"""What speaks against a gloss being dirt, judged by the gloss and what stands around it.

Everything here is judged on the bare text, which is the same before and after glosses are removed; so a gloss
that stays is judged alike when the result is cleaned again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cleaner import fold, frequency, readings
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from cleaner.glosses.matching import Gloss
    from cleaner.glosses.talk import Talk

# Ranks in the frequency of characters. Writers explain from the first on (丕 3296), and nearly nothing but
# explanations is found beyond the second (饕 4806). The characters before the first make up 98 % of news.
COMMON_RANK = 2500
RARE_RANK = 4500

# Sites gloss words; from this many syllables on it is a name, a line of verse or a sentence somebody spelled.
_LONG = 7

# A clause of verse has so many syllables.
_CLAUSE = 5
_NO_CLAUSE_BEFORE = re.compile(f"[{HAN}A-Za-z0-9]")

# A head word: nothing but a number, a bullet or a quotation mark before it on its line ...
_LINE_HEAD = re.compile(r"(?:\A|[\r\n→])[\s\d.、)）(（*·•●◆#>“\"「『《【\[-]{0,10}\Z")
# ... and its explanation behind it.
_EXPLANATION = re.compile(
    r"[”\"」』》】\]]?[ \t\u3000]*(?:\Z|[\r\n:：=—–→]|[是指即为為]|[A-Za-z]|[名动形副代数量连介助叹]词)"
)
# ... or the end of a short line without a sentence, as in a list.
_SHORT_LINE = re.compile(r"(?:\A|[\r\n])[^\r\n，。！？；,]{0,8}\Z")
_HEAD_WINDOW = 12
# The end of a short quotation: a word that is spoken about.
_QUOTATION = re.compile(r"[“‘「『\"][^“”‘’「」『』\"，。]{0,3}\Z")
_QUOTATION_END = re.compile(r"[^“”‘’「」『』\"，。]{0,3}[”’」』\"]")
_LINE_END = frozenset({"", "\r", "\n"})


class Doubt:
    """Reasons to think that a gloss belongs to the text; bits of a number, since there are many glosses."""

    NONE: Final = 0
    TONELESS: Final = 1 << 0
    """No tone is written, as in romanised names and foreign words."""
    NEUTRAL: Final = 1 << 1
    """No tone is written, and none is missing."""
    CAPITAL: Final = 1 << 2
    """A name, spelled as one."""
    QUOTED: Final = 1 << 3
    """The word is in quotation marks: it is spoken about."""
    TALK: Final = 1 << 4
    """The sentence talks about language."""
    ENTRY: Final = 1 << 5
    """A head word with its explanation."""
    LINE: Final = 1 << 6
    """A line of its own below what it reads, or a long passage: lyrics, lessons."""
    UNUSUAL: Final = 1 << 7
    """A reading that surprises: readers need help."""
    WRONG: Final = 1 << 8
    """Another tone than the character has."""
    UNCOMMON: Final = 1 << 9
    """A character that some readers do not know."""
    RARE: Final = 1 << 10
    """A character that most readers do not know."""


EXPLAINED = Doubt.QUOTED | Doubt.TALK | Doubt.ENTRY
DIFFICULT = Doubt.UNCOMMON | Doubt.RARE
BELONGS = EXPLAINED | Doubt.CAPITAL | Doubt.LINE | Doubt.UNUSUAL | Doubt.WRONG


def doubts(gloss: Gloss, bare: str, talk: Talk) -> int:
    """Return everything that speaks for the gloss belonging to the text."""
    return (
        _of_spelling(gloss)
        | _rarity(gloss.fit.read)
        | (gloss.quoted or _is_quoted(gloss, bare)) * Doubt.QUOTED
        | talk.near(gloss.at) * Doubt.TALK
        | _is_entry(gloss, bare) * Doubt.ENTRY
        | _is_line(gloss, bare) * Doubt.LINE
    )


def _of_spelling(gloss: Gloss) -> int:
    found = gloss.capital * Doubt.CAPITAL | (gloss.fit.wrong > 0) * Doubt.WRONG
    found |= _surprises(gloss) * Doubt.UNUSUAL
    if gloss.spelling.toned:
        return found
    return found | (Doubt.TONELESS if gloss.fit.unmarked else Doubt.NEUTRAL)


def _surprises(gloss: Gloss) -> bool:
    """Whether a reading surprises; of a single character already one that is not its first."""
    if len(gloss.fit.read) > 1 or not gloss.spelling.toned:
        return gloss.fit.unusual > 0
    return not readings.is_main(gloss.fit.read, gloss.spelling)


@lru_cache(maxsize=8192)
def _rarity(read: str) -> int:
    # A variant of a common character is not rare itself.
    rank = max(map(min, map(frequency.rank, read), map(frequency.rank, fold.fold(read))))
    if rank <= COMMON_RANK:
        return Doubt.NONE
    return Doubt.UNCOMMON if rank <= RARE_RANK else Doubt.RARE


def _is_entry(gloss: Gloss, bare: str) -> bool:
    window = max(gloss.word - _HEAD_WINDOW, 0)
    if bare[gloss.at : gloss.at + 1] in _LINE_END and _SHORT_LINE.search(bare, window, gloss.word):
        return True
    return bool(_EXPLANATION.match(bare, gloss.at) and _LINE_HEAD.search(bare, window, gloss.word))


def _is_quoted(gloss: Gloss, bare: str) -> bool:
    window = max(gloss.word - _HEAD_WINDOW, 0)
    return bool(_QUOTATION_END.match(bare, gloss.at) and _QUOTATION.search(bare, window, gloss.word))


def _is_line(gloss: Gloss, bare: str) -> bool:
    length = len(gloss.fit.read)
    if length >= _CLAUSE:
        starts_clause = not gloss.word or not _NO_CLAUSE_BEFORE.match(bare, gloss.word - 1)
        return length >= _LONG or starts_clause
    end = gloss.word + gloss.fit.length
    if end == gloss.at or "\n" not in bare[end : gloss.at]:
        return False
    whole_line_above = bare[gloss.word - 1 : gloss.word] in _LINE_END
    return whole_line_above and bare[gloss.at : gloss.at + 1] in _LINE_END
