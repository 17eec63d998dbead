"""The generator makes exactly the damage that is seen on real pages."""

from __future__ import annotations

import pytest

from tests.dirty import slips

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
