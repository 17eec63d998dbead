"""Trains the weights of `cleaner/data/strip_weights.tsv` on pages made by `strip_pages`.

    python scripts/train_strip.py [--write] [--pages N]

A logistic regression by stochastic gradient descent, in plain Python. It prints how well the weights do on
pages made from articles that were left out, and the weights. Weights of prose nearby must not be positive,
those of page lines nearby not negative: removing lines must never make the lines that are left look worse.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner.pagelines import judge, titles, trees
from cleaner.pagelines.features import score
from cleaner.pagelines.run import ZONES
from cleaner.pagelines.trees import Trees
from scripts import strip_examples as examples
from scripts import strip_titles, strip_trees, strip_words
from scripts.adagrad import Learner, Mean, as_share
from scripts.strip_pages import MATERIAL, Labelled, Material, PageMaker
from tests import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from scripts.strip_examples import Words

WEIGHTS = Path(__file__).parent.parent / "cleaner" / "data" / "strip_weights.tsv"
EPOCHS, AVERAGED = 12, 6
# Pages made at random and their order move lines that are near the edge: weights are means of so many runs.
RUNS = (1, 2, 3, 4, 5, 6)
RATE = 0.15
DECAY = 5e-4
# Losing a line of the article is worse than leaving a line of the page.
ARTICLE_COST = 2.5
# For trees a made page counts less than a labelled one. Between these odds nothing is judged otherwise.
MADE_COUNTS = 0.3
NO_TREES = Trees((judge.STAYS + judge.GOES) / 2, ())
MADE_FROM = "# Made from material with the digest "
NEVER_POSITIVE = ("prose_", "topic_", "credit_", "sentences_near", "words_text", "near_text", "by_text")
NEVER_NEGATIVE = (
    "page_",
    "under_",
    "says_",
    "words_page",
    "near_page",
    "repeated_word",
    "title_below",
    "above_",
    "then_a",
    "then_be",
    "then_both",
    "then_e",
    "then_own",
)


def train(found: list[examples.RunExample], random: Random) -> dict[str, dict[str, float]]:
    """Return the weights that fit the examples best, for each zone, of both judgements."""
    rows = examples.first_rows(found)
    first = {zone: _fit([row for row in rows if row[0] == zone], random) for zone in ZONES}
    rows = examples.second_rows(found, first)
    return {zone: first[zone] | _fit([row for row in rows if row[0] == zone], random) for zone in ZONES}


def _fit(found: list[examples.Row], random: Random) -> dict[str, float]:
    """Return the weights that fit the rows, as the mean over the later epochs."""
    learner, mean = Learner(RATE, DECAY, _allowed), Mean()
    for epoch in range(EPOCHS):
        random.shuffle(found)
        for _, values, page in found:
            error = as_share(score(values, learner.weights)) - page
            error *= 1.0 if page else ARTICLE_COST
            learner.follow((name, error * value) for name, value in values.items())
        if epoch >= EPOCHS - AVERAGED:
            mean.add(learner.weights)
    return mean.weights()


def _allowed(name: str, weight: float) -> float:
    if name.startswith(NEVER_POSITIVE):
        return min(0.0, weight)
    return max(0.0, weight) if name.startswith(NEVER_NEGATIVE) else weight


def report(found: list[examples.RunExample], weights: dict[str, dict[str, float]]) -> str:
    """Return how many page lines go and article lines are lost, of those that are weighed."""
    gone = lost = page = 0
    rows = examples.second_rows(found, weights)
    for zone, values, label in rows:
        removed = score(values, weights[zone]) > judge.CERTAIN
        page += label
        gone += removed and label
        lost += removed and not label
    return f"weighed: {gone}/{page} page lines gone, {lost}/{len(rows) - page} article lines lost"


def mean_of_runs(
    material: Material, words: Words, count: int, whole: list[examples.RunExample]
) -> dict[str, dict[str, float]]:
    """Return means of the weights learned from so many pages, made anew each time, and other examples."""
    found = [train(examples.made(material, words, count, run) + whole, Random(run)) for run in RUNS]
    return {
        zone: {
            name: sum(weights[zone].get(name, 0.0) for weights in found) / len(found)
            for name in sorted({name for weights in found for name in weights[zone]})
        }
        for zone in ZONES
    }


def grown(material: Material, words: Words, weights: dict[str, dict[str, float]], count: int) -> Trees:
    """Return the trees that fit labelled pages, and that many made ones, as these weights judge them."""
    random = Random(5)
    maker = PageMaker(random, material)
    found: list[strip_trees.Row] = []
    with instead(judge, "weights", weights), instead(trees, "built_in", NO_TREES):
        for page in material.labelled:
            lines = examples.lines_of(page)
            left = [examples.second_pass(lines), examples.later_pass(lines)]
            for state in [lines] * examples.LABELLED_REPEATS + left:
                found += _tree_rows(examples.seen_runs(state, words, random, page.name), 1.0)
        for _ in range(count):
            made_page = maker.page(random.choice(examples.WHOLE_PAGES))
            found += _tree_rows(examples.seen_runs(made_page, words, random), MADE_COUNTS)
    return strip_trees.grow(strip_trees.costed(found))


def learn_titles(pages: list[labels.Page], words: Words) -> dict[str, float]:
    """Return the weights that tell the titles of labelled pages."""
    random = Random(6)
    found: list[strip_titles.Choice] = []
    for page in pages * examples.LABELLED_REPEATS:
        rows = [row for row in zip(page.labels, page.lines, strict=True) if row[0]]
        for left in (
            rows,
            [row for row in rows if row[0] not in labels.GOES or not examples.says_so(row[1])],
        ):
            lines = [Labelled(line, label not in labels.GOES) for label, line in left]
            for run, topic, leanings, _ in examples.seen_runs(lines, words, random, page.name):
                kinds = [label for label, _ in left[run.first : run.first + len(run.lines)]]
                if choice := strip_titles.choice(run, topic, leanings, kinds):
                    found.append(choice)
    return strip_titles.learn(found, random)


def _tree_rows(found: Iterable[examples.SeenRun], count: float) -> Iterator[strip_trees.Row]:
    for run, topic, leanings, pages in found:
        yield from strip_trees.rows(run, topic, leanings, pages, count)


@contextmanager
def instead(owner: ModuleType, name: str, value: object) -> Iterator[None]:
    """Let a function of a module, which returns what comes with the program, return another value."""
    usual = getattr(owner, name)
    setattr(owner, name, cache(lambda: value))
    try:
        yield
    finally:
        setattr(owner, name, usual)


def material_digest() -> str:
    """Return a digest of all that the weights are made from, but for the code that sees features."""
    root = WEIGHTS.parent.parent.parent
    files = [
        *(root / "scripts" / name for name in ("adagrad.py", "train_strip.py")),
        *(root / "scripts").glob("strip_*.py"),
        *MATERIAL.rglob("*.txt"),
        *(root / "tests" / "labels" / "tune").glob("*.txt"),
        *WEIGHTS.parent.glob("strip_[ps]*.tsv"),
    ]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def learn(material: Material, words: Words, count: int) -> dict[str, dict[str, float]]:
    """Return the weights; print how well those do that a part of the articles was kept from."""
    whole = examples.labelled(material.labelled, words, 4)
    everything = material.articles
    material.articles = [article for number, article in enumerate(everything) if number % 5]
    weights = mean_of_runs(material, words, count, whole)
    material.articles = everything[::5]
    print("left out:", report(examples.made(material, words, count // 2, 9), weights))
    material.articles = everything
    return mean_of_runs(material, words, count, whole)


def main() -> None:
    """Train, print, and write on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pages", type=int, default=300)
    choices = parser.parse_args()
    material = Material()
    words = strip_words.halves(material)
    known_titles = learn_titles(material.labelled, words)
    with instead(titles, "weights", known_titles):
        weights = learn(material, words, choices.pages)
        if choices.write:
            strip_words.write(material)
            strip_titles.write(known_titles)
            write(weights)
            strip_trees.write(grown(material, words, weights, choices.pages))
    for name in sorted({name for zone in ZONES for name in weights[zone]}):
        print(f"{name:20}", *(f"{weights[zone].get(name, 0):7.2f}" for zone in ZONES))


def write(weights: dict[str, dict[str, float]]) -> None:
    """Write the table of weights, keeping what is said about each feature."""
    old = [line for line in WEIGHTS.read_text("utf-8").split("\n") if line]
    head = [line for line in old if line.startswith("#") and not line.startswith(MADE_FROM)]
    head.append(MADE_FROM + material_digest())
    why = {line.split("\t")[0]: line.split("\t")[-1] for line in old if not line.startswith("#")}
    names = sorted({name for zone in ZONES for name in weights[zone]})
    rows = [
        "\t".join((name, *(f"{weights[zone].get(name, 0):.2f}" for zone in ZONES), why.get(name, "?")))
        for name in names
    ]
    WEIGHTS.write_text("\n".join([*head, "\t".join(("feature", *ZONES, "why")), *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
