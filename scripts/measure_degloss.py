"""Measures degloss on texts that this script glosses itself, and on the same texts unglossed.

Run: python scripts/measure_degloss.py FILE... (clean UTF-8 texts, one paragraph a line; they are only read)

Each document is glossed in every style at some rate. Printed per style: glosses, how many were left, how
many other code points were touched. Then what was found in the clean texts. Needs the test dependencies.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from cleaner.steps.degloss import STEP

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = 1500  # code points: a news article
DOCUMENTS_A_FILE = 40
RATES = (0.02, 0.1, 0.3)  # of the Han characters
LENGTHS = (1, 1, 2, 2, 2, 2, 3, 4)
TABLE_SIZE = 60
LOST = 0.2  # share of syllables whose tone is lost in one of the forms
SAMPLES = 5
HAN_RUN = re.compile("[\u4e00-\u9fff]+")


Form = Callable[[list[str], Random], str]
"""Writes the syllables of a span as a gloss."""


class Glossed(NamedTuple):
    """A document with glosses: the dirty text and the spans of what was added."""

    text: str
    added: list[tuple[int, int]]


def composed(syllables: list[str], random: Random) -> str:
    """Write marks composed, an apostrophe before a vowel."""
    del random
    joined = syllables[0]
    for syllable in syllables[1:]:
        joined += ("'" if syllable[0] in "aāáǎàeēéěèoōóǒò" else "") + syllable
    return f"({joined})"


def numbered(syllables: list[str], random: Random) -> str:
    """Tone numbers, v for ü."""
    del random
    return f"({''.join(map(number, syllables))})"


def number(syllable: str) -> str:
    """Return a syllable with its tone as a number."""
    plain = unicodedata.normalize("NFD", syllable)
    mark = next((index for index, tone in enumerate("\u0304\u0301\u030c\u0300", 1) if tone in plain), 5)
    letters = plain.replace("u\u0308", "v")
    return re.sub("[\u0300-\u036f]", "", letters) + str(mark)


def toneless(syllables: list[str], random: Random) -> str:
    """No tones."""
    return re.sub("[1-5]", "", numbered(syllables, random))


def changed(*pairs: tuple[str, str]) -> Form:
    """Return a form that writes some characters in another way."""

    def form(syllables: list[str], random: Random) -> str:
        text = composed(syllables, random)
        for before, after in pairs:
            text = text.replace(before, after)
        return text

    return form


FORMS: dict[str, Form] = {
    "composed": composed,
    "joined": changed(("'", "")),
    "decomposed": lambda syllables, random: unicodedata.normalize("NFD", composed(syllables, random)),
    "numbered": numbered,
    "toneless": toneless,
    "toneless, blank": lambda syllables, random: toneless(syllables, random) + " ",
    "ɡ and ɑ": changed(("g", "ɡ"), ("a", "ɑ")),
    "v for ü": changed(("ü", "v"), ("ǚ", "v"), ("ǜ", "v"), ("ǘ", "v")),
    "full width": changed(("(", "（"), (")", "）")),
    "mixed width": changed((")", "）")),
    "square": changed(("(", "["), (")", "]")),
    "lenticular": changed(("(", "【"), (")", "】")),
    "slashes": changed(("(", "/"), (")", "/")),
    "blank inside": changed((")", " )")),
    "blank before": changed(("(", " (")),
    "blank within": lambda syllables, _: f"({' '.join(syllables)})",
    "hyphens": lambda syllables, _: f"({'-'.join(syllables)})",
    "doubled": lambda syllables, random: composed(syllables, random) * random.choice((1, 1, 2)),
    "line end before": changed(("(", "\n(")),
    "tones lost": lambda syllables, random: composed([lost(one, random) for one in syllables], random),
}


def lost(syllable: str, random: Random) -> str:
    """Return the syllable, without its tone once in five times."""
    plain = re.sub("[\u0300\u0301\u0304\u030c]", "", unicodedata.normalize("NFD", syllable))
    return plain if random.random() < LOST else syllable


@cache
def readings(run: str) -> list[str]:
    """Return the readings of a run of Han characters, by its words."""
    from pypinyin import Style, lazy_pinyin

    return list(lazy_pinyin(run, style=Style.TONE, errors=list))


def by_words(text: str, rate: float, form: Form, random: Random) -> Glossed:
    """Gloss spans of one to four characters, cut without knowing words."""
    start_rate = rate / (sum(LENGTHS) / len(LENGTHS))

    def ends() -> Iterator[tuple[int, list[str]]]:
        for run in HAN_RUN.finditer(text):
            spelled = readings(run[0])
            index = 0
            while index < len(run[0]):
                length = 1
                if random.random() < start_rate:
                    length = min(random.choice(LENGTHS), len(run[0]) - index)
                    yield run.start() + index + length, spelled[index : index + length]
                index += length

    return inserted(text, ends(), form, random)


def by_table(text: str, rate: float, form: Form, random: Random) -> Glossed:
    """Gloss all occurrences of some characters, so many that about `rate` of the text is glossed."""
    counts = Counter("".join(HAN_RUN.findall(text)))
    characters = sorted(counts)
    random.shuffle(characters)
    table: set[str] = set()
    wanted = rate * counts.total()
    for character in characters[:TABLE_SIZE]:
        if wanted > 0:
            table.add(character)
            wanted -= counts[character]

    def ends() -> Iterator[tuple[int, list[str]]]:
        for run in HAN_RUN.finditer(text):
            for index, character in enumerate(run[0]):
                if character in table:
                    yield run.start() + index + 1, [readings(run[0])[index]]

    return inserted(text, ends(), form, random)


def inserted(
    text: str,
    ends: Iterator[tuple[int, list[str]]],
    form: Form,
    random: Random,
) -> Glossed:
    """Insert glosses behind the given offsets."""
    pieces, added = [], []
    position = length = 0
    for end, syllables in ends:
        gloss = form(syllables, random)
        pieces += [text[position:end], gloss]
        length += end - position
        added.append((length, length + len(gloss)))
        length += len(gloss)
        position = end
    return Glossed("".join([*pieces, text[position:]]), added)


Glosser = Callable[[str, float, Form, Random], Glossed]


class Score(NamedTuple):
    """Counts over documents: glosses, those not removed, code points touched that were no gloss."""

    glosses: int
    left: list[str]
    touched: list[str]


def score(document: Glossed) -> Score:
    """Compare what degloss removes with what was added."""
    gone = bytearray(len(document.text))
    for edit in STEP.find(document.text, {}):
        if edit.sure:
            gone[edit.start : edit.end] = b"\1" * len(edit.before)
    left = []
    for start, end in document.added:
        gloss = document.text[start:end].strip()
        at = document.text.index(gloss, start)
        if not all(gone[at : at + len(gloss)]):
            left.append(document.text[max(start - 8, 0) : end + 2])
        gone[start:end] = bytes(end - start)
    touched = [document.text[max(at - 8, 0) : at + 8] for at, byte in enumerate(gone) if byte]
    return Score(len(document.added), left, touched)


def documents(path: Path) -> list[str]:
    """Cut a file into documents, and take some from all over it."""
    text = path.read_text("utf-8", errors="replace")
    pieces = re.findall(f"(?s).{{{DOCUMENT}}}[^\n]{{0,{DOCUMENT}}}\n", text)
    step = max(1, len(pieces) // DOCUMENTS_A_FILE)
    return pieces[::step]


def main(paths: list[Path]) -> None:
    """Print the measures."""
    texts = [text for path in paths for text in documents(path)]
    print(f"{len(texts)} documents, {sum(map(len, texts))} code points")
    for glosser in (by_words, by_table):
        for name, form in FORMS.items():
            glossed = [
                glosser(text, RATES[index % len(RATES)], form, Random(f"{name} {index}"))
                for index, text in enumerate(texts)
            ]
            report(f"{glosser.__name__} {name}", glossed)
    found = [(edit, text) for text in texts for edit in STEP.find(text, {})]
    print(f"clean: {sum(edit.sure for edit, _ in found)} edits, {len(found)} with the doubtful ones")
    for edit, text in found[:SAMPLES]:
        print(f"    {edit.reason} {edit.sure} {text[max(edit.start - 10, 0) : edit.end + 5]!r}")


def report(name: str, glossed: list[Glossed]) -> None:
    """Print the score of one style."""
    scores = [score(document) for document in glossed]
    total = sum(one.glosses for one in scores)
    left = [sample for one in scores for sample in one.left]
    touched = [sample for one in scores for sample in one.touched]
    print(
        f"{name:28} {total:7} glosses  {1 - len(left) / max(total, 1):9.4%} removed  {len(touched):5} touched"
    )
    for sample in left[:SAMPLES] + touched[:SAMPLES]:
        print(f"    {sample!r}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
