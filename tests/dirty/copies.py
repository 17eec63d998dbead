"""Documents that hold an article more than once, each copy with damage of its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from tests.dirty import glosses, slips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

Way: TypeAlias = "Callable[[Sequence[str], Random], str]"
Dirt: TypeAlias = "Callable[[str, Random], str]"
_SHORTEST_TITLE, _SHORTEST_LEAD = 8, 90
# What stands between the copies of a page.
PAGE = (
    "相关推荐",
    "评论列表",
    "暂无评论",
    "分享到：",
    "打印本页",
    "上一篇：没有了",
    "扫一扫关注我们",
    "微博",
)
_PUNCTUATION = str.maketrans("，。！？：；（）“”", ',.!?:;()""')


def articles(lines: Sequence[str], shortest: int = 3, longest: int = 25) -> Iterator[list[str]]:
    """Cut lines into articles: a short line without a full stop begins one, and a long one follows it."""
    article: list[str] = []
    for line in lines:
        if len(line) < 35 and "。" not in line and len(article) != 1:
            usual = shortest <= len(article) <= longest and len(article[0]) >= _SHORTEST_TITLE
            if usual and len(article[1]) >= _SHORTEST_LEAD:
                yield article
            article = [line]
        else:
            article.append(line)


def exact(article: Sequence[str], random: Random) -> str:
    """Two to four copies with the title, page lines between them."""
    return _joined([list(article) for _ in range(random.randint(2, 4))], random)


def bodies(article: Sequence[str], random: Random) -> str:
    """The title twice and glued, then bodies without it."""
    title, lead, *rest = article
    return _joined([[title, title, title + lead, *rest], *[[lead, *rest]] * random.randint(1, 3)], random)


def glossed(article: Sequence[str], random: Random) -> str:
    """Copies with other words glossed in each."""
    return _joined(
        [[glosses.gloss_words(line, random) for line in article] for _ in range(random.randint(2, 4))], random
    )


def slipped(article: Sequence[str], random: Random) -> str:
    """One whole copy and one whose site glossed its bytes, with slips; the damage is left unrepaired."""
    table = slips.site_table("".join(article), random, 40)
    spoiled = slips.spoil_page(article, table)
    found = [list(article), spoiled]
    random.shuffle(found)
    return _joined(found, random)


def punctuated(article: Sequence[str], random: Random) -> str:
    """Copies with other punctuation and widths."""
    other = [line.translate(_PUNCTUATION) for line in article]
    bare = [line.translate(dict.fromkeys(map(ord, "，、；："), None)) for line in article]
    return _joined([list(article), random.choice([other, bare])], random)


def converted(article: Sequence[str], random: Random) -> str:
    """A second copy in the other script."""
    return _joined([list(article), [_traditional(line) for line in article]], random)


def cut_short(article: Sequence[str], random: Random) -> str:
    """The beginning of the article, the last paragraph broken off, before or behind the whole of it."""
    last = random.randint(2, len(article) - 1)
    cut = [*article[:last], article[last][: len(article[last]) * 2 // 3] + random.choice(["……", "..."])]
    found = [cut, list(article)]
    random.shuffle(found)
    return _joined(found, random)


def joined_lines(article: Sequence[str], random: Random) -> str:
    """A second copy in one line."""
    return _joined([list(article), [article[0], "".join(article[1:])]], random)


def complementary(article: Sequence[str], random: Random) -> str:
    """Two copies, each with damaged characters where the other one is whole."""
    return _joined([_holes(article, random, 0), _holes(article, random, 1)], random)


def summary(article: Sequence[str], random: Random) -> str:
    """The beginning of the first paragraph above the article."""
    title, lead, *rest = article
    return "\n".join([title, lead[: random.randint(40, 80)] + "...", lead, *rest]) + "\n"


def mixed(article: Sequence[str], random: Random) -> str:
    """Two to four copies, one of them whole and clean, each other one cut and dirtied in its own way."""
    found = [list(article)]
    for _ in range(random.randint(1, 3)):
        copy = random.choice((_whole, _without_end, _without_beginning, _broken_off))(article, random)
        for dirt in sorted(random.sample(_DIRT, random.randint(0, 2)), key=_DIRT.index):
            copy = [dirt(line, random) for line in copy]
        found.append(copy)
    random.shuffle(found)
    return _joined(found, random)


def _whole(article: Sequence[str], random: Random) -> list[str]:
    return list(article)


def _without_end(article: Sequence[str], random: Random) -> list[str]:
    return list(article[: random.randint(3, max(3, len(article) - 1))])


def _without_beginning(article: Sequence[str], random: Random) -> list[str]:
    return list(article[random.randint(1, max(1, len(article) - 3)) :])


def _broken_off(article: Sequence[str], random: Random) -> list[str]:
    last = random.randint(1, len(article) - 1)
    size = len(article[last])
    cut = article[last][: random.randint(min(20, size), size)]
    return [*article[:last], cut + random.choice(["……", "..."])]


def _wide(line: str, random: Random) -> str:
    return line.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def _half(line: str, random: Random) -> str:
    return line.translate(_PUNCTUATION)


def _bare(line: str, random: Random) -> str:
    return line.translate(dict.fromkeys(map(ord, "，、；："), None))


def _glossed(line: str, random: Random) -> str:
    return glosses.gloss_words(line, random, random.choice([0.04, 0.1]))


def _in_other_script(line: str, random: Random) -> str:
    return _traditional(line)


# In the order in which they happen to a text: glosses come last.
_DIRT: tuple[Dirt, ...] = (_in_other_script, _bare, _half, _wide, _glossed)

WAYS: tuple[Way, ...] = (
    exact, bodies, glossed, slipped, punctuated, converted, cut_short, joined_lines, complementary, summary,
    mixed,
)  # fmt: skip


def _joined(found: Sequence[Sequence[str]], random: Random) -> str:
    lines = list(found[0])
    for copy in found[1:]:
        lines += random.sample(PAGE, random.randint(0, 3))
        lines += copy
    return "\n".join(lines) + "\n"


def _holes(article: Sequence[str], random: Random, side: int) -> list[str]:
    """Replace characters by U+FFFD, in the even or odd tens of each line."""
    return [
        "".join(
            "\ufffd" if index // 10 % 2 == side and random.random() < 0.05 else character
            for index, character in enumerate(line)
        )
        for line in article
    ]


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2tw").convert
    return convert


def _traditional(line: str) -> str:
    return _converter()(line)
