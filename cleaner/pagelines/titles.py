"""Where above the text its title stands: each line may be it, some more than others.

What stands above the title is the page, whatever it says: weather, dates, quotations, names, headlines.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late, lexicon
from cleaner.pagelines import headlines
from cleaner.pagelines.features import length, score
from cleaner.pagelines.rules import HINT, LIKELY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen
    from cleaner.pagelines.topic import Topic

COLUMNS = ("feature", "weight", "why")
# The feature of no line being the title.
UNTITLED = "untitled"
# Titles stand within so many lines above the text.
REACH = 120
# With less of a page (see `Seen.page`) above it a line is no title below a page.
_PAGE_ABOVE = 2.0
# With so much prose above a run (characters) the title may stand above that, and all of the run below it.
_ARTICLE = 60
# So much belief (a share) is needed that the title may stand in some lines, that it may be one line, that it
# is, that it surely is, and that none above it is.
HARDLY = 0.01
_MAYBE = 0.05
_MAYBE_IT = 0.15
_BELIEVED = 0.5
_SURE = 0.8
_DOUBT = 0.02
_LENGTHS = (3, 6, 9, 14, 28, 40, 60)
# Headlines are no shorter; so many right above a line, or right below it, are a list.
_LONG = 10
_LIST = 4
# Credits stand within so many lines below a title, and are farther from what else is above the text.
_CREDIT_REACH = 6
# More than this adds nothing: pairs of characters in a row that the prose has, their share, and leanings.
_ROW = 6
_SHARE = 0.6
_LEANING = 4.0
# Less than this share of a title's pairs of characters is hardly ever in the prose.
_UNSHARED = 0.1
_ENDS = late.pattern(r"[。;,:]$")
_NUMBER = late.pattern(r"\d{1,3}[ .、]")
# 审核专家:林河 names a person, and 专访:林河 too, but more rarely.
_LABEL = late.pattern(r"[^\W\d_a-z]{2,6} ?[:/] ?[^,。!?]{2,40}$")
_HALVES = re.compile(r"[一-鿿] [一-鿿]")


class Title(NamedTuple):
    """What is believed of the title of an article, in a run of lines above its text."""

    # The line that is it, if one is believed to be; and below a page, surely.
    believed: int | None
    line: int | None
    # Lines above this one surely are not it.
    first: int
    # For each line the share of belief that the title stands in it or above it.
    passed: Sequence[float]


UNKNOWN = Title(None, None, 0, ())


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature, in log odds."""
    return {name: float(weight) for name, weight, _ in lexicon.table("strip_titles", COLUMNS)}


def find(run: Run, topic: Topic, words: Sequence[float]) -> Title:
    """Return what is believed of the title in a run; `words` is what the words of its lines lean to."""
    if not looked_for(run):
        return UNKNOWN
    start, found = candidates(run, topic, words)
    known = weights()
    odds = [exp(score(values, known)) for values in found]
    none = exp(known[UNTITLED])
    total = sum(odds) + none
    passed = [0.0] * start + [belief / total for belief in accumulate(odds)]
    doubt = none / total
    first = next(index for index, belief in enumerate(passed) if belief + doubt > _DOUBT)
    best = max(range(len(odds)), key=odds.__getitem__)
    place, belief = start + best, odds[best] / total
    believed = place if belief >= _BELIEVED else None
    if run.sums[-1] < _PAGE_ABOVE:
        return Title(believed, None, 0, ())
    sure = belief >= _SURE and run.sums[place] >= _PAGE_ABOVE
    below_page = run.sums[first] >= _PAGE_ABOVE and run.prose_before < _ARTICLE
    return Title(believed, place if sure else None, first if below_page else 0, passed)


def may_be(title: Title, index: int) -> bool:
    """Whether a line may be the title."""
    return share(title, index) >= _MAYBE_IT


def share(title: Title, index: int) -> float:
    """Return how much it is believed, 0 to 1, that a line is the title."""
    if index >= len(title.passed):
        return 0.0
    return title.passed[index] - (title.passed[index - 1] if index else 0.0)


