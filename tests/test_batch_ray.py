"""`batch --engine ray` on a local Ray: the same bytes, the same complaints, the same way on as without."""

from __future__ import annotations

import gzip
import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.program import spawn

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("ray")

DIRTY = "热心市民(shìmín)来到码头，等候\u200b渡轮。\n"


def source(folder: Path) -> Path:
    """Make a folder with every kind of input, a broken file and a broken line among them."""
    raw = folder / "raw"
    (raw / "南 岸").mkdir(parents=True)
    (raw / "a.txt").write_bytes(DIRTY.encode("gb18030"))
    (raw / "南 岸" / "b.txt").write_text(DIRTY * 3, "utf-8")
    (raw / "broken.txt").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    lines = [json.dumps({"date": "2026-11-21", "text": DIRTY * n, "x": 1.0}) for n in range(1, 200)]
    (raw / "records.jsonl").write_text("\n".join([*lines, "{", "", lines[0]]) + "\n", "utf-8")
    with gzip.open(raw / "packed.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(lines[0] + "\n")
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"text": [DIRTY, None], "n": [1, 2]}), raw / "t.parquet", row_group_size=1)
    return raw


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".sqlite" not in path.name
    }


def test_the_same_as_on_this_machine(tmp_path: Path) -> None:
    raw = source(tmp_path)
    here = spawn("batch", raw, tmp_path / "here", "--jobs", "2", "--summary", tmp_path / "here.json")
    there = spawn(
        "batch",
        raw,
        tmp_path / "there",
        "--jobs",
        "2",
        "--engine",
        "ray",
        "--summary",
        tmp_path / "there.json",
    )
    assert (there.code, there.out, there.err) == (here.code, here.out, here.err)
    assert here.code == 2
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert (tmp_path / "there.json").read_bytes() == (tmp_path / "here.json").read_bytes()
    with sqlite3.connect(tmp_path / "there" / ".cleaner-batch.sqlite") as state:
        assert state.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    # What one engine has finished, the other need not do again.
    (raw / "a.txt").write_text(DIRTY * 2, "utf-8")
    again = spawn("batch", raw, tmp_path / "there", "--jobs", "2")
    assert "were done before" in again.err
    assert (tmp_path / "there" / "a.txt").read_text("utf-8") == "热心市民来到码头，等候渡轮。\n" * 2


def test_an_address_without_a_cluster_is_told(tmp_path: Path) -> None:
    raw = source(tmp_path)
    answer = spawn("batch", raw, tmp_path / "out", "--ray-address", "127.0.0.1:1")
    assert answer.code == 2
    assert "--ray-address is for --engine ray" in answer.err
