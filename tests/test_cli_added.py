"""`check --added`: what is staged, read from the index, and only in lines that are new."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.program import call

if TYPE_CHECKING:
    from pathlib import Path

OLD = "".join(f"旧的第{number}行\u200b，全国铁路客流持续增长。\n" for number in range(20))
SUSPECTED = "這(zhè)\n"
NEW = "新的一行\u200b，旅客出行平稳有序。\n"


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q", ".")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commit(repository: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = repository / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "x")
    return path


def places(*arguments: str) -> list[str]:
    answer = call("check", "--added", *arguments)
    assert answer.code == bool(answer.out)
    return [line.partition(" ")[0].rstrip(":") for line in answer.text.splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_only_new_lines(repository: Path, encoding: str) -> None:
    path = commit(repository, "raw.txt", OLD, encoding)
    assert places() == []
    lines = OLD.splitlines(keepends=True)
    path.write_bytes("".join([*lines[:7], NEW, *lines[7:], NEW]).encode(encoding))
    assert places() == [], "nothing is staged yet"
    git(repository, "add", "raw.txt")
    assert places() == ["raw.txt:8:5", "raw.txt:22:5"]


def test_the_index_counts_and_not_the_file(repository: Path) -> None:
    path = commit(repository, "raw.txt", "一\n二\n")
    path.write_text("一\n二\n" + NEW, "utf-8")
    git(repository, "add", "raw.txt")
    path.write_text("一\n" + NEW * 3, "utf-8")
    assert places() == ["raw.txt:3:5"]


@pytest.mark.parametrize("name", ["新 闻.txt", 'quo"te.txt', "tab\tnew\nline.txt", "-dash.txt"])
def test_odd_names_and_renames(repository: Path, name: str) -> None:
    commit(repository, "folder/raw.txt", OLD)
    git(repository, "mv", "folder/raw.txt", f"folder/{name}")
    (repository / "folder" / name).write_text(OLD + NEW, "utf-8")
    git(repository, "add", "-A")
    answer = call("check", "--added", "--format", "jsonl")
    assert answer.text.count('"line": 21,') == 1
    assert answer.text.count('"reason"') == 1


def test_new_files_count_as_a_whole_and_paths_limit(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, "x", "x")
    for name in ("in/a.txt", "in/b.txt", "out/c.txt"):
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text(NEW, "utf-8")
    git(repository, "add", "-A")
    assert places() == ["in/a.txt:1:5", "in/b.txt:1:5", "out/c.txt:1:5"]
    assert places("in/b.txt", "out") == ["in/b.txt:1:5", "out/c.txt:1:5"]
    monkeypatch.chdir(repository / "in")
    assert places(".") == ["a.txt:1:5", "b.txt:1:5"]


def test_the_first_commit(repository: Path) -> None:
    (repository / "raw.txt").write_text(NEW, "utf-8")
    git(repository, "add", "-A")
    assert places() == ["raw.txt:1:5"]


def test_other_line_ends_do_not_shift_the_lines(repository: Path) -> None:
    path = commit(repository, "raw.txt", "一\r二\r\n三\n")
    path.write_bytes(("一\r二\r\n" + NEW + "三\n").encode())
    git(repository, "add", "-A")
    assert places("--select", "tidy/invisible") == ["raw.txt:3:5"]


@pytest.mark.parametrize("setting", ["diff.relative=true", "diff.interHunkContext=20", "diff.noprefix=true"])
def test_what_the_user_configured_for_git_changes_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    path = commit(repository, "raw.txt", OLD)
    path.write_text(NEW + OLD + NEW, "utf-8")
    git(repository, "add", "-A")
    git(repository, "config", *setting.split("="))
    assert places() == ["raw.txt:1:5", "raw.txt:22:5"]
    (repository / "in").mkdir()
    monkeypatch.chdir(repository / "in")
    assert places() == ["../raw.txt:1:5", "../raw.txt:22:5"]


@pytest.mark.parametrize("folder", [".git", "{}/.git"])
def test_within_a_hook(repository: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    path = commit(repository, "raw.txt", OLD)
    path.write_text(OLD + NEW, "utf-8")
    git(repository, "add", "-A")
    monkeypatch.setenv("GIT_DIR", folder.format(repository))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert places() == ["raw.txt:21:5"]


def test_a_link_that_becomes_a_file_is_new(repository: Path) -> None:
    (repository / "raw.txt").symlink_to("/nowhere")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "x")
    (repository / "raw.txt").unlink()
    (repository / "raw.txt").write_text(NEW, "utf-8")
    git(repository, "add", "-A")
    assert places() == ["raw.txt:1:5"]


def test_what_is_staged_counts_whatever_is_there_by_now(repository: Path) -> None:
    path = commit(repository, "raw.txt", OLD)
    path.write_text(OLD + NEW, "utf-8")
    git(repository, "add", "-A")
    path.unlink()
    assert places("raw.txt") == ["raw.txt:21:5"]
    path.symlink_to("/nowhere")
    assert places("raw.txt") == ["raw.txt:21:5"]


def test_a_merge_brings_lines_too(repository: Path) -> None:
    commit(repository, "raw.txt", "一\n二\n三\n")
    git(repository, "checkout", "-q", "-b", "other")
    commit(repository, "other.txt", NEW)
    git(repository, "checkout", "-q", "-")
    commit(repository, "raw.txt", "一\n二\n三\n四\n")
    git(repository, "merge", "-q", "--no-commit", "other")
    assert places() == ["other.txt:1:5"]


def test_only_suspected_things_in_new_lines_are_counted(repository: Path) -> None:
    path = commit(repository, "raw.txt", SUSPECTED * 3)
    path.write_text(SUSPECTED * 3 + "新的一行。\n", "utf-8")
    git(repository, "add", "-A")
    assert call("check", "--added", "--only", "degloss") == (0, b"", "")


def test_without_a_work_tree(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / ".git")
    answer = call("check", "--added")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "--added: " in answer.err
