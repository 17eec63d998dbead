"""Menus above the article: words in a row, as no article begins.

An article begins with its title, and has its lists of words further down; a page begins with its menu.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.pagelines import headlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.pagelines.run import Run

# Words of menus are hardly longer, and so many are a row.
_WORD = 6
_ROW = 5
# What the words of a row lean to in the mean (log odds), where the document begins with it and where it does
# not. Of 300 lines of such rows on labelled pages, but the last of each, none is of the article.
_OPENING = 0.5
_LATER = 2.0
_MARKS = re.compile(r"[。,!?;:\"()]")


def rows(run: Run, words: Sequence[float]) -> Iterator[int]:
    """Yield the lines of rows in a run above the text; `words` is what the words of each line lean to.

    The last one of a row may be the title, if it leans to text, or no other line below may be.
    """
    if run.zone != "head":
        return
    start = 0
    while start < len(run.lines):
        stop = start
        while stop < len(run.lines) and _is_word(run, stop):
            stop += 1
        least = _LATER if run.first + start else _OPENING
        if stop - start >= _ROW and sum(words[start:stop]) >= least * (stop - start):
            title = words[stop - 1] < 0 or not any(map(headlines.looks_like_one, run.lines[stop : stop + 1]))
            yield from range(start, stop - title)
        start = stop + 1


def _is_word(run: Run, index: int) -> bool:
    line = run.lines[index]
    return len(line.text) <= _WORD and not line.credit and not _MARKS.search(line.text)
