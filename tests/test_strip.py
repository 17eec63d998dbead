"""What `strip` knows is right row by row; what it judges settles and does well on labelled pages."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Edit, edits, lexicon
from cleaner.errors import DataError
from cleaner.fold import fold
from cleaner.pagelines import pieces, rules, selling, spans
from cleaner.pagelines.forms import bare, form, shape
from cleaner.pagelines.judge import weights
from cleaner.pagelines.reasons import REASONS
from cleaner.pagelines.run import ZONES
from cleaner.pagelines.view import LONGEST_PAGE_LINE
from cleaner.steps.strip import STEP
from scripts import train_strip
from tests import labels
from tests.labels import GOES, STAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATTERNS = lexicon.table("strip_patterns", rules.PATTERNS)
SPANS = lexicon.table("strip_spans", spans.COLUMNS)
PHRASES = lexicon.table("strip_phrases", rules.PHRASES)
SIGNS = lexicon.table("strip_selling", selling.COLUMNS)
TUNE = labels.pages("tune")
PROSE = "渡轮停航那天，老船长在航行日志上写下了最后一行字，码头上站满了送行的人。"


def find(text: str, **options: object) -> list[Edit]:
    return list(STEP.find(text, {**STEP.defaults(), **options}))


def stripped(text: str, **options: object) -> str:
    return edits.apply(text, [edit for edit in find(text, **options) if edit.sure])


def examples(cell: str) -> list[str]:
    return [example for example in cell.split("¦") if example]


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: f"{row[0]} {row[5][:20]}")
def test_patterns(row: tuple[str, ...]) -> None:
    _, _, _, cues, pattern, match, keep = row
    known = rules.Rules((), [row])
    assert match, "a pattern without an example"
    assert fold(pattern) == pattern.lower(), "a pattern is written in folded form"
    for example in examples(match):
        line = form(fold(example))
        assert re.search(pattern, line), example
        for words in cues.split(" & "):
            assert words == "*" or any(word in shape(line) for word in words.split()), f"no cue in {example}"
    for example in examples(keep):
        assert known.evidence(fold(example)) == rules.SILENT, example
        said = rules.built_in().evidence(fold(example))
        assert said.strength < rules.SURE or said.reason == "credit", example  # credits stay


@pytest.fixture
def seconds_left() -> Iterator[Callable[[], float]]:
    """How much is left of ten seconds; what is not done by then fails."""

    def stop(*_: object) -> None:
        raise TimeoutError

    usual = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 10)
    yield lambda: signal.getitimer(signal.ITIMER_REAL)[0]
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, usual)


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: f"{row[0]} {row[5][:20]}")
def test_patterns_end(row: tuple[str, ...], seconds_left: Callable[[], float]) -> None:
    """What can match in ever more ways is never done with a long line that it nearly matches."""
    pattern = re.compile(row[4])
    for example in map(form, map(fold, examples(row[5]))):
        rest = LONGEST_PAGE_LINE - len(example)
        pattern.search(example[:-1] * (rest // len(example)) + "☯")
        pattern.search(example[:-1] + example[-1] * rest + "☯")
    assert seconds_left() > 0


@pytest.mark.parametrize("row", SIGNS, ids=lambda row: row[0])
def test_signs_of_advertisements(row: tuple[str, ...]) -> None:
    _, pattern, why, match, keep = row
    assert why
    for example in examples(match):
        assert re.search(pattern, form(fold(example))), example
    for example in examples(keep):
        assert not re.search(pattern, form(fold(example))), example


@pytest.mark.parametrize("row", SPANS, ids=lambda row: f"{row[0]} {row[4][:20]}")
def test_spans(row: tuple[str, ...]) -> None:
    _, sure, _, _, match, keep = row
    for example in examples(match):
        before, after = example.split("=>")
        found = spans.find(fold(before), rules.built_in())
        gone = {index for span in found if span.sure or sure == "no" for index in range(span.start, span.end)}
        assert "".join(character for index, character in enumerate(before) if index not in gone) == after
    for example in examples(keep):
        assert spans.find(fold(example), rules.built_in()) == [], example


def test_phrases_are_one_kind_each() -> None:
    phrases = [phrase for _, _, cell in PHRASES for phrase in cell.split(" ")]
    assert len(phrases) == len(set(phrases))
    assert all(phrases)
    written = [phrase.replace("_", " ") for phrase in phrases]
    assert [line for line in written if bare(shape(line)) != bare(shape(form(fold(line))))] == []


def test_reasons_of_the_tables_are_declared() -> None:
    declared = {reason.kind for reason in REASONS}
    said = {row[0] for row in (*PHRASES, *PATTERNS) if row[1] != "not"} | {row[0] for row in SPANS}
    assert said <= declared


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_what_words_lean_to_does_not_depend_on_the_order_of_sets(seed: str) -> None:
    code = "from cleaner.pagelines.pieces import leans; print([leans(line) for line in {lines!r}])"
    lines = [line for page in labels.pages("tune")[:5] for line in page.lines]
    command = [sys.executable, "-c", code.format(lines=lines)]
    shown = subprocess.run(
        command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
    )
    assert shown.stdout.decode().strip() == str([pieces.leans(line) for line in lines])


def test_every_weight_is_explained() -> None:
    rows = lexicon.table("strip_weights", ("feature", *ZONES, "why"))
    assert [name for name, *_, why in rows if len(why) < 5] == []
    assert set(weights()) == set(ZONES)


def test_weights_are_made_from_the_material_of_today() -> None:
    head = train_strip.WEIGHTS.read_text("utf-8").split("\nfeature")[0]
    assert train_strip.MADE_FROM + train_strip.material_digest() in head, "run scripts/train_strip.py --write"


@pytest.mark.parametrize(("part", "least", "most"), [("tune", 0.9, 0.003), ("whole", 0.97, 0.01)])
def test_labelled_pages(part: str, least: float, most: float) -> None:
    goes = stays = gone = lost = 0
    for page in labels.pages(part):
        removed = page.removed([edit for edit in find(page.text) if edit.sure])
        for label, removal in zip(page.labels, removed, strict=True):
            goes, gone = goes + (label in GOES), gone + (removal and label in GOES)
            stays, lost = stays + (label in STAYS), lost + (removal and label in STAYS)
    assert gone / goes > least
    assert lost / stays < most


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_settles_on_pages_put_together_at_random(data: st.DataObject) -> None:
    pieces: list[str] = []
    for _ in range(data.draw(st.integers(1, 5))):
        page = data.draw(st.sampled_from(TUNE))
        start = data.draw(st.integers(0, len(page.lines) - 1))
        pieces += page.lines[start : start + data.draw(st.integers(1, 40))]
    text = "\n".join(pieces)
    once = stripped(text)
    assert stripped(once) == once


@pytest.mark.parametrize("page", TUNE, ids=lambda page: page.name)
def test_settles_line_by_line(page: labels.Page) -> None:
    for line in page.lines:
        once = stripped(line)
        assert stripped(once) == once


def test_many_rules_are_not_tried_on_lines_without_their_cues() -> None:
    everything = [("nav.menu", "sure", "line", f"甲{number}", ".", "", "") for number in range(10_000)]
    assert rules.Rules((), everything).evidence("江湾观察") == rules.SILENT
    assert rules.Rules((), everything).evidence("甲0").strength == rules.SURE


def rule_file(folder: Path, *rows: str) -> str:
    path = folder / "site.tsv"
    path.write_text("\n".join(["\t".join(rules.PATTERNS), *rows]) + "\n", "utf-8")
    return str(path)


def test_rules_of_the_users(tmp_path: Path) -> None:
    path = rule_file(
        tmp_path,
        "nav.menu\tsure\tline\t\t=江湾观察 第12期\t\t",
        "spam.ad\tsure\tline\t快乐水\t^快乐水.{0,10}$\t快乐水特卖\t",
    )
    text = f"{PROSE}\n江灣觀察 第34期\n快乐水特卖\n"
    assert stripped(text) == text
    assert stripped(text, rules=(path,)) == f"{PROSE}\n"


def test_rules_that_are_none_are_refused(tmp_path: Path) -> None:
    for row in ("nav.menu\tvery\tline\t甲\t甲\t甲\t", "nav.menu\tsure\tline\t甲\t(\t甲\t", "nav.menu\tsure"):
        with pytest.raises(DataError, match=r"site\.tsv"):
            find(PROSE, rules=(rule_file(tmp_path, row),))
        rules.with_files.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "首页\n江湾观察\n" * 2_000,
        "(" * 10_000 + "\n" + "[" * 10_000,
        "船靠岸了。" + "[图片]" * 3_000,
        "赞 " * 300 + "\n" + "新闻|" * 300 + "\n" + "登录" * 300 + "\n" + "[1]" * 300,
        "渡轮停航，转载请注明来源。点击进入" * 5_000,
        "\ud800\0\n图片\ud801\n" * 100,
        "",
        "\n\n\r\n",
    ],
    ids=["lines", "brackets", "spans", "menus", "long line", "surrogates", "empty", "blank"],
)
def test_odd_texts(text: str) -> None:
    found = find(text)
    edits.check(text, found)
    once = stripped(text)
    assert stripped(once) == once
