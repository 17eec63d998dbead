"""What may have stood where bytes were lost, and what each of it costs."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner import gbk, readings
from cleaner.slips import likelihood
from cleaner.slips.document import reads
from cleaner.slips.state import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.slips.document import Document
    from cleaner.slips.state import State
    from cleaner.slips.units import Unit

# How many guesses are followed up: the likeliest of them.
MOST = 24

# A trail byte is lost where the decoder took it for a lead byte that nothing follows.
_TRAILS = range(gbk.FIRST_LEAD, gbk.LAST_LEAD + 1)

# A decoder eats the ASCII character behind a lone lead byte, if it is none that can be a trail byte.
_EDIBLE = "\n !\"#$%&'()*+,-./:;<=>?"
_ANY_DIGIT = "1"
_UNHEARD = 14.0

# What remains of a tag without its `<`, a year without its first digit, brackets without the opening one.
_TAG_REST = re.compile(r"/?(?:[a-z]{1,10}|h[1-6])(?:\s[^<>\n]{0,200})?/?>", re.IGNORECASE)
_YEAR_REST = re.compile(r"(?:0[0-3]|9[0-9]|8[0-9])\d(?:年|[上下]半年|[-./－]\d)")
_BRACKET_REST = re.compile(r"[^()（）?\n]{1,40}\)")

# Nats for a decoder that eats line ends, and for an opening bracket when the closing one stands there.
_EATS_LINE_END, _CLOSED_LATER = 6.0, -4.0

# Nats for a tag without its `<`: it is nothing that anybody writes.
_TAG_LEFT = -8.0

_PARTNERS = "“”‘’「」『』《》〈〉（）()【】〔〕"
_HAS_PARTNER, _LACKS_OPENING, _OPEN_ALREADY, _LACKS_CLOSING = -6.5, 2.5, 5.0, 3.0
_LINE = 1000  # Characters of a line that are searched for a partner.


class End(NamedTuple):
    """How a passage may end at a mark of loss: with the trail byte lost alone, or with an ASCII character."""

    alone: bool
    eaten: bool


class Eaten(NamedTuple):
    """An ASCII character that was lost, the surprise at it and other costs, whether nothing tells it."""

    character: str
    surprise: float
    cost: float
    unknowable: bool = False


def torn(document: Document, lead: int, gloss: str) -> list[tuple[int, float]]:
    """Return the bytes that make a character of this reading with the one before, and what each costs."""
    if lead < gbk.FIRST_LEAD:
        return []
    found = []
    for character in readings.characters(gloss):
        code = gbk.encode(character)
        if code and len(code) == len("ab") and code[0] == lead:
            found.append((code[1], document.unlikely_gloss(character, gloss)))
    return found


def across_letter(previous: int, unit: Unit) -> bool:
    """Whether the byte before and an ASCII letter make a character that reads as the gloss says."""
    if not unit.character.isascii():
        return False
    phantom = gbk.pair(previous, ord(unit.character))
    return phantom is not None and reads(phantom, unit.gloss)


def end(damaged: str, state: State, unit: Unit) -> End:
    """Return how the passage may end at a mark without a gloss."""
    following = damaged[unit.end : unit.end + 1]
    keeps = state.kind == BREAK or unit.character == "\ufffd"
    piece_ends = not following or following in "。！？!?" or following < " "
    return End(alone=keeps or piece_ends, eaten=not keeps)


def trails(document: Document, state: State, position: int) -> list[State]:
    """Return the likeliest states after a lost trail byte; `position` is behind its mark."""
    found = []
    guessed = state.guess(position - 1)
    for trail in gbk.NO_LEAD_IN_GB2312 if state.kind == BREAK else _TRAILS:
        character = gbk.pair(state.pending, trail)
        if character is not None:
            reached = guessed.completed(*document.next(state.text, character), trail)
            found.append(reached.paid(_unbalanced(document, character, state, position)))
    found.sort(key=lambda one: one.cost)
    return found[:MOST]


def eaten(document: Document, state: State, position: int) -> Iterator[Eaten]:
    """Yield the ASCII characters that may have stood before `position`.

    Nothing tells one digit from another, so they are one guess, as likely as all of them.
    """
    damaged = document.text
    before = state.text[-1]
    only, certain = _only(damaged, position)
    if only:
        yield Eaten(only, likelihood.general(before, only), certain)
        return
    some = -math.log(sum(math.exp(-document.surprise(before, digit)) for digit in "0123456789"))
    yield Eaten(_ANY_DIGIT, some + likelihood.ONE_OF_TEN, -likelihood.ONE_OF_TEN, unknowable=True)
    for character in _EDIBLE:
        surprise = document.surprise(before, character)
        if surprise < _UNHEARD:
            yield Eaten(character, surprise, document.narrow(character) + _odd(damaged, position, character))


def _odd(damaged: str, position: int, character: str) -> float:
    if character == "\n":
        return _EATS_LINE_END
    return _CLOSED_LATER if character == "(" and _BRACKET_REST.match(damaged, position) else 0.0


def _only(damaged: str, position: int) -> tuple[str, float]:
    """Return the character that what follows leaves no doubt about, and the cost of its loss, negative."""
    if _TAG_REST.match(damaged, position):
        return "<", _TAG_LEFT
    if _YEAR_REST.match(damaged, position):
        return "2" if damaged[position] == "0" else "1", 0.0
    return "", 0.0


def _unbalanced(document: Document, character: str, state: State, position: int) -> float:
    """Return nats for a quotation mark or bracket without its partner in the line; negative if it has one."""
    side = _PARTNERS.find(character)
    if side < 0:
        return 0.0
    partner = _PARTNERS[side ^ 1]
    before = document.line_before(state.closed[0] or position) + state.text
    is_open = before.rfind(character) > before.rfind(partner)
    if side % 2:
        return _HAS_PARTNER if before.rfind(partner) > before.rfind(character) else _LACKS_OPENING
    if is_open:
        return _OPEN_ALREADY
    after = document.text[position : position + _LINE].split("\n", 1)[0]
    closing, opening = after.find(partner), after.find(character)
    return _HAS_PARTNER if closing >= 0 and (opening < 0 or closing < opening) else _LACKS_CLOSING
