"""Titles that are left of a copy whose text is gone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.repeats.draft import Change
from cleaner.repeats.measures import PARAGRAPH_START

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.repeats.draft import Draft
    from cleaner.repeats.pieces import Piece

# Such a title may be shorter than others.
_SHORTEST_LEFT = 4


def titles(draft: Draft) -> list[Change]:
    """Return the changes that remove titles which are left of a copy whose text is gone.

    Such a title stands above what was removed, and once more above the text which that repeats.
    """
    pieces = draft.pieces()
    places_of: dict[str, list[int]] = {}
    for index, piece in enumerate(pieces):
        if not piece.is_paragraph and len(piece.key) >= _SHORTEST_LEFT:
            places_of.setdefault(piece.key, []).append(index)
    changes: list[Change] = []
    for places in places_of.values():
        if len(places) > 1:
            changes.extend(_of_gone(draft, pieces, places))
    return changes


def _of_gone(draft: Draft, pieces: Sequence[Piece], places: Sequence[int]) -> Iterator[Change]:
    """Yield the changes that remove a title from places below which a copy's text is gone."""
    gone = {index: draft.gone_below(pieces[index].line, "half") for index in places}
    if not any(gone.values()):
        return
    kept: dict[str, int] = {}
    for index, end in pairwise((*places, len(pieces))):
        if gone[index] is None:
            texts = (piece for piece in pieces[index + 1 : end] if piece.is_paragraph)
            kept = {piece.key[:PARAGRAPH_START]: index for piece in texts} | kept
    for index, text in gone.items():
        if text and text.is_paragraph and text.key[:PARAGRAPH_START] in kept:
            line = pieces[kept[text.key[:PARAGRAPH_START]]].line + 1
            note = f"repeats line {line}; the text below is gone"
            yield Change(pieces[index].line, 0, 0, "", "title", note, whole=True)
