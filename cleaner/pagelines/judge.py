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
from cleaner.pagelines import caution, fates, pieces, thin
from cleaner.pagelines.body import as_judged
from cleaner.pagelines.features import believed, features, neighbours, score
from cleaner.pagelines.rules import LIKELY, SURE
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
# Newspapers head boxes of text so; right above a paragraph it is that one's heading.
_SECTION = late.pattern(r"(?:延伸|拓展|扩展)阅读\W*$|(?:新闻|相关|知识|背景|资料)链接\W*$|新闻背景\W*$")
# What pages ask of readers.
_CALL = late.pattern(r"请|关注|下载|订阅|客户端|公众号|获取|更多|欢迎|点赞|转发|登录|评论|app|敬告")
_SPOKEN = re.compile(r'"|。$')
# Notices and calls of pages without a full stop are hardly longer.
_NOTICE = 40
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
        found = _judged([lines[index] for index in left])
        removed = {left[index]: verdict for index, verdict in found.items() if verdict.sure}
        if not removed:
            return gone | {left[index]: verdict for index, verdict in found.items()}
        gone |= removed
        left = [index for index in left if index not in removed]


def _judged(lines: Sequence[Seen]) -> dict[int, Verdict]:
    if not any(line.evidence.strength for line in lines):
        return {}
    lines = as_judged(lines)
    topic = Topic(lines)
    found: dict[int, Verdict] = {}
    for run in runs(lines):
        found |= {run.first + index: verdict for index, verdict in _in_run(run, topic).items()}
    return found | fates.echoes(lines, found, topic)


def _in_run(run: Run, topic: Topic) -> dict[int, Verdict]:
    """Return the verdicts on the lines of a run, by their places in it."""
    headline = topic.headline(run)
    words = [pieces.leans(line.text) for line in run.lines]
    first: list[float | None] = []
    found: dict[int, Verdict] = {}
    for index in range(len(run.lines)):
        verdict, total = _first(run, index, topic, headline, words)
        if verdict:
            found[index] = verdict
        first.append(total)
    found |= _second(run, first, headline, words)
    found = fates.shared(run, found, words)
    return thin.spared(run, found, words, body=topic.has_body)


def _first(
    run: Run, index: int, topic: Topic, headline: int | None, words: Sequence[float]
) -> tuple[Verdict | None, float | None]:
    """Return the verdict on a line if it is plain, or else what is weighed of it alone, if it is weighed."""
    text = run.lines[index].text
    if reason := _plain(run, index):
        about = run.alone_in_article(index) and topic.mentions(text)
        return Verdict(reason, not about and not _told(run, index)), None
    if not caution.weighable(run, index, headline, words):
        return None, None
    if run.between_page(index) and topic.names(text):
        return Verdict(TAG), None
    if run.item_of_menu(index) and words[index] >= caution.OF_TEXT and not topic.shared(text)[1]:
        return Verdict(AMONG), None
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
    if run.zone == "inside" and index == len(run.lines) - 1 and _SECTION.search(line.text):
        return True
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


def _second(
    run: Run, first: Sequence[float | None], headline: int | None, words: Sequence[float]
) -> Iterator[tuple[int, Verdict]]:
    """Judge again, now that it is known how the lines beside a line look."""
    if all(total is None for total in first):
        return
    beliefs = believed(run, first)
    for index, total in enumerate(first):
        if total is None:
            continue
        again = score(neighbours(beliefs, index, total), weights()[run.zone])
        if again >= DOUBT:
            needed = CERTAIN + NEARER * caution.near_article(run, index, headline, words)
            sure = again > needed and not caution.by_article(run, index, headline, words)
            yield index, Verdict(_reason(run, index), sure)


def _reason(run: Run, index: int) -> str:
    heading = run.heading_above(index)
    return run.lines[index].evidence.reason or (heading.reason if heading else AMONG)
