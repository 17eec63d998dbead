"""Measures what `dupes` costs: time and memory for many documents, and what it finds among them.

    python scripts/measure_dupes_scale.py DOCUMENTS FILE...

The files are UTF-8. Documents of about 1 KB are put together from their clauses; every tenth is a copy of one
of the last thousand, in which every fifth clause is another.
"""

from __future__ import annotations

import re
import resource
import sys
from itertools import combinations
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner.dupes import Index, groups

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE_POINTS = 340
_CHANGED = 0.2
_RECENT = 1000
_CLAUSES_OF_LINE = 8
_KIB = 1024


def documents(clauses: list[str], number: int, random: Random) -> Iterator[tuple[str, str]]:
    """Yield documents with their names; copies begin with the name of what they are copies of."""
    recent: list[tuple[str, list[str]]] = []
    for place in range(number):
        if place % 10 == 9:
            name, parts = random.choice(recent)
            parts = [random.choice(clauses) if random.random() < _CHANGED else part for part in parts]
            name = f"{name}-{place}"
        else:
            name, parts = f"{place:07}", _parts(clauses, random)
            recent.append((name, parts))
            del recent[:-_RECENT]
        yield name, _text(parts)


def _parts(clauses: list[str], random: Random) -> list[str]:
    parts: list[str] = []
    size = 0
    while size < _CODE_POINTS:
        parts.append(random.choice(clauses))
        size += len(parts[-1]) + 1
    return parts


def _text(parts: list[str]) -> str:
    starts = range(0, len(parts), _CLAUSES_OF_LINE)
    return "\n".join("，".join(parts[start : start + _CLAUSES_OF_LINE]) + "。" for start in starts)


def main() -> None:
    """Add documents, print time and memory on the way, then what was found."""
    text = "\n".join(Path(name).read_text("utf-8") for name in sys.argv[2:])
    clauses = sorted({clause for clause in re.split(r"[，。；：！？\s]+", text) if 6 <= len(clause) <= 30})
    number = int(sys.argv[1])
    made: dict[str, list[str]] = {}
    begin, last = perf_counter(), process_time()
    size = 0
    with Index() as index:
        for count, (name, document) in enumerate(documents(clauses, number, Random(7)), 1):
            index.add(name, document)
            size += len(document.encode())
            made.setdefault(name[:7], []).append(name)
            if count % (number // 10) == 0:
                now = process_time()
                each = (now - last) / (number // 10) * 1e3
                print(f"{count:9,} documents, {each:.2f} ms of work each, {_memory()}", flush=True)
                last = now
        found = list(groups(index))
    print(f"{size / 1e6:.0f} MB in {perf_counter() - begin:.0f} s, {process_time():.0f} of work, {_memory()}")
    truth = {pair for names in made.values() for pair in combinations(sorted(names), 2)}
    pairs = {
        pair
        for group in found
        for pair in combinations(sorted([group.best, *(member.path for member in group.others)]), 2)
    }
    print(f"precision {len(pairs & truth) / len(pairs):.4f}, recall {len(pairs & truth) / len(truth):.4f}")


def _memory() -> str:
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB:.0f} MiB"


if __name__ == "__main__":
    main()
