"""Lines of a site as rules that `strip` takes: the table of `strip_patterns.tsv`, for people to edit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.fold import fold
from cleaner.pagelines.forms import form, shape
from cleaner.pagelines.rules import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.learn.sitelines import SiteLine

_REASON = "site"
# A line as short as the name of a section may be a heading in an article; it goes unless that is around it.
_LONGEST_HEADING = 9
# What tables use themselves: a blank in a phrase is written as the first, the second stands between examples.
_RESERVED = ("_", "¦")
_NUMBER = re.compile(r"0[0.,]*")
_ANY_NUMBER = "[0-9][0-9.,]*"


def rows(lines: Iterable[SiteLine]) -> Iterator[str]:
    """Yield the lines of a rule file; a line that may be the article's is left out by a `#`."""
    yield "# Lines that recur over the documents of a folder, outside their articles. Edit or remove them."
    yield "# Rules behind a # may be the article's: names, paragraphs. Take the mark away if they are not."
    yield "\t".join(PATTERNS)
    for line in lines:
        yield f"# {line.documents} of {line.of} documents, {line.place}"
        yield ("" if line.sure else "#") + _row(line)


def _row(line: SiteLine) -> str:
    cues, pattern = _pattern(line)
    strength = "likely" if len(line.example) < _LONGEST_HEADING and not line.label else "sure"
    return "\t".join((f"{_REASON}.{line.place}", strength, "line", cues, pattern, line.example, ""))


def _pattern(line: SiteLine) -> tuple[str, str]:
    formed = form(fold(line.example))
    if line.label:
        label = formed.partition(":")[0].strip()
        return label, f"^{re.escape(label)} ?:"
    if not any(sign in line.example for sign in _RESERVED):
        return "*", f"={line.example}"
    shaped = shape(formed)
    cue = max(shaped.split(" "), key=len)
    return cue, f"^{_ANY_NUMBER.join(map(re.escape, _NUMBER.split(shaped)))}$"
