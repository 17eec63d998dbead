"""A full disk: said, nothing half left behind, and gone on from when there is room."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.program import COMMAND, Answer, call
from tests.test_cli_batch import tree

if TYPE_CHECKING:
    from pathlib import Path

SMALL = "江城港\u200b年吞吐量首破亿吨。\n"
# More than the limit, and different in each line, so that it cannot be packed.
LINES = [f"第{number * 7919 % 99991}号通报\u200b：江城港年吞吐量首破{number}吨。" for number in range(6000)]
LARGE = "\n".join(LINES) + "\n"
# Blocks of 512 bytes that a file may have: room for the state, not for the large document.
BLOCKS = "300"


def limited(source: Path, target: Path, *options: str) -> Answer:
    """Run where no file may be large, as on a disk that is nearly full."""
    command = [*COMMAND, "batch", str(source), str(target), "--jobs", "2", "--only", "tidy", *options]
    done = subprocess.run(
        ["sh", "-c", f'ulimit -f {BLOCKS}; exec "$@"', "sh", *command], capture_output=True, check=False
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode())


def unlimited(source: Path, target: Path, *options: str) -> Answer:
    return call("batch", source, target, "--jobs", "1", "--only", "tidy", *options)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def test_a_folder_of_texts(source: Path, tmp_path: Path) -> None:
    for name, text in {"a.txt": SMALL, "b.txt": LARGE, "c.txt": SMALL}.items():
        (source / name).write_text(text, "utf-8")
    answer = limited(source, tmp_path / "out")
    assert (answer.code, answer.err.count("b.txt: File too large")) == (2, 1)
    assert set(tree(tmp_path / "out")) == {"a.txt", "c.txt"}
    assert "2 were done before" in unlimited(source, tmp_path / "out").err
    assert tree(tmp_path / "out")["b.txt"].decode() == LARGE.replace("\u200b", "")


def test_texts_in_one_file(source: Path, tmp_path: Path) -> None:
    for number in range(6):
        (source / f"{number}.txt").write_text("\n".join(LINES[number::6]), "utf-8")
    answer = limited(source, tmp_path / "out", "--to-format", "jsonl")
    assert (answer.code, answer.err.count("File too large")) == (2, 1)
    assert not (tmp_path / "out" / "raw.jsonl").exists()
    assert unlimited(source, tmp_path / "out", "--to-format", "jsonl").code == 0
    assert (tmp_path / "out" / "raw.jsonl").read_text("utf-8").count("\n") == 6
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_a_table(source: Path, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.table({"text": LINES}), source / "a.parquet", compression="none")
    answer = limited(source, tmp_path / "out")
    assert (answer.code, "a.parquet: " in answer.err) == (2, True)
    assert not tree(tmp_path / "out")
    assert unlimited(source, tmp_path / "out").code == 0
    assert parquet.read_table(tmp_path / "out" / "a.parquet").num_rows == len(LINES)


def test_while_copies_are_dropped(source: Path, tmp_path: Path) -> None:
    """There is room for the texts, but not for the index, nor perhaps for all of the state."""
    for number in range(60):
        (source / f"{number:02}.txt").write_text("\n".join(LINES[number * 60 : number * 60 + 60]), "utf-8")
    (source / "copy.txt").write_bytes((source / "07.txt").read_bytes())
    answer = limited(source, tmp_path / "out", "--dupes", "drop")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "Traceback" not in answer.err
    assert "a mistake in cleaner" not in answer.err
    written = {name: data for name, data in tree(tmp_path / "out").items() if name[0] != "."}
    assert unlimited(source, tmp_path / "whole").code == 0
    whole = tree(tmp_path / "whole")
    assert written == {name: whole[name] for name in written}
    assert unlimited(source, tmp_path / "out", "--dupes", "drop").code == 0
    left = {name: data for name, data in tree(tmp_path / "out").items() if name[0] != "."}
    assert left == {name: data for name, data in whole.items() if name != "copy.txt"}


def test_what_is_told_in_files(source: Path, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": text + "\n相关推荐\n"}) + "\n" for text in LINES[:1500])
    (source / "a.jsonl").write_text(lines, "utf-8")
    command = [*COMMAND, "batch", str(source), str(tmp_path / "out"), "--removed", str(tmp_path / "removed")]
    shell = ["sh", "-c", 'ulimit -f 400; exec "$@"', "sh"]
    assert subprocess.run([*shell, *command], capture_output=True, check=False).returncode == 2
    assert not (tmp_path / "removed").exists()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert (tmp_path / "removed").read_text("utf-8").count("\n") == 1500
