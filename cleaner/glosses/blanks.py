"""Which blanks around a gloss came with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import late
from cleaner.hanzi import is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.glosses.matching import Gloss

_BLANKS = " \t\u3000\u00a0"
_BLANKS_AFTER = late.pattern(f"[{_BLANKS}]*")

# No blank stands before these.
_PAUSES = frozenset("，。、；：？！…,.;:?!)）]】〕」』”’》〉%％")
_OPENING = frozenset("「『“《〈（(【")

# A page whose glosses bring a blank has it behind most of them, and this many different ones are no accident.
_LEAST_BLANKS = 3
# Nor if they are behind so many glosses without exception, though the glosses be equal.
_MANY_BLANKS = 8
_HALF = 2


class Blanks:
    """The blanks that the glosses of a text brought along."""

    def __init__(self, text: str, glosses: Sequence[Gloss]) -> None:
        self._text = text
        behind = [gloss.key for gloss in glosses if text.startswith((" ", "\u3000"), gloss.end)]
        self._usual = len(behind) * _HALF >= len(glosses)
        different = len(set(behind)) >= _LEAST_BLANKS
        all_of_many = _MANY_BLANKS <= len(glosses) == len(behind)
        self._brought = self._usual and (different or all_of_many)

    def around(self, gloss: Gloss) -> tuple[int, int]:
        """Return the span to delete: the gloss with the blanks that it brought."""
        if (
            self._text[gloss.start - 1] not in _BLANKS
            and self._text[gloss.end : gloss.end + 1] not in _BLANKS
        ):
            return gloss.start, gloss.end
        start = self._start(gloss.start)
        return start, gloss.end + self._behind(gloss.end, before=start < gloss.start)

    def _start(self, start: int) -> int:
        begin = start
        while begin and self._text[begin - 1] in _BLANKS:
            begin -= 1
        return start if not begin or self._text[begin - 1] in "\r\n" else begin

    def _behind(self, end: int, *, before: bool) -> int:
        match = _BLANKS_AFTER.match(self._text, end)
        count = len(match[0]) if match else 0
        following = self._text[end + count : end + count + 1]
        if not (count and self._usual):
            return 0
        if following in _PAUSES or (before and (is_han(following) or following in _OPENING)):
            return count
        return 1 if self._brought else 0
