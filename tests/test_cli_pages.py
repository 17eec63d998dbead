"""What the program says about itself: help, version, rules; and what it says of a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner import __version__, registry
from cleaner.cli.main import FILTERS, REPORT, WHOLE
from tests.program import call, spawn

ROOT = Path(__file__).parents[1]
SCREEN = 40  # lines

COMMANDS = [*FILTERS, *registry.names(), *WHOLE, *REPORT]


def test_help_is_a_table_of_contents() -> None:
    answer = call("--help")
    assert (answer.code, answer.err) == (0, "")
    assert len(answer.text.splitlines()) <= SCREEN
    for name in COMMANDS:
        assert f"\n  {name} " in answer.text
    assert call() == answer


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page(name: str) -> None:
    answer = call(name, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.text.startswith(f"Usage: cleaner {name} ")
    assert max(map(len, answer.text.splitlines())) <= 80


def test_version() -> None:
    assert call("--version") == (0, f"cleaner {__version__}\n".encode(), "")


def test_an_unknown_command_is_answered_with_a_likely_one() -> None:
    answer = call("degloos" if "degloss" in COMMANDS else "tidi")
    assert (answer.code, answer.out) == (2, b"")
    assert "did you mean" in answer.err


def test_the_help_page_fits_on_a_screen() -> None:
    lines = call("--help").text.splitlines()
    assert len(lines) <= 35, "with a line for each command"
    assert max(map(len, lines)) <= 80


def test_the_example_of_the_readme_is_true() -> None:
    example = (ROOT / "README.md").read_text("utf-8").split("```text\n")[1].split("```")[0]
    columns = [f"{row.strip()}   ".split("   ", 1) for row in example.splitlines()]
    page = "".join(f"{before}\n" for before, _ in columns)
    article = "".join(f"{after.strip()}\n" for _, after in columns if after.strip())
    assert call("clean", stdin=page.encode()).text == article


def test_rules_list_and_explain() -> None:
    listed = call("rules").text.splitlines()
    reasons = [f"{step.name}/{reason.kind}" for step in registry.steps() for reason in step.reasons]
    assert [line.split()[0] for line in listed] == reasons
    page = call("rules", reasons[0]).text
    assert all(f"  {head} " in page for head in ("does", "why", "before", "after", "wrong"))
    assert "发表评论 · " in call("rules", "strip/nav.comments").text, "what the tables hold"
    assert call("rules", "no/such").code == 2


def test_detect(tmp_path: Path) -> None:
    path = tmp_path / "raw.txt"
    path.write_bytes("全国铁路客流持续增长，各地车站秩序井然，旅客\u200b出行平稳有序。\n".encode("gb18030"))
    answer = call("detect", path, tmp_path, path)
    assert answer.code == 2
    assert answer.text.count(f"{path}: gb18030 (") == 2
    assert "tidy/invisible 1" in answer.text
    found = json.loads(call("detect", "--format", "json", path).text)
    assert found["encoding"] == "gb18030"
    assert found["dirt"] == {"tidy/invisible": 1}


def test_a_mixture_is_told() -> None:
    text = "全国铁路客流持续增长，各地车站秩序井然，旅客出行平稳有序。\n"
    mixture = text.encode("gb18030") * 2 + text.encode() + text.encode("gb18030")
    assert call("detect", stdin=mixture).text.startswith("<stdin>: gb18030 and utf-8 (")
    assert json.loads(call("detect", "--format", "json", stdin=mixture).text)["also"] == ["utf-8"]
    first = 2 * len(text)  # the line end, which is the same in both
    told = f"cleaner: <stdin>: in gb18030, but in utf-8 from character {first} on\n"
    assert call("decode", stdin=mixture) == (0, (text * 4).encode(), told)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cleaner conv", ["convert"]),
        ("cleaner check --write", ["--write-baseline"]),
        ("cleaner check --format s", ["sarif"]),
        ("cleaner clean --only tidy,re", ["tidy,repair"]),
        ("cleaner check --ignore tidy/blank-", ["tidy/blank-line"]),
        ("cleaner convert --to ha", ["hans", "hant"]),
        ("cleaner rules tidy/blank-", ["tidy/blank-line"]),
    ],
)
def test_what_is_completed(line: str, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CLEANER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    assert [each.removeprefix("plain,") for each in call().text.split()] == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CLEANER_COMPLETE", f"{shell}_source")
    answer = spawn(cwd=tmp_path)
    assert "_CLEANER_COMPLETE" in answer.text
