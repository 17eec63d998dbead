"""Pages that a machine glossed by a table of characters, one for each copy of the article."""

from __future__ import annotations

import pytest
from pypinyin import lazy_pinyin

from cleaner import clean

ARTICLE = """\
旧货市场上个月搬到了北门外的粮库，市场里两百多个摊位一个不少，摊主说新地方不漏雨，车也停得下。
粮库的管理员老顾把门漆成了绿色，又在墙上刷了号，头一个周末来了五千人，卖旧书的摊子前排起了队。
修表的老人姓邵，在市场里坐了二十六年，修过的表装满了四只盒子，有的主人再也没有回来取。
老人说，表停了不怕，怕的是主人忘了上弦，所以每只修好的表都要听满一个晚上，才说一声好了。
管理处算了一笔账：摊位一年只收三百元，水电不在里面，缺的钱由县里补上一半，一半靠停车场。
到了年底，粮库西头还会多出两个仓，一个给放映队，一个给学画的人，门上的号已经刷好了。
老顾说，市场里的人来来去去，有的摊主一坐二十年，有的摊子一个月就不见了，绿门天天开着。
"""


def table(part: int) -> dict[str, str]:
    """Return toneless readings of a part of the article's characters, as many as a site's table has."""
    characters = sorted(set(ARTICLE) - set("，。：\n"), key=lambda char: (ord(char) * 7919) % 101)
    chosen = characters[part::3] + characters[2::3]
    return {char: lazy_pinyin(char)[0] for char in chosen}


def glossed(readings: dict[str, str], opening: str, closing: str) -> str:
    """Return the article with a reading behind each character of a table, wherever it stands."""
    return "".join(
        char + opening + readings[char] + closing if char in readings else char for char in ARTICLE
    )


@pytest.mark.parametrize("brackets", ["()", "【】", "（）"])
def test_each_copy_may_have_its_own_table(brackets: str) -> None:
    page = glossed(table(0), *brackets) + "\n" + glossed(table(1), *brackets)
    assert clean(page, only=["degloss"]).result == ARTICLE + "\n" + ARTICLE


@pytest.mark.parametrize("part", [0, 1])
def test_another_copy_may_have_no_glosses(part: int) -> None:
    page = glossed(table(part), "(", ")") + "\n" + ARTICLE
    assert clean(page, only=["degloss"]).result == ARTICLE + "\n" + ARTICLE
