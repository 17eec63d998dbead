"""The most plausible reading of a few bytes that do not read straight.

Each byte is either part of a character, of one of several encodings, or damage. A Viterbi search finds the
sequence with the highest probability: characters count as the frequencies say, damage and changes of the
encoding cost a fixed sum.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cleaner import frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.encodings.reader import Reader

# Natural logarithms. A lost byte is worth about three garbled characters; a foreign run pays off from two
# characters on; NULs are damage whatever is around them.
DAMAGE = -22.0
MORE_DAMAGE = -7.0
NUL = -8.0
SWITCH = -14.0
# A letter or sign that could be the second byte of a character, right behind a Chinese one.
LETTER_IN_CHINESE = -4.0

_IMPOSSIBLE = float("-inf")


class Move(NamedTuple):
    """`size` bytes read as `text` by reader number `reader`; no text means damage."""

    size: int
    text: str
    reader: int


class _State(NamedTuple):
    """The best way to a byte that ends in a given manner."""

    score: float
    move: Move | None
    before: _State | None


_NOWHERE = _State(_IMPOSSIBLE, None, None)


def best(window: bytes, readers: Sequence[Reader], *, final: bool) -> list[Move]:
    """Return the most plausible reading of a window that begins in step, in the first of the readers.

    Unless `final`, the window may end within a character, whose bytes are then not covered.
    """
    size = len(window)
    width = len(readers)
    # Two states a reader: after a character, and within damage.
    states = [[_NOWHERE] * (2 * width) for _ in range(size + 1)]
    states[0][0] = _State(0.0, None, None)
    for position in range(size):
        _advance(window, position, readers, states)
    ends = range(size, size + 1) if final else range(max(1, size - 3), size + 1)
    return _moves(max((state for end in ends for state in states[end]), key=lambda state: state.score))


def likelihood(moves: Sequence[Move]) -> float:
    """Return the log-probability of a path."""
    total = 0.0
    for (number, damage), group in groupby(moves, key=lambda move: (move.reader, not move.text)):
        size, text = 0, ""
        for move in group:
            size, text = size + move.size, text + move.text
        total += DAMAGE + MORE_DAMAGE * (size - 1) if damage else frequency.log_probability(text) * len(text)
        total += SWITCH if number else 0.0
    return total


def straight(window: bytes, reader: Reader) -> list[Move]:
    """Return the reading in one encoding up to the first byte that is no character, or to the end."""
    moves = []
    position = 0
    while position < len(window):
        characters = reader.at(window, position)
        if not characters:
            break
        moves.append(Move(characters[0].size, characters[0].text, 0))
        position += characters[0].size
    return moves


def _advance(window: bytes, position: int, readers: Sequence[Reader], states: list[list[_State]]) -> None:
    here = states[position]
    leader = max(here, key=lambda state: state.score)
    if leader.score == _IMPOSSIBLE:
        return
    for number, reader in enumerate(readers):
        after_character, in_damage = here[2 * number], here[2 * number + 1]
        origin = after_character if after_character.score >= in_damage.score else in_damage
        score = origin.score
        if leader.score + SWITCH > score:
            origin, score = leader, leader.score + SWITCH
        nul = window[position] == 0 and not reader.wide
        _damage(states[position + 1], number, nul, after_character, in_damage)
        last = origin.move.text if origin.move else ""
        for size, text, weight in reader.at(window, position):
            reached = score + weight
            if last > "\u2fff":
                if text > "\u2fff":
                    reached += frequency.gain(last[-1], text[0])
                elif size == 1 and text >= "@":
                    reached += LETTER_IN_CHINESE
            there = states[position + size]
            if reached > there[2 * number].score:
                there[2 * number] = _State(reached, Move(size, text, number), origin)


def _damage(there: list[_State], number: int, nul: bool, after_character: _State, in_damage: _State) -> None:
    first = after_character.score + (NUL if nul else DAMAGE)
    more = in_damage.score + (NUL if nul else MORE_DAMAGE)
    origin, score = (after_character, first) if first >= more else (in_damage, more)
    if score > there[2 * number + 1].score:
        there[2 * number + 1] = _State(score, Move(1, "", number), origin)


def _moves(state: _State) -> list[Move]:
    moves = []
    while state.move is not None and state.before is not None:
        moves.append(state.move)
        state = state.before
    moves.reverse()
    return moves
