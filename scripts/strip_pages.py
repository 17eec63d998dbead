"""Makes labelled pages: articles of this project inside pages as careless scrapers save them.

The words that rules know come from the tables of `strip`, the words that no rule knows from
`strip_training/page.txt`.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon
from cleaner.pagelines.rules import PATTERNS, PHRASES
from tests import labels

if TYPE_CHECKING:
    from random import Random

MATERIAL = Path(__file__).parent / "strip_training"


class Labelled(NamedTuple):
    """A line of a page and whether it belongs to the article."""

    text: str
    article: bool


class Material:
    """Everything pages are made of."""

    def __init__(self) -> None:
        self.articles = _articles()
        self.labelled = labels.pages("tune") + labels.read(MATERIAL / "pages")
        self.headlines = (MATERIAL / "headlines.txt").read_text("utf-8").split("\n")[:-1]
        self.words: dict[str, list[str]] = defaultdict(list)
        for line in (MATERIAL / "page.txt").read_text("utf-8").split("\n"):
            if line and not line.startswith("#"):
                kind, word = line.split(" ", 1)
                self.words[kind].append(word)
        for reason, strength, phrases in lexicon.table("strip_phrases", PHRASES):
            self.words[f"{reason}.{strength}"] += [phrase.replace("_", " ") for phrase in phrases.split(" ")]
        for reason, strength, _, _, _, match, _ in lexicon.table("strip_patterns", PATTERNS):
            self.words[f"{reason}.{strength}"] += [example for example in match.split("¦") if example]


def _articles() -> list[list[tuple[str, str]]]:
    articles: list[list[tuple[str, str]]] = [[]]
    for line in (MATERIAL / "articles.txt").read_text("utf-8").split("\n"):
        if line.startswith("#"):
            continue
        if not line:
            articles.append([])
        elif line[2:]:
            articles[-1].append((line[0], line[2:]))
    return [article for article in articles if article]


class PageMaker:
    """Makes pages at random, the same for the same seed."""

    def __init__(self, random: Random, material: Material) -> None:
        self.random = random
        self.material = material
        self.title = ""

    def page(self, weight: float) -> list[Labelled]:
        """Return a page; `weight` 0 is a bare article, 1 a portal with hundreds of page lines."""
        article = self.random.choice(self.material.articles)
        body = self._body(article)
        head = [Labelled(text, article=False) for text in self._head(weight)]
        self.title = article[0][1]
        tail = [Labelled(text, article=False) for text in self._tail(weight)]
        lines = head + self._with_insertions(body, weight) + tail
        if self.random.random() < 0.2 * weight:
            lines += self._with_insertions(body, weight) + [
                Labelled(text, article=False) for text in self._tail(weight)
            ]
        return lines

    def _some(self, kind: str, most: int, least: int = 0) -> list[str]:
        words = self.material.words[kind]
        return [self.random.choice(words) for _ in range(self.random.randint(least, max(least, most)))]

    def _maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def _menu(self, most: int) -> list[str]:
        known = self.random.random()
        words = self.material.words
        found = []
        for _ in range(self.random.randint(2, max(2, most))):
            if self.random.random() < known:
                found.append(self.random.choice(words["nav.menu.hint"]))
            else:
                found.append(self.random.choice(words["channel"]))
            if self._maybe(0.08):
                found.append(self.random.choice(words["slogan"]))
        if self._maybe(0.15):
            return [self.random.choice((" ", " | ", "|", " · ")).join(found)]
        return found

    def _headlines(self, most: int, least: int = 2) -> list[str]:
        pool = self.material.headlines + [article[0][1] for article in self.material.articles]
        style = self.random.randint(0, 6)
        found = []
        for number in range(1, self.random.randint(least, max(least, most)) + 1):
            title = self.random.choice(pool)
            if style == 0:
                title = f"{number}{self.random.choice(('.', ' ', ''))}{title}"
            elif style == 1:
                title = f"• {title}"
            elif style == 2 and self._maybe(0.5):
                title = title[: self.random.randint(10, 20)] + "..."
            elif style == 3:
                title = f"{title} {self._date()}"
            found.append(title)
            if style == 4:
                found.append(self._date())
            if style == 5:
                found += [str(self.random.randint(0, 9999)), self.random.choice(("评论", "阅读", "赞"))][
                    : self.random.randint(0, 2)
                ]
        return found

    def _date(self) -> str:
        day = f"{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        return self.random.choice(
            (
                day,
                f"2021-{day}",
                f"2021-{day} {self.random.randint(0, 23):02}:{self.random.randint(0, 59):02}",
            )
        )

    def _head(self, weight: float) -> list[str]:
        found: list[str] = []
        if not weight:
            return found
        if self._maybe(0.2):
            found += self._some("nav.login.sure", 3) + self._some("nav.search.sure", 3)
        if self._maybe(weight):
            found += self._menu(int(5 + 120 * weight * self.random.random()))
        if self._maybe(weight / 2):
            found += self._some("nav.app.sure", 3) + self._some("nav.menu.sure", 3) + self._menu(8)
        if self._maybe(weight / 3):
            found += self._some("ad", 4)
        if self._maybe(weight / 4):
            found += self._headlines(12)
        if self._maybe(0.5):
            found += self.random.choice(
                (self._some("nav.menu.sure", 2, 1), self._some("nav.subscribe.sure", 2, 1), self._menu(3))
            )
        if self._maybe(0.06):
            found += self._some(
                self.random.choice(("spam.gambling.sure", "spam.adult.sure", "spam.medical.sure")), 2, 1
            )
        return found

    def _tail(self, weight: float) -> list[str]:
        found: list[str] = []
        if not weight:
            return found
        blocks = [
            self._topics,
            self._legal,
            self._share,
            self._pages,
            self._related,
            self._related,
            self._comments,
            self._hot,
            self._ads,
        ]
        self.random.shuffle(blocks)
        for block in blocks[: self.random.randint(0, int(2 + 7 * weight))]:
            found += block(weight)
        if self._maybe(weight) or not found:
            found += self._footer(weight)
        return found

    def _topics(self, _: float) -> list[str]:
        """Return tags, which are words of the article."""
        words = []
        for _ in range(self.random.randint(1, 4)):
            start = self.random.randint(0, max(0, len(self.title) - 2))
            words.append(self.title[start : start + self.random.randint(2, 4)])
        return words if self._maybe(0.7) else [" ".join(words)]

    def _legal(self, weight: float) -> list[str]:
        kinds = ("legal.reprint.sure", "legal.disclaimer.sure", "legal.copyright.sure")
        found = self._some(self.random.choice(kinds), 2, 1)
        return found + self._topics(weight) if self._maybe(0.4) else found

    def _share(self, _: float) -> list[str]:
        return (
            self._some("nav.share.sure", 3)
            + self._some("nav.share.hint", 4)
            + self._some("nav.share.likely", 3)
            + self._some("nav.counter.hint", 2)
        )

    def _pages(self, _: float) -> list[str]:
        if self._maybe(0.5):
            return ["上一篇", *self._headlines(1, 1), "下一篇", *self._headlines(1, 1)]
        return self._some("nav.pages.sure", 4, 1)

    def _related(self, weight: float) -> list[str]:
        heading = self._some("nav.related.sure", 1, 1) if self._maybe(0.85) else []
        return heading + self._headlines(int(3 + 12 * weight))

    def _hot(self, weight: float) -> list[str]:
        found: list[str] = []
        for _ in range(self.random.randint(1, int(1 + 5 * weight))):
            found += self._some("nav.related.sure", 1, 1 if self._maybe(0.8) else 0) + self._headlines(
                int(4 + 20 * weight)
            )
            found += self._some("nav.menu.sure", 1)
        return found

    def _ads(self, _: float) -> list[str]:
        return self._some("ad", 4, 1) + self._some("product", 3) + self._some("placeholder.likely", 1)

    def _comments(self, weight: float) -> list[str]:
        found = self._some("nav.comments.sure", 3, 1)
        if self._maybe(0.5):
            for _ in range(self.random.randint(1, int(3 + 12 * weight))):
                found += [self.random.choice(self.material.words["user"])]
                found += [self._date()] if self._maybe(0.5) else self._some("nav.comments.likely", 1)
                found += [self.random.choice(self.material.words["comment"])]
                found += self._some("nav.comments.likely", 3)
        return found + self._some("nav.comments.sure", 3) + self._some("nav.login.sure", 2)

    def _footer(self, weight: float) -> list[str]:
        found: list[str] = []
        if self._maybe(weight):
            found += self._some("nav.menu.sure", 6) + self._menu(int(4 + 40 * weight))
        if self._maybe(weight / 2):
            found += ["友情链接", *self._some("partner", 15, 3)]
        found += self._some("nav.subscribe.sure", 2) + self._some("nav.app.sure", 2)
        found += (
            self._some("address", 4)
            + self._some("legal.licence.sure", 2)
            + self._some("legal.copyright.sure", 2)
        )
        found += self._some("legal.complaint.sure", 2) + self._some("nav.top.sure", 1)
        return found

    def _body(self, article: list[tuple[str, str]]) -> list[Labelled]:
        """Return the article; sometimes without its title or credit, sometimes with another one behind it."""
        kept = [
            text
            for kind, text in article
            if not (kind == "T" and self._maybe(0.1)) and not (kind == "K" and self._maybe(0.4))
        ]
        if self._maybe(0.3) and len(article) > 6:
            start = self.random.randint(0, 2)
            kept = kept[:1] + kept[1 + start :]
        if self._maybe(0.15):
            kept = [text for text in kept if len(text) < 30] or kept
        if self._maybe(0.3) and len(kept) > 5:
            # Articles end with lists, tables, verses and signatures too.
            kept = kept[: self.random.randint(5, len(kept))]
        lines = [Labelled(text, article=True) for text in kept]
        if self._maybe(0.15):
            lines = lines[:1] + lines
        return lines

    def _with_insertions(self, body: list[Labelled], weight: float) -> list[Labelled]:
        """Put page lines between the title and the text, and between paragraphs."""
        lines: list[Labelled] = []
        for number, line in enumerate(body):
            lines.append(line)
            inserted: list[str] = []
            if number == 0 and self._maybe(weight):
                inserted = (
                    self._some("nav.share.likely", 3)
                    + self._some("nav.counter.hint", 2)
                    + self._some("nav.font.sure", 2)
                )
            elif 0 < number < len(body) - 1 and self._maybe(0.04 * (weight > 0)):
                inserted = self._some("placeholder.sure", 1, 1)
            elif 2 < number < len(body) - 1 and self._maybe(0.04 * weight):
                inserted = self._related(0.1) if self._maybe(0.5) else self._tail(0.3)
            elif 2 < number < len(body) - 1 and self._maybe(0.02 * weight):
                inserted = self._some("nav.media.sure", 2, 1) + self._some("ad", 1)
            lines += [Labelled(text, article=False) for text in inserted]
        return lines
