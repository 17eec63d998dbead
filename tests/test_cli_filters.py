"""Filters: what goes in, what comes out, and that nothing is lost when something goes wrong."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from cleaner import registry
from tests.program import call

ZERO_WIDTH = "\u200b"
DIRTY = f"新华社北京五月三日电{ZERO_WIDTH}，全国铁路客流持续增长。\n"
CLEAN = "新华社北京五月三日电，全国铁路客流持续增长。\n"

FILTERS = ["decode", "clean", *(name for name in registry.names() if name != "convert")]


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    path = tmp_path / "raw.txt"
    path.write_text(DIRTY, "utf-8", newline="")
    return path


@pytest.mark.parametrize("name", FILTERS)
def test_clean_text_passes_every_filter_byte_for_byte(name: str) -> None:
    text = "春运首日，车站客流平稳。\r\n记者在候车室看到，旅客秩序井然。".encode()
    assert call(name, stdin=text) == (0, text, "")


@pytest.mark.parametrize("name", FILTERS)
def test_nothing_in_is_nothing_out(name: str) -> None:
    assert call(name) == (0, b"", "")


def test_stdin_file_and_dash_give_the_same_bytes(dirty: Path) -> None:
    piped = call("tidy", stdin=dirty.read_bytes())
    assert piped == (0, CLEAN.encode(), "")
    assert call("tidy", dirty) == piped
    assert call("tidy", "-", stdin=dirty.read_bytes()) == piped


def test_files_come_out_one_after_the_other(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text(f"{name}文", "utf-8")
    answer = call("decode", tmp_path / "b", "-", tmp_path / "a", stdin=b"-")
    assert answer.text == "b文-a文"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_output_is_utf8_without_bom(encoding: str) -> None:
    text = "国务院新闻办公室昨天上午举行发布会，介绍今年前三季度的经济运行情况，并回答记者提问。\r\n" * 3
    assert call("decode", stdin=text.encode(encoding)).out == text.encode()


def test_encoding_is_what_the_user_says() -> None:
    text = "發佈會"
    assert call("decode", "--encoding", "big5", stdin=text.encode("big5")).text == text
    answer = call("decode", "--encoding", "big6")
    assert (answer.code, answer.out) == (2, b"")
    assert "'big6'" in answer.err


def test_output_file(dirty: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    assert call("tidy", dirty, dirty, "--output", target) == (0, b"", "")
    assert target.read_text("utf-8") == CLEAN * 2
    assert {path.name for path in tmp_path.iterdir()} == {"out.txt", "raw.txt"}


def test_output_may_be_the_input(dirty: Path) -> None:
    assert call("tidy", dirty, "--output", dirty).code == 0
    assert dirty.read_text("utf-8") == CLEAN


def test_in_place_keeps_mode_and_symbolic_link(dirty: Path, tmp_path: Path) -> None:
    dirty.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to("raw.txt")
    assert call("tidy", "--in-place", link) == (0, b"", "")
    assert link.is_symlink()
    assert dirty.read_text("utf-8") == CLEAN
    assert stat.S_IMODE(dirty.stat().st_mode) == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"link.txt", "raw.txt"}


def test_in_place_leaves_a_clean_file_untouched(tmp_path: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN, "utf-8", newline="")
    before = path.stat()
    assert call("clean", "-i", path).code == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--in-place"], "needs the names of files"),
        (["--in-place", "-"], "needs the names of files"),
        (["--in-place", "--output", "x", "y"], "exclude each other"),
        (["y", "--journal", "y"], "would overwrite a document"),
        (["--journal", "-"], "--journal needs the name of a file"),
        (["--output", "/nowhere/x"], "/nowhere/x: cannot be written"),
        (["--journal", "/nowhere/x"], "/nowhere/x: cannot be written"),
        (["--config", "/nowhere/x"], "/nowhere/x"),
        (["--no-such-option"], "--no-such-option"),
    ],
)
def test_wishes_without_sense_are_refused(arguments: list[str], message: str) -> None:
    answer = call("tidy", *arguments)
    assert (answer.code, answer.out) == (2, b"")
    assert message in answer.err
    assert answer.err.startswith("cleaner: ")
    assert answer.err.count("\n") == 1


def test_one_bad_file_does_not_stop_the_others(dirty: Path, tmp_path: Path) -> None:
    answer = call("tidy", tmp_path / "none.txt", tmp_path, dirty)
    assert (answer.code, answer.text) == (2, CLEAN)
    missing, folder = answer.err.splitlines()
    assert missing == f"cleaner: {tmp_path}/none.txt: there is no such file or folder"
    assert folder.startswith(f"cleaner: {tmp_path}: is a folder")


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\n", b"\x1f\x8b\x08\x00\x00\x00"]
)
def test_what_is_no_text_is_left_alone(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(start + bytes(range(256)) * 8)
    before = path.read_bytes()
    answer = call("clean", "--in-place", path)
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err.startswith(f"cleaner: {path}: ")
    assert path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_no_permission_is_said(dirty: Path) -> None:
    dirty.chmod(0o000)
    assert call("tidy", dirty).err == f"cleaner: {dirty}: no permission\n"


def test_an_output_is_not_made_for_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    assert call("tidy", tmp_path / "none.txt", "--output", target).code == 2
    assert not target.exists()


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd6\xd0.txt"))
    try:
        path.write_text(DIRTY, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert call("tidy", path).text == CLEAN
    assert call("tidy", "-i", path).code == 0
    assert path.read_text("utf-8") == CLEAN


@pytest.mark.parametrize(
    "broken", ["（" * 10_000 + "文" + "）" * 10_000, "[" * 10_000, "(a" * 10_000, "</p>" * 5_000]
)
def test_nested_brackets_are_text(broken: str) -> None:
    answer = call("clean", "--only", "degloss,tidy", stdin=broken.encode())
    assert answer.code == 0
    assert answer.err == ""


def test_only_and_skip() -> None:
    assert call("clean", "--only", "tidy", stdin=DIRTY.encode()).text == CLEAN
    assert call("clean", "--skip", "tidy", "--skip", "repair,strip", stdin=DIRTY.encode()).text == DIRTY
    answer = call("clean", "--only", "tidi")
    assert answer.code == 2
    assert "'tidi'" in answer.err


SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_chain_of_filters_is_the_whole(path: Path) -> None:
    data = path.read_bytes()
    for step in registry.steps():
        if not any(option.required for option in step.options):
            data = call(step.name, stdin=data).out
    assert call("clean", path) == (0, data, "")
    assert call("clean", stdin=data).out == data


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_comes_back(path: Path, tmp_path: Path) -> None:
    raw, notes = tmp_path / "raw.txt", tmp_path / "journal.jsonl"
    raw.write_bytes(path.read_bytes())
    assert call("clean", "--in-place", raw, "--journal", notes).code == 0
    assert call("restore", notes).code == 0
    assert raw.read_bytes() == path.read_bytes()
