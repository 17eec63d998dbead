"""Measures decoding beside chardet, charset-normalizer and faust-cchardet: the tables of docs/encodings.md.

Run: python scripts/measure_encodings.py TEXTS [--foreign FOLDER] [--samples N]
     python -m pip install chardet charset-normalizer faust-cchardet    (those that are missing are left out)

TEXTS is a folder of Chinese texts in UTF-8 (*.txt), none of them by this project. FOLDER has one folder an
encoding with files in it, like the tests of chardet: `euc-kr/…`, `windows-1252/…`.
"""

from __future__ import annotations

import argparse
import codecs
import importlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from cleaner.decode import decode
from cleaner.errors import DecodeError

SEED = 20
LENGTHS = (4, 8, 12, 30, 100)
SHORT_LENGTHS = (2, 3, 4, 6, 8, 12)
DAMAGED_LENGTH = 600
MOST_LOST = 3  # Characters around a damage; bytes are out of step for one or two.
MIXED_PHRASE = (2, 30)  # Characters, least and most.
ENCODINGS = {
    "UTF-8": ("utf-8", "any"),
    "GB18030 simplified": ("gb18030", "hans"),
    "GB18030 traditional": ("gb18030", "hant"),
    "Big5": ("cp950", "hant"),
    "HZ": ("hz", "hans"),
    "UTF-16 LE, no BOM": ("utf-16-le", "any"),
    "UTF-16 BE, no BOM": ("utf-16-be", "any"),
}
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
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)

MIXTURES = (
    ("utf-8", "gb18030", "hans"),
    ("gb18030", "utf-8", "hans"),
    ("cp950", "utf-8", "hant"),
    ("utf-8", "cp950", "hant"),
)

Answer = tuple[str | None, str | None]
Detector = Callable[[bytes], Answer]


class Sample(NamedTuple):
    """A text in an encoding, as bytes."""

    text: str
    encoding: str
    data: bytes


def detectors() -> dict[str, Detector]:
    """Return by name what answers bytes with a codec name and a text (None where it gives up)."""
    found: dict[str, Detector] = {"cleaner": ours}
    for name, module, attribute in (
        ("chardet", "chardet", "detect"),
        ("charset-normalizer", "charset_normalizer", "detect"),
        ("faust-cchardet", "cchardet", "detect"),
    ):
        try:
            detect = getattr(importlib.import_module(module), attribute)
        except ImportError:
            continue
        found[name] = theirs(detect)
    return found


def ours(data: bytes) -> Answer:
    """Answer with cleaner."""
    try:
        source = decode(data)
    except DecodeError:
        return None, None
    return source.encoding, source.text


def theirs(detect: Callable[[bytes], object]) -> Detector:
    """Answer with a library, and decode as it says, errors replaced."""

    def answer(data: bytes) -> Answer:
        found = detect(data)
        name = found["encoding"] if isinstance(found, dict) else None
        try:
            codec = codecs.lookup(name).name
            return codec, data.decode(codec, "replace")
        except (LookupError, TypeError, UnicodeError):
            return None, None

    return answer


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


def exact(corpus: dict[str, list[str]], count: int) -> None:
    """Print which part is decoded exactly, by encoding and length."""
    for name, (encoding, script) in ENCODINGS.items():
        for length in LENGTHS:
            right: Counter[str] = Counter()
            for sample in samples(corpus[script], encoding, length, count):
                for detector, answer in DETECTORS.items():
                    right[detector] += answer(sample.data)[1] == sample.text
            row(f"{name}, {length} characters", right, count)


DAMAGES: dict[str, Callable[[bytes, int], bytes]] = {
    "a byte dropped": lambda data, at: data[:at] + data[at + 1 :],
    "0xFF inserted": lambda data, at: data[:at] + b"\xff" + data[at:],
    "NUL inserted": lambda data, at: data[:at] + b"\0" + data[at:],
    "a byte changed": lambda data, at: data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :],
    "cut off before": lambda data, _: data[1:],
    "cut off behind": lambda data, _: data[:-1],
}


