"""Records in other forms: notes of what was done, and the text files of a folder in one file."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.program import Answer, call
from tests.test_batch_records import line
from tests.test_cli_batch import tree

if TYPE_CHECKING:
    from pathlib import Path

DIRTY = "江城港年吞吐量(tūntǔliàng)首破亿吨。\u200b调度长周立群说，明年还要再建两座深水码头。\n相关推荐\n"
CLEAN = "江城港年吞吐量首破亿吨。调度长周立群说，明年还要再建两座深水码头。\n"
COUNTS = {"degloss/word": 1, "strip/nav.related": 1, "tidy/invisible": 1}
NOTE = {"script": "hans", "counts": COUNTS}


def batch(folder: Path, *options: str | Path) -> Answer:
    return call("batch", folder / "raw", folder / "out", "--jobs", "1", *options)


def rows(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        found: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
        return found
    return [json.loads(each) for each in path.read_text("utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw" / "sub").mkdir(parents=True)
    (tmp_path / "raw" / "a.txt").write_text(DIRTY, "utf-8")
    (tmp_path / "raw" / "sub" / "b.txt").write_bytes(
        ("江城港的码头发展很快，泊位却还不够用。" * 9).encode("gb18030")
    )
    return tmp_path


def test_notes_on_lines(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    other = '{"other": 1}\n'
    again = line(3, CLEAN, done="old")
    (tmp_path / "raw" / "a.jsonl").write_text(line(1, DIRTY) + other + again + '{"text":""}\n', "utf-8")
    assert batch(tmp_path, "--notes-field", "done").code == 0
    lines = (tmp_path / "out" / "a.jsonl").read_text("utf-8").splitlines(keepends=True)
    first, second, third, fourth = lines
    assert json.loads(first) == {**json.loads(line(1, CLEAN)), "done": NOTE}
    assert first.startswith(line(1, CLEAN)[:-2])
    assert second == other
    assert third == line(3, CLEAN, done={"script": "hans", "counts": {}})
    assert fourth == '{"text":"", "done": {"script": "unknown", "counts": {}}}\n'


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_notes_on_rows(tmp_path: Path, form: str) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "raw").mkdir()
    table = pa.table({"text": [DIRTY, None, CLEAN], "done": [1, 2, 3]})
    parquet.write_table(table, tmp_path / "raw" / "a.parquet", row_group_size=2)
    assert batch(tmp_path, "--notes-field", "done", "--to-format", form).code == 0
    found = [row["done"] for row in rows(tmp_path / "out" / f"a.{form}")]
    if form == "parquet":
        found = [each and json.loads(each) for each in found]
    assert found == [NOTE, None, {"script": "hans", "counts": {}}]


def test_notes_on_lines_that_become_rows(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.jsonl").write_text(line(1, DIRTY) + '{"other": 1}\n', "utf-8")
    assert batch(tmp_path, "--notes-field", "done", "--to-format", "parquet").code == 0
    first, second = rows(tmp_path / "out" / "a.parquet")
    assert (json.loads(first["done"]), second["done"]) == (NOTE, None)


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_texts_in_one_file(folder: Path, form: str) -> None:
    output = folder / "out" / f"raw.{form}"
    options = ("--to-format", form, "--notes-field", "done")
    assert batch(folder, *options).code == 0
    first, second = rows(output)
    notes = [each["done"] if form == "jsonl" else json.loads(each["done"]) for each in (first, second)]
    assert notes[0].pop("encoding") == "utf-8"
    assert notes == [NOTE, {"encoding": "gb18030", "script": "hans", "counts": {}}]
    assert (first["path"], first["text"], second["path"]) == ("a.txt", CLEAN, "sub/b.txt")
    assert [name for name in tree(folder / "out") if not name.startswith(".")] == [output.name]
    written = output.stat()
    assert "2 were done before" in batch(folder, *options).err
    assert output.stat().st_ino == written.st_ino, "what is finished is not done again"
    (folder / "raw" / "a.txt").write_text("另一篇报道。\n", "utf-8")
    assert "1 were done before" in batch(folder, *options).err
    assert rows(output)[0]["text"] == "另一篇报道。\n"
    (folder / "raw" / "a.txt").unlink()
    batch(folder, *options)
    assert len(rows(output)) == 1
    output.unlink()
    batch(folder, *options)
    assert len(rows(output)) == 1


def test_other_names_of_fields(folder: Path) -> None:
    assert batch(folder, "--to-format", "jsonl", "--field", "content").code == 0
    assert set(rows(folder / "out" / "raw.jsonl")[0]) == {"path", "content"}
    assert batch(folder, "--to-format", "jsonl", "--notes-field", "text").code == 2
    assert batch(folder, "--to-format", "jsonl", "--field", "path").code == 2


def test_a_name_that_is_taken(folder: Path) -> None:
    (folder / "raw" / "raw.jsonl").write_text(line(1, DIRTY), "utf-8")
    answer = batch(folder, "--to-format", "jsonl")
    assert (answer.code, answer.err.count("in the way")) == (2, 1)
    assert rows(folder / "out" / "raw.jsonl")[0]["text"] == CLEAN


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_names_that_are_no_text(folder: Path, form: str) -> None:
    (folder / "raw" / "a.txt").rename(folder / "raw" / os.fsdecode(b"\xff.txt"))
    assert batch(folder, "--to-format", form).code == 0
    expected = {"jsonl": "\udcff.txt", "parquet": "\ufffd.txt"}[form]
    assert [row["path"] for row in rows(folder / "out" / f"raw.{form}")] == ["sub/b.txt", expected]


def test_copies_and_quarantine(folder: Path) -> None:
    for name in ("a.txt", "c.txt"):
        (folder / "raw" / name).write_text(CLEAN * 2 + DIRTY, "utf-8")
    (folder / "raw" / "lost.txt").write_text("江城港\n" + "相关推荐\n分享到：\n" * 5, "utf-8")
    options = ("--to-format", "jsonl", "--dupes", "drop", "--max-removed", "80%")
    assert batch(folder, *options).code == 0
    assert [row["path"] for row in rows(folder / "out" / "raw.jsonl")] == ["a.txt", "sub/b.txt"]
    assert (folder / "out" / ".quarantine" / "lost.txt").exists()
    batch(folder, *options[:2])
    assert [row["path"] for row in rows(folder / "out" / "raw.jsonl")][1:] == [
        "c.txt",
        "lost.txt",
        "sub/b.txt",
    ]
