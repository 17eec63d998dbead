"""What would change, as a unified diff that `patch` applies."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.check import Report


def changes(reports: Iterable[Report]) -> Iterator[str]:
    """Yield the diffs of all documents that would change."""
    for report in reports:
        yield from of(report.path, report.trace.text, report.trace.result)


def of(path: str, before: str, after: str) -> Iterator[str]:
    """Yield the lines of one diff."""
    for line in unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    # For `patch` a line ends at LF and nowhere else; it keeps a CR before it.
    pieces = text.split("\n")
    lines = [f"{piece}\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines
