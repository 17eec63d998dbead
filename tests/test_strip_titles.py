"""Where above the text the title is believed to stand, and how that is learned."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from cleaner import lexicon
from cleaner.fold import fold
from cleaner.pagelines import pieces, titles
from cleaner.pagelines.body import as_judged
from cleaner.pagelines.rules import built_in
from cleaner.pagelines.runs import runs
from cleaner.pagelines.topic import Topic
from cleaner.pagelines.view import seen
from scripts import strip_titles

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from cleaner.pagelines.run import Run

TEXT = (
    "守灯塔的老郑昨天把灯芯换成了电灯，光能照到二十海里以外，他在日志上写了两个字：真亮。",
    "换灯的师傅在塔上住了两晚，第二晚替老郑值了半夜的班，说从没见过这么静的海面。",
    "老郑守塔三十年，他说灯换了，人不换，夜里还是要上塔去看一眼，心里才放得下。",
)
MENU = ("首页", "要闻", "本地", "财经", "登录", "注册", "设为首页", "联系我们", "首页 > 本地 > 正文")
TITLE = "老灯塔换上了电灯"


def head(*lines: str) -> tuple[Run, titles.Title]:
    """Return the run above the text, and what is believed of its title."""
    found = as_judged([seen(fold(line), built_in()) for line in (*lines, *TEXT)])
    topic = Topic(found)
    run = next(runs(found))
    return run, titles.find(run, topic, [pieces.leans(line.text) for line in run.lines])


def test_the_title_below_a_menu() -> None:
    _, title = head(*MENU, TITLE, "2021-07-19 08:12", "来源：海角晚报")
    assert title.line == title.first == title.believed == len(MENU)


def test_without_a_page_there_is_nothing_above_the_title() -> None:
    _, title = head("海角副刊", TITLE, "来源：海角晚报")
    assert (title.line, title.first, title.passed) == (None, 0, ())


def test_belief_is_shared_out() -> None:
    run, title = head(*MENU, "看海的人", TITLE, "来源：海角晚报")
    assert len(title.passed) == len(run.lines)
    assert list(title.passed) == sorted(title.passed)
    assert 0 <= title.passed[0] <= title.passed[-1] <= 1


def test_lines_far_above_the_text_are_never_the_title() -> None:
    run, title = head(*(f"渡口 {number} 号" for number in range(5 * titles.REACH)), *MENU, TITLE)
    far = title.passed[: len(run.lines) - titles.REACH]
    assert far == [0.0] * (5 * titles.REACH + len(MENU) + 1 - titles.REACH)
    assert title.passed[-1] > 0


def test_every_weight_is_explained() -> None:
    rows = lexicon.table("strip_titles", titles.COLUMNS)
    assert [name for name, _, why in rows if len(why) < 5] == []
    assert titles.UNTITLED in titles.weights()


def test_what_tells_titles_is_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(1)
    choices = []
    for _ in range(200):
        lines = [{"says_0": float(random.random() < 0.5), "noise": random.random()} for _ in range(5)]
        place = next((place for place, line in enumerate(lines) if line["says_0"]), len(lines))
        choices.append(strip_titles.Choice(lines, place))
    monkeypatch.setattr(strip_titles, "TABLE", tmp_path / "strip_titles.tsv")
    learned = strip_titles.learn(choices, random)
    assert learned["says_0"] > 1 > abs(learned["noise"])
    strip_titles.write(learned)
    written = {name: float(weight) for name, weight, _ in lexicon.rows(strip_titles.TABLE, titles.COLUMNS)}
    assert written == {name: round(weight, 2) for name, weight in learned.items()}
