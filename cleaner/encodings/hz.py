"""HZ: Chinese in seven bits. `~{` opens a group of GB 2312 characters, `~}` closes it, `~~` is a tilde.

Python's own codec stops at the first fault and forgets how a text was spelled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner import frequency
from cleaner.encodings import path
from cleaner.encodings.pieces import REPLACEMENT, Kind, Piece
from cleaner.encodings.reader import reader

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "hz"
MARK = b"~{"

# The second byte of a character may be a tilde, the first never is. A group with a fault ends at the next
# closing mark, the line's end at the latest.
_TOKEN = re.compile(
    rb"""
      ~\{ (?P<content> (?: [\x21-\x77][\x21-\x7e] )* ) (?P<close> ~\} )
    | ~\{ (?P<faulty> [^\n]*? ) (?P<end> ~\} | (?=~\{) | (?=\n) | \Z )
    | (?P<tilde> ~~ )
    | (?P<wrapped> ~\n )
    | (?P<ascii> [\x01-\x7d]+ )
    | (?P<lone> ~ )
    | (?P<bad> [\x00\x7f-\xff]+ )
    """,
    re.VERBOSE,
)
_GROUP = re.compile(rb"(?:[\x21-\x77][\x21-\x7e])+")
_TO_HIGH = bytes(byte | 0x80 if 0x21 <= byte <= 0x7E else 0xFF for byte in range(256))
_TO_LOW = bytes(byte & 0x7F for byte in range(256))
_NON_ASCII = re.compile(r"[^\x00-\x7f]+|~+")

# Nats a character: English between tilde and braces reads as rarer characters than these.
_PLAUSIBLE = -9.0


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
    """Whether seven-bit text with `~{` in it is HZ rather than something about tildes and braces."""
    chinese = "".join(
        piece.text for piece in pieces(data) if not piece.text.isascii() and piece.kind is not Kind.DAMAGED
    )
    return bool(chinese) and frequency.log_probability(chinese) > _PLAUSIBLE


def pieces(data: bytes) -> list[Piece]:
    """Read a document in HZ."""
    found: list[Piece] = []
    for match in _TOKEN.finditer(data):
        start, raw = match.start(), match[0]
        if match["content"] is not None or match["faulty"] is not None:
            found.extend(_group(match, after_group=bool(found) and not found[-1].text.isascii()))
        elif match["ascii"] is not None:
            found.append(Piece(start, len(raw), raw.decode("ascii"), NAME))
        elif match["bad"] is not None:
            found.append(Piece(start, len(raw), REPLACEMENT, NAME, Kind.DAMAGED))
        elif match["wrapped"] is not None:
            found.append(Piece(start, len(raw), "", NAME, Kind.ODD))
        else:
            found.append(Piece(start, len(raw), "~", NAME, Kind.PLAIN if match["tilde"] else Kind.ODD))
    return found


def _group(match: re.Match[bytes], *, after_group: bool) -> Iterator[Piece]:
    """Read a group. Two groups in a row would be encoded as one."""
    start, raw = match.start(), match[0]
    content = match["faulty"] if match["content"] is None else match["content"]
    text = _text(content)
    if text is not None:
        plain = text and match["close"] is not None and not after_group
        yield Piece(start, len(raw), text, NAME, Kind.PLAIN if plain else Kind.ODD)
        return
    yield Piece(start, len(MARK), "", NAME, Kind.ODD)
    start += len(MARK)
    for move in path.best(content.translate(_TO_HIGH), [reader("gb18030")], final=True):
        kind = Kind.ODD if move.text else Kind.DAMAGED
        yield Piece(start, move.size, move.text or REPLACEMENT, NAME, kind)
        start += move.size
    if start < match.end():
        yield Piece(start, match.end() - start, "", NAME, Kind.ODD)


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
