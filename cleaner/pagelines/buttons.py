"""Buttons, counters and names where the article is: between its title and its text, and beside its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines import headlines, telling
from cleaner.pagelines.rules import HINT, LIKELY, NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.titles import Title
    from cleaner.pagelines.topic import Topic

# Between the title and the text buttons and counters are no longer, nor is anything else that leans to pages
# so much (log odds). Of 500 such lines three are the article's.
_BUTTON = 10
_TOOL = 16
_OF_TOOLS = 4.0
# So often stands what stands beside each part of a text.
_OFTEN = 3
# Abstracts stand there under such words.
_HEADS_TEXT = late.pattern(
    r"(?:内容|文章|本文)?(?:摘要|提要|导读|简介|导语|要点|编者按|核心提示|引言|前言)\W*$"
)


def is_under_title(run: Run, index: int, title: Title, words: Sequence[float]) -> bool:
    """Whether a line is a button, a counter or a name between the title and the text."""
    line = run.lines[index]
    if title.line is None or index <= title.line or line.credit or index in run.listed:
        return False
    size, leaning = len(line.text), words[index]
    if telling.has_sentence(line.text) or headlines.is_date(line) or _HEADS_TEXT.match(line.text):
        return False
    if line.evidence.strength == HINT and leaning < 0:
        return size <= _BUTTON and run.pages[index - 1] > 0
    if line.evidence.strength:
        return line.evidence.strength == LIKELY or size <= _BUTTON
    return size <= _TOOL and leaning >= _OF_TOOLS


def is_beside_parts(run: Run, index: int, topic: Topic) -> bool:
    """Whether words that pages say stand together again and again, as 播报 编辑 over an encyclopedia's parts.

    One word that comes again and again may be somebody who speaks.
    """
    if not _comes_again(run, index, topic):
        return False
    beside = (place for place in (index - 1, index + 1) if 0 <= place < len(run.lines))
    return any(_comes_again(run, place, topic) for place in beside)


def _comes_again(run: Run, index: int, topic: Topic) -> bool:
    line = run.lines[index]
    if line.evidence.strength == NONE or not line.evidence.reason.startswith(("nav.menu", "nav.media")):
        return False
    return len(line.text) <= _BUTTON and topic.repeats[line.text] >= _OFTEN
