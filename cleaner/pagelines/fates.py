"""Lines that share one fate: those of one shape that stand together, and those with the same words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.lines import Verdict
from cleaner.pagelines.rules import LIKELY, NONE, SURE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen
    from cleaner.pagelines.topic import Topic

# 1. (2) [3] 4、 · A. B) · - * # · | a | b | · 《书》 · 传真:…
_MARK = re.compile(
    r"(?P<number>[(\[]?\d{1,3}[.、):\]])|(?P<letter>[a-h][.、)])|(?P<bullet>[·•●■◆▪*#\-–—►>]+)"
    r"|(?P<table>\|)|(?P<title>《)|(?P<label>[^\W\d_a-z]{1,8} ?:)"
)
_REMEMBERED = 4096
_LATIN = re.compile(r"[a-zà-ɏ]")
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[^\W\d_a-zà-ɏ]")
# Where no page line stands between them and the text, lines go only if their words lean to pages so much.
_OF_PAGES = 2.0
# So few words head a list of so many lines, at the least.
_HEAD = 6
_LIST = 3
# Headlines in a list above the title are no shorter, and no fewer stand in it. What shares this much of its
# pairs with the text may be the title, which lists name as well, as the last line may that says nothing.
_LISTED_LENGTH = 5
_LISTED = 3
_TITLE_SHARE = 0.35
# Encyclopedias head their tables of contents so, and number what stands in them (2.1 背景), or mark it.
_CONTENTS = late.pattern(r"\[?(?:文章)?目录(?: ?[\[(]?(?:隐藏|显示|收起|展开)[\])]?)?\]?")
_ENTRY = late.pattern(r"\d{1,2}(?:\.\d{1,2}){0,2}[ .、]{1,2}|[▪•·▸◦-] ?")


@lru_cache(maxsize=_REMEMBERED)
def shape(text: str) -> str:
    """Return what lines of a list have in common: their mark, or what they are made of; often nothing."""
    if mark := _MARK.match(text):
        return (mark.lastgroup or "") + (mark[0] if mark.lastgroup == "bullet" else "")
    latin, digits, han = _LATIN.search(text), _DIGIT.search(text), _HAN.search(text)
    if latin:
        return "mixed" if han else "latin"
    return "figures" if han and digits else ""


def _blocks(run: Run, places: Iterable[int]) -> Iterator[range]:
    """Yield the lines of one shape that stand together around each of some places, in order."""
    passed = 0
    for place in places:
        name = "" if place < passed else shape(run.lines[place].text)
        if not name:
            continue
        start = place
        while start and shape(run.lines[start - 1].text) == name:
            start -= 1
        passed = place + 1
        while passed < len(run.lines) and shape(run.lines[passed].text) == name:
            passed += 1
        if passed - start > 1:
            yield range(start, passed)


def shared(
    run: Run, verdicts: Mapping[int, Verdict], words: Sequence[float], deep: Collection[int]
) -> dict[int, Verdict]:
    """Return the verdicts on the lines of a run, with those of a list alike: if one stays, all do.

    What stands `deep` in the page goes, whatever stands beside it.
    """
    found = dict(verdicts)
    going = [
        index
        for index in found
        if index not in deep and found[index].sure and run.lines[index].evidence.strength < SURE
    ]
    for block in _blocks(run, sorted(going)):
        stays = _stays(run, block, found) and not _says_so(run, block)
        if stays or (run.zone == "tail" and _closes(run, block, words)):
            for index in block:
                if index not in deep and index in found and run.lines[index].evidence.strength < SURE:
                    found[index] = Verdict(found[index].reason, sure=False)
    for index in going:
        if _heads(run, index, found):
            found[index] = Verdict(found[index].reason, sure=False)
    return found


def _says_so(run: Run, block: range) -> bool:
    """Whether most lines of a block say that they are of a page: what one of the others is tells little."""
    said = sum(run.lines[index].evidence.strength >= LIKELY for index in block)
    return said > len(block) / 2


def _heads(run: Run, index: int, verdicts: Mapping[int, Verdict]) -> bool:
    """Whether a few words that say nothing stand above lines of one shape that stay: 名单, 附:, 结果."""
    below = run.lines[index + 1 : index + 1 + _LIST]
    line = run.lines[index]
    if line.evidence.strength != NONE or len(line.text) > _HEAD or len(below) < _LIST:
        return False
    if any(verdict.sure for place in range(index + 1, index + 1 + _LIST) if (verdict := verdicts.get(place))):
        return False
    shapes = {shape(other.text) for other in below}
    return len(shapes) == 1 and shapes != {""}


def _stays(run: Run, block: range, verdicts: Mapping[int, Verdict]) -> bool:
    """Whether any line of a block does not surely go."""
    return any(
        (index not in verdicts or not verdicts[index].sure) and run.lines[index].evidence.strength < SURE
        for index in block
    )


def _closes(run: Run, block: range, words: Sequence[float]) -> bool:
    """Whether a list stands right below the text, in no words of pages: articles end with lists."""
    if any(line.evidence.strength != NONE for line in run.lines[: block.start]):
        return False
    return sum(words[index] for index in block) < _OF_PAGES * len(block)


def contents(lines: Sequence[Seen]) -> dict[int, Verdict]:
    """Return verdicts on tables of contents: subheads of the article once more, numbered, in a row."""
    if not any(_CONTENTS.fullmatch(line.text) for line in lines):
        return {}
    own = {line.text for line in lines}
    entries = [
        (match := _ENTRY.match(line.text)) is not None and line.text[match.end() :] in own for line in lines
    ]
    found: dict[int, Verdict] = {}
    for listed, group in groupby(range(len(lines)), entries.__getitem__):
        places = list(group)
        if listed and len(places) >= _LIST:
            found |= {index: Verdict("nav.menu") for index in places}
    return found


def echoes(lines: Sequence[Seen], verdicts: Mapping[int, Verdict], topic: Topic) -> dict[int, Verdict]:
    """Return verdicts on lines above all text that stand in a list elsewhere which goes."""
    first = next((index for index, line in enumerate(lines) if line.prose), 0)
    gone = {
        lines[index].text: verdict
        for index, verdict in verdicts.items()
        if verdict.sure and index > first and lines[index].evidence.strength == NONE
    }
    silent = [
        index for index, line in enumerate(lines[:first]) if not (line.credit or line.evidence.strength)
    ]
    found: dict[int, Verdict] = {}
    for listed, group in groupby(
        silent[:-1], lambda index: len(lines[index].text) >= _LISTED_LENGTH and lines[index].text in gone
    ):
        places = list(group)
        if listed and len(places) >= _LISTED:
            found |= {
                index: gone[lines[index].text]
                for index in places
                if topic.shared(lines[index].text)[0] < _TITLE_SHARE
            }
    return found
