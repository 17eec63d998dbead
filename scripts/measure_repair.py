"""Measures the repair of byte slips on text that was damaged on purpose, and on clean text.

Run: python scripts/measure_repair.py FOLDER [--documents N] [--clean-megabytes M]

FOLDER holds UTF-8 text files (*.txt), one paragraph a line. Documents of some paragraphs are drawn from them and
damaged byte by byte as polluting sites do, with different tables; then every paragraph is compared with what
it was. After that the files themselves are repaired: every edit in clean text is a mistake.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner import registry
from cleaner.edits import apply
from cleaner.slips import solve
from tests import torn
from tests.dirty import slips

PARAGRAPHS = 12
SURE = 2.0
SIZES = (20, 40, 60, 90, 120)


class Case(NamedTuple):
    """A way to damage documents."""

    name: str
    table: bool = False
    cut: bool = False
    folded: bool = False


CASES = (
    Case("table", table=True),
    Case("table, folded", table=True, folded=True),
    Case("cut", cut=True),
    Case("table and cut", table=True, cut=True),
    Case("table and cut, folded", table=True, cut=True, folded=True),
)


def repaired(text: str) -> str:
    edits = registry.load("repair").find(text, {})
    return apply(text, [edit for edit in edits if edit.sure])


def unglossed(text: str, table: list[str]) -> str:
    """Remove the regular glosses of the table's characters."""
    for character in table:
        text = text.replace(f"{character}({slips.reading(character)})", character)
    return text


def show(result: str, truth: str) -> None:
    """Print where they differ."""
    for tag, a, b, c, d in difflib.SequenceMatcher(None, result, truth, autojunk=False).get_opcodes():
        if tag != "equal":
            print("  ", repr(result[max(0, a - 8) : b + 8]), "should be", repr(truth[max(0, c - 8) : d + 8]))


def measure(paragraphs: list[str], case: Case, random: Random, shown: bool) -> Counter[str]:
    """Damage and repair one document; count torn passages, and those that came back exactly."""
    table = slips.site_table("".join(paragraphs), random, random.choice(SIZES)) if case.table else []
    fold = slips.fold_width if case.folded else str
    damages = [torn.damage(paragraph, table, slips.MARKS if case.cut else ()) for paragraph in paragraphs]
    dirty = [fold(damage.text) for damage in damages]
    found = repaired("\n".join(dirty)).split("\n")
    counts = Counter(paragraphs=len(dirty), lines_lost=len(found) != len(dirty))
    for before, after, truth, damage in zip(dirty, found, paragraphs, damages, strict=False):
        result, truth = unglossed(after, table), fold(truth)
        blocks = difflib.SequenceMatcher(None, result, truth, autojunk=False).get_opcodes()
        wrong = [(start, end) for tag, _, _, start, end in blocks if tag != "equal"]
        for tear in damage.tears:
            overlapping = any(start < tear.end and tear.start < end or start == end == tear.start for start, end in wrong)
            kind = "unknowable" if tear.eaten.isdigit() else "torn"
            counts[kind] += 1
            counts[f"{kind} exact"] += not overlapping
        outside = sum(
            not any(tear.start <= end and start <= tear.end for tear in damage.tears) for start, end in wrong
        )
        counts["harmed"] += outside if before != after else 0
        counts["missed"] += outside if before == after else 0
        if shown and wrong:
            print("·", case.name)
            show(result, truth)
            for x in solve.find("\n".join(dirty)):
                if x.margin < SURE:
                    print("      doubt", repr(x.text), x.sure, round(x.margin, 2))
    return counts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--clean-megabytes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--case", default="")
    arguments = parser.parse_args()
    random = Random(arguments.seed)
    texts = {path.name: path.read_text("utf-8") for path in sorted(arguments.folder.glob("*.txt"))}
    lines = {
        name: [l for l in text.split("\n") if 10 < len(l) < 1500 and gbk_can(l)] for name, text in texts.items()
    }
    for case in CASES:
        if arguments.case and arguments.case != case.name:
            continue
        total: Counter[str] = Counter()
        started = time.perf_counter()
        for _ in range(arguments.documents):
            name = random.choice(sorted(name for name in lines if len(lines[name]) > PARAGRAPHS))
            begin = random.randrange(len(lines[name]) - PARAGRAPHS)
            paragraphs = lines[name][begin : begin + PARAGRAPHS]
            total += measure(paragraphs, case, random, arguments.show > 0)
        seconds = time.perf_counter() - started
        print(f"{case.name:24} {total['torn exact'] / max(1, total['torn']):.2%} exact,", dict(total), f"{seconds:.1f} s")
    measure_clean(texts, arguments.clean_megabytes)


def gbk_can(line: str) -> bool:
    try:
        line.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def measure_clean(texts: dict[str, str], megabytes: float) -> None:
    """Repair clean text; every edit is a mistake."""
    left = int(megabytes * 1_000_000 / 3)
    for name, text in texts.items():
        text = text[:left]
        left -= len(text)
        started = time.perf_counter()
        edits = list(registry.load("repair").find(text, {}))
        seconds = time.perf_counter() - started
        print(f"clean {name:24} {len(text):9} characters, {len(edits)} edits, {seconds:.2f} s")
        for edit in edits[:20]:
            print("   ", edit.reason, edit.sure, repr(text[edit.start - 15 : edit.start]), repr(edit.before), "→", repr(edit.after))


if __name__ == "__main__":
    main()
