"""UTF-8 that was read in an encoding which has no characters for some of its bytes.

Those became U+FFFD or `?`, or were left out, and cannot be had back; but in UTF-8 each byte tells whether it
begins a character, so that only the characters with a lost byte are lost. Such a character is chosen from
those that it can be, if one of them is far more probable than the others; else it is U+FFFD.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner import frequency, gbk
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOST = "\ufffd"
# Bytes are characters up to U+00FF here; these stand for one or two lost ones; the latter may be a `?`.
_GAP, _QUESTION = "\u0100", "\u0101"
_LEADS = tuple(map(chr, (*range(0xE3, 0xEA), 0xEF)))  # Of Han characters and Chinese marks.
_TOKEN = re.compile(
    r"(?P<whole>[\xe0-\xef][\x80-\xbf]{2}|[\xc2-\xdf][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{3})"
    r"|(?P<ascii>[\x00-\x7f]+)"
    r"|(?P<hurt>[\xe0-\xef](?:[\x80-\xbf][\u0100\u0101]?|[\u0100\u0101][\x80-\xbf\u0100\u0101]?)?|[\u0100\u0101][\x80-\xbf]{0,2})"
)
_TOKENS = re.compile(f"(?:{_TOKEN.pattern})*")
_SAMPLE = 32  # Characters.
_LONGEST = len("𠀀".encode())
_GAPS = {_LOST: _GAP, _QUESTION: _QUESTION}
_QUESTIONS = re.compile(r"(?<=[^\x00-\x7f])\?+")

_CHINESE = re.compile(f"[{HAN}\u3001-\u303f\uff01-\uff65]")
_UNDEFINED = tuple(map(chr, (0x81, 0x8D, 0x8F, 0x90, 0x9D)))  # In Windows-1252.
_ANY = tuple(map(chr, range(0x80, 0xC0)))

_FEWEST_WHOLE = 4  # Chinese characters; fewer prove nothing.
_MOST_HURT = 0.8  # For each whole one.
_CLEAR_LEAD = 4.0  # Nats; of the characters chosen with that, one in 200 was wrong.


def read_as_latin(line: str, to_byte: Mapping[int, int]) -> str | None:
    """Return what a line was that was read as Windows-1252; None if it was not, or lost nothing."""
    table = {code: chr(byte) for code, byte in to_byte.items()} | {ord(_LOST): _GAP}
    data = line.translate(table)
    return _decoded(data, _UNDEFINED) if max(data) <= _GAP else None


def read_as_gbk(line: str, start: int) -> str | None:
    """Return what a line was that was read as GBK; None if it was not, or lost nothing.

    At `start`, some characters look like it.
    """
    sample = _gbk_bytes(line[start : start + _SAMPLE])
    like_utf8 = _TOKENS.match(sample or "")
    if not sample or like_utf8 is None or like_utf8.end() < len(sample) - _LONGEST:
        return None
    data = _gbk_bytes(line)
    return None if data is None else _decoded(data, _ANY)


def _gbk_bytes(text: str) -> str | None:
    pieces = []
    for character in _QUESTIONS.sub(lambda match: _QUESTION * len(match[0]), text.replace(_QUESTION, "")):
        code = None if character in _GAPS else gbk.encode(character)
        if code is None and character not in _GAPS:
            return None
        pieces.append(code.decode("latin-1") if code else _GAPS[character])
    return "".join(pieces)


def _decoded(data: str, missing: tuple[str, ...]) -> str | None:
    found: list[str] = []
    hurt: list[tuple[int, str]] = []
    position = 0
    while position < len(data):
        match = _TOKEN.match(data, position)
        if match is None:
            return None
        position = match.end()
        if match["hurt"]:
            if match[0] == _QUESTION:
                found.append("?")
                continue
            hurt.append((len(found), match[0].replace(_QUESTION, _GAP)))
            found.append(_LOST)
        else:
            text = _character(match[0])
            if text is None:
                return None
            found.append(text)
    whole = sum(1 for text in found if text != _LOST and _CHINESE.match(text))
    if not hurt or whole < _FEWEST_WHOLE or len(hurt) > _MOST_HURT * whole:
        return None
    for place, token in hurt:
        found[place] = _chosen(
            token, missing, "".join(found[place - 1 : place]), "".join(found[place + 1 : place + 2])
        )
    return "".join(found)


def _character(token: str) -> str | None:
    try:
        return token.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _chosen(token: str, missing: tuple[str, ...], before: str, after: str) -> str:
    """Return the character that a token with a lost byte is by far most probably."""

    def probability(character: str) -> float:
        gains = [frequency.gain(before[-1], character)] if before else []
        gains += [frequency.gain(character, after[0])] if after else []
        return frequency.weight(character) + sum(gains)

    candidates = set(filter(None, map(_character, _fillings(token, missing))))
    scored = sorted(((probability(each), each) for each in candidates), reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEAR_LEAD):
        return _LOST
    return scored[0][1]


def _fillings(token: str, missing: tuple[str, ...]) -> Iterator[str]:
    """Yield what the token may have been, if one byte is missing."""
    known = token.replace(_GAP, "")
    if len(known) + 1 != len("中".encode()):
        return
    if known[0] < "\xc0":
        yield from (lead + known for lead in _LEADS)
        return
    if not token.endswith(_GAP):
        yield from (known[0] + byte + known[1] for byte in missing)
    if _GAP not in token or token.endswith(_GAP):
        yield from (known + byte for byte in missing)
