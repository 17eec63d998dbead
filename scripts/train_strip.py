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
from collections import defaultdict
from contextlib import contextmanager
from functools import cache
from math import exp
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner.fold import fold
from cleaner.pagelines import judge, pieces, titles, trees
from cleaner.pagelines.body import as_judged
from cleaner.pagelines.caution import weighable
from cleaner.pagelines.features import believed, features, neighbours, score
from cleaner.pagelines.rules import SILENT, SURE, built_in
from cleaner.pagelines.run import ZONES
from cleaner.pagelines.runs import runs
from cleaner.pagelines.topic import Topic
from cleaner.pagelines.trees import Trees
from cleaner.pagelines.view import seen
from scripts import strip_titles, strip_trees, strip_words
from scripts.strip_pages import MATERIAL, Labelled, Material, PageMaker
from tests import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen

WEIGHTS = Path(__file__).parent.parent / "cleaner" / "data" / "strip_weights.tsv"
EPOCHS, AVERAGED = 12, 6
# Pages made at random and their order move lines that are near the edge: weights are means of so many runs.
RUNS = (1, 2, 3)
RATE = 0.15
DECAY = 5e-4
# Losing a line of the article is worse than leaving a line of the page.
ARTICLE_COST = 2.5
# The labelled pages are few, and more like real ones than those made at random.
LABELLED_REPEATS = 3
# How much of a page is around the article of those made, from nothing to a portal.
WHOLE_PAGES = (0.0, 0.1, 0.2, 0.5, 0.8, 1.0)
# For trees a made page counts less than a labelled one. Between these odds nothing is judged otherwise.
MADE_COUNTS = 0.3
NO_TREES = Trees((judge.STAYS + judge.GOES) / 2, ())
# Shares of what the rules know of a page that they are made not to know.
HUSHED = (0.0, 0.1, 0.2, 0.4)
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


class RunExample(NamedTuple):
    """A run of a page: for each line its features, if it is weighed, and whether it is of the page."""

    run: Run
    features: list[dict[str, float] | None]
    pages: list[bool]


Row = tuple[str, dict[str, float], bool]
Words = dict[bool, dict[str, float]]


def hushed(lines: list[Seen], share: float, random: Random) -> list[Seen]:
    """Return the lines with that share of all wordings saying nothing, as on a site nobody has seen."""
    known = sorted({line.text for line in lines if line.evidence.strength})
    silent = {text for text in known if random.random() < share}
    return [line._replace(evidence=SILENT) if line.text in silent else line for line in lines]


class SeenRun(NamedTuple):
    """A run of a page, what its document is about, what its lines lean to, and which are of the page."""

    run: Run
    topic: Topic
    leanings: list[float]
    pages: list[bool]


def seen_runs(page: list[Labelled], words: Words, random: Random, source: str = "") -> Iterator[SeenRun]:
    """Yield the runs of a page as in a first judging; `source` names it."""
    lines: Sequence[Seen] = hushed(
        [seen(fold(text), built_in()) for text, _ in page], random.choice(HUSHED), random
    )
    lines = as_judged(lines)
    topic = Topic(lines)
    for run in runs(lines):
        leanings = [_leaning(line, words, source) for line in run.lines]
        pages = [not line.article for line in page[run.first : run.first + len(run.lines)]]
        yield SeenRun(run, topic, leanings, pages)


def examples(page: list[Labelled], words: Words, random: Random, source: str = "") -> list[RunExample]:
    """Return the runs of a page in which any line is weighed, as in a first judging; `source` names it."""
    found = []
    for run, topic, leanings, pages in seen_runs(page, words, random, source):
        title = titles.find(run, topic, leanings)
        values = [
            {name: value for name, value in features(run, index, topic, title, leanings).items() if value}
            if weighable(run, index, title.line, leanings)
            else None
            for index in range(len(run.lines))
        ]
        if any(values):
            found.append(RunExample(run, values, pages))
    return found


def _leaning(line: Seen, words: Words, source: str) -> float:
    return pieces.leaning(line.text, words[strip_words.half(source or line.text)])


def first_rows(found: list[RunExample]) -> list[Row]:
    """Return zone, features and label of every line that is weighed."""
    return [
        (example.run.zone, values, page)
        for example in found
        for values, page in zip(example.features, example.pages, strict=True)
        if values
    ]


