"""From damaged text to the likeliest original: a beam search over the bytes that may have been there.

Every state is one way to read the damaged text up to a position: which original it makes, and whether that is
in step with the damaged text or has a lead byte waiting for its trail. The text as it stands is one of the
states, so a reading has to be more plausible than the damage itself.
"""

from __future__ import annotations

from itertools import chain, product
from operator import attrgetter
from typing import TYPE_CHECKING

from cleaner import gbk
from cleaner.slips import guesses, likelihood, units
from cleaner.slips.parting import Parting
from cleaner.slips.sites import LONE_BREAK
from cleaner.slips.state import BREAK, BYTE_SLIP, CUT, IN_STEP, MIS_CUT, TORN, State
from cleaner.slips.table import reads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.slips.document import Document
    from cleaner.slips.units import Unit

# How many states are kept at a position, how many of them that end alike and have no guess of their own, and
# how much worse than the best.
_BEAM, _ALIKE, _NEAR = 24, 4, 12.0

# Characters of a passage that are read before it is given up, and marks of loss in it: what has more of them
# and never comes in step was not torn.
LONGEST, _MOST_MARKS = 4000, 32

# Nats, as TORN, for other damage at a place that looks like it; _SILENT for a decoder that drops a byte
# without a mark, _BROKEN_AGAIN where other paragraphs begin with such damage, _MIXED for a writer who puts
# half-width and full-width marks side by side.
_CUT, _BROKEN, _BROKEN_AGAIN, _SILENT, _MIXED = 6.0, 8.0, 3.0, 6.0, 6.0

# Nats for a mark with a gloss of its own, which stays where nobody knew the character.
_LEFT_OPEN = 22.0

# Stand for what was lost: any bytes leave the same mark.
_ANY_TRAIL, _ANY_EATEN = b"\xfe", b"."

_cost = attrgetter("cost")


