"""Where damage made on purpose is: the passages of a clean text whose bytes were read out of step."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from tests.dirty import slips

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Tear(NamedTuple):
    """The characters from `start` to `end` of the clean text were torn.

    `losses` says of each byte that is lost what the page still tells about it:

    gloss   how the character reads that it made with the byte before
    lead    the trail byte of its character, which is the first byte of a mark
    trail   the lead byte of its character, at the end of a line or before a mark
    eaten   likewise, and an ASCII character was lost with it
    digit   likewise, and that was a digit
    """

    start: int
    end: int
    losses: tuple[str, ...]


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
    losses: dict[int, str] = {}
    for piece, piece_origins in pieces:
        text, spans, lost = _decoded(piece, piece_origins)
        texts.append(text)
        whole |= spans
        losses |= lost
    return Damage("".join(texts), list(_tears(clean, whole, losses)))


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
    """Return the text, the spans of clean bytes that became one character, and the losses by offset."""
    text = slips.decode(data)
    spans, losses = set(), {}
    position = 0
    for character in text:
        length = _length(data, position)
        used = [origin for origin in origins[position : position + length] if origin >= 0]
        lost = character == "?" and data[position] != ord("?")
        if used and not lost:
            spans.add((used[0], used[-1] + 1))
        elif used:
            losses[used[0]] = _loss(data[position + 1 : position + length], len(used))
        position += length
    assert position == len(data)
    return text, spans, losses


def _loss(following: bytes, lost: int) -> str:
    if not following:
        return "alone"
    return "gloss" if lost == 1 else "digit" if following.isdigit() else "eaten"


def _length(data: bytes, position: int) -> int:
    lead = data[position]
    single = lead <= 0x80 or lead == 0xFF
    return 1 if single or position + 1 == len(data) or data[position + 1] < 0x20 else 2


def _tears(clean: str, whole: set[tuple[int, int]], losses: dict[int, str]) -> Iterator[Tear]:
    offset = 0
    start = None
    found: list[str] = []
    for index, character in enumerate(clean):
        width = len(character.encode("gbk"))
        if (offset, offset + width) in whole:
            if start is not None:
                yield Tear(start, index, tuple(found))
            start, found = None, []
        else:
            start = index if start is None else start
            found += _told(losses.get(offset), "lead") + _told(losses.get(offset + 1), "trail") * (width - 1)
        offset += width
    if start is not None:
        yield Tear(start, len(clean), tuple(found))


def _told(loss: str | None, half: str) -> list[str]:
    return [half if loss == "alone" else loss] if loss else []


class Difference(NamedTuple):
    """From `start` to `end` of the truth stands `instead`."""

    start: int
    end: int
    instead: str


def differences(result: str, truth: str) -> list[Difference]:
    """Return where a result differs from the truth; an insertion counts with the character after it."""
    codes = difflib.SequenceMatcher(None, result, truth, autojunk=False).get_opcodes()
    return [Difference(c, max(d, c + 1), result[a:b]) for tag, a, b, c, d in codes if tag != "equal"]
