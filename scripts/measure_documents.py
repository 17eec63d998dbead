"""Clean generated documents and count what was lost and what was left.

Run: python scripts/measure_documents.py 200

Each document is an article of the fixtures on some fixture's page, spoiled by mechanisms drawn at random
(tests/dirty/samples.py). With `-v` every line that differs is shown, with the document's number.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # the generator is part of the tests, which are not installed

from cleaner import clean  # noqa: E402  (found only after the line above)
from tests.dirty import samples  # noqa: E402


def lines(text: str) -> list[str]:
    """Return the lines of a text without indentation, blank ones aside."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def differences(number: int) -> tuple[list[str], list[str]]:
    """Return the lines of a document's article that are missing, and the lines that are too many."""
    dirty, truth = samples.draw(number)
    found, expected = Counter(lines(clean(dirty).result)), Counter(lines(truth))
    return list((expected - found).elements()), list((found - expected).elements())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=200)
    parser.add_argument("-v", "--verbose", action="store_true")
    chosen = parser.parse_args()
    totals: Counter[str] = Counter()
    for number in range(chosen.documents):
        missing, left = differences(number)
        totals["exact"] += not missing and not left
        totals["missing"] += len(missing)
        totals["left"] += len(left)
        totals["lines"] += len(lines(samples.draw(number).truth))
        if chosen.verbose:
            for sign, line in [*(("-", line) for line in missing), *(("+", line) for line in left)]:
                print(f"{number} {sign} {line}")
    print(f"documents restored exactly: {totals['exact']} of {chosen.documents}")
    print(f"article lines changed or lost: {totals['missing']} of {totals['lines']}")
    print(f"lines too many: {totals['left']}")


if __name__ == "__main__":
    main()
