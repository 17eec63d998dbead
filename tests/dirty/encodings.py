"""Files in any encoding, damaged and mixed, and text that was read in the wrong one."""

from __future__ import annotations

import codecs
import html.entities
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

BOMS = {
    "utf-8+bom": codecs.BOM_UTF8,
    "utf-16-le+bom": codecs.BOM_UTF16_LE,
    "utf-16-be+bom": codecs.BOM_UTF16_BE,
    "utf-32-le+bom": codecs.BOM_UTF32_LE,
}
FAMILY = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "hz", *BOMS)


class Damaged(NamedTuple):
    """Bytes with one damage, and where it is: the offset in `data`."""

    data: bytes
    offset: int
    kind: str


def encode(text: str, encoding: str) -> bytes:
    """Encode a text; `+bom` behind the name of a codec asks for its byte order mark.

    Raises UnicodeEncodeError where the text cannot be expressed.
    """
    return BOMS.get(encoding, b"") + text.encode(encoding.removesuffix("+bom"))


def damage(data: bytes, kind: str, random: Random) -> Damaged:
    """Damage one byte: `drop`, `insert` (FF), `nul`, `flip` (another value) or `cut` (the end is missing)."""
    offset = random.randrange(len(data))
    if kind == "cut":
        return Damaged(data[:-1], len(data) - 1, kind)
    replacement = {
        "drop": b"",
        "insert": b"\xff" + data[offset : offset + 1],
        "nul": b"\0" + data[offset : offset + 1],
        "flip": bytes([data[offset] ^ random.randrange(1, 256)]),
    }[kind]
    return Damaged(data[:offset] + replacement + data[offset + 1 :], offset, kind)


def mixed(lines: Sequence[str], names: Sequence[str], random: Random) -> tuple[bytes, list[str]]:
    """Encode each line in one of the encodings named; return the file and the encoding of each line."""
    chosen = [random.choice(names) for _ in lines]
    return b"".join(f"{line}\n".encode(name) for line, name in zip(lines, chosen, strict=True)), chosen


def read_wrongly(text: str, written: str, read: str) -> str:
    """Return the mojibake of a text that was written in one encoding and read in another.

    Raises UnicodeError where a strict reader would have stopped.
    """
    return text.encode(written).decode(read)


def with_entities(text: str, random: Random, rate: float = 0.05) -> str:
    """Write some characters as HTML entities: by name where they have one, Han characters by number."""
    return "".join(_entity(character, random) if random.random() < rate else character for character in text)


def _entity(character: str, random: Random) -> str:
    name = html.entities.codepoint2name.get(ord(character))
    if name or not "\u3400" <= character <= "\u9fff":
        return f"&{name};" if name else character
    return f"&#{ord(character)};" if random.random() < 0.5 else f"&#x{ord(character):x};"


def with_shards(lines: Sequence[str], random: Random, rate: float = 0.2) -> list[str]:
    """Leave shards of tags at ends and starts of some lines."""
    shards = ("{}</p>", "<p>{}", "{}<br/>", "{}<br />", "{}&nbsp;", "&nbsp;&nbsp;{}", "{}</span>")
    return [random.choice(shards).format(line) if random.random() < rate else line for line in lines]
