"""The page that is left around an article, and the copies a page keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


class Page(NamedTuple):
    """Lines that a site has before, behind and between the paragraphs of an article."""

    head: Sequence[str] = ()
    tail: Sequence[str] = ()
    inside: Sequence[str] = ()

    def around(self, article: Sequence[str], random: Random) -> list[str]:
        """Return the article's lines with the page around them; no line stands between title and lead."""
        lines = list(article)
        for line in self.inside:
            lines.insert(random.randint(min(3, len(lines)), len(lines)), line)
        return [*self.head, *lines, *self.tail]


def repeat_title(article: Sequence[str], times: int = 3) -> list[str]:
    """Return the article with its title `times` over, from three on the last copy glued to the lead."""
    title, lead, *rest = article
    if times < 3:
        return [title] * times + [lead, *rest]
    return [title] * (times - 1) + [title + lead, *rest]
