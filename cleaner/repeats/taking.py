"""What of a copy that goes is taken over by the kept one, and what goes with it: the rest of its damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats.damage import SLIP, is_garbled
from cleaner.repeats.draft import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.repeats.blocks import Block, Judged
    from cleaner.repeats.pieces import Piece

# An eaten bracket of a gloss reaches so far over the border of two pieces.
_ACROSS = 8
# What a slip has spoiled begins like what it was: so many code points are equal, if not all of it is garbled,
# and so many where nothing follows that both copies have.
_LEAST_ALIKE, _LEAST_SURELY_ALIKE = 2, 4


def signs_behind(pieces: Sequence[Piece], kept: range, gone: range) -> Iterator[int]:
    """Yield the pieces behind both copies that are signs alone, a line of dots or a bracket."""
    for index, counterpart in zip(range(gone.stop, len(pieces)), range(kept.stop, len(pieces)), strict=False):
        if pieces[index].key or pieces[counterpart].key:
            return
        yield index


def spoiled_rest(pieces: Sequence[Piece], gone: range) -> Iterator[int]:
    """Yield the pieces behind a removed one that a slip has made of the end of its line."""
    for index in range(gone.stop, len(pieces)):
        before, piece = pieces[index - 1], pieces[index]
        across = SLIP.search(before.text[-_ACROSS:] + piece.text[:_ACROSS])
        if piece.line != before.line or not (is_garbled(piece.text) or (across and len(piece.key) < _ACROSS)):
            return
        yield index


def spoiled_title(pieces: Sequence[Piece], kept: range, gone: range) -> Iterator[int]:
    """Yield the line right above the removed copy that a slip has made of the title above the kept one."""
    if not kept.start or not gone.start:
        return
    title, spoiled = pieces[kept.start - 1], pieces[gone.start - 1]
    if title.is_paragraph or spoiled.is_paragraph or SLIP.search(title.text) or not title.key:
        return
    least = 1 if is_garbled(spoiled.text) else _LEAST_ALIKE
    if title.key[:least] == spoiled.key[:least] and SLIP.search(spoiled.text):
        yield gone.start - 1


def spoiled_end(pieces: Sequence[Piece], kept: range, gone: range) -> Iterator[int]:
    """Yield the paragraphs right below the removed copy that slips have made of those below the kept one."""
    for index, counterpart in zip(range(gone.stop, len(pieces)), range(kept.stop, len(pieces)), strict=False):
        whole, spoiled = pieces[counterpart], pieces[index]
        alike = whole.key[:_LEAST_SURELY_ALIKE] == spoiled.key[:_LEAST_SURELY_ALIKE]
        if not (alike and whole.is_sentence and _are_spoiled(pieces, [counterpart], [index])):
            return
        yield index


def moved(
    pieces: Sequence[Piece], block: Block, dropped: dict[int, tuple[str, str]], *, keeps_first: bool
) -> Iterator[Change]:
    """Yield the changes that take over paragraphs which only the removed copy has.

    Those damaged beyond knowing them again go, if the kept copy has as many of its own in that place.
    """
    for one, other in block.apart:
        kept, gone = _gaps(pieces, one, other) if keeps_first else _gaps(pieces, one, other)[::-1]
        gone = [index for index in gone if index not in dropped]
        if not gone:
            continue
        if _are_spoiled(pieces, kept, gone):
            dropped.update((index, ("half", "damaged; the kept copy is whole here")) for index in gone)
            continue
        if _are_spoiled(pieces, gone, kept):
            dropped.update((index, ("half", "damaged; the other copy is whole here")) for index in kept)
        if not kept or not any(SLIP.search(pieces[index].text) for index in gone):
            above = one.pair.sides[not keeps_first].stop - 1
            yield moved_behind(pieces, above, gone, dropped)


def _gaps(pieces: Sequence[Piece], one: Judged, other: Judged) -> tuple[list[int], list[int]]:
    """Return the running text between two pairs, in the first and in the second copy."""
    first, second = (
        [index for index in range(above.stop, below.start) if pieces[index].is_sentence]
        for above, below in zip(one.pair.sides, other.pair.sides, strict=True)
    )
    return first, second


def _are_spoiled(pieces: Sequence[Piece], kept: Sequence[int], gone: Sequence[int]) -> bool:
    """Whether paragraphs are what slips have left of others, which begin alike."""
    return len(kept) == len(gone) and all(
        SLIP.search(pieces[other].text)
        and not SLIP.search(pieces[one].text)
        and pieces[one].key[:1] == pieces[other].key[:1]
        for one, other in zip(kept, gone, strict=True)
    )


def moved_behind(
    pieces: Sequence[Piece], kept: int, moving: Iterable[int], dropped: dict[int, tuple[str, str]]
) -> Change:
    """Return the change that puts paragraphs behind a kept one; where they were they are `dropped`."""
    moving = list(moving)
    dropped.update((index, ("half", "moved to its place in the kept copy")) for index in moving)
    end = pieces[kept].start + len(pieces[kept].text)
    after = "".join("\n" + pieces[index].text for index in moving)
    return Change(pieces[kept].line, end, end, after, "better", "only the other copy has this paragraph")
