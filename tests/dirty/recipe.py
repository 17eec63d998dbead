"""How one document got dirty: which mechanisms, in which order, with which page around it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tests.dirty import encodings, glosses, pages, slips

if TYPE_CHECKING:
    from pathlib import Path

_HAN_SIDE = "[\u3400-\u9fff\u3000-\u303f“”‘’·—…]"
_NARROW_MARK = re.compile(f"(?<={_HAN_SIDE})[,!?:;()]|[,!?:;()](?={_HAN_SIDE})")
_FULL_WIDTH = {ord(mark): chr(ord(mark) + 0xFEE0) for mark in ",!?:;()"}

Gloss: TypeAlias = Literal["", "table", "words", "toneless"]


@dataclass(frozen=True)
class Recipe:
    """The making of a document from its clean text, which stays the truth.

    encoding     of the file, as `encodings.encode` takes it
    gloss        `table` on bytes, over the whole page; `words` in the article only; `toneless` likewise
    table        how many characters the site's table has
    form         of a gloss, with `{}` for the reading
    folded       the scraper folded widths: marks were full-width on the site, and are not in the truth
    cut          the site cut at marks, in `all` of the page or only in the `second` copy of the article
    titles       how often the title stands; from three on, the last copy is glued to the first paragraph
    second       where the article stands again: its body `in-body`, or all of it `after-page`
    entities     share of characters written as HTML entities
    shards       share of lines that keep a piece of a tag
    indent       stands before each paragraph
    ending       of each line
    above        lines added when everything else was done, as by whoever hijacked the page
    """

    encoding: str
    seed: int
    gloss: Gloss = ""
    table: int = 60
    form: str = "({})"
    folded: bool = False
    cut: Literal["", "all", "second"] = ""
    titles: int = 1
    second: Literal["", "in-body", "after-page"] = ""
    entities: float = 0
    shards: float = 0
    indent: str = ""
    ending: str = "\n"
    above: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()


def load(path: Path) -> Recipe:
    """Read a recipe; lists become tuples."""
    values: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    for key, value in values.items():
        values[key] = tuple(value) if isinstance(value, list) else value
    return Recipe(**values)


def make(clean: str, recipe: Recipe) -> str:
    """Return the document that the recipe makes of a clean text, one paragraph a line."""
    random = Random(recipe.seed)
    title, *body = (_widened(clean) if recipe.folded else clean).splitlines()
    article = [title, *(recipe.indent + line for line in body)]
    page = pages.Page(recipe.head, recipe.tail, recipe.inside)
    table = slips.site_table("".join(article), random, recipe.table) if recipe.gloss != "words" else []
    first = page.around(_copies(article, recipe, random), random)
    second = article if recipe.second == "after-page" else []
    dirty = [
        *_spoiled(first, table, recipe, random, cut=recipe.cut == "all"),
        *_spoiled(second, table, recipe, random, cut=bool(recipe.cut)),
    ]
    text = "\n".join(dirty) + "\n"
    text = slips.fold_width(text) if recipe.folded else text
    text = "".join(line + "\n\n" for line in recipe.above) + text
    return text.replace("\n", recipe.ending)


def data(clean: str, recipe: Recipe) -> bytes:
    """Return the file that the recipe makes of a clean text."""
    return encodings.encode(make(clean, recipe), recipe.encoding)


def _copies(article: list[str], recipe: Recipe, random: Random) -> list[str]:
    if recipe.gloss == "words":
        body = [[glosses.gloss_words(line, random, form=recipe.form) for line in article] for _ in range(2)]
    else:
        body = [article, article]
    lines = [article[0], *body[0][1:]]
    if recipe.second == "in-body":
        lines += body[1][1:]
    if recipe.titles > 1:
        lines = pages.repeat_title(lines, recipe.titles)
    return lines


def _spoiled(lines: list[str], table: list[str], recipe: Recipe, random: Random, *, cut: bool) -> list[str]:
    if recipe.entities:
        lines = [encodings.with_entities(line, random, recipe.entities) for line in lines]
    if recipe.shards:
        lines = encodings.with_shards(lines, random, recipe.shards)
    if recipe.gloss == "toneless":
        lines = [glosses.gloss_toneless(line, table) for line in lines]
    if recipe.gloss != "table":
        return lines
    return slips.spoil_page(lines, table, slips.MARKS if cut else (), recipe.form)


def _widened(text: str) -> str:
    """Undo what folding did to marks beside Han characters."""
    return _NARROW_MARK.sub(lambda mark: mark[0].translate(_FULL_WIDTH), text)
