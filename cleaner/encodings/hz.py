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
# closing mark, the line's end at the latest. A mark may have lost one of its bytes, or have damage in it.
_PAIRS = rb"(?: [\x21-\x77][\x21-\x7e] )"
_TOKEN = rb"""
      ~\{ (?P<content> PAIRS* ) (?P<close> ~\} )
    | ~\{ (?P<uneven> (?: (?!~\{) [^\n] )*? ) ~\}
    | ~\{ (?P<open> PAIRS+ ) (?: ~(?!\}) | (?<!~)\} )
    | ~\{ (?P<faulty> [^\n]*? ) (?= ~\{ | \n | \Z )
    | (?P<tilde> ~~ )
    | (?P<wrapped> ~\n )
    | (?P<ascii> [\x01-\x7d][\x01-\x7a\x7c\x7d]* )
    | (?P<lone> ~ )
    | (?P<bad> [\x00\x7f-\xff]+ )
"""
_TORN = rb"(?P<mark> (?: \A | ~(?!\{)[\x00\x80-\xff]* )\{? | \{ ) (?P<torn> PAIRS+ ) ~\} |"
_STRAIGHT = re.compile(_TOKEN.replace(b"PAIRS", _PAIRS), re.VERBOSE)
_REPAIRING = re.compile((_TORN + _TOKEN).replace(b"PAIRS", _PAIRS), re.VERBOSE)
_CONTENTS = ("torn", "content", "uneven", "open", "faulty")
_GROUP = re.compile(rb"(?:[\x21-\x77][\x21-\x7e])+")
_TO_HIGH = bytes(byte | 0x80 if 0x21 <= byte <= 0x7E else 0xFF for byte in range(256))
_TO_LOW = bytes(byte & 0x7F for byte in range(256))
_NON_ASCII = re.compile(r"[^\x00-\x7f]+|~+")

# Nats a character: English between tilde and braces reads as rarer characters than these.
_PLAUSIBLE = -11.0
_SAMPLE = 32_768  # Bytes before and behind the first mark.
_SEVEN_BITS = bytes([9, 10, 13, *range(32, 127)])
_MOST_DAMAGE = 0.02
_TORN_PLAUSIBLE = -8.0


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
    position = 0
    while position < len(data):
        match = _match(data, position)
        position = match.end()
        start, raw = match.start(), match[0]
        if match["ascii"] is not None:
            found.append(Piece(start, len(raw), raw.decode("ascii"), NAME))
        elif match["tilde"] is not None:
            found.append(Piece(start, len(raw), "~", NAME))
        elif match["lone"] is not None:
            found.append(Piece(start, len(raw), "~", NAME, Kind.ODD))
        elif match["wrapped"] is not None:
            found.append(Piece(start, len(raw), "", NAME, Kind.ODD))
        elif match["bad"] is not None:
            found.append(Piece(start, len(raw), REPLACEMENT, NAME, Kind.DAMAGED))
        else:
            found.extend(_group(match, after_group=bool(found) and not found[-1].text.isascii()))
    return found


def _match(data: bytes, position: int) -> re.Match[bytes]:
    """Return the next token; a group may lack its opening mark if it reads well."""
    match = _REPAIRING.match(data, position)
    if (
        match
        and match["torn"]
        and frequency.log_probability(_text(match["torn"]) or REPLACEMENT) < _TORN_PLAUSIBLE
    ):
        match = _STRAIGHT.match(data, position)
    assert match is not None
    return match


def _group(match: re.Match[bytes], *, after_group: bool) -> Iterator[Piece]:
    """Read a group. Two groups in a row would be encoded as one."""
    start, raw = match.start(), match[0]
    groups = match.groupdict()
    content = next(groups[name] for name in _CONTENTS if groups.get(name) is not None)
    text = _text(content)
    if text is not None and groups["close"] is not None:
        plain = text and not after_group
        yield Piece(start, len(raw), text, NAME, Kind.PLAIN if plain else Kind.ODD)
        return
    body = raw.index(content)
    if body:
        yield Piece(start, body, *_torn(raw[:body], MARK))
    start += body
    yield from _faulty(start, content) if text is None else [Piece(start, len(content), text, NAME, Kind.ODD)]
    start += len(content)
    if start < match.end():
        yield Piece(start, match.end() - start, *_torn(raw[body + len(content) :], b"~}"))


def _torn(raw: bytes, mark: bytes) -> tuple[str, str, Kind]:
    """Return what a mark is when it is whole, and when it is damaged."""
    return ("", NAME, Kind.ODD) if raw == mark else (REPLACEMENT, NAME, Kind.DAMAGED)


def _faulty(start: int, content: bytes) -> Iterator[Piece]:
    """Read the inside of a group around its damage."""
    for move in path.best(content.translate(_TO_HIGH), [reader("gb18030")], final=True):
        kind = Kind.ODD if move.text else Kind.DAMAGED
        yield Piece(start, move.size, move.text or REPLACEMENT, NAME, kind)
        start += move.size


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
