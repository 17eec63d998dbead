"""One way to read damaged text up to a position."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cleaner.slips.choices import Choice
    from cleaner.slips.units import Unit

IN_STEP = -1
BYTE_SLIP, MIS_CUT, BREAK = "byte-slip", "mis-cut", "break"

# Nats for a document having a byte slip at a place that looks like it.
TORN = 4.0

# Stands in `raw` for a place where the site cut: it is no byte of GBK.
CUT = b"\xff"


class State(NamedTuple):
    """One way to read damaged text up to a position.

    cost      nats of surprise so far, at the text and at what must have happened
    extra     the part of `cost` that is not surprise at the text
    text      the original, with some characters before the passage in front
    position  the offset in the damaged text of what is read next
    pending   the lead byte that waits for its trail byte, or IN_STEP
    previous  the last byte of the original, 0 if it is not known
    kind      what happened, empty if nothing did
    closed    offset in the damaged text and length of `text` when they came in step last
    glosses   the glosses that stay, each with the length of `text` before it
    guessed   characters of which bytes were lost: offset in `text`, and of their mark in the damaged text
    choices   what these characters may be; `text` has the one that fits best what is before it
    raw       the bytes that were read, with the site's glosses and cuts
    """

    cost: float
    extra: float
    text: str
    position: int
    pending: int = IN_STEP
    previous: int = 0
    kind: str = ""
    closed: tuple[int, int] = (0, 0)
    glosses: tuple[tuple[int, str], ...] = ()
    guessed: tuple[tuple[int, int], ...] = ()
    choices: tuple[Choice, ...] = ()
    raw: bytes = b""

    def happened(self, kind: str, cost: float) -> State:
        """Return the state in which something happened here."""
        return self._replace(cost=self.cost + cost, extra=self.extra + cost, kind=self.kind or kind)

    def paid(self, cost: float) -> State:
        """Return the state at a price."""
        return self._replace(cost=self.cost + cost, extra=self.extra + cost) if cost else self

    # Three of these make nearly all states there are: `_replace` would cost three times as much.

    def literal(self, character: str, surprise: float, code: bytes) -> State:
        """Return the state after a character that is in step."""
        cost, extra, text, position, pending, _, kind, closed, glosses, guessed, choices, raw = self
        cost, text, position, raw = cost + surprise, text + character, position + 1, raw + code
        previous = code[-1] if code else 0
        return State(
            cost, extra, text, position, pending, previous, kind, closed, glosses, guessed, choices, raw
        )

    def lead(self, byte: int) -> State:
        """Return the state after a lead byte."""
        cost, extra, text, position, _, _, kind, closed, glosses, guessed, choices, raw = self
        raw += bytes((byte,))
        return State(cost, extra, text, position, byte, byte, kind, closed, glosses, guessed, choices, raw)

    def completed(self, character: str, surprise: float, code: bytes, position: int) -> State:
        """Return the state after the last byte of a character, and the lead byte of the next one if given."""
        cost, extra, text, _, _, _, kind, closed, glosses, guessed, choices, raw = self
        cost, text, raw = cost + surprise, text + character, raw + code
        pending = code[1] if len(code) > 1 else IN_STEP
        return State(
            cost, extra, text, position, pending, code[-1], kind, closed, glosses, guessed, choices, raw
        )

    def glossed(self, gloss: str, kept: str = "") -> State:
        """Return the state after a gloss; `kept` is how it is written if it stays."""
        return self._replace(
            glosses=(*self.glosses, (len(self.text), kept)) if kept else self.glosses,
            raw=self.raw + f"({gloss})".encode("gb18030"),
        )

    def torn(self, unit: Unit, lead: int, cost: float) -> State:
        """Return the state after a character of which a gloss and a mark stand for the lead byte."""
        _, extra, text, _, _, _, kind, closed, glosses, guessed, choices, raw = self
        return State(
            self.cost + cost,
            extra + cost,
            text,
            unit.end,
            lead,
            lead,
            kind or BYTE_SLIP,
            closed,
            glosses,
            (*guessed, (len(text), unit.start)),
            choices,
            raw + bytes((lead,)) + f"({unit.gloss})".encode("gb18030"),
        )

    def cut(self) -> State:
        """Return the state after a place where the decoder was given a new piece."""
        return self._replace(raw=self.raw + CUT)

    def chosen(self, choice: Choice, code: bytes) -> State:
        """Return the state after characters of which bytes were lost; `code` is what else is read of them.

        Which bytes they are does not matter for the damage that they leave.
        """
        marked = [(choice.offset + index, choice.mark) for index in range(len(choice.text))]
        return self._replace(
            cost=self.cost + choice.surprise + choice.extra,
            extra=self.extra + choice.extra,
            text=self.text + choice.text,
            pending=IN_STEP,
            previous=code[-1],
            guessed=(*self.guessed, *(mark for mark in marked if mark not in self.guessed)),
            choices=(*self.choices, choice),
            raw=self.raw + code,
        )

    def at(self, position: int) -> State:
        """Return the state with all up to an offset of the damaged text read."""
        if self.pending != IN_STEP or not self.kind:
            return self.moved(position)
        return self._replace(position=position, closed=(position, len(self.text)))

    def moved(self, position: int) -> State:
        """Return the state with a character read that was in step all the time."""
        cost, extra, text, _, pending, previous, kind, closed, glosses, guessed, choices, raw = self
        return State(
            cost, extra, text, position, pending, previous, kind, closed, glosses, guessed, choices, raw
        )

    def is_certain(self, offset: int) -> bool:
        """Whether the character at an offset was lost, and can be no other."""
        return any(choice.end - 1 == offset and choice.is_end_certain for choice in self.choices)

    def passage(self, start: int, end: int) -> str:
        """Return `text[start:end]` with the glosses that stay, one right before it included."""
        pieces = []
        for offset, gloss in self.glosses:
            if start <= offset <= end:
                pieces += [self.text[start:offset], gloss]
                start = offset
        return "".join(pieces) + self.text[start:end]
