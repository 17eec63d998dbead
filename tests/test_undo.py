"""Undoing single reasons: the passage comes back, everything else stays done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import undo
from cleaner.edits import Edit, apply
from tests.test_edits import texts_with_edits

PAGE = "菜单\n标题(biāotí)\n正文(zhèngwén)。\n正文(zhèngwén)。\n"


def layers(*steps: list[tuple[str, str, str]]) -> tuple[str, list[list[Edit]]]:
    """Make the layers of edits that each replace the first passage still unchanged; return the result too."""
    text, made = PAGE, []
    for step in steps:
        edits: list[Edit] = []
        for before, after, reason in step:
            start = text.index(before, edits[-1].end if edits else 0)
            edits.append(Edit(start, before, after, reason))
        made.append(edits)
        text = apply(text, edits)
    return text, made


GLOSSES = [
    ("(biāotí)", "", "degloss/word"),
    ("(zhèngwén)", "", "degloss/word"),
    ("(zhèngwén)", "", "degloss/x"),
]
LINES = [("菜单\n", "", "strip/nav")]
HALF = [("正文。\n", "", "dedupe/half")]
SCRIPT = [("标题", "標題", "convert/script")]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("strip/", "菜单\n標題\n正文。\n"),
        ("degloss/word", "標題(biāotí)\n正文。\n"),
        ("degloss/x", "標題\n正文(zhèngwén)。\n"),
        ("dedupe", "標題\n正文。\n正文。\n"),
        ("convert", "标题\n正文。\n"),
        ("nothing", "標題\n正文。\n"),
        ("de", "標題(biāotí)\n正文(zhèngwén)。\n正文(zhèngwén)。\n"),
        ("", PAGE),
    ],
)
def test_one_reason_comes_back(prefix: str, expected: str) -> None:
    cleaned, made = layers(GLOSSES, LINES, HALF, SCRIPT)
    trace = undo.some(made, cleaned, prefix)
    assert trace.result == expected
    assert trace.undo() == cleaned


@given(texts_with_edits(), st.sampled_from(["test/", "other"]))
def test_of_one_layer_all_comes_back_or_nothing(case: tuple[str, list[Edit]], prefix: str) -> None:
    text, edits = case
    cleaned = apply(text, edits)
    expected = text if prefix == "test/" else cleaned
    assert undo.some([edits], cleaned, prefix).result == expected


@given(texts_with_edits(), st.data())
def test_layers_on_layers(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    middle = apply(text, edits)
    borders = sorted(data.draw(st.lists(st.integers(0, len(middle)), max_size=6)))
    later = [
        Edit(start, middle[start:end], after, "later/x")
        for start, end in zip(borders[::2], borders[1::2], strict=False)
        if (after := data.draw(st.sampled_from(["", "x", "文文"]))) != middle[start:end]
    ]
    cleaned = apply(middle, later)
    results = {prefix: undo.some([edits, later], cleaned, prefix) for prefix in ("test/", "later/", "", "no")}
    assert all(trace.undo() == cleaned for trace in results.values())
    assert results["later/"].result == middle
    assert results[""].result == text
    assert results["no"].result == cleaned
