"""Which brackets read the characters before them, and the text as it is without those."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import pinyin, readings
from cleaner.glosses import plain
from cleaner.hanzi import is_han

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cleaner.glosses.brackets import Bracket

# A gloss reads no more than this many code points, blanks and letters within the word included.
_REACH = 48

# A document with so many glosses is a polluted page, or one that belongs as a whole.
_MANY = 4
# Where the vocabulary was converted, one of so many at least reads a word that is gone.
_READ_FOR_UNREAD = 200

# Whose vocabulary a text may have got, undone: that of Taiwan, that of the mainland.
_REWORDINGS = ("tw2sp", "s2twp")

_CLOSING_QUOTES = tuple("”’」』》〉\"'＂")


class Gloss(NamedTuple):
    """A bracket that reads the characters before it.

    start, end  of the bracket, in code points of the text
    at          where it stood in the bare text, which has no brackets that fit
    word        where the first character that it reads stands in the bare text
    opening     the opening mark
    inner       the pinyin
    toned       whether any tone is written
    fit         how it reads the characters before
    key         what is read and the letters, tones aside
    plain       whether it reads common characters in their main readings, and is spelled without anything odd
    apart       whether blanks stand between its syllables
    capital     whether it is spelled with a capital
    quoted      whether a closing quotation mark stands between
    doubled     whether it follows the same gloss, capitals included: 锂(lǐ)(Li) ends with a symbol
    """

    start: int
    end: int
    at: int
    word: int
    opening: str
    inner: str
    toned: bool
    fit: readings.Fit
    key: tuple[str, str]
    plain: bool = True
    apart: bool = False
    capital: bool = False
    quoted: bool = False
    doubled: bool = False


class Match(NamedTuple):
    """All glosses of a text in order, the `bare` text without them, and the brackets that read nothing."""

    glosses: list[Gloss]
    bare: str
    others: list[Bracket]

    @property
    def is_reworded(self) -> bool:
        """Whether there are many glosses, and among them brackets spelled alike that read nothing."""
        toned = 2 * sum(gloss.toned for gloss in self.glosses) >= len(self.glosses)
        spellings = ((bracket, pinyin.spell(bracket.inner)) for bracket in self.others)
        unread = sum(
            spelling is not None and spelling.toned == toned and not bracket.inner[0].isupper()
            for bracket, spelling in spellings
        )
        return unread > 0 and len(self.glosses) in range(_MANY, _READ_FOR_UNREAD * unread)


def match(text: str, found: Sequence[Bracket]) -> Match:
    """Return the brackets that read what stands before them, the ones that fit before them taken out.

    If there are many, and pinyin that reads nothing, it may read what stood there before the vocabulary was
    converted: 資料(shùjù) was 数据, 数据(zīliào) was 資料.
    """
    straight = _match(text, found)
    if not straight.is_reworded:
        return straight
    # Up to the first bracket that reads nothing, no other vocabulary can make a difference.
    first = next(index for index, bracket in enumerate(found) if bracket == straight.others[0])
    return _match(text, found, _Start(straight.glosses[:first], [_converter(name) for name in _REWORDINGS]))


@cache
def _converter(name: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC(name).convert


class _Start(NamedTuple):
    """The glosses that are known to be the first ones, and how to undo other vocabulary."""

    glosses: Sequence[Gloss] = ()
    rewordings: Sequence[Callable[[str], str]] = ()


def _match(text: str, found: Sequence[Bracket], begin: _Start = _Start()) -> Match:  # noqa: B008 - it has no state
    glosses = list(begin.glosses)
    others: list[Bracket] = []
    borders = [0, *(border for gloss in glosses for border in (gloss.start, gloss.end))]
    pieces = [text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=False) if start < end]
    position = borders[-1]
    removed = position - sum(map(len, pieces))
    for bracket in found[len(glosses) :]:
        start, end = bracket.start, bracket.end
        at = start - removed
        gloss = _plain(bracket, at, text, position)
        if gloss is None:
            before = _before(pieces, text[max(position, start - _REACH) : start])
            previous = glosses[-1] if glosses and position == start else None
            gloss = _gloss(bracket, before, (at, previous))
            for reworded in begin.rewordings if gloss is None else ():
                gloss = gloss or _gloss(bracket, reworded(before), (at, previous))
        if gloss is None:
            others.append(bracket)
            continue
        glosses.append(gloss)
        if start > position:
            pieces.append(text[position:start])
        removed += end - start
        position = end
    pieces.append(text[position:])
    return Match(glosses, "".join(pieces), others)


def _before(pieces: Sequence[str], last: str) -> str:
    """Return the last code points of a text, of which `pieces` are what is before `last`; none is empty."""
    index = len(pieces)
    while len(last) < _REACH and index:
        index -= 1
        last = pieces[index][-_REACH:] + last
    return last[-_REACH:]


def _plain(bracket: Bracket, at: int, text: str, position: int) -> Gloss | None:
    """Return the gloss if it plainly reads what is between a position of the text and the bracket."""
    start, end, inner, opening = bracket
    known = _KNOWN.get(text[start - 1 : start] + inner)
    if known is None or not text.endswith(known.fit.read, position, start):
        known = _known(inner, text[max(position, start - plain.LONGEST) : start])
        if known is None:
            return None
    fit = known.fit
    return Gloss(start, end, at, at - fit.length, opening, inner, known.toned, fit, known.key)


class _Known(NamedTuple):
    """What plain pinyin was found to read."""

    fit: readings.Fit
    key: tuple[str, str]
    toned: bool


# Pinyin mostly reads what it read behind the same character the last time.
_KNOWN: dict[str, _Known] = {}
_MOST_KNOWN = 16384


def _known(inner: str, before: str) -> _Known | None:
    reading = plain.read(inner, before)
    if reading is None:
        return None
    length, letters, unmarked = reading
    read = before[-length:]
    if len(_KNOWN) >= _MOST_KNOWN:
        _KNOWN.clear()
    found = _Known(readings.Fit(length, read, 0, 0, unmarked), (read, letters), inner != letters)
    _KNOWN[before[-1] + inner] = found
    return found


def _gloss(bracket: Bracket, before: str, place: tuple[int, Gloss | None]) -> Gloss | None:
    at, previous = place
    stripped = before.rstrip()
    quoted = stripped.endswith(_CLOSING_QUOTES)
    if quoted:
        stripped = stripped[:-1]
    if not stripped or not is_han(stripped[-1]):
        return None
    spelling = pinyin.spell(bracket.inner)
    fit = spelling and readings.fit(spelling, stripped)
    if spelling is None or fit is None:
        return None
    inner = bracket.inner.strip()
    length = fit.length
    capital = inner[0].isupper() and stripped[-length] != inner[0]
    letters = spelling.letters
    # By position: there are too many to name the fields each time.
    return Gloss(
        bracket.start,
        bracket.end,
        at,
        max(at - len(before) + len(stripped) - length, 0),
        bracket.opening,
        inner,
        spelling.toned,
        fit,
        (fit.read, letters),
        False,  # noqa: FBT003 - plain
        not inner.isalpha() and len(inner.split(maxsplit=1)) > 1,
        capital,
        quoted,
        previous is not None and previous.key[1] == letters and previous.capital == capital,
    )
