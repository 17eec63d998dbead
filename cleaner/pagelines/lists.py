"""Lists of the article: lines that number themselves in words, name what follows, or give a measure.

Menus and lists of headlines do none of it: what they number is numbered in digits, and what a footer names
(addresses, telephones) says so.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines.rules import LIKELY, NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.pagelines.seen import Seen

# 一、 (二) 第三条 第4步: pages number in words nowhere.
_ORDINAL = late.pattern(
    r"\(?[一二三四五六七八九十]{1,3}[、)]|第[一二三四五六七八九十百〇零\d]{1,4}(?:条|章|步|节)"
)
_HAN = r"[^\W\d_a-z]"
_ITEM = late.pattern(
    # 供应商名称:木作坊家具厂 电话:…, with hardly more than six characters for the name; 交通:客运站,7:30
    rf"{_HAN}{{1,6}} ?: ?(?> {_HAN}{{2,6}}:|:\d|[^:])++$"
    # Quotes of shares, prices of cars and marks, 6.2亿 and 8.7分, are lists of pages as often.
    # 糖醋小排 28元, 清炖狮子头 18元/只, 復興國小 18 輛
    rf"|[^\d:]{{1,12}}?[ :]?(?:约 ?)?(?<!-)\d[\d.,/]* ?(?:g|kg|ml|(?![万亿分]){_HAN}{{1,2}})(?:/{_HAN})?$"
    # 末班 20:10
    r"|[^\d:]{1,8} \d{1,2}:\d{2}$"
    # 盐 少许
    rf"|{_HAN}{{1,6}} ?(?:适量|少许|若干)$"
    # 爱情★★★
    rf"|{_HAN}{{1,4}} ?[★☆]{{1,5}}$"
    # 2011 劣五类 0.6
    rf"|\d{{4}} {_HAN}{{1,6}} \d[\d.,]*$"
)
_PART = re.compile(r"([一二三四五六七八九十])、")
_PARTS = "一二三四五六七八九十"
# Between one such part and the next stand no more lines than this, and none of the page.
_LONGEST_PART = 12
# So many such lines, with no more than one other between two of them, are a list.
_ITEMS = 3
_APART = 2
# 食材 and 实用信息 head a list; headlines of other articles are longer.
_HEAD = 6
# 2022年7月4日 under the name of who signs; more of them are the dates of a list.
_SIGNED = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_SIGNATURES = 2
_SIGNER = 20
# 29、 and 30. go on with what stands above, if 28、 stands there, no further off than the longest article is.
_NUMBERED = re.compile(r"(\d{1,3})([、.．)])(?!\d)")
_FAR_ABOVE = 400
_NUMBERED_LINES = 2


def numbered_on(lines: Sequence[Seen], first: int, last: int) -> range:
    """Return which lines, of those from `first` to before `last`, belong to numbers that go on from above.

    Lists of pages begin with their first number, wherever they stand; what stands between two numbers, and
    as much below the last one, belongs to them.
    """
    found = [
        (place, int(match[1]), match[2])
        for place in range(first, last)
        if (match := _NUMBERED.match(lines[place].text))
    ]
    rising = [one for one, two in pairwise(found) if one[1:] == (two[1] - 1, two[2])]
    if len(rising) < _NUMBERED_LINES - 1 or found[0][1] < _NUMBERED_LINES:
        return range(0)
    before = f"{found[0][1] - 1}{found[0][2]}"
    if not any(line.text.startswith(before) for line in lines[max(0, first - _FAR_ABOVE) : first]):
        return range(0)
    step = max(two[0] - one[0] for one, two in pairwise(found) if one in rising)
    return range(first, min(last, found[-1][0] + step))


def listed(lines: Sequence[Seen]) -> frozenset[int]:
    """Return which lines of a run are of lists of the article; what pages say surely may stand among them."""
    open_lines = [
        index for index, line in enumerate(lines) if line.evidence.strength < LIKELY and not line.credit
    ]
    found = (
        _ordinals(lines, open_lines),
        _items(lines, open_lines),
        _parts(lines),
        _signed(lines, open_lines),
    )
    return frozenset(chain.from_iterable(found))


def _signed(lines: Sequence[Seen], places: list[int]) -> Iterator[int]:
    """Yield the dates in words under which letters and notices end, and the names above them."""
    dates = [place for place in places if _SIGNED.fullmatch(lines[place].text)]
    if len(dates) <= _SIGNATURES:
        for place in dates:
            above = lines[place - 1] if place else None
            if above and above.evidence.strength == NONE and len(above.text) <= _SIGNER:
                yield from (place - 1, place)


def _ordinals(lines: Sequence[Seen], places: list[int]) -> Iterator[int]:
    return (place for place in places if _ORDINAL.match(lines[place].text))


def _parts(lines: Sequence[Seen]) -> Iterator[int]:
    """Yield the lines between 一、 and 二、, 二、 and 三、."""
    found = [
        (place, _PARTS.index(match[1]))
        for place, line in enumerate(lines)
        if (match := _PART.match(line.text))
    ]
    for (start, number), (end, following) in pairwise(found):
        between = lines[start + 1 : end]
        pages = any(line.evidence.strength >= LIKELY for line in between)
        if following == number + 1 and len(between) <= _LONGEST_PART and not pages:
            yield from range(start + 1, end)


def _items(lines: Sequence[Seen], places: list[int]) -> Iterator[int]:
    """Yield the lines of lists: the items, what stands between two of them, and what may head them."""
    items = [
        number
        for number, place in enumerate(places)
        if lines[place].evidence.strength == NONE
        and (_ITEM.match(lines[place].text) or _ORDINAL.match(lines[place].text))
    ]
    row: list[int] = []
    for number in [*items, len(places) + _APART]:
        if row and number - row[-1] > _APART:
            if len(row) >= _ITEMS:
                yield from places[row[0] - _headed(lines, places, row[0]) : row[-1] + 1]
            row = []
        row.append(number)


def _headed(lines: Sequence[Seen], places: list[int], first: int) -> bool:
    """Whether a few words stand right above a list that does not number itself."""
    if not first or _ORDINAL.match(lines[places[first]].text):
        return False
    return len(lines[places[first - 1]].text) <= _HEAD
