"""Removes lines that are the page and not the article: spam, navigation, legal notices, placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.pagelines.reasons import REASONS
from cleaner.step import Option, Phase, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cleaner.edits import Edit


def find(text: str, options: Mapping[str, Any]) -> Iterable[Edit]:
    """Find the lines, and the spans in lines, that are not the article."""
    from cleaner.pagelines import document  # loaded for a text, not for the list of steps

    def find_once(text: str) -> Sequence[Edit]:
        return document.edits("strip", text, drop=options["drop"], rules=options["rules"])

    found = find_once(text)
    return _closed(text, found, find_once) if any(edit.sure for edit in found) else found


def _closed(text: str, found: Sequence[Edit], find_once: Callable[[str], Sequence[Edit]]) -> Sequence[Edit]:
    """Return the edits; what they would leave of blanks goes with them, and what shows without those."""
    from cleaner import rounds, seams

    closed = seams.closed(text, found)
    if closed is found:
        return found
    return rounds.settled(text, lambda now: closed if now is text else seams.closed(now, find_once(now)))


def known(kind: str) -> Iterable[tuple[str, str]]:
    """Return what the tables hold for a kind of line."""
    from cleaner.pagelines import known as tables

    return tables.rows(kind)


STEP = Step(
    name="strip",
    summary="removes spam, navigation, legal and placeholder lines",
    phase=Phase.LINES,
    find=find,
    reasons=REASONS,
    options=(
        Option("drop", "remove these too, which are kept otherwise", (), choices=("credit",), multiple=True),
        Option("rules", "a file of further rules, such as `cleaner learn` writes", (), multiple=True),
    ),
    known=known,
    deletes_only=True,
)
