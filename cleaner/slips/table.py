"""What a document tells of its site's table: the characters that the site glosses, all of them everywhere."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cleaner import gbk, readings
from cleaner.hanzi import is_han
from cleaner.slips import likelihood, units

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nats for a character being in the table: one that was not seen to be, and likewise for one that stood only
# across two others (few characters of a table do, while all that are glossed in a text stand in it); one with
# another reading than seen; an unusual reading; each of the first occurrences without a gloss; letters
# without a tone in a document whose glosses have tones, since they may be any word.
_NOT_SEEN, _NOT_SEEN_ACROSS = 2.0, 3.5
_OTHER_READING, _UNUSUAL, _WITHOUT, _TONELESS = 6.0, 4.0, 5.0, 10.0
_MOST_UNUSUAL, _MOST_WITHOUT = 2, 3

# A character is common up to this surprise in nats, and these parts of what it surprises beyond count: what
# stands in the text was weighed there, what stood across two characters is weighed nowhere else.
_COMMON = 7.0
_RARE, _RARE_ACROSS = 0.2, 0.5

COUNTED = 300_000  # Characters of a document that are counted: more say nothing new.

# The original's bytes: a character with a gloss between its two bytes, a whole one, a gloss, anything else.
_BYTES = re.compile(
    rb"(?P<lead>[\x81-\xfe])\((?P<gloss>[^()]*)\)(?:\([^()]*\))*(?P<trail>[\x40-\xfe])?"
    rb"|[\x81-\xfe][\x40-\xfe]|\([^()]*\)|.",
    re.DOTALL,
)


class SiteTable:
    """The characters that the site of a document glosses.

    `learned` are characters with glosses that stood across two others: once these are restored, nothing in
    the text tells of them. In a converted document the bytes are no longer the site's.
    """

    def __init__(
        self, text: str, learned: frozenset[tuple[str, str]] = frozenset(), *, converted: bool = False
    ) -> None:
        self._text, self._learned, self._converted = text, learned, converted

    @cached_property
    def glosses(self) -> dict[str, set[str]]:
        """The characters that were seen to be glossed, with their glosses."""
        found: dict[str, set[str]] = {}
        for character, gloss in self._learned:
            found.setdefault(character, set()).add(gloss)
        text = self._text
        glossed = {(text[match.start() - 1], match[1]) for match in units.GLOSS.finditer(text, 1)}
        for character, spelled in glossed:
            gloss = units.normal(spelled)
            if is_han(character) and reads(character, gloss):
                found.setdefault(character, set()).add(gloss)
        return found

    @cached_property
    def _is_toneless(self) -> bool:
        """Whether the glosses have no tones."""
        return any(
            gloss.isascii() and gloss not in readings.of(character)
            for character, glosses in self.glosses.items()
            for gloss in glosses
        )

    def unlikely(self, character: str, shown: str, gloss: str, *, across: bool) -> float:
        """Nats for the table having a character, which this document writes as `shown`, with a gloss.

        A site glosses a character everywhere or nowhere, with one reading, mostly the usual one. Where no
        gloss is regular they were removed, and what has none tells nothing. `across` says that the character
        stood across two others.
        """
        if shown in self.glosses:
            return 0.0 if gloss in self.glosses[shown] else _OTHER_READING
        unusual, toneless, rare = _as_glossed(character, gloss)
        nats = _NOT_SEEN_ACROSS + _RARE_ACROSS * rare if across else _NOT_SEEN + _RARE * rare
        if toneless and not self._is_toneless:
            nats += _TONELESS
        if self.glosses:
            nats += _WITHOUT * min(_MOST_WITHOUT, self._bare(character, shown))
        return nats + _UNUSUAL * min(_MOST_UNUSUAL, unusual)

    def _bare(self, character: str, shown: str) -> int:
        """Return how often a character, or its bytes across two others, stands without a gloss."""
        code = None if self._converted else gbk.encode(character)
        if code is None:
            return self._text.count(shown, 0, COUNTED)
        count = self._bytes.count(code)
        return count and count - self._bytes.count(code + b"\0")

    @cached_property
    def _bytes(self) -> bytes:
        """The bytes of the page, a NUL for each gloss and where bytes were lost."""
        text = units.TORN.sub("\0", self._text[:COUNTED])
        return units.GLOSS.sub("\0", text).replace("€", "\0").encode("gb18030", "replace")


def reads(character: str, gloss: str) -> bool:
    """Whether the gloss is a reading of the character."""
    return character in readings.characters(gloss)


def across(raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield the characters that stood across two others in the original's bytes, with their glosses."""
    previous = 0
    for match in _BYTES.finditer(raw):
        if match["lead"]:
            character = gbk.pair(previous, match["lead"][0])
            gloss = match["gloss"].decode("gb18030")
            if character and reads(character, gloss):
                yield character, gloss
            previous = (match["trail"] or b"\0")[0]
        elif not match[0].startswith(b"("):
            previous = match[0][-1]


@lru_cache(maxsize=8192)
def _as_glossed(character: str, gloss: str) -> tuple[int, bool, float]:
    """Return how unusual a reading is, whether it lacks its tone, and nats by which the character is rare."""
    known = readings.of(character)
    unusual = known.index(gloss) if gloss in known else len(known)
    rare = max(0.0, likelihood.general("\n", character) - _COMMON)
    return unusual, gloss.isascii() and gloss not in known, rare
