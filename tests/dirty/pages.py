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


def repeat_title(article: Sequence[str], times: int = 3, *, glued: bool = True) -> list[str]:
    """Return the article with its title `times` over, the last copy glued to the first paragraph."""
    title, lead, *rest = article
    if not glued:
        return [title] * times + [lead, *rest]
    return [title] * (times - 1) + [title + lead, *rest]


def repeat_body(article: Sequence[str], *, title: bool = False) -> list[str]:
    """Return the article with its body twice; with its title twice too, if asked."""
    return [*article, *(article if title else article[1:])]


def repeat_lead(article: Sequence[str], length: int = 40) -> list[str]:
    """Return the article with the start of its first paragraph above it, as a summary."""
    title, lead, *rest = article
    return [title, f"{lead[:length]}...", lead, *rest]


def repeat_captions(article: Sequence[str], captions: Sequence[str]) -> list[str]:
    """Return the article with each of the captions in it twice."""
    return [copy for line in article for copy in [line] * (1 + (line in captions))]