def second_rows(found: list[RunExample], weights: dict[str, dict[str, float]]) -> list[Row]:
    """Return the same for the second judgement, which looks at the first one's beliefs."""
    rows: list[Row] = []
    for run, values, pages in found:
        first = [None if value is None else score(value, weights[run.zone]) for value in values]
        beliefs = believed(run, first)
        rows += [
            (run.zone, neighbours(beliefs, index, total), page)
            for index, (total, page) in enumerate(zip(first, pages, strict=True))
            if total is not None
        ]
    return rows


def second_pass(page: list[Labelled]) -> list[Labelled]:
    """Return what is left of a page when every page line that says so itself is gone."""
    return [line for line in page if line.article or not _says_so(line.text)]


def _says_so(line: str) -> bool:
    return seen(fold(line), built_in()).evidence.strength == SURE


def train(found: list[RunExample], random: Random) -> dict[str, dict[str, float]]:
    """Return the weights that fit the examples best, for each zone, of both judgements."""
    rows = first_rows(found)
    first = {zone: _fit([row for row in rows if row[0] == zone], random) for zone in ZONES}
    rows = second_rows(found, first)
    return {zone: first[zone] | _fit([row for row in rows if row[0] == zone], random) for zone in ZONES}


def _fit(found: list[Row], random: Random) -> dict[str, float]:
    """Return weights: the mean over the later epochs, as each one alone leans to the rows that came last."""
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-8)
    total: dict[str, float] = defaultdict(float)
    for epoch in range(EPOCHS):
        random.shuffle(found)
        for _, values, page in found:
            _learn(weights, squares, values, page=page)
        if epoch >= EPOCHS - AVERAGED:
            for name, weight in weights.items():
                total[name] += weight / AVERAGED
    return dict(total)


def _learn(
    weights: dict[str, float], squares: dict[str, float], values: dict[str, float], *, page: bool
) -> None:
    total = sum(weights[name] * value for name, value in values.items())
    error = (1 / (1 + exp(-max(-30.0, min(30.0, total))))) - page
    error *= 1.0 if page else ARTICLE_COST
    for name, value in values.items():
        step = error * value + DECAY * weights[name]
        squares[name] += step * step
        weights[name] = _allowed(name, weights[name] - RATE * step / squares[name] ** 0.5)


def _allowed(name: str, weight: float) -> float:
    if name.startswith(NEVER_POSITIVE):
        return min(0.0, weight)
    return max(0.0, weight) if name.startswith(NEVER_NEGATIVE) else weight


def report(found: list[RunExample], weights: dict[str, dict[str, float]]) -> str:
    """Return how many page lines go and article lines are lost, of those that are weighed."""
    gone = lost = page = 0
    rows = second_rows(found, weights)
    for zone, values, label in rows:
        removed = score(values, weights[zone]) > judge.CERTAIN
        page += label
        gone += removed and label
        lost += removed and not label
    return f"weighed: {gone}/{page} page lines gone, {lost}/{len(rows) - page} article lines lost"


def made(material: Material, words: Words, count: int, seed: int) -> list[RunExample]:
    """Return examples from that many pages."""
    random = Random(seed)
    maker = PageMaker(random, material)
    found: list[RunExample] = []
    for _ in range(count):
        page = maker.page(random.choice(WHOLE_PAGES))
        found += examples(page, words, random)
        if random.random() < 0.3:
            found += examples(second_pass(page), words, random)
    return found


def mean_of_runs(
    material: Material, words: Words, count: int, whole: list[RunExample]
) -> dict[str, dict[str, float]]:
    """Return means of the weights learned from so many pages, made anew each time, and other examples."""
    found = [train(made(material, words, count, run) + whole, Random(run)) for run in RUNS]
    return {
        zone: {
            name: sum(weights[zone].get(name, 0.0) for weights in found) / len(found)
            for name in sorted({name for weights in found for name in weights[zone]})
        }
        for zone in ZONES
    }


def labelled(pages: list[labels.Page], words: Words, seed: int) -> list[RunExample]:
    """Return examples from labelled pages; lines that can be seen either way teach nothing."""
    random = Random(seed)
    found: list[RunExample] = []
    for page in pages:
        lines = _lines(page)
        for _ in range(LABELLED_REPEATS):
            found += examples(lines, words, random, page.name)
            found += examples(second_pass(lines), words, random, page.name)
    return found


