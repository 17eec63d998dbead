"""Which reading of a damaged passage is to be believed, and how far."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from cleaner import gbk
from cleaner.slips import filling, likelihood, parting, plausibility, units
from cleaner.slips.document import AROUND
from cleaner.slips.state import BREAK, CUT, IN_STEP, State
from cleaner.slips.table import across

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.slips.document import Document
    from cleaner.slips.filling import Filled

# Nats by which the best reading must surpass others: where a gloss tells how a character reads, and where
# nothing is known of it but one byte. On text damaged on purpose, of readings just below these one in three
# was wrong, and of all above them four and thirty in 1000; scripts/measure_repair.py has the table.
CLEAR, CLEAR_UNREAD = 2.0, 3.0

WORTH = 4.0  # Nats by which the best reading must surpass the text as it stands.

_NEAR = 14.0  # Nats between readings, before all choices are made, beyond which none overtakes another.

_MOST_GUESSED = 12  # Places of one passage at which bytes are a guess: beyond that, it is none.
_MOST_OPEN = 3  # Characters of one passage that may be left open.
_NO_EVIDENCE = "?!\ufffd"  # These may be real marks.
_CLOSING = tuple("”」』")  # Where these are restored, a quotation was open.


class Slip(NamedTuple):
    """From `start` to `end` the damaged text stands for `text`, because of `kind`."""

    start: int
    end: int
    text: str
    kind: str
    sure: bool


class Verdict(NamedTuple):
    """The slips of a passage, and the glossed characters across two others that all likely readings have."""

    slips: list[Slip]
    across: frozenset[tuple[str, str]] = frozenset()


def verdict(document: Document, start: int, states: Sequence[State]) -> Verdict:
    """Return what the damaged passage stands for; nothing if it is as it was or no reading explains it."""
    ranked = _ranked(document, start, states)
    found = _slips(document, start, states, ranked) if ranked else []
    if not found:
        return Verdict([])
    likely = (state for one, state in ranked if one.nats - ranked[0][0].nats < CLEAR)
    return Verdict(found, frozenset.intersection(*(frozenset(across(state.raw)) for state in likely)))


def _slips(
    document: Document, start: int, states: Sequence[State], ranked: list[tuple[Filled, State]]
) -> list[Slip]:
    """Return what the damaged passage stands for; nothing if it is as it was.

    What is clear but for a character or two is sure, and each of these a doubtful slip of its own.
    """
    least, best = ranked[0]
    literal = [_as_it_stands(document, state) for state in states if not state.kind]
    as_it_stands = min(literal, default=float("inf"))
    if as_it_stands - least.nats < WORTH:
        return []
    unknown = _unclear(document, ranked)
    marks = dict(best.guessed)
    if unknown and unknown >= set(range(AROUND, best.closed[1])):
        return [_doubtful(start, best)]
    if not unknown <= marks.keys() or len(unknown) > _MOST_OPEN or not _is_credible(document, start, best):
        return [_doubtful(start, best)]
    return list(_pieces(start, best, {offset: marks[offset] for offset in sorted(unknown)}))


def _doubtful(start: int, state: State) -> Slip:
    return Slip(start, state.closed[0], state.passage(AROUND, state.closed[1]), state.kind, sure=False)


def _is_credible(document: Document, start: int, state: State) -> bool:
    """Whether anything but marks is out of step, or a tag lacks its `<`; and nothing unknown comes out."""
    passage = state.text[AROUND : state.closed[1]]
    if any(map(likelihood.is_private, passage)):
        return False
    if document.merged.within and parting.is_astray(passage, document.text[start : state.closed[0] + 1]):
        return False
    traces = document.traces
    if (traces.is_torn and passage[-1:] in _CLOSING) or (traces.is_broken and state.kind == BREAK):
        return True
    return passage.endswith(("<", "&")) or bool(
        document.text[start + 1 : state.closed[0]].strip(_NO_EVIDENCE)
    )


def _pieces(start: int, best: State, unknown: dict[int, int]) -> Iterator[Slip]:
    """Yield the passage cut at unknown characters; `unknown` has the damaged offset of the mark of each.

    Between two of them nothing goes where nothing is known: a mark there may be a part of either. What the
    decoder ate with a character may be certain though the character is not.
    """
    damaged_end, end = best.closed
    offset = AROUND
    for mark in sorted(set(unknown.values())):
        at_mark = [one for one, its_mark in best.guessed if its_mark == mark]
        first = min(one for one in at_mark if one in unknown)
        known = best.passage(offset, first)
        if mark > start and known:
            yield Slip(start, mark, known, best.kind, sure=True)
        start, last = mark + 1, max(at_mark)
        offset = last if first < last and best.is_certain(last) else last + 1
        yield Slip(mark, start, best.text[first:offset], best.kind, sure=False)
    known = best.passage(offset, end)
    if known:
        yield Slip(start, damaged_end, known, best.kind, sure=True)


def _as_it_stands(document: Document, state: State) -> float:
    return plausibility.score(*filling.read_on(document, state), state.extra)


def _ranked(document: Document, start: int, states: Sequence[State]) -> list[tuple[Filled, State]]:
    """Return the readings that explain the damage, with their choices made, best first."""
    damaged = _seen(document, document.text[start : states[0].position]) if states else ""
    explaining = [
        state
        for state in states
        if state.pending == IN_STEP
        and state.kind
        and len(state.choices) <= _MOST_GUESSED
        and _seen(document, _torn_again(state)) == damaged
    ]
    limit = min((state.cost for state in explaining), default=0.0) + _NEAR
    choices = filling.Filling(document, start)
    found = [(choices.filled(state), state) for state in explaining if state.cost <= limit]
    found.sort(key=lambda one: one[0].nats)
    return [(one, state._replace(text=one.text)) for one, state in found]


def _unclear(document: Document, ranked: Sequence[tuple[Filled, State]]) -> frozenset[int]:
    """Return the offsets at which the best reading is not clear."""
    best, state = ranked[0]
    rivals = [*((one.nats, one.text) for one, _ in ranked), *best.rivals]
    near = [text for nats, text in rivals if nats - best.nats < CLEAR]
    unread = {at for at, mark in state.guessed if not units.at(document.text, mark)[0].gloss}
    further = [text for nats, text in rivals if CLEAR <= nats - best.nats < CLEAR_UNREAD]
    unknowable = {choice.end - 1 for choice in state.choices if choice.unknowable(best.text)}
    return _differences(best.text, near) | (_differences(best.text, further) & unread) | unknowable


def _differences(best: str, rivals: Sequence[str]) -> frozenset[int]:
    """Return the offsets at which readings differ from the best."""
    found: set[int] = set()
    for rival in rivals:
        if len(rival) == len(best):
            found |= {index for index, character in enumerate(best) if rival[index] != character}
        else:
            found |= set(_replaced(best, rival))
    return frozenset(found)


def _replaced(best: str, rival: str) -> range:
    """Return the offsets at which a reading of another length differs, or the one before what it adds."""
    start = _shared(best, rival)
    end = len(best) - min(_shared(best[::-1], rival[::-1]), min(len(best), len(rival)) - start)
    return range(min(start, end - 1), end)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their start."""
    different = (index for index, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(different, min(len(one), len(other)))


def _torn_again(state: State) -> str:
    """Return the original with the damage done again; it explains the damaged text if that comes out."""
    if state.kind == BREAK:
        return state.raw.replace(CUT, b"").decode("gb2312", "replace")
    return "".join(map(gbk.decode, state.raw.split(CUT)))


def _seen(document: Document, text: str) -> str:
    return unicodedata.normalize("NFC", document.fold(units.plain(text)))
