"""Runs: the short lines between, before and after the prose of a document.

A page is seen as prose, which is the article, and runs of short lines. All that is said about a short line is
said within its run; only prose is looked at beyond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.pagelines.run import PARAGRAPHS, WHOLE, Prose, Run
from cleaner.pagelines.seen import mass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.pagelines.seen import Seen


def runs(lines: Sequence[Seen]) -> Iterator[Run]:
    """Yield the runs of lines that are not prose, but for those inside in which no line says anything."""
    total = mass(lines)
    rows = _rows(lines)
    passed = start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and not lines[index].prose:
            continue
        outer = start < index and (start == 0 or index == len(lines))
        if outer or any(line.evidence.strength for line in lines[start:index]):
            outside = rows is not None and (start > rows[1] or index <= rows[0])
            notice = not passed and index == len(lines) - 1 and total < WHOLE
            yield Run(lines, start, index, Prose(passed, total - passed, outside, notice))
        if index < len(lines):
            passed += len(lines[index].text)
        start = index + 1


def _rows(lines: Sequence[Seen]) -> tuple[int, int] | None:
    """Return where paragraphs first stand in a row, and where they last do, if they do anywhere."""
    starts = [
        index
        for index in range(len(lines) - PARAGRAPHS + 1)
        if lines[index].prose and all(line.prose for line in lines[index : index + PARAGRAPHS])
    ]
    return (starts[0], starts[-1] + PARAGRAPHS - 1) if starts else None
