"""Measures `strip` on labelled pages and on clean text.

    python scripts/measure_strip.py                      the pages to tune on
    python scripts/measure_strip.py --heldout            the pages nobody tunes on
    python scripts/measure_strip.py --whole              pages as long as real ones
    python scripts/measure_strip.py --cross              pages to learn from, by weights without them
    python scripts/measure_strip.py --clean FILE...      every removal from clean bodies, per 100,000 lines

In context a page is cleaned whole; alone, every line of it is a document. --show prints what went wrong.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner.fold import fold
from cleaner.lines import split
from cleaner.pagelines import judge, pieces, titles, trees
from cleaner.pagelines.rules import built_in
from cleaner.pagelines.view import seen
from cleaner.steps.strip import STEP
from scripts import strip_examples, strip_words
from scripts.strip_pages import Material
from scripts.train_strip import grown, instead, learn_titles, mean_of_runs
from tests.labels import GOES, STAYS, Page, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.edits import Edit

# For --cross: labelled pages are left out in so many parts; thresholds, and shares of words made unknown.
FOLDS = 6
LIMITS = (0.5, 1.0, 1.5, 2.0, 3.0)
HUSHED = (0.0, 0.3)
SHOWN = 1.0


def find(text: str) -> list[Edit]:
    """Return the sure edits of `strip` in a text."""
    return [edit for edit in STEP.find(text, STEP.defaults()) if edit.sure]


def score(found: list[tuple[str, str, str, bool]], title: str, *, show: bool) -> None:
    """Print how many lines that have to go are gone, and how many that stay are lost."""
    goes = [row for row in found if row[1] in GOES]
    stays = [row for row in found if row[1] in STAYS]
    gone, lost = sum(row[3] for row in goes), sum(row[3] for row in stays)
    print(
        f"{title}: {gone} of {len(goes)} page lines gone ({100 * gone / len(goes):.1f} %), "
        f"{lost} of {len(stays)} article lines lost ({1000 * lost / len(stays):.1f} in 1,000)"
    )
    if show:
        for name, label, line, removed in found:
            if removed != (label in GOES) and label != "either":
                print(f"    {'LOST' if removed else 'left'} {name:18} {label:12} {line[:80]}")


def in_context(page: Page) -> list[tuple[str, str, str, bool]]:
    """Return page, label, line and whether it is gone, for every line of a page cleaned whole."""
    removed = page.removed(find(page.text))
    rows = zip(page.labels, page.lines, removed, strict=True)
    return [(page.name, label, line, gone) for label, line, gone in rows if label]


def alone(page: Page) -> list[tuple[str, str, str, bool]]:
    """Return the same for every line as a document of its own."""
    return [
        (page.name, label, line, Page("", (label,), (line,)).removed(find(line + "\n"))[0])
        for label, line in zip(page.labels, page.lines, strict=True)
        if label
    ]


def clean(path: Path, *, show: bool) -> None:
    """Print what is removed from a file of clean text, which nothing should be."""
    text = path.read_text("utf-8")
    edits = find(text)
    lines = sum(not line.blank for line in split(text))
    print(
        f"{path.name}: {len(edits)} removals in {lines} lines ({100_000 * len(edits) / lines:.1f} in 100,000)"
    )
    if show:
        for edit in edits:
            print(f"    {edit.reason:18} {edit.before.strip()[:100]}")


def cross(made_pages: int) -> None:
    """Print how pages are judged by weights trained without them, also when some words are unknown."""
    material = Material()
    found = material.labelled
    counts: dict[tuple[float, float], list[int]] = {key: [0] * 4 for key in product(HUSHED, LIMITS)}
    for part in range(FOLDS):
        material = Material()
        material.labelled = [page for number, page in enumerate(found) if number % FOLDS != part]
        with _taught_by(material, made_pages):
            for page, (hush, limit) in product(found[part::FOLDS], counts):
                judge.CERTAIN = limit
                _count(page, hush, counts[hush, limit])
    for (hush, limit), (gone, goes, lost, stays) in counts.items():
        print(
            f"{hush:.0%} of words unknown, threshold {limit}: {100 * gone / goes:.1f} % of {goes} page lines"
            f" gone, {lost} of {stays} article lines lost"
        )


@contextmanager
def _taught_by(material: Material, made_pages: int) -> Iterator[None]:
    """Judge by what some material teaches, and nothing of what comes with the program."""
    words = strip_words.halves(material)
    with instead(titles, "weights", learn_titles(material.labelled, words)):
        whole = strip_examples.labelled(material.labelled, words, 4)
        weights = mean_of_runs(material, words, made_pages, whole)
        forest = grown(material, words, weights, made_pages)
        known = strip_words.weights(strip_words.samples(material))
        pieces.leans.cache_clear()
        with (
            instead(judge, "weights", weights),
            instead(trees, "built_in", forest),
            instead(pieces, "built_in", known),
        ):
            yield


def _count(page: Page, hush: float, counts: list[int]) -> None:
    rows = [row for row in zip(page.labels, page.lines, strict=True) if row[1].strip()]
    lines = [seen(fold(line), built_in()) for _, line in rows]
    found = judge.verdicts(strip_examples.hushed(lines, hush, Random(page.name)))
    for index, (label, _) in enumerate(rows):
        removed = index in found and found[index].sure
        if hush == 0 and judge.CERTAIN == SHOWN and removed != (label in GOES) and label != "either":
            print(f"    {'LOST' if removed else 'left'} {page.name:18} {label:12} {rows[index][1][:80]}")
        if label in GOES:
            counts[0] += removed
            counts[1] += 1
        elif label in STAYS:
            counts[2] += removed
            counts[3] += 1


def main() -> None:
    """Print the measures asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--heldout", dest="part", action="store_const", const="heldout", default="tune")
    parser.add_argument("--whole", dest="part", action="store_const", const="whole")
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--pages", type=int, default=300, help="made pages to train on besides, for --cross")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--clean", nargs="*", type=Path, default=[])
    choices = parser.parse_args()
    if choices.cross:
        cross(choices.pages)
        return
    for path in choices.clean:
        clean(path, show=choices.show)
    if not choices.clean:
        found = pages(choices.part)
        score([row for page in found for row in in_context(page)], "in context", show=choices.show)
        score([row for page in found for row in alone(page)], "alone", show=choices.show)


if __name__ == "__main__":
    main()
