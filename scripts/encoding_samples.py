"""Samples of Chinese and of other text in known encodings, damaged and mixed, and what to compare them by."""

from __future__ import annotations

import codecs
import random
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SEED = 20
DAMAGED_LENGTH = 600
MIXED_PHRASE = (2, 30)  # Characters, least and most.
FAMILIES = {
    "gb2312": "gb",
    "gbk": "gb",
    "gb18030": "gb",
    "hz": "hz",
    "big5": "big5",
    "cp950": "big5",
    "big5hkscs": "big5",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "ascii": "utf-8",
}
CHINESE = {"gb", "big5", "hz"}
HAN = re.compile("[\u4e00-\u9fff]")

DAMAGES: dict[str, Callable[[bytes, int], bytes]] = {
    "a byte dropped": lambda data, at: data[:at] + data[at + 1 :],
    "0xFF inserted": lambda data, at: data[:at] + b"\xff" + data[at:],
    "NUL inserted": lambda data, at: data[:at] + b"\0" + data[at:],
    "a byte changed": lambda data, at: data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :],
    "two bytes swapped": lambda data, at: data[:at] + data[at : at + 2][::-1] + data[at + 2 :],
    "0x80 inserted": lambda data, at: data[:at] + b"\x80" + data[at:],
    "three bytes dropped": lambda data, at: data[:at] + data[at + 3 :],
    "eight NULs inserted": lambda data, at: data[:at] + bytes(8) + data[at:],
    "cut off before": lambda data, _: data[1:],
    "cut off behind": lambda data, _: data[:-1],
}


class Sample(NamedTuple):
    """A text in an encoding, as bytes."""

    text: str
    encoding: str
    data: bytes


def family(encoding: str | None) -> str | None:
    """Return the name under which encodings count as one answer."""
    if encoding is None:
        return None
    encoding = codecs.lookup(encoding).name
    return FAMILIES.get(encoding, re.sub("(utf-(16|32)).*", r"\1", encoding).removesuffix("-sig"))


def texts(folder: Path) -> dict[str, list[str]]:
    """Return paragraphs by script: those that only one of GB 2312 and Big5 can express tell it."""
    found: dict[str, list[str]] = {"hans": [], "hant": []}
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            simple, traditional = expressible(line, "gb2312"), expressible(line, "cp950")
            if simple != traditional and len(HAN.findall(line)) >= len(line) / 2:
                found["hans" if simple else "hant"].append(line)
    found["any"] = found["hans"] + found["hant"]
    return found


def expressible(text: str, encoding: str) -> bool:
    """Whether an encoding has all characters of a text."""
    # Two codes of GB 2312 are these in Python's HZ, and more usual marks (`·` and `—`) in GB18030.
    if encoding == "hz" and not {"\u30fb", "\u2015"}.isdisjoint(text):
        return False
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        return False


def samples(lines: list[str], encoding: str, length: int, count: int) -> Iterator[Sample]:
    """Yield texts of a length (in characters) from places drawn by lot; three in five characters are Han."""
    lot = random.Random(SEED)
    long_lines = [line for line in lines if len(line) >= length]
    while count:
        if long_lines and length <= DAMAGED_LENGTH / 6:
            line = lot.choice(long_lines)
            start = lot.randrange(len(line) - length + 1)
            text = line[start : start + length]
        else:
            text = "\n".join(lot.choices(lines, k=length // 20))[:length]
        if len(HAN.findall(text)) >= 0.6 * length and len(text) == length and expressible(text, encoding):
            count -= 1
            yield Sample(text, encoding, text.encode(encoding))


def lost(text: str, found: str) -> int:
    """Return how many characters of a text are not before and not behind the one place that differs."""
    before = same(text, found)
    return len(text) - before - same(text[before:][::-1], found[before:][::-1])


def same(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    differing = (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(differing, min(len(one), len(other)))


def mix(text: str, main: str, inner: str, kind: str, lot: random.Random) -> bytes:
    """Encode a text with parts of it in another encoding."""
    if kind == "a phrase":
        size = lot.randint(*MIXED_PHRASE)
        start = lot.randrange(len(text) - size)
        parts = [text[:start], text[start : start + size], text[start + size :]]
    else:
        parts = text.splitlines(keepends=True)
    return b"".join(part.encode(inner if index % 2 else main) for index, part in enumerate(parts))


def common(text: str, found: str) -> int:
    """Return how many characters of a text are found, in order."""
    if text == found:
        return len(text)
    return sum(
        block.size for block in SequenceMatcher(None, text, found, autojunk=False).get_matching_blocks()
    )


def decoded(data: bytes, encoding: str) -> str | None:
    """Return the text of bytes that are wholly in an encoding."""
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def true_name(folder: str) -> str:
    """Return the codec that a folder's name tells: `windows-1255-hebrew` is windows-1255."""
    parts = folder.lower().split("-")
    for size in range(len(parts), 0, -1):
        try:
            return codecs.lookup("-".join(parts[:size])).name
        except LookupError:
            continue
    return folder


def foreign_files(folder: Path) -> Iterator[Sample]:
    """Yield files that are not Chinese, from a folder of folders that are named after encodings."""
    for path in sorted(folder.glob("*/*")):
        data, encoding = path.read_bytes(), true_name(path.parent.name)
        text = decoded(data, encoding)
        if text is not None and family(encoding) not in CHINESE and family(encoding) != "utf-8":
            yield Sample(text, encoding, data)


def foreign_snippets(folder: Path, length: int, count: int) -> Iterator[Sample]:
    """Yield texts of a length that are not Chinese and have at least two letters beyond ASCII."""
    lot = random.Random(SEED)
    files = [file for file in foreign_files(folder) if "utf" not in file.encoding]
    while count and files:
        file = lot.choice(files)
        line = lot.choice(file.text.splitlines() or [""])
        start = lot.randrange(max(1, len(line) - length))
        text = line[start : start + length]
        if len(text) == length and sum(not letter.isascii() for letter in text) >= 2:
            count -= 1
            yield Sample(text, file.encoding, text.encode(file.encoding))
