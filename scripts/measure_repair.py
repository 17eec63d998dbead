"""Measures the repair of byte slips on text that was damaged on purpose, and on clean text.

Run: python scripts/measure_repair.py FOLDER [--documents N] [--megabytes M] [--show]

FOLDER holds UTF-8 text files (*.txt), one paragraph a line. Documents of some paragraphs are drawn from them
and damaged byte by byte as polluting sites do, with different tables; then every torn passage is compared
with what it was. After that the files themselves are repaired: every edit in clean text is a mistake.

torn     passages read out of step; exact are those restored to the character
digits   likewise, but the decoder ate a digit with the last byte: nothing in the page tells which
open     not exact because a character or two are left as `?`, and reported with the best guess as doubtful
harmed   differences outside torn passages

What is sure: the readings that were right, by the nats by which they surpassed the next (350 documents of the
five kinds below). With a gloss, one byte and the reading of a character are known; without, one byte only.

nats     with a gloss        without
0-2       186 of  305         120 of 295
2-3       156 of  172          84 of 101
3-4       176 of  178          83 of  92 (3.5-4: 66 of 68)
4-6       539 of  546         232 of 235
6-       3866 of 3869         148 of 149
"""

from __future__ import annotations

import argparse
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
from tests import torn
from tests.dirty import slips

PARAGRAPHS = 12  # In a document.
SHORTEST, LONGEST = 10, 1500  # Characters of a paragraph.
TABLES = (20, 40, 60, 90, 120)  # Characters in a site's table.


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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100, help="for each way to damage them")
    parser.add_argument("--megabytes", type=float, default=20, help="of clean text")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what is not exact")
    arguments = parser.parse_args()
    texts = {path.name: path.read_text("utf-8") for path in sorted(arguments.folder.glob("*.txt"))}
    paragraphs = {name: list(filter(usable, text.split("\n"))) for name, text in texts.items()}
    names = [name for name, lines in paragraphs.items() if len(lines) > PARAGRAPHS]
    random = Random(arguments.seed)
    for case in CASES:
        total: Counter[str] = Counter()
        started = time.perf_counter()
        for _ in range(arguments.documents):
            lines = paragraphs[random.choice(names)]
            begin = random.randrange(len(lines) - PARAGRAPHS)
            total += measure(lines[begin : begin + PARAGRAPHS], case, random, show=arguments.show)
        print(f"{case.name:22} {told(total)}  {time.perf_counter() - started:.0f} s", flush=True)
    measure_clean(texts, arguments.megabytes)


def usable(line: str) -> bool:
    """Whether a paragraph can stand on a GBK page, and has no markup that goes for its own sake."""
    try:
        line.encode("gbk")
    except UnicodeEncodeError:
        return False
    return SHORTEST < len(line) < LONGEST and not {"<", "&"} & set(line)


def measure(paragraphs: list[str], case: Case, random: Random, *, show: bool) -> Counter[str]:
    """Damage and repair one document; count torn passages, and those that came back exactly."""
    table = slips.site_table("".join(paragraphs), random, random.choice(TABLES)) if case.table else []
    fold = slips.fold_width if case.folded else str
    damages = [torn.damage(paragraph, table, slips.MARKS if case.cut else ()) for paragraph in paragraphs]
    found = repaired("\n".join(fold(damage.text) for damage in damages)).split("\n")
    counts = Counter(harmed=abs(len(found) - len(damages)))
    for after, paragraph, damage in zip(found, paragraphs, damages, strict=False):
        result, truth = unglossed(after, table), fold(paragraph)
        wrong = torn.differences(result, truth)
        for tear in damage.tears:
            kind = "digits" if any(map(str.isdigit, tear.eaten)) else "torn"
            missed = [one for one in wrong if one.start < tear.end and tear.start < one.end]
            counts[kind] += 1
            counts[f"{kind} exact"] += not missed
            counts[f"{kind} open"] += bool(missed) and all(is_open(one.instead) for one in missed)
        counts["harmed"] += sum(
            not any(one.start <= tear.end and tear.start <= one.end for tear in damage.tears) for one in wrong
        )
        if show and wrong:
            print(
                *(f"  {one.instead!r} for {truth[one.start - 9 : one.end + 9]!r}" for one in wrong), sep="\n"
            )
    return counts


def is_open(instead: str) -> bool:
    """Whether marks stand for what was not restored, with the reading where it is known."""
    return re.fullmatch(r"(?:\?(?:\([^()]*\))?)+", instead) is not None


def repaired(text: str) -> str:
    """Return the text after `repair`."""
    return apply(text, [edit for edit in registry.load("repair").find(text, {}) if edit.sure])


def unglossed(text: str, table: list[str]) -> str:
    """Remove the regular glosses of the table's characters."""
    for character in table:
        text = text.replace(f"{character}({slips.reading(character)})", character)
    return text


def told(counts: Counter[str]) -> str:
    """Return the counts of one way to damage text as a line."""
    share = counts["torn exact"] / max(1, counts["torn"])
    return (
        f"torn {counts['torn']:5}, exact {counts['torn exact']:5} ({share:.1%}), "
        f"open {counts['torn open']:4};  "
        f"digits {counts['digits']:4}, exact {counts['digits exact']:3}, open {counts['digits open']:3};  "
        f"harmed {counts['harmed']}"
    )


def measure_clean(texts: dict[str, str], megabytes: float) -> None:
    """Repair clean text, as it is and with folded widths; every edit is a mistake."""
    left = int(megabytes * 1_000_000)
    for name, text in texts.items():
        if left <= 0:
            return
        left -= len(text.encode())
        for variant in (text, slips.fold_width(text)):
            started = time.perf_counter()
            edits = [edit for edit in registry.load("repair").find(variant, {}) if edit.sure]
            seconds = time.perf_counter() - started
            print(f"clean {name:24} {len(text):9} characters, {len(edits)} edits, {seconds:.2f} s")
            for edit in edits[:20]:
                around = variant[max(0, edit.start - 9) : edit.start], variant[edit.end : edit.end + 9]
                print(f"  {edit.reason} {around[0]!r} {edit.before!r} {around[1]!r} → {edit.after!r}")


if __name__ == "__main__":
    main()
