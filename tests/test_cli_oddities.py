"""What users have in their folders: odd names, links, pipes, other repositories, notes of earlier runs."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import api, baseline
from cleaner.check import look
from tests.program import COMMAND, call, spawn

if TYPE_CHECKING:
    from pathlib import Path

DIRTY = "全国铁路\u200b客流持续增长，各地车站秩序井然，旅客出行平稳有序。\n"
CLEAN = DIRTY.replace("\u200b", "")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str = DIRTY, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def found(*arguments: str | Path) -> list[str]:
    return sorted(line.split(":")[0] for line in call("check", *arguments).text.splitlines())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("new\nline.txt", b"new\\nline.txt"),
        ("\x1b[31mred.txt", b"\\x1b[31mred.txt"),
        ("\x9b31mred.txt", b"\\x9b31mred.txt"),
        ("新 闻.txt", "新 闻.txt".encode()),
        ("-dash.txt", b"-dash.txt"),
        (os.fsdecode(b"\xff.txt"), b"\xff.txt"),
    ],
)
def test_a_finding_is_one_line_whatever_the_file_is_called(folder: Path, name: str, shown: bytes) -> None:
    write(folder / name)
    answer = spawn("check", ".", cwd=folder)
    assert answer.out.startswith(shown + b":1:5: tidy/invisible  ")
    assert answer.out.count(b"\n") == 1
    found = spawn("detect", "--", name, cwd=folder)
    assert (found.out.split(b": utf-8 ")[0], found.out.count(b"\n")) == (shown, 1)
    (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n\0")
    answer = spawn("check", "--", name, cwd=folder)
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert "\x1b" not in answer.err
    write(folder / name)
    assert spawn("check", ".", "--fix", cwd=folder).out.startswith(shown + b": fixed 1: ")


@pytest.mark.parametrize("command", [["check", "--fix"], ["clean", "-i"], ["clean", "-i", "--jsonl", "text"]])
def test_nothing_is_put_in_the_place_of_a_pipe(folder: Path, command: list[str]) -> None:
    os.mkfifo(folder / "pipe")

    def offer() -> None:
        with suppress(BrokenPipeError):  # it may be refused before it is read
            (folder / "pipe").write_text('{"text": "甲\u200b"}\n', "utf-8")

    writer = threading.Thread(target=offer, daemon=True)
    writer.start()
    process = subprocess.run([*COMMAND, *command, "pipe"], capture_output=True, timeout=30, check=False)
    if writer.is_alive():  # nobody read it
        (folder / "pipe").read_bytes()
    assert process.returncode == 2
    assert process.stderr == b"cleaner: pipe: left alone: is no regular file\n"


def test_a_document_counts_once(folder: Path) -> None:
    write(folder / "in" / "a.txt")
    assert found("in/a.txt", "./in/a.txt", "in", folder / "in", "in/../in/a.txt") == ["in/a.txt"]


@pytest.mark.parametrize("repository", [True, False])
def test_links_in_folders_are_not_followed(folder: Path, repository: bool) -> None:
    if repository:
        git(folder, "init", "-q", ".")
    outside = write(folder / "outside" / "x.txt")
    write(folder / "in" / "a.txt")
    (folder / "in" / "link.txt").symlink_to(outside)
    (folder / "in" / "folder").symlink_to(outside.parent)
    (folder / "in" / "nowhere.txt").symlink_to("/nowhere")
    assert found("in") == ["in/a.txt"]
    assert found("in/link.txt") == ["in/link.txt"], "who names it means it"
    assert call("check", "--fix", "in/link.txt").code == 1
    assert (folder / "in" / "link.txt").is_symlink()
    assert outside.read_text("utf-8") == CLEAN


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *settings, "-c", "protocol.file.allow=always", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def test_repositories_in_the_repository(folder: Path) -> None:
    other, ours = folder / "other", folder / "ours"
    for repository in (other, ours, ours / "nested"):
        repository.mkdir(parents=True)
        git(repository, "init", "-q", ".")
    write(other / "s.txt")
    git(other, "add", ".")
    git(other, "commit", "-q", "-m", "x")
    git(ours, "submodule", "add", str(other), "module")
    write(ours / "nested" / "deep" / "n.txt")
    write(ours / "nested" / "ignored.txt")
    write(ours / "nested" / ".gitignore", "ignored.txt\n")
    assert found("ours") == ["ours/module/s.txt", "ours/nested/deep/n.txt"]


def test_a_folder_is_looked_at_from_within_a_hook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(folder, "init", "-q", ".")
    write(folder / "in" / "a.txt")
    write(folder / "in" / "ignored.txt")
    write(folder / ".gitignore", "ignored.txt\n")
    for value in (".git", str(folder / ".git")):
        monkeypatch.setenv("GIT_DIR", value)
        assert found("in") == ["in/a.txt"]


def test_a_folder_without_documents_is_told(folder: Path) -> None:
    git(folder, "init", "-q", ".")
    write(folder / "raw" / "a.txt")
    write(folder / ".gitignore", "raw/\n")
    answer = call("check", "raw")
    assert (answer.code, answer.out) == (0, b"")
    assert answer.err.startswith("cleaner: raw: no files there but what git ignores")
    assert found("raw/a.txt") == ["raw/a.txt"]


def test_our_own_notes_are_no_documents(folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write(folder / name)
        assert call("check", "--fix", "--journal", f"{name}.jsonl").text.startswith(f"{name}: fixed 1")
    write(folder / "c.txt")
    assert call("check", "--write-baseline", "known").code == 0
    assert call("check", "--baseline", "known") == (0, b"", "")
    assert found(".") == ["c.txt"]
    assert call("restore", "a.txt.jsonl").code == 0
    assert (folder / "a.txt").read_text("utf-8") == DIRTY


def test_a_journal_is_not_emptied_by_who_only_looks(folder: Path) -> None:
    write(folder / "a.txt")
    call("check", "--fix", "--journal", "notes", "a.txt")
    before = (folder / "notes").read_bytes()
    answer = call("check", "--journal", "notes", "a.txt")
    assert answer.code == 2
    assert "--journal notes what --fix does" in answer.err
    assert (folder / "notes").read_bytes() == before


def test_processes_share_a_journal(folder: Path) -> None:
    names = [f"{number}.txt" for number in range(40)]
    for name in names:
        write(folder / name)
    groups = [names[start::4] for start in range(4)]
    command = [*COMMAND, "check", "--fix", "--journal", "notes"]
    running = [subprocess.Popen([*command, *group], stdout=subprocess.DEVNULL) for group in groups]
    assert [process.wait() for process in running] == [1] * 4
    assert call("restore", "notes").code == 0
    assert {(folder / name).read_text("utf-8") for name in names} == {DIRTY}


def test_fixing_goes_on_when_nobody_reads(folder: Path) -> None:
    for number in range(5):
        write(folder / f"{number}.txt")
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run([*COMMAND, "check", "--fix", "."], stdout=closed, check=False)
    assert done.returncode == 1
    assert {path.read_text("utf-8") for path in folder.glob("*.txt")} == {CLEAN}


def test_fixing_tells_what_becomes_of_the_encoding(folder: Path) -> None:
    write(folder / "a.txt", DIRTY, "gb18030")
    answer = call("check", "--fix", "a.txt")
    assert answer.text.endswith("tidy/invisible 1; UTF-8 now, was gb18030\n")
    write(folder / "a.txt", DIRTY, "utf-8-sig")
    answer = call("check", "--fix", "a.txt")
    assert answer.text.endswith("tidy/invisible 1; without its byte order mark now\n")
    write(folder / "a.txt")
    answer = call("check", "--fix", "a.txt")
    assert answer.text.endswith("tidy/invisible 1\n")


@pytest.mark.parametrize(("encoding", "fits"), [("utf-8", True), ("utf-8-sig", False), ("gb18030", False)])
def test_a_diff_says_where_patch_would_fail(folder: Path, encoding: str, fits: bool) -> None:
    write(folder / "a.txt", DIRTY, encoding)
    assert ("a.txt: the diff is for reading" in call("check", "--diff", "a.txt").err) is not fits


@pytest.mark.parametrize("option", ["--only", "--skip", "--select", "--ignore"])
def test_words_without_sense_are_told_with_their_option(folder: Path, option: str) -> None:
    del folder
    answer = call("check", option, "tidy,tydi", "x")
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err.startswith(f"cleaner: {option}: ")
    assert "'tydi'" in answer.err


def test_exclude_holds_for_standard_input_that_has_a_name(folder: Path) -> None:
    write(folder / "cleaner.toml", 'exclude = ["quiet.txt"]\n')
    arguments = ["check", "-", "--stdin-filename", "quiet.txt"]
    assert call(*arguments, stdin=DIRTY.encode()).code == 1
    assert call(*arguments, "--force-exclude", stdin=DIRTY.encode()) == (0, b"", "")


@pytest.mark.parametrize(
    "options",
    [
        ["--diff", "--baseline", "known"],
        ["--diff", "--added"],
        ["--diff", "--statistics"],
        ["--write-baseline", "new", "--baseline", "known"],
        ["--write-baseline", "new", "--added"],
    ],
)
def test_options_that_would_lie_together(folder: Path, options: list[str]) -> None:
    write(folder / "a.txt")
    call("check", "a.txt", "--write-baseline", "known")
    answer = call("check", "a.txt", *options)
    assert answer.code == 2
    assert "exclude each other" in answer.err


def test_a_baseline_of_another_version_is_refused(folder: Path) -> None:
    write(folder / "a.txt")
    assert call("check", "a.txt", "--write-baseline", "known").err.startswith("cleaner: accepted 1 in 1 of 1")
    entry = json.loads((folder / "known").read_text("utf-8"))
    write(folder / "known", json.dumps({**entry, "version": 99}))
    assert "known:1: no entry of a baseline: is of version 99" in call("check", "--baseline", "known").err


@given(st.permutations(range(8)), st.lists(st.integers(0, 8), max_size=4), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=30, deadline=None)
def test_what_is_accepted_may_move(order: list[int], new: list[int], end: str) -> None:
    """Lines change places and others come between them; one more of the same is new."""
    lines = [DIRTY.strip(), *(f"第{number}行\u200b，旅客\u200b\u200b出行。" for number in range(7))]
    plan = api.plan(only=["tidy"])
    before = look("a.txt", "\n".join(lines).encode(), plan).findings
    moved = [lines[number] for number in order]
    for place in new:
        moved.insert(place, "新的一行，平稳有序。")
    after = look("a.txt", end.join([*moved, DIRTY.strip()]).encode(), plan).findings
    known = baseline.read("known", baseline.written("known", before))
    assert sum(not known.accepts(found) for found in after) == 1


def test_an_empty_path_is_not_the_current_folder(folder: Path) -> None:
    write(folder / "a.txt")
    answer = call("check", "--fix", "")
    assert (answer.code, answer.err) == (2, "cleaner: '' is no path; the current folder is .\n")
    assert (folder / "a.txt").read_text("utf-8") == DIRTY


@pytest.mark.parametrize(
    ("option", "value"), [("--threshold", "1.5"), ("--threshold", "nan"), ("--minimum", "-1")]
)
def test_numbers_beyond_their_limits(folder: Path, option: str, value: str) -> None:
    write(folder / "a.txt")
    answer = call("check", option, value, "a.txt")
    assert (answer.code, answer.out) == (2, b"")
    assert option.strip("-") in answer.err
    assert "which is" in answer.err


@pytest.mark.parametrize("repository", [False, True])
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_folders_that_cannot_be_read_are_told_and_the_others_done(
    folder: Path, mode: int, repository: bool
) -> None:
    if repository:
        subprocess.run(["git", "init", "-q"], check=True, cwd=folder)
    write(folder / "raw" / "a.txt")
    closed = write(folder / "raw" / "closed" / "b.txt").parent
    closed.chmod(mode)
    try:
        if os.access(closed / "b.txt", os.R_OK):
            pytest.skip("nothing is closed to who runs this")
        answer = call("check", "raw")
        learned = call("learn", "raw")
    finally:
        closed.chmod(0o755)
    assert answer.code == learned.code == 2
    assert answer.text.startswith("raw/a.txt:1:5: ")
    assert "raw/closed" in answer.err
    assert "no permission" in answer.err


def test_configurations_are_no_documents(folder: Path) -> None:
    config = write(folder / "raw" / "cleaner.toml", f"# {DIRTY}")
    write(folder / "raw" / "a.txt")
    assert found("raw") == ["raw/a.txt"]
    assert call("batch", "raw", "clean").code == 0
    assert [path.name for path in (folder / "clean").glob("*.t*")] == ["a.txt"]
    assert found(config) == [str(config)]
