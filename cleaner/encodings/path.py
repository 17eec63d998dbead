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
DAMAGE = -15.0
MORE_DAMAGE = -8.5
NUL = -8.0
SWITCH = -12.0
# A letter, or a sign, that could be the second byte of a character, right behind a Chinese one.
LETTER_IN_CHINESE = -4.0
SIGN_IN_CHINESE = -6.0
# Where letters of foreign alphabets are damage (in two bytes), except for words of them.
SAME_ALPHABET = 5.0

_IMPOSSIBLE = float("-inf")
_SIGNS = frozenset("@[\\]^_`{|}~")


class Move(NamedTuple):
    """`size` bytes read as `text` by reader number `reader`, which is so probable; no text means damage."""

    size: int
    text: str
    reader: int
    weight: float


class _Lattice:
    """For each byte and state, the best way there: its score, the state before, and the bytes and text since.

    Each reader has two states: behind a character, and within damage.
    """

    def __init__(self, window: bytes, readers: Sequence[Reader]) -> None:
        self._window = window
        self._readers = readers
        self._scores = [[_IMPOSSIBLE] * (len(window) + 1) for _ in range(2 * len(readers))]
        self._links: list[list[tuple[int, int, str, float] | None]] = [
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
            before, size, text, weight = link
            moves.append(Move(size, text, state // 2, weight))
            state, end = before, end - size
        moves.reverse()
        return moves

    def _read(self, position: int, number: int, state: int, score: float) -> None:
        """Go on with the character that starts here, if there is one."""
        character = self._readers[number].at(self._window, position)
        if character is None:
            return
        size, text, weight = character
        link = self._links[state][position]
        weight += _company(link[2] if link else "", text, wide=self._readers[number].wide)
        if score + weight > self._scores[2 * number][position + size]:
            self._scores[2 * number][position + size] = score + weight
            self._links[2 * number][position + size] = (state, size, text, weight)

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
            self._links[2 * number + 1][position + 1] = (state, 1, "", 0.0)


def _company(last: str, text: str, *, wide: bool) -> float:
    """Return by how much the character before makes one more probable, or less."""
    if last <= "\u2fff":
        return SAME_ALPHABET if wide and _is_alphabetic(last) and _is_alphabetic(text) else 0.0
    if text > "\u2fff":
        return frequency.gain(last[-1], text[0])
    if not "@" <= text < "\x7f":
        return 0.0
    return SIGN_IN_CHINESE if text in _SIGNS else LETTER_IN_CHINESE


def _is_alphabetic(text: str) -> bool:
    return "\u0250" <= text < "\u2010"


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
        same = list(group)
        size = sum(move.size for move in same)
        total += DAMAGE + MORE_DAMAGE * (size - 1) if damage else sum(move.weight for move in same)
        total += SWITCH if number else 0.0
    return total


def straight(window: bytes, reader: Reader) -> list[Move]:
    """Return the reading in one encoding up to the first byte that is no character, or to the end."""
    moves: list[Move] = []
    position = 0
    while position < len(window):
        character = reader.at(window, position)
        if character is None:
            break
        size, text, weight = character
        moves.append(
            Move(size, text, 0, weight + _company(moves[-1].text if moves else "", text, wide=reader.wide))
        )
        position += size
    return moves
