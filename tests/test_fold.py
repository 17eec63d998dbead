"""Folding keeps the length and makes what readers take for the same the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３，！（）", "abc123,!()"),
        ("頭髮發達", "头发发达"),
        ("「著急」", "“着急”"),
        ("【快讯】", "[快讯]"),
        ("臺灣台灣", "台湾台湾"),
        ("乾隆皇帝", "干隆皇帝"),
        ("甲\u3000乙\u00a0丙", "甲 乙 丙"),
        ("\uf9fe", "茶"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["", "两行\r\n文字\r", "\ud800\U0001f600𠮷", "§", "。、…", "ß"])
def test_kept(text: str) -> None:
    assert fold(text) == text


@given(st.text(st.characters()))
def test_same_length_and_settled(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_every_character_of_the_plane_settles() -> None:
    plane = "".join(map(chr, range(0x10000)))
    assert fold(fold(plane)) == fold(plane)
