"""Diffs: taken from the edits, and right for every list of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.edits import Edit, apply
from cleaner.render.diff import coloured, of, opcodes
from cleaner.trace import Layer, Trace
from tests.test_edits import texts_with_edits


def lines(text: str) -> list[str]:
    pieces = [f"{piece}\n" for piece in text.split("\n")]
    return [*pieces[:-1], pieces[-1][:-1]] if pieces[-1] != "\n" else pieces[:-1]


def traced(text: str, edits: list[Edit], data: st.DataObject) -> Trace:
    """A trace of two layers, the second one drawn."""
    middle = apply(text, edits)
    borders = sorted(data.draw(st.lists(st.integers(0, len(middle)), max_size=4)))
    later = [
        Edit(start, middle[start:end], after, "later/x")
        for start, end in zip(borders[::2], borders[1::2], strict=False)
        if (after := data.draw(st.sampled_from(["", "x", "\n", "x\ny"]))) != middle[start:end]
    ]
    return Trace(text, [Layer("test", text, lambda: edits), Layer("later", middle, lambda: later)])


@given(texts_with_edits(), st.data())
def test_equal_lines_are_equal_and_nothing_is_missing(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    trace = traced(*case, data)
    before, after = lines(trace.text), lines(trace.result)
    line = new_line = 0
    for tag, start, end, new_start, new_end in opcodes(trace, before, after):
        assert (start, new_start) == (line, new_line)
        assert tag == "replace" or before[start:end] == after[new_start:new_end]
        line, new_line = end, new_end
    assert (line, new_line) == (len(before), len(after))


def test_among_equal_lines_only_the_changed_one_shows() -> None:
    text = "同样的一行。\n" * 1000
    start = text.index("一", 3000)
    trace = Trace(text, [Layer("test", text, lambda: [Edit(start, "一", "", "test/x")])])
    assert list(of("x", trace)) == [
        "--- a/x\n",
        "+++ b/x\n",
        "@@ -427,7 +427,7 @@\n",
        *[" 同样的一行。\n"] * 3,
        "-同样的一行。\n",
        "+同样的行。\n",
        *[" 同样的一行。\n"] * 3,
    ]


TOOLS = [
    pytest.param(command, marks=pytest.mark.skipif(shutil.which(command[0]) is None, reason="is not there"))
    for command in (["patch", "-p1", "--silent"], ["git", "apply", "--whitespace=nowarn"])
]
NAMES = ["x", "新 闻.txt", "new\nline", 'quo"te', "tab\t back\\slash", "-dash", "bell\x07"]


@pytest.mark.parametrize("command", TOOLS)
@given(texts_with_edits(), st.data())
@settings(max_examples=25, deadline=None)
def test_what_the_diff_says_is_done(
    command: list[str], case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    """Also where lines end in CR LF or not at all. A NUL would make it binary; an empty file is deleted."""
    trace = traced(*case, data)
    if not trace.changed or not trace.text or not trace.result or "\0" in trace.text + trace.result:
        return
    name = data.draw(st.sampled_from(NAMES))
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(trace.text.encode())
        subprocess.run(
            command, input="".join(of(name, trace)).encode(), cwd=folder, check=True, capture_output=True
        )
        assert path.read_bytes() == trace.result.encode()


@given(texts_with_edits())
def test_colours_change_nothing_else(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    lines = list(of("x", Trace(text, [Layer("test", text, lambda: edits)])))
    shown = "".join(coloured(lines))
    assert len(re.findall(r"\x1b\[3.m", shown)) == sum(line[0] in "-+@" for line in lines)
    assert re.sub(r"\x1b\[3?[0-9]m", "", shown) == re.sub(r"\x1b\[3?[0-9]m", "", "".join(lines))
