"""Articles without prose stay among the lines of a large page: verse, captions, flashes, notices."""

from __future__ import annotations

import pytest

from cleaner import edits
from cleaner.steps.strip import STEP

HEAD = (
    "首页\n新闻\n国内\n国际\n财经\n股票\n体育\n娱乐\n科技\n汽车\n房产\n教育\n登录\n注册\n"
    "时评\n图片\n视频\n直播\n专题\n军事\n历史\n文化\n读书\n游戏\n彩票\n旅游\n健康\n美食\n数码\n手机\n"
    "首页 > 新闻中心 > 正文\n字号\n小\n中\n大\n收藏\n打印\n举报\n分享到：\n微信\n微博\nQQ空间\n"
)
TAIL = (
    "分享到：\n微信\n微博\nQQ空间\n打印\n相关推荐\n三号线昨日试运行 市民凌晨排队\n北岸老街改造方案公示\n"
    "热门评论\n发表评论\n24小时热文\n北岸早市搬家之后\n海州旧港改建成公园\n视频\n图片\n专题\n下载客户端\n"
    "扫码关注\n意见反馈\n返回顶部\n关于我们\n联系我们\n广告服务\n"
)
# Sentences of the page, below all that is the article's.
NOTE = "本站所有文章均由网友上传，如有侵权请与我们联系，我们将在第一时间核实并且删除。\n"
OTHER = (
    "三号线昨天开始试运行，凌晨四点就有市民在站口排起了长队，等着坐头班车去北岸。\n"
    "记者在现场看到，列车每隔八分钟一班，站台上的工作人员不停地提醒乘客先下后上。\n"
    "据市交通局介绍，试运行将持续三个月，其间所有车站都免费开放，请市民错峰出行。\n"
    "沿线的几所中学为此调整了到校时间，校门口早高峰拥堵的老问题也有望得到缓解。\n"
)
ARTICLES = {
    "verse": "摆渡人\n雾从水面上站起来\n老人解开了缆绳\n对岸有人喊他的名字\n他只是点点头\n",
    "captions": "组图：旧船坞的最后一个冬天\n结冰的吊臂\n看门人和他的黄狗\n雪落在锈铁上\n",
    "flash": "江城跨江隧道今晨贯通\n江城跨江隧道今晨贯通，两端误差不到两厘米。\n",
    "notice": "北岸片区今晚停水\n停水时间：22:00—次日5:00\n停水范围：北岸路、柳堤巷\n停水原因：管道检修\n",
}


def stripped(text: str) -> str:
    return edits.apply(text, [edit for edit in STEP.find(text, STEP.defaults()) if edit.sure])


@pytest.mark.parametrize("below", ["", NOTE, OTHER], ids=["nothing", "a note", "another article"])
@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
def test_an_article_without_prose_stays(article: str, below: str) -> None:
    assert article in stripped(HEAD + article + TAIL + below)


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
def test_the_page_around_it_goes(article: str) -> None:
    left = stripped(HEAD + article + TAIL).replace(article, "")
    assert not set(left.split("\n")) & {"首页", "财经", "登录", "相关推荐", "返回顶部", "关于我们"}


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
def test_what_stays_is_settled(article: str) -> None:
    once = stripped(HEAD + article + TAIL + OTHER)
    assert stripped(once) == once


def test_comments_end_where_a_box_of_text_begins() -> None:
    """What an article quotes under 热门评论 does not make its boxes below into comments."""
    story = OTHER + "热门评论\n“头班车里全是笑声，连司机也跟着唱了起来，我录了整整一路。”一位读者这样留言。\n"
    box = "新闻链接\n隧道全长三千二百米，是江城第一条从河床下面穿过的隧道，修建用了整整四年。\n"
    shown = "长度 3200米\n工期 4年\n车站 12座\n隧道南口\n北岸广场\n"
    buttons = "相关推荐\n海州旧港改建成公园\n热门评论\n回复\n点赞\n回复\n点赞\n返回顶部\n关于我们\n"
    left = stripped("首页\n新闻\n财经\n登录\n" + story + box + shown + buttons)
    assert box.split("\n")[1] in left
    assert "隧道南口\n北岸广场\n" in left
