"""What `batch` offers to look at: sums, errors, removed lines, quarantine, samples, dry runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.program import Answer, call
from tests.test_batch_records import line
from tests.test_cli_batch import tree

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (
    "江城港年吞吐量首破亿吨\n"
    "江城港昨日宣布，全年货物吞吐量突破一亿吨，较去年增长一成，创下建港以来的最高纪录。\n"
    "相关推荐\n"
    "码头发展很快，泊位却还不够用，调度长周立群说，明年还要再建两座深水码头。\n"
)
CLEANED = ARTICLE.replace("相关推荐\n", "")
# A document that loses all but a word.
LOST = "江城港\n" + "免责声明：本文仅代表作者个人观点，与本网无关。\n相关推荐\n分享到：\n" * 3


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "raw" / "lost.txt").write_text(LOST, "utf-8")
    (tmp_path / "raw" / "c.jsonl").write_text(line(1, ARTICLE) + line(2, LOST) + "no JSON\n", "utf-8")
    return tmp_path / "raw"


def batch(source: Path, *options: str | Path) -> Answer:
    return call("batch", source, source.parent / "out", "--jobs", "1", *options)


def objects(path: Path) -> list[dict[str, Any]]:
    found = [json.loads(each) for each in path.read_text("utf-8").splitlines()]
    assert all(each.pop("version") == 1 for each in found)
    return found


def test_errors_and_removed_lines(source: Path, tmp_path: Path) -> None:
    wanted = ("--errors", tmp_path / "errors", "--removed", tmp_path / "removed")
    for _ in range(2):  # the second run finds everything done, and still tells all
        assert batch(source, "--exclude", "lost.txt", *wanted).code == 2
        (error,) = objects(tmp_path / "errors")
        assert (error["path"], error["record"]) == ("c.jsonl", 3)
        removed = objects(tmp_path / "removed")
        assert removed[0] == {
            "path": "a.txt",
            "line": 3,
            "last_line": 3,
            "reason": removed[0]["reason"],
            "text": "相关推荐",
        }
        assert removed[0]["reason"].startswith("strip/")
        assert removed[1] == {**removed[0], "path": "c.jsonl", "record": 1}
    assert "4 were done before" in batch(source, "--exclude", "lost.txt").err


def test_quarantine(source: Path, tmp_path: Path) -> None:
    answer = batch(source, "--max-removed", "50%", "--summary", tmp_path / "summary")
    assert "2 in quarantine" in answer.err
    out = tmp_path / "out"
    assert tree(out) == {
        "a.txt": CLEANED.encode(),
        "c.jsonl": (line(1, CLEANED) + "no JSON\n").encode(),
        ".quarantine/lost.txt": "江城港\n".encode(),
        ".quarantine/c.jsonl": line(2, "江城港\n").encode(),
    }
    (summary,) = objects(tmp_path / "summary")
    assert summary["counts"] == {"strip/legal.disclaimer": 6, "strip/nav.related": 8, "strip/nav.share": 6}
    assert {key: summary[key] for key in ("documents", "changed", "failed", "quarantined")} == {
        "documents": 5,
        "changed": 4,
        "failed": 1,
        "quarantined": 2,
    }
    assert batch(source, "--max-removed", "50%").err.count("(5 were done before)") == 1
    batch(source)
    assert set(tree(out)) == {"a.txt", "c.jsonl", "lost.txt"}, "what is out of quarantine is there once"
    batch(source, "--max-removed", "50%", "--quarantine", tmp_path / "aside")
    assert set(tree(out)) == {"a.txt", "c.jsonl"}
    assert set(tree(tmp_path / "aside")) == {"lost.txt", "c.jsonl"}


def test_the_configuration_may_limit(source: Path, tmp_path: Path) -> None:
    (source / "cleaner.toml").write_text('max-removed = "50%"\n', "utf-8")
    assert "2 in quarantine" in batch(source, "--exclude", "*.toml").err


def test_a_dry_run_writes_nothing(source: Path, tmp_path: Path) -> None:
    answer = batch(source, "--dry-run", "--summary", tmp_path / "summary")
    assert "4 documents cleaned, 1 failed" in answer.err
    assert (
        call("batch", source, "--dry-run", "--jobs", "2").err.splitlines()[-1] == answer.err.splitlines()[-1]
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw", "summary"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_mistake_of_ours_costs_one_document(
    source: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("cleaner.batch.texts.write", broken)
    monkeypatch.setattr("cleaner.batch.records._Cleaner.add", broken)
    answer = call("batch", source, source.parent / "out", "--jobs", jobs)
    assert answer.code == 2
    assert answer.err.count("a mistake in cleaner: ") == 3
    assert "c.jsonl:1: lines 1 to 3 passed through as they are: a mistake" in answer.err
    assert tree(source.parent / "out") == {"c.jsonl": (source / "c.jsonl").read_bytes()}


def test_samples(source: Path, tmp_path: Path) -> None:
    for number in range(20):
        (source / f"{number}.txt").write_text(ARTICLE, "utf-8")
    first = call("batch", source, "--sample", "3")
    assert first.code == 0
    assert first.text.count("\n-相关推荐\n") >= 2
    assert first.text.count("--- a/") == 3
    assert call("batch", source, "--sample", "3") == first
    assert call("batch", source, "--sample", "3", "--seed", "1").text != first.text
    everything = call("batch", source, "--sample", "100").text
    assert everything.count("--- a/") == 24
    assert "--- a/c.jsonl:2\n" in everything
    assert [path.name for path in tmp_path.iterdir()] == ["raw"]


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("out", "--max-removed", "much"),
        ("out", "--quarantine", "raw"),
        ("out", "--field", ""),
        ("out", "--summary", "raw"),
        ("out", "--errors", "none/errors.jsonl"),
        ("-",),
    ],
)
def test_wishes_without_sense(source: Path, options: tuple[str, ...]) -> None:
    named = [str(source.parent / each) if each in {"out", "raw"} else each for each in options]
    answer = call("batch", source, *named)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert not (source.parent / "out").exists(), "it is told before the work"


def test_lists_may_lie_in_the_target(source: Path, tmp_path: Path) -> None:
    call("batch", source, tmp_path / "out", "--summary", tmp_path / "out" / "summary.json")
    assert (tmp_path / "out" / "summary.json").exists()
