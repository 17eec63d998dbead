"""What keeps a line of a page from being judged as one: little speaks, or the article is close.

Words of pages, its own and those of the lines beside it, outweigh that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.pagelines import headlines
from cleaner.pagelines.pieces import near
from cleaner.pagelines.rules import HINT, LIKELY, NONE, SURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.pagelines.run import Run

# A name and its value, as in lists of both: 粉丝:146.
_ITEM = re.compile(r"[^\W\d]{1,8} ?:")
_FIGURES = re.compile(r"[\d:a-z]")
# How much the words of a line, and of the lines beside it, have to lean to pages (log odds) where little else
# speaks: in a run with hints alone, or with nothing; by one button above the text; between paragraphs; where
# there is no prose; in a list of names and values below the text; close to the article, and above it; held by
# the article. Of such lines on labelled pages hardly 1 in 50 is the article's. A line that leans to text so
# much is no item of a menu.
SPOKEN_RUN = (1.0, 0.0)
SILENT_RUN = (3.0, 1.0)
BY_A_BUTTON = (3.0, 0.0)
BETWEEN_PROSE = (3.0, 1.0)
NO_PROSE = (2.0, 0.0)
LISTED = (1.0, 0.5)
OF_TEXT = -1.0
CLOSE = (3.0, 0.0)
CLOSE_ABOVE = (1.5, 0.0)
CLOSE_BY = (4.0, -99.0)
# Whatever the words say, a line is judged, or is not.
FREE = (-99.0, -99.0)
NEVER = (99.0, 99.0)
_OUTWEIGHS = {"head": CLOSE_ABOVE, "alone": NO_PROSE}
# The title stands within so many lines above the text; other lines lean to pages so much more.
_TITLE_REACH = 20
_CLEARLY = 1.0
# With less prose in the document its short lines may be the article.
_LITTLE_PROSE = 150


def weighable(run: Run, index: int, headline: int | None, words: Sequence[float]) -> bool:
    """Whether a line can be judged by what stands beside it.

    Where there is no prose there is hardly a way to tell a list of names from a menu: only lines that speak
    are judged, and those deep among lines that do. Lines that the article holds are not judged at all, unless
    their words, and those of the lines beside them, are words of pages.
    """
    line = run.lines[index]
    if line.credit or line.evidence.strength == SURE:
        return False
    if run.zone == "inside" and run.sums[-1] == line.page:
        return False
    needed = _needed(run, index, headline)
    if needed is CLOSE_BY and (_FIGURES.search(line.text) or _may_be_title(run, index, words)):
        return False
    return needed is FREE or _leans(words, index, needed)


def _needed(run: Run, index: int, headline: int | None) -> tuple[float, float]:
    """Return how much the words of a line and of those beside it have to lean to pages."""
    line = run.lines[index]
    if index in run.listed:
        return LISTED if run.zone == "tail" and run.holds_page and _ITEM.match(line.text) else NEVER
    if not run.holds_page:
        return _needed_in_silence(run)
    if run.one_button and line.evidence.strength == NONE and not run.in_menu(index):
        return BY_A_BUTTON
    if line.evidence.strength < LIKELY and run.held_by_article(index, headline):
        return {"inside": BETWEEN_PROSE, "alone": NEVER}.get(run.zone, CLOSE_BY)
    free = run.zone != "alone" or line.evidence.strength == LIKELY or run.amid_page(index)
    return FREE if free else NO_PROSE


def _needed_in_silence(run: Run) -> tuple[float, float]:
    """Return the same where no line of the run is likely of a page."""
    if run.zone not in ("head", "tail"):
        return NEVER
    return SPOKEN_RUN if run.speaks else SILENT_RUN


def _leans(words: Sequence[float], index: int, needed: tuple[float, float]) -> bool:
    own, beside = needed
    return words[index] >= own and near(words, index) >= beside


def _may_be_title(run: Run, index: int, words: Sequence[float]) -> bool:
    """Whether no silent line close above the text leans to pages clearly less than a line does."""
    if run.zone != "head" or run.lines[index].evidence.strength:
        return False
    start = max(0, len(run.lines) - _TITLE_REACH)
    silent = [
        words[place]
        for place in range(start, len(run.lines))
        if run.lines[place].evidence.strength == NONE and not run.lines[place].credit
    ]
    return index >= start and words[index] < min(silent) + _CLEARLY


def close(run: Run, index: int, headline: int | None) -> bool:
    """Whether a line that says little stands where lines of the article stand too, whatever its words."""
    return _is_near(run, index, headline) or _is_by(run, index, headline)


def near_article(run: Run, index: int, headline: int | None, words: Sequence[float]) -> bool:
    """Whether a line that says little stands where lines of the article stand too."""
    return _is_near(run, index, headline) and not _leans(words, index, _OUTWEIGHS.get(run.zone, CLOSE))


def _is_near(run: Run, index: int, headline: int | None) -> bool:
    """Whether a line that says little stands where lines of the article stand too."""
    strength = run.lines[index].evidence.strength
    if strength == NONE and run.prose_before + run.prose_after < _LITTLE_PROSE:
        return True
    if strength >= LIKELY:
        return False
    if headline is not None and index < headline:
        return headline - index <= headlines.DATE_REACH and headlines.is_date(run.lines[index])
    return run.zone == "inside" or (
        run.by_text(index) and (strength == NONE or headlines.is_below(run, index))
    )


def by_article(run: Run, index: int, headline: int | None, words: Sequence[float]) -> bool:
    """Whether a line that says nothing may be the article's, and its words do not outweigh that."""
    if not _is_by(run, index, headline):
        return False
    return _may_be_title(run, index, words) or not _leans(words, index, _OUTWEIGHS.get(run.zone, CLOSE))


def _is_by(run: Run, index: int, headline: int | None) -> bool:
    """Whether a line that says nothing may be the article's: no line of the page is between it and the text.

    Where there is no text of sentences, it may be all that there is of the article.
    """
    if run.lines[index].evidence.strength == HINT and run.zone == "head":
        return run.by_text(index) and headlines.is_below(run, index) and run.amid_silence(index)
    if run.lines[index].evidence.strength:
        return False
    if run.zone == "alone":
        return True
    if headline is not None and index < headline:
        return False
    return run.zone == "head" and not any(line.evidence.strength for line in run.lines[index + 1 :])
