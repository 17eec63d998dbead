"""Measures degloss on texts that are glossed here, and on the same texts unglossed.

Run: python scripts/measure_degloss.py FILE... (clean UTF-8 texts, one paragraph a line; they are only read)

Printed per placement, spelling and shape: the share of glosses removed, and what else was touched. Then the
same without the pages on which a gloss is meant to be reported and not removed, and what was found in the
clean texts. Needs the test dependencies.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from cleaner import frequency, pinyin
from cleaner.glosses import plain
from cleaner.steps.degloss import STEP
from scripts import gloss_pages

if TYPE_CHECKING:
    from scripts.gloss_pages import Glossed

SIZES = (200, 400, 800, 1500, 3000, 5000)  # code points: a brief to a long report
RATES = (0.02, 0.05, 0.1, 0.3)  # of the Han characters
DOCUMENTS = 36  # for each style: sizes and rates in all combinations, and then some
COUNTS = (1, 4, 10, 30, 10_000)  # glosses of a page: borders of what is counted together
TARGET = 0.9995
SAMPLES = 4
STYLES = [
    (placement, spelling, shape)
    for placement in gloss_pages.PLACEMENTS
    for spelling in (*gloss_pages.SPELLINGS, gloss_pages.CAPITALS)
    for shape in gloss_pages.SHAPES
]


class Score(NamedTuple):
    """Of a document: its glosses, those not removed, code points touched that were no gloss.

    `doubtful` tells that its only gloss may belong to the text, and is to be reported instead.
    """

    glosses: int
    left: list[str]
    touched: list[str]
    doubtful: bool = False


def score(document: Glossed) -> Score:
    """Compare what degloss removes with what was added."""
    gone = bytearray(len(document.text))
    for edit in STEP.find(document.text, {}):
        if edit.sure:
            gone[edit.start : edit.end] = b"\1" * len(edit.before)
    left = []
    glosses = 0
    for start, end in document.added:
        glosses += not document.text[start:end].isspace()
        if not all(gone[at] or document.text[at].isspace() for at in range(start, end)):
            left.append(document.text[max(start - 12, 0) : end + 4])
        gone[start:end] = bytes(end - start)
    touched = [document.text[max(at - 8, 0) : at + 8] for at, byte in enumerate(gone) if byte]
    return Score(glosses, left, touched, glosses == 1 and is_doubtful(document))


def is_doubtful(document: Glossed) -> bool:
    """Whether the only gloss of a document has no tone, or reads a character that is not common.

    Looks at what was added, not at how the step judges it.
    """
    start, end = document.added[0]
    spelling = pinyin.spell(document.text[start:end].strip("()（）[]【】/ \n"))
    read = document.text[:start].rstrip()[-1:]
    return spelling is None or not spelling.toned or frequency.rank(read) > plain.COMMON_RANK


def documents(text: str, count: int) -> list[str]:
    """Cut documents of all sizes out of a text, from all over it."""
    found = []
    for index in range(count):
        start = text.find("\n", len(text) * index // count) + 1
        end = text.find("\n", start + SIZES[index % len(SIZES)])
        found.append(text[start : end if end > 0 else len(text)])
    return found


def pages(style: tuple[str, str, str], texts: list[str]) -> list[Glossed]:
    """Return documents glossed in a style; each style has others, at all rates."""
    random = Random(" ".join(style))
    chosen = [texts[random.randrange(len(texts))] for _ in range(DOCUMENTS)]
    return [
        gloss_pages.page(text, style, RATES[index % len(RATES)], random) for index, text in enumerate(chosen)
    ]


def main(paths: list[Path]) -> None:
    """Print the measures."""
    texts = [
        document
        for path in paths
        for document in documents(path.read_text("utf-8", errors="replace"), len(SIZES) * DOCUMENTS)
    ]
    print(f"{len(texts)} documents, {sum(map(len, texts))} code points")
    total: list[Score] = []
    for style in STYLES:
        scores = [score(page) for page in pages(style, texts)]
        report(", ".join(style), scores)
        total += scores
    for least, most in pairwise(COUNTS):
        report(f"{least} to {most - 1} glosses", [one for one in total if least <= one.glosses < most])
    report("all", total)
    doubtful = [one for one in total if one.doubtful]
    report("to be reported: alone and rare or toneless", doubtful)
    report("all but those", [one for one in total if not one.doubtful])
    found = [(edit, text) for text in texts for edit in STEP.find(text, {})]
    print(f"clean: {sum(edit.sure for edit, _ in found)} edits, {len(found)} with the doubtful ones")
    for edit, text in found[:SAMPLES]:
        print(f"    {edit.reason} {edit.sure} {text[max(edit.start - 10, 0) : edit.end + 5]!r}")


def report(name: str, scores: list[Score]) -> None:
    """Print the score of one style, with samples if it misses the target."""
    glosses = sum(one.glosses for one in scores)
    left = [sample for one in scores for sample in one.left]
    touched = [sample for one in scores for sample in one.touched]
    removed = 1 - len(left) / max(glosses, 1)
    print(f"{name:40} {glosses:7} glosses {removed:9.3%} removed {len(touched):4} touched", end="")
    print("" if removed >= TARGET and not touched else "  MISSED")
    if removed < TARGET or touched:
        for sample in left[:SAMPLES] + touched[:SAMPLES]:
            print(f"    {sample!r}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
