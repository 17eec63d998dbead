"""The work of `dedupe` grows with the text: counted in calls of functions, not in time."""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from cleaner.steps.dedupe import STEP

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# Words that make sentences which have nothing to do with each other.
WORDS = (
    "码头 吊机 渔民 潮水 仓库 清晨 货轮 街道 灯塔 学校 山路 梯田 老人 木匠 邮局 集市 雨季 桥墩 车站 铁匠"
    " 修好 搬走 等待 收割 记录 说起 打开 点亮 数着 带来 的 在 是 了 不 一 人 有 和 中 大"
)
# Doubling a text doubles the work; sorting and what is done once per document make it a little more or less.
MOST_GROWTH = 2.4
# Sentences in the smaller text.
SIZE = 600


def sentences(count: int) -> list[str]:
    """Return so many sentences of 20 to 60 characters; more of them begin with fewer."""
    random, words = Random(7), WORDS.split()
    return ["".join(random.choices(words, k=random.randint(12, 36))) + "。" for _ in range(count)]


def body(count: int) -> str:
    return "".join(f"{sentence}\n" for sentence in sentences(count))


def formulas(count: int) -> str:
    """Return lines that are alike and say different things, as laws and tables have them."""
    return "".join(
        f"第{number}条 码头的{word}由港务处登记，登记的人在{number}日内收到通知。\n"
        for number, word in enumerate(sentence[:6] for sentence in sentences(count))
    )


TEXTS: dict[str, Callable[[int], str]] = {
    "nothing repeated": body,
    "formulas": formulas,
    "formulas twice": lambda count: formulas(count) * 2,
    "a body twice": lambda count: body(count) * 2,
    "a body six times": lambda count: body(count) * 6,
    "a line six times": lambda count: ("".join(sentences(count)) + "\n") * 6,
    "very many short bodies": lambda count: body(10) * (count // 4),
    "each line twice": lambda count: "".join(f"{sentence}\n" * 2 for sentence in sentences(count)),
    "each line again after the next": lambda count: "".join(
        f"{one}\n{other}\n{one}\n" for one, other in zip(*[iter(sentences(count))] * 2, strict=False)
    ),
}


def work(text: str) -> int:
    """Return how many functions are called and generators resumed to judge a text."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        STEP.find(text, STEP.defaults())
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_the_text(name: str) -> None:
    work(TEXTS[name](20))  # what is loaded once
    small, large = work(TEXTS[name](SIZE)), work(TEXTS[name](2 * SIZE))
    assert large <= MOST_GROWTH * small
