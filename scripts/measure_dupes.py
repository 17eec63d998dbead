"""Measures `dupes`: precision, recall and time on groups made of the articles in a file.

    python scripts/measure_dupes.py FILE [COPIES]

FILE is UTF-8, a paragraph a line; of each article COPIES are made with 10 to 30 % of the lines changed.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple, TypeAlias

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner.dupes import Index, groups
from tests.dirty import copies

Pair: TypeAlias = tuple[str, str]
_SEEDS = 3
_SHOWN = 10


def changed(article: list[str], lines: list[str], random: Random) -> str:
    """Return an article with 10 to 30 % of its lines replaced by others, cut or left out."""
    result = list(article)
    for place in random.sample(range(len(result)), max(1, round(random.uniform(0.1, 0.3) * len(result)))):
        half = result[place][: len(result[place]) // 2]
        other = random.choice(lines)[::-1]  # reversed, lest it be a piece of another article
        result[place] = random.choice([other, half, ""])
    return "\n".join(result)


class Measured(NamedTuple):
    """What a run found: pairs that belong together, pairs that were found, and what that took."""

    truth: set[Pair]
    found: set[Pair]
    documents: int
    seconds: float


def measured(lines: list[str], copies_of_each: int, seed: int) -> Measured:
    """Make copies of all articles, and find them."""
    random = Random(seed)
    truth: set[Pair] = set()
    count = 0
    begin = perf_counter()
    with Index() as index:
        for place, article in enumerate(copies.articles(lines, shortest=4)):
            names = [f"{place:05}-{copy}" for copy in range(copies_of_each)]
            truth |= set(combinations(names, 2))
            for name in names:
                index.add(name, changed(article, lines, random))
            count += copies_of_each
        found = {
            pair
            for group in groups(index)
            for pair in combinations(sorted([group.best, *(member.path for member in group.others)]), 2)
        }
    return Measured(truth, found, count, perf_counter() - begin)


def main() -> None:
    """Print what was found of what is there, for several seeds."""
    lines = [line for line in Path(sys.argv[1]).read_text("utf-8").split("\n") if line.strip()]
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    runs = [measured(lines, number, seed) for seed in range(_SEEDS)]
    documents, seconds = sum(run.documents for run in runs), sum(run.seconds for run in runs)
    print(f"{documents} documents in {seconds:.1f} s, {seconds / documents * 1e3:.2f} ms each")
    right = sum(len(run.found & run.truth) for run in runs)
    found, truth = sum(len(run.found) for run in runs), sum(len(run.truth) for run in runs)
    print(f"precision {right / found:.4f}, recall {right / truth:.4f}")
    wrong = {(one[:5], other[:5]) for run in runs for one, other in run.found - run.truth}
    print(f"{len(wrong)} wrong pairs of articles:", *sorted(wrong)[:_SHOWN])


if __name__ == "__main__":
    main()
