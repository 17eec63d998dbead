"""Lines of a run that may be the headline of the article, or one of another article behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines.rules import HINT, LIKELY, NONE
from cleaner.pagelines.seen import FIGURE

if TYPE_CHECKING:
    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen

# The headline stands within so many lines above the text that say nothing; it is no shorter than that.
_HEADLINE_REACH = 6
_HEADLINE_LENGTH = 7
# Titles are hardly shorter. A path ends with the word for the text; a credit stands within so many lines.
SHORTEST_TITLE = 4
_PATH = late.pattern(r"[>»/\-] ?(?:正文|详情|内容|文章|正文内容)$")
_CREDIT_REACH = 3
_PATH_REACH = 20
# The day of an article stands within so many lines above its title, if it does.
DATE_REACH = 3
# A figure so long is a date with its year.
_DATE_LENGTH = 8
_DAY = late.pattern(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日? ?[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?")
# What headlines, captions and tables have, and menus have not: punctuation, speech, figures in a row.
WRITTEN = late.pattern(r"[。!?;:\",]|\d.*\D\d+\D+\d")
_WRITTEN_REACH = 20


def is_below(run: Run, index: int) -> bool:
    """Whether above a line stands one that may be a headline, with no likely page line between them."""
    above = run.lines[max(run.last_page + 1, index - _WRITTEN_REACH) : index]
    return any(map(looks_like_one, above))


def looks_like_one(line: Seen) -> bool:
    """Whether a line says nothing and is as long as headlines are."""
    return line.evidence.strength == NONE and len(line.text) >= _HEADLINE_LENGTH


def is_only_one(run: Run, index: int) -> bool:
    """Whether no line of a run but this one says nothing, or says nothing and is as long as headlines are."""
    return [index] in (run.once("like headlines", _like_headlines), run.once("silent lines", _silent))


def _silent(run: Run) -> list[int]:
    return [place for place, line in enumerate(run.lines) if line.evidence.strength == NONE]


def _like_headlines(run: Run) -> list[int]:
    return [place for place, line in enumerate(run.lines) if looks_like_one(line)]


def may_be(run: Run, index: int) -> bool:
    """Whether a line above the text is one of the last that say nothing and are as long as headlines."""
    if not looks_like_one(run.lines[index]):
        return False
    if WRITTEN.search(run.lines[index].text) and len(run.lines) - index <= _WRITTEN_REACH:
        return True
    return run.silent[-1] - run.silent[index + 1] < _HEADLINE_REACH


def is_date(line: Seen) -> bool:
    """Whether a line is a date with its year, perhaps the day of the week, and nothing else."""
    if line.evidence == FIGURE:
        return len(line.text) >= _DATE_LENGTH
    return line.evidence.strength == HINT and _DAY.fullmatch(line.text) is not None


def ends_path(line: Seen) -> bool:
    """Whether a line is a path that ends with the word for the text."""
    return _PATH.search(line.text) is not None


def is_titled(run: Run, index: int) -> bool:
    """Whether a line stands as titles do: under a path to it, or over a credit."""
    line = run.lines[index]
    if is_date(line):
        return run.by_text(index) and is_below(run, index)
    if line.evidence.strength or line.credit:
        return False
    return _under_path(run, index) or _over_credit(run, index)


def _under_path(run: Run, index: int) -> bool:
    """Whether a path to the text stands right above a line, or one that ends with it, close above."""
    text = run.lines[index].text
    if index and ends_path(run.lines[index - 1]):
        return True
    above = run.lines[max(0, index - _PATH_REACH) : index]
    return len(text) >= SHORTEST_TITLE and any(_ends_with(other, text) for other in above)


def _over_credit(run: Run, index: int) -> bool:
    """Whether a credit stands close below a line, with nothing between that may be the title as well."""
    if len(run.lines[index].text) < _HEADLINE_LENGTH:
        return False
    for below in run.lines[index + 1 : index + 1 + _CREDIT_REACH]:
        if below.credit or is_date(below):
            return True
        if below.evidence.strength == NONE:
            return False
    return False


def _ends_with(other: Seen, title: str) -> bool:
    return other.evidence.strength >= LIKELY and other.text.endswith(title) and other.text != title
