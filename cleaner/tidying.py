"""What is invisible in a text and should go: characters without meaning, misplaced blanks and blank lines.

Everything invisible between two visible characters is one gap. What becomes of a gap follows from the gap,
its two neighbours, and punctuation that no edit touches; a tidy gap stays as it is. So what has been tidied
once is tidy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import gaps, spacing
from cleaner.blanks import CONTROLS, DIRECTIONS, PICTURES, SHAPED
from cleaner.edits import Edit, Origins, apply
from cleaner.gaps import Breaks, Gap, Rows, compiled, member
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may stand before a misplaced blank. ASCII brackets and question marks are left out: they may be scars
# of glosses and torn characters, and the blank after them is evidence for the steps that heal those.
_BEFORE_CLOSING = f"{HAN}0-9A-Za-zÀ-ɏ％%”’」』》】）〕〉…"
_WIDE = f"{HAN}\u3001-\u303f\uff01-\uff65“”‘’…—"


def find(text: str) -> list[Edit]:
    """Find what is invisible and has no meaning, blanks and blank lines where none belong, odd line ends."""
    edits = list(_gap_edits(text))
    return _with_spacing(text, edits)


def _gap_edits(text: str) -> Iterator[Edit]:
    line_end, mixed = gaps.line_ends(text)
    rows = Rows(text)
    for gap in gaps.untidy(text, mixed=mixed):
        breaks = gaps.breaks(gap)
        if breaks:
            yield from _between_lines(gap, breaks, line_end)
        elif not gap.right:
            yield _edit(gap, 0, len(gap.text), "", "trailing")
        elif not gap.left:
            yield from _unseen(gap, 0)
        elif not _needed(gap, rows):
            yield from _within_line(gap, rows)


def _edit(gap: Gap, start: int, end: int, after: str, kind: str) -> Edit:
    return Edit(gap.start + start, gap.text[start:end], after, f"tidy/{kind}")


def _with_spacing(text: str, edits: list[Edit]) -> list[Edit]:
    """Add the removal of blanks from letter-spaced text, which is seen best when all else is tidy."""
    found = list(spacing.spaced(apply(text, edits)))
    if not found:
        return edits
    origins = Origins(edits)
    changed = {edit.start: index for index, edit in enumerate(edits)}
    for blank in found:
        start = origins.start(blank.start)
        index = changed.get(start)
        if index is None:
            edits.append(Edit(start, text[start], "", "tidy/letter-spaced", blank.sure))
        elif blank.sure:
            edits[index] = edits[index]._replace(after="", reason="tidy/letter-spaced")
    return sorted(edits)


def _needed(gap: Gap, rows: Rows) -> bool:
    """Whether letters or pictures need what is between them."""
    if (
        gap.text.lstrip("\ufe0e\ufe0f") == "\u200d"
        and member(PICTURES, gap.left)
        and member(PICTURES, gap.right)
    ):
        return True
    if member(SHAPED, gap.left) or member(SHAPED, gap.right):
        return True
    return compiled(f"[{DIRECTIONS}]").search(gap.text) is not None and rows.directed(gap.start)


def _between_lines(gap: Gap, breaks: Breaks, line_end: str) -> Iterator[Edit]:
    """Keep one line end, one blank line if there are any, and the indentation of the next line."""
    kept = 0 if not gap.left else 1 if not gap.right else 2
    position = 0
    for start, end in breaks.spans[:kept]:
        if start > position:
            yield _edit(gap, position, start, "", "trailing")
        if gap.text[start:end] != line_end:
            yield _edit(gap, start, end, line_end, "line-end")
        position = end
    last = breaks.end if gap.right else len(gap.text)
    if last > position:
        yield _edit(gap, position, last, "", "blank-line")
    if gap.right:
        yield from _unseen(gap, last)


def _unseen(gap: Gap, start: int) -> Iterator[Edit]:
    """Remove what is no blank; blanks stay, since they are an indentation or have been judged."""
    for match in compiled(gaps.RUN_OF_SPECIAL).finditer(gap.text, start):
        kind = "control" if member(CONTROLS, match[0]) else "invisible"
        yield _edit(gap, *match.span(), "", kind)


def _within_line(gap: Gap, rows: Rows) -> Iterator[Edit]:
    blanks = compiled(gaps.RUN_OF_SPECIAL).sub("", gap.text)
    wanted, kind = _wanted(gap, blanks, rows)
    if wanted == blanks:
        yield from _unseen(gap, 0)
    else:
        yield _edit(gap, 0, len(gap.text), wanted, kind)


def _wanted(gap: Gap, blanks: str, rows: Rows) -> tuple[str, str]:
    """Return what should be there instead of some blanks within a line, and the kind of the edit."""
    if member(gaps.CLOSING, gap.right) and member(_BEFORE_CLOSING, gap.left):
        return "", "punctuation"
    if member(gaps.OPENING, gap.left) and member(HAN, gap.right):
        return "", "punctuation"
    ideographic_or_tabs = not blanks.strip("\u3000") or "\t" in blanks
    beside_chinese = member(_WIDE, gap.left) or member(_WIDE, gap.right)
    if len(blanks) < 2 or ideographic_or_tabs or not beside_chinese or not rows.prose(gap.start):
        return blanks, ""
    return " " if " " in blanks else blanks[0], "blank"
