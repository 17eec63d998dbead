"""A run: short lines together, above, between or below the prose of a document."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from cleaner import late
from cleaner.pagelines import headlines
from cleaner.pagelines.headlines import SHORTEST_TITLE, WRITTEN
from cleaner.pagelines.lists import listed, numbered_on
from cleaner.pagelines.rules import LIKELY, NONE, Evidence
from cleaner.pagelines.seen import WEIGHT_OF, Seen, mass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# How far a heading such as 相关推荐 reaches, in lines: the longest hot lists of real pages have fifty.
_HEADING_REACH = 60
# The reasons of lines that head a list of more page lines.
_LIST_HEADINGS = frozenset({"nav.related", "nav.comments"})
# A line is amid the page when this share of so many lines on both sides are page lines.
_AMID = 6
_AMID_SHARE = 0.4
# Less than this share of the prose before or behind is a comment, a summary or a notice, and not the article.
_STRAY_SHARE = 0.04
_STRAY = 400
# Behind so many page lines it may be more.
_LONG_RUN = 40
_FAR_STRAY_SHARE = 0.12
# Where paragraphs stand in a row on the other side only, so much of it may be notices and slogans, if so much
# (see `Seen.page`) of the run is page.
_OUTSIDE_SHARE = 0.3
_SOME_PAGE = 2.0
# The prose beside a run is that within so many lines.
_BESIDE = 8
# Below so many paragraphs in a row the page may begin; an article of short lines may go on with them.
PARAGRAPHS = 3
WHOLE = 60
# Behind the article so much prose may be another one, with its own headline.
_STORY = 60
# So few lines that speak, above the text, are buttons in the article and no menu.
_A_BUTTON = 2
# Share bars and menus are hardly longer.
_HINTS = 8
_SENTENCE_ENDS = '。!?:;"'
_BULLET = late.pattern(r"[•·●■◆▪►]")
# Words of menus are hardly longer, headlines hardly shorter.
_MENU_ITEM = 6
_MENU_REACH = 20
# Above all prose, between prose, below all prose, and where there is none.
ZONES = ("head", "inside", "tail", "alone")

_Found = TypeVar("_Found")


class Prose(NamedTuple):
    """The prose around a run."""

    # Characters of it before and after the run, in the document.
    before: int
    after: int
    # Whether no paragraphs stand in a row on one side, though they do on the other.
    outside: bool
    # Whether all there is is a line as short as a notice, at the end of the document.
    notice: bool


class Run:
    """Short lines together, and the prose before and after them (characters in the document)."""

    def __init__(self, lines: Sequence[Seen], first: int, last: int, prose: Prose) -> None:
        self._document = lines
        self._found: dict[str, Any] = {}
        self.lines = lines[first:last]
        self.first = first
        self.prose_before, self.prose_after, self.outside, self.only_a_notice = prose
        self.mass_before = mass(lines[max(0, first - _BESIDE) : first])
        self.mass_after = mass(lines[last : last + _BESIDE])
        self.below_paragraphs = _paragraphs_above(
            lines[max(0, first - 2 * PARAGRAPHS) : first], self.prose_before
        )
        self.credits = [line.credit for line in self.lines]
        self.pages = [line.page for line in self.lines]
        self.sums = [0.0]
        for page in self.pages:
            self.sums.append(self.sums[-1] + page)
        # Hints alone are no page: a list of the article may hold words that menus hold too.
        likely = [index for index, page in enumerate(self.pages) if page >= WEIGHT_OF[LIKELY]]
        self.holds_page = bool(likely)
        spoken = sum(page > 0 for page in self.pages)
        self.one_button = spoken <= _A_BUTTON and not self.prose_before and len(self.lines) < _LONG_RUN
        self.first_page, self.last_page = (likely[0], likely[-1]) if likely else (len(self.lines), -1)
        self.zone = self._zone()

    def _zone(self) -> str:
        if self.only_a_notice:
            return "alone"
        stray = min(_STRAY, self._stray_share() * (self.prose_before + self.prose_after))
        if self.prose_before > stray and self.prose_after > stray:
            return "inside"
        if self.prose_before > stray:
            return "tail"
        return "head" if self.prose_after else "alone"

    def _stray_share(self) -> float:
        """Return which share of the prose on one side may be no article."""
        if self.outside and self.sums[-1] >= _SOME_PAGE:
            return _OUTSIDE_SHARE
        return _FAR_STRAY_SHARE if self.holds_page and len(self.lines) >= _LONG_RUN else _STRAY_SHARE

    def once(self, name: str, found: Callable[[Run], _Found]) -> _Found:
        """Return what is found of the run, by its name, and found only when first asked for."""
        if name not in self._found:
            self._found[name] = found(self)
        known: _Found = self._found[name]
        return known

    @cached_property
    def speaks(self) -> bool:
        """Whether any line says anything."""
        return any(line.evidence.strength for line in self.lines)

    @cached_property
    def listed(self) -> frozenset[int]:
        """Which lines are of lists of the article."""
        return listed(self.lines)

    @cached_property
    def goes_on(self) -> range:
        """Which lines, by their places in the run, are of a list whose numbers go on from above it."""
        found = numbered_on(self._document, self.first, self.first + len(self.lines))
        return range(found.start - self.first, found.stop - self.first) if found else found

    @cached_property
    def silent(self) -> list[int]:
        """How many lines before each say nothing, but for those of lists of the article."""
        found = [0]
        for index, line in enumerate(self.lines):
            says_nothing = line.evidence.strength == NONE and not line.credit and index not in self.listed
            found.append(found[-1] + says_nothing)
        return found

    @cached_property
    def sentences(self) -> list[bool]:
        """Which lines end as sentences and lead-ins do."""
        return [line.text[-1:] in _SENTENCE_ENDS and len(line.text) > SHORTEST_TITLE for line in self.lines]

    @cached_property
    def like_next(self) -> list[bool]:
        """Which lines are about as long as the next one; the last line has none."""
        sizes = [len(line.text) for line in self.lines]
        return [abs(one - two) <= max(2, one // 3) for one, two in pairwise(sizes)]

    def share(self, start: int, stop: int) -> float:
        """Return the share of page lines from `start` to before `stop`, cut to the run."""
        start, stop = max(0, start), min(len(self.lines), stop)
        return (self.sums[stop] - self.sums[start]) / (stop - start) if start < stop else 0.0

    def behind_page(self, index: int) -> bool:
        """Whether page lines stand between a line and the prose on every side that has prose."""
        above = not self.prose_before or self.sums[index] > 0
        below = not self.prose_after or self.sums[-1] > self.sums[index + 1]
        return above and below

    def held_by_article(self, index: int, headline: int | None) -> bool:
        """Whether a line stands so close to the article that nothing but its own words may take it away."""
        if self.zone == "head" and headlines.is_titled(self, index):
            return True
        if self.zone == "head":
            return headline is None or index >= headline if headlines.may_be(self, index) else False
        if self.zone == "tail" and self.mass_after >= _STORY and headlines.may_be(self, index):
            return True
        if self.zone == "tail" and (not self.below_paragraphs or WRITTEN.search(self.lines[index].text)):
            return index < self.first_page - self._hints_above(self.first_page)
        return self.zone == "inside" and not self._enclosed(index)

    def by_text(self, index: int) -> bool:
        """Whether no line between a line and the prose beside the run is likely a page line."""
        if self.zone == "head":
            return index > self.last_page
        if self.zone == "tail" and self.mass_after >= _STORY and headlines.may_be(self, index):
            return True
        if self.zone == "tail":
            return index < self.first_page
        return not self.first_page < index < self.last_page

    def amid_silence(self, index: int) -> bool:
        """Whether the lines right above and right below say nothing, as those around a heading of a list."""
        around = [*self.lines[max(0, index - 1) : index], *self.lines[index + 1 : index + 2]]
        return all(line.evidence.strength == NONE for line in around)

    def in_menu(self, index: int) -> bool:
        """Whether a line is one of several of a few characters, of which one is likely of a menu."""
        if len(self.lines[index].text) > _MENU_ITEM:
            return False
        start = stop = index
        first, last = max(0, index - _MENU_REACH), min(len(self.lines) - 1, index + _MENU_REACH)
        while start > first and len(self.lines[start - 1].text) <= _MENU_ITEM:
            start -= 1
        while stop < last and len(self.lines[stop + 1].text) <= _MENU_ITEM:
            stop += 1
        return stop - start >= _MENU_ITEM and max(self.pages[start : stop + 1]) >= WEIGHT_OF[LIKELY]

    def _hints_above(self, index: int) -> int:
        """Return how many lines right above a page line are words of pages too, which articles may use."""
        above = 0
        while above < min(index, _HINTS) and self.pages[index - above - 1] > 0:
            above += 1
        return above

    def _enclosed(self, index: int) -> bool:
        """Whether a line between paragraphs has page lines above and below it, or heads a list of them."""
        text = self.lines[index].text
        if WRITTEN.search(text) and not _BULLET.match(text) and not self.heading_above(index):
            return False
        return self.first_page < index < self.last_page

    def amid_page(self, index: int) -> bool:
        """Whether every other line or so, above and below, says that it is a page line."""
        above, below = self.share(index - _AMID, index), self.share(index + 1, index + 1 + _AMID)
        return min(above, below) >= _AMID_SHARE

    def item_of_menu(self, index: int) -> bool:
        """Whether a line of a few characters stands outside the article, right between page lines."""
        if self.zone not in ("head", "tail") or not 0 < index < len(self.lines) - 1:
            return False
        short = len(self.lines[index].text) <= _MENU_ITEM
        return short and min(self.pages[index - 1], self.pages[index + 1]) >= WEIGHT_OF[LIKELY]

    def quoted_in_article(self, index: int) -> bool:
        """Whether words that pages say stand between paragraphs, which may quote them.

        They are more than prose has by chance, or no other page line is with them.
        """
        line = self.lines[index]
        if self.zone != "inside" or not line.evidence.reason.startswith("nav."):
            return False
        return len(line.text) >= SHORTEST_TITLE or 0 < line.page == self.sums[-1]

    def beside_page(self, index: int) -> bool:
        """Whether the line right above or right below is likely a page line."""
        beside = self.pages[max(0, index - 1) : index] + self.pages[index + 1 : index + 2]
        return max(beside, default=0.0) >= WEIGHT_OF[LIKELY]

    def between_page(self, index: int) -> bool:
        """Whether the lines right above and right below are page lines, and one of them says so surely."""
        if not 0 < index < len(self.lines) - 1:
            return False
        above, below = index - 1, index + 1
        spoken = self.lines[above].evidence.strength and self.lines[below].evidence.strength
        return bool(spoken) and max(self.pages[above], self.pages[below]) == 1.0

    def heading_above(self, index: int) -> Evidence | None:
        """Return what the heading of a list says that stands above a line, if there is one."""
        place = self._headings[index]
        return self.lines[place].evidence if place >= 0 and index - place <= _HEADING_REACH else None

    @cached_property
    def _headings(self) -> list[int]:
        """For each line the place of the last heading of a list above it, -1 if there is none."""
        found = [-1]
        for index, line in enumerate(self.lines):
            heads = line.evidence.reason in _LIST_HEADINGS and line.heads
            found.append(index if heads else found[-1])
        return found


def _paragraphs_above(lines: Sequence[Seen], prose: int) -> bool:
    """Whether paragraphs stand right above, page lines at most between them, or all the prose there is."""
    last = [line for line in takewhile(lambda line: line.prose or line.page, reversed(lines)) if line.prose]
    return len(last) >= PARAGRAPHS or WHOLE <= prose == mass(last)
