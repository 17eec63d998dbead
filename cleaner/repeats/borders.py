"""Where a copy ends and the next begins: short lines between may be the page's, or the next one's title."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from cleaner.repeats.copies import compare
from cleaner.repeats.measures import NEAR, SHINGLE
from cleaner.repeats.pieces import SHORTEST_SENTENCE

# Paragraphs of which so many code points at the start are less alike (0 to 1) are not compared.
_START, _LEAST_ALIKE = 24, 0.8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cleaner.repeats.blocks import Judged
    from cleaner.repeats.pieces import Piece


def copies(
    pieces: Sequence[Piece], pairs: Sequence[Judged], lasts: Mapping[str, int]
) -> Iterator[list[Judged]]:
    """Cut the pairs of a passage where the next copies begin, and leave out what is no part of the text.

    They begin where the passage says again what it has said before, or goes on to its own beginning, from the
    last title or line of the page on. `lasts` says where each key stands last.
    """
    start = candidate = 0
    begins: int | None = None
    said: dict[str, int] = {}
    shorts = [_is_short(pieces, judged) for judged in pairs]
    for index, each in enumerate(pairs):
        if index and (
            shorts[index] or (not shorts[index - 1] and _are_apart(pieces, pairs[index - 1], each))
        ):
            candidate = index
        if shorts[index]:
            continue
        text = each.pair.first.start
        begin = beginning(pieces[text])
        begins = text if begins is None else begins
        earlier = said.setdefault(begin, text) if begin else text
        again = earlier != text and _are_copies(pieces, earlier, text)
        if again and earlier == begins and candidate == start:
            candidate = index
        if start < candidate and (
            again or (_goes_on_to(pieces, each, begins) and _stands_apart(pieces, pairs, candidate))
        ):
            yield from _part(pieces, pairs[start:candidate], lasts)
            start, begins, said = candidate, text, {begin: text} if begin else {}
    yield from _part(pieces, pairs[start:], lasts)


def _part(
    pieces: Sequence[Piece], pairs: Sequence[Judged], lasts: Mapping[str, int]
) -> Iterator[list[Judged]]:
    """Yield the pairs from the first to the last that are copies, without lines of the page at the end."""
    numbers = [number for number, judged in enumerate(pairs) if judged.are_copies]
    if numbers:
        yield _trimmed(pieces, pairs[numbers[0] : numbers[-1] + 1], lasts)


def _trimmed(pieces: Sequence[Piece], pairs: Sequence[Judged], lasts: Mapping[str, int]) -> list[Judged]:
    """Return the pairs of a passage without lines at its ends that are no part of the copied text."""
    texts = [number for number, judged in enumerate(pairs) if not _is_short(pieces, judged)]
    if not texts:
        return list(pairs)
    first, last = _with_title(pieces, pairs, texts[0]), texts[-1] + 1
    if last < len(pairs) and not (
        _has_text_between(pieces, pairs[last - 1], pairs[last]) or _is_next_title(pieces, pairs, lasts)
    ):
        last = len(pairs)
    return list(pairs[first:last])


def _with_title(pieces: Sequence[Piece], pairs: Sequence[Judged], first: int) -> int:
    """Return with which pair a passage begins whose text begins with the `first`: with its title.

    Lines that are set off from the title in one of the copies are the page's.
    """
    title = first - 1
    if title < 0 or _has_text_between(pieces, pairs[title], pairs[first]):
        return first
    while title and all(
        one.stop == other.start
        for one, other in zip(pairs[title - 1].pair.sides, pairs[title].pair.sides, strict=True)
    ):
        title -= 1
    return title


def _are_apart(pieces: Sequence[Piece], above: Judged, each: Judged) -> bool:
    """Whether lines of the page stand between two pairs in both copies."""
    return all(
        any(not pieces[index].is_sentence for index in range(one.stop, other.start))
        for one, other in zip(above.pair.sides, each.pair.sides, strict=True)
    )


def _stands_apart(pieces: Sequence[Piece], pairs: Sequence[Judged], candidate: int) -> bool:
    """Whether in one of the copies a line stands between a title and the text above: it is no subhead."""
    text = next((above for above in reversed(pairs[:candidate]) if not _is_short(pieces, above)), pairs[0])
    return any(
        not pieces[index].is_sentence
        for one, other in zip(text.pair.sides, pairs[candidate].pair.sides, strict=True)
        for index in range(one.stop, other.start)
    )


def _goes_on_to(pieces: Sequence[Piece], each: Judged, begins: int) -> bool:
    """Whether what the passage begins with stands right below both sides of a pair, which then end a copy.

    Below the last pair of two copies that follow each other it stands below the first side only.
    """
    first, second = each.pair.first.stop, each.pair.second.stop
    if first >= len(pieces) or not beginning(pieces[first]) or not _are_copies(pieces, begins, first):
        return False
    return second < len(pieces) and _say_the_same(pieces[begins], pieces[second])


def _are_copies(pieces: Sequence[Piece], one: int, other: int) -> bool:
    """Whether the same text stands around two places, as far as both go: it is no refrain or formula.

    More than one paragraph has to be the same, or the line above it as well: its title.
    """
    if not _say_the_same(pieces[one], pieces[other]):
        return False
    runs = [_run_alike(pieces, one, other, step) for step in (-1, 1)]
    if None in runs:
        return False
    return any(runs) or (min(one, other) > 0 and pieces[one - 1].key == pieces[other - 1].key)


def _run_alike(pieces: Sequence[Piece], one: int, other: int, step: int) -> int | None:
    """Return how many more paragraphs in one direction are the same; None if another follows in both."""
    count = 0
    while True:
        one, other = one + step, other + step
        if _ends(pieces, one) or _ends(pieces, other):
            return count
        if not _say_the_same(pieces[one], pieces[other]):
            return None
        count += 1


def _say_the_same(one: Piece, other: Piece) -> bool:
    """Whether two paragraphs are equal, but for damage and script, or one is the beginning of the other."""
    if one.key == other.key:
        return True
    if (one.is_cut and other.key.startswith(one.key)) or (other.is_cut and one.key.startswith(other.key)):
        return True
    from rapidfuzz.distance import Indel

    if Indel.normalized_similarity(one.key[:_START], other.key[:_START]) < _LEAST_ALIKE:
        return False
    comparison = compare(one.said, other.said)
    return comparison.are_copies and not comparison.has_own_words


def _ends(pieces: Sequence[Piece], place: int) -> bool:
    return not 0 <= place < len(pieces) or not pieces[place].is_sentence


def _is_short(pieces: Sequence[Piece], judged: Judged) -> bool:
    """Whether neither side of a pair is surely running text."""
    return all(pieces[index].may_be_title for side in judged.pair.sides for index in side)


def _has_text_between(pieces: Sequence[Piece], above: Judged, each: Judged) -> bool:
    """Whether one of the copies has running text of its own between two pairs."""
    return any(
        len(pieces[index].key) >= SHORTEST_SENTENCE
        for one, other in zip(above.pair.sides, each.pair.sides, strict=True)
        for index in range(one.stop, other.start)
    )


def beginning(piece: Piece) -> str:
    """Return what a piece begins with; nothing if it is too short to tell."""
    return piece.key[:SHINGLE] if len(piece.key) >= SHINGLE else ""


def _is_next_title(pieces: Sequence[Piece], pairs: Sequence[Judged], lasts: Mapping[str, int]) -> bool:
    """Whether the last line is the title of the copy below, in both places, and wherever it stands last.

    Of the first copy the title was cut off then. A line that ends an article has no text below it at last.
    """
    begin, line = pairs[0].pair.second.start, pairs[-1].pair
    if not pieces[begin].is_paragraph or _text_below(pieces, line.first.stop) != begin:
        return False
    last = lasts[pieces[line.second.start].key]
    return all(
        third < len(pieces) and beginning(pieces[third]) == beginning(pieces[begin])
        for third in (_text_below(pieces, line.second.stop), _text_below(pieces, last + 1))
    )


def _text_below(pieces: Sequence[Piece], start: int) -> int:
    """Return the index of the first running text from a piece on, a few lines of a page aside."""
    lines: Iterable[Piece] = pieces[start : start + NEAR]
    return start + sum(1 for _ in takewhile(lambda piece: not piece.is_sentence, lines))
