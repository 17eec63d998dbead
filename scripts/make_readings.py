"""Writes `readings.tsv`, `readings_converted.tsv` and `readings_usual.tsv` in `cleaner/data/`.

The readings are those of pypinyin (https://github.com/mozillazg/python-pinyin, MIT): of single characters,
and those that a character has only within a phrase. A few that it lacks are added here.

The second file says what else a character may be glossed with because its text was converted between the
scripts after it was glossed: the readings of all characters that OpenCC (Apache-2.0) simplifies to one.

The third file says which readings of a character are no surprise, counted over pypinyin's phrases: 六 is
read lù in one of 126. The most usual reading comes first.

Run: pip install .[test] && python scripts/make_readings.py
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.hanzi import is_han

if TYPE_CHECKING:
    from collections.abc import Mapping

Readings = dict[str, tuple[str, ...]]

DATA = Path(__file__).parent.parent / "cleaner" / "data"

# Readings with other letters than any that pypinyin has for the character.
ADDED: Mapping[str, tuple[str, ...]] = {
    "垃": ("lè",),  # Taiwan: lèsè
    "圾": ("sè",),
    "和": ("hàn",),  # Taiwan, as a conjunction
    "液": ("yì",),  # Taiwan
    "崖": ("yái",),  # Taiwan
    "攜": ("xī",),  # Taiwan
    "嗯": ("en", "ēn", "én", "ěn", "èn"),  # how it is spelled where a syllable needs a vowel
    "唔": ("ń", "ńg"),
}

# Converted into each other in some words only, so that OpenCC leaves the single character alone.
PAIRS = {
    "瞭": "了",
    "么": "麼",
    "幺": "麼",
    "著": "着",
    "藉": "借",
    "徵": "征",
    "甚": "什",
    "妳": "你",
    "祂": "他",
    "嚐": "尝",
    "捨": "舍",
}

# A reading is usual from this many phrases or this share of a character's phrases on, whichever is less.
USUAL_PHRASES = 15
USUAL_SHARE = 0.1


def of_pypinyin() -> Readings:
    """Return all readings of each character, the usual one first."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    found = {chr(code): list(readings.split(",")) for code, readings in PINYIN_DICT.items()}
    for phrase, syllables in PHRASES_DICT.items():
        for character, readings in zip(phrase, syllables, strict=False):
            known = found.get(character, [])
            known += [
                reading for reading in readings if reading not in known and len(phrase) == len(syllables)
            ]
    return {
        character: tuple(dict.fromkeys(readings))
        for character, readings in found.items()
        if is_han(character)
    }


def all_readings() -> Readings:
    """Return the readings of pypinyin with the added ones."""
    readings = of_pypinyin()
    for character, more in ADDED.items():
        readings[character] = tuple(dict.fromkeys((*readings[character], *more)))
    return readings


def converted(readings: Readings) -> Readings:
    """Return the readings a character gets from those it is converted to or from, its own left out."""
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    families = defaultdict(list)
    for character in sorted(readings):
        families[simplify(PAIRS.get(character, character))].append(character)
    gained = {}
    for family in families.values():
        together = dict.fromkeys(reading for character in family for reading in readings[character])
        for character in family:
            more = tuple(reading for reading in together if reading not in readings[character])
            if more:
                gained[character] = more
    return gained


def usual(readings: Readings) -> Readings:
    """Return the usual readings of a character, the most usual one first, unless its readings are just that.

    Usual is the first one, and what is read in enough phrases. Traditional characters are counted with the
    simplified one, since most phrases are simplified.
    """
    from opencc import OpenCC
    from pypinyin.constants import PHRASES_DICT

    simplify = OpenCC("t2s").convert
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in PHRASES_DICT.items():
        if len(phrase) == len(syllables):
            for character, reading in zip(phrase, syllables, strict=True):
                counts[simplify(character)][reading[0]] += 1
    found = {}
    for character, known in readings.items():
        count = counts[simplify(character)]
        enough = min(USUAL_PHRASES, USUAL_SHARE * count.total())
        common = [one for one in known if one == known[0] or count[one] >= enough]
        common.sort(key=lambda one: -count[one])
        if tuple(common) != known:
            found[character] = tuple(common)
    return found


def table(readings: Readings, title: str) -> str:
    """Return the file: characters with the same readings share a row, rows sorted by their readings."""
    rows = defaultdict(list)
    for character, syllables in readings.items():
        rows[",".join(syllables)].append(character)
    lines = [f"{syllables}\t{''.join(sorted(characters))}" for syllables, characters in sorted(rows.items())]
    return "\n".join(
        [f"# {title}", "# Written by scripts/make_readings.py.", "readings\tcharacters", *lines, ""]
    )


def files() -> dict[str, str]:
    """Return the contents of the files by name."""
    readings = all_readings()
    tables = {
        "readings": (readings, "Mandarin readings, from the data of pypinyin (MIT)."),
        "readings_converted": (converted(readings), "Readings gained by conversion (pypinyin, MIT; OpenCC)."),
        "readings_usual": (usual(readings), "Usual readings where there are others too (pypinyin, MIT)."),
    }
    return {f"{name}.tsv": table(*content) for name, content in tables.items()}


if __name__ == "__main__":
    for name, content in files().items():
        (DATA / name).write_text(content, "utf-8")
        print(f"{name}: {len(content.splitlines())} lines")
