"""Which of two copies of a body is kept: the one that nothing is lost with, and that stands with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.repeats.beside import attached
from cleaner.repeats.blocks import text
from cleaner.repeats.copies import Relation
from cleaner.repeats.damage import SLIP
from cleaner.repeats.measures import SHINGLE, SHORTEST_TITLE
from cleaner.repeats.mending import unmended
from cleaner.repeats.pieces import SHORTEST_SENTENCE
from cleaner.repeats.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.repeats.blocks import Block, Judged
    from cleaner.repeats.document import Document
    from cleaner.repeats.pieces import Piece

# Marks of sentences, in both widths; and those of Chinese text alone.
_WIDE_MARKS = "，。；：！？、"
_MARKS = _WIDE_MARKS + ",.;:!?"


def keeps_first(document: Document, block: Block) -> bool:
    """Whether to keep the first copy.

    Unless less is lost with the second one, it has more, it goes on where the first one was cut, it has the
    title, the document's script, less damage or more of the punctuation.
    """
    if_first, if_second = _losses(document, block, first=True), _losses(document, block, first=False)
    if if_first != if_second:
        return if_first < if_second
    first = attached(document, block)
    if first is not None:
        return first
    for judge in (_own, _lines, _titles, _page_scripts, _undamaged, _marks, _wide_marks, _other_scripts):
        one, other = judge(document, block)
        if one != other:
            return one > other
    return True


def _losses(document: Document, block: Block, *, first: bool) -> int:
    return sum(lost(document.pieces, judged, first=first) for judged in block.differing)


def _titles(document: Document, block: Block) -> tuple[int, int]:
    """Return how surely each copy has a title of which the other one has none."""
    one, other = _texts(document, block)
    pieces = document.pieces
    if one and other and pieces[one - 1].key == pieces[other - 1].key:
        return 0, 0
    return _title(document, one), _title(document, other)


def _page_scripts(document: Document, block: Block) -> tuple[int, int]:
    """Return how much of each copy is in the script of the page's lines."""
    said = {document.pieces[index].key for index in (*block.first, *block.second)}
    others = _others(document, block)
    lines = (piece.text for piece in others if len(piece.key) < SHORTEST_SENTENCE and piece.key not in said)
    return _in_script(document, block, "\n".join(lines))


def _other_scripts(document: Document, block: Block) -> tuple[int, int]:
    """Return how much of each copy is in the script of all other text."""
    return _in_script(document, block, "\n".join(piece.text for piece in _others(document, block)))


def _others(document: Document, block: Block) -> list[Piece]:
    """Return the pieces outside the copies, where these are in different scripts: else nobody asks."""
    if not any(judged.comparison.differing_script for judged in block.copies):
        return []
    pieces = document.pieces
    first, between = pieces[: block.first.start], pieces[block.first.stop : block.second.start]
    return [*first, *between, *pieces[block.second.stop :]]


def _in_script(document: Document, block: Block, words: str) -> tuple[int, int]:
    """Return how much of each copy is in the script of some words."""
    if not words:
        return 0, 0
    from cleaner.script import kind

    wanted, first, second = (
        evidence["hans"] - evidence["hant"]
        for evidence in (
            kind(said).evidence
            for said in (words, text(document.pieces, block.first), text(document.pieces, block.second))
        )
    )
    return wanted * first, wanted * second


def _undamaged(_: Document, block: Block) -> tuple[int, int]:
    """Return how much of each copy is better than the other one."""
    first = sum(judged.comparison.worse(Relation.FIRST_BETTER) for judged in block.differing)
    second = sum(judged.comparison.worse(Relation.SECOND_BETTER) for judged in block.differing)
    return first, second


def _marks(document: Document, block: Block) -> tuple[int, int]:
    """Return how many marks each copy has."""
    return _count(document, block, _MARKS)


def _wide_marks(document: Document, block: Block) -> tuple[int, int]:
    """Return how many marks each copy has as Chinese text has them."""
    return _count(document, block, _WIDE_MARKS)


def _count(document: Document, block: Block, marks: str) -> tuple[int, int]:
    first, second = (
        "".join(document.pieces[index].said for index in indexes)
        for indexes in (
            [index for judged in block.copies for index in judged.pair.first],
            [index for judged in block.copies for index in judged.pair.second],
        )
    )
    if first == second:
        return 0, 0
    return sum(map(first.count, marks)), sum(map(second.count, marks))


def _texts(document: Document, block: Block) -> tuple[int, int]:
    """Return where the running text of each copy begins."""
    for judged in block.copies:
        if any(document.pieces[index].is_paragraph for side in judged.pair.sides for index in side):
            return judged.pair.first.start, judged.pair.second.start
    return block.first.start, block.second.start


def _title(document: Document, text: int) -> int:
    """Say whether running text has a title: 2 surely, 1 if a line above may be one, 0 if none.

    A title surely is what stands above another copy of the text, too, wherever it stands last, or the first
    line of all. What stands elsewhere, but not above this text, is none.
    """
    pieces = document.pieces
    if not text or pieces[text - 1].is_paragraph or len(pieces[text - 1].key) < SHORTEST_TITLE:
        return 0
    above, beginning = pieces[text - 1], pieces[text].key[:SHINGLE]
    texts = [index + 1 for index in document.places(above.key)]
    if SLIP.search(above.text):
        return 0
    if len(texts) == 1:
        return 2 if text == 1 else 1
    return 2 if texts[-1] < len(pieces) and pieces[texts[-1]].key.startswith(beginning) else 0


def lost(pieces: Sequence[Piece], judged: Judged, *, first: bool) -> int:
    """Return how many code points are lost if one side of a pair is kept, the `first` or the second one.

    What the kept side can take over from the other one is not lost.
    """
    if not judged.comparison.differences:
        return 0
    kept = judged.pair.first if first else judged.pair.second
    return sum(len(skeleton(text)) for text in unmended(pieces, kept, judged, first=first))


def _own(document: Document, block: Block) -> tuple[int, int]:
    """Return how much running text each copy has in it that the other one lacks, but for what is cut."""
    others = {index for judged in block.pairs for side in judged.pair.sides for index in side}
    others.update(cut_short(document.pieces, block))
    first, second = (
        sum(document.size(range(index, index + 1)) for index in side if index not in others)
        for side in (block.first, block.second)
    )
    return first, second


def cut_short(pieces: Sequence[Piece], block: Block) -> Iterator[int]:
    """Yield the pieces between others of a copy that are the beginning of one nearby, broken off.

    There a copy that was cut short ends, and the next one goes on without its beginning.
    """
    for one, other in block.apart:
        for above, below in zip(one.pair.sides, other.pair.sides, strict=True):
            for index in range(above.stop, below.start):
                wholes = (
                    pieces[whole] for pair in (one.pair, other.pair) for side in pair.sides for whole in side
                )
                if pieces[index].is_cut and any(_is_beginning(pieces[index], whole) for whole in wholes):
                    yield index


def _is_beginning(piece: Piece, whole: Piece) -> bool:
    return 0 < len(piece.key) < len(whole.key) and whole.key.startswith(piece.key)


def _lines(document: Document, block: Block) -> tuple[int, int]:
    """Return in how many lines each copy has what both have."""
    first = {document.pieces[index].line for judged in block.copies for index in judged.pair.first}
    second = {document.pieces[index].line for judged in block.copies for index in judged.pair.second}
    return len(first), len(second)
