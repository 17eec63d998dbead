"""Lines and their removal: no hole is left, nothing that stays is touched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.edits import apply
from cleaner.lines import Verdict, removals, split

GONE = Verdict("test/gone")
UNSURE = Verdict("test/unsure", sure=False)


def without(text: str) -> str:
    """Remove the lines that say 去; lines that say 疑 are only doubted."""
    lines = split(text)
    verdicts = {index: GONE for index, line in enumerate(lines) if "去" in line.text}
    verdicts |= {index: UNSURE for index, line in enumerate(lines) if "疑" in line.text}
    edits = list(removals(lines, verdicts))
    assert len(edits) == len(verdicts)
    return apply(text, [edit for edit in edits if edit.sure])


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("甲\n\n去\n\n乙\n", "甲\n\n乙\n", "the blank line after goes along, the one before stays"),
        ("去\n\n甲\n", "甲\n", "no blank line at the start"),
        ("甲\n\n去\n", "甲\n", "no blank line at the end"),
        ("甲\n\n去", "甲\n", "a last line without a line end leaves the line end before it as it was"),
        ("甲\n去\n去去\n\n\n乙", "甲\n\n\n乙", "two blank lines that stood together already stay"),
        ("甲\n\n去\n\n去\n\n乙\n\n去\n\n", "甲\n\n乙\n", "several removals share out the blank lines"),
        ("甲\r\n\r\n去\r\n\r\n乙\r\n", "甲\r\n\r\n乙\r\n", "CR LF stays CR LF"),
        ("甲\n去\n\n\n甲\n去", "甲\n\n\n甲\n", "what stays between two removals is not taken along"),
        ("甲\n去\n\n去\n乙\n", "甲\n\n乙\n", "paragraphs that were apart stay apart"),
        ("甲\n\n疑\n\n乙\n", "甲\n\n疑\n\n乙\n", "a doubted line stays, with its blank lines"),
        ("甲\n\n疑\n\n去\n", "甲\n\n疑\n", "a doubted line counts as a line that stays"),
        ("去\n\n去", "", "nothing left is nothing"),
        ("\n甲\n", "\n甲\n", "blank lines are no business of a text that loses nothing"),
    ],
)
def test_removal(before: str, after: str, why: str) -> None:
    assert without(before) == after, why


TEXTS = st.lists(st.sampled_from(["甲", "去", "疑", "", " ", "乙丙"])).map("\n".join)


@given(TEXTS)
def test_what_stays_stays_in_order(text: str) -> None:
    stays = [line.text for line in split(text) if not line.blank and "去" not in line.text]
    assert [line.text for line in split(without(text)) if not line.blank] == stays


@given(TEXTS)
def test_no_new_hole(text: str) -> None:
    def holes(text: str) -> int:
        blank = [True, *(line.blank for line in split(text)), True]
        return sum(here and after for here, after in pairwise(blank))

    result = without(text)
    assert not result or holes(result) <= holes(text)


@given(st.text(alphabet="ab\r\n\x0b\x0c\x85\u2028"))
def test_lines_make_up_the_text(text: str) -> None:
    lines = split(text)
    assert "".join(line.text + line.ending for line in lines) == text
    assert all(line.ending in {"\n", "\r\n", "\r"} for line in lines[:-1])
    assert [line.start for line in lines[1:]] == [line.end for line in lines[:-1]]
