"""Learns which pairs of characters page lines have and text has not, for `cleaner/data/strip_pieces.tsv`.

A logistic regression without a constant: a line of pieces that nobody has seen leans nowhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from cleaner.fold import fold
from cleaner.pagelines.pieces import pieces
from cleaner.pagelines.rules import NONE, built_in
from scripts.adagrad import Learner, as_share
from tests import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.strip_pages import Material

TABLE = Path(__file__).parent.parent / "cleaner" / "data" / "strip_pieces.tsv"
HEAD = """# Weights of pairs of characters that page lines have and text has not: hundredths of log odds,
# folded; < and > are the start and the end of a line, 0 any digit. Written by scripts/train_strip.py from
# the phrases and the pages of this project.
"""
# Kinds of made page material that are words, and no headlines of articles.
WORDS = ("channel", "partner", "address", "ad", "product", "slogan")
# Lines of a list of headlines say nothing and have so many characters.
HEADLINE = (9, 50)
CLAUSE = re.compile(r"[,。!?;:\"]")
# Clauses of a paragraph beyond the first few teach what its first ones did.
CLAUSES = 4
RUNS = (1, 2, 3)  # Means over orders: of lines seen last more would stay.
EPOCHS = 10
RATE = 0.3
DECAY = 1e-2
# Taking a line of text for one of a page is worse than the other way round.
TEXT_COST = 2.0
# Pieces that fewer lines have are chance; weights nearer to 0 are left out; the others are in steps.
FEWEST = 3
LEAST = 0.1
STEP = 0.1


class Sample(NamedTuple):
    """A folded line, whether it is of a page, and what it comes from: samples of one source are alike."""

    text: str
    page: bool
    source: str


@cache
def samples(material: Material) -> tuple[Sample, ...]:
    """Return the lines of pages, and the lines and clauses of text, each once for each source."""
    found: dict[Sample, None] = {}
    for kind, words in material.words.items():
        if kind in WORDS or kind.startswith(("nav.", "legal.", "placeholder", "spam.")):
            found.update(dict.fromkeys(_sample(word, page=True) for word in words))
    for line in (*material.headlines, *(line for article in material.articles for _, line in article)):
        found.update(dict.fromkeys(_sample(clause, page=False) for clause in _clauses(line)))
    for whole in material.labelled:
        headlines = _headlines(whole)
        for number, (label, line) in enumerate(zip(whole.labels, whole.lines, strict=True)):
            if label in labels.GOES and number not in headlines:
                found[_sample(line, page=True, source=whole.name)] = None
            if label in labels.STAYS:
                for clause in _clauses(line):
                    found[_sample(clause, page=False, source=whole.name)] = None
    return tuple(found)


def _headlines(page: labels.Page) -> set[int]:
    """Return which lines are of lists of headlines: they are lines of the page in the words of text."""
    long = [
        label in labels.GOES
        and HEADLINE[0] <= len(line.strip()) <= HEADLINE[1]
        and built_in().evidence(fold(line).strip()).strength == NONE
        for label, line in zip(page.labels, page.lines, strict=True)
    ]
    return {
        number
        for number, found in enumerate(long)
        if found and any(long[max(0, number - 2) : number] + long[number + 1 : number + 3])
    }


def _sample(line: str, *, page: bool, source: str = "") -> Sample:
    folded = fold(line).strip()
    return Sample(folded, page, source or folded)


def _clauses(line: str) -> list[str]:
    """Return a line, and its clauses if it is a paragraph."""
    parts = [part for part in CLAUSE.split(line) if part.strip()]
    return [line, *parts[1:CLAUSES]] if len(parts) > 1 else [line]


def half(source: str) -> bool:
    """Return in which half of all sources one is; its lines are weighed by what the other half teaches."""
    return crc32(source.strip().encode("utf-8", "replace")) % 2 == 0


def weights(found: Iterable[Sample]) -> dict[str, float]:
    """Return the weight of each piece, in log odds: above 0 lines of pages have it, below 0 text has."""
    rows = [(_written(sample.text), sample.page) for sample in found]
    counts = Counter(piece for row, _ in rows for piece in row)
    known = [([piece for piece in row if counts[piece] >= FEWEST], page) for row, page in rows]
    pages = sum(page for _, page in known)
    cost = {True: 1.0, False: TEXT_COST * pages / max(1, len(known) - pages)}
    fits = [_fitted(known.copy(), cost, Random(run)) for run in RUNS]
    learned = {piece: sum(fit[piece] for fit in fits) / len(fits) for piece in fits[0]}
    rounded = {piece: round(weight / STEP) * STEP for piece, weight in learned.items()}
    return {piece: weight for piece, weight in rounded.items() if abs(weight) >= LEAST}


def _written(text: str) -> list[str]:
    """Return the pieces of a line without blanks, which the table could not hold."""
    return sorted(piece for piece in pieces(text) if " " not in piece)


def _fitted(
    rows: list[tuple[list[str], bool]], cost: dict[bool, float], random: Random
) -> Mapping[str, float]:
    learner = Learner(RATE, DECAY)
    for _ in range(EPOCHS):
        random.shuffle(rows)
        for row, page in rows:
            error = (as_share(sum(map(learner.weights.__getitem__, row))) - page) * cost[page]
            learner.follow((piece, error) for piece in row)
    return learner.weights


@cache
def halves(material: Material) -> dict[bool, dict[str, float]]:
    """Return for each half of all sources what the other one teaches."""
    found = samples(material)
    return {
        which: weights([sample for sample in found if half(sample.source) is not which])
        for which in (False, True)
    }


def write(material: Material) -> None:
    """Write the table, one row for each weight."""
    rows: dict[int, list[str]] = defaultdict(list)
    for piece, weight in weights(samples(material)).items():
        rows[round(100 * weight)].append(piece)
    lines = [f"{weight}\t{' '.join(sorted(rows[weight]))}" for weight in sorted(rows)]
    TABLE.write_text(HEAD + "weight\tpieces\n" + "\n".join(lines) + "\n", "utf-8")
