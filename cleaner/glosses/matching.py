"""Which brackets read the characters before them, and the text as it is without those."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import pinyin, readings
from cleaner.hanzi import is_han

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cleaner.glosses.brackets import Bracket

# A gloss reads no more than this many code points, blanks and letters within the word included.
_REACH = 48

# A document with so many glosses is a polluted page, or one that belongs as a whole.
_MANY = 4

# Whose vocabulary a text may have got, undone: that of Taiwan, that of the mainland.
_REWORDINGS = ("tw2sp", "s2twp")

_CLOSING_QUOTES = tuple("”’」』》〉\"'＂")


class Gloss(NamedTuple):
    """A bracket that reads the characters before it.

    start, end  of the bracket, in code points of the text
    at          where it stood in the bare text, which has no brackets that fit
    word        where the first character that it reads stands in the bare text
    opening     the opening mark
    spelling    the pinyin
    apart       whether blanks stand between its syllables
    capital     whether it is spelled with a capital
    fit         how it reads the characters before
    quoted      whether a closing quotation mark stands between
    doubled     whether it follows the same gloss, capitals included: 锂(lǐ)(Li) ends with a symbol
    """

    start: int
    end: int
    at: int
    word: int
    opening: str
    spelling: pinyin.Spelling
    apart: bool
    capital: bool
    fit: readings.Fit
    quoted: bool
    doubled: bool

    @property
    def key(self) -> tuple[str, str]:
        """What is read and how, tones aside."""
        return self.fit.read, self.spelling.letters

    def repeats(self, spelling: pinyin.Spelling, *, capital: bool) -> bool:
        """Whether a gloss behind it that is spelled so is the same."""
        return self.capital == capital and self.spelling.letters == spelling.letters


class Match(NamedTuple):
    """All glosses of a text in order, the `bare` text without them, and the brackets that read nothing."""

    glosses: list[Gloss]
    bare: str
    others: list[Bracket]

    @property
    def has_unread_pinyin(self) -> bool:
        """Whether a bracket that reads nothing is spelled like the glosses, with tones or without."""
        toned = 2 * sum(gloss.spelling.toned for gloss in self.glosses) >= len(self.glosses)
        spellings = ((bracket, pinyin.spell(bracket.inner)) for bracket in self.others)
        return any(
            spelling is not None and spelling.toned == toned and not bracket.inner[0].isupper()
            for bracket, spelling in spellings
        )


def match(text: str, found: Sequence[Bracket]) -> Match:
    """Return the brackets that read what stands before them, the ones that fit before them taken out.

    If there are many, and pinyin that reads nothing, it may read what stood there before the vocabulary was
    converted: 資料(shùjù) was 数据, 数据(zīliào) was 資料.
    """
    plain = _match(text, found)
    if len(plain.glosses) < _MANY or not plain.has_unread_pinyin:
        return plain
    return _match(text, found, [_converter(name) for name in _REWORDINGS])


@cache
def _converter(name: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC(name).convert


def _match(text: str, found: Sequence[Bracket], rewordings: Iterable[Callable[[str], str]] = ()) -> Match:
    glosses: list[Gloss] = []
    others: list[Bracket] = []
    reader = _Reader()
    pieces: list[str] = []
    position = removed = 0
    tail = ""
    for bracket in found:
        before = text[max(position, bracket.start - _REACH) : bracket.start]
        if len(before) < _REACH:
            before = (tail + before)[-_REACH:]
        previous = glosses[-1] if glosses and position == bracket.start else None
        at = bracket.start - removed
        gloss = _gloss(reader, bracket, before, (at, previous))
        for reworded in rewordings if gloss is None else ():
            gloss = gloss or _gloss(reader, bracket, reworded(before), (at, previous))
        if gloss is None:
            others.append(bracket)
            continue
        glosses.append(gloss)
        pieces.append(text[position : bracket.start])
        removed += bracket.end - bracket.start
        position = bracket.end
        tail = before
    pieces.append(text[position:])
    return Match(glosses, "".join(pieces), others)


class _Reader:
    """Fits pinyin to characters. A page has most of its glosses more than once: what fitted is kept."""

    def __init__(self) -> None:
        self._fits: dict[tuple[str, str], readings.Fit] = {}
        self._lengths: dict[str, set[int]] = {}

    def fit(self, inner: str, spelling: pinyin.Spelling, before: str) -> readings.Fit | None:
        """Return how the pinyin reads the end of the text before; None if it does not."""
        for length in self._lengths.get(inner, ()):
            # What fits is found from the end on, and so whatever is before it makes no difference.
            known = self._fits.get((inner, before[-length:]))
            if known is not None:
                return known
        found = readings.fit(spelling, before)
        if found is not None:
            self._fits[inner, before[-found.length :]] = found
            self._lengths.setdefault(inner, set()).add(found.length)
        return found


def _gloss(reader: _Reader, bracket: Bracket, before: str, place: tuple[int, Gloss | None]) -> Gloss | None:
    at, previous = place
    stripped = before.rstrip()
    quoted = stripped.endswith(_CLOSING_QUOTES)
    if quoted:
        stripped = stripped[:-1]
    if not stripped or not is_han(stripped[-1]):
        return None
    spelling = pinyin.spell(bracket.inner)
    fit = spelling and reader.fit(bracket.inner, spelling, stripped)
    if spelling is None or fit is None:
        return None
    inner = bracket.inner.strip()
    capital = inner[0].isupper() and stripped[-fit.length] != inner[0]
    return Gloss(
        start=bracket.start,
        end=bracket.end,
        at=at,
        word=max(at - len(before) + len(stripped) - fit.length, 0),
        opening=bracket.opening,
        spelling=spelling,
        apart=len(inner.split(maxsplit=1)) > 1,
        capital=capital,
        fit=fit,
        quoted=quoted,
        doubled=previous is not None and previous.repeats(spelling, capital=capital),
    )
