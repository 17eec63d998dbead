"""How a document writes: its widths, its quotation marks, its script, the ends of its lines."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache, cached_property

from cleaner import gbk, script
from cleaner.fold import fold
from cleaner.slips import likelihood, units

PARTNERS = "“”‘’「」『』《》〈〉（）()【】〔〕"
_QUOTES = ("“”‘’", "「」『』")
_ANY_QUOTE = frozenset("".join(_QUOTES))
_FOLDED_LATER = ",:;!?()"

_OTHER_STYLE = 3.0  # Nats for a quotation mark of another style.

# Nats for an ASCII sign that a document with folded widths had in ASCII from the start.
_SELDOM_NARROW = 4.0
_HARDLY_EVER = 0.1
_AS_COMMAS = 0.1  # Of the full-width commas count as evidence for every full-width sign.

# Nats for a form of a traditional character that is not the usual one: of 啟 and 啓, Big5 has the first among
# its common characters, which end where its second level begins. What a document writes itself counts more.
_VARIANT = 4.0
_SECOND_LEVEL = b"\xc9"

# As many characters of either script are taken as seen, so that the first one in a document may be a name's.
_SEEN = 1.0

# Of the lines of articles, roughly: how they end, by kinds of character. So many of them count together with
# a document's own, which may be a list whose lines end otherwise.
_LINE_ENDS = {"。": 0.55, "字": 0.15, "”": 0.1, "？": 0.04, "：": 0.04, "！": 0.03, "）": 0.03, "；": 0.02}
_SELDOM_AT_LINE_END = 0.01
_LINES_OF_ARTICLES = 3.0


class Manner:
    """How a document writes; `text` is without glosses, and `counts` are those of its characters."""

    def __init__(self, text: str, counts: Counter[str]) -> None:
        self._text, self._counts = text, counts

    def narrow(self, character: str, *, folded: bool) -> float:
        """Nats for writing an ASCII sign where the document may write a full-width one."""
        if character not in _FOLDED_LATER:
            return 0.0
        if folded:
            return _SELDOM_NARROW
        seen = 0 if character in units.LOST else self._counts[character]
        narrow = seen + _HARDLY_EVER
        wide = self._counts[chr(ord(character) + gbk.WIDE)] + _AS_COMMAS * self._counts["，"]
        return -math.log(narrow / (narrow + wide))

    def foreign(self, character: str) -> float:
        """Nats for a quotation mark or a character of the style or script that the document does not have."""
        nats = self.foreign_script(character)
        return self._foreign_quote(character) + nats if character in _ANY_QUOTE else nats

    def _foreign_quote(self, character: str) -> float:
        for style, other in (_QUOTES, _QUOTES[::-1]):
            if character in style and not any(self._counts[mark] for mark in style):
                if any(self._counts[mark] for mark in other):
                    return _OTHER_STYLE
                # Only texts in traditional characters have the second style.
                return _OTHER_STYLE + max(0.0, self._scripts[1]) if style == _QUOTES[1] else 0.0
        return 0.0

    def foreign_script(self, character: str) -> float:
        """Nats for a character that only one script has, by how many of these the document has of either."""
        number = _script_of().get(character)
        return 0.0 if number is None else self._scripts[number] + _VARIANT * _is_variant(character)

    @cached_property
    def _scripts(self) -> list[float]:
        """Nats for one of the characters of each script that the other does not have."""
        seen = [
            _SEEN + sum(count for one, count in self._counts.items() if one in characters)
            for characters in _of_one_script()
        ]
        return [-math.log(count / sum(seen) * len(seen)) for count in seen]

    def line_end(self, character: str) -> float:
        """Nats for a line of this document ending with a character, beyond those in articles."""
        kind = likelihood.kind(character)
        usual = _LINE_ENDS.get(kind, _SELDOM_AT_LINE_END)
        lines = sum(self._line_ends.values()) + _LINES_OF_ARTICLES
        return -math.log((self._line_ends[kind] / usual + _LINES_OF_ARTICLES) / lines)

    @cached_property
    def _line_ends(self) -> Counter[str]:
        lines = self._text.split("\n")
        return Counter(likelihood.kind(line[-1]) for line in lines if line and line[-1] not in units.LOST)


@cache
def _is_variant(character: str) -> bool:
    """Whether a character is an unusual form of another."""
    code = character.encode("cp950", "ignore")
    return fold(character) != character and not b"" < code < _SECOND_LEVEL


@cache
def _script_of() -> dict[str, int]:
    return {one: number for number, characters in enumerate(_of_one_script()) for one in characters}


@cache
def _of_one_script() -> list[frozenset[str]]:
    return [frozenset(script.only(name)) for name in ("hans", "hant")]
