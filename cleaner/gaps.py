"""Gaps: all that is invisible between two visible characters of a text, as one thing.

What should become of a gap can be said from the gap and its two neighbours, so a text whose gaps are all tidy
stays tidy.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from cleaner.blanks import (
    BLANKS,
    CONTROLS,
    INVISIBLE,
    LINE_ENDS,
    RIGHT_TO_LEFT,
    SELECTORS,
    SOFT_BREAKS,
)
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPECIAL = INVISIBLE + SELECTORS + CONTROLS + SOFT_BREAKS
_ANY = BLANKS + LINE_ENDS + SPECIAL

# Full-width signs beside which blanks are suspect: those that close or pause, and those that open.
CLOSING = "，。、；：！？）】》」』〉〕"
OPENING = "（《【「『〈〔"

# The first character of every gap, and of the gaps that need a look: those with anything special, at the ends
# of the text (but for one line end), with more than one blank line, with blanks before a line end, with
# several blanks, or beside punctuation.
_FIRST = rf"[{_ANY}](?<![{_ANY}][{_ANY}])"
_UNTIDY = (
    rf"{_FIRST}(?:(?<=[{SPECIAL}])|(?=[{BLANKS}{LINE_ENDS}]*[{SPECIAL}])|(?<=\A[{_ANY}])"
    rf"|(?=[{_ANY}]+\Z)|(?<!\n)\Z|(?<=\n)(?!\n?[{BLANKS}]*+(?![{LINE_ENDS}]))"
    rf"|(?<=\r)(?!(?:\n(?:\r\n)?|\r?)[{BLANKS}]*+(?![{LINE_ENDS}]))"
    rf"|(?<=[{BLANKS}])(?=[{BLANKS}{LINE_ENDS}{CLOSING}])|(?<=[{OPENING}][{BLANKS}]))"
)
RUN_OF_SPECIAL = f"[{SPECIAL}]+"
_RUN = f"[{_ANY}]+"
_SOFT_BREAK = f"[{SOFT_BREAKS}]"
# CR CR LF is what writing CR LF through a text-mode stream leaves: one line end.
_LINE_END = "\r\r\n|\r\n|[\r\n]"
_LINE = f"[^{LINE_ENDS}{SOFT_BREAKS}]+"
_PROSE = f"[，。！？；]|[{HAN}][,;!?]"
# What tables are drawn with; a sentence has one bar at most, between a title and the name of its site.
_BARS = "[|｜│┃║]"
_COLUMNS = 2
# What code and pictures of signs are made of; figures are as frequent in news.
_SIGNS = "[!-/:-~]"
_CODE_POINTS_OF_LATIN_1 = range(0x80, 0x100)
# The accented letters of pinyin that Latin-1 has, and how near to a gap a second one tells bytes from a word.
_ACCENTED = frozenset("àáèéêìíòóùúü")
_BESIDE = 2
# Letters are looked for so near.
_REACH = 8


class Gap(NamedTuple):
    """A gap with its neighbours; `left` and `right` are empty at the ends of the text."""

    start: int
    text: str
    left: str
    right: str


class Breaks(NamedTuple):
    """The spans of a gap's first two line ends, and where its last one ends; offsets in the gap."""

    spans: list[tuple[int, int]]
    end: int


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: importing a step must cost next to nothing."""
    return re.compile(pattern)


def member(character_class: str, character: str) -> bool:
    """Whether a text begins with a character of a class."""
    return _matcher(character_class)(character) is not None


@cache
def _matcher(character_class: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(f"[{character_class}]").match


def untidy(text: str, *, mixed: bool) -> Iterator[Gap]:
    """Yield the gaps that need a look: all of them if the text has mixed line ends."""
    whole = compiled(_RUN)
    for first in compiled(_FIRST if mixed else _UNTIDY).finditer(text):
        start = first.start()
        match = whole.match(text, start)
        assert match is not None
        end = match.end()
        gap = Gap(start, match[0], text[max(0, start - 1) : start], text[end : end + 1])
        if not _is_in_word(gap, text):
            gap = _without_bytes(_without_selector(gap))
        if gap.text:
            yield gap


def _is_in_word(gap: Gap, text: str) -> bool:
    """Whether a gap begins or ends with soft hyphens in, behind or before a word with an accented letter.

    What cannot be seen either, before, among or behind them, goes too, and tells nothing.
    """
    if "\u00ad" not in gap.text:
        return False
    first, last = _hyphens(gap.text), _hyphens(gap.text[::-1])
    end = gap.start + len(gap.text)
    left = _seen(text[max(gap.start - _REACH, 0) : gap.start])[-_BESIDE:] if first else ""
    right = _seen(text[end : end + _REACH])[:_BESIDE] if last else ""
    if first == last == len(gap.text):
        return _is_word(left + right)
    return _is_word(left) or _is_word(right)


def _hyphens(gap: str) -> int:
    """Return how many characters there are at the start that cannot be seen, with soft hyphens among them."""
    found = compiled(f"[{INVISIBLE}{CONTROLS}]+").match(gap)
    return found.end() if found and "\u00ad" in found[0] else 0


def _is_word(beside: str) -> bool:
    high = [character for character in beside if ord(character) in _CODE_POINTS_OF_LATIN_1]
    alone = len(high) == 1 and high[0] in _ACCENTED
    return alone and any(character.isascii() and character.isalpha() for character in beside)


def _seen(text: str) -> str:
    return compiled(f"[{BLANKS}{SPECIAL}]+").sub("", text)


def _without_selector(gap: Gap) -> Gap:
    """Leave out the variation selector of the character before."""
    if not gap.left or not member(SELECTORS, gap.text):
        return gap
    return gap._replace(start=gap.start + 1, text=gap.text[1:])


def _without_bytes(gap: Gap) -> Gap:
    """Leave out what may be half of a character, in bytes read as Latin-1.

    There NO-BREAK SPACE and soft hyphen are the bytes A0 and AD: `ä½ å¥½` is 你好.
    """
    start, left, text, right = gap.start, gap.left, gap.text, gap.right
    if left and ord(left) in _CODE_POINTS_OF_LATIN_1:
        kept = len(text) - len(text.lstrip("\u00a0\u00ad"))
        start, left, text = start + kept, gap.text[:kept][-1:] or left, text[kept:]
    if right and ord(right) in _CODE_POINTS_OF_LATIN_1:
        kept = len(text.rstrip("\u00a0\u00ad"))
        text, right = text[:kept], text[kept : kept + 1] or right
    return Gap(start, text, left, right)


def line_ends(text: str) -> tuple[str, bool]:
    """Return the line end that most lines have, and whether some have another."""
    if "\r" not in text:
        return "\n", False
    windows, doubled = text.count("\r\n"), text.count("\r\r\n")
    counts = {
        "\n": text.count("\n") - windows,
        "\r\n": windows,
        "\r": text.count("\r") - windows - doubled,
    }
    most = max(counts, key=lambda end: counts[end])
    return most, doubled > 0 or counts[most] < sum(counts.values())


def breaks(gap: Gap) -> Breaks | None:
    """Find the line ends of a gap; soft ones count only where there are no others."""
    for pattern, characters in ((_LINE_END, LINE_ENDS), (_SOFT_BREAK, SOFT_BREAKS)):
        found = islice(compiled(pattern).finditer(gap.text), 2)
        spans = [match.span() for match in found]
        if spans:
            return Breaks(spans, 1 + max(map(gap.text.rfind, characters)))
    return None


class Rows:
    """Tells what kind of line something stands on; asked for ever later places of a text."""

    def __init__(self, text: str) -> None:
        self._lines = compiled(_LINE).finditer(text)
        self._line = ""
        self._end = 0
        # Looked for once a line: one line may be asked about a million times.
        self._prose: bool | None = None
        self._directed: bool | None = None

    def prose(self, position: int) -> bool:
        """Whether the line is a sentence, so that its blanks are no columns, no code and no picture."""
        self._go_to(position)
        if self._prose is None:
            self._prose = bool(compiled(_PROSE).search(self._line)) and not _is_drawn(self._line)
        return self._prose

    def directed(self, position: int) -> bool:
        """Whether the line has letters that are written from right to left."""
        self._go_to(position)
        if self._directed is None:
            self._directed = compiled(f"[{RIGHT_TO_LEFT}]").search(self._line) is not None
        return self._directed

    def _go_to(self, position: int) -> None:
        while self._end <= position:
            line = next(self._lines)
            self._end = line.end()
            if self._end > position:
                self._line, self._prose, self._directed = line[0], None, None


def _is_drawn(line: str) -> bool:
    """Whether a line is a row of a table, or has more letters and signs of ASCII than Han characters."""
    return _number(_BARS, line) >= _COLUMNS or _number(_SIGNS, line) > _number(f"[{HAN}]", line)


def _number(character_class: str, line: str) -> int:
    # Not by listing them: a line may have millions.
    return len(line) - len(compiled(f"{character_class}+").sub("", line))
