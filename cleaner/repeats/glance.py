"""Whether a document is worth looking for repeats: a quick look at the raw text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import compress
from operator import eq, itemgetter

from cleaner.repeats.measures import (
    COMMON,
    HEAD,
    NEAR,
    SENTENCE_BEGINNING,
    SHINGLE,
    SHORTEST_PIECE,
    SHORTEST_TITLE,
    SPEAKERS,
)

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
_BEGINNING = itemgetter(slice(SENTENCE_BEGINNING))
# So many commas of each width make a text whose copies may differ in width.
_FEW = 4
# More blanks than this share of a text stand between Han characters.
_MANY_BLANKS = 0.02
# So many lines hold the head, even if every other line is blank.
_HEAD_LINES = 2 * (HEAD + NEAR)
# Blanks and signs around a title.
_AROUND_TITLES = ' \t\u3000“”"「」《》【】[]！!？?'
# What a line begins with is hidden by a gloss within so many code points.
_LONGEST_GLOSSED_START = 24


def part_to_judge(text: str) -> tuple[str, bool]:
    """Return what of a text has to be judged, and whether that is all: else it is the head, or nothing."""
    if has_repeats(text):
        return text, True
    head = _head(text)
    return (head if _may_repeat_title(head) else "", False)


def has_repeats(text: str) -> bool:
    """Whether it is worth looking for repeats; a quick look at the raw text, which misses short ones."""
    lines = text.replace("\r", "\n").replace("。", "\n").split("\n")
    found = [line for line in lines if len(line) >= SHORTEST_PIECE]
    if any(not line.endswith(SPEAKERS) for line in compress(found, map(eq, found, found[1:]))):
        return True
    if _mixed_scripts(text):
        return True
    if _needs_folding(text):
        text, samples = _folded_samples(text)
    else:
        samples = _SAMPLES.findall(text)
    beginnings = list(map(_BEGINNING, found))
    if len(set(samples)) == len(samples) and len(set(beginnings)) == len(beginnings):
        return False
    counts = Counter([*samples, *beginnings])
    repeated = [sample for sample, count in counts.items() if count > 1]
    if len(repeated) > _MANY:
        return True
    from cleaner.repeats.closer import is_much

    return is_much(text, repeated)


def _folded_samples(text: str) -> tuple[str, list[str]]:
    """Return the text without glosses, blanks and signs, and more samples of it."""
    from cleaner.repeats.anchors import SHINGLES
    from cleaner.repeats.skeleton import GLOSS

    text = _NO_TEXT.sub("", GLOSS.sub("", text))
    return text, SHINGLES.findall(text)


def _needs_folding(text: str) -> bool:
    """Whether there are glosses, undecodable characters, two widths or blanks, which hide what is equal."""
    return (
        any(map(text.__contains__, _DIRT))
        or min(text.count(","), text.count("，")) >= _FEW
        or text.count(" ") > _MANY_BLANKS * len(text)
    )


def _mixed_scripts(text: str) -> bool:
    """Whether common characters of both scripts occur, so that a copy may be in the other one."""
    most = len(_SIMPLIFIED) if len(text) < _SHORT else _ENOUGH
    sets = _SIMPLIFIED[:most], _TRADITIONAL[:most]
    return all(any(map(text.__contains__, characters)) for characters in sets)


def _head(text: str) -> str:
    """Return the lines of the head and some more, so that what is behind it makes no difference."""
    lines = text.split("\n", _HEAD_LINES)
    return text[: len(text) - len(lines[-1])] if len(lines) > _HEAD_LINES else text


def _may_repeat_title(head: str) -> bool:
    """Whether two lines above or at the first paragraph begin or end alike, or a gloss may hide that."""
    seen: set[str] = set()
    for line in head.replace("\r", "\n").split("\n"):
        words = line.strip(_AROUND_TITLES)
        start, end = words[:SHORTEST_TITLE], words[-SHORTEST_TITLE:]
        if len(start) < SHORTEST_TITLE:
            continue
        if start in seen or end in seen:
            return True
        if ("(" in start or "（" in start) and _has_gloss(line[:_LONGEST_GLOSSED_START]):
            return True
        if "。" in line:
            return False
        seen.update((start, end))
    return False


def _has_gloss(text: str) -> bool:
    from cleaner.repeats.skeleton import GLOSS

    return GLOSS.search(text) is not None
