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
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleaner.decode import decode
from cleaner.errors import DecodeError
from scripts.encoding_samples import (
    CHINESE,
    DAMAGED_LENGTH,
    DAMAGES,
    SEED,
    Sample,
    common,
    expressible,
    family,
    foreign_files,
    foreign_snippets,
    lost,
    mix,
    samples,
    texts,
)

LENGTHS = (4, 8, 12, 30, 100)
SHORT_LENGTHS = (2, 3, 4, 6, 8, 12)
MOST_LOST = 3  # Characters around a damage; bytes are out of step for one or two.
ENCODINGS = {
    "UTF-8": ("utf-8", "any"),
    "GB18030 simplified": ("gb18030", "hans"),
    "GB18030 traditional": ("gb18030", "hant"),
    "Big5": ("cp950", "hant"),
    "HZ": ("hz", "hans"),
    "UTF-16 LE, no BOM": ("utf-16-le", "any"),
    "UTF-16 BE, no BOM": ("utf-16-be", "any"),
}
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)

MIXTURES = (
    ("utf-8", "gb18030", "hans"),
    ("gb18030", "utf-8", "hans"),
    ("cp950", "utf-8", "hant"),
    ("utf-8", "cp950", "hant"),
    ("cp950", "gb18030", "hant"),
    ("gb18030", "cp950", "hant"),
)
MEGABYTE = 1_000_000
ENOUGH = 4_000_000  # Characters.
TIMES = 3  # The best of so many runs counts.

Answer = tuple[str | None, str | None]
Detector = Callable[[bytes], Answer]


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
            codec = codecs.lookup(str(name)).name
            return codec, data.decode(codec, "replace")
        except (LookupError, TypeError, UnicodeError):
            return None, None

    return answer


def exact(corpus: dict[str, list[str]], count: int) -> None:
    """Print which part is decoded exactly, by encoding and length."""
    for name, (encoding, script) in ENCODINGS.items():
        for length in LENGTHS:
            right: Counter[str] = Counter()
            for sample in samples(corpus[script], encoding, length, count):
                for detector, answer in DETECTORS.items():
                    right[detector] += answer(sample.data)[1] == sample.text
            row(f"{name}, {length} characters", right, count)


