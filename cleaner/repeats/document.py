"""What is known of a document while its bodies are judged: its pieces, and which of them are copied."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.repeats.pieces import Piece

# How much text of its own the rest of a side may have that counts as being all copied.
_MOST_UNCOPIED = 0.1


class Document:
    """The pieces, and which of them are known to be copied somewhere."""

    def __init__(self, pieces: Sequence[Piece], copied: set[int]) -> None:
        self.pieces = pieces
        self.copied = copied
        sizes = [len(piece.key) if piece.is_paragraph else 0 for piece in pieces]
        own = [0 if index in copied else size for index, size in enumerate(sizes)]
        self._sums = list(accumulate(sizes, initial=0))
        self._own_sums = list(accumulate(own, initial=0))

    def size(self, indexes: range) -> int:
        """Code points of running text in neighbouring pieces."""
        return self._sums[indexes.stop] - self._sums[indexes.start]

    def is_copied(self, indexes: range) -> bool:
        """Whether the running text of neighbouring pieces is copied somewhere, but for a little."""
        own = self._own_sums[indexes.stop] - self._own_sums[indexes.start]
        return own <= _MOST_UNCOPIED * self.size(indexes)

    def sets_off(self, index: int) -> bool:
        """Whether a copy may end at this piece: the document's end, a title or page line, another copy."""
        if not 0 <= index < len(self.pieces):
            return True
        return index in self.copied or not self.pieces[index].is_paragraph
