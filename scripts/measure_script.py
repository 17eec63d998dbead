"""Measures how well scripts are told apart, and what conversion changes and costs.

Run: python -m scripts.measure_script FOLDER
with texts hans*.txt, tw*.txt, hk*.txt (UTF-8, a paragraph a line) in FOLDER.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import opencc

from cleaner import script
from cleaner.steps import convert

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST = 50
SAME_SCRIPT = {"hans": "hans", "tw": "tw", "hk": "hant"}
MACHINES = ("s2t", "s2tw", "s2hk")


def converted(text: str, config: str) -> str:
    """Return what OpenCC alone makes of a text."""
    return str(opencc.OpenCC(config, include_tofu_risk_dictionaries=False).convert(text))


def name_paragraphs(label: str, text: str) -> None:
    """Print what paragraphs of a text are named, alone and within their document."""
    lines = [line for line in text.split("\n") if len(line) >= SHORTEST]
    alone = Counter(str(script.judge(line)) for line in lines)
    within = Counter(str(verdict) for *_, verdict in script.paragraphs("\n".join(lines)))
    print(f"{label:12} {len(lines):6} paragraphs; alone {dict(alone)}; within {dict(within)}")


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


def main() -> None:
    """Print all measurements for a folder of texts."""
    folder = Path(sys.argv[1])
    for kind, to in SAME_SCRIPT.items():
        for path in sorted(folder.glob(f"{kind}*.txt")):
            text = path.read_text("utf-8")
            name_paragraphs(path.stem, text)
            edits = sum(1 for _ in convert.find(text, {"to": to, "words": "auto"}))
            print(f"{'':12} {edits} edits by --to {to} in {len(text.encode()):,} bytes")
            if kind == "hans":
                for config in MACHINES:
                    name_paragraphs(f"  {config}", converted(text[:500_000], config))
                ratio(text, "tw", "s2tw")
                ratio(converted(text, "s2t"), "hans", "t2s")
            elif kind == "tw":
                ratio(text, "hans", "tw2sp")


if __name__ == "__main__":
    main()
