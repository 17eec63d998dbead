"""Whether a document is worth looking for repeats: a quick look at the raw text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import compress
from operator import eq, itemgetter
from typing import TYPE_CHECKING

from cleaner.repeats.anchors import COMMON, SHINGLE, SHINGLES, SHORTEST_PIECE
from cleaner.repeats.pieces import LONG_LINE
from cleaner.repeats.runs import (
    LEAST_ANCHORED,
    MOST_COPIES,
    MOST_DRIFT,
    Match,
    extension,
    matches_of,
    runs_of,
)
from cleaner.repeats.skeleton import GLOSS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# For a quick look: shingles that do not overlap. A class of three characters is four times as fast as a
# larger one.
_SAMPLES = re.compile(rf"[{COMMON[:3]}]\w{{{SHINGLE - 1}}}")
# Common characters that each script writes in its own way.
_SIMPLIFIED = "这们国时会说来对发业经个关开为过东车门问见长书马电动学实样点报头话给钱师觉"
_TRADITIONAL = "這們國時會說來對發業經個關開為過東車門問見長書馬電動學實樣點報頭話給錢師覺"
# What glossed or damaged text has, whose copies have less in common.
_DIRT = "\ufffdàìíīúéèǎ"
# In a longer text the first of them are enough.
_SHORT, _ENOUGH = 1000, 14
_NO_TEXT = re.compile(r"[^\w\r\n]+")
# A document with more different samples that stand twice is looked at without more ado.
_MANY = 40
# Of raw text so much at one distance is worth a closer look, wherever it stands …
_MUCH = 80
# … and less, if it is such a share of the shorter one of two lines.
_MUCH_OF_LINE = 0.25
# … if of the shorter line so many characters are in the other one, too. Of Chinese lines that have nothing to
# do with each other a quarter to two fifths are; of copies with 15 % damage in each more than
# seven tenths.
_LEAST_COMMON = 0.7
# Sentences that begin alike for a while; one ends with a full stop or a line.
_SENTENCE_BEGINNING = 10
_BEGINNING = itemgetter(slice(_SENTENCE_BEGINNING))
_SENTENCE_BORDERS = {"", "\n", "\r", "。"}
# A line that ends with a colon says who speaks next.
_SPEAKERS = (":", "：")
# So many commas of each width make a text whose copies may differ in width.
_FEW = 4
# More blanks than this share of a text stand between Han characters.
_MANY_BLANKS = 0.02


def has_repeats(text: str) -> bool:
    """Whether it is worth looking for repeats; a quick look at the raw text, which misses short ones."""
    lines = text.replace("\r", "\n").replace("。", "\n").split("\n")
    found = [line for line in lines if len(line) >= SHORTEST_PIECE]
    if any(not line.endswith(_SPEAKERS) for line in compress(found, map(eq, found, found[1:]))):
        return True
    if _mixed_scripts(text):
        return True
    if _needs_folding(text):
        text = _NO_TEXT.sub("", GLOSS.sub("", text))
        samples = SHINGLES.findall(text)
    else:
        samples = _SAMPLES.findall(text)
    beginnings = list(map(_BEGINNING, found))
    if len(set(samples)) == len(samples) and len(set(beginnings)) == len(beginnings):
        return False
    counts = Counter([*samples, *beginnings])
    repeated = [sample for sample, count in counts.items() if count > 1]
    if len(repeated) > _MANY or max(counts.values()) > MOST_COPIES:
        return True
    places = {sample: list(_found(text, sample)) for sample in repeated}
    matches = matches_of(places)
    return any(_is_much(text, run) for run in runs_of(matches))


def _needs_folding(text: str) -> bool:
    """Whether there are glosses, undecodable characters, two widths or blanks, which hide what is equal."""
    return (
        any(map(text.__contains__, _DIRT))
        or min(text.count(","), text.count("，")) >= _FEW
        or text.count(" ") > _MANY_BLANKS * len(text)
    )


def _is_much(text: str, run: Sequence[Match]) -> bool:
    """Whether what agrees may be a copy: lines begin with it, it is a good part of one, or much by itself."""
    size = sum(match.size for match in run) + extension(text, run[-1])
    if size >= _MUCH:
        return True
    lines = [_line(text, place) for place in run[0][:2]]
    if size < _MUCH_OF_LINE * min(map(len, lines)):
        return size >= LEAST_ANCHORED and run[0].second - run[-1].first <= size + MOST_DRIFT
    at_starts = all(text[place - 1 : place] in _SENTENCE_BORDERS for place in run[0][:2])
    if size < (_SENTENCE_BEGINNING if at_starts else LEAST_ANCHORED):
        return False
    if lines[0] == lines[1]:
        gap = run[0].second - run[-1].first
        return gap <= size + 2 * MOST_DRIFT or len(lines[0]) >= LONG_LINE
    return _are_alike(text, lines, run[0])


def _line(text: str, place: int) -> range:
    end = text.find("\n", place)
    return range(text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text))


def _are_alike(text: str, lines: Sequence[range], match: Match) -> bool:
    """Whether most characters of the shorter of two lines are in the other one, in about the same place."""
    (short, place), (long, other) = sorted(zip(lines, match[:2], strict=True), key=lambda side: len(side[0]))
    if len(short) >= LONG_LINE:
        return True
    if text.endswith(_SPEAKERS, short.start, short.stop):
        return False
    start = max(long.start, short.start + other - place - MOST_DRIFT)
    end = min(long.stop, short.stop + other - place + MOST_DRIFT)
    common = Counter(text[short.start : short.stop]) & Counter(text[start:end])
    return common.total() >= _LEAST_COMMON * len(short)


def _found(text: str, sample: str) -> Iterator[int]:
    position = text.find(sample)
    while position >= 0:
        yield position
        position = text.find(sample, position + len(sample))


def _mixed_scripts(text: str) -> bool:
    """Whether common characters of both scripts occur, so that a copy may be in the other one."""
    most = len(_SIMPLIFIED) if len(text) < _SHORT else _ENOUGH
    sets = _SIMPLIFIED[:most], _TRADITIONAL[:most]
    return all(any(map(text.__contains__, characters)) for characters in sets)