def damaged(corpus: dict[str, list[str]], count: int) -> None:
    """Print which part is named right, and of which part the text but the place of damage is intact."""
    for name, (encoding, script) in ENCODINGS.items():
        lot = random.Random(SEED)
        right: Counter[str] = Counter()
        intact: Counter[str] = Counter()
        for sample in samples(corpus[script], encoding, DAMAGED_LENGTH, count):
            for damage in DAMAGES.values():
                data = damage(sample.data, lot.randrange(len(sample.data)))
                for detector, answer in DETECTORS.items():
                    found, text = answer(data)
                    right[detector] += family(found) == family(encoding)
                    intact[detector] += text is not None and lost(sample.text, text) <= MOST_LOST
        row(f"{name}: family", right, count * len(DAMAGES))
        row(f"{name}: rest intact", intact, count * len(DAMAGES))


def lost(text: str, found: str) -> int:
    """Return how many characters of a text are not before and not behind the one place that differs."""
    before = same(text, found)
    return len(text) - before - same(text[before:][::-1], found[before:][::-1])


def same(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    differing = (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(differing, min(len(one), len(other)))


def mixed(corpus: dict[str, list[str]], count: int) -> None:
    """Print which part of the characters is right in documents with runs of another encoding."""
    for main, inner, script in MIXTURES:
        for kind in ("a phrase", "every other line"):
            lot = random.Random(SEED)
            right: Counter[str] = Counter()
            total = 0
            for sample in samples(corpus[script], main, DAMAGED_LENGTH, count):
                data = mix(sample.text, main, inner, kind, lot)
                total += len(sample.text)
                for detector, answer in DETECTORS.items():
                    right[detector] += common(sample.text, answer(data)[1] or "")
            row(f"{inner} in {main}, {kind}: characters", right, total)


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


def foreign(folder: Path) -> None:
    """Print which part of files that are not Chinese is not taken for Chinese, and is decoded exactly."""
    kept: Counter[str] = Counter()
    right: Counter[str] = Counter()
    total = 0
    for path in sorted(folder.glob("*/*")):
        data = path.read_bytes()
        true = true_name(path.parent.name)
        text = decoded(data, true)
        if text is None or family(true) in CHINESE or family(true) == "utf-8":
            continue
        total += 1
        for detector, answer in DETECTORS.items():
            found, found_text = answer(data)
            exact_text = found_text == text
            right[detector] += exact_text
            kept[detector] += exact_text or family(found) not in CHINESE
    row(f"{total} files: not taken for Chinese", kept, total)
    row(f"{total} files: decoded exactly", right, total)


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


def calibration(corpus: dict[str, list[str]], count: int) -> None:
    """Print how often answers about very short texts are right, by confidence."""
    bins: dict[float, list[bool]] = defaultdict(list)
    wrong: list[bool] = []
    for encoding, script in ENCODINGS.values():
        for length in SHORT_LENGTHS:
            for sample in samples(corpus[script], encoding, length, count):
                try:
                    source = decode(sample.data)
                except DecodeError:
                    continue
                right = family(source.encoding) == family(encoding) and source.text == sample.text
                bins[max(low for low in BINS if low <= source.confidence)].append(right)
                if not right:
                    wrong.append(family(source.runner_up) == family(encoding))
    print("\n| confidence | answers | right |\n| --- | --- | --- |")
    for low, high in pairwise(BINS):
        if bins[low]:
            share = sum(bins[low]) / len(bins[low])
            print(f"| {low:.2f} to {min(high, 1):.2f} | {len(bins[low])} | {share:.1%} |")
    print(f"\nOf {len(wrong)} wrong answers, the runner-up was right for {sum(wrong)}.")


def row(name: str, right: Counter[str], total: int) -> None:
    """Print a row of percentages, one for each detector."""
    shares = (f"{right[detector] / max(total, 1):.1%}" for detector in DETECTORS)
    print(f"| {name} | {' | '.join(shares)} |", flush=True)


def head(title: str) -> None:
    """Print the head of a table."""
    print(f"\n| {title} | {' | '.join(DETECTORS)} |\n| --- |{' --- |' * len(DETECTORS)}")


DETECTORS = detectors()


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--foreign", type=Path)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--only", default="exact,damaged,mixed,calibration,foreign")
    given = parser.parse_args()
    corpus = texts(given.texts)
    count = given.samples
    for name, table in (("exact", exact), ("damaged", damaged), ("mixed", mixed)):
        if name in given.only:
            head(name)
            table(corpus, count if name == "exact" else max(1, count // 2))
    if "calibration" in given.only:
        calibration(corpus, count)
    if given.foreign and "foreign" in given.only:
        head("files that are not Chinese")
        foreign(given.foreign)


if __name__ == "__main__":
    main()
