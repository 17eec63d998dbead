"""The most plausible reading of a stretch of HZ in which a mark or a character is damaged.

A mark tells which of two alphabets follows, seven-bit letters or Chinese; where it is lost, only the letters
tell. A Viterbi search finds the sequence of characters, marks, lost marks and damage with the highest
probability.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cleaner import frequency

# Natural logarithms: a mark that is not there, or half there, a byte that is none of anything, one more, a
# letter of ASCII. Random pairs of letters are rare characters (-13), which is less than two letters.
_LOST_MARK = -16.0
_TORN_MARK = -14.0
_DAMAGE = -15.0
_MORE_DAMAGE = -8.5
_LETTER = -5.0
_TILDE = -8.0
_LONE_TILDE = -13.0  # It should be doubled.
_IMPOSSIBLE = float("-inf")
_HOPELESS = 40.0  # More than two lost marks.
_OF_MARKS = frozenset(b"~{}")

_PLAIN = frozenset(range(0x20, 0x7E)) | {0x09, 0x0D}
_TO_HIGH = bytes(byte | 0x80 if 0x21 <= byte <= 0x7E else 0xFF for byte in range(256))

# What the bytes before a place belong to, and which alphabet goes on.
_ASCII, _CHINESE, _TORN_ASCII, _TORN_CHINESE = range(4)


class Move(NamedTuple):
    """`size` bytes that mean `text`; a mark means nothing, and is not damaged."""

    size: int
    text: str
    damaged: bool


class _Step(NamedTuple):
    score: float
    origin: tuple[int, int]
    move: Move


class _Lattice:
    """For each byte and state, the best way there."""

    def __init__(self, stretch: bytes) -> None:
        self._stretch = stretch
        self._high = stretch.translate(_TO_HIGH)
        self._best: list[list[_Step | None]] = [[None] * 4 for _ in range(len(stretch) + 1)]
        self._best[0][_ASCII] = _Step(0.0, (0, _ASCII), Move(0, "", damaged=False))

    def fill(self) -> None:
        """Go through the stretch; what is hopelessly behind is not followed."""
        before = _IMPOSSIBLE
        for position, here in enumerate(self._best):
            top = max((step.score for step in here if step is not None), default=_IMPOSSIBLE)
            hopeless = max(top, before) - _HOPELESS
            before = top
            for state in (_TORN_ASCII, _TORN_CHINESE, _ASCII, _CHINESE):
                step = here[state]
                if step is not None and step.score > hopeless:
                    self._lose_mark(position, state, step)
            if position < len(self._stretch):
                for state, step in enumerate(here):
                    if step is not None and step.score > hopeless:
                        self._go_on(position, state, step)

    def moves(self) -> list[Move]:
        """Return the best way to the end, where letters follow."""
        place = (len(self._stretch), max((_ASCII, _TORN_ASCII), key=self._score_at_end))
        moves: list[Move] = []
        while place != (0, _ASCII) and (step := self._best[place[0]][place[1]]) is not None:
            if step.move.size:
                moves.append(step.move)
            place = step.origin
        return moves[::-1]

    def _score_at_end(self, state: int) -> float:
        step = self._best[-1][state]
        return _IMPOSSIBLE if step is None else step.score

    def _lose_mark(self, position: int, state: int, step: _Step) -> None:
        """Change the alphabet without a mark, or with what is left of one."""
        chinese = state in (_CHINESE, _TORN_CHINESE)
        after = _ASCII if chinese else _CHINESE
        move = (0, step.move.text, False)
        self._put((position, after), step.score + _LOST_MARK, (position, state), move)
        here = self._stretch[position : position + 2]
        if not _OF_MARKS.isdisjoint(here):
            for size in _torn(here, b"}" if chinese else b"{"):
                self._put(
                    (position + size, after), step.score + _TORN_MARK, (position, state), (size, "", True)
                )

    def _go_on(self, position: int, state: int, step: _Step) -> None:
        """Take what may start at a byte for a mark, a character, damage."""
        chinese = state in (_CHINESE, _TORN_CHINESE)
        origin = (position, state)
        here = self._stretch[position : position + 2]
        for size, text, weight in self._chinese(here, position, step) if chinese else _letters(here):
            after = chinese if text else not chinese
            self._put((position + size, int(after)), step.score + weight, origin, (size, text, False))
        cost = _MORE_DAMAGE if state in (_TORN_ASCII, _TORN_CHINESE) else _DAMAGE
        torn = _TORN_CHINESE if chinese else _TORN_ASCII
        self._put((position + 1, torn), step.score + cost, origin, (1, "", True))

    def _chinese(self, here: bytes, position: int, step: _Step) -> list[tuple[int, str, float]]:
        if here == b"~}":
            return [(2, "", 0.0)]
        text = _pair(self._high[position : position + 2])
        if not text:
            return []
        before = step.move.text[-1:]
        return [(2, text, frequency.weight(text) + (frequency.gain(before, text) if before else 0.0))]

    def _put(
        self, place: tuple[int, int], score: float, origin: tuple[int, int], move: tuple[int, str, bool]
    ) -> None:
        position, state = place
        known = self._best[position][state]
        if known is None or score > known.score:
            self._best[position][state] = _Step(score, origin, Move(*move))


@lru_cache(maxsize=8192)
def _pair(raw: bytes) -> str:
    """Return the character of two bytes; none if they are none in GB 2312."""
    try:
        raw.decode("gb2312")
        return raw.decode("gb18030") if len(raw) > 1 else ""
    except UnicodeDecodeError:
        return ""


def _torn(here: bytes, brace: bytes) -> list[int]:
    """Return how many of these two bytes may be left of a mark: one of it, or two of which one is changed."""
    sizes = [1] if here[:1] in (b"~", brace) else []
    if (
        len(here) == len(b"~{")
        and here not in (b"~{", b"~}", b"~~")
        and (here[:1] == b"~") != (here[1:] == brace)
    ):
        sizes.append(len(here))
    return sizes


def _letters(here: bytes) -> list[tuple[int, str, float]]:
    if here == b"~{":
        return [(2, "", 0.0)]
    if here == b"~~":
        return [(2, "~", _TILDE)]
    if here[:1] == b"~":
        return [(1, "~", _LONE_TILDE)]
    return [(1, chr(here[0]), _LETTER)] if here[0] in _PLAIN else []


def best(stretch: bytes) -> list[Move]:
    """Return the most plausible reading of a stretch that begins and ends in ASCII."""
    lattice = _Lattice(stretch)
    lattice.fill()
    return lattice.moves()
