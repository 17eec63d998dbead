"""Measures `cleaner batch`: the same documents as many files and as one of JSON lines, by one and two jobs.

    python scripts/measure_batch.py MEGABYTES [--jobs 1,2] [--forms files,jsonl] [OPTION OF BATCH]...

Documents are spoiled by mechanisms drawn at random (tests/dirty/samples.py); a megabyte of them is repeated
under other names. Times are of the processor, as other programs on the machine disturb them least; `parent`
is what the process needs that hands out the work, which no other one can do meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # the generator is part of the tests, which are not installed

from tests.dirty import samples  # noqa: E402  (found only after the line above)

_MEGABYTE = 1_000_000
_KIB = 1024
_TICKS = os.sysconf("SC_CLK_TCK")
# Seconds between two looks at what a process has needed.
_LOOK = 0.02


class Cost(NamedTuple):
    """What a run needed: seconds of the clock, of all its processes and of the first one; its largest one."""

    wall: float
    work: float
    parent: float
    peak: float


def documents() -> list[str]:
    """Return a megabyte of soiled documents."""
    found: list[str] = []
    while sum(len(text.encode()) for text in found) < _MEGABYTE:
        found.append(samples.draw(len(found)).dirty)
    return found


def write(folder: Path, texts: list[str], megabytes: int, form: str) -> None:
    """Write the documents as files, a thousand in a folder, or as one file of JSON lines."""
    folder.mkdir()
    if form == "jsonl":
        with (folder / "all.jsonl").open("w", encoding="utf-8") as stream:
            for _ in range(megabytes):
                stream.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
        return
    for number in range(megabytes):
        (folder / f"{number:04}").mkdir()
        for place, text in enumerate(texts):
            (folder / f"{number:04}" / f"{place:04}.txt").write_text(text, "utf-8")


def run(source: Path, target: Path, *options: str) -> Cost:
    """Run a batch and measure it."""
    before, begin = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "cleaner", "batch", source, target, *options]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT)
    parent = peak = 0.0
    while process.poll() is None:
        with suppress(OSError, IndexError):
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            parent = max(parent, (int(fields[11]) + int(fields[12])) / _TICKS)
            peak = max(peak, sum(map(_memory, [process.pid, *_children(process.pid)])))
        time.sleep(_LOOK)
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.perf_counter() - begin, work, parent, peak)


def _children(number: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def _memory(number: int) -> float:
    """Return the memory of a process in MiB; what it shares with others counts for each in part."""
    lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / _KIB


def main() -> None:
    """Print a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", type=int)
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--forms", default="files,jsonl")
    chosen, options = parser.parse_known_args()
    texts = documents()
    print("form   jobs   wall s   work s  of it parent  s/MB of work  peak MiB")
    with tempfile.TemporaryDirectory() as name:
        for form in chosen.forms.split(","):
            write(Path(name) / form, texts, chosen.megabytes, form)
            for jobs in chosen.jobs.split(","):
                cost = run(Path(name) / form, Path(name) / f"{form}-{jobs}", "--jobs", jobs, *options)
                print(
                    f"{form:6} {jobs:>4} {cost.wall:8.1f} {cost.work:8.1f} {cost.parent:13.2f}"
                    f" {cost.work / chosen.megabytes:13.2f} {cost.peak:9.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
