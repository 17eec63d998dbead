"""Takes torn characters apart from the brackets of glosses that they took along; see `merged`.

In the original every gloss follows a whole character, and stays, or was written where the end of one and the
start of the next looked like a character: then it goes, and what is behind it belongs to the character before
it. Nothing is guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner import gbk, late
from cleaner.slips import likelihood
from cleaner.slips.merged import CLOSING
from cleaner.slips.state import BYTE_SLIP, IN_STEP, TORN
from cleaner.slips.table import reads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cleaner.slips.document import Document
    from cleaner.slips.merged import Gloss
    from cleaner.slips.state import State

    Emit = Callable[[State, bytes], State | None]

# Words, signs of ASCII that articles seldom have, and what is left of a gloss whose bracket was taken along.
_LATIN = late.pattern("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+|[<-@\\[-`{-~]")
_HALF_GLOSS = late.pattern(r"[^\x00-\x7f（【〔［｛][a-z]\Z")
_GLOSS_END = late.pattern(rf"[a-zà-ǜɑɡ]+ ?[{re.escape(CLOSING)}]")


def torn(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the characters in step that were torn, each after the offset of the one before it."""
    merged, text = document.merged, document.text
    behind_letters = {end - 1: gloss for end, gloss in merged.before.items() if text[end - 1 : end].isascii()}
    for position, gloss in sorted([*merged.within.items(), *behind_letters.items()]):
        firsts = {code[:1] for code in document.codes(text[position])}
        before = list(_before(document, position))
        lasts = [code[-1] for start in before for code in document.codes(text[start])]
        if any(_reads(_pairs(lasts, first), gloss) for first in firsts):
            yield before[-1], position


def _before(document: Document, position: int) -> Iterator[int]:
    """Yield the characters that an offset may have stood behind: what has glosses may have got them later."""
    while position:
        yield position - 1
        position = document.merged.starts.get(position, 0)


class Parting:
    """Reads on behind the glosses of a document; `emit` reads bytes on from a state."""

    def __init__(self, document: Document, emit: Emit) -> None:
        self._document, self._emit = document, emit

    def passed(self, state: State) -> Iterator[State]:
        """Yield the states behind a gloss that begins behind the character at hand, or within it."""
        merged = self._document.merged
        within, behind = merged.within.get(state.position), merged.before.get(state.position + 1)
        if not within and not behind:
            return
        character = self._document.text[state.position]
        for code in self._document.codes(character):
            if within and len(code) > 1:
                yield from self._within(state, code[:1], within)
            if behind:
                yield from self._behind(state, character, code, behind)

    def _within(self, state: State, first: bytes, gloss: Gloss) -> Iterator[State]:
        """Yield the states behind a gloss that follows the first byte of a character."""
        if state.pending == IN_STEP:
            yield from self._torn(state, first, gloss)
        elif _reads(_pairs([state.pending], first), gloss):
            yield from self._kept(self._emit(state, first), gloss)
        else:
            yield from self._removed(state, first, gloss, _pairs([state.previous], first))

    def _torn(self, state: State, byte: bytes, gloss: Gloss) -> Iterator[State]:
        """Yield the states behind a gloss made where the end of a character and a byte looked like one."""
        # The character may have got glosses of its own since.
        lasts = [state.previous, *(code[-1] for code in self._document.codes(state.text[-1]))]
        yield from self._removed(state.happened(BYTE_SLIP, TORN), byte, gloss, _pairs(lasts, byte))

    def _behind(self, state: State, character: str, code: bytes, gloss: Gloss) -> Iterator[State]:
        """Yield the states behind a gloss that follows a character."""
        if state.pending == IN_STEP:
            if _reads(character, gloss):
                surprise = likelihood.general(state.text[-1], character)
                yield from self._kept(state.literal(character, surprise, code), gloss)
            elif character.isascii() and len(code) == 1:
                yield from self._torn(state, code, gloss)
            return
        if len(code) > 1:
            yield from self._removed(state, code, gloss, character)
            return
        reached = self._emit(state, code)
        if reached and _reads(reached.text[-1], gloss):
            yield from self._kept(reached, gloss)

    def _kept(self, state: State | None, gloss: Gloss) -> Iterator[State]:
        """Yield the state behind a gloss that the original has; another may have torn it."""
        if state:
            kept = len(state.text), self._document.fold(gloss.whole.decode("gb18030", "replace"))
            state = state if gloss.raw == gloss.whole else state.happened(BYTE_SLIP, TORN)
            yield from self._read(state._replace(glosses=(*state.glosses, kept)), gloss)

    def _removed(self, state: State, code: bytes, gloss: Gloss, read: str) -> Iterator[State]:
        """Yield the state behind bytes and the glosses that the site made there for one of the `read`."""
        reached = self._emit(state, code) if _reads(read, gloss) else None
        while reached:
            another = None if gloss.rest else self._document.merged.before.get(gloss.end)
            if another is None or not _reads(read, another):
                yield from self._read(reached, gloss)
                return
            reached, gloss = reached._replace(raw=reached.raw + gloss.raw), another

    def _read(self, state: State, gloss: Gloss) -> Iterator[State]:
        reached: State | None = state._replace(raw=state.raw + gloss.raw, previous=gloss.raw[-1])
        if reached and gloss.rest:
            reached = self._emit(reached, gloss.rest)
        if reached:
            yield reached.at(gloss.end)


def is_astray(passage: str, damaged: str) -> bool:
    """Whether a restored passage has a lone Latin letter or ASCII sign that the damaged one does not show.

    That is half of a character: where a decoder dropped a byte, what comes out is off by one again. `damaged`
    has one character more than the passage, for words that go on behind it.
    """
    shown = _GLOSS_END.sub("", damaged)
    if _HALF_GLOSS.search(passage):
        return True
    for match in _LATIN.finditer(passage + damaged[-1:]):
        is_word = len(match[0]) > 1 or (match[0] == "<" and damaged[-1:] == "/")
        if not is_word and match.start() < len(passage) and match[0] not in shown:
            return True
    return False


def _pairs(firsts: Iterable[int], second: bytes) -> str:
    """Return the characters that one of some bytes and another byte are."""
    return "".join(filter(None, (gbk.pair(first, second[0]) for first in firsts)))


def _reads(characters: str, gloss: Gloss) -> bool:
    """Whether one of the characters reads as a gloss says."""
    return any(reads(character, gloss.reading) for character in characters)
