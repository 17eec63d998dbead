"""Small trees that add up: each asks two things of a line and has its say, in log odds.

What a sum of weights cannot tell, two questions together can: few words under a long list are a menu, and few
words under an article its signature.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = (
    "asks",
    "above",
    "no_asks",
    "no_above",
    "no_no",
    "no_yes",
    "yes_asks",
    "yes_above",
    "yes_no",
    "yes_yes",
)
# What stands before the trees: the log odds before anything is asked.
START = "start"


class Tree(NamedTuple):
    """A first question, and the next one either way: what is asked, above which number, what that says."""

    asks: str
    above: float
    no_asks: str
    no_above: float
    no_no: float
    no_yes: float
    yes_asks: str
    yes_above: float
    yes_no: float
    yes_yes: float


class Trees(NamedTuple):
    """All the trees, and where they start from."""

    start: float
    trees: tuple[Tree, ...]

    def weigh(self, found: Mapping[str, float]) -> float:
        """Return the log odds of a line: above 0 it is of the page, below 0 of the article."""
        total = self.start
        # Hundreds of questions are asked of a line; calls and names would cost more than they do.
        for first, above, no, no_above, no_no, no_yes, yes, yes_above, yes_no, yes_yes in self.trees:
            if found[first] > above:
                total += yes_yes if found[yes] > yes_above else yes_no
            else:
                total += no_yes if found[no] > no_above else no_no
        return total


def read(rows: Iterable[tuple[str, ...]]) -> Trees:
    """Return the trees of a table; its first row says where they start from."""
    (_, start, *_), *others = rows
    return Trees(float(start), tuple(map(_tree, others)))


def _tree(row: tuple[str, ...]) -> Tree:
    first, above, no, no_above, no_no, no_yes, yes, yes_above, yes_no, yes_yes = row
    return Tree(
        first,
        float(above),
        no,
        float(no_above),
        float(no_no),
        float(no_yes),
        yes,
        float(yes_above),
        float(yes_no),
        float(yes_yes),
    )


@cache
def built_in() -> Trees:
    """Return the trees that come with the program."""
    return read(lexicon.table("strip_trees", COLUMNS))
