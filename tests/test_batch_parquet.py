"""`batch` on Parquet: one column changes; columns, types, row groups and compression stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cleaner.batch import records, state, tables
from tests.program import call
from tests.test_batch_records import AFTER, BEFORE, line, written
from tests.test_batch_review import ARTICLE, CLEANED, LOST
from tests.test_cli_batch import tree

if TYPE_CHECKING:
    from pathlib import Path

pa: Any = pytest.importorskip("pyarrow")
parquet: Any = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    path = tmp_path / "raw" / "day.parquet"
    schema = pa.schema(
        [
            ("id", pa.int32()),
            ("text", pa.large_string()),
            ("tags", pa.list_(pa.string())),
        ],
        {"made": "by hand"},
    )
    texts = [BEFORE, None, ARTICLE, LOST, "", BEFORE]
    table = pa.table({"id": range(6), "text": texts, "tags": [["甲"], None, [], ["乙"], [], []]}, schema)
    parquet.write_table(table, path, row_group_size=4, compression="zstd")
    return path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_column_changes(source: Path, tmp_path: Path, jobs: str) -> None:
    assert call("batch", source.parent, tmp_path / "out", "--jobs", jobs).code == 0
    before, after = parquet.ParquetFile(source), parquet.ParquetFile(tmp_path / "out" / "day.parquet")
    with before, after:
        assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
        assert [after.metadata.row_group(number).num_rows for number in range(2)] == [4, 2]
        assert after.metadata.row_group(0).column(1).compression == "ZSTD"
        old, new = before.read(), after.read()
        assert new.column("text").to_pylist() == [AFTER, None, CLEANED, "江城港\n", "", AFTER]
        assert new.drop_columns("text").equals(old.drop_columns("text"))
    assert "(5 were done before)" in call("batch", source.parent, tmp_path / "out", "--jobs", "1").err


def test_quarantine_and_removed_lines(source: Path, tmp_path: Path) -> None:
    target, removed = tmp_path / "out", tmp_path / "removed"
    for _ in range(2):
        options = ("--max-removed", "50%", "--removed", removed, "--jobs", "1")
        assert "1 in quarantine" in call("batch", source, target, *options).err
        assert parquet.read_table(target / "day.parquet").column("id").to_pylist() == [0, 1, 2, 4, 5]
        assert parquet.read_table(target / ".quarantine" / "day.parquet").column("id").to_pylist() == [3]
        assert '"path": "day.parquet", "record": 3, "line": 3' in removed.read_text("utf-8")


def test_a_sample(source: Path) -> None:
    text = call("batch", source, "--sample", "9").text
    assert [each for each in text.splitlines() if each.startswith("---")] == [
        f"--- a/day.parquet:{number}" for number in (1, 3, 4, 6)
    ]


@pytest.mark.parametrize(
    ("column", "told"),
    [("body", "has no column 'body'; it has id, text, tags"), ("id", "the column 'id' is no text but int32")],
)
def test_other_columns(source: Path, tmp_path: Path, column: str, told: str) -> None:
    answer = call("batch", source, tmp_path / "out", "--column", column, "--jobs", "1")
    assert answer.code == 2
    assert f"day.parquet: {told}\n" in answer.err


def test_a_damaged_file_leaves_nothing(source: Path, tmp_path: Path) -> None:
    source.write_bytes(source.read_bytes()[:-20])
    answer = call("batch", source, tmp_path / "out", "--jobs", "1")
    assert (answer.code, "cleaner: day.parquet: " in answer.err) == (2, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [state.NAME]


def test_parquet_as_json_lines(source: Path, tmp_path: Path) -> None:
    for _ in range(2):
        options = ("--to-format", "jsonl", "--max-removed", "50%", "--jobs", "1")
        assert call("batch", source.parent, tmp_path / "out", *options).code == 0
    found = tree(tmp_path / "out")
    assert set(found) == {"day.jsonl", ".quarantine/day.jsonl"}
    rows = [json.loads(each) for each in found["day.jsonl"].splitlines()]
    assert rows[0] == {"id": 0, "text": AFTER, "tags": ["甲"]}
    assert rows[1] == {"id": 1, "text": None, "tags": None}
    assert [row["id"] for row in rows] == [0, 1, 2, 4, 5]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_json_lines_as_parquet(tmp_path: Path, jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_GROUP", 2)
    monkeypatch.setattr(records, "_CHUNK", 20)
    lines = [line(1), line(2, LOST), line(3, late=[1.5]), "\n", line(4, late=[2], other={"a": None})]
    source = written(tmp_path / "raw" / "day.jsonl.gz", *lines)
    options = ("--to-format", "parquet", "--max-removed", "50%", "--jobs", jobs)
    for _ in range(2):
        answer = call("batch", source, tmp_path / "out", *options)
        assert answer.code == 0
    assert "(4 were done before)" in answer.err
    assert set(tree(tmp_path / "out")) == {"day.parquet", ".quarantine/day.parquet"}
    assert parquet.read_table(tmp_path / "out" / "day.parquet").to_pylist() == [
        {"id": 1, "text": AFTER, "late": None, "other": None},
        {"id": 3, "text": AFTER, "late": [1.5], "other": None},
        {"id": 4, "text": AFTER, "late": [2], "other": {"a": None}},
    ]


@pytest.mark.parametrize("bad", ["no JSON\n", "[1]\n", '{"text": "a", "id": {}}\n'])
def test_lines_that_fit_no_table(tmp_path: Path, bad: str) -> None:
    source = written(tmp_path / "raw" / "day.jsonl", line(1), bad)
    answer = call("batch", source, tmp_path / "out", "--to-format", "parquet", "--jobs", "1")
    assert (answer.code, "cleaner: day.jsonl: " in answer.err) == (2, True)
    assert ("line 2 " in answer.err) == ("id" not in bad), "only of types it is not told where"
    assert "a mistake" not in answer.err
    assert not tree(tmp_path / "out")
