"""Weighs the evidence: which lines of a document are the page and not the article, and why.

Lines that say so themselves go. The others go when what they say, how they look, where they stand and what
stands beside them add up (see `strip_weights.tsv`). Judging goes on with the lines that are left until none
goes any more, so a cleaned document is never cleaned further.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import late, lexicon
from cleaner.lines import Verdict
from cleaner.pagelines import pieces
from cleaner.pagelines.body import as_judged
from cleaner.pagelines.features import believed, features, neighbours, score
from cleaner.pagelines.rules import HINT, LIKELY, NONE, SURE
from cleaner.pagelines.runs import runs
from cleaner.pagelines.topic import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen

# Log odds under which a line stays without a word, and above which it goes; in between it is doubtful.
DOUBT = -1.0
CERTAIN = 1.5
# So much more where no page line is between the line and the text, or the text is on both sides.
NEARER = 2.0
AMONG = "nav.among"
TAG = "nav.tags"
RELATED = "nav.related"
# What menus and buttons hardly have, and sentences, quotations and headlines do.
_TELLING = late.pattern(r'[,。!;"].|。$')
# What pages ask of readers.
_CALL = late.pattern(r"请|关注|下载|订阅|客户端|公众号|获取|更多|欢迎|点赞|转发|登录|评论|app|敬告")
_SPOKEN = re.compile(r'"|。$')
# Of lines that stand by the article so few with this leaning are its own (1 in 12 on labelled pages).
_PAGE_WORDS = 0.8
_FIGURES = re.compile(r"[\d:a-z]")
# Notices and calls of pages without a full stop are hardly longer.
_NOTICE = 40
# With less prose in the document its short lines may be the article.
_LITTLE_PROSE = 150
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
    lines = as_judged(lines)
    topic = Topic(lines)
    for run in runs(lines):
        headline = topic.headline(run)
        first: list[float | None] = []
        for index in range(len(run.lines)):
            verdict, total = _first(run, index, topic, headline)
            if verdict:
                yield run.first + index, verdict
            first.append(total)
        yield from _second(run, first, headline)


def _first(run: Run, index: int, topic: Topic, headline: int | None) -> tuple[Verdict | None, float | None]:
    """Return the verdict on a line if it is plain, or else what is weighed of it alone, if it is weighed."""
    text = run.lines[index].text
    if reason := _plain(run, index):
        about = run.alone_in_article(index) and topic.mentions(text)
        return Verdict(reason, not about and not _told(run, index)), None
    if not weighable(run, index, headline):
        return None, None
    if run.between_page(index) and topic.names(text):
        return Verdict(TAG), None
    if run.item_of_menu(index) and not topic.shared(text)[1]:
        return Verdict(AMONG), None
    words = pieces.leaning(text, pieces.built_in())
    return None, score(features(run, index, topic, headline, words), weights()[run.zone])


def _plain(run: Run, index: int) -> str:
    """Return why a line goes unweighed: it says so, or likely so beside another, or is listed; or nothing."""
    line = run.lines[index]
    if line.evidence.strength == SURE or (line.evidence.strength == LIKELY and run.beside_page(index)):
        return line.evidence.reason
    if run.zone != "tail" or line.credit or line.text.endswith("。") or index in run.listed:
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
        return line.text.startswith('"') or (line.evidence.reason.startswith("nav.") and _tells(line.text))
    brief = len(line.text) <= _NOTICE and not _SPOKEN.search(line.text)
    if brief and (line.evidence.reason.startswith("legal.") or _CALL.search(line.text)):
        return False
    return _TELLING.search(line.text) is not None


def _tells(text: str) -> bool:
    """Whether a sentence with a pause and a full stop asks its readers for nothing."""
    return text.endswith("。") and "," in text and not _CALL.search(text)


def weighable(run: Run, index: int, headline: int | None) -> bool:
    """Whether a line can be judged by what stands beside it.

    Where there is no prose there is hardly a way to tell a list of names from a menu: only lines that speak
    are judged, and those deep among lines that do. Lines that the article holds are not judged at all.
    """
    line = run.lines[index]
    if line.credit or line.evidence.strength == SURE or not run.holds_page or index in run.listed:
        return False
    if run.zone == "inside" and run.sums[-1] == line.page:
        return False
    if run.one_button and line.evidence.strength == NONE and not run.in_menu(index):
        return False
    if line.evidence.strength < LIKELY and run.held_by_article(index, headline):
        return run.zone in ("head", "tail") and _in_words_of_pages(line.text)
    return run.zone != "alone" or line.evidence.strength == LIKELY or run.amid_page(index)


def _in_words_of_pages(text: str) -> bool:
    """Whether a line without figures has so much of the words of pages that its place is no hindrance."""
    return not _FIGURES.search(text) and pieces.leaning(text, pieces.built_in()) >= _PAGE_WORDS


def _second(run: Run, first: Sequence[float | None], headline: int | None) -> Iterator[tuple[int, Verdict]]:
    """Judge again, now that it is known how the lines beside a line look."""
    if all(total is None for total in first):
        return
    beliefs = believed(run, first)
    for index, total in enumerate(first):
        if total is None:
            continue
        again = score(neighbours(beliefs, index, total), weights()[run.zone])
        if again >= DOUBT:
            near = _near_article(run, index, headline)
            sure = again > CERTAIN + near * NEARER and not _by_article(run, index, headline)
            yield run.first + index, Verdict(_reason(run, index), sure)


def _near_article(run: Run, index: int, headline: int | None) -> bool:
    """Whether a line that says little stands where lines of the article stand too."""
    strength = run.lines[index].evidence.strength
    if strength == NONE and run.prose_before + run.prose_after < _LITTLE_PROSE:
        return True
    if strength >= LIKELY or (headline is not None and index < headline):
        return False
    return run.zone == "inside" or (run.by_text(index) and (strength == NONE or run.below_headline(index)))


def _by_article(run: Run, index: int, headline: int | None) -> bool:
    """Whether a line that says nothing may be the article's: no line of the page is between it and the text.

    Where there is no text of sentences, it may be all that there is of the article.
    """
    if run.lines[index].evidence.strength == HINT and run.zone == "head":
        return run.by_text(index) and run.below_headline(index) and run.amid_silence(index)
    if run.lines[index].evidence.strength:
        return False
    if run.zone == "alone":
        return True
    if headline is not None and index < headline:
        return False
    return run.zone == "head" and not any(line.evidence.strength for line in run.lines[index + 1 :])


def _reason(run: Run, index: int) -> str:
    heading = run.heading_above(index)
    return run.lines[index].evidence.reason or (heading.reason if heading else AMONG)
