"""Grows the trees of `cleaner/data/strip_trees.tsv`, in plain Python.

Each tree is fitted to what those before it leave open, as in gradient boosting: the first question is the one
that parts the lines best, then the best one for either part. Numbers are cut at a few places of equal share.
"""

from __future__ import annotations

from bisect import bisect_left
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.pagelines import judge, trees
from cleaner.pagelines.outlook import FEATURES, Outlook
from cleaner.pagelines.trees import Tree, Trees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.topic import Topic

TABLE = Path(__file__).parent.parent / "cleaner" / "data" / "strip_trees.tsv"
HEAD = """\
# Small trees that are asked once more about lines of which it is not sure whether they go: each asks
# two things, and says then in log odds how much speaks for the page. What they ask: outlook.FEATURES. The
# first row is what speaks for the page before anything is asked. Written by scripts/train_strip.py.
"""
NUMBER = 60
RATE = 0.3
# Losing a line of the article is worse than leaving a line of the page.
ARTICLE_COST = 5.0
# Fewer lines than this, as they are weighed, are chance; what a few say is drawn to nothing by so much.
FEWEST = 15.0
DRAWN = 5.0
CUTS = 15
# Lines of which so much less speaks for the page are not asked.
LEAST = 0.0


class Row(NamedTuple):
    """What is found of a line, whether it is of the page, and how much it counts."""

    values: dict[str, float]
    page: bool
    weight: float


class Column(NamedTuple):
    """A feature: where it is cut, and for each row how many cuts its number is above."""

    name: str
    cuts: list[float]
    bins: list[int]


class Fit(NamedTuple):
    """How well a question parts some rows, and what it is: the column, the cut, and what either side says."""

    gain: float
    column: int
    cut: int
    no: float
    yes: float


def rows(run: Run, topic: Topic, words: list[float], pages: Sequence[bool], count: float) -> Iterator[Row]:
    """Yield the rows of a run's lines that may be asked; `pages` tells which are of the page."""
    first = judge.look(run, topic, words)
    if run.zone == "inside":
        return
    outlook, weights = Outlook(run, topic, first.title, words, first.totals), judge.weights()[run.zone]
    for index, total in enumerate(first.totals):
        if total is not None and total > LEAST:
            found = outlook.of(index, weights, weighed=index in first.weighed)
            yield Row(found, pages[index], count)


def costed(found: Iterable[Row]) -> list[Row]:
    """Return the rows, with those of articles counting for what their loss costs."""
    return [row if row.page else row._replace(weight=row.weight * ARTICLE_COST) for row in found]


def grow(found: Sequence[Row]) -> Trees:
    """Return the trees that fit rows."""
    columns = [_column(name, found) for name in FEATURES]
    weights = [row.weight for row in found]
    pages = sum(row.weight for row in found if row.page)
    start = log(pages / max(1.0, sum(weights) - pages))
    totals = [start] * len(found)
    grown: list[Tree] = []
    for _ in range(NUMBER):
        beliefs = [1 / (1 + exp(-total)) for total in totals]
        slopes = [
            weight * (row.page - belief) for row, weight, belief in zip(found, weights, beliefs, strict=True)
        ]
        bends = [weight * belief * (1 - belief) for weight, belief in zip(weights, beliefs, strict=True)]
        grown.append(_tree(columns, slopes, bends, totals))
    return Trees(round(start, 3), tuple(grown))


def _column(name: str, found: Sequence[Row]) -> Column:
    numbers = sorted(row.values[name] for row in found)
    places = (len(numbers) * share // (CUTS + 1) for share in range(1, CUTS + 1))
    cuts = sorted({round(numbers[place], 3) for place in places})
    return Column(name, cuts, [bisect_left(cuts, row.values[name]) for row in found])


def _tree(columns: list[Column], slopes: list[float], bends: list[float], totals: list[float]) -> Tree:
    """Return the next tree, and add to the totals what it says."""
    first = _best(columns, range(len(totals)), slopes, bends)
    cut = columns[first.column]
    sides = (
        [row for row, place in enumerate(cut.bins) if place <= first.cut],
        [row for row, place in enumerate(cut.bins) if place > first.cut],
    )
    branches: list[str | float] = []
    for places in sides:
        then = _best(columns, places, slopes, bends)
        asked = columns[then.column]
        no, yes = round(RATE * then.no, 3), round(RATE * then.yes, 3)
        branches += [asked.name, asked.cuts[then.cut], no, yes]
        for row in places:
            totals[row] += yes if asked.bins[row] > then.cut else no
    return Tree._make([cut.name, cut.cuts[first.cut], *branches])


def _best(columns: list[Column], places: Sequence[int], slopes: list[float], bends: list[float]) -> Fit:
    """Return the question that parts the rows at some places best."""
    slope = sum(map(slopes.__getitem__, places))
    bend = sum(map(bends.__getitem__, places))
    say = slope / (bend + DRAWN)
    best = Fit(0.0, 0, 0, say, say)
    for number, column in enumerate(columns):
        if column.cuts:
            best = max(best, _cut(number, column, places, slopes, bends), key=_gain)
    return best


def _cut(number: int, column: Column, places: Sequence[int], slopes: list[float], bends: list[float]) -> Fit:
    """Return the best place to cut the numbers of a column, if there is one."""
    steps, turns = [0.0] * (len(column.cuts) + 1), [0.0] * (len(column.cuts) + 1)
    bins = column.bins
    for place in places:
        where = bins[place]
        steps[where] += slopes[place]
        turns[where] += bends[place]
    slope, bend = sum(steps), sum(turns)
    best = Fit(0.0, number, 0, 0.0, 0.0)
    below = turned = 0.0
    for cut in range(len(column.cuts)):
        below, turned = below + steps[cut], turned + turns[cut]
        if min(turned, bend - turned) < FEWEST * _EVEN:
            continue
        no, yes = below / (turned + DRAWN), (slope - below) / (bend - turned + DRAWN)
        gain = no * below + yes * (slope - below) - slope * slope / (bend + DRAWN)
        best = max(best, Fit(gain, number, cut, no, yes), key=_gain)
    return best


# A line of which nothing is known yet bends so much.
_EVEN = 0.05


def _gain(fit: Fit) -> float:
    return fit.gain


def write(grown: Trees) -> None:
    """Write the table, a row a tree."""
    lines = ["\t".join(trees.COLUMNS), "\t".join((trees.START, f"{grown.start:g}", *"-000-000"))]
    for tree in grown.trees:
        lines.append("\t".join(cell if isinstance(cell, str) else f"{cell:g}" for cell in tree))
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
