"""The configuration: found upward, checked with the line of a mistake, and beaten by the command line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from cleaner import config, configfile
from cleaner.config import Wishes
from cleaner.configfile import share
from cleaner.errors import UsageError
from cleaner.patterns import matches
from tests.program import call


@pytest.fixture(autouse=True)
def _fresh() -> None:
    config.find.cache_clear()
    config.load.cache_clear()


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


DIRTY = "全国\u200b铁路\n"


def test_found_upward_from_the_document(tmp_path: Path) -> None:
    write(tmp_path / "cleaner.toml", 'ignore = ["tidy/"]\n')
    raw = write(tmp_path / "a" / "b" / "raw.txt", DIRTY)
    assert call("tidy", raw).text == DIRTY
    write(tmp_path / "a" / "pyproject.toml", "[tool.other]\nx = 1\n")
    config.find.cache_clear()
    assert call("tidy", raw).text == DIRTY, "a project file without [tool.cleaner] does not count"
    write(tmp_path / "a" / "pyproject.toml", "[tool.cleaner]\n")
    config.find.cache_clear()
    assert call("tidy", raw).text == DIRTY.replace("\u200b", "")


@pytest.mark.parametrize(
    "text",
    [
        '[tool.cleaner]\nto = "hant"',
        '[ "tool" . \'cleaner\' ]\nto = "hant"',
        'tool.cleaner.to = "hant"',
        '[tool]\n"cleaner" = {to = "hant"}',
        'tool = {cleaner.to = "hant"}',
        '[tool.other]\nx = 1\n[ tool ]\ncleaner.to = "hant"',
    ],
)
def test_however_a_table_is_written_it_is_found(tmp_path: Path, text: str) -> None:
    config_file = write(tmp_path / "pyproject.toml", f'[project]\nname = "x"\n{text}\n')
    if text.startswith("tool"):
        config_file.write_text(text, "utf-8")
    found = configfile.read(config_file)
    assert found is not None
    assert found.to == "hant"


def test_a_project_file_that_is_not_ours_is_not_read(tmp_path: Path) -> None:
    text = '[project]\nname = "cleaner"\n[tool.other]\nx = "no TOML'
    assert configfile.read(write(tmp_path / "pyproject.toml", text)) is None


def test_standard_input_is_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "cleaner.toml", 'ignore = ["tidy/"]\n')
    monkeypatch.chdir(tmp_path)
    assert call("tidy", stdin=DIRTY.encode()).text == DIRTY


def test_the_command_line_wins(tmp_path: Path) -> None:
    write(tmp_path / "cleaner.toml", 'select = ["degloss"]\n')
    raw = write(tmp_path / "raw.txt", DIRTY)
    assert call("check", raw).code == 0
    assert call("check", raw, "--select", "tidy").code == 1
    other = write(tmp_path / "other.toml", "")
    assert call("check", raw, "--config", other).code == 1


def test_protected_terms(tmp_path: Path) -> None:
    write(tmp_path / "cleaner.toml", 'protect = ["国\u200b铁"]\n')
    raw = write(tmp_path / "raw.txt", DIRTY + "甲\u200b乙")
    assert call("clean", raw).text == DIRTY + "甲乙"


def test_per_path(tmp_path: Path) -> None:
    write(tmp_path / "cleaner.toml", '[per-path."in/*.txt"]\nignore = ["tidy"]\n')
    for name in ("in/a.txt", "in/deep/a.txt", "a.txt"):
        write(tmp_path / name, DIRTY)
    answer = call("check", tmp_path, "--only", "tidy")
    assert {line.split(":")[0] for line in answer.text.splitlines()} == {
        str(tmp_path / "in/deep/a.txt"),
        str(tmp_path / "a.txt"),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n\nignor = []\n", "cleaner.toml:3: 'ignor' is no key known here; did you mean 'ignore'?"),
        ("qqqqqq = 1\n", "the keys are to, select, ignore"),
        ("to = 'hans'\nignore = 'x'\n", "cleaner.toml:2: 'ignore' must be a list of texts"),
        ("ignore = [1]\n", "'ignore' must be a list of texts"),
        ("to = 1\n", "'to' must be a text"),
        ("max-removed = 'much'\n", """'max-removed' must be a share such as "30%"""),
        ("per-path = 1\n", "'per-path' must be a table"),
        ("[per-path]\n'a' = 1\n", "cleaner.toml:2: 'a' must be a table"),
        ("[per-path.'a']\nexclude = []\n", "cleaner.toml:2: 'exclude' is no key known here"),
        ("tidy = 1\n", "'tidy' must be a table"),
        ("[tidy]\nx = 1\n", "cleaner.toml:2: 'x' is no key known here"),
        ("[dedupe]\nminimum = 'x'\n", "cleaner.toml:2: 'minimum' must be a whole number"),
        ("[dedupe]\nminimum = true\n", "'minimum' must be a whole number"),
        ("[dedupe]\nthreshold = 'x'\n", "'threshold' must be a number"),
        ("[dedupe]\nminimum = 1\nthreshold = 1.5\n", "cleaner.toml:3: 'threshold' must be from 0 to 1"),
        ("[dedupe]\nminimum = -1\n", "'minimum' must be 0 or more"),
        ("[convert]\nto = 'simplified'\n", "'to' must be one of "),
        ("[strip]\ndrop = 'credit'\n", "'drop' must be a list of texts"),
        ("ignore = []\n[per-path.'a']\nignore = 'x'\n", "cleaner.toml:3: 'ignore' must be a list of texts"),
        ("to = 'hans'\n[convert]\n# to\nto = 'x'\n", "cleaner.toml:4: 'to' must be one of hans, "),
        ("to = 'simplified'\n", "cleaner.toml:1: 'to' must be one of hans, "),
        ("\nignore = [\n'tidy',\n'tydi/x',\n]\n", "cleaner.toml:2: no reason starts with 'tydi/x'"),
        ("[per-path.'a']\n\nselect = ['x']", "cleaner.toml:3: no reason starts with 'x'"),
        ("\r\n\r\nignor = []\r\n", "cleaner.toml:3: 'ignor' is no key known here"),
        ('protect = ["""\nignor = 1\n"""]\nignor = 1\n', "cleaner.toml:4: 'ignor' is no key"),
        ("\n" * 3000 + "ignor = 1\nignro = 1" + "\n" * 3000, "cleaner.toml:3001: 'ignor' is no key"),
        ("a = = 1\n", "no TOML: "),
        ("a = '\xff'\n", "no TOML: "),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "cleaner.toml").write_bytes(text.encode("latin-1"))
    raw = write(tmp_path / "raw.txt", DIRTY)
    answer = call("clean", raw)
    assert (answer.code, answer.out) == (2, b"")
    assert message in answer.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool]\ncleaner = 1\n", "pyproject.toml:2: 'tool.cleaner' must be a table"),
        ("[tool.cleaner]\n\n[tool.cleaner.tidy]\nx = 1\n", "pyproject.toml:4: 'x' is no key"),
        ("x = 1\n[tool.'cleaner']\nignor = []\n", "pyproject.toml:3: 'ignor' is no key"),
        ("ignor = 1\n[tool]\ncleaner.ignor = 1\n", "pyproject.toml:3: 'ignor' is no key"),
        ("tool = 1\nname = 'cleaner'\n", ""),
        ("[project]\nname = 'cleaner'\n", ""),
    ],
)
def test_mistakes_in_a_project_file(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "pyproject.toml", text)
    answer = call("clean", write(tmp_path / "raw.txt", DIRTY))
    assert answer.code == (2 if message else 0)
    assert message in answer.err


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_bytes(b'\xef\xbb\xbfignore = ["tidy"]\r\n')
    assert call("tidy", write(tmp_path / "raw.txt", DIRTY)).text == DIRTY


