"""Cards: stories beside the article, each with a headline, a teaser perhaps, and a stamp of when it appeared.

Pages show dozens of them in a row. A teaser is a sentence, and would be taken for the article; but paragraphs
of an article bear no stamps, and the stamps of cards come again in even steps.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines.rules import LIKELY, Evidence
from cleaner.pagelines.seen import mass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.pagelines.seen import Seen

_CARD = Evidence("nav.related", LIKELY)
# 新闻社·3小时前; 记者部 | 2024年5月21日; 05-11 2271; 2024-05-20 13:09. Days alone head the entries of diaries
# and chronicles, times alone those of live reports, and years, as in 30年前, the parts of a story.
_DATE = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_STAMP = late.pattern(
    r"(?P<told>[^。!?;]{1,24}[·•|] ?\d{1,3} ?(?:秒|分钟|小时|天|周|个?月|年)之?前(?: ?[·•|].{0,12})?$)"
    r"|(?P<ago>[^。!?;]{0,24}(?<!\d)\d{1,3} ?(?:秒|分钟|小时|天)之?前$)"
    rf"|(?P<signed>[^\d。!?;,]{{1,20}} ?[·•|] ?{_DATE}$)"
    r"|(?P<counted>(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2} +[\d.,]+[万wk]?\+?$)"
    rf"|(?P<dated>[^。!?;,]{{0,20}}{_DATE} ?\d{{1,2}}:\d\d(?::\d\d)?(?: .{{0,12}})?$)"
)
# So many stamps of one kind, the next one within so many lines, are cards; fewer of so many in the document,
# where advertisements part them.
_LEAST, _LEAST_OF_MANY, _MANY = 4, 2, 8
_STEP = 6
# A card has no more sentences, nor more characters of them.
_SENTENCES = 2
_TEASER = 240
# An article stands beside them that is so long, or else they are what the page is about; where stamps may be
# those of a live report, a digest or a talk that it quotes, it is no shorter than what the cards say, and it
# does not go on behind them.
_ARTICLE, _GOES_ON = 150, 60
_LIKE_ARTICLES = frozenset({"ago", "signed", "dated"})
_REMEMBERED = 4096  # Lines, which are looked at again and again.


def as_page(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with those of cards no longer taken for prose, and likely of the page."""
    steps = list(_steps(lines))
    if not steps:
        return lines
    sums = [0, *accumulate(len(line.text) * line.prose for line in lines)]
    found = list(_rows(lines, steps, sums))
    inside = sum(sums[row.stop] - sums[row.start] for _, row in found)
    outside = sums[-1] - inside
    if outside < _ARTICLE:
        return lines
    changed = list(lines)
    for name, row in found:
        goes_on = min(sums[row.start], sums[-1] - sums[row.stop]) >= _GOES_ON
        if name in _LIKE_ARTICLES and (outside < inside or goes_on):
            continue
        for index in row:
            if lines[index].evidence.strength < LIKELY:
                changed[index] = lines[index]._replace(prose=False, evidence=_CARD)
    return changed


@lru_cache(maxsize=_REMEMBERED)
def _kind(text: str) -> str:
    """Return what kind of stamp a line is, nothing if it is none."""
    stamp = _STAMP.match(text)
    return (stamp.lastgroup or "") if stamp else ""


def _rows(
    lines: Sequence[Seen], steps: Sequence[tuple[str, list[int]]], sums: Sequence[int]
) -> Iterator[tuple[str, range]]:
    """Yield the lines of cards in a row, with the kind of their stamps; `sums` is the prose above each."""
    many = Counter(name for name, stamps in steps for _ in stamps)
    for name, stamps in steps:
        if len(stamps) >= (_LEAST_OF_MANY if many[name] >= _MANY else _LEAST):
            yield name, _whole(lines, stamps, is_below=sums[stamps[0]] >= _ARTICLE)


def _whole(lines: Sequence[Seen], stamps: list[int], *, is_below: bool) -> range:
    """Return the lines from the first stamp to the last one, and those of the card that is left at an end.

    Which end it is depends on whether stamps stand above their cards or below. Below the article (`is_below`)
    the lines under the last stamp show it; above the first one the article may end, unless a page line parts
    them.
    """
    first, last = stamps[0], stamps[-1]
    (size, _), *_ = Counter(after - before - 1 for before, after in pairwise(stamps)).most_common(1)
    usual = next(after - size for before, after in pairwise(stamps) if after - before - 1 == size)
    alike = [line.prose for line in lines[usual : usual + size]]
    below, above = last + 1, first - size
    if any(alike) and is_below:
        if [line.prose for line in lines[below : below + size]] == alike:
            return range(first, below + size)
        if above > 0 and lines[above - 1].page and [line.prose for line in lines[above:first]] == alike:
            return range(above, below)
    return range(first, below)


def _steps(lines: Sequence[Seen]) -> Iterator[tuple[str, list[int]]]:
    """Yield the places of stamps of one kind, with a card between each two."""
    named = ((index, _kind(line.text)) for index, line in enumerate(lines) if not line.prose)
    stamps = [(index, name) for index, name in named if name]
    row: list[int] = []
    for (index, name), (following, its_name) in pairwise([*stamps, (len(lines) + _STEP, "")]):
        row.append(index)
        if name != its_name or not _is_card(lines[index + 1 : following]):
            yield name, row
            row = []


def _is_card(lines: Sequence[Seen]) -> bool:
    """Whether lines between two stamps are a headline, and a teaser at the most."""
    sentences = [line for line in lines if line.prose]
    return len(sentences) < len(lines) < _STEP and len(sentences) <= _SENTENCES and mass(lines) <= _TEASER
