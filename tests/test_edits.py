"""The algebra of edits, under every list of edits that fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.edits import Edit, Origins, apply, check, invert
from cleaner.errors import EditError

TEXT = st.text(alphabet="ab中文\n", max_size=30)


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXT)
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(borders[::2], borders[1::2], strict=False):
        after = draw(TEXT)
        if after != text[start:end]:
            edits.append(Edit(start, text[start:end], after, "test/x"))
    return text, edits


@given(texts_with_edits())
def test_invert_is_exact(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert apply(apply(text, edits), invert(edits)) == text


@given(texts_with_edits())
def test_kept_characters_map_back_exactly(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    result, origins = apply(text, edits), Origins(edits)
    position = shift = 0
    for edit in [*edits, Edit(len(text), "", "", "test/end")]:
        for kept in range(position, edit.start):
            assert origins.span(kept + shift, kept + shift + 1) == (kept, kept + 1)
            assert result[kept + shift] == text[kept]
        position = edit.end
        shift += len(edit.after) - len(edit.before)


@given(texts_with_edits(), st.data())
def test_spans_stay_in_order_and_inside(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    result = apply(text, edits)
    start = data.draw(st.integers(0, len(result)))
    end = data.draw(st.integers(start, len(result)))
    begin, stop = Origins(edits).span(start, end)
    assert 0 <= begin <= stop <= len(text)


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([Edit(0, "b", "", "t/x")], "expects"),
        ([Edit(2, "c", "", "t/x"), Edit(0, "a", "", "t/x")], "overlaps"),
        ([Edit(0, "ab", "", "t/x"), Edit(1, "b", "", "t/x")], "overlaps"),
        ([Edit(0, "a", "a", "t/x")], "changes nothing"),
        ([Edit(4, "", "x", "t/x")], "expects"),
    ],
)
def test_misfits_are_refused(edits: list[Edit], message: str) -> None:
    with pytest.raises(EditError, match=message):
        check("abc", edits)
