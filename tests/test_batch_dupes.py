"""Copies among the documents of a batch: listed, dropped, put back; the same however the run went."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.program import COMMAND, Answer, call
from tests.test_batch_records import line
from tests.test_cli_batch import tree

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
FIRST, SECOND, THIRD = (
    path.read_text("utf-8") for path in sorted(ROOT.glob("fixtures/*/clean.txt"), key=os.path.getsize)[-3:]
)
# The copies say less than their originals, so that it is plain which is better.
CUT = FIRST[: len(FIRST) * 9 // 10]
SHORTER = FIRST[: len(FIRST) * 8 // 10]
FOLLOW_UP = "\n通报指出，事故造成{}人受伤，伤者目前都在医院接受治疗，原因仍在调查之中。\n"


def objects(path: Path) -> list[dict[str, Any]]:
    found = [json.loads(each) for each in path.read_text("utf-8").splitlines()]
    assert all(each.pop("version") == 1 for each in found)
    return found


def batch(folder: Path, *options: str | Path) -> Answer:
    answer = call("batch", folder / "raw", folder / "out", "--only", "tidy", *options)
    assert "Traceback" not in answer.err
    return answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"a/cut.txt": CUT, "b.txt": SECOND, "c.txt": FIRST, "d.txt": SECOND, "e.txt": THIRD}
    for name, text in texts.items():
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {name for name in tree(folder / "out") if not name.startswith(".")}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_report_changes_nothing(folder: Path, jobs: str) -> None:
    summary = folder / "summary"
    answer = batch(folder, "--dupes", "report", "--jobs", jobs, "--summary", summary)
    assert answer.code == 0
    assert len(names(folder)) == 5
    found = objects(folder / "out" / ".dupes.jsonl")
    assert [group["best"] for group in found] == [{"path": "b.txt"}, {"path": "c.txt"}]
    (copy,) = found[1]["others"]
    assert copy.pop("similarity") > 0.95
    assert copy == {
        "path": "a/cut.txt",
        "numbers": copy["numbers"],
        "copy_of": {"path": "c.txt"},
        "dropped": False,
    }
    sums = json.loads(summary.read_text("utf-8"))
    assert (sums["copies"], sums["dropped"]) == (2, 0)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_best_copies_stay(folder: Path, jobs: str) -> None:
    listed = folder / "list.jsonl"
    for again in (False, True):
        answer = batch(folder, "--dupes", "drop", "--dupes-file", listed, "--jobs", jobs)
        assert "2 dropped as copies" in answer.err
        assert ("5 were done before" in answer.err) is again
        assert names(folder) == {"b.txt", "c.txt", "e.txt"}
        assert all(copy["dropped"] for group in objects(listed) for copy in group["others"])
    assert (folder / "out" / ".with-copies" / "d.txt").read_text("utf-8") == SECOND
    # Without the option, and with nothing in common any more, all of it is there again.
    assert "dropped" not in batch(folder, "--jobs", jobs).err
    assert len(names(folder)) == 5
    assert not (folder / "out" / ".with-copies").exists()


def test_what_comes_later_may_be_better(folder: Path) -> None:
    batch(folder, "--dupes", "drop")
    (folder / "raw" / "z.txt").write_text(
        FIRST + "\n" + "编辑部另注，全文到此为止，欢迎指正。" + "\n", "utf-8"
    )
    assert "5 were done before" in batch(folder, "--dupes", "drop").err
    assert names(folder) == {"b.txt", "e.txt", "z.txt"}
    (folder / "raw" / "z.txt").write_text(THIRD[: len(THIRD) // 2], "utf-8")
    batch(folder, "--dupes", "drop")
    assert names(folder) == {"b.txt", "c.txt", "e.txt"}
    (folder / "raw" / "b.txt").unlink()
    (folder / "out" / "b.txt").unlink()
    batch(folder, "--dupes", "drop")
    assert names(folder) == {"d.txt", "c.txt", "e.txt"}


def test_what_says_something_else_stays(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for number in (3, 5):
        (tmp_path / "raw" / f"{number}.txt").write_text(FIRST + FOLLOW_UP.format(number), "utf-8")
    (tmp_path / "raw" / "half.txt").write_text(FIRST[: len(FIRST) // 2] + THIRD[: len(FIRST) // 4], "utf-8")
    batch(tmp_path, "--dupes", "drop")
    assert names(tmp_path) == {"3.txt", "5.txt", "half.txt"}
    (group,) = objects(tmp_path / "out" / ".dupes.jsonl")
    assert [copy["copy_of"] for copy in group["others"]] == [None, None]
    assert group["others"][0]["numbers"] == 2


@pytest.mark.parametrize("text", ["", "\n", "。\n"])
def test_documents_that_say_nothing_are_no_copies(tmp_path: Path, text: str) -> None:
    (tmp_path / "raw").mkdir()
    for name in "ab":
        (tmp_path / "raw" / f"{name}.txt").write_text(text, "utf-8")
    batch(tmp_path, "--dupes", "drop")
    assert names(tmp_path) == {"a.txt", "b.txt"}


def plain(data: bytes) -> bytes:
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_lines_of_records(tmp_path: Path, pack: Callable[[bytes], bytes], jobs: str) -> None:
    kind = ".jsonl" if pack(b"x") == b"x" else ".jsonl.gz"
    (tmp_path / "raw").mkdir()
    days = [
        [line(1, CUT), "no JSON\n", line(3, SECOND), line(4, "")],
        [line(1, FIRST, site="b"), line(2, THIRD), line(3, SECOND), line(4, SHORTER), '{"other": 1}\n'],
    ]
    for number, lines in enumerate(days):
        (tmp_path / "raw" / f"{number}{kind}").write_bytes(pack("".join(lines).encode()))
    options = ("--dupes", "drop", "--jobs", jobs)
    expected = ["".join(days[0][1:]), "".join(days[1][place] for place in (0, 1, 4))]
    for _ in range(2):
        assert batch(tmp_path, *options).code == 2, "of the line that is no JSON"
        assert [plain((tmp_path / "out" / f"{n}{kind}").read_bytes()).decode() for n in range(2)] == expected
    first, second = objects(tmp_path / "out" / ".dupes.jsonl")
    assert first["best"] == {"path": f"0{kind}", "record": 3}
    assert second["best"] == {"path": f"1{kind}", "record": 1}
    assert [(copy["path"][0], copy["record"]) for copy in second["others"]] == [("0", 1), ("1", 4)]
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "raw").symlink_to(tmp_path / "raw")
    batch(fresh)
    before = {name: data for name, data in tree(fresh / "out").items() if name[0] != "."}
    batch(tmp_path, "--jobs", jobs)
    assert {name: data for name, data in tree(tmp_path / "out").items() if name[0] != "."} == before


def test_rows_of_tables(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    (tmp_path / "raw").mkdir()
    texts = [CUT, SECOND, None, FIRST, SECOND, THIRD]
    table = pa.table({"number": list(range(6)), "text": texts})
    parquet.write_table(table, tmp_path / "raw" / "day.parquet", row_group_size=2)
    for _ in range(2):
        assert batch(tmp_path, "--dupes", "drop").code == 0
        left = parquet.ParquetFile(tmp_path / "out" / "day.parquet")
        assert left.read().column("number").to_pylist() == [1, 2, 3, 5]
        assert left.num_row_groups == 3
    batch(tmp_path)
    assert parquet.read_table(tmp_path / "out" / "day.parquet").equals(table)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_any_moment(tmp_path: Path, jobs: str) -> None:
    random = Random(int(jobs))
    (tmp_path / "raw").mkdir()
    paragraphs = [line for text in (FIRST, SECOND, THIRD) for line in text.split("\n") if len(line) > 60]
    for number in range(60):
        chosen = random.sample(paragraphs, 3) if number % 3 else paragraphs[:4]
        (tmp_path / "raw" / f"{number}.txt").write_text("\n".join(chosen), "utf-8")
    rows = [line(number, paragraphs[number % len(paragraphs)]) for number in range(200)]
    (tmp_path / "raw" / "rows.jsonl").write_text("".join(rows), "utf-8")
    folders = [str(tmp_path / "raw"), str(tmp_path / "out")]
    command = [*COMMAND, "batch", *folders, "--dupes", "drop", "--jobs", jobs]
    for _ in range(6):
        process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
        time.sleep(random.uniform(0.3, 1.5))
        process.kill()
        process.communicate()
        assert process.returncode in (-signal.SIGKILL, 0)
    assert subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0
    folder = tmp_path / "undisturbed"
    assert call("batch", tmp_path / "raw", folder, "--dupes", "drop", "--jobs", "1").code == 0
    found, expected = tree(tmp_path / "out"), tree(folder)
    databases = {name for name in found if name.endswith(".sqlite")}
    assert {name: found[name] for name in found.keys() - databases} == {
        name: expected[name] for name in expected.keys() - databases
    }


def test_what_a_killed_run_moved_aside_goes(folder: Path) -> None:
    batch(folder, "--dupes", "drop")
    aside = folder / "out" / ".with-copies"
    (aside / "e.txt").write_text("没有记下来的", "utf-8")
    with closing(sqlite3.connect(folder / "out" / ".cleaner-batch.sqlite")) as database, database:
        database.execute("UPDATE run SET value = 'no' WHERE key = 'orderly'")
    batch(folder, "--dupes", "drop")
    assert set(tree(aside)) == {"a/cut.txt", "d.txt"}


@pytest.mark.parametrize("options", [("--dry-run",), ("--dupes-file", "list")])
def test_wishes_without_sense(folder: Path, options: tuple[str, ...]) -> None:
    wish = () if "--dupes-file" in options else ("--dupes", "report")
    answer = batch(folder, *wish, *options)
    assert (answer.code, answer.err.count("\n")) == (2, 1)


def test_without_what_makes_sketches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rensa", None)
    answer = batch(folder, "--dupes", "report")
    assert (answer.code, "pip install 'cleaner[dupes]'" in answer.err) == (2, True)
    assert not (folder / "out").exists()


def test_records_in_quarantine_are_none(tmp_path: Path) -> None:
    lost = "江城港\n" + "相关推荐\n分享到：\n" * 9
    (tmp_path / "raw").mkdir()
    rows = [line(1, FIRST), line(2, lost), line(3, SECOND), line(4, lost), line(5, CUT)]
    (tmp_path / "raw" / "a.jsonl").write_text("".join(rows), "utf-8")
    options = ("--max-removed", "50%", "--dupes", "drop", "--jobs", "1")
    for _ in range(2):
        assert call("batch", tmp_path / "raw", tmp_path / "out", *options).code == 0
        left = (tmp_path / "out" / "a.jsonl").read_text("utf-8").splitlines()
        aside = (tmp_path / "out" / ".quarantine" / "a.jsonl").read_text("utf-8").splitlines()
        assert [len(left), len(aside)] == [2, 2]


def test_standard_input(tmp_path: Path) -> None:
    rows = "".join([line(1, SHORTER), line(2, SECOND), line(3, FIRST)]).encode()
    for _ in range(2):
        assert call("batch", "-", tmp_path, "--only", "tidy", "--dupes", "drop", stdin=rows).code == 0
        assert (tmp_path / "stdin.jsonl").read_text("utf-8") == line(2, SECOND) + line(3, FIRST)
