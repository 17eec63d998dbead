"""Makes the better text from two copies: what is kept takes over what only the other one has whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats.copies import Relation
from cleaner.repeats.draft import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.repeats.blocks import Judged
    from cleaner.repeats.pieces import Piece


def note(pieces: Sequence[Piece], kept: range, judged: Judged, *, first: bool) -> str:
    """Return what explains a removal: what it repeats, how similar it is, why this copy went."""
    lines = pieces[kept.start].line + 1, pieces[kept.stop - 1].line + 1
    place = f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]} to {lines[1]}"
    why = (
        "the first copy is kept"
        if first
        else "the later copy is kept: it has more or stands with the article"
    )
    return f"repeats {place}, {judged.pair.similarity:.0%} alike; {why}"


def mended(pieces: Sequence[Piece], kept: range, judged: Judged, *, first: bool) -> Iterator[Change]:
    """Yield the changes that put into the kept copy what only the other one has whole.

    `first` says that the kept copy is the first one. Copies in different scripts are not mixed.
    """
    for place, after in _better_parts(pieces, kept, judged, first=first):
        if place:
            yield Change(*place, after, "better", "the other copy is whole here")


def unmended(pieces: Sequence[Piece], kept: range, judged: Judged, *, first: bool) -> Iterator[str]:
    """Yield what only the other copy has whole, and the kept one cannot take over."""
    for place, after in _better_parts(pieces, kept, judged, first=first):
        if not place:
            yield after


def _better_parts(
    pieces: Sequence[Piece], kept: range, judged: Judged, *, first: bool
) -> Iterator[tuple[tuple[int, int, int] | None, str]]:
    """Yield what the other copy has whole, with the place for it in the kept one if there is one."""
    comparison = judged.comparison
    better = Relation.SECOND_BETTER if first else Relation.FIRST_BETTER
    whole = comparison.second.text if first else comparison.first.text
    for difference in comparison.differences:
        if difference.relation is not better:
            continue
        target, source = difference.first, difference.second
        if not first:
            target, source = source, target
        after = whole[source.start : source.end]
        possible = not comparison.differing_script and "\n" not in after
        yield _placed(pieces, kept, target) if possible else None, after


def _placed(pieces: Sequence[Piece], kept: range, span: tuple[int, int]) -> tuple[int, int, int] | None:
    """Return line, start and end of a span of what some pieces say; none if it reaches over several.

    A span at the end of a cut text takes the sign of the cut along.
    """
    start, end = span
    for index in kept:
        piece = pieces[index]
        size = len(piece.said)
        if start <= end <= size:
            end = len(piece.text) if end == size else end
            return piece.line, piece.start + start, piece.start + end
        if start <= size:
            return None
        start, end = start - size - 1, end - size - 1
    return None
