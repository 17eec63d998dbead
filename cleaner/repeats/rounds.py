"""Judges a document in rounds, each on what the round before left, until nothing is repeated any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats import halves, heads, paragraphs, sentences
from cleaner.repeats.blocks import blocks
from cleaner.repeats.draft import Draft, Found
from cleaner.repeats.glance import has_repeats
from cleaner.repeats.skeleton import GLOSS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.edits import Edit
    from cleaner.repeats.pieces import Piece

# So many lines hold the head, even if every other line is blank.
_HEAD_LINES = 2 * (heads.HEAD + heads.NEAR)

# What a line begins with is hidden by a gloss within so many code points.
_LONGEST_GLOSSED_START = 24


def edits(step: str, text: str, threshold: float, minimum: int) -> list[Edit]:
    """Return the edits of a text that leave nothing repeated, and those that only a reader can decide on."""
    whole = has_repeats(text)
    if not whole:
        text = _head(text)
        if not _may_repeat_title(text):
            return []
    draft = Draft(text)
    while True:
        found = _round(draft.pieces(), threshold, minimum, whole=whole)
        if not found.changes:
            return draft.edits(step, found.doubts)
        draft.make(found.changes)
        draft.make(heads.left(draft))


def _head(text: str) -> str:
    """Return the lines of the head and some more, so that what is behind it makes no difference."""
    position = 0
    for _ in range(_HEAD_LINES):
        end = text.find("\n", position)
        if end < 0:
            return text
        position = end + 1
    return text[:position]


def _may_repeat_title(head: str) -> bool:
    """Whether two lines above or at the first paragraph begin alike, or with a gloss, which may hide that."""
    starts: set[str] = set()
    for line in head.replace("\r", "\n").split("\n"):
        start = line.lstrip()[: heads.SHORTEST_TITLE]
        if start in starts or (
            ("(" in start or "（" in start) and GLOSS.search(line[:_LONGEST_GLOSSED_START])
        ):
            return True
        if len(start) == heads.SHORTEST_TITLE:
            if "。" in line:
                return False
            starts.add(start)
    return False


def _round(pieces: Sequence[Piece], threshold: float, minimum: int, *, whole: bool) -> Found:
    """Return the first changes there are: titles first, so that each body has its own above it."""
    found = [heads.find(pieces)]
    if found[-1].changes or not whole:
        return found[-1]
    found.append(paragraphs.doubled(pieces, minimum))
    if found[-1].changes:
        return found[-1]
    repeated = list(blocks(pieces, threshold))
    found.append(halves.find(pieces, repeated, minimum))
    if found[-1].changes:
        return found[-1]
    found.append(paragraphs.find(pieces, repeated, minimum))
    if found[-1].changes:
        return found[-1]
    found.append(sentences.find(pieces))
    return Found(found[-1].changes, [doubt for each in found for doubt in each.doubts])
