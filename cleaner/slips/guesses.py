"""What may have stood where bytes were lost, and what each of it costs."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import frequency, gbk, late, readings
from cleaner.slips import choices, likelihood, units
from cleaner.slips.choices import Choice, Eaten
from cleaner.slips.manner import PARTNERS
from cleaner.slips.state import BREAK
from cleaner.slips.table import reads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.slips.document import Document
    from cleaner.slips.state import State
    from cleaner.slips.units import Unit

# A decoder eats the ASCII character behind a lone lead byte, if it is none that can be a trail byte.
_EDIBLE = "\n !\"#$%&'()*+,-./:;=>?"
_ANY_DIGIT = "1"

_FOLDED_SIGNS = tuple(",:;!?()")

# What remains of a tag without its `<`, an entity without its `&`, a number without its first digits,
# brackets without the opening one.
_TAG_REST = late.pattern(r"/?(?:[a-z]{1,10}|h[1-6])(?:\s[^<>\n]{0,200})?/?>", re.IGNORECASE)
_ENTITY_REST = late.pattern(
    "(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|nbsp|e[nm]sp|quot|amp|[lg]t|[lr][ds]quo|hellip|mdash|middot|bull);"
)
_YEAR_REST = late.pattern(r"(?:0[0-3]|9[0-9]|8[0-9])\d(?:年|[上下]半年|[-./－]\d)")
_NUMBER_REST = late.pattern(r"0(?:[0-9]|[年月日多余餘个個万萬亿億元岁歲])")
_BRACKET_REST = late.pattern(r"[^()（）?\n]{1,40}\)")

# Nats for a decoder that eats line ends, where it seems not to, and where nothing is known of it; and for an
# opening bracket when the closing one stands there, and a closing one when none is open.
_KEEPS_LINE_ENDS, _EATS_LINE_END, _CLOSED_LATER, _NOT_OPEN = 8.0, 3.0, -4.0, 4.0

# Nats for a tag without its `<`, an entity without its `&`: they are nothing that anybody writes.
_MARKUP_LEFT = -8.0

# Nats for a mark of a pair: its partner stands in the line, before it in an earlier line or nowhere, the same
# mark stands before it and has no partner yet, none comes behind it.
_HAS_PARTNER, _OPENED_EARLIER, _LACKS_OPENING, _OPEN_ALREADY, _LACKS_CLOSING = -6.5, 2.5, 5.0, 5.0, 3.0

_QUOTED = 2000  # Characters of a quotation of several paragraphs.


class End(NamedTuple):
    """How a passage may end at a mark of loss: with the trail byte lost alone, or with an ASCII character."""

    alone: bool
    eaten: bool


def torn(document: Document, lead: int, unit: Unit, *, across: bool) -> list[tuple[int, float]]:
    """Return the lost bytes that make a character of a reading with the one before, and their costs."""
    if lead < gbk.FIRST_LEAD:
        return []
    read, least = _reading(unit.gloss).get(lead, ()), _least_lost(unit.character)
    return [
        (byte, document.unlikely_gloss(one, unit.gloss, across=across)) for byte, one in read if byte >= least
    ]


def _least_lost(mark: str) -> int:
    """Return the least byte that a decoder with this mark leaves it for: most know 80 as the euro sign."""
    return gbk.EURO if mark == "\ufffd" else gbk.FIRST_LEAD


@lru_cache(maxsize=2048)
def _reading(gloss: str) -> dict[int, list[tuple[int, str]]]:
    """Return the characters of a reading whose trail byte can be lost, with that, by their lead bytes."""
    found: dict[int, list[tuple[int, str]]] = {}
    for character in readings.characters(gloss):
        code = gbk.encode(character)
        if code and len(code) == len("ab") and code[1] >= gbk.EURO:
            found.setdefault(code[0], []).append((code[1], character))
    return found


def across_letter(state: State, unit: Unit) -> bool:
    """Whether the byte before and an ASCII letter make a character that reads as the gloss says.

    An ASCII sign before it may have been full-width when the page was glossed.
    """
    if not unit.character.isascii():
        return False
    before = [state.previous]
    if state.text[-1] in _FOLDED_SIGNS and not unit.gloss.isascii():
        before.append(gbk.wide(state.text[-1])[-1])
    phantoms = (gbk.pair(previous, ord(unit.character)) for previous in before)
    return any(phantom is not None and reads(phantom, unit.gloss) for phantom in phantoms)


def end(document: Document, state: State, unit: Unit) -> End:
    """Return how the passage may end at a mark without a gloss."""
    following = document.text[unit.end : unit.end + 1]
    keeps = state.kind == BREAK or (
        document.traces.keeps_ascii(unit.character) and not _may_lack_a_digit(document, unit)
    )
    piece_ends = not following or following in "。！？!?" or following < " "
    return End(alone=keeps or piece_ends, eaten=not keeps)


def _may_lack_a_digit(document: Document, unit: Unit) -> bool:
    """Whether a digit may be lost: that without a mark is worse than a mark that stays."""
    if _NUMBER_REST.match(document.text, unit.end):
        return True
    return document.text[unit.end : unit.end + 1].isdecimal() and not document.traces.left_ascii


def trails(document: Document, state: State, position: int, *, eaten: bool = False) -> Choice:
    """Return what a lost trail byte may have made, and what went with it; `position` is behind the mark."""
    found = document.unlikely_bare(in_row(state.pending, _lost_trails(document, state, position)))
    if not found.keys().isdisjoint(PARTNERS):
        line = _Line(document, state, position)
        paired = {one: found[one] + _unbalanced(line, one) for one in PARTNERS if one in found}
        found = {**found, **paired}
    ate = _eaten(document, position) if eaten else ()
    choice = Choice(len(state.text), position - 1, found, ate)
    return choices.begun(document, state.text[-1], choice)


def leads(document: Document, state: State, mark: int, trail: int) -> Choice:
    """Return what a lost lead byte may have made with a trail byte."""
    found = document.unlikely_bare(in_column(trail))
    return choices.begun(document, state.text[-1], Choice(len(state.text), mark, found))


def _lost_trails(document: Document, state: State, position: int) -> Sequence[int]:
    """Return the bytes that a decoder takes for a lead byte which makes no pair with what follows."""
    if state.kind != BREAK:
        # It was taken for a lead byte that nothing follows.
        return range(_least_lost(document.text[position - 1]), gbk.LAST_LEAD + 1)
    following = document.codes(document.text[position : position + 1])
    return gbk.alone_in_gb2312(frozenset(code[0] for code in following))


@cache
def in_row(lead: int, trails: Sequence[int]) -> str:
    """Return the characters with a lead byte and one of the trail bytes, commonest first."""
    return _commonest(gbk.pair(lead, trail) for trail in trails)


@cache
def in_column(trail: int) -> str:
    """Return the commonest characters with a trail byte, commonest first."""
    return _commonest(gbk.pair(lead, trail) for lead in range(gbk.FIRST_LEAD, gbk.LAST_LEAD + 1))


def _commonest(characters: Iterable[str | None]) -> str:
    return "".join(sorted(filter(None, characters), key=frequency.weight, reverse=True))


def read(document: Document, state: State, unit: Unit) -> Iterator[tuple[Choice, int]]:
    """Yield what a lost trail byte may have made that reads as the gloss says, with the likeliest byte.

    If the next character is torn too, the byte tells what is lost there, and each is a guess of its own.
    """
    found = dict(torn(document, state.pending, unit, across=False))
    apart = document.text[unit.end : unit.end + 1] in tuple(units.LOST)
    for trails in [[trail] for trail in found] if apart else [list(found)] if found else []:
        made = {document.fold(gbk.pair(state.pending, trail) or ""): trail for trail in trails}
        characters = {character: found[trail] for character, trail in made.items()}
        choice = choices.begun(document, state.text[-1], Choice(len(state.text), unit.start, characters))
        yield choice, made[choice.text]


@lru_cache(maxsize=2)
def _eaten(document: Document, position: int) -> tuple[Eaten, ...]:
    """Return the ASCII characters that may have stood before `position`.

    Nothing tells one digit from another, so they are one guess, as likely as all of them.
    """
    damaged = document.text
    only, certain = _only(damaged, position)
    if only:
        return (Eaten(only, certain),)
    digit = Eaten(_ANY_DIGIT, -likelihood.ONE_OF_TEN, unknowable=True)
    signs = (Eaten(one, document.narrow(one) + _odd(document, position, one)) for one in _EDIBLE)
    return (digit, *signs)


def _odd(document: Document, position: int, character: str) -> float:
    if character == "\n":
        return _KEEPS_LINE_ENDS if document.traces.keeps_line_ends else _EATS_LINE_END
    if character == ")":
        before = document.line_before(position)
        return _NOT_OPEN if before.rfind("(") <= before.rfind(")") else 0.0
    return _CLOSED_LATER if character == "(" and _BRACKET_REST.match(document.text, position) else 0.0


def _only(damaged: str, position: int) -> tuple[str, float]:
    """Return the character that what follows leaves no doubt about, and the cost of its loss, negative."""
    if _TAG_REST.match(damaged, position):
        return "<", _MARKUP_LEFT
    if _ENTITY_REST.match(damaged, position):
        return "&", _MARKUP_LEFT
    if _YEAR_REST.match(damaged, position):
        return "2" if damaged[position] == "0" else "1", 0.0
    return "", 0.0


class _Line:
    """The line before a guess, looked at when it is needed."""

    def __init__(self, document: Document, state: State, position: int) -> None:
        self._document, self._state, self._position = document, state, position

    @cached_property
    def before(self) -> str:
        """The line up to the guess, as it is read."""
        return self._document.line_before(self._state.closed[0] or self._position) + self._state.text

    def is_open_before(self, opening: str, closing: str) -> bool:
        """Whether the line begins within a pair of marks."""
        text, end = self._document.text, self._position
        begin = max(0, end - _QUOTED)
        return text.rfind(opening, begin, end) > text.rfind(closing, begin, end)

    @cached_property
    def after(self) -> str:
        """The rest of the line, as it stands."""
        return self._document.line_after(self._position)


def _unbalanced(line: _Line, character: str) -> float:
    """Return nats for a quotation mark or bracket without its partner in the line; negative if it has one."""
    side = PARTNERS.index(character)
    partner = PARTNERS[side ^ 1]
    is_open = line.before.rfind(character) > line.before.rfind(partner)
    if side % 2:
        if line.before.rfind(partner) > line.before.rfind(character):
            return _HAS_PARTNER
        return _OPENED_EARLIER if line.is_open_before(partner, character) else _LACKS_OPENING
    if is_open:
        return _OPEN_ALREADY
    closing, opening = line.after.find(partner), line.after.find(character)
    return _HAS_PARTNER if closing >= 0 and (opening < 0 or closing < opening) else _LACKS_CLOSING
