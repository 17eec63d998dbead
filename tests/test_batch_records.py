"""`batch` on JSON lines: one field changes, everything else stays, and memory and processes do not show."""

from __future__ import annotations

import gzip
import json
import sqlite3
import time
from contextlib import closing, suppress
from random import Random
from typing import TYPE_CHECKING

import pytest

from cleaner.batch import records, state
from tests.program import call, spawn
from tests.test_batch_resume import alone, begin
from tests.test_cli_batch import tree

if TYPE_CHECKING:
    from pathlib import Path

BEFORE, AFTER = "铁路\u200b客流增长。", "铁路客流增长。"


def line(number: int, text: str = BEFORE, **others: object) -> str:
    return json.dumps({"id": number, "text": text, **others}, ensure_ascii=False) + "\n"


def written(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "".join(lines).replace("BEFORE", BEFORE).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def test_everything_but_the_field_stays(tmp_path: Path) -> None:
    source = written(
        tmp_path / "raw" / "day.jsonl",
        '\ufeff{ "n" : 1.50e3,"text":"BEFORE" , "n":[ ] }\r\n',
        "\n",
        '{"text": "\\u94c1\\u8def\\u200b\\u5ba2"}\n',
        '{"other": "铁路\u200b"}\n',
        '{"text": null}\n',
        '{"text": "BEFORE", "z": "\\/"}',
    )
    assert call("batch", source, tmp_path / "out", "--jobs", "1").code == 0
    assert (tmp_path / "out" / "day.jsonl").read_bytes().decode().replace(AFTER, "AFTER") == (
        '{ "n" : 1.50e3,"text":"AFTER" , "n":[ ] }\r\n'
        "\n"
        '{"text": "\\u94c1\\u8def\\u5ba2"}\n'
        '{"other": "铁路\u200b"}\n'
        '{"text": null}\n'
        '{"text": "AFTER", "z": "\\/"}'
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_of_all_kinds(tmp_path: Path, jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_CHUNK", 1000)
    lines = [line(number) for number in range(300)]
    written(tmp_path / "raw" / "a.jsonl", *lines)
    written(tmp_path / "raw" / "b" / "c.jsonl.gz", *lines)
    written(tmp_path / "raw" / "b" / "d.txt", BEFORE)
    written(tmp_path / "raw" / "empty.jsonl")
    written(tmp_path / "raw" / "empty.jsonl.gz")
    answer = call("batch", tmp_path / "raw", tmp_path / "out", "--jobs", jobs)
    assert (answer.code, "601 documents cleaned" in answer.err) == (0, True)
    found = tree(tmp_path / "out")
    expected = "".join(line(number, AFTER) for number in range(300)).encode()
    assert found.pop("a.jsonl") == expected
    assert gzip.decompress(found.pop("b/c.jsonl.gz")) == expected
    assert found.pop("b/d.txt") == AFTER.encode()
    assert gzip.decompress(found.pop("empty.jsonl.gz")) == b""
    assert found == {"empty.jsonl": b""}


def test_bytes_do_not_depend_on_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.jsonl.gz", "b.jsonl", "c.jsonl"):
        written(tmp_path / "raw" / name, *(line(number, BEFORE * (number % 50)) for number in range(150)))
    monkeypatch.setattr(records, "_CHUNK", 1000)
    for jobs in "123":
        assert call("batch", tmp_path / "raw", tmp_path / jobs, "--jobs", jobs).code == 0
    assert tree(tmp_path / "1") == tree(tmp_path / "2") == tree(tmp_path / "3") != {}


def test_zstandard(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    source = tmp_path / "day.jsonl.zst"
    source.write_bytes(zstandard.compress(line(1).encode()) + zstandard.compress(line(2).encode()))
    assert call("batch", source, tmp_path / "out", "--jobs", "1").code == 0
    with zstandard.open(tmp_path / "out" / source.name, "rb") as stream:
        assert stream.read().decode() == line(1, AFTER) + line(2, AFTER)


def test_bad_lines_pass_through_and_are_told(tmp_path: Path) -> None:
    bad = ['{"text": 5}\n', "no JSON\n", '{"text": "half\n']
    source = written(tmp_path / "day.jsonl", line(1), *bad, line(2))
    answer = call("batch", source, tmp_path / "out", "--jobs", "1")
    assert answer.code == 2
    told = answer.err.splitlines()[:3]
    assert [each.split(":")[1:4] for each in told] == [
        [" day.jsonl", str(number), " passed through as it is"] for number in (2, 3, 4)
    ]
    assert (tmp_path / "out" / "day.jsonl").read_text("utf-8") == "".join(
        (line(1, AFTER), *bad, line(2, AFTER))
    )
    assert call("batch", source, tmp_path / "out", "--jobs", "1").code == 2, "it is as bad the second time"


def test_a_field_that_no_line_has(tmp_path: Path) -> None:
    source = written(tmp_path / "day.jsonl", '{"body": "a", "id": 1}\n')
    answer = call("batch", source, tmp_path / "out", "--jobs", "1")
    assert answer.code == 2
    assert "no line has the field 'text'; the first has body, id" in answer.err
    assert call("batch", source, tmp_path / "out", "--jobs", "1", "--field", "body").code == 0


def test_streams(tmp_path: Path) -> None:
    data = "".join(line(number) for number in range(2000)).encode()
    expected = "".join(line(number, AFTER) for number in range(2000)).encode()
    answer = spawn("batch", "-", "-", "--jobs", "2", stdin=data, cwd=tmp_path)
    assert (answer.code, answer.out == expected) == (0, True)
    assert call("batch", "-", tmp_path / "out", "--jobs", "1", stdin=data).code == 0
    assert tree(tmp_path / "out") == {"stdin.jsonl": expected}


def test_a_damaged_file_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    source = written(tmp_path / "raw" / "bad.jsonl.gz", *map(line, range(6_000)))
    source.write_bytes(source.read_bytes()[:-1000])
    written(tmp_path / "raw" / "good.jsonl", line(1))
    answer = call("batch", tmp_path / "raw", tmp_path / "out", "--jobs", "1")
    assert answer.code == 2
    assert "bad.jsonl.gz: damaged gzip" in answer.err
    assert {path.name for path in (tmp_path / "out").rglob("*")} == {"good.jsonl", state.NAME}


def read_to(target: Path) -> int:
    if not (target / state.NAME).exists():
        return 0
    with closing(sqlite3.connect(target / state.NAME)) as database, suppress(sqlite3.OperationalError):
        return int(database.execute("SELECT coalesce(sum(read_to), 0) FROM files").fetchone()[0])
    return 0  # It is just being made.


@pytest.mark.parametrize(("name", "jobs"), [("day.jsonl", "2"), ("day.jsonl.gz", "1")])
def test_killed_at_any_moment(tmp_path: Path, name: str, jobs: str) -> None:
    random, target = Random(len(name) + int(jobs)), tmp_path / "out"
    text = "第{}段：全国铁路(tiělù)客流持续增长(zēngzhǎng)，各地车站秩序井然。\n相关推荐\n"
    source = written(
        tmp_path / name,
        *(line(number, "".join(text.format(number * each) for each in range(30))) for number in range(600)),
    )
    reached = [0]
    for _ in range(2):
        process = begin(source, target, "--jobs", jobs)
        while process.poll() is None and read_to(target) <= reached[-1]:
            time.sleep(0.01)
        time.sleep(random.random() / 10)
        process.kill()
        process.communicate()
        assert alone(process.pid)
        reached.append(read_to(target))
    assert reached == sorted(reached)
    assert not tree(target), "nothing is half"
    assert call("batch", source, target, "--jobs", "1").code == 0
    assert call("batch", source, tmp_path / "undisturbed", "--jobs", "1").code == 0
    assert tree(target) == tree(tmp_path / "undisturbed")
    assert {path.name for path in target.rglob(".*")} == {state.NAME}
    assert "600 were done before" in call("batch", source, target).err
