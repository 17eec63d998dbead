"""Glosses: the examples, the data, documents as a whole, and sizes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import edits, fold, lexicon
from cleaner.glosses import talk
from cleaner.steps.degloss import STEP
from scripts import gloss_pages, measure_degloss

if TYPE_CHECKING:
    from cleaner.step import Reason

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


def degloss(text: str) -> str:
    return edits.apply(text, [edit for edit in STEP.find(text, {}) if edit.sure])


@pytest.mark.parametrize("reason", STEP.reasons, ids=lambda reason: reason.kind)
def test_examples_run(reason: Reason) -> None:
    assert degloss(reason.before) == reason.after
    assert f"degloss/{reason.kind}" in {edit.reason for edit in STEP.find(reason.before, {})}


@pytest.mark.parametrize("row", lexicon.table("language_talk", talk.COLUMNS), ids=lambda row: row[0])
def test_language_talk(row: tuple[str, ...]) -> None:
    pattern, scope, _, matches, passes = row
    assert re.search(pattern, fold.fold(matches))
    assert not re.search(pattern, fold.fold(passes))
    assert scope in {"document", "sentence"}


@pytest.mark.parametrize(("number", "count"), [(0, 262), (1, 262)])
def test_seeds_lose_every_gloss_and_no_other_bracket(number: int, count: int) -> None:
    paths = list(SEEDS.glob(f"{number:03}_*.txt"))
    if not paths:
        pytest.skip("the real documents are not beside this repository")
    text = paths[0].read_text("utf-8")
    found = list(STEP.find(text, {}))
    assert len(found) == count
    assert all(edit.sure for edit in found)
    assert not re.search("[(（][a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]", degloss(text))


PLAIN = (
    "体验",
    "悬念",
    "的",
    "饕餮",
    "丕",
    "六安",
    "AB3",
    "，",
    "。",
    "：",
    "是",
    "“",
    "”",
    "(",
    ")",
    "（",
    "\n",
    " ",
    "读作",
    "拼音",
)
PINYIN = (
    "(tǐyàn)",
    "（xuánniàn）",
    "(de)",
    "(tāotiè)",
    "(pī)",
    "(lù'ān)",
    "[tǐyàn]",
    "/de/",
    "(guan) ",
    " (tǐ",
    "yàn)",
)
BOTH = (
    "业(ye)",
    "要(yao)",
    "办(ban)",
    "新闻(xīnwén)",
    "市民(shìmín)",
    "问题(wèntí)",
    "会(huì)",
    "后(hòu)",
    "【wèn】",
)
ARTICLES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/clean.txt"))
LEAST_REMOVED = 0.9995
MANY = 10  # glosses of a page; what fewer tell is in the tables


STYLES = [("marks", shape) for shape in gloss_pages.SHAPES] + [
    (spelling, "round") for spelling in (*gloss_pages.SPELLINGS, gloss_pages.CAPITALS) if spelling != "marks"
]


@pytest.mark.parametrize("placement", gloss_pages.PLACEMENTS)
@pytest.mark.parametrize(("spelling", "shape"), STYLES)
def test_every_style_of_glossing_is_undone(placement: str, spelling: str, shape: str) -> None:
    style = (placement, spelling, shape)
    pages = [
        gloss_pages.page(path.read_text("utf-8"), style, rate, Random(rate))
        for path in ARTICLES
        for rate in (0.05, 0.2)
    ]
    scores = [score for score in map(measure_degloss.score, pages) if score.glosses >= MANY]
    left = [gloss for score in scores for gloss in score.left]
    assert len(left) <= (1 - LEAST_REMOVED) * sum(score.glosses for score in scores), left
    assert not [place for score in scores for place in score.touched]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.parent.name)
def test_clean_articles_are_left_alone(path: Path) -> None:
    assert list(STEP.find(path.read_text("utf-8"), {})) == []


GLOSSED = st.lists(st.sampled_from([*PLAIN, *PINYIN, *BOTH]), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(GLOSSED)
def test_settles(text: str) -> None:
    found = STEP.find(text, {})
    edits.check(text, found)
    once = degloss(text)
    assert degloss(once) == once
    assert once.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "体(" * 50_000,
        "体(tǐ" * 50_000,
        "体 (x)" * 20_000,
        "体" + "(tǐ)" * 20_000,
        "天(dì)地(tiān)" * 20_000,
        "/de" * 100_000,
        " " * 200_000 + "(de)",
    ],
    ids=lambda text: text[:6],
)
def test_piled_up_brackets_take_no_time(text: str) -> None:
    assert len(degloss(text)) <= len(text)


def test_odd_characters_do_no_harm() -> None:
    text = "体\0(tǐ)\ud800(yàn)验(yàn\0)\U00020000(hē)(\ufffd)"
    assert degloss(text).startswith("体\0(tǐ)\ud800(yàn)")


def test_text_without_pinyin_loads_no_readings() -> None:
    code = (
        "import sys; from cleaner.steps.degloss import STEP\n"
        "STEP.find('某公司(CSIG)发布了报告(2025)。' * 9, {})\n"
        "print(*sys.modules.keys() & {'cleaner.readings', 'cleaner.frequency', 'opencc'})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
