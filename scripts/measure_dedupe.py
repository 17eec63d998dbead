"""Measures `dedupe`: what it removes from clean text, and how it fares with generated copies.

    python scripts/measure_dedupe.py clean FILES      each removal is printed, to be read and judged
    python scripts/measure_dedupe.py copies FILES     articles cut from FILES, dirtied and copied

FILES are UTF-8, a paragraph a line. Documents that come out wrong are written to the folder named by
`--failures`, if it is given: what went in, and what came out below.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
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
    parser = ArgumentParser(description="Measures dedupe.")
    parser.add_argument("kind", choices=("clean", "copies"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--failures", type=Path, help="a folder for documents that come out wrong")
    arguments = parser.parse_args()
    for path in arguments.paths:
        lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
        if arguments.kind == "clean":
            clean(path, lines)
        else:
            generated(path, lines, arguments.failures)


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


def generated(path: Path, lines: list[str], folder: Path | None) -> None:
    """Print how often the copies made of articles cut from the lines come to one, and what is lost."""
    random = Random(7)
    articles = [article for article in copies.articles(lines) if _is_usable(article)]
    random.shuffle(articles)
    for way in copies.WAYS:
        right = lost = 0
        for number, article in enumerate(articles[:ARTICLES]):
            dirty = way(article, random)
            result = _deduped(dirty)
            outcome, truth = _keys(result), _keys("\n".join(article))
            right += outcome == truth
            lost += any(key not in skeleton(result) for key in _sentences(article))
            if outcome != truth and folder:
                folder.mkdir(parents=True, exist_ok=True)
                text = f"{dirty}\n=====\n{result}"
                (folder / f"{way.__name__}-{number}.txt").write_text(text, "utf-8")
        print(
            f"{path.name} {way.__name__}: {right} of {len(articles[:ARTICLES])} right, {lost} lost something"
        )


def _deduped(text: str) -> str:
    return edits.apply(text, [edit for edit in STEP.find(text, STEP.defaults()) if edit.sure])


def _sentences(article: list[str]) -> set[str]:
    return {skeleton(sentence) for line in article for sentence in re.split("[。！？]", line)}


def _is_usable(article: list[str]) -> bool:
    keys = _keys("\n".join(article))
    text = "\n".join(article) + "\n"
    return len(set(keys)) == len(keys) and _deduped(text) == text


def _keys(text: str) -> list[str]:
    page = set(map(skeleton, copies.PAGE))
    return [key for key in map(skeleton, text.split("\n")) if key and key not in page]


if __name__ == "__main__":
    main()
