"""Judges a document in rounds, each on what the round before left, until nothing is repeated any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats import halves, heads, leftover, paragraphs, sentences
from cleaner.repeats.blocks import blocks
from cleaner.repeats.draft import Draft, Found
from cleaner.repeats.glance import part_to_judge
from cleaner.repeats.pieces import know_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.edits import Edit
    from cleaner.repeats.pieces import Piece


def edits(step: str, text: str, threshold: float, minimum: int) -> list[Edit]:
    """Return the edits of a text that leave nothing repeated, and those that only a reader can decide on."""
    part, whole = part_to_judge(text)
    return judged(step, part, threshold, minimum, whole=whole) if part else []


def judged(step: str, text: str, threshold: float, minimum: int, *, whole: bool) -> list[Edit]:
    """Return the edits of a text that is worth it, or of its head, in which only the title is repeated."""
    draft = Draft(text)
    while True:
        found = _round(draft.pieces(), threshold, minimum, whole=whole)
        if not found.changes:
            return draft.edits(step, found.doubts)
        draft.make(found.changes)
        draft.make(leftover.titles(draft))


def _round(pieces: Sequence[Piece], threshold: float, minimum: int, *, whole: bool) -> Found:
    """Return the first changes there are: titles first, so that each body has its own above it."""
    if whole:
        know_keys(pieces)
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