class Search:
    """Reads the damaged text of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.damaged = document.text
        self._parting = Parting(document, self._emit)

    def read(self, start: int, mark: int) -> tuple[list[State] | None, int]:
        """Return the ways to read the passage around the mark at `mark`, in step at `start`, and its end.

        The best is the first, the text as it stands is one of them. None if no end is within reach.
        """
        waiting = {start: [State(0.0, 0.0, self.document.preceding(start), start)]}
        marks = 0
        while waiting:
            position = min(waiting)
            states = _best(waiting.pop(position))
            marks += position > mark and self.damaged[position - 1] in units.LOST
            if position - start > LONGEST or marks > _MOST_MARKS:
                return None, position
            if position >= len(self.damaged):
                return _best([*states, *self._dropped(states)]), position
            if not waiting and position > mark and self._is_finished(states, position):
                return states, position
            here = units.at(self.damaged, position)
            step = self._whole if len(here) == 1 and not here[0].lost else self._steps
            for reached in chain(step(states, here), self._passed(states)):
                waiting.setdefault(reached.position, []).append(reached)
        return [], start

    def _is_finished(self, states: list[State], position: int) -> bool:
        """Whether all readings are in step, so that what follows is the same for all of them.

        What is torn next may be the last character that was torn before.
        """
        if self.damaged[position] in units.LOST or position in self.document.merged.within:
            return False
        return all(state.pending == IN_STEP for state in states)

    def _passed(self, states: list[State]) -> Iterator[State]:
        """Yield the states behind a gloss, where torn characters took the brackets of glosses along."""
        if any(self.document.merged):
            for state in states:
                yield from self._parting.passed(state)

    def _steps(self, states: list[State], here: list[Unit]) -> Iterator[State]:
        for state, unit in product(states, here):
            if state.pending == IN_STEP:
                yield from (self._lost_in_step if unit.lost else self._in_step)(state, unit)
            else:
                yield from (self._lost_out_of_step if unit.lost else self._out_of_step)(state, unit)

    def _whole(self, states: list[State], here: list[Unit]) -> Iterator[State]:
        """Yield what most steps come to: a character, in step or one byte off, neither lost nor glossed."""
        unit, general = here[0], likelihood.general
        character = unit.character
        codes = self.document.codes(character)
        code = codes[0] if codes else b""
        is_lead = len(codes) == 1 and code[-1] >= gbk.FIRST_LEAD
        for state in states:
            if state.pending == IN_STEP and len(codes) <= 1:
                yield state.literal(character, general(state.text[-1], character), code)
            elif state.pending == IN_STEP:
                yield from self._literal(state, character)
            elif is_lead:
                made = gbk.pair(state.pending, code[0])
                if made is not None:
                    yield state.completed(*self.document.next(state.text, made), code, unit.end)
            else:
                yield from self._out_of_step(state, unit)

    # in step

    def _in_step(self, state: State, unit: Unit) -> Iterator[State]:
        if not unit.gloss:
            yield from self._literal(state, unit.character)
        elif reads(unit.character, unit.gloss):
            for reached in self._literal(state, unit.character):
                yield reached.glossed(unit.gloss, unit.spelled).moved(unit.end)
        elif guesses.across_letter(state, unit):
            # Whatever widths the document has, this is an ASCII character: else it was no second byte.
            surprise = likelihood.general(state.text[-1], unit.character)
            torn = state.happened(BYTE_SLIP, 0.0).literal(unit.character, surprise, unit.character.encode())
            yield torn.glossed(unit.gloss).at(unit.end)

    def _literal(self, state: State, character: str) -> Iterator[State]:
        """Yield the state with the character read that stands at its position, in step."""
        # Not what this document says: the damage itself is a part of it.
        surprise = likelihood.general(state.text[-1], character)
        codes = self.document.codes(character) or [b""]
        # Half-width signs in step are taken for what they were most likely: full-width ones.
        for code in codes[-1:] if character.isascii() else codes:
            yield state.literal(character, surprise, code)

    def _lost_in_step(self, state: State, unit: Unit) -> Iterator[State]:
        if unit.gloss:
            for lost, cost in guesses.torn(self.document, state.previous, unit, across=True):
                yield state.torn(unit, lost, TORN + cost)
            if self.damaged[unit.start + 1] in units.OPENING:
                left_open = state.literal(unit.character, _LEFT_OPEN, unit.character.encode("gb18030"))
                yield left_open.glossed(unit.gloss, unit.spelled).moved(unit.end)
            return
        cuts = self.document.mark_codes(unit.end)
        mixed = bool(cuts) and unit.character == "?" and not self.document.folded
        yield from self._literal(state.paid(_MIXED * mixed), unit.character)
        yield from self._cut(state, unit, cuts)
        yield from self._broken(state, unit)

    def _cut(self, state: State, unit: Unit, codes: list[bytes]) -> Iterator[State]:
        """Yield the readings by which the site cut off the lead byte before the bytes of a mark."""
        for code in codes:
            first, *rest = code
            choice = guesses.leads(self.document, state, unit.start, first)
            read = bytes((gbk.FIRST_LEAD, *CUT, first))
            reached = self._emit(state.happened(MIS_CUT, _CUT).chosen(choice, read), bytes(rest))
            if reached is not None:
                yield reached.at(unit.end + 1)

    def _broken(self, state: State, unit: Unit) -> Iterator[State]:
        """Yield the reading by which FD A3 stood for a paragraph break: A3 took the next byte along."""
        again = self.document.traces.is_broken
        broken = state.happened(BREAK, _BROKEN_AGAIN if again else _BROKEN).literal("\n", 0.0, b"\xfd\xa3")
        if again and LONE_BREAK.match(self.damaged, unit.end):
            following = self.damaged[unit.end + 1]
            surprise = likelihood.general("\n", following)
            yield broken.literal(following, surprise, following.encode()).at(unit.end + 2)
        for code in self.document.codes(self.damaged[unit.end : unit.end + 1]):
            if code[0] == gbk.WIDE_LEAD and (again or chr(code[1] - gbk.WIDE_SHIFT).isalnum()):
                yield broken.lead(code[1]).at(unit.end + 1)

    # out of step

    def _out_of_step(self, state: State, unit: Unit) -> Iterator[State]:
        for code in self.document.codes(unit.character):
            reached = self._emit(state, code)
            if reached is None:
                continue
            if not unit.gloss:
                yield reached.at(unit.end)
            elif len(code) > 1 and reads(unit.character, unit.gloss):
                yield reached.glossed(unit.gloss).at(unit.end)
            elif len(code) == 1 and reads(reached.text[-1], unit.gloss):
                yield reached.glossed(unit.gloss, unit.spelled).at(unit.end)
        if unit.character in "\r\n" and not unit.gloss:
            for dropped in self._dropped([state]):
                yield from self._literal(dropped, unit.character)

    def _emit(self, state: State, code: bytes) -> State | None:
        """Read the bytes of a character on from a state; None if they cannot be the original's."""
        if state.pending == IN_STEP:
            return self._emit_in_step(state, code)
        character = gbk.pair(state.pending, code[0])
        if character is None:
            return None
        if len(code) == 1 or code[1] >= gbk.FIRST_LEAD:
            return state.completed(*self.document.next(state.text, character), code, state.position)
        whole = state.completed(*self.document.next(state.text, character), code[:1], state.position)
        return self._emit_in_step(whole, code[1:])

    def _emit_in_step(self, state: State, code: bytes) -> State | None:
        if not code:
            return state
        if code[0] >= gbk.FIRST_LEAD:
            return self._emit(state.lead(code[0]), code[1:]) if len(code) > 1 else state.lead(code[0])
        if code[0] == gbk.EURO:
            return None
        whole = state.completed(*self.document.next(state.text, chr(code[0])), code[:1], state.position)
        return self._emit_in_step(whole, code[1:])

    def _lost_out_of_step(self, state: State, unit: Unit) -> Iterator[State]:
        if unit.gloss:
            for choice, trail in guesses.read(self.document, state, unit):
                whole = state.chosen(choice, _ANY_TRAIL if trail == gbk.EURO else bytes((trail,)))
                yield whole.glossed(unit.gloss, unit.spelled).at(unit.end)
            return
        for code in self.document.codes(unit.character):
            reached = self._emit(state, code) if len(code) > 1 else None
            if reached:
                yield reached.at(unit.end)
        if self._tells(state, unit):
            return
        end = guesses.end(self.document, state, unit)
        if end.alone:
            choice = guesses.trails(self.document, state, unit.end)
            yield state.chosen(choice, _ANY_TRAIL).cut().at(unit.end)
        if end.eaten:
            choice = guesses.trails(self.document, state, unit.end, eaten=True)
            yield state.chosen(choice, _ANY_TRAIL + _ANY_EATEN).at(unit.end)

    def _tells(self, state: State, unit: Unit) -> bool:
        """Whether a gloss with a tone behind the mark tells what was lost: then it is no text."""
        glossed = units.at(self.damaged, unit.start)[0]
        toned = not glossed.gloss.isascii()
        return toned and bool(guesses.torn(self.document, state.pending, glossed, across=False))

    def _dropped(self, states: list[State]) -> Iterator[State]:
        """Yield the states that a decoder leaves which drops a lead byte at the end of a line."""
        for state in states:
            if state.pending != IN_STEP:
                choice = guesses.trails(self.document, state, state.position)
                known = state.paid(_SILENT).chosen(choice, _ANY_TRAIL)
                yield known._replace(raw=state.raw[:-1], guessed=state.guessed).at(state.position)


def _is_new(state: State, alike: list[State]) -> bool:
    """Whether a state, worse than those that end alike, is worth keeping: as one of few, or for a new guess.

    What follows does not tell them apart.
    """
    if any(state.text == one.text for one in alike):
        return False
    return len(alike) < _ALIKE or not _guesses(state) <= set().union(*map(_guesses, alike))


def _guesses(state: State) -> set[tuple[int, str]]:
    return {(at, state.text[at]) for at, _ in state.guessed if at < len(state.text)}


def _best(states: list[State]) -> list[State]:
    if len(states) == 1:
        return states
    states.sort(key=_cost)
    limit = states[0].cost + _NEAR
    kept: list[State] = []
    alike: dict[tuple[int, int, str], list[State]] = {}
    for state in states:
        if state.kind and (state.cost > limit or len(kept) >= _BEAM):
            continue  # The text as it stands is never given up: it is what a reading is measured by.
        end = state.pending, state.previous, state.text[-1]
        group = alike.get(end)
        if group is None:
            alike[end] = [state]
        elif _is_new(state, group):
            group.append(state)
        else:
            continue
        kept.append(state)
    return kept