def test_a_path_through_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "cleaner.toml", '[per-path."raw/**"]\nignore = ["tidy"]\n')
    write(tmp_path / "other" / "cleaner.toml", 'select = ["convert"]\n')
    write(tmp_path / "raw" / "a.txt", DIRTY)
    write(tmp_path / "b.txt", DIRTY)
    monkeypatch.chdir(tmp_path / "other")
    assert call("check", "../raw/a.txt").code == 0, "the pattern means it"
    assert call("check", "../b.txt").code == 1, "what the current folder says is not asked"


def test_a_named_file_must_be_there_and_mean_us(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml: "):
        Wishes(config=str(tmp_path / "none.toml")).config_for("x")
    write(tmp_path / "pyproject.toml", "[project]\n")
    with pytest.raises(UsageError, match=r"has no \[tool\.cleaner\]"):
        Wishes(config=str(tmp_path / "pyproject.toml")).config_for("x")


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a.txt", "*.txt", True),
        ("deep/er/a.txt", "*.txt", True),
        ("deep/a.txt", "/*.txt", False),
        ("deep/a.txt", "deep", True),
        ("deep/a.txt", "deep/", True),
        ("deep/er/a.txt", "deep/*.txt", False),
        ("deep/er/a.txt", "deep/**/*.txt", True),
        ("deep/a.txt", "deep/**/*.txt", True),
        ("deep/er/a.txt", "deep/**", True),
        ("a.txt", "?.txt", True),
        ("axtxt", "a.txt", False),
        ("新闻/一 二.txt", "新闻/*", True),
    ],
)
def test_patterns(path: str, pattern: str, expected: bool) -> None:
    assert matches(path, pattern, Path()) is expected


