"""Which of the lines that recur over the documents of a site are the site's.

Every document is looked at twice: first all lines are counted, roughly, then those that recur are placed. A
line of the site stands outside the article: nothing but other lines that recur, and short ones, is between it
and the start or the end of the page. A sentence that many articles quote stands inside.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon
from cleaner import lines as text_lines
from cleaner.fold import fold
from cleaner.learn.sketch import LossyCounter, key_of
from cleaner.pagelines.forms import bare, form, shape
from cleaner.pagelines.rules import SURE, built_in
from cleaner.pagelines.view import LONGEST_PAGE_LINE, is_prose, is_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Fewer documents are no evidence: an article is often saved several times.
FEWEST_DOCUMENTS = 5
# The counts of the first look may be wrong by this part of the share asked for.
_ERROR = 0.2
# So much of a line's occurrences must be outside the article; the rest are pages cut in odd ways.
_OUTSIDE = 0.9
# A paragraph that recurs is the site's if it is on many pages, and else a quotation or the note of a series.
_SHARE_OF_PROSE = 0.3
# Two to four characters that begin with a surname may be a reporter, unless most pages have them.
_SHARE_OF_NAMES = 0.3
_NAME_LENGTHS = range(2, 5)
# `热词：台风 码头`: what is before the colon recurs. Longer is rather a sentence.
_LABEL_LENGTH = 8
_LABELLED_LENGTH = 40
_LABEL_END = ":"
_CREDIT = "credit"
# A part of an article that has a number: 第一章 总则, 二、基本情况, (三)结果, 0.方法
_NUMBERED = re.compile(
    r"第[0一二三四五六七八九十百零]{1,4}[章节条编部篇回期]|[(（]?[0一二三四五六七八九十]{1,3}[)）、.．]"
)

HEAD, TAIL, INSIDE = "head", "tail", "inside"


class SiteLine(NamedTuple):
    """A line of a site, or with `label` the start of such lines; `documents` of `of` documents have it.

    `place` is `head` or `tail`, `example` how it was first seen. Only if `sure` it is nothing but the site's.
    """

    place: str
    example: str
    label: bool
    documents: int
    of: int
    sure: bool


class _Seen(NamedTuple):
    """A line of a document: its text, the forms under which it may recur, and whether it is a paragraph."""

    text: str
    whole: str
    label: str
    prose: bool


class Learner:
    """Learns from documents that are given twice, in the same order: to `count`, then to `place`."""

    def __init__(self, share: float) -> None:
        self._share = share
        self._counts = LossyCounter(share * _ERROR)
        self._recurring: dict[int, int] | None = None
        self._places: dict[str, Counter[str]] = {}
        self._examples: dict[str, tuple[str, bool]] = {}

    @property
    def documents(self) -> int:
        """How many documents were counted."""
        return self._counts.documents

    def count(self, text: str) -> None:
        """Count the lines of a document."""
        self._counts.add(key_of(each) for line in _lines(text) for each in (line.whole, line.label) if each)

    def place(self, text: str) -> None:
        """Look where in a document the lines stand that recur."""
        if self._recurring is None:
            self._recurring = self._counts.at_least(self._floor)
        lines = list(_lines(text))
        known = [self._form(line) for line in lines]
        edges = _edges([line.prose and not name for line, name in zip(lines, known, strict=True)])
        if edges is None:
            return
        for name, places in _placed(known, *edges).items():
            self._places.setdefault(name, Counter()).update(places)
        for line, name in zip(lines, known, strict=True):
            if name and name not in self._examples:
                self._examples[name] = (line.text, line.prose)

    def _form(self, line: _Seen) -> str:
        """Return the form under which a line recurs most, the whole one rather; empty if under none."""
        assert self._recurring is not None
        times = {each: self._recurring.get(key_of(each), 0) for each in (line.whole, line.label) if each}
        best = max(times, key=times.__getitem__)
        return best if times[best] else ""

    @property
    def _floor(self) -> int:
        return max(FEWEST_DOCUMENTS, ceil(self._share * self.documents))

    def found(self) -> list[SiteLine]:
        """Return the lines of the site, those of the head first, each part with the most frequent first."""
        lines = [line for name in self._places if (line := self._judged(name))]
        return sorted(lines, key=lambda line: (line.place, -line.documents, line.example))

    def _judged(self, name: str) -> SiteLine | None:
        places = self._places[name]
        total = places.total()
        outside = total - places[INSIDE]
        if total < self._floor or outside < _OUTSIDE * total or _known(self._examples[name][0]):
            return None
        text, prose = self._examples[name]
        needed = _SHARE_OF_PROSE if prose else _SHARE_OF_NAMES if _like_a_name(name) else 0.0
        place = HEAD if places[HEAD] >= places[TAIL] else TAIL
        sure = total >= needed * self.documents and not _like_a_head(name)
        return SiteLine(place, text, name.endswith(_LABEL_END), total, self.documents, sure)


def _lines(text: str) -> Iterator[_Seen]:
    for line in text_lines.split(text):
        if line.blank or len(line.text) > LONGEST_PAGE_LINE:
            continue
        folded = fold(line.text)
        formed = form(folded)
        whole = bare(shape(formed))
        if whole:
            prose = is_prose(folded) or is_sentence(folded)
            # A form that ends with a colon is a label; `bare` has taken the colon off all others.
            yield _Seen(" ".join(line.text.split()), whole, "" if prose else _label(formed), prose)


def _label(formed: str) -> str:
    """Return the label of a line such as `热词：台风 码头`, with its colon."""
    label, colon, rest = formed.partition(_LABEL_END)
    fits = 0 < len(label) <= _LABEL_LENGTH and 0 < len(rest.strip()) <= _LABELLED_LENGTH
    return f"{label.strip()}{colon}" if colon and fits and not shape(label).count("0") else ""


def _edges(articles: Sequence[bool]) -> tuple[int, int] | None:
    """Return the first and the last line that only the article can have; None where there is none."""
    if True not in articles:
        return None
    return articles.index(True), len(articles) - 1 - list(reversed(articles)).index(True)


def _placed(known: Iterable[str], first: int, last: int) -> dict[str, list[str]]:
    """Return where each line that recurs stands in a document: inside if it does so once."""
    places: dict[str, list[str]] = {}
    for index, name in enumerate(known):
        if name:
            place = HEAD if index < first else TAIL if index > last else INSIDE
            if place == INSIDE or name not in places:
                places[name] = [place]
    return places


def _known(example: str) -> bool:
    """Whether `strip` needs no rule for a line: it knows it for sure, or it is a credit."""
    evidence = built_in().evidence(fold(example))
    return evidence.reason == _CREDIT or evidence.strength == SURE


def _like_a_name(name: str) -> bool:
    return len(name) in _NAME_LENGTHS and name[0] in _surnames()


def _like_a_head(name: str) -> bool:
    return _NUMBERED.match(name) is not None or name.strip(_LABEL_END) in _heads()


@cache
def _heads() -> frozenset[str]:
    table = lexicon.table("article_heads", ("why", "heads", "spares"))
    return frozenset(head for _, heads, _ in table for head in heads.split(" "))


@cache
def _surnames() -> str:
    ((names,),) = lexicon.table("surnames", ("surnames",))
    return names