def damaged(corpus: dict[str, list[str]], count: int) -> None:
    """Print which part is named right, and of which part the text but the places of damage is intact."""
    for name, (encoding, script) in ENCODINGS.items():
        for times in (1, 3):
            lot = random.Random(SEED)
            right: Counter[str] = Counter()
            intact: Counter[str] = Counter()
            total = 0
            for sample in samples(corpus[script], encoding, DAMAGED_LENGTH, count // times + 1):
                for damage in DAMAGES.values():
                    total += 1
                    data = sample.data
                    for _ in range(times):
                        data = damage(data, lot.randrange(len(data)))
                    for detector, answer in DETECTORS.items():
                        found, text = answer(data)
                        right[detector] += family(found) == family(encoding)
                        intact[detector] += text is not None and is_intact(sample.text, text, times)
            row(f"{name}, {times} damage{'s' * (times > 1)}: family", right, total)
            row(f"{name}, {times} damage{'s' * (times > 1)}: rest intact", intact, total)


def is_intact(text: str, found: str, times: int) -> bool:
    """Whether few characters are lost around the places of damage."""
    if times == 1:
        return lost(text, found) <= MOST_LOST
    return len(text) - common(text, found) <= MOST_LOST * times


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


def foreign(folder: Path) -> None:
    """Print which part of files that are not Chinese is not taken for Chinese, and is decoded exactly."""
    files = list(foreign_files(folder))
    for kind, damages in (("undamaged", [None]), ("one damage", list(DAMAGES.values()))):
        lot = random.Random(SEED)
        kept: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for text, _, whole in files:
            damage = lot.choice(damages)
            data = whole if damage is None else damage(whole, lot.randrange(len(whole)))
            for detector, answer in DETECTORS.items():
                found, found_text = answer(data)
                right[detector] += found_text == text
                kept[detector] += found_text == text or family(found) not in CHINESE
        row(f"{len(files)} files, {kind}: not taken for Chinese", kept, len(files))
        if damages == [None]:
            row(f"{len(files)} files, {kind}: decoded exactly", right, len(files))


def calibration(corpus: dict[str, list[str]], folder: Path | None, count: int) -> None:
    """Print how often answers about very short texts are right, by confidence."""
    chinese = [
        sample
        for encoding, script in ENCODINGS.values()
        for length in SHORT_LENGTHS
        for sample in samples(corpus[script], encoding, length, count)
    ]
    others: list[Sample] = []
    for length in SHORT_LENGTHS:
        others += (
            [] if folder is None else foreign_snippets(folder, length, len(chinese) // len(SHORT_LENGTHS))
        )
    print(f"\n| confidence | {len(chinese)} Chinese | right | {len(others)} others | right | all right |")
    print("| --- |" + " --- |" * 5)
    bins = [judged(chinese), judged(others)]
    for low, high in pairwise(BINS):
        both = [each[low] for each in bins]
        cells = " | ".join(f"{len(each)} | {share(each)}" for each in both)
        print(f"| {low:.2f} to {min(high, 1):.2f} | {cells} | {share([*both[0], *both[1]])} |")


def judged(texts: list[Sample]) -> dict[float, list[bool]]:
    """Return by confidence whether answers are right: the family, and the text to the character."""
    bins: dict[float, list[bool]] = defaultdict(list)
    for text, encoding, data in texts:
        try:
            source = decode(data)
        except DecodeError:
            continue
        right = source.text == text and (
            family(encoding) not in CHINESE or family(source.encoding) == family(encoding)
        )
        bins[max(low for low in BINS if low <= source.confidence)].append(right)
    return bins


def share(answers: list[bool]) -> str:
    """Return which part is right, as text."""
    return f"{sum(answers) / len(answers):.1%}" if answers else "–"


def speed(corpus: dict[str, list[str]]) -> None:
    """Print the speed of decoding some megabytes, and how much longer it takes than Python's strict codec."""
    print("\n| speed | MB/s | bytes.decode: MB/s | times as long |\n| --- | --- | --- | --- |")
    for name, (encoding, script) in ENCODINGS.items():
        lot = random.Random(SEED)
        lines = [line for line in corpus[script] if expressible(line, encoding)]
        some = lot.sample(lines, min(len(lines), 20_000))
        data = ("\n".join(some) * (ENOUGH // sum(map(len, some)) + 1))[:ENOUGH].encode(encoding)
        strict = fastest(partial(data.decode, encoding))
        for kind, step in (("", len(data)), (", a byte lost in 100 KB", 100_000), (", in 10 KB", 10_000)):
            lost_byte = int(step < len(data))
            hurt = b"".join(data[at : at + step - lost_byte] for at in range(0, len(data), step))
            seconds = fastest(partial(decode, hurt))
            speeds = f"{len(hurt) / MEGABYTE / seconds:.0f} | {len(data) / MEGABYTE / strict:.0f}"
            print(f"| {name}{kind} | {speeds} | {seconds / strict:.1f} |", flush=True)


def fastest(task: Callable[[], object]) -> float:
    """Return the seconds of the fastest of some runs."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


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
    parser.add_argument("--only", default="exact,damaged,mixed,calibration,foreign,speed")
    given = parser.parse_args()
    corpus = texts(given.texts)
    count = given.samples
    for name, table in (("exact", exact), ("damaged", damaged), ("mixed", mixed)):
        if name in given.only:
            head(name)
            table(corpus, count if name == "exact" else max(1, count // 2))
    if "calibration" in given.only:
        calibration(corpus, given.foreign, count)
    if given.foreign and "foreign" in given.only:
        head("files that are not Chinese")
        foreign(given.foreign)
    if "speed" in given.only:
        speed(corpus)


if __name__ == "__main__":
    main()
