"""The generator makes exactly the damage that is seen on real pages."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dirty import encodings, glosses, pages, samples, slips

SEEN = [
    ("頂的達摩", "數", "頂?shù)倪_摩", "back in step at the low second byte of 達"),
    ("演變為戰略", "優戰", "演變?yōu)閼?zhàn)略", "戰 gets its own gloss while shifted"),
    ("談論騰訊", "務", "談?wù)擈v訊", "back in step at v"),
    ("甚至會觸發", "習", "甚至?xí)\ue49a|發", "a pair of the user-defined area"),
    ("兩款APP", "預", "兩款A(yù)PP", "nothing lost, a gloss behind a letter"),
    ("發展狀況", "發範", "發(fā)展?fàn)顩r", "a character glossed in order, and a torn pair"),
    ("量儲存", "儲績", "量?jī)?chǔ)存", "two glosses on one torn character"),
    ("們在日常中", "冊", "們?cè)谌粘Ｖ?", "a long run, to the end of the text"),
    ("人民日報》", "報請", "人民日?qǐng)?bào)》", "報 is glossed, then torn by 請"),
]


@pytest.mark.parametrize(("clean", "table", "dirty", "why"), SEEN)
def test_table_glosses_tear_as_seen(clean: str, table: str, dirty: str, why: str) -> None:
    assert slips.gloss_table(clean, table) == dirty, why


CUT = [
    ("創作需求。夸克則通過", "創作需求?？淇藙t通過", "A3BF is ？ across 。夸"),
    ("更好。”</p>", "更好?！?/p>", "A3A1 is ！ across 。”; the shifted stream eats <"),
    ("報告。《2021年", "報告?！?021年", "the stream eats a digit"),
    ("真的嗎？好！。", "真的嗎？好！。", "marks that stand where a character starts do no harm"),
]


@pytest.mark.parametrize(("clean", "dirty", "why"), CUT)
def test_cuts_at_marks_tear_as_seen(clean: str, dirty: str, why: str) -> None:
    assert slips.cut_at_marks(clean.encode("gbk")) == dirty, why


def test_folded_cut_as_seen() -> None:
    assert slips.fold_width("創作需求?？淇藙t") == "創作需求??淇藙t"


def test_third_cause_as_seen() -> None:
    assert slips.third_cause("\n上海市公安局") == "?Ｉ虾Ｊ泄?安局"


# Simplified text that HZ and GBK can write, in the manner of news.
ARTICLE = ["渡口要拆了", "守渡口的人还在。他姓聂，今年七十岁。", "“船在，我就在。”他说。", "图为老渡口"]


def test_a_seed_decides_everything() -> None:
    assert samples.draw(7) == samples.draw(7)
    assert samples.draw(7) != samples.draw(8)


def test_what_gbk_lacks_becomes_an_entity_and_tags_take_the_damage_of_line_ends() -> None:
    assert slips.spoil_page(["一百二十呎😀", "們在日常。"], "冊") == [
        "一百二十呎&#128512;",
        "們?cè)谌粘！?/p>",
    ]


@given(st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_word_glosses_only_add(seed: int) -> None:
    text = "".join(ARTICLE)
    glossed = glosses.gloss_words(text, Random(seed), 0.3)
    assert re.sub(r"\([^)]*\)", "", glossed) == text


def test_toneless_glosses_as_seen() -> None:
    assert glosses.gloss_toneless("各國家機關，企業", "關業") == "各國家機關(guan) ，企業(ye) "


def test_copies() -> None:
    assert pages.repeat_title(ARTICLE) == [ARTICLE[0], ARTICLE[0], ARTICLE[0] + ARTICLE[1], *ARTICLE[2:]]
    page = pages.Page(["首页"], ["返回"], ["广告"])
    lines = page.around(ARTICLE, Random(1))
    assert lines[:3] == ["首页", *ARTICLE[:2]]
    assert lines[-1] == "返回"
    assert lines.count("广告") == 1


@pytest.mark.parametrize("encoding", encodings.FAMILY)
def test_files_in_any_encoding(encoding: str) -> None:
    text = "渡口" if encoding == "big5hkscs" else "渡口要拆了"
    data = encodings.encode(text, encoding)
    assert data.decode(encoding.removesuffix("+bom")).removeprefix("\ufeff") == text


@pytest.mark.parametrize("kind", ["drop", "insert", "nul", "flip", "cut"])
def test_damage_is_one_byte(kind: str) -> None:
    whole = "渡口要拆了".encode()
    data, offset, _ = encodings.damage(whole, kind, Random(3))
    assert data != whole
    assert abs(len(data) - len(whole)) <= 1
    assert data[:offset] == whole[:offset]


def test_mixed_files_decode_line_by_line() -> None:
    data, chosen = encodings.mixed(ARTICLE, ["utf-8", "gb18030"], Random(4))
    assert len(set(chosen)) == 2
    found = [line.decode(name) for line, name in zip(data.split(b"\n"), chosen, strict=False)]
    assert found == ARTICLE


def test_mojibake_as_seen() -> None:
    assert encodings.read_wrongly("第19章", "gbk", "latin-1") == "µÚ19ÕÂ"
    assert encodings.read_wrongly("新闻", "utf-8", "gbk") == "鏂伴椈"
