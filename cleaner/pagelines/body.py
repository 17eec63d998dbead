"""Which long lines are the article: comments and slogans may be sentences too."""

from __future__ import annotations

import re
from functools import partial
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines import cards
from cleaner.pagelines.features import together
from cleaner.pagelines.rules import LIKELY, SILENT, SURE, Evidence
from cleaner.pagelines.seen import WEIGHT_OF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.pagelines.seen import Seen

# Readers' comments are shorter than this, and no three of them follow each other without a name or a button.
_LONGEST_COMMENT = 300
_PARAGRAPHS = 3
_COMMENTS_SHARE = 0.25
# An article about comments may have a subhead or two of such words.
_BUTTONS = 3
# 00:00, a stroke, 01:27.
_PLAYED = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_PLAYER = Evidence("nav.media", SURE)
# The parts of an article are numbered in one of these ways, if they are no fewer.
_NUMERALS = (
    [str(number) for number in range(1, 13)],
    [f"{number:02}" for number in range(1, 13)],
    [*"一二三四五六七八九十", "十一", "十二"],
)
_NUMERAL = 3
_PARTS = 2
# So many names of platforms in a row are a share bar.
_BAR = 3
_SHARED = Evidence("nav.share", LIKELY)
# 摘要 and 关键词 stand together, in two languages at most, the text of each abstract under its heading.
_ABSTRACT = late.pattern(r"[\[(]?(?:内容)?(?:摘 ?要|提要|abstract)(?:$|[\]): ])")
_KEYWORDS = re.compile(r"[\[(]?(?:关键[词字]|key ?words)")
# So many headings in brackets, besides, are those of an article.
_BRACKETED = late.pattern(r"\[[^\W\d_a-z]{2,8}\]")
_SECTIONS = 2
_ABSTRACT_REACH = 4
# So many abstracts in a row, with no whole paragraph between them, are a list.
_ABSTRACTS = 3
_ENDED = late.pattern(r"[。!?;:][\"')\]》]*$|[\"')\]》]$")
_ENDING = 6
# Slogans of menus are hardly longer; no more than two stand together, this many lines from other sentences.
_SLOGAN = 30
_SLOGANS = 2
_APART = 6
# Lines of the page stand between them and an article so long.
_BODY = 150
# The main text goes on as long as its prose (characters, of a paragraph no more than this) outweighs the
# lines between: so much for one that says nothing, and more for one of the page.
_PARAGRAPH = 200
_SILENT = 10
_SPOKEN = 60
# Behind it and so much page (see `Seen.page`), with page lines within so many above and below, sentences of
# no more characters are the page's. None of 130 on labelled pages and real ones is of the article.
_DEEP = 8.0
_NEAR = 4
_ASIDE = 200
# So many of them stand together at the most.
_ASIDES = 2


