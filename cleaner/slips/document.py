"""What the rest of a document tells about its slips."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property, lru_cache
from itertools import pairwise

from cleaner import gbk, late, readings
from cleaner.hanzi import is_han
from cleaner.slips import likelihood, units

# Han characters are told apart later: to compile classes with all of them takes longer than a page does.
_COMMA = late.pattern(r"(?:\)|[^\x00-\xff]),(?=[^\x00-\xff])")
_MARK_AT_LINE_END = late.pattern(r"[?\ufffd]\r?\n")
_PRIVATE = late.pattern("[\ue000-\uf8ff]")
_CUTTING = "！？。"
PARTNERS = "“”‘’「」『』《》〈〉（）()【】〔〕"
_FOLDED_LATER = ",:;!?()"

# Shares of what is common in Chinese, in this document, and after this character in this document.
_GENERAL, _OWN, _OWN_AFTER = 0.6, 0.15, 0.25

# Nats for a character being in a site's table: one that was not seen to be, with another reading than seen,
# an unusual reading, an occurrence without a gloss; and the surprise below which a character is common.
_NOT_SEEN, _OTHER_READING, _UNUSUAL, _WITHOUT = 2.0, 6.0, 4.0, 3.0
_COMMON = 7.0
_QUOTES, _OTHER_STYLE = ("“”‘’", "「」『』"), 3.0
_TONELESS = 10.0  # For letters without a tone in a document whose glosses have tones: they may be any word.
_BARE = 4.0

# Nats for an ASCII sign that a document with folded widths had in ASCII from the start.
_SELDOM_NARROW = 4.0
_HARDLY_EVER = 0.1
_AS_COMMAS = 0.1  # Of the full-width commas count as evidence for every full-width sign.
AROUND = 8  # Characters before and behind a passage that are read with it.
_LINE = 1000  # Characters of a line that are looked at.
_THREE = 3  # Characters that come again together; two may by chance.
_SEARCHED = 50_000  # Characters of a document in which others are looked for.
_COUNTED = 300_000  # Characters of a document that are counted: more say nothing new.


class Document:
    """The text around the slips."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._surprises: dict[tuple[str, str], float] = {}
        self._bare: dict[str, dict[str, float]] = {}
        self._unlikely: dict[tuple[str, str], float] = {}
        self._codes: dict[str, list[bytes]] = {}

    @cached_property
    def folded(self) -> bool:
        """Whether full-width signs were made half-width after the damage was done."""
        text = self.text
        commas = (match.start() + 1 for match in _COMMA.finditer(text)) if "，" not in text else ()
        return any(
            text[comma - 1] == ")" or is_han(text[comma - 1]) for comma in commas if is_han(text[comma + 1])
        )

    def fold(self, text: str) -> str:
        """Return text with the widths that this document has."""
        return text.translate(_HALF_WIDTH) if self.folded else text

    @cached_property
    def keeps_ascii(self) -> bool:
        """Whether a decoder that wrote U+FFFD for a lone lead byte left the ASCII character behind it."""
        return units.SWALLOWED.search(self.text) is None

    @cached_property
    def keeps_line_ends(self) -> bool:
        """Whether marks of loss stand before line ends: a decoder that eats these leaves none."""
        return _MARK_AT_LINE_END.search(self.text) is not None

    @cached_property
    def is_torn(self) -> bool:
        """Whether there is damage in the document that nothing else leaves."""
        return units.TORN.search(self.text) is not None or _PRIVATE.search(self.text) is not None

    def codes(self, character: str) -> list[bytes]:
        """Return the bytes that a character of the damaged text may have been read from."""
        found = self._codes.get(character)
        if found is None:
            found = self._codes[character] = self._codes_of(character)
        return found

    def _codes_of(self, character: str) -> list[bytes]:
        code = gbk.encode(character) if character else None
        if code is None:
            return []
        if self.folded and character.isascii() and character >= " ":
            return [code, gbk.WIDE_BLANK if character == " " else gbk.wide(character)]
        return [code]

    def mark_codes(self, position: int) -> list[bytes]:
        """Return the bytes of the mark at a position, if it is one at which sites cut."""
        mark = self.text[position : position + 1]
        if mark and mark in _CUTTING:
            return self.codes(mark)
        return [gbk.wide(mark)] if self.folded and mark and mark in "!?" else []

    def line_before(self, position: int) -> str:
        """Return the line up to a position, or its last part."""
        begin = max(self.text.rfind("\n", 0, position) + 1, position - _LINE)
        return self.text[begin:position]

    def line_after(self, position: int) -> str:
        """Return the line from a position on, or its first part."""
        return self.text[position : position + _LINE].split("\n", 1)[0]

    def preceding(self, position: int) -> str:
        """Return the characters up to a position, without glosses, and line ends if there are too few."""
        line = self.line_before(position)[-2 * AROUND - units.LONGEST_GLOSS :]
        return units.GLOSS.sub("", line)[-AROUND:].rjust(AROUND, "\n")

    def following(self, position: int) -> str:
        """Return some characters that follow, without glosses, up to a mark of loss or with the line end."""
        end = units.run_end(self.text, position, 2 * AROUND + units.LONGEST_GLOSS)
        line_end = "\n" if self.text[end : end + 1] in ("", "\n", "\r") else ""
        return (units.GLOSS.sub("", self.text[position:end]) + line_end)[:AROUND]

    @cached_property
    def _glossed(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for match in units.GLOSS.finditer(self.text, 1):
            character, gloss = self.text[match.start() - 1], match[1]
            if is_han(character) and reads(character, units.normal(gloss)):
                found.setdefault(character, set()).add(units.normal(gloss))
        return found

    @cached_property
    def _is_toneless(self) -> bool:
        """Whether the glosses have no tones."""
        return any(
            gloss.isascii() and gloss not in readings.of(character)
            for character, glosses in self._glossed.items()
            for gloss in glosses
        )

    @cached_property
    def _unglossed(self) -> str:
        text = self.text[:_COUNTED]
        whole = units.GLOSS.sub(lambda gloss: "" if is_han(text[gloss.start() - 1]) else gloss[0], text)
        return units.TORN.sub("\ufffd", whole)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._unglossed)

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(self._unglossed))

    def stands_elsewhere(self, before: str, character: str, after: str) -> bool:
        """Whether a character stands in the undamaged text with the same two of its neighbours."""
        around = before[-2:] + character, before[-1:] + character + after[:1], character + after[:2]
        return any(
            len(three) == _THREE and is_han(three[0]) and is_han(three[-1]) and three in self._looked_through
            for three in around
        )

    @cached_property
    def _looked_through(self) -> str:
        return self._unglossed[:_SEARCHED]

    def unlikely_gloss(self, character: str, gloss: str) -> float:
        """Nats for the site's table having the character with this gloss."""
        pair = character, gloss
        found = self._unlikely.get(pair)
        if found is None:
            found = self._unlikely[pair] = self._unlikely_gloss(character, gloss)
        return found

    def _unlikely_gloss(self, character: str, gloss: str) -> float:
        """Nats for a gloss.

        A site glosses a character everywhere or nowhere, with one reading, mostly the usual one. Where no
        gloss is regular they were removed, and what has none tells nothing.
        """
        shown = self.fold(character)
        if shown in self._glossed:
            return 0.0 if gloss in self._glossed[shown] else _OTHER_READING
        unusual, toneless, rare = _as_glossed(character, gloss)
        toneless_nats = _TONELESS if toneless and not self._is_toneless else 0.0
        without = min(3, self._counts.get(shown, 0)) if self._glossed else 0
        return toneless_nats + _NOT_SEEN + rare / 2 + _UNUSUAL * min(2, unusual) + _WITHOUT * without

    def unlikely_bare(self, characters: str) -> dict[str, float]:
        """Nats for each of the characters, as written here, without a gloss: a site's table knows none."""
        found = self._bare.get(characters)
        if found is None:
            shown = map(self.fold, characters)
            found = {one: _BARE if one in self._glossed else self._foreign_quote(one) for one in shown}
            self._bare[characters] = found
        return found

    def _foreign_quote(self, character: str) -> float:
        """Nats for a quotation mark of the style that the document does not have."""
        for style, other in (_QUOTES, _QUOTES[::-1]):
            if character in style and not any(mark in self.text for mark in style):
                return (
                    _OTHER_STYLE if any(mark in self.text for mark in other) or style == _QUOTES[1] else 0.0
                )
        return 0.0

    def narrow(self, character: str) -> float:
        """Nats for writing an ASCII sign where the document may write a full-width one."""
        if character not in _FOLDED_LATER:
            return 0.0
        if self.folded:
            return _SELDOM_NARROW
        seen = 0 if character in units.LOST else self._counts[character]
        narrow = seen + _HARDLY_EVER
        wide = self._counts[chr(ord(character) + gbk.WIDE)] + _AS_COMMAS * self._counts["，"]
        return -math.log(narrow / (narrow + wide))

    def next(self, text: str, character: str) -> tuple[str, float]:
        """Return a character as this document writes it, and its surprise after a text."""
        character = self.fold(character)
        return character, self.surprise(text[-1], character)

    def surprise(self, before: str, character: str) -> float:
        """Nats of surprise at a character after another, in this document."""
        pair = before, character
        known = self._surprises.get(pair)
        if known is None:
            known = self._surprises[pair] = self._surprise(before, character)
        return known

    def _surprise(self, before: str, character: str) -> float:
        probability = _GENERAL * likelihood.probability(before, character)
        seen = self._counts.get(character)
        if seen:
            probability += _OWN * seen / min(len(self.text), _COUNTED)
            together = self._pairs.get((before, character))
            if together:
                probability += _OWN_AFTER * together / self._counts[before]
        return -math.log(probability)


@lru_cache(maxsize=8192)
def _as_glossed(character: str, gloss: str) -> tuple[int, bool, float]:
    """Return how unusual a reading is, whether it lacks its tone, and nats by which the character is rare."""
    known = readings.of(character)
    unusual = known.index(gloss) if gloss in known else len(known)
    rare = max(0.0, likelihood.general("\n", character) - _COMMON)
    return unusual, gloss.isascii() and gloss not in known, rare


def reads(character: str, gloss: str) -> bool:
    """Whether the gloss is a reading of the character."""
    return character in readings.characters(gloss)


_HALF_WIDTH = {code: code - gbk.WIDE for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