def is_close_below(title: Title, index: int) -> bool:
    """Whether the title may stand in one of the next lines."""
    last = min(len(title.passed) - 1, index + headlines.DATE_REACH)
    return last > index and title.passed[last] - title.passed[index] >= _MAYBE


def looked_for(run: Run) -> bool:
    """Whether a run stands above the text, and may have a title."""
    return run.zone == "head" and len(run.lines) > 1


def candidates(run: Run, topic: Topic, words: Sequence[float]) -> tuple[int, list[dict[str, float]]]:
    """Return the first line of a run that may be the title, and what is weighed of each from there on."""
    start = max(0, len(run.lines) - REACH)
    found = []
    for index in range(start, len(run.lines)):
        values = {
            **_own(run, index, words[index]),
            **_shared(topic, run.lines[index].text),
            **_beside(run, index),
            **_elsewhere(run, index, start),
        }
        found.append({name: value for name, value in values.items() if value})
    return start, found


def _own(run: Run, index: int, leaning: float) -> dict[str, float]:
    line = run.lines[index]
    size = len(line.text)
    return {
        length(size, _LENGTHS): 1.0,
        f"says_{line.evidence.strength}": 1.0,
        "words": max(-_LEANING, min(_LEANING, leaning)),
        "listed": float(index in run.listed),
        "credit": float(line.credit),
        "date": float(headlines.is_date(line)),
        "ends": float(_ENDS.search(line.text) is not None),
        "numbered": float(_NUMBER.match(line.text) is not None),
        "digits": sum(map(str.isdecimal, line.text)) / max(1, size),
        "labelled": float(_LABEL.match(line.text) is not None),
        "halves": float(_HALVES.search(line.text) is not None),
    }


def _shared(topic: Topic, text: str) -> dict[str, float]:
    pairs, _ = topic.shared(text)
    return {
        "shared": min(_SHARE, pairs),
        "unshared": float(pairs < _UNSHARED),
        "shared_row": min(_ROW, topic.longest(text)),
    }


def _beside(run: Run, index: int) -> dict[str, float]:
    below = run.lines[index + 1 : index + 1 + _CREDIT_REACH]
    signed = (place for place, line in enumerate(below, 1) if line.credit or headlines.is_date(line))
    kinds = run.once("kinds of lines", _kinds)
    place = index + _LIST
    return {
        f"above_{kinds[place - 1]}": 1.0,
        f"second_{kinds[place - 2]}": 1.0,
        f"below_{kinds[place + 1]}": 1.0,
        f"credit_{next(signed, 'far')}": 1.0,
        "under_list": float(kinds[index:place].count("long") == _LIST),
        "over_list": float(kinds[place + 1 : place + 1 + _LIST].count("long") == _LIST),
        "under_path": float(index > 0 and headlines.ends_path(run.lines[index - 1])),
        "opens": float(run.first + index == 0),
    }


def _elsewhere(run: Run, index: int, start: int) -> dict[str, float]:
    """Return whether a line stands once more above it, or below it, or begins another one above."""
    text = run.lines[index].text
    first, last = run.once("places of texts", _places)
    begun = len(text) >= headlines.SHORTEST_TITLE and any(
        line.text.startswith(text) and line.text != text for line in run.lines[start:index]
    )
    return {
        "again": float(first[text] < index),
        "once_more": float(last[text] > index),
        "begins_one": float(begun),
    }


def _places(run: Run) -> tuple[dict[str, int], dict[str, int]]:
    """Return where each text of a run stands first, and where last."""
    last = {line.text: index for index, line in enumerate(run.lines)}
    first: dict[str, int] = {}
    for index, line in enumerate(run.lines):
        first.setdefault(line.text, index)
    return first, last


def _kinds(run: Run) -> list[str]:
    """Return the kind of each line beside which a title may stand, with edges as wide as a list around."""
    edges = ["edge"] * _LIST
    return [*edges, *map(_kind, run.lines), *edges]


def _kind(line: Seen) -> str:
    if line.credit:
        return "credit"
    if headlines.is_date(line):
        return "date"
    if line.evidence.strength >= LIKELY:
        return "page"
    if line.evidence.strength == HINT:
        return "hint"
    return "long" if len(line.text) >= _LONG else "word"
