"""`batch`: a folder into another; nothing depends on the number of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.program import call, spawn

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for number in range(5):
        path = tmp_path / "raw" / f"第{number % 2}版" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"第{number}篇\u200b报道，全国铁路客流持续增长。\r\n".encode("gb18030"))
    return tmp_path / "raw"


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder but hidden ones, such as the state of a batch."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_is_mirrored(source: Path, tmp_path: Path, jobs: int) -> None:
    before = tree(source)
    answer = spawn("batch", source, tmp_path / "out", "--jobs", str(jobs))
    assert (answer.code, answer.out) == (0, b"")
    assert "5 documents cleaned, 0 failed" in answer.err
    assert tree(tmp_path / "out") == {
        name: data.decode("gb18030").replace("\u200b", "").encode() for name, data in before.items()
    }
    assert tree(source) == before


def test_a_bad_file_is_named_and_the_others_are_done(source: Path, tmp_path: Path) -> None:
    (source / "paper.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8)
    answer = call("batch", source, tmp_path / "out", "--jobs", "1")
    assert answer.code == 2
    assert answer.err.startswith("cleaner: paper.pdf: ")
    assert len(tree(tmp_path / "out")) == 5


def test_a_target_inside_the_source_is_not_cleaned_again(source: Path) -> None:
    for _ in range(2):
        assert call("batch", source, source / "out", "--jobs", "1").code == 0
        assert len(tree(source)) == 10


@pytest.mark.parametrize(
    "names", [("raw", "raw"), ("none", "out"), ("raw/第0版/0.txt", "out"), ("raw", "raw/第0版/0.txt")]
)
def test_folders_without_sense(source: Path, tmp_path: Path, names: tuple[str, str]) -> None:
    before = tree(source)
    answer = call("batch", tmp_path / names[0], tmp_path / names[1])
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err.count("\n") == 1
    assert tree(source) == before
