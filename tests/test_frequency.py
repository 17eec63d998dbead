"""The frequencies of characters and pairs: what is plausible Chinese and what is not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import frequency
from cleaner.lexicon import DATA

PLAUSIBLE_FIRST = [
    ("頂的達摩", "頂?shù)倪_摩"),
    ("演變為戰略", "演變?yōu)閼?zhàn)略"),
    ("新闻中心", "鏂伴椈涓績"),
    ("今天上午，市长会见了来访的客人。", "今天上午，\ue49a长会见\ue49a来访的客人。"),
    ("股价上涨", "股价\ufffd涨"),
    ("经济发展", "剂经展发"),
    ("經濟發展", "濟經展發"),
    ("中国", "µÚ19ÕÂ"),
]


@pytest.mark.parametrize(("better", "worse"), PLAUSIBLE_FIRST)
def test_plausible_text_is_more_probable(better: str, worse: str) -> None:
    assert frequency.log_probability(better) > frequency.log_probability(worse) + 1


@pytest.mark.parametrize(
    ("simplified", "traditional"), [("国家发展", "國家發展"), ("电视台", "電視臺"), ("里面", "裡面")]
)
def test_both_scripts_count_alike(simplified: str, traditional: str) -> None:
    assert frequency.log_probability(simplified) == pytest.approx(
        frequency.log_probability(traditional), abs=0.5
    )


def test_ranks() -> None:
    ranks = [frequency.rank(character) for character in "一国葡饕"]
    assert ranks == sorted(ranks)
    assert frequency.rank("國") == frequency.rank("国")
    assert frequency.rank("a") == frequency.UNKNOWN_RANK


def test_empty_text_has_no_surprise() -> None:
    assert frequency.log_probability("") == 0


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_has_a_probability(text: str) -> None:
    assert -20 < frequency.log_probability(text) <= 0 or not text


def test_the_data_is_small_and_in_order() -> None:
    path = DATA / "frequency.txt"
    assert path.stat().st_size < 90_000
    lines = path.read_text("utf-8").split("\n")
    characters = lines[lines.index("characters") + 1 : lines.index("variants") - 1]
    surprises = [float(line.partition("\t")[0]) for line in characters]
    assert all(one < next_one for one, next_one in pairwise(surprises))
    pairs = lines[lines.index("pairs") + 1 : -1]
    assert pairs == sorted(pairs)


@given(st.text(st.sampled_from("的中国國新闻聞記者龘\ufffd\t\n，a한"), max_size=30))
def test_the_bound_holds(text: str) -> None:
    assert frequency.most_probable(text) >= frequency.log_probability(text) - 1e-9


def test_a_tab_is_nothing_that_a_character_makes_more_probable() -> None:
    assert frequency.gain("中", "\t") == 0
