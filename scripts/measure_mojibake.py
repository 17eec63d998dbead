"""Measures what of text is right again that was decoded wrongly: a table of docs/encodings.md.

Run: python scripts/measure_mojibake.py TEXTS    (a folder of clean UTF-8 texts, one paragraph a line)
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import mojibake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 3
LINES = 80  # Of each text.
LENGTHS = range(20, 121)  # Characters of a line.
SHOWN_AS_LOST = frozenset("\ufffd?")


def misread(line: str, written: str, read: str, errors: str) -> str:
    """Return what a reader shows of a line, with U+FFFD, `?` or nothing for what it lacks."""
    shown = line.encode(written).decode(read, "ignore" if errors == "ignore" else "replace")
    return shown.replace("\ufffd", "?") if errors == "?" else shown


def with_latin(line: str) -> str:
    """Return what a browser shows of UTF-8 as Windows-1252: Latin-1 where that has no character."""
    return "".join(
        bytes([byte]).decode("cp1252" if byte not in GAPS else "latin-1") for byte in line.encode()
    )


def twice(line: str) -> str:
    """Return what it shows of what it showed."""
    return with_latin(with_latin(line))


GAPS = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
WAYS: dict[str, Callable[[str], str]] = {
    "UTF-8 as Windows-1252, Latin-1 for its gaps": with_latin,
    "the same twice": twice,
    "GBK as Latin-1": partial(misread, written="gbk", read="latin-1", errors="replace"),
    "Big5 as Latin-1": partial(misread, written="cp950", read="latin-1", errors="replace"),
    "UTF-8 as Windows-1252, gaps as U+FFFD": partial(
        misread, written="utf-8", read="cp1252", errors="replace"
    ),
    "UTF-8 as Windows-1252, gaps left out": partial(misread, written="utf-8", read="cp1252", errors="ignore"),
    "UTF-8 as GBK, what fits nothing as U+FFFD": partial(
        misread, written="utf-8", read="gbk", errors="replace"
    ),
    "UTF-8 as GBK, what fits nothing left out": partial(
        misread, written="utf-8", read="gbk", errors="ignore"
    ),
    "UTF-8 as GBK, what fits nothing as `?`": partial(misread, written="utf-8", read="gbk", errors="?"),
}


def lines(folder: Path) -> Iterator[str]:
    """Yield lines from all texts, by lot."""
    lot = random.Random(SEED)
    for path in sorted(folder.glob("*.txt")):
        fitting = [line for line in path.read_text("utf-8").splitlines() if len(line) in LENGTHS]
        yield from lot.sample(fitting, min(LINES, len(fitting)))


def repaired(text: str) -> str:
    """Return a text with all mojibake undone."""
    for start, end, right, _ in reversed(list(mojibake.find(text))):
        text = text[:start] + right + text[end:]
    return text


def score(line: str, found: str) -> Counter[str]:
    """Count the characters of a line that are right, lost and wrong."""
    if len(line) != len(found):
        blocks = SequenceMatcher(None, line, found, autojunk=False).get_matching_blocks()
        right = sum(block.size for block in blocks)
        return Counter(right=right, lost=len(line) - right)
    return Counter(
        "right" if was == now else "lost" if now in SHOWN_AS_LOST else "wrong"
        for was, now in zip(line, found, strict=True)
    )


def main() -> None:
    """Print the table."""
    sample = list(lines(Path(sys.argv[1])))
    print("| what was read as what | characters right again | lost | wrong |\n| --- | --- | --- | --- |")
    for name, way in WAYS.items():
        total: Counter[str] = Counter()
        for line in sample:
            try:
                total += score(line, repaired(way(line)))
            except UnicodeEncodeError:
                continue  # It has characters that were not there to be misread.
        count = total.total()
        shares = f"{total['right'] / count:.1%} | {total['lost'] / count:.1%} | {total['wrong'] / count:.2%}"
        print(f"| {name} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
