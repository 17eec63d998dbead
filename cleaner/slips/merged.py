"""Glosses whose opening bracket became part of a torn character: 我們去做 became 我們龋╪èi)プ鲆.

`[` can be the second byte of a character, and the bytes of a full-width bracket can be both. Where a site
glosses in these, the lead byte of a torn character takes the bracket along, and no byte is lost. In the bytes
the glosses still stand whole, so they are found there, wherever the characters of the damaged text begin.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import gbk, late, readings
from cleaner.slips import units

if TYPE_CHECKING:
    from collections.abc import Iterable

    Span = tuple[int, int]

_BRACKETS = (("[", "]"), ("{", "}"), ("（", "）"), ("【", "】"), ("〔", "〕"), ("［", "］"), ("｛", "｝"))
_ROUND = ("(", ")")  # Never taken along, but what was full-width may be round since.

# GBK has the letters with tones, and ɑ and ɡ, side by side.
_TONED = bytes(byte for trail in range(0xA1, 0xC1) for byte in (0xA8, trail)).decode("gb18030")
_LETTERS = rb"(?:[a-z]|\xa8[\xa1-\xc0]){1,8}"

# Where a gloss may end. These are looked for in all text, so it is few signs that are stopped at.
CLOSING = ")）]】〕］}"
_OPENING = frozenset(opening for opening, _ in _BRACKETS)
ENDED = rf"(?<=[{re.escape(CLOSING)}])(?<=[a-z{_TONED} ].)"
_ENDED = late.pattern(rf"[{re.escape(CLOSING)}]{ENDED}")
_ENDING = late.pattern(rf"[a-z{_TONED}]*+ ?\Z")

# The second bytes of characters that end with a bracket, and the first of those that begin within one.
_ENDS_WITH = frozenset(ord(opening) for opening, _ in _BRACKETS if opening.isascii())
_BEGINS_WITHIN = frozenset(opening.encode("gbk")[1] for opening, _ in _BRACKETS if not opening.isascii())

# A lead byte and the first byte of a bracket may be a full-width sign, and that be half-width since.
_FOLDED_PAIR = late.pattern(r"[#! ](?=[^\x00-\x7f])")
_PAIRS = {"#": "＃", "!": "！", " ": "\u3000"}

_DEEPEST = 4  # Glosses that were torn by others, these again, and a look that finds no more.


class Gloss(NamedTuple):
    """A gloss in the bytes of damaged text.

    reading  as in tables of readings
    raw      its bytes, brackets included, and glosses that it was torn by
    whole    its bytes as they were before
    end      the offset of the character behind it
    rest     the bytes before `end` that are not the gloss's any more
    """

    reading: str
    raw: bytes
    whole: bytes
    end: int
    rest: bytes


class Merged(NamedTuple):
    """The glosses in the bytes of a text, by offset: those that begin within a character, and the others.

    `starts` are the offsets of the others by the ends of these.
    """

    within: dict[int, Gloss]
    before: dict[int, Gloss]
    starts: dict[int, int]


NONE = Merged({}, {}, {})


def any_in(text: str) -> bool:
    """Whether there may be a gloss whose opening bracket is part of a character."""
    return any(is_torn(text, match.start()) for match in _ENDED.finditer(text))


def is_torn(text: str, closing: int) -> bool:
    """Whether a gloss may end with a closing bracket and have lost its opening one, or tear a letter off."""
    around = text[max(0, closing - units.LONGEST_GLOSS) : closing]
    ending = None if around.isascii() else _ENDING.search(around)
    if ending is None or not ending.start():
        return False
    before = around[ending.start() - 1]
    code = gbk.encode(before) or b""
    if before in _OPENING:
        return _is_behind_letter(around[: ending.start() - 1], ending[0].strip())
    return len(code) > 1 and (code[1] in _ENDS_WITH or (code[0] in _BEGINS_WITHIN and chr(code[1]).islower()))


def _is_behind_letter(text: str, letters: str) -> bool:
    """Whether a gloss reads an ASCII character and the byte before it: 兩款A[yù]PP."""
    pair = text[-len("款A") :]
    if len(pair) < len("款A") or not pair[1].isascii() or pair[0].isascii():
        return False
    character = gbk.pair((gbk.encode(pair[0]) or b"\0")[-1], ord(pair[1]))
    return character is not None and character in readings.characters(units.normal(letters))


def find(text: str, *, folded: bool) -> Merged:
    """Find the glosses in the bytes of a text.

    `folded` says that full-width signs may have been made half-width since.
    """
    merged = Merged({}, {}, {})
    data = (_unfolded(text) if folded else text).encode("gb18030", "replace")
    spans = _spans(data)
    places = _places(data, {offset for span in spans for offset in span})
    for (start, end), whole in spans.items():
        at, is_within = places[start]
        behind, is_cut = places[end]
        rest = data[end : end + is_cut]
        gloss = Gloss(_reading(whole), data[start:end], whole, behind + is_cut, rest)
        if is_within:
            merged.within[at] = gloss
        else:
            merged.before[at] = gloss
            merged.starts[gloss.end] = at
    return merged


def _unfolded(text: str) -> str:
    """Return a text with full-width signs where they may be what took the first byte of a bracket along."""

    def pair(match: re.Match[str]) -> str:
        code = gbk.encode(text[match.end()]) or b"\0"
        return _PAIRS[match[0]] if code[0] in _BEGINS_WITHIN else match[0]

    return _FOLDED_PAIR.sub(pair, text)


@cache
def _pattern() -> re.Pattern[bytes]:
    return re.compile(b"|".join(_form(*brackets) for brackets in (_ROUND, *_BRACKETS)))


def _form(opening: str, closing: str) -> bytes:
    """Return a pattern of the glosses in such brackets; the closing one may be half-width since."""
    first, last = opening.encode("gbk"), closing.encode("gbk")
    closings = [last, chr(ord(closing) - gbk.WIDE).encode()] if last[0] == gbk.WIDE_LEAD else [last]
    return b"%b ?%b ?(?:%b)" % (re.escape(first), _LETTERS, b"|".join(map(re.escape, closings)))


def _reading(gloss: bytes) -> str:
    """Return what stands between the brackets of a gloss, as tables of readings spell it."""
    return units.normal(gloss.decode("gb18030")[1:-1].strip())


def _spans(data: bytes) -> dict[Span, bytes]:
    """Return the glosses in bytes by where they are, what other glosses tore them by taken out."""
    found: dict[Span, bytes] = {}
    removed: list[Span] = []
    for _ in range(_DEEPEST):
        rest, seams = _without(data, removed)
        spans = {
            (seams.before(one.start()), seams.after(one.end())): one for one in _pattern().finditer(rest)
        }
        new = {span: one for span, one in spans.items() if span not in found}
        if not new:
            break
        found |= {span: one[0] for span, one in new.items()}
        removed = _outermost([*removed, *(span for span, one in new.items() if _is_read(rest, one))])
    return found


def _is_read(data: bytes, gloss: re.Match[bytes]) -> bool:
    """Whether the two bytes before a gloss are a character that reads so."""
    before = data[max(0, gloss.start() - len("ab")) : gloss.start()]
    character = gbk.pair(*before) if len(before) > 1 else None
    return character is not None and character in readings.characters(_reading(gloss[0]))


class _Seams(NamedTuple):
    """Where bytes were taken out: offsets in what is left, and how many bytes there were up to each."""

    offsets: list[int]
    lengths: list[int]

    def before(self, offset: int) -> int:
        """Return where a byte stood that may follow a seam."""
        return offset + self.lengths[bisect_right(self.offsets, offset)]

    def after(self, offset: int) -> int:
        """Return the offset behind a byte that may precede a seam."""
        return offset + self.lengths[bisect_left(self.offsets, offset)]


def _without(data: bytes, removed: list[Span]) -> tuple[bytes, _Seams]:
    pieces = []
    seams = _Seams([], [0])
    position = 0
    for start, end in removed:
        pieces.append(data[position:start])
        seams.offsets.append(start - seams.lengths[-1])
        seams.lengths.append(seams.lengths[-1] + end - start)
        position = end
    return b"".join([*pieces, data[position:]]), seams


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _places(data: bytes, offsets: Iterable[int]) -> dict[int, tuple[int, bool]]:
    """Return the character at each of the offsets of bytes, and whether the offset is within it."""
    decoder = codecs.getincrementaldecoder("gb18030")("replace")
    found = {}
    characters = position = 0
    for offset in sorted(offsets):
        characters += len(decoder.decode(data[position:offset]))
        found[offset] = characters, bool(decoder.getstate()[0])
        position = offset
    return found
