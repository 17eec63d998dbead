"""Glosses clean texts in every way that pages do, and keeps which code points it added.

A page has one spelling (tone marks, numbers, none ...), one shape (brackets, blanks, doubled ...) and one
placement: words cut at random, words in a row, or all occurrences of some characters. Needs the test
dependencies.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import NamedTuple

LENGTHS = (1, 1, 2, 2, 2, 2, 3, 4)  # of glossed words, cut without knowing words
ROW = (3, 8)  # glossed words in a row
TABLE_SIZE = 60  # characters that a page with a table glosses at most
LOST = 0.2  # share of syllables whose tone is lost in one of the spellings
ODD = 0.15  # share of glosses that stand in an odd place in some of the shapes
HAN_RUN = re.compile("[\u4e00-\u9fff]+")
SENTENCE_START = re.compile(r"(?:\A|[\n。！？])\Z")

# Marks around what is added while the text is written; texts have none of them.
START, END = "\ue000", "\ue001"

Spelling = Callable[[list[str], Random], str]
"""Spells the syllables of a span."""
Shape = Callable[[str, str, Random], str]
"""Writes a span with its spelled gloss, marks around the gloss."""
Place = tuple[int, list[str]]
"""Where a span ends, and its syllables."""
Placement = Callable[[str, float, Random], Iterator[Place]]


class Glossed(NamedTuple):
    """A document with glosses: the dirty text and the spans of what was added."""

    text: str
    added: list[tuple[int, int]]


def marks(syllables: list[str], random: Random) -> str:
    """Write marks composed, an apostrophe before a vowel."""
    del random
    joined = syllables[0]
    for syllable in syllables[1:]:
        joined += ("'" if syllable[0] in "aāáǎàeēéěèoōóǒò" else "") + syllable
    return joined


def numbers(syllables: list[str], random: Random) -> str:
    """Write tone numbers, v for ü."""
    del random
    return "".join(map(_number, syllables))


def _number(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable)
    mark = next((index for index, tone in enumerate("\u0304\u0301\u030c\u0300", 1) if tone in plain), 5)
    return _toneless(syllable) + str(mark)


def _toneless(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return re.sub("[\u0300-\u036f]", "", plain)


def changed(spelling: Spelling, *pairs: tuple[str, str]) -> Spelling:
    """Return a spelling that writes some characters of another in another way."""

    def spell(syllables: list[str], random: Random) -> str:
        text = spelling(syllables, random)
        for before, after in pairs:
            text = text.replace(before, after)
        return text

    return spell


def _lost(syllables: list[str], random: Random) -> str:
    kept = [
        re.sub("[\u0300\u0301\u0304\u030c]", "", unicodedata.normalize("NFD", one))
        if random.random() < LOST
        else one
        for one in syllables
    ]
    return marks(kept, random)


def _bare(syllables: list[str], random: Random) -> str:
    del random
    return "".join(map(_toneless, syllables))


SPELLINGS: dict[str, Spelling] = {
    "marks": marks,
    "no apostrophe": changed(marks, ("'", "")),
    "curly": changed(marks, ("'", "’")),
    "decomposed": lambda syllables, random: unicodedata.normalize("NFD", marks(syllables, random)),
    "numbers": numbers,
    "numbers, no 5": changed(numbers, ("5", "")),
    "numbers, u:": changed(numbers, ("v", "u:")),
    "toneless": _bare,
    "toneless, ü": changed(_bare, ("v", "ü")),
    "toneless, u": changed(_bare, ("v", "u")),
    "ɡ and ɑ": changed(marks, ("g", "ɡ"), ("a", "ɑ")),
    "v": changed(marks, ("ü", "v"), ("ǚ", "v"), ("ǜ", "v"), ("ǘ", "v")),
    "hyphens": lambda syllables, _: "-".join(syllables),
    "blanks": lambda syllables, _: " ".join(syllables),
    "tones lost": _lost,
    "breve": changed(marks, ("ǎ", "ă"), ("ě", "ĕ"), ("ǐ", "ĭ"), ("ǒ", "ŏ"), ("ǔ", "ŭ")),
}
CAPITALS = "capitals"
"""Any spelling whose first letter is a capital where a sentence begins; the placement knows where."""


def shaped(opening: str, closing: str, *, times: tuple[int, ...] = (1,), behind: str = "") -> Shape:
    """Return the shape of a gloss between two marks, written so often in a row."""

    def write(word: str, spelled: str, random: Random) -> str:
        gloss = f"{opening}{spelled}{closing}" * random.choice(times)
        return f"{word}{START}{gloss}{END}{behind}"

    return write


PLAIN = shaped("(", ")")


def sometimes(odd: Callable[[str, str], str]) -> Shape:
    """Return the plain shape that now and then is an odd one, given the word and its gloss."""

    def write(word: str, spelled: str, random: Random) -> str:
        gloss = f"{START}({spelled}){END}"
        return odd(word, gloss) if random.random() < ODD else word + gloss

    return write


SHAPES: dict[str, Shape] = {
    "round": PLAIN,
    "full width": shaped("（", "）"),
    "mixed": shaped("(", "）"),
    "square": shaped("[", "]"),
    "lenticular": shaped("【", "】"),
    "slashes": shaped("/", "/"),
    "blank inside": shaped("(", " )"),
    "blank before": shaped(" (", ")"),
    "blank behind": shaped("(", f"){END}{START} "),
    "doubled": shaped("(", ")", times=(1, 1, 2)),
    "line end before": shaped("\n(", ")"),
    "quoted": sometimes(lambda word, gloss: f"“{word}{gloss}”"),
    "in brackets": sometimes(lambda word, gloss: f"({word}{gloss})"),
    "after Latin": sometimes(lambda word, gloss: f"{word[:-1]}AI{word[-1]}{gloss}"),
    "after digit": sometimes(lambda word, gloss: f"{word[:-1]}3{word[-1]}{gloss}"),
    "over line end": sometimes(lambda word, gloss: f"{word[:-1]}\n{word[-1]}{gloss}"),
    "converted": PLAIN,
    "reworded": PLAIN,
}
CONVERSIONS = {"converted": ("s2t", "t2s"), "reworded": ("s2twp", "tw2sp")}
"""What a shape does with a text afterwards: from simplified, from traditional."""


@cache
def readings(run: str) -> list[str]:
    """Return the readings of a run of Han characters, by its words."""
    from pypinyin import Style, lazy_pinyin

    return list(lazy_pinyin(run, style=Style.TONE))


def by_words(text: str, rate: float, random: Random) -> Iterator[Place]:
    """Yield spans of one to four characters, cut without knowing words."""
    return _by_runs(text, rate / (sum(LENGTHS) / len(LENGTHS)), (1, 1), random)


def by_rows(text: str, rate: float, random: Random) -> Iterator[Place]:
    """Yield rows of such spans without anything between them."""
    return _by_runs(text, rate / (sum(LENGTHS) / len(LENGTHS) * sum(ROW) / len(ROW)), ROW, random)


def _by_runs(text: str, rate: float, row: tuple[int, int], random: Random) -> Iterator[Place]:
    for run in HAN_RUN.finditer(text):
        spelled = readings(run[0])
        index = left = 0
        while index < len(run[0]):
            length = 1
            left = left or (random.random() < rate and random.randint(*row))
            if left:
                left -= 1
                length = min(random.choice(LENGTHS), len(run[0]) - index)
                yield run.start() + index + length, spelled[index : index + length]
            index += length


def by_table(text: str, rate: float, random: Random) -> Iterator[Place]:
    """Yield all occurrences of some characters, so many that about `rate` of the text is glossed."""
    counts = Counter("".join(HAN_RUN.findall(text)))
    characters = sorted(counts)
    random.shuffle(characters)
    table: set[str] = set()
    wanted = rate * counts.total()
    for character in characters[:TABLE_SIZE]:
        if wanted > 0:
            table.add(character)
            wanted -= counts[character]
    for run in HAN_RUN.finditer(text):
        for index, character in enumerate(run[0]):
            if character in table:
                yield run.start() + index + 1, [readings(run[0])[index]]


PLACEMENTS: dict[str, Placement] = {"words": by_words, "rows": by_rows, "table": by_table}


def page(text: str, style: tuple[str, str, str], rate: float, random: Random) -> Glossed:
    """Return the text glossed in a style: the names of a placement, a spelling and a shape."""
    placement, spelling, shape = style
    pieces = []
    position = 0
    for end, syllables in PLACEMENTS[placement](text, rate, random):
        start = end - len(syllables)
        spelled = SPELLINGS["marks" if spelling == CAPITALS else spelling](syllables, random)
        if spelling == CAPITALS and SENTENCE_START.search(text, max(start - 1, 0), start):
            spelled = spelled.capitalize()
        pieces += [text[position:start], SHAPES[shape](text[start:end], spelled, random)]
        position = end
    return _unmarked(_converted("".join([*pieces, text[position:]]), shape))


def _converted(text: str, shape: str) -> str:
    if shape not in CONVERSIONS:
        return text
    from_simplified, from_traditional = map(_converter, CONVERSIONS[shape])
    changed = from_traditional(text)
    return from_simplified(text) if changed == text else changed


@cache
def _converter(name: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC(name).convert


def _unmarked(text: str) -> Glossed:
    pieces: list[str] = []
    added: list[tuple[int, int]] = []
    length = 0
    for number, piece in enumerate(re.split(f"[{START}{END}]", text)):
        if number % 2:
            added.append((length, length + len(piece)))
        pieces.append(piece)
        length += len(piece)
    return Glossed("".join(pieces), added)
