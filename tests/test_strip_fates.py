"""Lines of one shape share one fate; the title and what closes an article stay among page lines."""

from __future__ import annotations

import pytest

from cleaner import edits
from cleaner.pagelines.fates import shape
from cleaner.steps.strip import STEP

HEAD = "首页\n新闻\n财经\n体育\n登录\n注册\n"
PROSE = (
    "清明前后，渡口的老柳树又抽了新芽，船工们把木船翻过来，一块板一块板地补缝刷油，忙了整整三天。\n"
    "镇上的小学今年只剩下十一个学生，校长说，只要还有一个孩子过河来上课，这条船就要一直开下去。\n"
    "河道管理站的工作人员介绍，新桥预计在后年通车，届时渡口将改建成一个小型的水文纪念馆。\n"
)
TAIL = "分享到：\n微信\n微博\n相关推荐\n山里的邮路走了四十年\n一座水塔的拆除与重建\n返回顶部\n关于我们\n"


def stripped(text: str) -> str:
    return edits.apply(text, [edit for edit in STEP.find(text, STEP.defaults()) if edit.sure])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1. 渡口", "12、水塔"),
        ("(1)渡口", "[2]水塔"),
        ("a. 渡口", "b. water tower"),
        ("· 渡口", "· water"),
        ("| 渡口 | 27 |", "| --- | --- |"),
        ("传真:0000", "地址:北岸路"),
        ("usb-c", "ip68"),
        ("日元 jpy 0.046", "wharf 码头"),
        ("沪指涨1.4%", "8月11日 通车"),
    ],
)
def test_shapes_that_are_the_same(one: str, other: str) -> None:
    assert shape(one) == shape(other) != ""


def test_words_have_no_shape() -> None:
    assert shape("山里的邮路走了四十年") == ""
    assert shape("2021-05-06") == ""


@pytest.mark.parametrize(
    "lines",
    [
        "1. 渡口\n2. 水塔\n3. 邮路\n",
        "A. 一条船\nB. 两条船\nC. 三条船\n",
        "ferry n. 渡船\nwharf n. 码头\n",
        "报名表.doc\n承诺书.doc\n",
        "渡口管理站\n2022年7月4日\n",
    ],
    ids=["numbers", "options", "vocabulary", "files", "signature"],
)
def test_what_closes_an_article_stays(lines: str) -> None:
    assert stripped(f"{HEAD}渡口的最后一条船\n{PROSE}{lines}{TAIL}") == f"渡口的最后一条船\n{PROSE}{lines}"


@pytest.mark.parametrize(
    "title", ["渡口", "讣告", "老柳树", "渡口的最后一条船", "财经观察：船票四十年不涨价"]
)
def test_the_title_stays_right_below_a_menu(title: str) -> None:
    assert stripped(f"{HEAD}{title}\n{PROSE}{TAIL}") == f"{title}\n{PROSE}"


def test_a_list_that_stands_twice_goes_twice() -> None:
    items = (
        "山里的邮路走了四十年又通了车\n一座水塔的拆除与重建之间\n夜班公交上的十二名常客\n县城书店里的旧地图\n"
    )
    text = f"{HEAD}热点排行\n{items}渡口的最后一条船\n{PROSE}分享到：\n相关新闻\n{items}返回顶部\n"
    assert stripped(text) == f"渡口的最后一条船\n{PROSE}"
