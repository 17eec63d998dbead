"""`check`: findings with places, in every format; --fix and --diff; exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from tests.program import call

TEXT = "第一行。\r\n第\u200b二行，百分之百：100%。\r\n末\u200b行"
FIXED = "第一行。\r\n第二行，百分之百：100%。\r\n末行"

SARIF_SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
OWN_RULES = """reason\tstrength\tscope\tcues\tpattern\tmatch\tkeep
mine.sponsor\tsure\tline\t冠名\t^本栏目由.{2,20}冠名$\t本栏目由江城米铺冠名\t冠名费不菲。
"""


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "raw.txt"
    path.write_text(TEXT, "utf-8", newline="")
    return path


def test_findings_on_lines(raw: Path) -> None:
    answer = call("check", "raw.txt")
    assert answer.code == 1
    first, second = answer.text.splitlines()
    assert first.startswith('raw.txt:2:2: tidy/invisible  remove "\\u200b": ')
    assert second.startswith("raw.txt:3:2: tidy/invisible  ")
    assert answer.err == "cleaner: found 2 in 1 of 1 file; --fix removes it, --diff shows how\n"
    assert raw.read_text("utf-8").encode() == TEXT.encode().replace(b"\r\n", b"\n"), "nothing is written"


def test_standard_input(raw: Path) -> None:
    answer = call("check", "-", stdin=raw.read_bytes())
    assert answer.text.startswith("<stdin>:2:2: tidy/invisible")


def test_a_clean_file_is_silent(raw: Path) -> None:
    raw.write_text(FIXED, "utf-8")
    assert call("check", raw) == (0, b"", "")


def test_places_are_those_of_the_original_encoding(raw: Path) -> None:
    before = call("check", "raw.txt").out
    raw.write_bytes(TEXT.encode("gb18030"))
    assert call("check", "raw.txt").out == before


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--select", "tidy"], 2),
        (["--select", "tidy/inv,degloss"], 2),
        (["--select", "degloss"], 0),
        (["--ignore", "tidy/invisible"], 0),
        (["--skip", "tidy"], 0),
        (["--only", "tidy"], 2),
    ],
)
def test_selection(raw: Path, arguments: list[str], found: int) -> None:
    answer = call("check", raw, *arguments)
    assert len(answer.text.splitlines()) == found
    assert answer.code == bool(found)


def test_fix(raw: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text(FIXED, "utf-8")
    journal = tmp_path / "journal"
    answer = call("check", raw, clean, "--fix", "--journal", journal)
    assert answer.code == 1
    assert answer.err == "cleaner: fixed 2 in 1 of 2 files\n"
    assert raw.read_bytes() == FIXED.encode()
    assert call("check", raw, clean, "--fix") == (0, b"", "")
    assert call("restore", journal).code == 0
    assert raw.read_bytes() == TEXT.encode()


def test_fix_leaves_alone_what_would_lose_too_much(raw: Path) -> None:
    raw.write_text("甲\u200b\u200b乙\u200b。", "utf-8")
    before = raw.read_bytes()
    answer = call("check", raw, "--fix", "--max-removed", "10%")
    assert answer.code == 2
    assert "would be removed, more than 10%" in answer.err
    assert raw.read_bytes() == before
    assert call("check", raw, "--max-removed", "lots").code == 2


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch here")
@pytest.mark.parametrize("text", [TEXT, TEXT + "\n", "甲\u200b\n乙\n" * 20, "\u200b甲"])
def test_diff_works_with_patch(raw: Path, text: str) -> None:
    raw = raw.with_name("新 闻.txt")
    raw.write_bytes(text.encode())
    diff = call("check", "新 闻.txt", "--diff")
    assert diff.code == 1
    subprocess.run(
        ["patch", "-p1", "--binary"], input=diff.out, cwd=raw.parent, check=True, capture_output=True
    )
    assert raw.read_bytes() == call("clean", stdin=text.encode()).out


def test_json_lines_and_json(raw: Path) -> None:
    lines = [json.loads(line) for line in call("check", "raw.txt", "--format", "jsonl").text.splitlines()]
    whole = json.loads(call("check", "raw.txt", "--format", "json").text)
    assert [*whole["findings"], *whole["documents"]] == lines
    assert lines[0] | {"reason": "tidy/invisible", "line": 2, "column": 2, "end_line": 2} == lines[0]
    assert (lines[0]["byte"], lines[0]["end_byte"]) == (17, 20)
    assert lines[-1]["counts"] == {"tidy/invisible": 2}


def test_github(raw: Path) -> None:
    raw.write_text("100%\u200b的", "utf-8")
    shutil.move(raw, raw.with_name("a,b: 100%.txt"))
    answer = call("check", "a,b: 100%.txt", "--format", "github")
    assert answer.text.startswith(
        "::warning file=a%2Cb%3A 100%25.txt,line=1,col=5,endLine=1,endColumn=6,title=tidy/invisible::remove "
    )


def test_sarif(raw: Path) -> None:
    shutil.move(raw, raw.with_name("新 闻.txt"))
    log = json.loads(call("check", ".", "--format", "sarif").text)
    (run,) = log["runs"]
    result = run["results"][0]
    assert log["version"] == "2.1.0"
    assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E6%96%B0%20%E9%97%BB.txt"
    assert place["region"] == {"startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 3}


def test_sarif_is_what_its_schema_says(raw: Path, tmp_path: Path) -> None:
    """Findings of several steps, a doubtful one, one by rules of the user's, and a name that is no UTF-8."""
    validator = jsonschema.Draft4Validator(json.loads(SARIF_SCHEMA.read_text("utf-8")))
    (tmp_path / "own.tsv").write_text(OWN_RULES, "utf-8")
    (tmp_path / "cleaner.toml").write_text('extend-rules = ["own.tsv"]\n', "utf-8")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("热心(xīn)市民\n本栏目由江城米铺冠名\n", "utf-8")
    for paths in (["."], [str(raw)], ["-"]):
        answer = call("check", *paths, "--doubtful", "--format", "sarif", stdin=TEXT.encode())
        assert answer.code == 1, answer.err
        log = json.loads(answer.text)
        assert log["runs"][0]["results"]
        validator.validate(log)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**log, "runs": [{"results": []}]})


