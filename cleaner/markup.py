"""Remains of HTML in text: entities, tags and their shards, line ends written as letters.

Text about HTML has all of these too. It says so: its tags and entities stand in quotation marks, or beside
words for them. Where it does, nothing is sure.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late, lexicon
from cleaner.hanzi import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pages that are escaped again and again write &amp;amp;lt; for <: what the ampersands lead to counts.
_ENTITY = re.compile(r"&(?:(?:amp|#38|#[xX]26);)*(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Without its semicolon, or with one of full width; names that no address and no company has behind its `&`.
_UNCLOSED_ENTITY = late.pattern(
    "&(#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|(?:nbsp|ensp|emsp|[lr][ds]quo|hellip|mdash|middot|bull)(?![A-Za-z]))(?![\\w;=])；?",
    re.ASCII,
)
_IN_ADDRESS = re.compile(r"(?:\?|://)[!-~]*$")
_LONGEST_ADDRESS = 500  # Characters that are looked at.
_TAG = re.compile(
    r"<(?:!--.{0,2000}?--|(/?)([A-Za-z][A-Za-z0-9]{0,9})(?::[A-Za-z0-9]{1,9})?(?:\s([^<>\n]{0,500}))?/?)>"
)
# What a browser never shows: programs and styles with all that is in them, and what a page begins with.
_UNSEEN_PART = late.pattern(
    r"<(script|style)(?:\s[^<>\n]{0,500})?>[^<]{0,5000}(?:<(?!/?\1)[^<]{0,5000}){0,40}</\1\s*>"
    r"|<!doctype\s[^<>]{1,200}>|<\?xml\s[^<>]{1,200}\?>",
    re.IGNORECASE,
)
# The beginning of a closing tag or a break at the end of a line, the end of a comment on a line of its own.
_CUT_TAG = late.pattern(
    r"</?([A-Za-z][A-Za-z0-9]{0,9})\s?(?=\r?$)|(?m:^[ \t]*(?:-->|\]\]>)[ \t]*(?=\r?$))", re.MULTILINE
)

# What a decoder leaves of a closing tag when it eats the `<` behind a torn byte.
_SHARD = re.compile(r"/([A-Za-z][A-Za-z0-9]{0,9})>")
_LITERAL_LINE_END = re.compile(r"(?:\\?x0d\\?x0a|_x000[dD]_)+\n?", re.IGNORECASE)

# Numbers 128 to 159 mean characters of Windows-1252, as in browsers; blanks that are no more than a blank.
_BLANKS = frozenset("\u00a0\u2002\u2003\u2009\u3000 \t\n\r")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff")
_LOST = frozenset("?？\ufffd")  # The `<` was eaten with a torn byte: that comes first.
_LINE_ENDS = frozenset(("", "\n", "\r"))

_WIDE_SIGN = late.pattern("[\u3001-\u303f\uff01-\uff65“”‘’…—]")
_QUOTED = frozenset("\"'`“”‘’「」『』〈〉《》")
_TALK_DISTANCE = 16  # Characters between a tag and the word for it, to one side.
_NARROW_ENDS = frozenset("!?.」』）)>;；")


_LINE = re.compile(r"^.*\S", re.MULTILINE)
_WRAPPED_LINE = late.pattern(
    r"^[ \t\u3000]*<(p|div|li|td|span|h[1-6])(?:\s[^<>\n]{0,500})?>[^\n]*</\1>[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_WRAPPED = 3  # An example of HTML in an article seldom has more whole lines.


class Remain(NamedTuple):
    """From `start` to `end` stands markup that means `text`; `kind` is entity, tag or line-end."""

    start: int
    end: int
    text: str
    kind: str
    sure: bool


def find(text: str) -> Iterator[Remain]:
    """Yield the remains of markup, in order."""
    found = sorted([*_entities(text), *_tags(text), *_line_ends(text)], key=lambda one: (one.start, -one.end))
    end = 0
    for remain in found:
        if remain.start >= end:
            yield remain
            end = remain.end


# entities


def _entities(text: str) -> Iterator[Remain]:
    if "&" not in text:
        return
    found = list(_ENTITY.finditer(text))
    found += [match for match in _UNCLOSED_ENTITY.finditer(text) if not _in_address(match)]
    for match in found:
        meant = unescape(f"&{match[1]};")
        if len(meant) == 1 and not "\ud800" <= meant <= "\udfff" and meant != "\ufffd":
            start, end = match.span()
            shown = _shown(meant, text, start, end)
            yield Remain(start, end, shown, "entity", not _talked_about(text, start, end))


def _in_address(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _LONGEST_ADDRESS) : match.start()]
    return bool(_IN_ADDRESS.search(before))


def _shown(meant: str, text: str, start: int, end: int) -> str:
    """Return what a reader of the page would see of a character."""
    if meant in _UNSEEN or (meant < " " and meant not in _BLANKS):
        return ""
    if meant not in _BLANKS:
        return meant
    before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    needless = before.isspace() or after.isspace() or before == ";" or _is_wide(before)
    return "" if needless or _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    return character != "" and (is_han(character) or _WIDE_SIGN.match(character) is not None)


def _ends_text(line: str) -> bool:
    """Whether a line ends as Chinese text does."""
    last = line.rstrip()[-1:]
    return last in _NARROW_ENDS or _is_wide(last)


def _talked_about(text: str, start: int, end: int) -> bool:
    """Whether markup is quoted, or stands beside a word for it."""
    before, after = text[max(0, start - _TALK_DISTANCE) : start], text[end : end + _TALK_DISTANCE]
    if before[-1:] in _QUOTED and after[:1] in _QUOTED and before and after:
        return True
    return bool(_talk().search(before.rsplit("\n", 1)[-1]) or _talk().search(after.split("\n", 1)[0]))


@cache
def _talk() -> re.Pattern[str]:
    words = (row[0] for row in lexicon.table("markup_talk", ("word", "reason")))
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)


# tags


def _tags(text: str) -> Iterator[Remain]:
    if ">" not in text and "<" not in text:
        return
    unseen = list(_UNSEEN_PART.finditer(text))
    matches = [match for match in _TAG.finditer(text) if not match[2] or match[2].lower() in _tag_names()]
    shards = [match for match in _SHARD.finditer(text) if _is_shard(match, text)]
    shards += [match for match in _CUT_TAG.finditer(text) if _is_cut_tag(match)]
    talk = any(_talked_about(text, *match.span()) for match in [*unseen, *matches, *shards]) and not _is_page(
        text
    )
    closed = {match[2].lower() for match in matches if match[1]}
    opened = {match[2].lower() for match in matches if match[2] and not match[1]}
    for match in matches:
        name = (match[2] or "").lower()
        sure = not talk and (name in closed & opened or _is_remain(match, text))
        start = _start(name, text, match.start())
        yield Remain(start, match.end(), _left(name, text, start, match.end()), "tag", sure)
    for match in unseen:
        yield Remain(*match.span(), "", "tag", not talk and not any(map(is_han, match[0])))
    for match in shards:
        torn = text[match.start() - 1 : match.start()] in _LOST
        yield Remain(*match.span(), "", "tag", not talk and not torn)


def _is_page(text: str) -> bool:
    """Whether most lines stand between tags, so that a word for them is just a word: 元素 in chemistry."""
    wrapped = sum(1 for _ in _WRAPPED_LINE.finditer(text))
    return wrapped >= _FEWEST_WRAPPED and wrapped * 2 >= sum(1 for _ in _LINE.finditer(text))


@cache
def _tag_names() -> dict[str, str]:
    return {name: kind for name, kind in lexicon.table("tags", ("name", "kind"))}  # noqa: C416 - mypy sees pairs


def _is_shard(match: re.Match[str], text: str) -> bool:
    """Whether what looks like the end of a closing tag ends a line, behind the end of a sentence."""
    before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 1]
    return match[1].lower() in _tag_names() and after in _LINE_ENDS and _ends_text(before)


def _is_cut_tag(match: re.Match[str]) -> bool:
    """Whether what looks like the beginning of a tag stands behind the end of a sentence."""
    if match[1] is None:
        return True
    name, before = match[1].lower(), match.string[max(0, match.start() - 2) : match.start()]
    is_end = match[0].startswith("</") or name == "br"
    return is_end and name in _tag_names() and _ends_text(before)


def _is_remain(match: re.Match[str], text: str) -> bool:
    """Whether a tag without a partner can only be a remain: it ends or begins a line, or has attributes."""
    name = (match[2] or "").lower()
    if name in {"", "br"} or match[3]:
        return True
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    outside = before in _LINE_ENDS | {">"} or after in _LINE_ENDS | {"<"}
    return outside and (len(name) > 1 or name == "p")


def _left(name: str, text: str, start: int, end: int) -> str:
    """Return what a reader of the page would see in place of a tag: a new line, or nothing."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    inside = before not in _LINE_ENDS and after not in _LINE_ENDS | {"<"}
    if not inside or _tag_names().get(name) != "line":
        return ""
    return next((ending for ending in ("\r\n", "\n", "\r") if ending in text), "\n")


def _start(name: str, text: str, start: int) -> int:
    """Return where a tag starts; one that ends a line takes the blanks before it along."""
    if _tag_names().get(name) == "line":
        while start and text[start - 1] in _BLANKS - _LINE_ENDS:
            start -= 1
    return start


# line ends


def _line_ends(text: str) -> Iterator[Remain]:
    for match in _LITERAL_LINE_END.finditer(text) if "0d" in text or "0D" in text else ():
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        sure = _is_wide(before) or _is_wide(after)
        needless = before in {"", "\n"} or after in {"", "\n"}
        yield Remain(*match.span(), "" if needless else "\n", "line-end", sure)