def as_judged(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines of a document with nothing taken for prose but what may be the article."""
    lines = cards.as_page(bars_as_page(players_as_page(numbers_as_prose(lines))))
    lines = comments_as_lines(keywords_as_credits(lines))
    return asides_as_lines(slogans_as_lines(abstracts_as_lines(lines)))


def numbers_as_prose(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with the bare numbers of an article's parts, 1, 2 and so on, taken for its prose.

    Each stands right above a paragraph; pages number what is not prose.
    """
    over = [index for index in range(len(lines) - 1) if _heads_part(lines, index)]
    changed: dict[int, Seen] = {}
    for numerals in _NUMERALS:
        places: list[int] = []
        for index in over:
            if len(places) < len(numerals) and lines[index].text.rstrip("、.") == numerals[len(places)]:
                places.append(index)
        if len(places) >= _PARTS:
            changed |= {index: lines[index]._replace(prose=True, evidence=SILENT) for index in places}
    return [changed.get(index, line) for index, line in enumerate(lines)] if changed else lines


def _heads_part(lines: Sequence[Seen], index: int) -> bool:
    return len(lines[index].text) <= _NUMERAL and not lines[index].prose and lines[index + 1].prose


def players_as_page(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with the times of players above and below their stroke surely of the page."""
    strokes = [
        index
        for index in range(1, len(lines) - 1)
        if lines[index].text == "/"
        and _PLAYED.fullmatch(lines[index - 1].text)
        and _PLAYED.fullmatch(lines[index + 1].text)
    ]
    if not strokes:
        return lines
    changed = list(lines)
    for stroke in strokes:
        for index in range(stroke - 1, stroke + 2):
            changed[index] = lines[index]._replace(evidence=_PLAYER)
    return changed


def bars_as_page(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with names of platforms in a row likely of the page, as share bars are."""
    shares = [line.evidence.reason == "nav.share" for line in lines]
    if True not in shares:
        return lines
    return [
        line._replace(evidence=_SHARED) if share and row >= _BAR and line.evidence.strength < LIKELY else line
        for line, (share, row) in zip(lines, together(shares), strict=True)
    ]


def keywords_as_credits(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with the keywords under the abstract of a paper no longer taken for tags."""
    keywords = [
        index
        for index, line in enumerate(lines)
        if line.evidence.reason == "nav.tags" and _KEYWORDS.match(line.text)
    ]
    if not keywords:
        return lines
    has_sections = _has_sections(lines)
    changed = list(lines)
    for index in keywords:
        section = has_sections and _BRACKETED.fullmatch(lines[index].text)
        if section or _is_under_abstract(lines, index):
            changed[index] = lines[index]._replace(evidence=SILENT, credit=True)
    return changed


def _is_under_abstract(lines: Sequence[Seen], index: int) -> bool:
    above = lines[max(0, index - _ABSTRACT_REACH) : index]
    return any(_ABSTRACT.match(line.text) for line in above)


def _has_sections(lines: Sequence[Seen]) -> bool:
    """Whether there are several headings in brackets, such as 【基本案情】 and 【裁判结果】."""
    headings = (line for line in lines if line.evidence == SILENT and _BRACKETED.fullmatch(line.text))
    return len(list(islice(headings, _SECTIONS))) == _SECTIONS


def comments_as_lines(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with readers' comments no longer taken for prose however long they are.

    Comments stand under their heading, behind the article, among names, dates and buttons; where paragraphs
    follow each other the article goes on.
    """
    heading = next(
        (index for index, line in enumerate(lines) if line.heads and line.evidence.reason == "nav.comments"),
        None,
    )
    if heading is None or not any(line.prose for line in lines[:heading]):
        return lines
    area = lines[heading + 1 : _end_of_comments(lines, heading + 1)]
    short = [line for line in area if not line.prose]
    buttons = sum(line.page > 0 for line in short)
    if buttons < max(_BUTTONS, _COMMENTS_SHARE * len(short)):
        return lines
    changed = [line._replace(prose=False) for line in area]
    return [*lines[: heading + 1], *changed, *lines[heading + 1 + len(area) :]]


def _end_of_comments(lines: Sequence[Seen], start: int) -> int:
    together = 0
    for index in range(start, len(lines)):
        if _heads_box(lines, index):
            return index
        together = together + 1 if lines[index].prose else 0
        if together == _PARAGRAPHS or (together and len(lines[index].text) > _LONGEST_COMMENT):
            return index + 1 - together
    return len(lines)


def _heads_box(lines: Sequence[Seen], index: int) -> bool:
    """Whether what heads lists stands right over prose, as the head of a box in an article does."""
    heads = lines[index].heads and lines[index].evidence.reason == "nav.related"
    return heads and index + 1 < len(lines) and lines[index + 1].prose


def abstracts_as_lines(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with the cut abstracts of a list of articles no longer taken for prose.

    Each stands by itself between headlines, dates and names, and breaks off; paragraphs of an article end.
    """
    prose = [index for index, line in enumerate(lines) if line.prose]
    changed = list(lines)
    row: list[int] = []
    for index, after in pairwise([*prose, len(lines) + 1]):
        alone = not (index and lines[index - 1].prose) and after > index + 1
        if alone and not _ENDED.search(lines[index].text, len(lines[index].text) - _ENDING):
            row.append(index)
        else:
            row = []
        for place in row if len(row) >= _ABSTRACTS else ():
            changed[place] = lines[place]._replace(prose=False)
    return changed


def slogans_as_lines(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with slogans of menus no longer taken for prose though they are sentences.

    They are short, far from all paragraphs, and lines of the page stand around them.
    """
    clusters = list(_clusters(lines))
    body = max(clusters, key=partial(_mass, lines), default=[])
    if _mass(lines, body) < _BODY:
        return lines
    pages = [0.0, *accumulate(line.page for line in lines)]
    changed = list(lines)
    for cluster in clusters:
        first, last = min(cluster, body), max(cluster, body)
        short = all(len(lines[index].text) <= _SLOGAN for index in cluster)
        if short and len(cluster) <= _SLOGANS and pages[last[0]] - pages[first[-1] + 1] >= 1:
            for index in cluster:
                changed[index] = lines[index]._replace(prose=False)
    return changed


def asides_as_lines(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Return the lines, with sentences deep in the page below the main text no longer taken for prose.

    They stand by themselves, not far from page lines above and below: captions, teasers, slogans.
    """
    sums = page_above(lines)
    if sums[-1] < _DEEP:
        return lines
    end = end_of_main(lines)
    changed = list(lines)
    for index in range(end + 1, len(lines) - 1):
        if not lines[index].prose or len(lines[index].text) > _ASIDE or sums[index] - sums[end] < _DEEP:
            continue
        over = sums[index] - sums[max(0, index - _NEAR)]
        under = sums[min(len(lines), index + 1 + _NEAR)] - sums[index + 1]
        if _stands_apart(lines, index) and min(over, under) >= WEIGHT_OF[LIKELY]:
            changed[index] = lines[index]._replace(prose=False)
    return changed


def _stands_apart(lines: Sequence[Seen], index: int) -> bool:
    """Whether no other sentences stand beside one, but for another that stands apart with it."""
    beside = lines[max(0, index - _ASIDES) : index + 1 + _ASIDES]
    return sum(line.prose for line in beside) <= _ASIDES


def end_of_main(lines: Sequence[Seen]) -> int:
    """Return where the main text ends: the stretch of lines in which prose outweighs the page most."""
    best = total = 0.0
    end = 0
    for index, line in enumerate(lines):
        gain = min(_PARAGRAPH, len(line.text)) if line.prose else -(_SILENT + _SPOKEN * line.page)
        total = max(0.0, total + gain)
        if total > best:
            best, end = total, index + 1
    return end


def page_above(lines: Sequence[Seen]) -> list[float]:
    """Return how much page (see `Seen.page`) stands above each line, and in all."""
    return [0.0, *accumulate(0.0 if line.prose else line.page for line in lines)]


def has_body(lines: Sequence[Seen]) -> bool:
    """Whether so much prose stands together that it is the article."""
    return any(_mass(lines, cluster) >= _BODY for cluster in _clusters(lines))


def _clusters(lines: Sequence[Seen]) -> Iterator[list[int]]:
    """Yield the places of prose lines that stand close together."""
    cluster: list[int] = []
    for index, line in enumerate(lines):
        if not line.prose:
            continue
        if cluster and index - cluster[-1] > _APART:
            yield cluster
            cluster = []
        cluster.append(index)
    if cluster:
        yield cluster


def _mass(lines: Sequence[Seen], cluster: list[int]) -> int:
    return sum(len(lines[index].text) for index in cluster)