def test_statistics(raw: Path) -> None:
    answer = call("check", raw, "--statistics")
    assert answer.text == "      2  tidy/invisible\n"


def test_folders_without_what_is_hidden_or_ignored(raw: Path) -> None:
    folder = raw.parent
    for name in ("in/a.txt", "in/.hidden/b.txt", "in/ignored.txt", "in/.gitignore"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("甲\u200b", "utf-8")
    (folder / "in/.gitignore").write_text("ignored.txt\n", "utf-8")
    paths = {line.split(":")[0] for line in call("check", "in").text.splitlines()}
    assert paths == {"in/a.txt", "in/ignored.txt"}
    subprocess.run(["git", "init", "-q", "."], cwd=folder / "in", check=True)
    assert {line.split(":")[0] for line in call("check", "in").text.splitlines()} == {"in/a.txt"}


def test_bad_files_count_more_than_findings(raw: Path) -> None:
    answer = call("check", "none.txt", raw)
    assert answer.code == 2
    assert answer.text.count("\n") == 2
    assert "cleaner: none.txt: there is no such file or folder\n" in answer.err


def test_exit_zero(raw: Path) -> None:
    assert call("check", raw, "--exit-zero").code == 0
    assert call("check", raw, "none.txt", "--exit-zero").code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fix", "-"], "--fix replaces files, not standard input"),
        (["--fix", "--diff", "x"], "--fix and --diff exclude each other"),
        (["--diff", "--format", "json"], "--diff is no json"),
        (["--added", "."], "--added: "),
        (["--ignore", "tydi/x"], "no reason starts with 'tydi/x'"),
        (["--select", "x"], "no reason starts with 'x'"),
        (["--select", ""], "'' names nothing"),
        (["--only", ",", "x"], "',' names nothing"),
        (["--baseline", "none"], "--baseline none: there is no such file"),
        (["--baseline", "raw.txt"], "raw.txt:1: no entry of a baseline"),
    ],
)
def test_wishes_without_sense(raw: Path, arguments: list[str], message: str) -> None:
    del raw
    answer = call("check", *arguments)
    assert (answer.code, answer.out) == (2, b"")
    assert message in answer.err
    assert answer.err.count("\n") == 1


def test_a_name_for_standard_input(raw: Path) -> None:
    (raw.parent / "cleaner.toml").write_text("[per-path.'quiet.txt']\nignore = ['tidy']\n", "utf-8")
    loud = call("check", "-", "--stdin-filename", "loud.txt", stdin=raw.read_bytes())
    assert loud.text.startswith("loud.txt:2:2: ")
    assert call("check", "-", "--stdin-filename", "quiet.txt", stdin=raw.read_bytes()).code == 0


def test_a_baseline_accepts_what_was_there(raw: Path) -> None:
    assert call("check", "raw.txt", "--write-baseline", "known").code == 0
    assert call("check", "raw.txt", "--baseline", "known") == (0, b"", "")
    raw.write_text("新的\u200b一行。\r\n" + TEXT, "utf-8", newline="")
    answer = call("check", "raw.txt", "--baseline", "known")
    assert answer.code == 1
    assert answer.text.count("\n") == 1, "of three equal findings two are known"
