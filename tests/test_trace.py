"""Traces: what is applied, where findings lie in the original, and the way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from cleaner import pipeline
from cleaner.edits import Edit
from cleaner.step import Phase, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def deleter(name: str, pattern: str, *, sure: bool = True) -> Step:
    """Return a step that deletes what a pattern matches."""

    def find(text: str, options: Mapping[str, Any]) -> Iterator[Edit]:
        for match in re.finditer(pattern, text):
            yield Edit(match.start(), match[0], "", f"{name}/found", sure)

    return Step(name, "", Phase.LINES, find, ())


DIGITS, LATIN, DOUBTED = (
    deleter("digits", r"\d+"),
    deleter("latin", "[a-z]+"),
    deleter("doubted", "甲", sure=False),
)


def test_findings_lie_in_the_original() -> None:
    trace = pipeline.run("甲1乙ab2cd丙", pipeline.Plan([DIGITS, LATIN]))
    assert trace.result == "甲乙丙"
    assert [(found.step, found.start, found.end) for found in trace.findings()] == [
        ("digits", 1, 2),
        ("digits", 5, 6),
        ("latin", 3, 8),
    ]
    assert trace.undo() == trace.text


def test_doubtful_edits_are_reported_and_applied_only_on_request() -> None:
    cautious = pipeline.run("甲1", pipeline.Plan([DOUBTED, DIGITS]))
    bold = pipeline.run("甲1", pipeline.Plan([DOUBTED, DIGITS], doubtful=True))
    assert cautious.result == "甲"
    assert [(found.edit.before, found.applied) for found in cautious.findings()] == [
        ("甲", False),
        ("1", True),
    ]
    assert bold.result == ""
    assert cautious.undo() == bold.undo() == "甲1"


@pytest.mark.parametrize(
    ("choice", "result"),
    [
        ({"select": ("digits",)}, "甲乙ab丙"),
        ({"ignore": ("digits/", "latin/other")}, "甲1乙2丙"),
        ({"protect": ("乙a",)}, "甲乙ab丙"),
        ({"protect": ("b2",)}, "甲乙ab2丙"),
        ({"protect": ("甲", "")}, "甲乙丙"),
    ],
)
def test_some_edits_only(choice: dict[str, Any], result: str) -> None:
    assert pipeline.run("甲1乙ab2丙", pipeline.Plan([DIGITS, LATIN], **choice)).result == result


def test_a_known_rewriting_is_not_searched_for_edits_until_asked() -> None:
    asked = []

    def find(text: str, options: Mapping[str, Any]) -> list[Edit]:
        asked.append(text)
        return [Edit(0, "a", "b", "upper/x")]

    step = Step("upper", "", Phase.SCRIPT, find, (), rewrite=lambda text, _: "b" + text[1:])
    trace = pipeline.run("ac", pipeline.Plan([step]))
    assert trace.result == "bc"
    assert asked == []
    assert trace.undo() == "ac"
    assert asked == ["ac"]
