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
_EXCLAMATIONS = {"ê̄": "ē", "ế": "é", "ê̌": "ě", "ề": "è"}  # Of 欸 and 誒; nobody writes the circumflex.

# A cost is one number: wrong tones, then unusual readings, then unmarked tones. No gloss has 100 syllables.
_WRONG, _UNUSUAL, _UNMARKED = 10_000, 100, 1


class Way(NamedTuple):
    """Letters that a character may be spelled with, the tones with them (0: neutral), and the usual ones.

    `marks` are the usual tones as they are written: without one where none is missing.
    """

    letters: str
    tones: frozenset[int]
    usual: frozenset[int]
    marks: frozenset[bytes]


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
    found = "".join(_readers().get(pinyin.written(letters, one), "") for one in tones)
    return "".join(dict.fromkeys(found))


def fit(spelling: pinyin.Spelling, before: str) -> Fit | None:
    """Return how the pinyin reads the last Han characters of `before`; None if it does not.

    Blanks, line ends, Latin letters and digits between the characters may be skipped; the pinyin may spell
    the letters too.
    """
    found = _straight(spelling, before)
    return found or _searched(spelling, before)


def _straight(spelling: pinyin.Spelling, before: str) -> Fit | None:
    """Return the fit if each character is read in a usual way, with its own tone or none; nearly all are."""
    letters, tones, borders = spelling
    end = len(letters)
    index = len(before)
    unmarked = 0
    while end and index:
        index -= 1
        for way in ways(before[index]):
            if letters.endswith(way.letters, 0, end):
                start = end - len(way.letters)
                marks = tones[start:end].strip(b"\0")
                known = marks in way.marks
                if (known or (way.usual and not marks)) and (not borders or spelling.is_whole(start, end)):
                    unmarked += not known
                    end = start
                    break
        else:
            return None
    return None if end else Fit(len(before) - index, before[index:], 0, 0, unmarked)


def _searched(spelling: pinyin.Spelling, before: str) -> Fit | None:
    """Return the fit with the least cost of those that read the fewest characters."""
    states = {len(spelling.letters): 0}
    read: list[str] = []
    for length, character in enumerate(reversed(before), 1):
        if ways(character):
            states = _before_character(spelling, states, character, read[-1] if read else "")
            read.append(character)
        elif character.isspace() or (character.isascii() and character.isalnum()):
            states |= _before_letter(spelling, states, character.lower())
        else:
            return None
        if 0 in states:
            wrong, rest = divmod(states[0], _WRONG)
            return Fit(length, "".join(reversed(read)), wrong, *divmod(rest, _UNUSUAL)) if read else None
        if not states:
            return None
    return None


def _before_character(
    spelling: pinyin.Spelling, states: dict[int, int], character: str, following: str
) -> dict[int, int]:
    """Return the offsets at which the pinyin of the characters before may end, with the cost of each."""
    reached: dict[int, int] = {}
    for end, cost in states.items():
        for way in ways(character):
            start = end - len(way.letters)
            if start < 0 or not spelling.letters.startswith(way.letters, start):
                continue
            if spelling.borders and not spelling.is_whole(start, end):
                continue
            tone = spelling.tone(start, end)
            if tone is not None:
                total = cost + _cost(way, tone, following)
                reached[start] = min(total, reached.get(start, total))
    return reached


def _cost(way: Way, tone: int, following: str) -> int:
    if not tone:
        return (0 if way.usual else _UNUSUAL) + (0 if 0 in way.tones else _UNMARKED)
    tone %= _NEUTRAL
    if tone not in way.tones:
        # Two dipping tones in a row: the first is spoken, and sometimes written, as a rising one.
        if tone != _RISING or _DIPPING not in way.tones or not _may_dip(following):
            return _WRONG
        tone = _DIPPING
    return 0 if tone in way.usual else _UNUSUAL


def _before_letter(spelling: pinyin.Spelling, states: dict[int, int], letter: str) -> dict[int, int]:
    return {end - 1: cost for end, cost in states.items() if end and spelling.letters[end - 1] == letter}


def main(character: str) -> str:
    """Return the most usual reading of a character, "" if none is known."""
    return next(iter(_row(_table("readings_usual"), character) or of(character)), "")


def is_main(character: str, spelled: str) -> bool:
    """Whether spelled pinyin is the first reading of a single character, or its most usual one."""
    return pinyin.syllable(spelled) in _main(character)


@lru_cache(maxsize=8192)
def _main(character: str) -> frozenset[tuple[str, int]]:
    first = (*of(character)[:1], *_row(_table("readings_usual"), character)[:1])
    return frozenset(map(pinyin.syllable, first))


def _may_dip(character: str) -> bool:
    return bool(character) and any(_DIPPING in way.tones for way in ways(character))


@lru_cache(maxsize=8192)
def ways(character: str) -> tuple[Way, ...]:
    """Return the ways to spell a character; () for what is none that can be read.

    Includes the readings of the characters it may have been converted from or to, and the r of 儿.
    """
    usual = set(map(pinyin.syllable, _row(_table("readings_usual"), character) or of(character)))
    found: dict[str, set[int]] = defaultdict(set)
    for reading in (*of(character), *_row(_table("readings_converted"), character)):
        letters, tone = pinyin.syllable(reading)
        found[letters].add(tone)
    ways = [
        _way(letters, tones, {tone for tone in tones if (letters, tone) in usual})
        for letters, tones in found.items()
    ]
    # Who writes no tones may write no dots either: 女(nu).
    ways += [
        _way(f"{letters[0]}u{letters[2:]}", set(), {0})
        for letters in found
        if letters[1:2] == "v" and f"{letters[0]}u{letters[2:]}" not in found
    ]
    if character in {"儿", "兒"}:
        ways.append(_way("r", {0}, {0}))
    return tuple(ways)


def _way(letters: str, tones: set[int], usual: set[int]) -> Way:
    marks = {bytes([tone]) if tone else b"" for tone in usual & tones}
    if 0 in usual & tones:
        marks.add(bytes([_NEUTRAL]))
    return Way(letters, frozenset(tones), frozenset(usual), frozenset(marks))


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
def _readers() -> dict[str, str]:
    """Return the characters by reading, as the table writes it: parsing each one takes four times as long."""
    found: dict[str, str] = defaultdict(str)
    for readings, readers in lexicon.table("readings", ("readings", "characters")):
        for reading in readings.split(","):
            found[_EXCLAMATIONS.get(reading, reading)] += readers
    return dict(found)
