"""Measures how well scripts and places are told apart, and what conversion changes and costs.

Run: python -m scripts.measure_script FOLDER
with texts hans*.txt, tw*.txt, hk*.txt (UTF-8, a paragraph a line) in FOLDER.

Paragraphs of 50 and more code points are named alone, and as one of 15 that stand together in the text. Of a
name that is not the right one, `hant` for a text of Taiwan or Hong Kong claims no place, if nothing speaks
for the mainland, and is no failure, as it says nothing wrong; everything else is one.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import opencc

from cleaner import places, script
from cleaner.steps import convert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHORTEST = 50
DOCUMENT = 15  # paragraphs
NAMES = {"hans": "hans", "tw": "hant-tw", "hk": "hant-hk", "machine": "hant"}
SAME_SCRIPT = {"hans": "hans", "tw": "tw", "hk": "hk"}
MACHINES = ("s2t", "s2tw", "s2hk")
MACHINE_SIZE = 500_000  # code points of a simplified text that are converted


def converted(text: str, config: str) -> str:
    """Return what OpenCC alone makes of a text."""
    return str(opencc.OpenCC(config, include_tofu_risk_dictionaries=False).convert(text))


def outcome(kind: str, text: str, verdict: script.Verdict) -> str:
    """Say whether a paragraph was named right, wrong, or without a place."""
    if str(verdict) == NAMES[kind]:
        return "right"
    unplaced = str(verdict) == "hant" and kind in {"tw", "hk"} and not places.place(places.scores(text))
    return "no place" if unplaced else f"wrong: {verdict}"


def documents(lines: list[str]) -> Iterator[str]:
    """Yield paragraphs that stand together as texts."""
    for start in range(0, len(lines), DOCUMENT):
        yield "\n".join(lines[start : start + DOCUMENT])


def name_paragraphs(kind: str, label: str, text: str) -> None:
    """Print what paragraphs of a text are named, alone and within their document."""
    lines = [line for line in text.split("\n") if len(line) >= SHORTEST]
    alone = Counter(outcome(kind, line, script.judge(line)) for line in lines)
    within = Counter(
        outcome(kind, document[start:end], verdict)
        for document in documents(lines)
        for start, end, verdict in script.paragraphs(document)
    )
    print(f"{label:16} {len(lines):6} alone: {shares(alone)}; within: {shares(within)}")


def shares(counts: Counter[str]) -> str:
    """Return percentages, the largest first."""
    total = counts.total()
    return ", ".join(f"{name} {count / total:.2%}" for name, count in counts.most_common())


def seconds(action: Callable[[], object], tries: int = 5) -> float:
    """Return the shortest processor time of some tries."""
    best = float("inf")
    for _ in range(tries):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best


def ratio(text: str, to: str, config: str) -> None:
    """Print the time of our conversion as a multiple of OpenCC's."""
    machine = opencc.OpenCC(config, include_tofu_risk_dictionaries=False)
    options = {"to": to, "words": "auto"}
    ours, alone = seconds(lambda: convert.rewrite(text, options)), seconds(lambda: machine.convert(text))
    print(f"--to {to} against {config}: {ours / alone:.2f} times ({len(text):,} code points, {alone:.3f} s)")


def costs(kind: str, text: str) -> None:
    """Print what conversion costs where there is something to convert."""
    if kind == "hans":
        ratio(text, "tw", "s2tw")
        ratio(converted(text, "s2t"), "hans", "t2s")
    elif kind == "tw":
        ratio(text, "hans", "tw2sp")


def main() -> None:
    """Print all measurements for a folder of texts."""
    folder = Path(sys.argv[1])
    for kind, to in SAME_SCRIPT.items():
        for path in sorted(folder.glob(f"{kind}*.txt")):
            text = path.read_text("utf-8")
            name_paragraphs(kind, path.stem, text)
            edits = sum(1 for _ in convert.find(text, {"to": to, "words": "auto"}))
            print(f"{'':16} {edits} edits by --to {to} in {len(text.encode()):,} bytes")
            if kind == "hans":
                for config in MACHINES:
                    machine_text = converted(text[:MACHINE_SIZE], config)
                    name_paragraphs("machine", f"  {config}", machine_text)
            costs(kind, text)


if __name__ == "__main__":
    main()
