"""Lines with their offsets, and the removal of lines without leaving holes.

A line ends at LF, CR LF or CR only. `str.splitlines` also splits at U+2028, U+0085, form feeds and others
that occur inside scraped paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


class Line(NamedTuple):
    """A line: where it starts (code points), its text without the line end, and the line end."""

    start: int
    text: str
    ending: str

    @property
    def end(self) -> int:
        """Offset behind the line end."""
        return self.start + len(self.text) + len(self.ending)

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see on the line."""
        return not self.text or self.text.isspace()


class Verdict(NamedTuple):
    """Why a line has to go."""

    reason: str
    sure: bool = True


def split(text: str) -> list[Line]:
    """Return the lines of a text; a text that ends with a line end has no empty last line."""
    if "\r" in text:
        lines = [Line(match.start(), match[1], match[2]) for match in _LINE.finditer(text)]
    else:
        lines = _split_at_lf(text)
    while lines and not lines[-1].text and not lines[-1].ending:
        lines.pop()
    return lines


def _split_at_lf(text: str) -> list[Line]:
    """Return the lines of a text with one kind of line end, as nearly all are, in half the time."""
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append(Line(start, line, "\n"))
        start += len(line) + 1
    lines[-1] = lines[-1]._replace(ending="")
    return lines


def removals(lines: Sequence[Line], verdicts: Mapping[int, Verdict]) -> Iterator[Edit]:
    """Yield one edit for each line (by index) that has to go, so that no new hole of blank lines is left.

    Of the blank lines above, between and below removed lines that stand together, those above or those below
    stay, whichever are more; at the start and the end of the text none. The others go with a removed line
    beside them. Only sure verdicts take blank lines along.
    """
    if not verdicts:
        return
    gone = {index for index, verdict in verdicts.items() if verdict.sure}
    for index, first, last in _spans(lines, verdicts, gone):
        before = "".join(line.text + line.ending for line in lines[first : last + 1])
        yield Edit(lines[first].start, before, "", verdicts[index].reason, verdicts[index].sure)


def _spans(
    lines: Sequence[Line], verdicts: Mapping[int, Verdict], gone: set[int]
) -> list[tuple[int, int, int]]:
    """Return (judged line, first line, last line) of each removal, orphaned blank lines shared out."""
    orphans = _orphaned_blanks(lines, gone)
    spans: list[tuple[int, int, int]] = []
    waiting: int | None = None
    for index in sorted(orphans | verdicts.keys()):
        if index in verdicts:
            first = waiting if waiting is not None and index in gone else index
            spans.append((index, first, index))
            waiting = None
        elif spans and spans[-1][0] in gone and spans[-1][2] == index - 1:
            spans[-1] = (spans[-1][0], spans[-1][1], index)
        elif waiting is None:
            waiting = index
    return spans


def _orphaned_blanks(lines: Sequence[Line], gone: set[int]) -> set[int]:
    orphans: set[int] = set()
    for gap in _gaps(lines, gone):
        blanks = [index for index in gap if index not in gone]
        kept: list[int] = []
        if gap.start > 0 and gap.stop < len(lines):
            removed = [index for index in gap if index in gone]
            above = [index for index in blanks if index < removed[0]]
            below = [index for index in blanks if index > removed[-1]]
            # Of equally many the ones above; between removed lines one, for the paragraphs were apart.
            kept = max(above, below, blanks[:1], key=len)
        orphans.update(set(blanks).difference(kept))
    return orphans


def _gaps(lines: Sequence[Line], gone: set[int]) -> Iterator[range]:
    """Yield the ranges of lines that are removed or blank, if at least one of them is removed."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and (index in gone or lines[index].blank):
            continue
        if any(inside in gone for inside in range(start, index)):
            yield range(start, index)
        start = index + 1
