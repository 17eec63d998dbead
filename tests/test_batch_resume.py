"""A batch that is stopped goes on where it was: nothing twice, nothing half, nothing old."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from cleaner.batch import state
from cleaner.batch.inorder import LostError
from cleaner.batch.pool import Pool
from tests.program import COMMAND, Answer, call
from tests.test_cli_batch import tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

DOCUMENTS = 80
PARAGRAPH = "第{}篇\u200b报道：全国铁路(tiělù)客流持续增长(zēngzhǎng)，各地车站秩序井然。\n相关推荐\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for number in range(DOCUMENTS):
        path = tmp_path / "raw" / f"{number % 7}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(PARAGRAPH.format(number + each) for each in range(40)), "utf-8")
    return tmp_path / "raw"


def begin(source: Path, target: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "batch", source, target, *options],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finished(target: Path) -> set[str]:
    """What the state says is done, whether it was closed or not."""
    if not (target / state.NAME).exists():
        return set()
    with closing(sqlite3.connect(target / state.NAME)) as database, suppress(sqlite3.OperationalError):
        return {path for (path,) in database.execute("SELECT path FROM files WHERE state = 'done'")}
    return set()  # It is just being made.


def wait_for(process: subprocess.Popen[str], target: Path, documents: int) -> None:
    """Wait until so many documents are written, or the run is over."""
    while process.poll() is None and sum(path.suffix == ".txt" for path in target.rglob("*")) < documents:
        time.sleep(0.002)


def made(target: Path, names: set[str]) -> dict[str, tuple[int, int]]:
    return {name: ((target / name).stat().st_ino, (target / name).stat().st_mtime_ns) for name in names}


def alone(session: int) -> bool:
    """Whether all processes of a session end soon."""
    for _ in range(100):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_any_moment(source: Path, tmp_path: Path, jobs: str) -> None:
    random, target = Random(int(jobs)), tmp_path / "out"
    for _ in range(3):
        before = finished(target)
        kept = made(target, before)
        process = begin(source, target, "--jobs", jobs)
        wait_for(process, target, len(before) + random.randint(0, DOCUMENTS // 4))
        time.sleep(random.random() / 10)
        process.kill()
        process.communicate()
        assert alone(process.pid)
        assert made(target, before) == kept, "what was finished is not done again"
        assert all(tree(target).values()), "nothing is half"
    done = finished(target)
    assert done
    answer = call("batch", source, target, "--jobs", jobs)
    assert (answer.code, f"({len(done)} were done before)" in answer.err) == (0, True)
    assert call("batch", source, tmp_path / "undisturbed", "--jobs", "1").code == 0
    assert tree(target) == tree(tmp_path / "undisturbed")
    hidden = {path.name for path in target.rglob(".*")}
    assert hidden == {state.NAME}, "neither temporary files nor SQLite's own stay"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupts_say_how_to_go_on(source: Path, tmp_path: Path, jobs: str) -> None:
    process = begin(source, tmp_path / "out", "--jobs", jobs)
    wait_for(process, tmp_path / "out", 5)
    begun = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, err = process.communicate()
    assert time.monotonic() - begun < 5  # A second, as it says; a busy machine may sleep in between.
    assert process.returncode == 130
    assert "the same command goes on" in err
    assert "Traceback" not in err
    assert alone(process.pid)
    assert finished(tmp_path / "out")


def interrupted_at(place: int, *arguments: str | Path) -> Answer | None:
    """Run the program with Ctrl-C at that line of `cleaner.batch`; None if there are fewer."""
    left = place

    def look(frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        nonlocal left
        if not frame.f_globals["__name__"].startswith("cleaner.batch"):
            return None
        left -= event == "line"
        if left == 0 and event == "line":
            sys.settrace(None)
            raise KeyboardInterrupt
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        answer = call("batch", *arguments)
    finally:
        sys.settrace(before)
    return None if left > 0 else answer


@pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_at_any_place(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(PARAGRAPH * 2, "utf-8")
    (tmp_path / "raw" / "b.jsonl").write_text('{"text": "铁路\u200b客流增长。"}\n', "utf-8")
    assert call("batch", tmp_path / "raw", tmp_path / "undisturbed", "--jobs", "1").code == 0
    clean = tree(tmp_path / "undisturbed")
    for place in range(3, 10_000, 7):
        target = tmp_path / str(place)
        answer = interrupted_at(place, tmp_path / "raw", target, "--jobs", "1")
        if answer is None:
            break
        assert (place, answer.code) == (place, 130)
        assert "the same command goes on" in answer.err or not target.exists()
        assert "a mistake in cleaner" not in answer.err
        gc.collect()  # A process that ends lets go of its lock; this one goes on.
        assert call("batch", tmp_path / "raw", target, "--jobs", "1").code == 0
        assert tree(target) == clean
    assert place > 500, "the run has more lines than that"


def again(source: Path, target: Path, *options: str) -> set[str]:
    """Run and return which outputs were written."""
    before = made(target, {str(path.relative_to(target)) for path in target.rglob("*.txt")})
    assert call("batch", source, target, "--jobs", "1", *options).code == 0
    after = made(target, {str(path.relative_to(target)) for path in target.rglob("*.txt")})
    return {name for name in after if before.get(name) != after[name]}


def test_only_what_changed_is_done_again(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    for path in sorted(source.rglob("*.txt"))[3:]:
        path.unlink()
    names = set(tree(source))
    first, second, third = sorted(names)
    assert again(source, target) == names
    assert again(source, target) == set()
    (source / first).write_text("另一篇(piān)报道。\n", "utf-8")
    os.utime(source / second)
    (target / third).write_bytes(b"")
    assert again(source, target) == {first, third}
    assert again(source, target) == set()
    assert again(source, target, "--skip", "degloss") == names
    assert again(source, target, "--encoding", "utf-8", "--skip", "degloss") == names
    (source / "cleaner.toml").write_text('ignore = ["strip"]\n', "utf-8")
    assert again(source, target, "--exclude", "*.toml") == names
    monkeypatch.setattr("cleaner.batch.order.__version__", "99")
    assert again(source, target, "--exclude", "*.toml") == names


def test_same_size_and_another_text(source: Path, tmp_path: Path) -> None:
    name = "0/0.txt"
    assert again(source, tmp_path / "out") == set(tree(source))
    (source / name).write_bytes((source / name).read_bytes().replace("全国".encode(), "各地".encode()))
    assert again(source, tmp_path / "out") == {name}


def test_what_failed_is_tried_again(source: Path, tmp_path: Path) -> None:
    shutil.rmtree(source / "1")
    bad = source / "0" / "0.txt"
    good = bad.read_bytes()
    bad.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8)
    for _ in range(2):
        assert "0/0.txt: " in call("batch", source, tmp_path / "out", "--jobs", "1").err
    bad.write_bytes(good)
    assert again(source, tmp_path / "out") == {"0/0.txt"}


@pytest.mark.parametrize("blocks", ["10", "60"])  # too few for the state, and for the output
def test_a_full_disk_is_said_and_gone_on_from(tmp_path: Path, blocks: str) -> None:
    source = tmp_path / "day.jsonl"
    source.write_text('{"text": "铁路\u200b客流增长。"}\n' * 4000, "utf-8")
    shell = f'ulimit -f {blocks}; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", shell, "sh", *COMMAND, "batch", source, tmp_path / "out", "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "a mistake in cleaner" not in done.stderr
    assert not tree(tmp_path / "out")
    assert call("batch", source, tmp_path / "out", "--jobs", "1").code == 0
    assert (tmp_path / "out" / "day.jsonl").read_text("utf-8") == '{"text": "铁路客流增长。"}\n' * 4000


def test_a_state_that_is_none(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / state.NAME).write_bytes(b"no database" * 100)
    answer = call("batch", source, tmp_path / "out")
    assert answer.code == 2
    assert "is no state of a batch" in answer.err


def test_two_runs_at_once(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "_PATIENCE", 0.1)
    with state.State(str(tmp_path / "out")):
        assert "another batch is at work" in call("batch", source, tmp_path / "out", "--jobs", "1").err


def _square(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def test_a_killed_process_costs_one_task() -> None:
    with Pool(_square, 2) as pool:
        results = list(pool.ordered(range(200)))
    assert [task for task, _ in results] == list(range(200))
    assert [task for task, result in results if isinstance(result, LostError)] == [13]
    assert all(result == task * task for task, result in results if task != 13)
