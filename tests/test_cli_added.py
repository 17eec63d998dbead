"""`check --added`: what is staged, read from the index, and only in lines that are new."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.program import call

if TYPE_CHECKING:
    from pathlib import Path

OLD = "".join(f"旧的第{number}行\u200b，全国铁路客流持续增长。\n" for number in range(20))
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
