"""Learns `cleaner/data/strip_titles.tsv`: what tells the title among the lines above the text.

A choice among the lines of a run, or none of them: a conditional logistic regression by stochastic gradient
descent, in plain Python.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.pagelines import titles
from cleaner.pagelines.features import score
from scripts.adagrad import Learner, Mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.topic import Topic

TABLE = Path(__file__).parent.parent / "cleaner" / "data" / "strip_titles.tsv"
EPOCHS, AVERAGED = 20, 10
RATE = 0.1
DECAY = 2e-3
HEAD = """\
# How much each piece of evidence counts that a line above the text is its title, in log odds against the
# other lines there, and against none of them being it. Written by scripts/train_strip.py.
"""


class Choice(NamedTuple):
    """What is weighed of each line that may be the title, and which of them is; none is beyond them all."""

    lines: list[dict[str, float]]
    title: int


def choice(run: Run, topic: Topic, words: Sequence[float], labels: Sequence[str]) -> Choice | None:
    """Return the choice among the lines of a run with these labels, if titles are looked for there."""
    if not titles.looked_for(run):
        return None
    start, lines = titles.candidates(run, topic, words)
    first = next((place for place, label in enumerate(labels) if label == "content"), -1)
    return Choice(lines, first - start if first >= start else len(lines))


def learn(found: Iterable[Choice], random: Random) -> dict[str, float]:
    """Return the weights that fit the choices best: the mean over the later epochs."""
    untitled = {titles.UNTITLED: 1.0}
    choices = [Choice([*lines, untitled], title) for lines, title in found]
    learner, mean = Learner(RATE, DECAY), Mean()
    for epoch in range(EPOCHS):
        random.shuffle(choices)
        for each in choices:
            learner.follow(_slopes(each, learner.weights).items())
        if epoch >= EPOCHS - AVERAGED:
            mean.add(learner.weights)
    return mean.weights()


def _slopes(choice: Choice, weights: Mapping[str, float]) -> dict[str, float]:
    odds = [exp(score(values, weights)) for values in choice.lines]
    total = sum(odds)
    slopes: dict[str, float] = defaultdict(float)
    for place, values in enumerate(choice.lines):
        error = odds[place] / total - (place == choice.title)
        for name, value in values.items():
            slopes[name] += error * value
    return slopes


def write(weights: dict[str, float]) -> None:
    """Write the table, keeping what is said about each feature."""
    old = TABLE.read_text("utf-8").split("\n") if TABLE.exists() else []
    why = {line.split("\t")[0]: line.split("\t")[-1] for line in old if "\t" in line}
    rows = [f"{name}\t{weights[name]:.2f}\t{why.get(name, '?')}" for name in sorted(weights)]
    TABLE.write_text(HEAD + "\n".join(["\t".join(titles.COLUMNS), *rows]) + "\n", "utf-8")
