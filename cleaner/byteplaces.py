"""Where passages of a text are in the bytes of its document, for tools that count bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from cleaner.decode import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.decode import Source

_HZ = "hz"
_HZ_MARK = 2  # Bytes of the marks that open and close a group of characters in HZ.


def offsets(source: Source, positions: Iterable[int]) -> dict[int, int]:
    """Return the byte offset of each position, given in code points of the text.

    A position within characters that are bytes only together, as in a passage kept as it was, has none.
    """
    facts = source.facts()
    runs = facts.get("runs", [[0, facts["encoding"]]])
    raws = facts.get("raw", [])
    found = {}
    last, total = 0, len(source.bom)
    for position in _with_places(sorted(set(positions)), raws):
        within = [[start - last, *rest] for start, *rest in _between(raws, last, position)]
        window: dict[str, Any] = {"encoding": facts["encoding"], "bom": "", "raw": within}
        window["runs"] = [[max(0, start - last), name] for start, name in runs]
        total += len(encode(source.text[last:position], window))
        last = position
        if _in_group(source.text, position, runs, raws):
            # The window closes the group; the next window opens it again.
            found[position] = total - _HZ_MARK
            total -= 2 * _HZ_MARK
        else:
            found[position] = total
    return found


def _with_places(positions: Iterable[int], raws: Sequence[Sequence[Any]]) -> Iterator[int]:
    """Yield the positions that are not within one of the raw passages."""
    for position in positions:
        if not any(raw[0] < position < raw[0] + raw[1] for raw in _touching(raws, position)):
            yield position


def _between(raws: Sequence[Sequence[Any]], start: int, end: int) -> Sequence[Sequence[Any]]:
    """Return the raw passages of a span of the text that has places at both its ends."""
    first = bisect_right(raws, start - 1, key=lambda raw: raw[0])
    return raws[first : bisect_right(raws, end - 1, key=lambda raw: raw[0])]


def _in_group(text: str, position: int, runs: Sequence[Sequence[Any]], raws: Sequence[Sequence[Any]]) -> bool:
    """Whether a position is between two characters of one group in HZ."""
    run = runs[bisect_right(runs, position, key=lambda run: run[0]) - 1]
    if run[1] != _HZ or position in (0, run[0], len(text)):
        return False
    if text[position - 1].isascii() or text[position].isascii():
        return False
    return not _touching(raws, position)


def _touching(raws: Sequence[Sequence[Any]], position: int) -> Sequence[Sequence[Any]]:
    """Return the raw passages that begin or end at a position or hold it."""
    first = bisect_left(raws, position, key=lambda raw: raw[0] + raw[1])
    return raws[first : bisect_right(raws, position, key=lambda raw: raw[0])]
