"""What would change, as a unified diff that `patch` applies.

The edits say which lines correspond, so nothing is searched for: the time is linear, also where a general
diff would be lost, among thousands of equal lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from cleaner.edits import Origins, invert

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from cleaner.decode import Source
    from cleaner.trace import Trace

Opcode: TypeAlias = tuple[str, int, int, int, int]

_COLOURS, _RESET = {"-": "\033[31m", "+": "\033[32m", "@": "\033[36m"}, "\033[0m"

# What names are quoted for, and how it is written then: by a letter, or by its octal number.
_ODD = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def applies(source: Source) -> bool:
    """Whether `patch` finds the lines of a diff, which is UTF-8, in the document."""
    return source.data == source.text.encode("utf-8", "surrogatepass")


def coloured(lines: Iterable[str]) -> Iterator[str]:
    """Yield the same lines with the colours of a terminal."""
    for line in lines:
        colour = _COLOURS.get(line[0], "")
        yield f"{colour}{line[:-1]}{_RESET}\n" if colour else line


def of(path: str, trace: Trace) -> Iterator[str]:
    """Yield the lines of one diff."""
    if not trace.changed:
        return
    before, after = _lines(trace.text), _lines(trace.result)
    matcher = SequenceMatcher(None, "", "")
    matcher.opcodes = list(opcodes(trace, before, after))  # type: ignore[attr-defined]  # it would search
    yield f"--- {_name(f'a/{path}')}\n"
    yield f"+++ {_name(f'b/{path}')}\n"
    for hunk in matcher.get_grouped_opcodes():
        (_, first, _, new_first, _), (_, _, last, _, new_last) = hunk[0], hunk[-1]
        yield f"@@ -{_range(first, last)} +{_range(new_first, new_last)} @@\n"
        for tag, start, end, new_start, new_end in hunk:
            if tag == "equal":
                yield from (_ended(f" {line}") for line in before[start:end])
            else:
                yield from (_ended(f"-{line}") for line in before[start:end])
                yield from (_ended(f"+{line}") for line in after[new_start:new_end])


def _name(path: str) -> str:
    """Return a name as git writes it and `patch` reads it."""
    if _ODD.search(path):
        return f'"{_ODD.sub(_escaped, path)}"'
    return f"{path}\t" if " " in path else path  # the tab says that the blanks belong to the name


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\{ord(match[0]):03o}"


def opcodes(trace: Trace, before: Sequence[str], after: Sequence[str]) -> Iterator[Opcode]:
    """Yield which lines are equal and which are replaced, as `difflib` puts it."""
    starts, new_starts = _starts(before), _starts(after)
    forward = _Forward(trace)
    line = new_line = 0
    for first, last in _kept(trace, forward, starts, set(new_starts)):
        new_first = bisect_left(new_starts, forward(starts[first]))
        if line < first or new_line < new_first:
            yield "replace", line, first, new_line, new_first
        line, new_line = last, new_first + last - first
        if first < last:
            yield "equal", first, last, new_first, new_line


def _kept(
    trace: Trace, forward: _Forward, starts: Sequence[int], new_starts: Container[int]
) -> Iterator[tuple[int, int]]:
    """Yield runs of lines that no edit touches and that are whole lines of the result too; the end is one."""
    first, end = 0, len(starts) - 1
    for touched, last in [*_touched(trace, starts), (end, end)]:
        # A line goes on where the one before lost its end.
        while first < touched and forward(starts[first]) not in new_starts:
            first += 1
        if first < touched or touched == end:
            yield first, max(touched, first)
        first = max(first, last)


def _touched(trace: Trace, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first line of each applied edit, and the line behind its last one, in order."""
    lines = len(starts) - 1
    spans = set()
    for found in trace.findings():
        if found.applied and lines:
            first = min(bisect_right(starts, found.start), lines) - 1
            spans.add((first, max(bisect_left(starts, found.end), first + 1)))
    return sorted(spans)


class _Forward:
    """Maps a position of the original, from which a kept passage starts, to the result."""

    def __init__(self, trace: Trace) -> None:
        self._ends = len(trace.text), len(trace.result)
        self._layers = [Origins(invert(layer.applied)) for layer in trace.layers]

    def __call__(self, position: int) -> int:
        if position == self._ends[0]:
            return self._ends[1]
        for layer in self._layers:
            position = layer.start(position)
        return position


def _lines(text: str) -> list[str]:
    # For `patch` a line ends at LF and nowhere else; it keeps a CR before it.
    pieces = text.split("\n")
    lines = [f"{piece}\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines


def _starts(lines: Iterable[str]) -> list[int]:
    """Return where each line starts, and where the text ends."""
    return [0, *accumulate(map(len, lines))]


def _range(first: int, last: int) -> str:
    """Return lines as the head of a hunk counts them: of none, the line before."""
    number = last - first
    return f"{first + bool(number)},{number}"


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
