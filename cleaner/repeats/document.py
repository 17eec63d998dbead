"""What is known of a document while its bodies are judged: its pieces, and which of them are copied."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.repeats.blocks import Block
    from cleaner.repeats.pieces import Piece

# How much text of its own the rest of a side may have that counts as being all copied.
_MOST_UNCOPIED = 0.1


class Document:
    """The pieces, and which of them are known to be copied somewhere.

    `copied` pieces are in a passage that stands elsewhere, too; `matched` ones have a counterpart there.
    `found` is all that stands twice.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        copied: set[int],
        matched: set[int] | None = None,
        found: Iterable[Block] = (),
    ) -> None:
        self.pieces = pieces
        self.copied = copied
        self.matched = copied if matched is None else matched
        self._counterparts: dict[int, list[range]] = {}
        for block in found:
            for judged in block.copies:
                for side, other in (judged.pair.sides, judged.pair.sides[::-1]):
                    for index in side:
                        self._counterparts.setdefault(index, []).append(other)
        sizes = [len(piece.key) if piece.is_paragraph else 0 for piece in pieces]
        own = [0 if index in copied else size for index, size in enumerate(sizes)]
        self._sums = list(accumulate(sizes, initial=0))
        self._own_sums = list(accumulate(own, initial=0))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, piece in enumerate(self.pieces):
            if not piece.is_paragraph:
                places.setdefault(piece.key, []).append(index)
        return places

    def places(self, key: str) -> list[int]:
        """Return where a short line stands, by what of it counts."""
        return self._places.get(key, [])

    def is_in(self, index: int, block: Block) -> bool:
        """Whether a piece has a counterpart in one of the copies of a block."""
        others = self._counterparts.get(index, ())
        return any(other.start in block.first or other.start in block.second for other in others)

    def size(self, indexes: range) -> int:
        """Code points of running text in neighbouring pieces."""
        return self._sums[indexes.stop] - self._sums[indexes.start]

    def is_copied(self, indexes: range, block: Block) -> bool:
        """Whether the running text of neighbouring pieces is copied somewhere, but for a little.

        What stands in one of the copies of the given block counts as copied.
        """
        own = self._own(indexes) - sum(
            self._own(
                range(
                    max(indexes.start, side.start),
                    max(indexes.start, side.start, min(indexes.stop, side.stop)),
                )
            )
            for side in (block.first, block.second)
        )
        return own <= _MOST_UNCOPIED * self.size(indexes)

    def _own(self, indexes: range) -> int:
        return self._own_sums[indexes.stop] - self._own_sums[indexes.start]

    def sets_off(self, index: int) -> bool:
        """Whether a copy may end at this piece: the document's end, a title or page line, another copy."""
        if not 0 <= index < len(self.pieces):
            return True
        return index in self.copied or not self.pieces[index].is_paragraph
