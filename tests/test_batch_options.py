"""The options that `batch` shares with `clean`: the same bytes; and each option is tested somewhere."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from cleaner.cli.batch import COMMAND
from tests.program import call

TESTS = Path(__file__).parent
TEXT = (
    "江城港年吞吐量首破億噸\n"
    "江城港昨日宣佈，全年貨物吞吐量(tūntǔliàng)突破一億噸，較去年\u200b增長一成，創下建港以來的最高紀錄。\n"
    "江城港昨日宣佈，全年貨物吞吐量突破一億噸，較去年增長一成，創下建港以來的最高紀錄。\n"
    "相关推荐\n"
    "碼頭發展很快，泊位卻還不夠用，調度長周立群說，明年還要再建兩座深水碼頭，軟件也要更新。\n"
    "（責任編輯：周立群）\n"
)
CHOICES = [
    ("--only", "tidy"),
    ("--skip", "strip,degloss"),
    ("--drop", "credit"),
    ("--rules", "rules.tsv"),
    ("--threshold", "1"),
    ("--minimum", "1000"),
    ("--to", "hans"),
    ("--to", "hk", "--words", "keep"),
    ("--encoding", "big5"),
    ("--doubtful",),
    ("--config", "other.toml"),
    (),
]


@pytest.mark.parametrize("options", CHOICES, ids=" ".join)
def test_as_clean_does(tmp_path: Path, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rules = (TESTS.parent / "cleaner" / "data" / "strip_patterns.tsv").read_text("utf-8")
    Path("rules.tsv").write_text(rules, "utf-8")
    Path("other.toml").write_text('ignore = ["strip"]\n', "utf-8")
    Path("raw").mkdir()
    encoding = "big5" if "big5" in options else "utf-8"
    Path("raw/a.txt").write_bytes(TEXT.encode(encoding, "ignore"))
    expected = call("clean", "raw/a.txt", *options)
    assert expected.code == 0
    assert call("batch", "raw", "out", "--jobs", "1", *options).code == 0
    assert Path("out/a.txt").read_bytes() == expected.out


def test_files_that_are_wanted(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for name in ("a.txt", "b.txt", "c.html"):
        (tmp_path / "raw" / name).write_text(TEXT, "utf-8")
    wanted = ("--include", "*.txt", "--exclude", "b*")
    assert call("batch", tmp_path / "raw", tmp_path / "out", "--jobs", "1", *wanted).code == 0
    assert [path.name for path in (tmp_path / "out").glob("[!.]*")] == ["a.txt"]


def test_each_option_is_tested() -> None:
    sources = "".join(path.read_text("utf-8") for path in TESTS.glob("test_*batch*.py"))
    names = {
        name
        for option in COMMAND.params
        if isinstance(option, click.Option)
        for name in option.opts
        if name.startswith("--")
    }
    assert {name for name in names if f'"{name}"' not in sources} == set()
