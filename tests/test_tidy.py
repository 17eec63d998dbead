"""Tidying loses nothing that can be seen, settles, and copes with any size and any code point."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import edits
from cleaner.steps import tidy

SEEDS = Path(__file__).parent.parent.parent / "shared/seeds"
PIECES = [
    *"甲乙丙a9，。：（《”)é❤👩ب\ud800 \u3000\t\u00a0\n\r\u200b\u200d\ufe0f\x00\x0b\u2028\ufeff\u00ad",
    "\r\n",
    "\r\r\n",
    "  ",
]
SEEN = re.compile("[甲乙丙a9，。：（《”)é❤👩ب\ud800]")


def tidied(text: str) -> str:
    found = tidy.find(text, {})
    edits.check(text, found)
    return edits.apply(text, [edit for edit in found if edit.sure])


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_settles_and_keeps_what_is_seen(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once
    assert SEEN.findall(once) == SEEN.findall(text)


@given(st.text(st.characters()))
def test_settles_on_anything(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once


@given(st.lists(st.sampled_from(["甲", "乙 丙", "\n", "\n\n", "\u3000\u3000", "，", "A b"])).map("".join))
def test_line_ends_of_one_kind_stay(text: str) -> None:
    windows = text.replace("\n", "\r\n")
    assert tidied(windows) == tidied(text).replace("\n", "\r\n")


@pytest.mark.parametrize("name", ["000_058bdd7783894090.txt", "003_353f1514be4973cd.txt"])
def test_wanted_results_are_tidy(name: str) -> None:
    path = SEEDS / "gold" / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    assert tidy.find(path.read_text("utf-8"), {}) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("字" * 2_000_000, 0),
        (" " * 2_000_000, 1),
        ("\n" * 2_000_000, 1),
        ("甲" + "\r" * 2_000_000 + "\n乙", 1),
        ("甲" + "\u200b \n" * 300_000 + "乙", 3),
        ("同一行\n" * 100_000, 0),
        ("甲，  乙" * 20_000, 20_000),
        ("（" * 10_000, 0),
    ],
    ids=["line", "blanks", "blank lines", "carriage returns", "mixed", "lines", "gaps", "brackets"],
)
def test_size_and_shape_do_not_matter(text: str, count: int) -> None:
    assert len(tidy.find(text, {})) == count
