"""Measures `dedupe`: what it removes from clean text, and how it fares with generated copies.

    python scripts/measure_dedupe.py clean FILES      each removal is printed, to be read and judged
    python scripts/measure_dedupe.py copies FILES     articles cut from FILES, dirtied and copied

FILES are UTF-8, a paragraph a line.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner import edits
from cleaner.repeats.skeleton import skeleton
from cleaner.steps.dedupe import STEP
from tests.dirty import copies

# Lines in a document made of a corpus, and documents made of generated copies.
LINES = 60
ARTICLES = 400


def main() -> None:
    """Run the measurement named on the command line."""
    kind, *paths = sys.argv[1:]
    for path in map(Path, paths):
        lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
        (clean if kind == "clean" else generated)(path, lines)


def clean(path: Path, lines: list[str]) -> None:
    """Print what is removed from the lines as one document, and as documents of some lines each."""
    for size in (LINES, len(lines)):
        documents = ["\n".join(lines[start : start + size]) + "\n" for start in range(0, len(lines), size)]
        kinds: Counter[str] = Counter()
        begin = perf_counter()
        for document in documents:
            for edit in STEP.find(document, STEP.defaults()):
                kinds[f"{edit.reason} {'sure' if edit.sure else 'doubtful'}"] += 1
                if edit.sure:
                    print(f"  {edit.reason} {edit.before.strip()[:70]!r} -> {edit.after[:20]!r} {edit.note}")
        seconds = perf_counter() - begin
        total = sum(map(len, documents))
        print(f"{path.name}: {len(documents)} documents, {total} characters, {seconds * 1e9 / total:.0f} ns")
        print("  ", dict(kinds))


def generated(path: Path, lines: list[str]) -> None:
    """Print how often the copies made of articles cut from the lines come to one, and what is lost."""
    random = Random(7)
    articles = [article for article in copies.articles(lines) if _is_usable(article)]
    random.shuffle(articles)
    for way in copies.WAYS:
        right, lost, failures = 0, 0, []
        for article in articles[:ARTICLES]:
            dirty = way(article, random)
            edited = list(STEP.find(dirty, STEP.defaults()))
            result = edits.apply(dirty, [edit for edit in edited if edit.sure])
            outcome = _keys(result), _keys("\n".join(article))
            right += outcome[0] == outcome[1]
            lost += any(key not in "\n".join(outcome[0]) for key in outcome[1])
            if outcome[0] != outcome[1]:
                failures.append((dirty, result))
        print(
            f"{path.name} {way.__name__}: {right} of {len(articles[:ARTICLES])} right, {lost} lost something"
        )
        for number, (dirty, result) in enumerate(failures[:2]):
            Path(f"/tmp/dedupe-{way.__name__}-{number}.txt").write_text(f"{dirty}\n=====\n{result}", "utf-8")


def _is_usable(article: list[str]) -> bool:
    keys = _keys("\n".join(article))
    text = "\n".join(article) + "\n"
    found = list(STEP.find(text, STEP.defaults()))
    return len(set(keys)) == len(keys) and not any(edit.sure for edit in found)


def _keys(text: str) -> list[str]:
    page = set(map(skeleton, copies.PAGE))
    return [key for key in map(skeleton, text.split("\n")) if key and key not in page]


if __name__ == "__main__":
    main()
