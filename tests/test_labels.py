"""The labelled pages are well-formed, many enough, and their two parts share no wording to learn by heart."""

from __future__ import annotations

import pytest

from cleaner import Edit
from scripts.strip_pages import MATERIAL
from tests import labels
from tests.labels import GOES, LABELS, Page

# Lines of more than this many characters are sentences and formulas; shorter ones are names of buttons.
SHORT = 12
LEARNED = labels.pages("tune") + labels.read(MATERIAL / "pages")
SCORED = labels.pages("heldout") + labels.pages("whole")


@pytest.mark.parametrize("page", LEARNED + SCORED, ids=lambda page: page.name)
def test_every_line_has_a_label(page: Page) -> None:
    for label, line in zip(page.labels, page.lines, strict=True):
        assert label in LABELS if line else not label, (label, line)


@pytest.mark.parametrize(
    ("part", "content", "removable"), [("tune", 2500, 7000), ("heldout", 500, 2000), ("whole", 900, 6000)]
)
def test_there_are_enough(part: str, content: int, removable: int) -> None:
    found = [label for page in labels.pages(part) for label in page.labels]
    assert found.count("content") >= content
    assert sum(label in GOES for label in found) >= removable


def test_parts_do_not_share_their_wording() -> None:
    learned, heldout = (
        {line.strip() for page in pages for line in page.lines}
        for pages in (LEARNED, labels.pages("heldout"))
    )
    assert {line for line in learned & heldout if len(line) > SHORT} == set()


def test_removed_lines_are_told_from_kept_ones() -> None:
    page = Page("x", ("nav", "", "content", "nav"), (" 首页 ", "", "一条新闻。", "上一页"))
    edits = [Edit(1, "首页", "", "t/x"), Edit(6, "一条", "", "t/x"), Edit(12, "上一页\n", "", "t/x")]
    assert page.removed(edits) == [True, False, False, True]
