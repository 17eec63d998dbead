"""Where passages of a text are in the bytes of its document, for tools that count bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.decode import encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.decode import Source

# Its bytes mean nothing without the shifts before them, so that a place among them is no place in the text.
_STATEFUL = "hz"


def offsets(source: Source, positions: Iterable[int]) -> dict[int, int]:
    """Return the byte offset of each position, given in code points of the text; none in stateful HZ."""
    facts = source.facts()
    runs = facts.get("runs", [[0, facts["encoding"]]])
    if any(name == _STATEFUL for _, name in runs):
        return {}
    raw = iter(facts.get("raw", ()))
    waiting = next(raw, None)
    found = {}
    last, total = 0, len(source.bom)
    for position in sorted(set(positions)):
        window: dict[str, Any] = {"encoding": facts["encoding"], "bom": "", "raw": []}
        window["runs"] = [[max(0, start - last), name] for start, name in runs]
        while waiting is not None and waiting[0] < position:
            start, length, spelled = waiting
            window["raw"].append([start - last, length, spelled])
            waiting = next(raw, None)
        total += len(encode(source.text[last:position], window))
        found[position] = total
        last = position
    return found
