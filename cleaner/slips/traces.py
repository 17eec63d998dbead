"""What the damage in a document tells of the decoder that left it, and of the scraper that came after."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from cleaner import frequency, late
from cleaner.hanzi import is_han
from cleaner.slips import units

# Han characters are told apart later: to compile classes with all of them takes longer than a page does.
_COMMA = late.pattern(r"(?:\)|[^\x00-\xff]),(?=[^\x00-\xff])")
_MARK_AT_LINE_END = late.pattern(r"[?\ufffd]\r?\n")
_NARROW = late.pattern(r"[,:;!](?=[^\x00-\xff])")
_WIDE = late.pattern("[\uff01-\uff5e]")
# What is torn together with a sign was a character of two bytes with it.
_TORN_SIGN = late.pattern(f"[,:;!]{units.TORN_GLOSS}")
_PRIVATE = late.pattern("[\ue000-\uf8ff]")
# No sentence goes on so behind its question mark, none has one behind its full stop.
_BROKEN = late.pattern(
    r"(?:[^\x00-\x7f]|\))[?？][：；＜＝＞＠Ａ-Ｚａ-ｚ]"
    r"|[。”」）)][?？](?:[０-９]|[?？][0-9]|[0-9A-Za-z:;<=>@][^\x00-\x7f])"
)
_ASCII_LEFT = late.pattern(r"[?\ufffd][(<&]")

_AGAIN = 2  # Times: one odd place may be the writer's.

# Nats: text has -5 to -7, rare names in it -9, what is out of step -10 to -14. One character tells nothing.
_OUT_OF_STEP = -9.5
_BEHIND, _LEAST_BEHIND = 8, 2


class Traces:
    """What a text shows of how it was decoded and handled."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def is_folded(self) -> bool:
        """Whether full-width signs were made half-width after the damage was done."""
        text = self._text
        if "，" not in text and (self._has_narrow_comma() or _TORN_SIGN.search(text)):
            return True
        # A page that was torn is an old page of a news site: it writes full-width signs, if any.
        return self.is_torn and _NARROW.search(text) is not None and _WIDE.search(text) is None

    def _has_narrow_comma(self) -> bool:
        """Whether a half-width comma stands where Chinese has full-width ones."""
        text = self._text
        commas = (match.start() + 1 for match in _COMMA.finditer(text))
        return any(
            text[comma - 1] == ")" or is_han(text[comma - 1]) for comma in commas if is_han(text[comma + 1])
        )

    def keeps_ascii(self, mark: str) -> bool:
        """Whether a decoder that wrote this mark for a lone lead byte left the ASCII character behind it."""
        return self._replacement_keeps_ascii if mark == "\ufffd" else self._question_mark_keeps_ascii

    @cached_property
    def left_ascii(self) -> bool:
        """Whether marks stand before ASCII characters that a decoder may eat: this one does not."""
        return _ASCII_LEFT.search(self._text) is not None

    @cached_property
    def _replacement_keeps_ascii(self) -> bool:
        return units.SWALLOWED["\ufffd"].search(self._text) is None

    @cached_property
    def _question_mark_keeps_ascii(self) -> bool:
        text = self._text
        return units.SWALLOWED["?？"].search(text) is None and units.LEFT.search(text) is not None

    @cached_property
    def keeps_line_ends(self) -> bool:
        """Whether marks of loss stand before line ends: a decoder that eats these leaves none."""
        return _MARK_AT_LINE_END.search(self._text) is not None

    @cached_property
    def is_broken(self) -> bool:
        """Whether paragraph breaks were read together with what follows them, again and again, as GB2312.

        Writers put odd signs behind question marks too, again and again, but no text that is out of step.
        """
        if self.is_torn:
            return False  # GB2312 has no private characters, and such sites no glosses.
        found = _BROKEN.finditer(self._text)
        if next(islice(found, _AGAIN - 1, None), None) is None:
            return False
        return any(self._is_out_of_step(match.end() - 1) for match in _BROKEN.finditer(self._text))

    def _is_out_of_step(self, position: int) -> bool:
        """Whether the characters from a position on are none that stand together in Chinese."""
        behind = "".join(filter(is_han, self._text[position : position + _BEHIND]))
        return len(behind) >= _LEAST_BEHIND and frequency.log_probability(behind) < _OUT_OF_STEP

    @cached_property
    def is_torn(self) -> bool:
        """Whether there is damage in the document that nothing else leaves."""
        return units.TORN.search(self._text) is not None or _PRIVATE.search(self._text) is not None
