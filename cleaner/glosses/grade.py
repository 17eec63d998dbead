"""What speaks against a gloss being dirt, judged by the gloss and what stands around it.

Everything here is judged on the bare text, which is the same before and after glosses are removed; so a gloss
that stays is judged alike when the result is cleaned again.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from cleaner import fold, frequency, lexicon, readings
from cleaner.glosses import plain, shapes
from cleaner.glosses.speakers import Speakers

if TYPE_CHECKING:
    from cleaner.glosses.matching import Gloss, Match
    from cleaner.glosses.talk import Talk

# Rank in the frequency of characters, beyond which nearly nothing but explanations is found (饕 4806).
RARE_RANK = 4500


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
    LISTED: Final = 1 << 7
    """In a list in which each word has its own."""
    UNUSUAL: Final = 1 << 8
    """A reading that surprises: readers need help."""
    WRONG: Final = 1 << 9
    """Another tone than the character has."""
    UNCOMMON: Final = 1 << 10
    """A character that some readers do not know."""
    RARE: Final = 1 << 11
    """A character that most readers do not know."""


EXPLAINED = Doubt.QUOTED | Doubt.TALK | Doubt.ENTRY
UNCOMMON = Doubt.UNCOMMON | Doubt.RARE
BELONGS = EXPLAINED | Doubt.LISTED | Doubt.CAPITAL | Doubt.LINE | Doubt.UNUSUAL | Doubt.WRONG


def of_words(match: Match) -> list[int]:
    """Return for each gloss what speaks for its belonging to the text by itself."""
    return [_of_tones(gloss) if gloss.plain else _of_word(gloss, match.bare) for gloss in match.glosses]


def of_places(match: Match, talk: Talk) -> list[int]:
    """Return for each gloss what speaks for its belonging to the text by what stands around it."""
    speakers = Speakers(match.bare)
    listed = shapes.listed(match.glosses, match.bare)
    found = [
        _of_place(gloss, match.bare, talk, speakers) | (index in listed) * Doubt.LISTED
        for index, gloss in enumerate(match.glosses)
    ]
    # What is in a list once is a term wherever it stands.
    terms = {match.glosses[index].key for index in listed}
    return [
        place | (gloss.key in terms) * Doubt.LISTED for place, gloss in zip(found, match.glosses, strict=True)
    ]


def _of_place(gloss: Gloss, bare: str, talk: Talk, speakers: Speakers) -> int:
    return (
        (gloss.quoted or shapes.is_quoted(gloss, bare)) * Doubt.QUOTED
        | talk.near(gloss.at) * Doubt.TALK
        | (shapes.is_entry(gloss, bare) and not speakers.includes(gloss)) * Doubt.ENTRY
    )


def is_name(gloss: Gloss, bare: str) -> bool:
    """Whether it reads a single character behind a surname."""
    before = bare[max(gloss.word - 1, 0) : gloss.word]
    return len(gloss.fit.read) == 1 and before != "" and fold.fold(before) in _surnames()


@cache
def _surnames() -> str:
    ((names,),) = lexicon.table("surnames", ("surnames",))
    return names


def kind_of(gloss: Gloss, doubt: int) -> str:
    """Return what kind of gloss it is, for whoever reads the report."""
    if not doubt:
        return "word" if len(gloss.fit.read) > 1 else "character"
    if doubt & UNCOMMON:
        return "rare"
    if doubt & BELONGS:
        return "explained"
    if doubt & Doubt.TONELESS:
        return "toneless"
    return "word" if len(gloss.fit.read) > 1 else "character"


def _of_tones(gloss: Gloss) -> int:
    if gloss.toned:
        return Doubt.NONE
    return Doubt.TONELESS if gloss.fit.unmarked else Doubt.NEUTRAL


def _of_word(gloss: Gloss, bare: str) -> int:
    return (
        _of_tones(gloss)
        | _of_spelling(gloss)
        | _rarity(gloss.fit.read)
        | shapes.is_line(gloss, bare) * Doubt.LINE
    )


def _of_spelling(gloss: Gloss) -> int:
    length, read, wrong, unusual, _ = gloss.fit
    found = gloss.capital * Doubt.CAPITAL | (wrong > 0) * Doubt.WRONG
    if gloss.toned and length == 1:
        # Of a single character already a reading surprises that is not its first.
        return found | (not readings.is_main(read, gloss.inner)) * Doubt.UNUSUAL
    return found | (unusual > 0) * Doubt.UNUSUAL


@lru_cache(maxsize=8192)
def _rarity(read: str) -> int:
    read = read.replace("〇", "零")
    if max(map(frequency.rank, read)) <= plain.COMMON_RANK:
        return Doubt.NONE
    # A variant of a common character is not rare itself.
    rank = max(map(min, map(frequency.rank, read), map(frequency.rank, fold.fold(read))))
    if rank <= plain.COMMON_RANK:
        return Doubt.NONE
    return Doubt.UNCOMMON if rank <= RARE_RANK else Doubt.RARE
