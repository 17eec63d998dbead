"""Where damage made on purpose is: the passages of a clean text whose bytes were read out of step."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from tests.dirty import slips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Tear(NamedTuple):
    """The characters from `start` to `end` of the clean text were torn; `eaten` are the ASCII ones lost."""

    start: int
    end: int
    eaten: str


class Damage(NamedTuple):
    """What a damaged text looks like, and where it is torn."""

    text: str
    tears: list[Tear]


def damage(clean: str, table: Iterable[str], marks: Sequence[str] = ()) -> Damage:
    """Gloss the characters of a table in GBK bytes, cut at marks, decode, and say what was torn.

    Every byte carries its offset in the clean bytes, glosses carry -1.
    """
    data = clean.encode("gbk")
    origins = list(range(len(data)))
    for character in table:
        data, origins = _glossed(data, origins, character)
    pieces = [(data, origins)]
    for mark in marks:
        pieces = [part for piece in pieces for part in _cut(*piece, mark.encode("gbk"))]
    texts: list[str] = []
    whole: set[tuple[int, int]] = set()
    eaten: dict[int, str] = {}
    for piece, piece_origins in pieces:
        text, spans, lost = _decoded(piece, piece_origins)
        texts.append(text)
        whole |= spans
        eaten |= lost
    return Damage("".join(texts), _tears(clean, whole, eaten))


def _glossed(data: bytes, origins: list[int], character: str) -> tuple[bytes, list[int]]:
    code = character.encode("gbk")
    gloss = f"({slips.reading(character)})".encode("gbk")
    result, result_origins = bytearray(), []
    position = 0
    while (found := data.find(code, position)) >= 0:
        result += data[position : found + 2] + gloss
        result_origins += [*origins[position : found + 2], *[-1] * len(gloss)]
        position = found + 2
    return bytes(result + data[position:]), result_origins + origins[position:]


def _cut(data: bytes, origins: list[int], mark: bytes) -> list[tuple[bytes, list[int]]]:
    parts = []
    position = 0
    while (found := data.find(mark, position)) >= 0:
        parts.append((data[position:found], origins[position:found]))
        parts.append((data[found : found + 2], origins[found : found + 2]))
        position = found + 2
    return [*parts, (data[position:], origins[position:])]


def _decoded(data: bytes, origins: list[int]) -> tuple[str, set[tuple[int, int]], dict[int, str]]:
    """Return the text, the spans of clean bytes that became one character, and eaten ASCII by offset."""
    text = slips.decode(data)
    spans, eaten = set(), {}
    position = 0
    for character in text:
        length = _length(data, position)
        used = [origin for origin in origins[position : position + length] if origin >= 0]
        lost = character == "?" and data[position] != ord("?")
        if used and not lost:
            spans.add((used[0], used[-1] + 1))
        if lost and length > 1 and origins[position + 1] >= 0:
            eaten[origins[position + 1]] = chr(data[position + 1])
        position += length
    assert position == len(data)
    return text, spans, eaten


def _length(data: bytes, position: int) -> int:
    lead = data[position]
    single = lead <= 0x80 or lead == 0xFF
    return 1 if single or position + 1 == len(data) or data[position + 1] < 0x20 else 2


def _tears(clean: str, whole: set[tuple[int, int]], eaten: dict[int, str]) -> list[Tear]:
    tears: list[Tear] = []
    offset = 0
    start = None
    for index, character in enumerate(clean):
        width = len(character.encode("gbk"))
        torn = (offset, offset + width) not in whole
        if torn and start is None:
            start = index
        if not torn and start is not None:
            tears.append(_tear(clean, start, index, eaten))
            start = None
        offset += width
    if start is not None:
        tears.append(_tear(clean, start, len(clean), eaten))
    return tears


def _tear(clean: str, start: int, end: int, eaten: dict[int, str]) -> Tear:
    begin = len(clean[:start].encode("gbk"))
    stop = len(clean[:end].encode("gbk"))
    return Tear(start, end, "".join(eaten[offset] for offset in sorted(eaten) if begin <= offset < stop))


class Difference(NamedTuple):
    """From `start` to `end` of the truth stands `instead`."""

    start: int
    end: int
    instead: str


def differences(result: str, truth: str) -> list[Difference]:
    """Return where a result differs from the truth; an insertion counts with the character after it."""
    codes = difflib.SequenceMatcher(None, result, truth, autojunk=False).get_opcodes()
    return [Difference(c, max(d, c + 1), result[a:b]) for tag, a, b, c, d in codes if tag != "equal"]