def _lines(page: labels.Page) -> list[Labelled]:
    return [
        Labelled(line, label not in labels.GOES)
        for label, line in zip(page.labels, page.lines, strict=True)
        if label not in ("", "either")
    ]


def grown(material: Material, words: Words, weights: dict[str, dict[str, float]], count: int) -> Trees:
    """Return the trees that fit labelled pages, and that many made ones, as these weights judge them."""
    random = Random(5)
    maker = PageMaker(random, material)
    found: list[strip_trees.Row] = []
    with judging_by(weights, NO_TREES):
        for page in material.labelled:
            lines = _lines(page)
            for state in (*[lines] * LABELLED_REPEATS, second_pass(lines), later_pass(lines)):
                found += _tree_rows(seen_runs(state, words, random, page.name), 1.0)
        for _ in range(count):
            made_page = maker.page(random.choice(WHOLE_PAGES))
            found += _tree_rows(seen_runs(made_page, words, random), MADE_COUNTS)
    return strip_trees.grow(strip_trees.costed(found))


def learn_titles(pages: list[labels.Page], words: Words) -> dict[str, float]:
    """Return the weights that tell the titles of labelled pages, and judge by them from now on."""
    random = Random(6)
    found: list[strip_titles.Choice] = []
    for page in pages * LABELLED_REPEATS:
        rows = [row for row in zip(page.labels, page.lines, strict=True) if row[0]]
        for left in (rows, [row for row in rows if row[0] not in labels.GOES or not _says_so(row[1])]):
            lines = [Labelled(line, label not in labels.GOES) for label, line in left]
            for run, topic, leanings, _ in seen_runs(lines, words, random, page.name):
                kinds = [label for label, _ in left[run.first : run.first + len(run.lines)]]
                if choice := strip_titles.choice(run, topic, leanings, kinds):
                    found.append(choice)
    learned = strip_titles.learn(found, random)
    titles.weights = cache(lambda: learned)
    return learned


def _tree_rows(found: Iterable[SeenRun], count: float) -> Iterator[strip_trees.Row]:
    for run, topic, leanings, pages in found:
        yield from strip_trees.rows(run, topic, leanings, pages, count)


@contextmanager
def judging_by(weights: dict[str, dict[str, float]], forest: Trees) -> Iterator[None]:
    """Judge by other weights and trees than those that come with the program."""
    usual = judge.weights, trees.built_in
    judge.weights, trees.built_in = cache(lambda: weights), cache(lambda: forest)
    yield
    judge.weights, trees.built_in = usual


def later_pass(page: list[Labelled]) -> list[Labelled]:
    """Return what is left of a page after it was judged once, and nothing of its article."""
    found = judge.once([seen(fold(line.text), built_in()) for line in page])
    gone = {index for index, verdict in found.items() if verdict.sure}
    return [line for index, line in enumerate(page) if index not in gone]


def material_digest() -> str:
    """Return a digest of all that the weights are made from, but for the code that sees features."""
    root = WEIGHTS.parent.parent.parent
    files = [
        root / "scripts" / "strip_pages.py",
        root / "scripts" / "strip_titles.py",
        root / "scripts" / "strip_trees.py",
        root / "scripts" / "strip_words.py",
        root / "scripts" / "train_strip.py",
        *MATERIAL.rglob("*.txt"),
        *(root / "tests" / "labels" / "tune").glob("*.txt"),
        *WEIGHTS.parent.glob("strip_p*.tsv"),
    ]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Train, print, and write on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pages", type=int, default=300)
    choices = parser.parse_args()
    material = Material()
    words = strip_words.halves(material)
    everything = material.articles
    known_titles = learn_titles(material.labelled, words)
    whole = labelled(material.labelled, words, 4)
    material.articles = [article for number, article in enumerate(everything) if number % 5]
    weights = mean_of_runs(material, words, choices.pages, whole)
    material.articles = everything[::5]
    print("left out:", report(made(material, words, choices.pages // 2, 9), weights))
    if choices.write:
        material.articles = everything
        weights = mean_of_runs(material, words, choices.pages, whole)
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
