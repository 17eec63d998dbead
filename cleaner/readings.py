"""How Han characters are read, and whether spelled pinyin reads a run of them.

The table comes from pypinyin, which itself would cost a filter ten times its own start. It stays one string:
finding a character in it is a scan of the C library, and nothing is built before it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from cleaner import lexicon, pinyin
from cleaner.hanzi import is_han

_NEUTRAL = 5
_RISING, _DIPPING = 2, 3

Cost = tuple[int, int, int]
"""Wrong tones, unusual readings, unmarked tones."""


class Fit(NamedTuple):
    """How pinyin fits the characters before it.

    length    code points from the first character that is read to the end, skipped ones included
    read      the characters that are read
    wrong     syllables whose written tone the character does not have
    unusual   syllables that surprise as a reading of their character
    unmarked  syllables without a written tone whose character has one
    """

    length: int
    read: str
    wrong: int
    unusual: int
    unmarked: int


def of(character: str) -> tuple[str, ...]:
    """Return all readings of a character, tone marks composed, the usual one first; () if none is known."""
    return _row(_table("readings"), character)


@lru_cache(maxsize=2048)
def characters(syllable: str) -> str:
    """Return all characters with this reading, however it is spelled; without a tone, with any tone."""
    letters, tone = pinyin.syllable(syllable)
    tones = [tone % _NEUTRAL] if tone else range(_NEUTRAL)
    found = dict.fromkeys("".join(_by_syllable().get((letters, one), "") for one in tones))
    return "".join(found)


def fit(spelling: pinyin.Spelling, before: str) -> Fit | None:
    """Return how the pinyin reads the last Han characters of `before`; None if it does not.

    Blanks, line ends, Latin letters and digits between the characters may be skipped; the pinyin may spell
    the letters too.
    """
    total = len(spelling.letters)
    states: dict[int, Cost] = {total: (0, 0, 0)}
    read: list[str] = []
    for length, character in enumerate(reversed(before), 1):
        if is_han(character):
            states = _before_character(spelling, states, character, read[-1] if read else "")
            read.append(character)
            if 0 in states:
                return Fit(length, "".join(reversed(read)), *states[0])
        elif character.isspace() or (character.isascii() and character.isalnum()):
            states.update(_before_letter(spelling, states, character.lower()))
        else:
            return None
        if not states:
            return None
    return None


def _before_character(
    spelling: pinyin.Spelling, states: dict[int, Cost], character: str, following: str
) -> dict[int, Cost]:
    """Return the offsets at which the pinyin of the characters before may end, with the cost of each."""
    reached: dict[int, Cost] = {}
    for end, cost in states.items():
        for letters, tones in ways(character).items():
            start = end - len(letters)
            if (
                start < 0
                or not spelling.letters.startswith(letters, start)
                or not spelling.is_whole(start, end)
            ):
                continue
            tone = spelling.tone(start, end)
            if tone is not None:
                more = _cost(character, letters, tone, tones, following)
                total = (cost[0] + more[0], cost[1] + more[1], cost[2] + more[2])
                reached[start] = min(total, reached.get(start, total))
    return reached


def _cost(character: str, letters: str, tone: int, tones: frozenset[int], following: str) -> Cost:
    usual = usual_ways(character)
    if not tone:
        return 0, (not any((letters, one) in usual for one in tones)), 0 not in tones
    if tone % _NEUTRAL in tones:
        return 0, (letters, tone % _NEUTRAL) not in usual, 0
    if tone == _RISING and _DIPPING in tones and _is_dipping(following):
        # Two dipping tones in a row: the first is spoken, and sometimes written, as a rising one.
        return 0, (letters, _DIPPING) not in usual, 0
    return 1, 0, 0


def _before_letter(spelling: pinyin.Spelling, states: dict[int, Cost], letter: str) -> dict[int, Cost]:
    return {end - 1: cost for end, cost in states.items() if end and spelling.letters[end - 1] == letter}


def is_main(character: str, spelling: pinyin.Spelling) -> bool:
    """Whether the pinyin is the first reading of a single character, or its most usual one."""
    main = {*of(character)[:1], *_row(_table("readings_usual"), character)[:1]}
    tone = spelling.tone(0, len(spelling.letters)) or 0
    return (spelling.letters, tone) in map(pinyin.syllable, main)


def _is_dipping(character: str) -> bool:
    return bool(character) and any(_DIPPING in tones for tones in ways(character).values())


@lru_cache(maxsize=8192)
def ways(character: str) -> dict[str, frozenset[int]]:
    """Return the letters a character may be spelled with, and the tones with each (0: the neutral one).

    Includes the readings of the characters it may have been converted from or to, and the r of 儿.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for reading in (*of(character), *_row(_table("readings_converted"), character)):
        letters, tone = pinyin.syllable(reading)
        found[letters].add(tone)
    if character in "儿兒":
        found["r"].add(0)
    return {letters: frozenset(tones) for letters, tones in found.items()}


@lru_cache(maxsize=8192)
def usual_ways(character: str) -> frozenset[tuple[str, int]]:
    """Return letters and tones of the readings that are no surprise, lost tones and the r of 儿 included."""
    readings = _row(_table("readings_usual"), character) or of(character)
    found = set(map(pinyin.syllable, readings))
    return frozenset(found | {("r", 0)} if character in "儿兒" else found)


@cache
def _table(name: str) -> str:
    return (lexicon.DATA / f"{name}.tsv").read_text("utf-8")


def _row(table: str, character: str) -> tuple[str, ...]:
    position = table.find(character)
    if position < 0 or not is_han(character):
        return ()
    start = table.rfind("\n", 0, position) + 1
    return tuple(table[start : table.index("\t", start)].split(","))


@cache
def _by_syllable() -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = defaultdict(str)
    for readings, readers in lexicon.table("readings", ("readings", "characters")):
        for reading in readings.split(","):
            found[pinyin.syllable(reading)] += readers
    return dict(found)
