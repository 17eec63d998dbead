"""Measures `cleaner batch`: the same documents as many files and as one of JSON lines, by one and two jobs.

    python scripts/measure_batch.py MEGABYTES [--jobs 1,2] [--forms files,jsonl] [--kills 10] [OPTION]...

Other options are those of `cleaner batch`.

Documents are spoiled by mechanisms drawn at random (tests/dirty/samples.py); a megabyte of them is repeated
under other names. Times are of the processor, as other programs on the machine disturb them least; `parent`
is what the process needs that hands out the work, which no other one can do meanwhile.

With `--kills` each run (by the most jobs) is done once more, killed so often at random moments, and ended; it
is told how many documents were begun more than once, and whether the outputs are the same.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import random
import signal
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


# `cleaner`, with a byte for every document that is begun put behind a file, whose name comes first.
_COUNTING = """
import os, sys
from cleaner.batch import document
begun = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
clean = document.clean
document.clean = lambda text, plan: (os.write(begun, b"."), clean(text, plan))[1]
from cleaner.cli.main import main
sys.exit(main())
"""


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
    command: list[str | Path] = [sys.executable, "-m", "cleaner", "batch", source, target, *options]
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


def begun(source: Path, target: Path, delays: list[float], *options: str) -> int:
    """Kill a batch after each of the delays (seconds), end it; return how many documents were begun."""
    count = target.with_suffix(".count")
    command: list[str | Path] = [sys.executable, "-c", _COUNTING, count, "batch", source, target, *options]
    for delay in delays:
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT, start_new_session=True)
        with suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(command, stderr=subprocess.DEVNULL, cwd=ROOT, check=True)
    return count.stat().st_size


def same(one: Path, other: Path) -> bool:
    """Whether two folders have the same files, the state not counted."""
    names = [
        sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if ".sqlite" not in path.name)
        for folder in (one, other)
    ]
    files = [name for name in names[0] if (one / name).is_file()]
    return names[0] == names[1] and not any(filecmp.cmpfiles(one, other, files, shallow=False)[1:])


def measure_kills(source: Path, whole: Path, kills: int, known: Cost, options: list[str]) -> int:
    """Have a run killed; return how many documents were begun. `whole` is the undisturbed output."""
    draw = random.Random(kills)
    # On the average the last kill comes before the end, as the time that a start takes comes on top.
    delays = [draw.uniform(0, 2 * known.wall / (kills + 1)) for _ in range(kills)]
    target = whole.with_name(f"{whole.name}-killed")
    number = begun(source, target, delays, *options)
    if not same(whole, target):
        sys.exit(f"{target} is not as {whole}")
    return number


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
    parser.add_argument("--kills", type=int, default=0)
    chosen, options = parser.parse_known_args()
    texts = documents()
    print("form   jobs   wall s   work s  of it parent  s/MB of work  peak MiB")
    with tempfile.TemporaryDirectory() as name:
        for form in chosen.forms.split(","):
            source = Path(name) / form
            write(source, texts, chosen.megabytes, form)
            for jobs in chosen.jobs.split(","):
                target = Path(name) / f"{form}-{jobs}"
                cost = run(source, target, "--jobs", jobs, *options)
                print(
                    f"{form:6} {jobs:>4} {cost.wall:8.1f} {cost.work:8.1f} {cost.parent:13.2f}"
                    f" {cost.work / chosen.megabytes:13.2f} {cost.peak:9.0f}",
                    flush=True,
                )
            if chosen.kills:
                number = chosen.megabytes * len(texts)
                again = measure_kills(source, target, chosen.kills, cost, ["--jobs", jobs, *options]) - number
                print(
                    f"  killed {chosen.kills} times, the same output: of {number} documents"
                    f" {again} begun again, {again / number:.2%}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
