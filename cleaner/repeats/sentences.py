"""Sentences that stand twice in a row within a line, as slides and careless extraction leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats.draft import Change, Found
from cleaner.repeats.pieces import sentences
from cleaner.repeats.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.repeats.pieces import Piece

# What a speaker says twice for emphasis is shorter (code points of the skeleton).
_SHORTEST = 18


def find(pieces: Iterable[Piece]) -> Found:
    """Return the changes that leave one of several equal sentences, or runs of sentences, in a row."""
    return Found([change for piece in pieces for change in _repeated(piece)], [])


def _repeated(piece: Piece) -> Iterator[Change]:
    if len(piece.text) < 2 * _SHORTEST:
        return
    parts = sentences(piece.text)
    if len({text for _, text in parts}) == len(parts):
        return
    keys = [skeleton(text) for _, text in parts]
    index = 0
    while index < len(keys):
        size = _run(keys, index)
        if size:
            start, end = parts[index + size][0], parts[index + 2 * size - 1]
            note = f"repeats what stands before it in line {piece.line + 1}, 100% alike"
            yield Change(
                piece.line, piece.start + start, piece.start + end[0] + len(end[1]), "", "sentence", note
            )
            index += size
        index += 1


def _run(keys: Sequence[str], index: int) -> int:
    """Return the number of sentences from this one on that follow once more at once."""
    try:
        size = keys.index(keys[index], index + 1) - index
    except ValueError:
        return 0
    run = keys[index : index + size]
    if keys[index + size : index + 2 * size] != run or sum(map(len, run)) < _SHORTEST:
        return 0
    return size
