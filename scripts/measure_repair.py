"""Measures the repair of byte slips on text that was damaged on purpose, and on clean text.

Run: python scripts/measure_repair.py FOLDER [--documents N] [--megabytes M] [--only NAMES] [--show KIND]

FOLDER holds UTF-8 text files (*.txt), one paragraph a line. Documents of some paragraphs are drawn from them
and damaged byte by byte as polluting sites do, in five ways: with tables of different sizes, cut at marks,
and with widths folded afterwards. Then every torn passage is compared with what it was. After that the files
themselves are repaired: there every restored byte is a mistake; real remains of markup are counted apart.

A passage is of the kind of what is hardest to know of the bytes that it lacks:

gloss    the gloss tells how the character reads that each made with the byte before
lead     the first byte of a character was cut off before a mark; its second byte is known
trail    the second byte of a character was lost before a mark or at a line end; its first byte is known
eaten    likewise, and the decoder ate an ASCII character with it
digit    likewise, and that was a digit: nothing in the page tells which

exact    restored to the character
open     all but a character or two, which stay `?` and are reported with the best guess as doubtful
left     not restored, or not all of it
wrong    restored to something else: a mistake nobody is told of
harmed   differences outside torn passages

Then pages of which the paragraph breaks were read as GB2312, together with what followed them: of the lines
behind such a break, those that came back exactly, and those that are wrong and show no mark.

What is sure: passages restored exactly and wrongly if the best reading must surpass the next by so many nats
(200 documents, table and cut; the thresholds are CLEAR and CLEAR_UNREAD in cleaner/slips/judge.py).

nats    gloss of 1749    lead and trail of 555
0.75    1722 and 15      488 and 41
1.25    1722 and  7      478 and 36
2       1717 and  5      460 and 25
3       1706 and  7      420 and 14
4       1683 and  6      395 and  9
5       1665 and  6      351 and  6
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


KINDS = ("gloss", "lead", "trail", "eaten", "digit")  # From what is easiest to know.
MARKUP = {"repair/entity", "repair/tag", "repair/line-end"}
RESULTS = ("exact", "open", "left", "wrong")

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
    parser.add_argument("--only", default="", help="names of files, separated by commas")
    parser.add_argument("--show", default="", help="the kind of which to print what is not exact")
    arguments = parser.parse_args()
    only = arguments.only.split(",") if arguments.only else []
    paths = [path for path in sorted(arguments.folder.glob("*.txt")) if not only or path.stem in only]
    texts = {path.name: path.read_text("utf-8") for path in paths}
    paragraphs = {name: list(filter(usable, text.split("\n"))) for name, text in texts.items()}
    names = [name for name, lines in paragraphs.items() if len(lines) > PARAGRAPHS]
    random = Random(arguments.seed)
    everything: Counter[tuple[str, str]] = Counter()
    for case in CASES:
        total: Counter[tuple[str, str]] = Counter()
        started = time.perf_counter()
        for _ in range(arguments.documents):
            lines = paragraphs[random.choice(names)]
            begin = random.randrange(len(lines) - PARAGRAPHS)
            total += measure(lines[begin : begin + PARAGRAPHS], case, random, show=arguments.show)
        print_table(f"{case.name} ({time.perf_counter() - started:.0f} s)", total)
        everything += total
    print_table("all", everything)
    measure_breaks(paragraphs, names, random, arguments.documents)
    measure_clean(texts, arguments.megabytes)


def usable(line: str) -> bool:
    """Whether a paragraph can stand on a GBK page, and has no markup that goes for its own sake."""
    try:
        line.encode("gbk")
    except UnicodeEncodeError:
        return False
    return SHORTEST < len(line) < LONGEST and not {"<", "&"} & set(line)


def measure(paragraphs: list[str], case: Case, random: Random, *, show: str) -> Counter[tuple[str, str]]:
    """Damage and repair one document; count torn passages by kind and result."""
    table = slips.site_table("".join(paragraphs), random, random.choice(TABLES)) if case.table else []
    fold = slips.fold_width if case.folded else str
    damages = [torn.damage(paragraph, table, slips.MARKS if case.cut else ()) for paragraph in paragraphs]
    found = repaired("\n".join(fold(damage.text) for damage in damages)).split("\n")
    counts = Counter({("harmed", ""): abs(len(found) - len(damages))})
    for after, paragraph, damage in zip(found, paragraphs, damages, strict=False):
        truth = fold(paragraph)
        wrong = torn.differences(unglossed(after, table), truth)
        for tear in damage.tears:
            missed = [one for one in wrong if one.start < tear.end and tear.start < one.end]
            counts[kind(tear), result(missed)] += 1
            if missed and show == kind(tear):
                print(f"  {truth[tear.start - 9 : tear.end + 9]!r}", *(repr(one.instead) for one in missed))
        counts["harmed", ""] += sum(
            not any(one.start <= tear.end and tear.start <= one.end for tear in damage.tears) for one in wrong
        )
    return counts


def measure_breaks(
    paragraphs: dict[str, list[str]], names: list[str], random: Random, documents: int
) -> None:
    """Repair pages whose paragraph breaks were read as GB2312; count lines behind a break by result."""
    counts: Counter[str] = Counter()
    for folded in [False, True] * documents:
        lines = paragraphs[random.choice(names)]
        begin = random.randrange(len(lines) - PARAGRAPHS)
        page = [line for line in lines[begin : begin + PARAGRAPHS] if in_gb2312(line)]
        fold = slips.fold_width if folded else str
        found = set(repaired(fold(slips.third_cause("\n".join(page)))).split("\n")[1:])
        whole = set(map(fold, page[1:]))
        counts["lines"] += len(whole)
        counts["exact"] += len(whole & found)
        counts["wrong"] += sum("?" not in line for line in found - whole)
    print("paragraph breaks read as GB2312:", *(f"{name} {count}" for name, count in counts.items()))


def in_gb2312(line: str) -> bool:
    """Whether a line can stand on a page of GB2312."""
    try:
        line.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def kind(tear: torn.Tear) -> str:
    """Return the kind of a torn passage: the loss that tells least."""
    return max(tear.losses, key=KINDS.index)


def result(missed: list[torn.Difference]) -> str:
    """Return how well a torn passage came back, by where it differs from what it was."""
    if not missed:
        return "exact"
    if all(map(is_open, missed)):
        return "open"
    return "left" if any("?" in one.instead for one in missed) else "wrong"


def is_open(missed: torn.Difference) -> bool:
    """Whether marks stand for what was not restored, with the reading where it is known."""
    return re.fullmatch(r"(?:\?(?:\([^()]*\))?)+", missed.instead) is not None


def repaired(text: str) -> str:
    """Return the text after `repair`."""
    return apply(text, [edit for edit in registry.load("repair").find(text, {}) if edit.sure])


def unglossed(text: str, table: list[str]) -> str:
    """Remove the regular glosses of the table's characters."""
    for character in table:
        text = text.replace(f"{character}({slips.reading(character)})", character)
    return text


def print_table(name: str, counts: Counter[tuple[str, str]]) -> None:
    """Print how the passages came back, a line for each kind; digits count for themselves."""
    print(f"{name}: harmed {counts['harmed', '']}")
    known = [one for one in KINDS if one != "digit"]
    for label, kinds in [*((one, [one]) for one in KINDS), ("all but digits", known)]:
        found = [sum(counts[one, result] for one in kinds) for result in RESULTS]
        if sum(found):
            shares = (f"{one} {n:5} ({n / sum(found):5.1%})" for one, n in zip(RESULTS, found, strict=True))
            print(f"  {label:15} {sum(found):5}  ", *shares, flush=True)


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
            restored = [edit for edit in edits if edit.reason not in MARKUP]
            markup = f"{len(edits) - len(restored)} of markup, {seconds:.2f} s"
            print(f"clean {name:24} {len(text):9} characters, {len(restored)} edits, {markup}")
            for edit in restored[:20]:
                around = variant[max(0, edit.start - 9) : edit.start], variant[edit.end : edit.end + 9]
                print(f"  {edit.reason} {around[0]!r} {edit.before!r} {around[1]!r} → {edit.after!r}")


if __name__ == "__main__":
    main()
