"""Glosses whose brackets torn characters took along: nothing is lost, so everything comes back."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import edits
from cleaner.slips import merged
from cleaner.steps import degloss, repair
from tests.dirty import slips

if TYPE_CHECKING:
    from cleaner.step import Step

# Written for these tests, in the manner of news.
TRADITIONAL = """縣政府昨天宣布，將在三年內為偏鄉學校興建圖書館，讓學生有更多讀書的機會。
負責這項計劃的老師說，孩子們需要的不只是設備，還有願意陪伴他們的大人。
當地的農會也參與其中，把賣茶葉的部分收入捐給學校，作為購買書籍的經費。
"""
SIMPLIFIED = """市交通局昨日公布了新的公交线路方案，其中十二条线路将延长到郊区，方便居民换乘地铁。
负责人表示，方案在征求意见期间收到三千多条建议，多数建议得到了采纳。
记者在现场看到，不少老人带着孙子来参观展览，孩子们对机器人最感兴趣。
"""
WHOLE = "渡口要拆了，守渡口的人還在。\n"  # Tells that widths were folded, if they were.
FORMS = ("[{}]", "（{}）", "【{}】", "〔{}〕", "［{}］", "[{} ]", "【{} 】")
TEARING = 0.4  # Of the characters of a site's table, many more than the pages of sites have.


def applied(step: Step, text: str) -> str:
    return edits.apply(text, [edit for edit in step.find(text, {}) if edit.sure])


def unglossed(text: str, table: list[str], form: str) -> str:
    """Return a text without the glosses of a table; a blank in them may have gone."""
    for character in table:
        gloss = form.format(slips.reading(character))
        for spelled in (gloss, gloss.replace(" ", "")):
            text = text.replace(character + spelled, character)
    return text


@pytest.mark.parametrize("fold", [str, slips.fold_width])
@pytest.mark.parametrize("form", FORMS)
@given(st.sampled_from((TRADITIONAL, SIMPLIFIED)), st.integers(0, 2**32), st.integers(5, 40))
@settings(max_examples=25, deadline=None)
def test_damage_without_loss_is_undone(fold: type[str], form: str, text: str, seed: int, size: int) -> None:
    table = slips.site_table(text, Random(seed), size, TEARING)
    lines = {line: slips.gloss_table(line, table, form) for line in text.splitlines(keepends=True)}
    lossless = {line: damaged for line, damaged in lines.items() if "?" not in damaged}
    repaired = applied(repair.STEP, fold(WHOLE + "".join(lossless.values())))
    assert unglossed(repaired, table, fold(form)) == fold(WHOLE + "".join(lossless))


@cache
def page() -> str:
    return (TRADITIONAL + "\n").replace("，", "。") + TRADITIONAL


@pytest.mark.parametrize("form", FORMS)
def test_what_stays_is_removed_as_glosses(form: str) -> None:
    table = [*"的學書人這為", *"粱慕就内悖"]
    damaged = slips.gloss_table(page(), table, form)
    assert damaged != page()
    assert "?" not in damaged
    assert applied(degloss.STEP, applied(repair.STEP, damaged)) == page()


@pytest.mark.parametrize(
    "text", ["a[i] = b[j]\n", "（简称app）\n", "国app）", "蚚jiù]", "╪èi)", "]" * 9, "[a" * 9]
)
def test_look_alikes_are_many_and_stay(text: str) -> None:
    assert applied(repair.STEP, text * 2000) == text * 2000


def test_every_gloss_is_found_in_the_bytes() -> None:
    damaged = slips.gloss_table("村裡的老人說", "裡睦", "【{}】")
    found = merged.find(damaged, folded=False)
    assert {gloss.reading for gloss in found.within.values()} == {"mù"}
    assert {gloss.reading for gloss in found.before.values()} == {"lǐ"}
    assert not any(merged.find("村裡【lǐ】", folded=False).within)
