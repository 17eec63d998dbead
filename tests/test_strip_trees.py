"""The trees that are asked about lines of which it is not sure whether they go."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from cleaner import lexicon
from cleaner.errors import DataError
from cleaner.pagelines import judge, trees
from cleaner.pagelines.lists import numbered_on
from cleaner.pagelines.outlook import FEATURES
from cleaner.pagelines.rules import SILENT
from cleaner.pagelines.seen import Seen
from cleaner.steps.strip import STEP
from scripts import strip_trees

if TYPE_CHECKING:
    from pathlib import Path

TREE = trees.Tree("length", 4.0, "zone", 0.0, -1.0, 1.0, "words", 2.0, 3.0, 5.0)


def seen(*texts: str) -> list[Seen]:
    return [Seen(text, prose=len(text) > 20, evidence=SILENT, credit=False) for text in texts]


@pytest.mark.parametrize(
    ("length", "zone", "words", "says"),
    [(4, 0, 9, -1.0), (4, 2, 9, 1.0), (5, 0, 2, 3.0), (5, 2, 2.5, 5.0)],
)
def test_a_tree_asks_twice(length: float, zone: float, words: float, says: float) -> None:
    found = {"length": length, "zone": zone, "words": words}
    assert trees.Trees(0.5, (TREE, TREE)).weigh(found) == 0.5 + 2 * says


def test_trees_ask_what_is_explained() -> None:
    asked = {name for tree in trees.built_in().trees for name in (tree.asks, tree.no_asks, tree.yes_asks)}
    assert asked <= set(FEATURES)
    assert all(len(why) > 5 for why in FEATURES.values())


def test_what_the_table_holds_is_what_was_grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(1)
    rows = [
        strip_trees.Row({name: random.random() for name in FEATURES}, random.random() < 0.5, 1.0)
        for _ in range(200)
    ]
    rows = [row._replace(page=row.values["length"] > 0.5 or row.values["words"] > 0.8) for row in rows]
    monkeypatch.setattr(strip_trees, "NUMBER", 5)
    monkeypatch.setattr(strip_trees, "TABLE", tmp_path / "strip_trees.tsv")
    grown = strip_trees.grow(rows)
    strip_trees.write(grown)
    assert trees.read(lexicon.rows(strip_trees.TABLE, trees.COLUMNS)) == grown
    right = sum((grown.weigh(row.values) > 0) == row.page for row in rows)
    assert right > 0.9 * len(rows)


def test_a_table_of_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "strip_trees.tsv"
    path.write_text("asks\tabove\nstart\t2\n", "utf-8")
    with pytest.raises(DataError):
        trees.read(lexicon.rows(path, trees.COLUMNS))


@pytest.mark.parametrize(
    ("lines", "first", "held"),
    [
        (("2、乙", "文" * 30, "3、丙", "票价", "4、丁", "注", "尾"), 2, range(2, 6)),
        (("文" * 30, "1、甲", "2、乙", "3、丙"), 1, range(0)),
        (("文" * 30, "3、丙", "4、丁"), 1, range(0)),
        (("2.乙", "文" * 30, "3、丙", "4、丁"), 2, range(0)),
        (("2、乙", "文" * 30, "3、丙"), 2, range(0)),
    ],
)
def test_numbers_that_go_on(lines: tuple[str, ...], first: int, held: range) -> None:
    assert numbered_on(seen(*lines), first, len(lines)) == held


def test_many_lines_of_one_shape() -> None:
    text = (
        "首页\n登录\n"
        + "· 渡口\n" * 20_000
        + "渡轮停航那天，老船长在航行日志上写下了最后一行字，码头上站满了送行的人。\n"
    )
    assert "老船长" not in "".join(edit.before for edit in STEP.find(text, STEP.defaults()))


def test_between_the_odds_nothing_changes() -> None:
    assert judge.STAYS < judge.GOES
