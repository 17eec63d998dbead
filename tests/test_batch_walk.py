"""Which files of a folder `batch` cleans, in which order, and odd ones among them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from cleaner.batch import Order, walk
from tests.program import call
from tests.test_cli_batch import tree

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name in ("b/c.txt", "b/d.htm", "b.txt", "b-c/e.txt", "a/deep/down/f.txt", ".hidden", ".git/config"):
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("铁路客流增长。", "utf-8")
    return tmp_path / "raw"


def names(source: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    order = Order(str(source), str(source.parent / "out"), include=include, exclude=exclude)
    return [entry.name for entry in walk.entries(order)]


def test_all_but_hidden_ones_sorted_by_name(source: Path) -> None:
    found = names(source)
    assert found == ["a/deep/down/f.txt", "b-c/e.txt", "b.txt", "b/c.txt", "b/d.htm"]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        (("*.htm",), (), ["b/d.htm"]),
        (("b/*",), (), ["b/c.txt", "b/d.htm"]),
        (("a/**", "*.htm"), (), ["a/deep/down/f.txt", "b/d.htm"]),
        ((), ("*.txt",), ["b/d.htm"]),
        (("b",), ("d.*",), ["b/c.txt"]),
    ],
)
def test_globs(source: Path, include: tuple[str, ...], exclude: tuple[str, ...], expected: list[str]) -> None:
    assert names(source, include, exclude) == expected


def test_names_that_are_no_text(source: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xd6\xd0.txt")
    try:
        (source / name).write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8)
    except OSError:
        pytest.skip("this file system wants UTF-8")
    for code in (2, 0, 0):
        answer = call("batch", source, tmp_path / "out", "--errors", tmp_path / "errors", "--jobs", "1")
        assert answer.code == code
        assert ("udcd6" in (tmp_path / "errors").read_text("utf-8")) is bool(code)
        (source / name).write_text("铁路客流增长。", "utf-8") if code else None
    assert "6 were done before" in answer.err
    assert (tmp_path / "out" / name).exists()


def test_links_to_nothing_and_to_folders(source: Path, tmp_path: Path) -> None:
    (source / "broken.txt").symlink_to(tmp_path / "nowhere")
    (source / "loop").symlink_to(source)
    (source / "linked.txt").symlink_to(source / "b.txt")
    assert call("batch", source, tmp_path / "out", "--jobs", "1").code == 0
    assert sorted(tree(tmp_path / "out")) == sorted([*names(source)])
    assert "linked.txt" in names(source)
    assert not {"loop", "broken.txt"} & set(names(source))
