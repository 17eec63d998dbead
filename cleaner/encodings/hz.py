"""HZ: Chinese in seven bits. `~{` opens a group of GB 2312 characters, `~}` closes it, `~~` is a tilde.

Python's own codec stops at the first fault and forgets how a text was spelled.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from cleaner import frequency
from cleaner.encodings import hz_path
from cleaner.encodings.pieces import REPLACEMENT, Kind, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "hz"
MARK = b"~{"

# The second byte of a character may be a tilde, the first never is. Where a mark stands alone, or a group has
# a fault, the stretch up to the next mark or the line's end is looked at as a whole.
_TOKEN = re.compile(
    rb"""
      ~\{ (?P<content> (?: [\x21-\x77][\x21-\x7e] )* ) ~\}
    | (?P<tilde> ~~(?!}) )
    | (?P<wrapped> ~\n )
    | (?P<ascii> [\x01-\x7d][\x01-\x7a\x7c\x7d]* )
    | (?P<lone> ~(?![{}]) )
    | (?P<bad> [\x00\x7f-\xff]+ )
""",
    re.VERBOSE,
)
_STRETCH_END = re.compile(rb"(?=\n)|(?=~\{)|~\}")
_LONGEST_STRETCH = 2_048  # Bytes to either side.
_TO_GIVE_BACK = re.compile("[\x01-\x7f\ufffd]")
# With so many places to repair, so near to each other (in bytes), it is no HZ.
ENOUGH_REPAIRS = 1_000
REPAIRS_APART = 128
_GROUP = re.compile(rb"(?:[\x21-\x77][\x21-\x7e])+")
_TO_HIGH = bytes(byte | 0x80 if 0x21 <= byte <= 0x7E else 0xFF for byte in range(256))
_TO_LOW = bytes(byte & 0x7F for byte in range(256))
_NON_ASCII = re.compile(r"[^\x00-\x7f]+|~+")

# Nats a character: English between tilde and braces reads as rarer characters than these.
_PLAUSIBLE = -11.0
_SAMPLE = 8_192  # Bytes before and behind the first mark.
_SEVEN_BITS = bytes([9, 10, 13, *range(32, 127)])
_MOST_DAMAGE = 0.02


def encode(text: str) -> bytes:
    """Return a text in HZ, one group for each run of Chinese. Raises UnicodeEncodeError outside GB 2312."""
    pieces = []
    position = 0
    for match in _NON_ASCII.finditer(text):
        pieces.append(text[position : match.start()].encode("ascii"))
        run = match[0]
        pieces.append(b"~" * 2 * len(run) if run[0] == "~" else MARK + _low(run) + b"~}")
        position = match.end()
    pieces.append(text[position:].encode("ascii"))
    return b"".join(pieces)


def plausible(data: bytes) -> bool:
    """Whether a document with `~{` in it is HZ rather than about tildes and braces, or in eight bits."""
    begin = data[max(0, data.find(MARK) - _SAMPLE) :][: 2 * _SAMPLE]
    if len(begin.translate(None, _SEVEN_BITS)) > 2 + _MOST_DAMAGE * len(begin):
        return False
    chinese = "".join(
        piece.text for piece in pieces(begin) if not piece.text.isascii() and piece.kind is not Kind.DAMAGED
    )
    return bool(chinese) and frequency.log_probability(chinese) > _PLAUSIBLE


def pieces(data: bytes) -> list[Piece]:
    """Read a document in HZ."""
    found: list[Piece] = []
    position = settled = repairs = 0
    while position < len(data):
        match = _TOKEN.match(data, position)
        piece = _piece(match, after_group=bool(found) and not found[-1].text.isascii()) if match else None
        if piece is not None:
            found.append(piece)
            position = piece.end
            settled = settled if _TO_GIVE_BACK.match(piece.text) else position
            continue
        repairs += 1
        if repairs > ENOUGH_REPAIRS and repairs * REPAIRS_APART > position:
            found.append(Piece(position, len(MARK), REPLACEMENT, NAME, Kind.DAMAGED))
        else:
            found.extend(_repaired(_back(data, found, position, settled), data, position))
        position = settled = found[-1].end
    return found


def _piece(match: re.Match[bytes], *, after_group: bool) -> Piece | None:
    """Return what a token means; None for a group with a fault. Two groups in a row would become one."""
    start, raw = match.start(), match[0]
    if match["ascii"] is not None:
        return Piece(start, len(raw), raw.decode("ascii"), NAME)
    if match["content"] is None:
        if match["bad"] is not None:
            return Piece(start, len(raw), REPLACEMENT, NAME, Kind.DAMAGED)
        sign = "" if match["wrapped"] is not None else "~"
        return Piece(start, len(raw), sign, NAME, Kind.PLAIN if match["tilde"] is not None else Kind.ODD)
    text = _text(match["content"])
    if text is None:
        return None
    return Piece(start, len(raw), text, NAME, Kind.PLAIN if text and not after_group else Kind.ODD)


def _back(data: bytes, found: list[Piece], position: int, settled: int) -> int:
    """Give back what was read as ASCII in this line, if a group closes there; return where it starts."""
    if data.startswith(MARK, position):
        return position
    limit = max(data.rfind(b"\n", settled, position) + 1, position - _LONGEST_STRETCH, settled)
    while found and found[-1].end > limit:
        last = found.pop()
        if last.offset < limit:
            found.append(last._replace(size=limit - last.offset, text=last.text[: limit - last.offset]))
    return limit


def _repaired(start: int, data: bytes, mark: int) -> Iterator[Piece]:
    """Read the stretch around a mark that lacks the other one, or whose group has a fault."""
    end = _STRETCH_END.search(data, mark + len(MARK) * data.startswith(MARK, mark))
    stretch = data[start : min(end.end() if end else len(data), mark + _LONGEST_STRETCH)]
    for damaged, group in groupby(hz_path.best(stretch), key=lambda move: move.damaged):
        moves = list(group)
        size = sum(move.size for move in moves)
        text = REPLACEMENT if damaged else "".join(move.text for move in moves)
        yield Piece(start, size, text, NAME, Kind.DAMAGED if damaged else Kind.ODD)
        start += size


def _text(content: bytes) -> str | None:
    if not content:
        return ""
    if not _GROUP.fullmatch(content):
        return None
    try:
        text = content.translate(_TO_HIGH).decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if _low(text) == content else None


def _low(text: str) -> bytes:
    raw = text.encode("gb18030").translate(_TO_LOW)
    if len(raw) != 2 * len(text):
        raise UnicodeEncodeError(NAME, text, 0, len(text), "not in GB 2312")
    return raw
