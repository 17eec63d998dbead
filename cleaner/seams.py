"""What edits leave invisible where they took something out: two blanks, blanks at the end of a line.

A step that removes part of a line takes along what would be misplaced without it. So what was tidy before the
step is tidy after it, and nothing is left for a second cleaning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from cleaner.edits import Edit, Origins, apply, invert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Several blanks within a line: whether they should be one depends on what else stands on the line.
_JUDGED_BY_LINE = "\\S[ \u00a0\u3000]{2}"
_LINE_ENDS = frozenset(("", "\n", "\r"))
_BLANKS = frozenset(" \u00a0\u3000\t")
# At the beginning of a line U+3000 and tabs are an indentation, and so are several blanks.
_NO_INDENTATION = frozenset(" \u00a0")


def closed(text: str, edits: Sequence[Edit]) -> Sequence[Edit]:
    """Return the edits, and with those that are sure the blanks that they would leave misplaced.

    Returns `edits` itself if they leave nothing. Where all of them delete, those returned do.
    """
    sure = [edit for edit in edits if edit.sure]
    within = [edit for edit in sure if _is_within_line(text, edit)]
    if not within or not (any(_may_leave(text, edit) for edit in within) or re.search(_JUDGED_BY_LINE, text)):
        return edits
    from cleaner import rounds  # like what tidies, only where something was found to do

    widened = list(_widened(text, sure))
    between = apply(text, widened)
    left = list(_left(text, widened, between))
    if not left and widened == sure:
        return edits
    found = list(_joined(rounds.composed(text, widened, between, left)))
    doubtful = [edit for edit in edits if not edit.sure]
    return sorted([*found, *rounds.free(doubtful, found)], key=lambda edit: (edit.start, edit.end))


def _may_leave(text: str, edit: Edit) -> bool:
    """Whether an edit is beside a blank or brings one, or empties a line."""
    left, right = text[max(0, edit.start - 1) : edit.start], text[edit.end : edit.end + 1]
    brings = edit.after != "" and not edit.after.isalnum()
    empties = left in _LINE_ENDS and right in _LINE_ENDS
    return brings or empties or left in _BLANKS or right in _BLANKS


def _is_within_line(text: str, edit: Edit) -> bool:
    whole = text[max(0, edit.start - 1) : edit.start] in _LINE_ENDS and edit.before[-1:] in _LINE_ENDS
    return not whole


def _widened(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits; one that leaves two blanks, or one that begins a line, takes the second along."""
    for index, edit in enumerate(edits):
        free = index + 1 == len(edits) or edits[index + 1].start > edit.end
        takes = free and _is_within_line(text, edit) and _leaves_blank(text, edit)
        yield edit._replace(before=text[edit.start : edit.end + 1]) if takes else edit


def _leaves_blank(text: str, edit: Edit) -> bool:
    """Whether the blank behind an edit would be the second one, or alone at the beginning of a line."""
    left = edit.after[-1:] or text[max(0, edit.start - 1) : edit.start]
    blank, right = text[edit.end : edit.end + 1], text[edit.end + 1 : edit.end + 2]
    if right in _BLANKS:
        return False
    return (left in _BLANKS and blank in _BLANKS) or (left in _LINE_ENDS and blank in _NO_INDENTATION)


def _left(text: str, edits: Sequence[Edit], result: str) -> Iterator[Edit]:
    """Yield what is untidy in the result and was not in the text, with the reason of the edit beside it."""
    from cleaner import tidying

    # A line end restored with what follows it stays at the very beginning: what stood before was cut off.
    restored = not edits[0].start and edits[0].after.strip() != ""
    untidy = [edit for edit in tidying.find(result) if edit.sure and (edit.start or not restored)]
    found = [part for edit in untidy for part in _parts(edit)]
    if not found:
        return
    origins = Origins(edits)
    old = {(part.start, part.end) for edit in tidying.find(text) for part in _parts(edit)}
    places = [edit.start for edit in invert(edits)]
    only_deletes = not any(edit.after for edit in edits)
    for part in found:
        nearest = max(0, bisect_right(places, part.end) - 1)
        far = not part.start <= places[nearest] <= part.end
        if origins.span(part.start, part.end) not in old and not (part.after and (far or only_deletes)):
            yield part._replace(reason=edits[nearest].reason)


def _parts(edit: Edit) -> Iterator[Edit]:
    """Yield the deletions that do what an edit does which leaves part of what it replaces; else the edit."""
    place = edit.before.find(edit.after)
    if place < 0:
        yield edit
        return
    end = place + len(edit.after)
    if place:
        yield edit._replace(before=edit.before[:place], after="")
    if end < len(edit.before):
        yield edit._replace(start=edit.start + end, before=edit.before[end:], after="")


def _joined(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits, with deletions of blanks joined to the deletions beside them."""
    last: Edit | None = None
    for edit in edits:
        if last is None:
            last = edit
        elif _are_one(last, edit):
            last = last._replace(before=last.before + edit.before)
        else:
            yield last
            last = edit
    if last is not None:
        yield last


def _are_one(one: Edit, other: Edit) -> bool:
    touch = one.end == other.start and one.reason == other.reason and not one.after and not other.after
    return touch and (not one.before.strip() or not other.before.strip())
