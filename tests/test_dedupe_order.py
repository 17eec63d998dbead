"""An article that stands twice stands once afterwards, whole and in order, whatever short lines it has."""

from __future__ import annotations

from random import Random

import pytest

from cleaner import clean

TITLE = "旧货市场搬了新家"
PARAGRAPHS = (
    "县里的旧货市场上个月搬到了北门外的粮库，两百多个摊位一个不少，摊主们说新地方不漏雨，车也停得下。",
    "粮库的管理员老顾把仓门漆成了绿色，又在墙上刷了编号，头一个周末来了将近五千人，卖旧书的摊子前排起了队。",
    "修表匠姓邵，在雨棚底下坐了二十六年，修过的表装满了四只饼干盒，有的主人再也没有回来取。",
    "他说，表停了不怕，怕的是人忘了上弦，所以每只修好的表他都要听满一个晚上才肯交出去。",
    "“我们以前一下雨就收摊。”卖瓷器的姑娘说，“现在下雨天人反而更多，大家没有别的地方好去。”",
    "管理处算了一笔账：摊位费一年只收三百元，水电另算，缺的钱由县里的文化馆补上一半，另一半靠停车场。",
    "到了年底，粮库西头还会腾出两间仓房，一间给放映队，一间给孩子们画画，钥匙就挂在门房的墙上。",
    "不是人人都满意，住在北门的几户人家嫌早上太吵，市场便把开门的时间往后推了一个钟头。",
    "来得最早的总是那个收旧唱片的人，他在每一张唱片的封套里夹一张纸条，写上是从谁家收来的。",
)
SHORT_LINES = (
    "雨棚底下的修表匠",
    "本报记者 贺青",
    "一笔小账",
    "（二）",
    "文／贺青",
    "粮库旧影",
    "谁来补这笔钱？",
    "县文化馆供图",
)


def article(random: Random) -> list[str]:
    """Paragraphs with up to three short lines between: subheads, bylines, captions."""
    short_lines = random.sample(SHORT_LINES, len(SHORT_LINES))
    lines: list[str] = []
    for paragraph in random.sample(PARAGRAPHS, random.randint(3, len(PARAGRAPHS))):
        if lines:
            for _ in range(min(random.choice([0, 0, 0, 1, 1, 2, 3]), len(short_lines))):
                lines.append(short_lines.pop())
        lines.append(paragraph)
    return lines


@pytest.mark.parametrize("number", range(60))
def test_one_copy_stays_in_its_order(number: int) -> None:
    body = article(Random(number))
    titled = [TITLE, *body]
    glued = [TITLE, TITLE, TITLE + body[0], *body[1:]]
    for copied, once in [
        (titled + body, titled),
        (titled + titled, titled),
        (glued, titled),
        (glued + body, titled),
        (body + body, body),
    ]:
        result = clean("\n".join(copied) + "\n", only=["dedupe"]).result
        assert [line for line in result.split("\n") if line] == once


@pytest.mark.parametrize("number", range(60))
def test_a_copy_that_is_cut_short_does_not_turn_the_article_round(number: int) -> None:
    random = Random(number)
    body = article(random)
    copy = [TITLE, *body, *body[: random.randint(2, len(body))]]
    result = clean("\n".join(copy) + "\n", only=["dedupe"]).result
    lines = [line for line in result.split("\n") if line]
    assert lines[: len(body) + 1] == [TITLE, *body]


@pytest.mark.parametrize("number", range(60))
def test_a_copy_without_beginning_above_the_article_goes(number: int) -> None:
    random = Random(number)
    body = article(random)
    while body[-2] in SHORT_LINES:
        body = article(random)
    copy = [TITLE, *body[-2:], TITLE, *body]
    result = clean("\n".join(copy) + "\n", only=["dedupe"]).result
    lines = [line for line in result.split("\n") if line]
    assert [line for line in lines if line in body] == body
