"""Whether a line that says what pages say may tell of it: an article about an app, a notice, a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines.rules import NONE

if TYPE_CHECKING:
    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen

# What menus and buttons hardly have, and sentences, quotations and headlines do.
_SENTENCE = late.pattern(r'(?:[。!;"]|,(?!\d{3})).|。$')
# Newspapers head boxes of text so; right above a paragraph it is that one's heading.
_SECTION = late.pattern(r"(?:延伸|拓展|扩展)阅读\W*$|(?:新闻|相关|知识|背景|资料)链接\W*$|新闻背景\W*$")
# What pages ask of readers.
_CALL = late.pattern(r"请|关注|下载|订阅|客户端|公众号|获取|更多|欢迎|点赞|转发|登录|评论|app|敬告")
_SPOKEN = re.compile(r'"|。$')
_SAID = re.compile(r'[。!?]"$|。$')
# So begin notices that speak of the page they stand in, and of hardly anything else.
_NOTICE_OF = late.pattern(
    r"本(?:站|网|刊|社|台|页|平台)|版权声明|[本全]文共|您的(?:浏览器|设备)|.{0,20}(?:记住|收藏)本[站书]"
)
# In brackets stands no sentence.
_BRACKETED = re.compile(r"\[[^\[\]。]*\]")
# And so legal ones do anywhere.
_OF_SITE = late.pattern(r"本(?:站|网|平台|公众号|app)")
# And so lines that lead to other stories: 延伸阅读:, 推荐阅读 |, 同场加映:.
_LABELLED = late.pattern(r"[^,。:|>]{2,8}[:|>].")
# Notices and calls of pages without a full stop are hardly longer.
_NOTICE = 40


def has_sentence(text: str) -> bool:
    """Whether a folded line has what sentences, quotations and headlines have, and buttons have not."""
    return _SENTENCE.search(text) is not None


def may_tell(run: Run, index: int, *, ends: bool) -> bool:
    """Whether a line that says what pages say may be a sentence that tells of it, for no page is beside it.

    Pages speak to readers in the middle of an article too, but then a sentence lost costs more than one left.
    `ends` says that the text ends above the run, or a copy of it.
    """
    line = run.lines[index]
    legal = line.evidence.reason.startswith("legal.")
    heads = run.zone == "inside" and index == len(run.lines) - 1 and _SECTION.search(line.text)
    if heads or (legal and line.text.endswith("?")):
        return True
    if run.beside_page(index) or line.evidence.reason == "placeholder" or _speaks_of_page(line):
        return False
    if ends and line.evidence.strength == NONE:  # listed under a heading: headlines quote as well
        return line.text.startswith('"') and _SAID.search(line.text) is not None
    if ends or line.evidence.reason.startswith("spam."):
        return line.text.startswith('"') or (line.evidence.reason.startswith("nav.") and _tells(line.text))
    # Articles quote what stands in books, on photographs, under films.
    quoted = legal and run.zone == "inside"
    brief = len(line.text) <= _NOTICE and not _SPOKEN.search(line.text)
    if brief and (legal or _CALL.search(line.text)):
        return quoted
    return quoted or has_sentence(line.text)


def _speaks_of_page(line: Seen) -> bool:
    """Whether a line begins as notices on the page it stands in do, or names another story it leads to."""
    if line.evidence.reason == "nav.related" and _LABELLED.match(line.text) and line.text[-1] != "。":
        return True
    if line.evidence.reason.startswith("legal.") and _OF_SITE.search(line.text):
        return True
    return (_NOTICE_OF.match(line.text) or _BRACKETED.fullmatch(line.text)) is not None


def _tells(text: str) -> bool:
    """Whether a sentence with a pause and a full stop asks its readers for nothing."""
    return text.endswith("。") and "," in text and not _CALL.search(text)