@pytest.mark.parametrize(("text", "value"), [("30%", 0.3), ("0.3", 0.3), ("1", 1), ("0%", 0)])
def test_shares(text: str, value: float) -> None:
    assert share(text) == value


@pytest.mark.parametrize("text", ["", "%", "30", "-1%", "nan", "a third"])
def test_no_shares(text: str) -> None:
    assert share(text) is None


GOOD = """
to = "hans"
select = []
ignore = ["strip/nav"]
protect = ["(Chóngqìng)"]
extend-rules = ["rules.tsv"]
exclude = ["inbox", "*.md"]
max-removed = "30%"
[per-path."old/**"]
ignore = ["dedupe"]
"""


def test_the_schema_says_what_the_reader_says(tmp_path: Path) -> None:
    schema = json.loads(call("config", "--schema").text)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(tomllib.loads(GOOD), schema)
    config.load(str(write(tmp_path / "cleaner.toml", GOOD)))
    assert set(schema["properties"]) >= set(configfile.KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "ignor = []",
        "ignore = 'x'",
        "to = 'x'",
        "dedupe.threshold = 2",
        "dedupe.minimum = -1",
        "max-removed = 'much'",
        "[tidy]\nx = 1",
        "[per-path.'a']\nexclude = []",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(tmp_path: Path, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), configfile.schema())
    with pytest.raises(UsageError):
        config.load(str(write(tmp_path / "cleaner.toml", text)))


def test_what_holds_and_where_it_comes_from(tmp_path: Path) -> None:
    file = write(tmp_path / "cleaner.toml", GOOD)
    rows = {line.split()[0]: line for line in call("config", tmp_path / "old" / "x.txt").text.splitlines()}
    assert rows["max-removed"].split() == ["max-removed", "30%", str(file)]
    assert rows["select"].split() == ["select", "-", "default"]
    assert "strip/nav, dedupe" in rows["ignore"]
    assert rows["ignore"].endswith(f"{file}, per-path old/**")


def test_every_value_comes_from_where_it_is_said(tmp_path: Path) -> None:
    text = """
    to = "hans"
    extend-rules = ["own.tsv"]
    [per-path."old/**"]
    to = "tw"
    [per-path."*.md"]
    select = ["strip"]
    [dedupe]
    minimum = 12
    """
    file = write(tmp_path / "cleaner.toml", text)
    rows = {
        line.split()[0]: line.split() for line in call("config", tmp_path / "old" / "x.md").text.splitlines()
    }
    assert rows["to"][1:] == ["tw", f"{file},", "per-path", "old/**"]
    assert rows["convert.to"][1:] == rows["to"][1:]
    assert rows["select"][1:] == ["strip", f"{file},", "per-path", "*.md"]
    assert rows["strip.rules"][1:] == [str(tmp_path / "own.tsv"), str(file)]
    assert rows["dedupe.minimum"][1:] == ["12", str(file)]
    assert rows["dedupe.threshold"][2] == "default"


@pytest.mark.parametrize("text", ["extend-rules = ['own.tsv']", "[strip]\nrules = ['own.tsv']"])
def test_rules_are_beside_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    write(tmp_path / "cleaner.toml", text)
    (tmp_path / "raw").mkdir()
    monkeypatch.chdir(tmp_path / "raw")
    assert str(tmp_path / "own.tsv") in call("check", "-", stdin=DIRTY.encode()).err
