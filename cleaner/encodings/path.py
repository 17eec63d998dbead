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
    from collections.abc import Iterable, Sequence

    from cleaner.encodings.reader import Reader

# Natural logarithms. A lost byte is worth about two garbled characters; a run of another encoding pays off
# from two characters on; NULs are damage whatever is around them.
DAMAGE = -17.0
MORE_DAMAGE = -8.5
NUL = -8.0
SWITCH = -12.0
# A letter or sign that could be the second byte of a character, right behind a Chinese one.
LETTER_IN_CHINESE = -4.0

_IMPOSSIBLE = float("-inf")


class Move(NamedTuple):
    """`size` bytes read as `text` by reader number `reader`; no text means damage."""

    size: int
    text: str
    reader: int


class _Lattice:
    """For each byte and state, the best way there: its score, the state before, and the bytes and text since.

    Each reader has two states: behind a character, and within damage.
    """

    def __init__(self, window: bytes, readers: Sequence[Reader]) -> None:
        self._window = window
        self._readers = readers
        self._scores = [[_IMPOSSIBLE] * (len(window) + 1) for _ in range(2 * len(readers))]
        self._links: list[list[tuple[int, int, str] | None]] = [
            [None] * (len(window) + 1) for _ in self._scores
        ]
        self._scores[0][0] = 0.0

    def fill(self) -> None:
        """Go through the window."""
        for position in range(len(self._window)):
            here = [column[position] for column in self._scores]
            top = max(here)
            if top == _IMPOSSIBLE:
                continue
            leader = here.index(top)
            for number in range(len(self._readers)):
                state = 2 * number if here[2 * number] >= here[2 * number + 1] else 2 * number + 1
                score = here[state]
                if top + SWITCH > score:
                    state, score = leader, top + SWITCH
                self._read(position, number, state, score)
                self._damage(position, number, here[2 * number], here[2 * number + 1])

    def moves(self, ends: Iterable[int]) -> list[Move]:
        """Return the best way to one of these ends."""
        states = range(len(self._scores))
        _, end, state = max((self._scores[state][end], end, state) for end in ends for state in states)
        moves = []
        while (link := self._links[state][end]) is not None:
            before, size, text = link
            moves.append(Move(size, text, state // 2))
            state, end = before, end - size
        moves.reverse()
        return moves

    def _read(self, position: int, number: int, state: int, score: float) -> None:
        """Go on with the character that starts here, if there is one."""
        character = self._readers[number].at(self._window, position)
        if character is None:
            return
        size, text, reached = character
        reached += score
        link = self._links[state][position]
        last = link[2] if link else ""
        if last > "\u2fff":
            if text > "\u2fff":
                reached += frequency.gain(last[-1], text[0])
            elif size == 1 and text >= "@":
                reached += LETTER_IN_CHINESE
        if reached > self._scores[2 * number][position + size]:
            self._scores[2 * number][position + size] = reached
            self._links[2 * number][position + size] = (state, size, text)

    def _damage(self, position: int, number: int, after_character: float, in_damage: float) -> None:
        """Take the byte for damage."""
        first, more = DAMAGE, MORE_DAMAGE
        if self._window[position] == 0 and not self._readers[number].wide:
            first = more = NUL
        state = 2 * number
        score = after_character + first
        if in_damage + more > score:
            state, score = state + 1, in_damage + more
        if score > _IMPOSSIBLE:
            self._scores[2 * number + 1][position + 1] = score
            self._links[2 * number + 1][position + 1] = (state, 1, "")


def best(window: bytes, readers: Sequence[Reader], *, final: bool) -> list[Move]:
    """Return the most plausible reading of a window that begins in step, in the first of the readers.

    Unless `final`, the window may end within a character, whose bytes are then not covered.
    """
    lattice = _Lattice(window, readers)
    lattice.fill()
    size = len(window)
    return lattice.moves([size] if final else range(max(1, size - 3), size + 1))


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
        character = reader.at(window, position)
        if character is None:
            break
        moves.append(Move(character.size, character.text, 0))
        position += character.size
    return moves
