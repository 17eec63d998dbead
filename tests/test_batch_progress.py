"""What who watches a batch on a terminal sees, and who reads a pipe does not."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from typing import TYPE_CHECKING

from tests.program import COMMAND
from tests.test_batch_resume import PARAGRAPH

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = 60


def watched(source: Path, target: Path, **environment: str) -> str:
    """Run in a terminal of its own and return what it shows."""
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR", "COLUMNS"}}
    process = subprocess.Popen(
        [*COMMAND, "batch", source, target, "--jobs", "2", "--dupes", "report"],
        stderr=theirs,
        env={**known, "TERM": "xterm", "COLUMNS": "120", **environment},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed.
            break
        shown += data
        if not data:
            break
    os.close(ours)
    assert process.wait() == 0
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())


def sources(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    for number in range(DOCUMENTS):
        text = "".join(PARAGRAPH.format(number + each) for each in range(60))
        (tmp_path / "raw" / f"{number}.txt").write_text(text, "utf-8")
    return tmp_path / "raw"


def test_how_far_and_how_long(tmp_path: Path) -> None:
    shown = watched(sources(tmp_path), tmp_path / "out")
    percents = list(map(int, re.findall(r"(\d+)% +\d+ documents", shown)))
    assert percents == sorted(percents)
    assert len(set(percents)) > 1, "more often on a slower machine"
    assert re.search(r"\d+ documents +[\d.]+ [kM]?B/s +\d:\d\d:\d\d +0 errors", shown), "speed and time left"
    assert f"0 errors {DOCUMENTS} compared" in shown
    assert f"{DOCUMENTS} documents cleaned, 0 failed" in shown


def test_programs_are_not_told(tmp_path: Path) -> None:
    assert "%" not in watched(sources(tmp_path), tmp_path / "out", CI="true")
