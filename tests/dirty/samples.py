"""Whole documents of every kind of dirt, drawn for tests of laws and for measuring."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.dirty import recipe
from tests.dirty.sample import Sample

if TYPE_CHECKING:
    from tests.dirty.recipe import Gloss, Recipe

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"

# How each kind of gloss is written, the usual form first and more often.
FORMS: dict[str, tuple[str, ...]] = {
    "": ("({})",),
    "table": ("({})", "({})", "({})", "({} )", "({} )", "[{}]", "（{}）", "【{}】"),
    "words": ("({})", "({})", "（{}）"),
}

# Byte glosses are what is hardest and commonest.
GLOSSES: tuple[Gloss, ...] = ("", "table", "table", "words", "toneless")


@cache
def articles() -> tuple[str, ...]:
    """The clean texts of all fixtures."""
    return tuple(path.read_text("utf-8") for path in sorted(FIXTURES.glob("*/clean.txt")))


@cache
def recipes() -> tuple[Recipe, ...]:
    """The recipes of all fixtures: pages to put around other articles."""
    return tuple(recipe.load(path) for path in sorted(FIXTURES.glob("*/recipe.toml")))


def draw(seed: int, lines: int | None = None) -> Sample:
    """Draw a document: some article (its first `lines` lines), on some site's page, spoiled in some way."""
    random = Random(seed)
    article = random.choice(articles())
    if lines is not None:
        article = "".join(article.splitlines(keepends=True)[:lines])
    gloss = random.choice(GLOSSES)
    chosen = replace(
        random.choice(recipes()),
        seed=random.getrandbits(32),
        gloss=gloss,
        form=random.choice(FORMS.get(gloss, FORMS[""])),
        table=random.randint(20, 120),
        folded="，" not in article and random.random() < 0.7,
        cut=random.choice(["", "", "all", "second"]),
        titles=random.choice([1, 1, 1, 2, 3]),
        second=random.choice(["", "", "", "in-body", "after-page"]),
        entities=random.choice([0, 0, 0, 0.02]),
        shards=random.choice([0, 0, 0.1]),
        indent=random.choice(["", "", "\u3000\u3000"]),
        ending=random.choice(["\n", "\n", "\r\n"]),
    )
    return Sample(recipe.make(article, chosen), article)
