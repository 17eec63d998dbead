"""Counts which pairs of characters page lines have and text has not, for `cleaner/data/strip_pieces.tsv`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from cleaner.fold import fold
from cleaner.pagelines.pieces import pieces
from cleaner.pagelines.rules import NONE, built_in
from tests import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.strip_pages import Material

TABLE = Path(__file__).parent.parent / "cleaner" / "data" / "strip_pieces.tsv"
HEAD = """# Weights of pairs of characters that page lines have and text has not: hundredths of log odds,
# folded; < and > are the start and the end of a line, 0 any digit. Written by scripts/train_strip.py from
# the phrases and the pages of this project.
"""
# Kinds of made page material that are words, and no headlines of articles.
WORDS = ("channel", "partner", "address", "ad", "product", "slogan")
# A page line that says nothing and is longer is as likely the headline of another article.
HEADLINE = 10
CLAUSE = re.compile(r"[,。!?;:\"]")
# Added to each count; weights nearer to 0 than this say nothing and are left out; the others are in steps.
SMOOTHING = 0.6
LEAST = 0.4
STEP = 0.25


@cache
def samples(material: Material) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded lines of pages and the folded clauses of text, each once."""
    page: set[str] = set()
    for kind, words in material.words.items():
        if kind in WORDS or kind.startswith(("nav.", "legal.", "placeholder")):
            page.update(map(fold, words))
    text = {clause for line in material.headlines for clause in _clauses(line)}
    for article in material.articles:
        text.update(clause for _, line in article for clause in _clauses(line))
    for whole in material.labelled:
        for label, line in zip(whole.labels, whole.lines, strict=True):
            folded = fold(line).strip()
            if label == "content":
                text.update(_clauses(line))
            elif label in labels.GOES - {"spam"} and _says(folded):
                page.add(folded)
    return frozenset(page - text), frozenset(text)


def _clauses(line: str) -> list[str]:
    return [part.strip() for part in CLAUSE.split(fold(line)) if part.strip()]


def _says(folded: str) -> bool:
    return len(folded) < HEADLINE or built_in().evidence(folded).strength != NONE


def half(folded: str) -> bool:
    """Return in which half of all lines one is; it is weighed by what the other half teaches."""
    return crc32(folded.strip().encode("utf-8", "replace")) % 2 == 0


def weights(page: Iterable[str], text: Iterable[str]) -> dict[str, float]:
    """Return the weight of each piece: how much more often it is in lines of pages than in text."""
    with_piece = [Counter(piece for line in lines for piece in set(pieces(line))) for lines in (page, text)]
    totals = [sum(counter.values()) for counter in with_piece]
    found: dict[str, float] = {}
    for piece in with_piece[0].keys() | with_piece[1].keys():
        shares = [(with_piece[i][piece] + SMOOTHING) / (totals[i] + SMOOTHING) for i in (0, 1)]
        weight = round(log(shares[0] / shares[1]) / STEP) * STEP
        if abs(weight) >= LEAST and with_piece[0][piece] + with_piece[1][piece] > 1:
            found[piece] = weight
    return found


@cache
def halves(material: Material) -> dict[bool, dict[str, float]]:
    """Return for each half of all lines what the other one teaches."""
    page, text = samples(material)
    return {
        which: weights(
            [line for line in page if half(line) is not which],
            [line for line in text if half(line) is not which],
        )
        for which in (False, True)
    }


def write(material: Material) -> None:
    """Write the table, one row for each weight."""
    rows: dict[int, list[str]] = defaultdict(list)
    for piece, weight in weights(*samples(material)).items():
        rows[round(100 * weight)].append(piece)
    lines = [f"{weight}\t{' '.join(sorted(rows[weight]))}" for weight in sorted(rows)]
    TABLE.write_text(HEAD + "weight\tpieces\n" + "\n".join(lines) + "\n", "utf-8")
