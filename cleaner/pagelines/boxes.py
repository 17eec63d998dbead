"""Boxes between paragraphs: the heading of a list of other stories, and their headlines under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines import depths
from cleaner.pagelines.rules import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.topic import Topic

# Headings of more words hold a headline themselves, and nothing more need stand under them.
_HEADING = 8
# Headlines of other stories have hardly fewer characters, nor does the last one, below which the article goes
# on and under which its own subhead may stand.
_HEADLINE = 8
_LAST = 12
# Questions and answers, numbers and lead-ins are the article's.
_OWN = late.pattern(r"[^\W\d_]{1,6} ?:|\d{1,2}[、.．]|.*[。:;]$")


def headlines(run: Run, topic: Topic) -> Iterator[int]:
    """Yield the lines of a run between paragraphs that stand in such a box."""
    if run.zone != "inside":
        return
    inside = False
    for index, line in enumerate(run.lines):
        if line.heads and line.evidence.reason == "nav.related":
            inside = len(line.text.strip("[]:")) <= _HEADING
        elif inside and _is_headline(run, index, topic):
            yield index
        else:
            inside = inside and line.evidence.strength != NONE


def _is_headline(run: Run, index: int, topic: Topic) -> bool:
    line = run.lines[index]
    least = _LAST if index == len(run.lines) - 1 else _HEADLINE
    if line.evidence.strength != NONE or line.credit or index in run.goes_on or len(line.text) < least:
        return False
    return not _OWN.match(line.text) and topic.shared(line.text)[0] < depths.SHARED
