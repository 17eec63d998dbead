"""What `cleaner rules` says about each kind of line and span that `strip` removes."""

from __future__ import annotations

from cleaner.step import Reason

_TEXT = "渡轮停航那天，老船长在航行日志上写下了最后一行字，码头上站满了送行的人。\n"


def _line(kind: str, does: str, why: str, line: str, wrong: str) -> Reason:
    """Return the reason for a whole line, shown behind a paragraph that stays."""
    return Reason(kind, does, why, before=f"{_TEXT}{line}\n", after=_TEXT, wrong=wrong)


def _span(kind: str, does: str, why: str, span: str, wrong: str) -> Reason:
    """Return the reason for a span at the end of a paragraph that stays."""
    return Reason(kind, does, why, before=_TEXT.replace("\n", f"{span}\n"), after=_TEXT, wrong=wrong)


REASONS = (
    _line(
        "spam.gambling",
        "removes lines that advertise gambling",
        "hijacked pages carry keywords for search engines, often hidden from readers",
        "澳门新葡京官网|六合彩开奖结果|百家乐平台",
        "a list of the names of banned gambling sites in a report",
    ),
    _line(
        "spam.adult",
        "removes lines of pornographic keywords and escort advertisements",
        "hijacked pages carry keywords for search engines, often hidden from readers",
        "成人视频在线观看|日韩精品一区二区|免费毛片",
        "a list of the titles of banned films in a report",
    ),
    _line(
        "spam.medical",
        "removes lines that advertise private clinics and drugs",
        "clinics buy links on other sites",
        "某市白癜风专科医院哪家最好",
        "a headline that asks which hospital is the best for a disease",
    ),
    _line(
        "spam.loans",
        "removes lines that advertise loans and cash against credit cards",
        "lenders buy links on other sites",
        "无抵押小额贷款 当天放款",
        "a list of loan products in a report on banks",
    ),
    _line(
        "spam.seo",
        "removes traces of link farms",
        "farms of pages are made for search engines alone",
        "主站蜘蛛池模板:站群系统",
        "a report on link farms that names their tools in a heading",
    ),
    _line(
        "spam.ad",
        "removes other advertisements: forged papers, stock tips, groups to join, sales",
        "scraped pages carry advertisements as text",
        "加微信免费领取牛股",
        "an offer quoted on a line of its own",
    ),
    _line(
        "spam.noise",
        "removes lines of random letters and signs, and of nothing but question marks",
        "forums hide noise in posts against copying; lost characters leave question marks",
        "v /i% 8 &d 8 ytd [ biu m",
        "a line of a program",
    ),
    _line(
        "nav.menu",
        "removes menus, breadcrumbs, links to other parts of the site, its addresses and telephone numbers",
        "a scraper that keeps all text of a page keeps its menus",
        "首页 | 新闻 | 财经 | 体育 | 娱乐",
        "a list of four or more words that are all names of channels",
    ),
    _line(
        "nav.share",
        "removes share bars and requests to like, collect and pass on",
        "a scraper that keeps all text of a page keeps its buttons",
        "分享到: 微信 微博 QQ空间",
        "a line of dialogue that is only such a request",
    ),
    _line(
        "nav.comments",
        "removes comment boxes, counters of comments, and the comments under such a head",
        "comments stand below the article on the same page",
        "暂无评论,快来抢沙发吧",
        "an article whose heading is 网友评论 and that goes on with short lines",
    ),
    _line(
        "nav.login",
        "removes log-in and registration prompts",
        "a scraper that keeps all text of a page keeps its forms",
        "会员登录 | 立即注册",
        "instructions that name such buttons in a list",
    ),
    _line(
        "nav.search",
        "removes search boxes and their hints",
        "a scraper that keeps all text of a page keeps its forms",
        "请输入关键词",
        "instructions that name such fields in a list",
    ),
    _line(
        "nav.pages",
        "removes page numbers, links to the article before and behind, loading and end marks",
        "long articles and lists are cut into pages",
        "上一篇：老街的灯",
        "a table of contents in a book",
    ),
    _line("nav.top", "removes links to the top of the page", "pages are long", "返回顶部", "hardly ever"),
    _line(
        "nav.app",
        "removes requests to open or download an app",
        "sites want readers to use their app",
        "打开江湾新闻APP查看更多精彩内容",
        "a headline of the form: download an app",
    ),
    _line(
        "nav.subscribe",
        "removes requests to follow and subscribe",
        "sites want readers to come back",
        "更多精彩内容请关注江湾日报公众号",
        "a headline that asks the reader to follow an account",
    ),
    _line(
        "nav.related",
        "removes heads such as 相关推荐 and the list under them, up to where the article goes on",
        "pages show what else there is to read",
        "相关推荐\n老桥要拆了\n早市的最后一天",
        "a last short line of the article that stands under such a head",
    ),
    _line(
        "nav.tags",
        "removes tags and keywords of the article",
        "sites label their articles for search",
        "标签：渡轮 码头",
        "a line of the article that begins with such a word",
    ),
    _line(
        "nav.font",
        "removes choices of the font size, printing, reading aloud",
        "a scraper that keeps all text of a page keeps its buttons",
        "【字体：大 中 小】",
        "hardly ever",
    ),
    _line(
        "nav.counter",
        "removes counters of readers and likes",
        "pages show how often they are read",
        "阅读 1234\n点赞 56\n返回顶部",
        "a line of figures between page lines",
    ),
    _line(
        "nav.media",
        "removes what players and galleries show: loading, full screen, view the original",
        "a scraper that keeps all text of a page keeps its buttons",
        "视频加载中，请稍候...",
        "hardly ever",
    ),
    _line(
        "nav.form",
        "removes the names of fields of forms",
        "a scraper that keeps all text of a page keeps its forms",
        "发表评论\n*您的称呼:\n验证码:",
        "a questionnaire",
    ),
    _line(
        "nav.among",
        "removes short lines that say nothing of the kind, but stand among page lines and not by the text",
        "no list of words knows all channels, columns and headlines",
        "返回顶部\n江湾观察\n七日谈\n关于我们\n版权所有",
        "the last short lines of an article, if page lines stand above and below them",
    ),
    _span(
        "nav.link",
        "removes links in a paragraph: `点击进入专题>>`",
        "links are text once the page is scraped",
        "点击进入专题>>",
        "instructions in which such a link is quoted",
    ),
    _span(
        "nav.editor",
        "removes the mark of the editor glued to the end of a paragraph",
        "templates print it behind the last paragraph; on a line of its own it is a credit and stays",
        "（责任编辑：周一鸣）",
        "a remark that only looks like it",
    ),
    _line(
        "legal.copyright",
        "removes copyright lines and prohibitions to copy",
        "sites state their rights on every page",
        "版权所有 未经授权禁止转载",
        "an article that quotes such a notice on a line of its own",
    ),
    _line(
        "legal.reprint",
        "removes remarks on where the text was taken from and whom to ask for removal",
        "sites that reprint protect themselves",
        "图片来自网络，如有侵权请联系删除",
        "an article that quotes such a remark on a line of its own",
    ),
    _line(
        "legal.disclaimer",
        "removes disclaimers and risk warnings",
        "sites protect themselves",
        "免责声明：本文仅代表作者个人观点，与本站无关。",
        "a statement of somebody who disclaims something, if it begins like a disclaimer",
    ),
    _line(
        "legal.licence",
        "removes registration and licence numbers of the site",
        "mainland sites must show them",
        "粤ICP备00000000号-1",
        "an article that lists licence numbers",
    ),
    _line(
        "legal.complaint",
        "removes addresses for complaints and reports of illegal content",
        "mainland sites must show them",
        "违法和不良信息举报电话：000-00000000",
        "an article that ends with a telephone number for witnesses",
    ),
    _line(
        "placeholder",
        "removes what stands for something that is not text: 图片, [object Object], ![](), tags, scripts",
        "scrapers leave a mark where a picture or a template was",
        "图片",
        "a caption that is only the word 图片",
    ),
    Reason(
        "credit",
        does="removes source, author, editor, time and original title",
        why="wanted only with `--drop credit`",
        before=f"来源：江湾晚报 记者：周一鸣\n{_TEXT}",
        after=_TEXT,
        wrong="a short line that begins like a credit",
    ),
)
