"""A finding in words: what would be removed, replaced or inserted, and what the reason does."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import registry

if TYPE_CHECKING:
    from cleaner.edits import Edit
    from cleaner.findings import Located

# Of longer passages the message shows the two ends.
LONGEST_QUOTE = 40

# What breaks a line, or tells a terminal something.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def of(found: Located) -> str:
    """Return one line about a finding."""
    doubt = "" if found.edit.sure else " (doubtful)"
    why = "; ".join(filter(None, (_does(found.step, found.edit.reason), found.edit.note)))
    return f"{_change(found.edit)}{doubt}{': ' if why else ''}{why}"


def quoted(text: str) -> str:
    """Return a short quotation on one line; what cannot be seen is written as an escape."""
    if len(text) > LONGEST_QUOTE:
        half = LONGEST_QUOTE // 2
        text = f"{text[:half]}…{text[-half:]}"
    return f'"{visible(text)}"'


def visible(text: str) -> str:
    """Return a text on one line; what cannot be seen or written is an escape."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text
    )


def name(path: str) -> str:
    """Return the name of a document on one line; bytes that are no UTF-8 stay what they are."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), path)


def _change(edit: Edit) -> str:
    if not edit.after:
        return f"remove {quoted(edit.before)}"
    if not edit.before:
        return f"insert {quoted(edit.after)}"
    return f"{quoted(edit.before)} -> {quoted(edit.after)}"


@cache
def _does(step: str, reason: str) -> str:
    known = {f"{step}/{each.kind}": each.does for each in registry.load(step).reasons}
    return known.get(reason, "")
