"""Which reading of a damaged passage is to be believed, and how far."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from cleaner import gbk
from cleaner.slips import units, words
from cleaner.slips.state import BREAK, CUT, IN_STEP, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.slips.document import Document

# Nats by which the best reading must surpass others, and by which it must surpass the text as it stands.
CLEAR, WORTH = 1.0, 6.0

# The two models of likelihood count alike: pairs of characters know the document, words know more Chinese.
_HALF = 0.5
_NO_EVIDENCE = "?!\ufffd"  # Marks of loss and cutting marks may be real ones
_MOST_OPEN = 3  # Characters of one passage that may be left open.


class Slip(NamedTuple):
    """From `start` to `end` the damaged text stands for `text`, because of `kind`."""

    start: int
    end: int
    text: str
    kind: str
    sure: bool
    margin: float = 0.0
    gain: float = 0.0


def verdict(document: Document, start: int, states: Sequence[State]) -> Slip | None:
    """Return the reading to be believed; None if the text is as it was or no reading explains it."""
    states = [state for state in states if state.pending == IN_STEP]
    readings = sorted(
        (state for state in states if state.kind and replayed(document, start, state)), key=_surprise
    )
    if not readings:
        return None
    best = readings[0]
    undamaged = min((_surprise(state) for state in states if not state.kind), default=float("inf"))
    if undamaged - _surprise(best) < WORTH:
        return None
    rivals = [state for state in readings if _surprise(state) - _surprise(best) < CLEAR]
    unknown = _differences(best, rivals)
    guessed = unknown <= set(best.guessed) and len(unknown) <= _MOST_OPEN
    shown = document.text[start + 1 : best.closed[0]].strip(_NO_EVIDENCE)
    margin = min((_surprise(s) - _surprise(best) for s in readings if s.text != best.text), default=99.0)
    return Slip(
        start,
        best.closed[0],
        best.passage(unknown=unknown if guessed else frozenset()),
        best.kind,
        sure=guessed and bool(shown),
        margin=margin,
        gain=undamaged - _surprise(best),
    )


def _surprise(state: State) -> float:
    return _HALF * state.cost + _HALF * (state.extra + words.surprise(state.text))


def _differences(best: State, rivals: Sequence[State]) -> frozenset[int]:
    """Return the offsets at which the readings differ; an impossible one if their lengths do."""
    if any(len(rival.text) != len(best.text) for rival in rivals):
        return frozenset((-1,))
    return frozenset(
        index for index, character in enumerate(best.text) if any(r.text[index] != character for r in rivals)
    )


def replayed(document: Document, start: int, state: State) -> bool:
    """Whether the damage, done again to the original, gives the damaged text."""
    damaged = document.text[start : state.position]
    if state.kind == BREAK:
        again = state.raw.replace(CUT, b"").decode("gb2312", "replace")
    else:
        again = "".join(map(gbk.decode, state.raw.split(CUT)))
    return _seen(document, again) == _seen(document, damaged)


def _seen(document: Document, text: str) -> str:
    return unicodedata.normalize("NFC", document.fold(units.plain(text)))
