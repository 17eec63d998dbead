"""Manners that only show in a process of its own: pipes, signals, closed streams, what is imported."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleaner import registry
from tests.program import COMMAND, call, spawn

HEAVY = {"opencc", "chardet", "rapidfuzz", "rich", "tomllib", "json", "hashlib", "concurrent.futures"}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "raw.txt"
    path.write_text("全国\u200b铁路客流持续增长，各地车站秩序井然，旅客出行平稳有序。\n", "utf-8")
    return path


@pytest.mark.parametrize(
    "command", ["decode", "tidy", "clean", "check", "detect", "rules", "--help", "--version"]
)
def test_a_reader_that_leaves_ends_us_silently(command: str, raw: Path) -> None:
    files = [] if command in {"rules", "--help", "--version"} else [str(raw)] * 3
    process = subprocess.Popen([*COMMAND, command, *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait() == 0


def test_a_pipe_is_the_whole(tmp_path: Path) -> None:
    data = "全国\u200b铁路(tiělù)客流(kèliú)增长(zēngzhǎng)。\n\n\n\n\n记者".encode()
    names = [name for name in ("tidy", "degloss") if name in registry.names()]
    piped = data
    for name in names:
        piped = spawn(name, stdin=piped, cwd=tmp_path).out
    assert spawn("clean", "--only", ",".join(names), stdin=data, cwd=tmp_path).out == piped


def test_interrupts_are_quiet(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "decode"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "decode"],
            input=b"text",
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"cleaner: standard output: No space left on device\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_text_that_does_not_fit_is_said(unbuffered: str, tmp_path: Path) -> None:
    source, target = tmp_path / "raw.txt", tmp_path / "clean.txt"
    source.write_text("江城" * 100_000, "utf-8")
    with target.open("wb") as stream:
        done = subprocess.run(
            [*COMMAND, "decode", source],
            stdout=stream,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"cleaner: standard output: File too large\n")


def test_a_current_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'rmdir ../gone && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *COMMAND, "clean"],
        input=b"text",
        capture_output=True,
        cwd=gone,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == b"cleaner: the current folder: there is no such file or folder\n"


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_streams(closed: int, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}>&-', "sh", *COMMAND, "decode"],
        input=b"text" if closed else None,
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == (0 if closed == 2 else 2)
    assert b"Traceback" not in done.stderr


def imported(*arguments: str, cwd: Path) -> set[str]:
    code = (
        "import sys; from cleaner.cli.main import main; main(sys.argv[1:]);"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=cwd,
        check=True,
    )
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("name", ["decode", *registry.names()])
def test_a_filter_does_not_import_what_it_does_not_need(name: str, tmp_path: Path) -> None:
    arguments = [name, "--to", "hans"] if name == "convert" else [name]
    assert not imported(*arguments, cwd=tmp_path) & HEAVY


def test_help_imports_no_library(tmp_path: Path) -> None:
    assert not imported("--help", cwd=tmp_path) & HEAVY


@pytest.mark.parametrize("name", ["decode", "tidy"])
def test_one_long_line(name: str, tmp_path: Path) -> None:
    data = ("国" * 2_000_000).encode()
    assert spawn(name, stdin=data, cwd=tmp_path) == (0, data, "")


def test_a_mistake_of_ours_is_a_sentence(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("cleaner.pipeline.run", broken)
    before = raw.read_bytes()
    answer = call("clean", "-i", raw, raw)
    assert answer.code == 2
    assert answer.err.count("left alone because of a mistake in cleaner: ZeroDivisionError: by nothing") == 2
    assert raw.read_bytes() == before
    monkeypatch.setattr("cleaner.cli.streams.write", broken)
    assert call("rules").err.startswith("cleaner: a mistake in cleaner: ZeroDivisionError")
    monkeypatch.setenv("CLEANER_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        call("rules")
