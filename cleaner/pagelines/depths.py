"""Lines deep in the page: so much of it stands between them and the article that they are of it, too.

An article is one piece. Only its title may stand far above it, with its credits, and shares words with it.
What else stands behind menus, lists and notices belongs to the page, whatever it says.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines import headlines

if TYPE_CHECKING:
    from cleaner.pagelines.run import Run
    from cleaner.pagelines.titles import Title
    from cleaner.pagelines.topic import Topic

# So much page (see `Seen.page`) is enough between a line and the article: below it; between two parts of it,
# on either side, as subheads and lists stand among buttons and advertisements; above its headline; above its
# text where the headline is not known; and behind the main text, whatever prose is between. Two of 400 such
# lines of labelled pages, and of real ones, are of the article.
BELOW = 2.0
BETWEEN = 3.0
ABOVE_HEADLINE = 1.0
ABOVE = 4.0
BEHIND = 5.0
# Lists such as articles have take so much.
LISTED = 6.0
# What shares so much of its pairs of characters with the prose may be a title: of another part, or, above the
# text, of the article.
SHARED = 0.3
_SHARED_ABOVE = 0.15
# What leans to text by more than this (log odds) may be the headline where none is known, and part of the
# article where there is hardly any prose, as its lines are all that it is made of.
_OF_TEXT = -1.0
# Below the text the editor signs an article, with the name in this line or the next, and there it ends. None
# of 4000 lines below that is of the article, but for credits.
_EDITOR = late.pattern(
    r"(?:[^,。?!]{1,14} )?[\[(]?(?:本文|本期|本版|值班|执行|新媒体|网络)?"
    r"(?P<role>责任编辑|责编|编辑|审核|校对|审校|监制|核稿|编审|[初复终]审)[^,。:/ ]{0,2}[:/ ][^,。?!]{0,20}$"
)
# Credits stand within so many lines of a title.
_CREDIT_REACH = 3


def is_deep(run: Run, index: int, topic: Topic, title: Title, leaning: float) -> bool:
    """Whether page lines part a line of a run from the article; `leaning` is what its words lean to."""
    line, headline = run.lines[index], title.line
    headed = headlines.looks_like_one(line) and topic.shared(line.text)[0] >= SHARED
    if topic.has_body and index < title.first and not headed:
        return not (_dates(run, index, title.first) or _leads_to(run, index, title.first, leaning))
    if (line.credit and not _of_another(run, index)) or index in run.goes_on:
        return False
    if run.zone != "tail" and not topic.has_body and leaning < _OF_TEXT:
        return False
    if not _is_parted(run, index, topic, headline):
        return False
    if run.zone == "head" and _may_be_titled(run, index, headline, leaning):
        return False
    shared = _SHARED_ABOVE if run.zone == "head" and headline is None else SHARED
    return topic.shared(line.text)[0] < shared


def _leads_to(run: Run, index: int, first: int, leaning: float) -> bool:
    """Whether a line right above the first one that may be the title is a line over it, in words of text."""
    return index == first - 1 and headlines.looks_like_one(run.lines[index]) and leaning < _OF_TEXT


def _of_another(run: Run, index: int) -> bool:
    """Whether a credit below the text stands so deep that it is another story's, or a reader's."""
    return run.zone == "tail" and run.sums[index] >= BELOW and not _EDITOR.search(run.lines[index].text)


def _dates(run: Run, index: int, first: int) -> bool:
    """Whether a line is a credit or a date right above the first line that may be the title."""
    if not (run.lines[index].credit or headlines.is_date(run.lines[index])):
        return False
    return first - index <= _CREDIT_REACH and run.sums[first] == run.sums[index + 1]


def _is_parted(run: Run, index: int, topic: Topic, headline: int | None) -> bool:
    if run.zone == "tail" and index > run.once("signed", _signed):
        return not _EDITOR.match(run.lines[index].text)
    least = LISTED if index in run.listed else 0.0
    if run.zone in ("inside", "tail") and topic.behind(run.first + index) >= max(least, BEHIND):
        return True
    return _between(run, index, headline) >= max(least, _enough(run, topic, headline))


def _signed(run: Run) -> float:
    """Return the last line of a run that belongs to the signature of an editor; beyond all if nobody signs.

    Who is named again and again is not signing but speaking.
    """
    found = {
        index: match["role"] for index, line in enumerate(run.lines) if (match := _EDITOR.match(line.text))
    }
    if not found or len(set(found.values())) < len(found):
        return inf
    first = min(found)
    return first + run.lines[first].text.endswith(":")


def _between(run: Run, index: int, headline: int | None) -> float:
    """Return how much page of the run stands between a line and the text, or the headline above it."""
    above, below = run.sums[index], run.sums[-1] - run.sums[index + 1]
    if run.zone == "head":
        return below if headline is None else max(0.0, run.sums[headline] - run.sums[index + 1])
    return above if run.zone == "tail" else min(above, below)


def _enough(run: Run, topic: Topic, headline: int | None) -> float:
    if run.zone == "tail":
        return BELOW
    if run.zone == "inside":
        return BETWEEN
    if run.zone == "alone" or not topic.has_body:
        return inf
    return ABOVE if headline is None else ABOVE_HEADLINE


def _may_be_titled(run: Run, index: int, headline: int | None, leaning: float) -> bool:
    """Whether a line above the text may be the title, or a credit that stands beside it."""
    if headline is None and leaning < _OF_TEXT:
        return True
    beside = run.credits[max(0, index - _CREDIT_REACH) : index + 1 + _CREDIT_REACH]
    return True in beside or headlines.is_titled(run, index)
