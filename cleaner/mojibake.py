"""Text that was decoded in the wrong encoding, and the way back.

A passage goes back to the bytes it was read from and is read again in the encoding they were written in. That
is believed only if every byte finds its place, and what comes out is Chinese.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import gbk, late
from cleaner.hanzi import is_han

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Windows-1252 where it has characters, Latin-1 for the five bytes where it has none.
_CP1252 = {byte: bytes((byte,)).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_TO_BYTE = {ord(one): byte for byte, one in _CP1252.items() if one != "\ufffd"}
_TO_BYTE |= {code: code for code in range(0x100)}

_CP1252_ONLY = "".join(chr(code) for code in _TO_BYTE if code > 0xFF)
_HIGH = "\u0080-\u00ff" + _CP1252_ONLY

# A lead byte of UTF-8 and what follows it, read as Latin-1 or Windows-1252.
_UTF8_AS_LATIN = re.compile(f"[Â-ï][{_HIGH}][{_HIGH}]?")
_HIGH_RUN = late.pattern(f"[{_HIGH}]+")

# Two bytes of GBK, read likewise; a lead byte of GBK is read as a letter, a sign of currency or a fraction.
_GBK_AS_LATIN = re.compile("[°-÷][¡-ÿ]")

# Two bytes of Big5, read likewise; the second one may be a letter.
_BIG5_AS_LATIN = re.compile("[¤-É][@-~¡-þ]{2}")

_LATIN = re.compile("[¤-÷]")  # Each of the three begins with one of these.

# Words of those who write about it, and Han characters of a line that is about it.
_TALK = late.pattern("乱码|亂碼|编码|編碼|字节|位元組|UTF-?8|GBK|Big5|Latin-?1|ISO-8859", re.IGNORECASE)
_ENOUGH_TALK = 4

_MARK = late.pattern("[\u3000-\u303f\uff01-\uff65]")
_NO_UTF8 = b"\xff"

# Characters by which a passage must become more probable, in nats on the average.
_GAIN = 1.0
_FEWEST = 2  # Han characters; fewer prove nothing
_COMMON_RANK = 3500  # Of Han characters in news, nearly all are among so many.
_MOST_RARE = 0.1  # Share of characters beyond that rank.


class Wrong(NamedTuple):
    """From `start` to `end` the text was read wrongly; `right` stood there.

    It is not `sure` where the text talks about wrong decoding, and may show it on purpose.
    """

    start: int
    end: int
    right: str
    sure: bool = True


def find(text: str) -> Iterator[Wrong]:
    """Yield the passages that were read in the wrong encoding, in order."""
    if not _suspicious(text):
        return
    lines = [(line, _in_line(line[0])) for line in re.finditer("[^\r\n]+", text) if not line[0].isascii()]
    proven = {reading.way_back for _, reading in lines if reading.way_back}
    for line, reading in lines:
        wrongs = reading.wrongs or list(_carried_over(line[0], proven))
        sure = not (wrongs and _talks_about_it(line[0], wrongs))
        for wrong in wrongs:
            yield Wrong(line.start() + wrong.start, line.start() + wrong.end, wrong.right, sure)


_WayBack = Callable[[str], "str | None"]


class _Reading(NamedTuple):
    """What was read wrongly in a line, and the way back that proved right for all of it, if one did."""

    wrongs: list[Wrong]
    way_back: _WayBack | None = None


def _suspicious(text: str) -> bool:
    if _gbk_signs().search(text):
        return True
    # Most text has no such letter at all; to look for it is a third of the work.
    return _LATIN.search(text) is not None and bool(
        _UTF8_AS_LATIN.search(text) or _GBK_AS_LATIN.search(text) or _BIG5_AS_LATIN.search(text)
    )


def _in_line(line: str) -> _Reading:
    if not _suspicious(line):
        return _Reading([])
    for way_back in _CUTS:
        whole = _all_of(line, way_back)
        if whole and _believable(line[whole.start : whole.end], whole.right):
            return _Reading([whole], way_back)
    right = _with_losses(line)
    if right and _believable(line, right):
        return _Reading([Wrong(0, len(line), right)])
    found = list(_utf8_read_as_gbk(line))
    for way_back in _CUTS if not found else ():
        runs = [(match, way_back(match[0])) for match in _HIGH_RUN.finditer(line)]
        found = [Wrong(*run.span(), right) for run, right in runs if right and _believable(run[0], right)]
        if found:
            break
    return _Reading(found)


def _with_losses(line: str) -> str | None:
    """Return what a line of UTF-8 was of which the reader had no characters for some bytes."""
    from cleaner import lostbytes

    if _UTF8_AS_LATIN.search(line):
        return lostbytes.read_as_latin(line, _TO_BYTE)
    sign = _gbk_signs().search(line)
    return lostbytes.read_as_gbk(line, sign.start()) if sign else None


def _talks_about_it(line: str, wrongs: list[Wrong]) -> bool:
    """Whether the rest of a line says what mojibake is."""
    borders = [0, *(border for wrong in wrongs for border in (wrong.start, wrong.end)), len(line)]
    rest = "".join(line[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True))
    return bool(_TALK.search(rest)) and sum(map(is_han, rest)) >= _ENOUGH_TALK


def _all_of(line: str, way_back: _WayBack) -> Wrong | None:
    """Take a whole line back; it may have been cut within its first or last character."""
    right = way_back(line)
    if right is not None:
        return Wrong(0, len(line), right)
    cuts = _CUTS[way_back]
    begin, end = cuts[0].match(line), cuts[1].search(line)
    whole = slice(begin.end() if begin else 0, end.start() if end else len(line))
    right = way_back(line[whole])
    return None if right is None else Wrong(whole.start, whole.stop, right)


def _carried_over(line: str, proven: Collection[_WayBack]) -> Iterator[Wrong]:
    """Yield a line that goes back the way that proved right for others of its page.

    A name or a verse may have rare characters only, which alone would prove nothing.
    """
    for way_back in proven:
        whole = _all_of(line, way_back)
        if whole is None or not (_MARK.search(whole.right) or any(map(is_han, whole.right))):
            continue
        in_pairs = all(len(run[0]) % 2 == 0 for run in _HIGH_RUN.finditer(line))
        if in_pairs or way_back is _utf8_read_as_latin:
            yield whole
            return


def _utf8_read_as_gbk(line: str) -> Iterator[Wrong]:
    end = 0
    while (sign := _gbk_signs().search(line, end)) is not None:
        end = sign.end()
        right, length = _utf8_from(line, sign.start())
        if length and _believable(line[sign.start() : sign.start() + length], right):
            end = sign.start() + length
            yield Wrong(sign.start(), end, right)


def _utf8_from(line: str, start: int) -> tuple[str, int]:
    """Return what the characters from `start` on are if their GBK bytes are UTF-8, and how many they are."""
    decoder = getincrementaldecoder("utf-8")()
    pieces: list[str] = []
    length = 0
    # One by one, since mostly the first few show that it is none, and the line may be endless.
    for index in range(start, len(line)):
        code = None if line[index].isascii() else gbk.encode(line[index])
        try:
            pieces.append(decoder.decode(code or _NO_UTF8))
        except UnicodeDecodeError:
            break
        if not decoder.getstate()[0]:
            length = index + 1 - start
    return "".join(pieces[:length]), length


def _utf8_read_as_latin(text: str) -> str | None:
    """Undo it as often as it was done: twice encoded UTF-8 is common."""
    found = None
    while (data := _latin(text)) is not None and (text := _decoded(data, "utf-8") or "") and text != found:
        found = text
    return found


def _gbk_read_as_latin(text: str) -> str | None:
    data = _latin(text)
    return _decoded(data, "gbk") if data else None


def _big5_read_as_latin(text: str) -> str | None:
    data = _latin(text)
    return _decoded(data, "cp950") if data else None


# The last bytes of a character that begins before the line, the first of one that ends behind it.
_CUTS: dict[_WayBack, tuple[re.Pattern[str], re.Pattern[str]]] = {
    _utf8_read_as_latin: (
        late.pattern(f"[\u0080-\u00bf{_CP1252_ONLY}]{{0,2}}"),
        late.pattern(f"(?:[à-ï][{_HIGH}]?|[Â-ß])$"),
    ),
    _gbk_read_as_latin: (late.pattern(""), late.pattern(f"[{_HIGH}]$")),
    _big5_read_as_latin: (late.pattern(""), late.pattern(f"[{_HIGH}]$")),
}


def _latin(text: str) -> bytes | None:
    try:
        return bytes(map(_TO_BYTE.__getitem__, map(ord, text)))
    except KeyError:
        return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _believable(wrong: str, right: str) -> bool:
    """Whether what comes out is Chinese, and more so than what went in."""
    from cleaner import frequency

    han = list(filter(is_han, right))
    signs = [one for one in right if not one.isascii()]
    if len(han) < _FEWEST or len(han) * 2 < len(signs) or wrong == right:
        return False
    rare = sum(frequency.rank(one) > _COMMON_RANK for one in han)
    if rare > _MOST_RARE * len(han):
        return False
    gain = frequency.log_probability(right) - frequency.log_probability(wrong)
    return gain >= _GAIN


@cache
def _gbk_signs() -> re.Pattern[str]:
    """Return what the bytes of a Han character or full-width sign in UTF-8 begin with when read as GBK."""
    first = "".join(
        gbk.pair(lead, trail) or "" for lead in (*range(0xE4, 0xEA), 0xEF) for trail in range(0x80, 0xC0)
    )
    second = "".join(
        gbk.pair(lead, trail) or "" for lead in range(0x81, 0xC0) for trail in (*range(0xE3, 0xEA), 0xEF)
    )
    return re.compile(f"[{first}][€{second}]")
