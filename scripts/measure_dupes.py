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

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner.dupes import Index, groups
from tests.dirty import copies


def changed(article: list[str], lines: list[str], random: Random) -> str:
    """Return an article with 10 to 30 % of its lines replaced by others, cut or left out."""
    result = list(article)
    for place in random.sample(range(len(result)), max(1, round(random.uniform(0.1, 0.3) * len(result)))):
        half = result[place][: len(result[place]) // 2]
        other = random.choice(lines)[::-1]  # reversed, lest it be a piece of another article
        result[place] = random.choice([other, half, ""])
    return "\n".join(result)


def main() -> None:
    """Print what was found of what is there."""
    lines = [line for line in Path(sys.argv[1]).read_text("utf-8").split("\n") if line.strip()]
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    random = Random(7)
    truth: set[tuple[str, str]] = set()
    begin = perf_counter()
    count = 0
    with Index() as index:
        for place, article in enumerate(copies.articles(lines, shortest=4)):
            names = [f"{place:05}-{copy}" for copy in range(number)]
            truth |= set(combinations(names, 2))
            for name in names:
                index.add(name, changed(article, lines, random))
            count += number
        found = {
            pair
            for group in groups(index)
            for pair in combinations(sorted([group.best, *(member.path for member in group.others)]), 2)
        }
    seconds = perf_counter() - begin
    right = len(found & truth)
    print(f"{count} documents in {seconds:.1f} s, {seconds / count * 1e3:.2f} ms each")
    print(f"precision {right / len(found):.4f}, recall {right / len(truth):.4f}")
    for pair in sorted(found - truth)[:10]:
        print("  wrong", *pair)


if __name__ == "__main__":
    main()
