"""Weighs the evidence: which lines of a document are the page and not the article, and why.

Lines that say so themselves go. The others go when what they say, how they look, where they stand and what
stands beside them add up (see `strip_weights.tsv`). Judging goes on with the lines that are left until none
goes any more, so a cleaned document is never cleaned further.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import lexicon
from cleaner.lines import Verdict
from cleaner.pagelines.features import believed, features, neighbours, score
from cleaner.pagelines.rules import LIKELY, SURE
from cleaner.pagelines.runs import Run, Seen, Topic, comments_as_lines, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Log odds under which a line stays without a word, and above which it goes; in between it is doubtful.
DOUBT = -1.0
CERTAIN = 2.0
AMONG = "nav.among"
TAG = "nav.tags"
RELATED = "nav.related"
# What menus and buttons hardly have, and sentences, quotations and headlines do.
_TELLING = re.compile(r'[,。!;"].|。$')
# Above all prose, between prose, below all prose, and where there is none.
ZONES = ("head", "inside", "tail", "alone")


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return for each zone the weight of each feature, in log odds."""
    rows = lexicon.table("strip_weights", ("feature", *ZONES, "why"))
    return {
        zone: {name: float(values[column]) for name, *values in rows} for column, zone in enumerate(ZONES)
    }


def verdicts(lines: Sequence[Seen]) -> dict[int, Verdict]:
    """Return the verdict on every line, by index, that goes or is doubtful; reasons lack the step's name."""
    gone: dict[int, Verdict] = {}
    left = list(range(len(lines)))
    while True:
        found = dict(_judged([lines[index] for index in left]))
        removed = {left[index]: verdict for index, verdict in found.items() if verdict.sure}
        if not removed:
            return gone | {left[index]: verdict for index, verdict in found.items()}
        gone |= removed
        left = [index for index in left if index not in removed]


def _judged(lines: Sequence[Seen]) -> Iterator[tuple[int, Verdict]]:
    if not any(line.evidence.strength for line in lines):
        return
    lines = comments_as_lines(lines)
    topic: list[Topic] = []
    for run in runs(lines):
        first: list[float | None] = []
        for index in range(len(run.lines)):
            total = None
            if reason := _plain(run, index):
                alone = run.alone_in_article(index)
                topic = topic or ([Topic(lines)] if alone else [])
                sure = not (alone and topic[0].mentions(run.lines[index].text)) and not _told(run, index)
                yield run.first + index, Verdict(reason, sure)
            elif weighable(run, index):
                topic = topic or [Topic(lines)]
                if run.between_page(index) and topic[0].names(run.lines[index].text):
                    yield run.first + index, Verdict(TAG)
                elif run.item_of_menu(index) and not topic[0].shared(run.lines[index].text)[1]:
                    yield run.first + index, Verdict(AMONG)
                else:
                    total = score(features(run, index, topic[0]), weights()[run.zone])
            first.append(total)
        yield from _second(run, first)


def _plain(run: Run, index: int) -> str:
    """Return why a line goes unweighed: it says so, or likely so beside another, or is listed; or nothing."""
    line = run.lines[index]
    if line.evidence.strength == SURE or (line.evidence.strength == LIKELY and run.beside_page(index)):
        return line.evidence.reason
    if run.zone != "tail" or line.credit or line.text.endswith("。"):
        return ""
    heading = run.heading_above(index)
    return heading.reason if heading and heading.reason == RELATED else ""


def _told(run: Run, index: int) -> bool:
    """Whether a line that says what pages say may be a sentence that tells of it, for no page is beside it.

    Pages speak to readers in the middle of an article too, but then a sentence lost costs more than one left.
    """
    line = run.lines[index]
    if run.beside_page(index):
        return False
    if run.zone == "tail" or line.evidence.reason.startswith("spam."):
        return line.text.startswith('"')
    return _TELLING.search(line.text) is not None


def weighable(run: Run, index: int) -> bool:
    """Whether a line can be judged by what stands beside it.

    Where there is no prose there is hardly a way to tell a list of names from a menu: only lines that speak
    are judged, and those deep among lines that do. Lines that the article holds are not judged at all.
    """
    line = run.lines[index]
    if line.credit or line.evidence.strength == SURE or not run.holds_page:
        return False
    if run.zone == "inside" and run.sums[-1] == line.page:
        return False
    if line.evidence.strength < LIKELY and run.held_by_article(index):
        return False
    return run.zone != "alone" or line.evidence.strength == LIKELY or run.amid_page(index)


def _second(run: Run, first: Sequence[float | None]) -> Iterator[tuple[int, Verdict]]:
    """Judge again, now that it is known how the lines beside a line look."""
    if all(total is None for total in first):
        return
    beliefs = believed(run, first)
    for index, total in enumerate(first):
        if total is None:
            continue
        again = score(neighbours(beliefs, index, total), weights()[run.zone])
        if again >= DOUBT:
            sure = again > CERTAIN and not _by_article(run, index)
            yield run.first + index, Verdict(_reason(run, index), sure)


def _by_article(run: Run, index: int) -> bool:
    """Whether a line that says nothing may be the article's: no line of the page is between it and the text.

    Where there is no text of sentences, it may be all that there is of the article.
    """
    if run.lines[index].evidence.strength:
        return False
    if run.zone == "alone":
        return True
    return run.zone == "head" and not any(line.evidence.strength for line in run.lines[index + 1 :])


def _reason(run: Run, index: int) -> str:
    heading = run.heading_above(index)
    return run.lines[index].evidence.reason or (heading.reason if heading else AMONG)
