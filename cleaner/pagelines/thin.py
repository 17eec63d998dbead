"""Articles without prose: verse, captions, notices, tables, of which a page says nothing.

Where a document has no body of paragraphs, lines together that say nothing, in words of no page, may be all
there is of the article: then they stay, and the line above them that may be its title stays with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import late
from cleaner.lines import Verdict
from cleaner.pagelines.rules import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.pagelines.run import Run

# Lines together lean to text (log odds) so much in all.
_OF_TEXT = 2.0
# So much is as good as nothing.
_HARDLY = 1.0
# So many lines next to those that lean to text may lean nowhere: the last ones of a poem.
_NEXT = 3
# Lists of the latest news begin their headlines so; in words they lean to text as much as any.
_TIMED = late.pattern(r"\d{1,2}:\d\d ")
# What stands below articles.
_BELOW = frozenset({"nav.related", "nav.comments", "legal.copyright"})
# The title is no shorter, and no path or word of a menu, which lean to pages more.
_TITLE = 2
_OF_PAGES = 2.5


def spared(
    run: Run, verdicts: Mapping[int, Verdict], words: Sequence[float], *, body: bool
) -> dict[int, Verdict]:
    """Return the verdicts on the lines of a run, none on what may be an article without prose sure.

    `body` tells whether paragraphs stand together anywhere: then only what ends articles, between them and
    the run, shows that they are another one, or the page.
    """
    found = dict(verdicts)
    if run.zone == "tail" or not any(verdict.sure for verdict in found.values()):
        return found
    end = _end(run) if body else len(run.lines)
    for block in _silent(run):
        best = _leaning(run, block, words)
        if best is None or best.stop > end or run.heading_above(best.start):
            continue
        for index in range(best.start - _titled(run, block, best, words), _last(block, best, words)):
            if index in found:
                found[index] = Verdict(found[index].reason, sure=False)
    return found


def _titled(run: Run, block: range, best: range, words: Sequence[float]) -> bool:
    """Whether the line right above lines that stay may be their title."""
    above = best.start - 1
    return above >= block.start and len(run.lines[above].text) >= _TITLE and words[above] < _OF_PAGES


def _last(block: range, best: range, words: Sequence[float]) -> int:
    """Return where lines that stay end, with those next to them that hardly lean to pages, each or in all."""
    stop, total, each = best.stop, 0.0, True
    for index in range(best.stop, min(block.stop, best.stop + _NEXT)):
        total += words[index]
        each = each and words[index] < _HARDLY
        if each or total < _HARDLY:
            stop = index + 1
    return stop


def _end(run: Run) -> int:
    """Return where in a run above all prose the last line stands that stands below articles only; or 0."""
    if run.zone != "head":
        return 0
    ends = [index for index, line in enumerate(run.lines) if line.heads and line.evidence.reason in _BELOW]
    return ends[-1] if ends else 0


def _silent(run: Run) -> Iterator[range]:
    """Yield the stretches of lines that say nothing."""
    start = 0
    for index, line in enumerate(run.lines):
        if line.evidence.strength != NONE:
            if start < index:
                yield range(start, index)
            start = index + 1
    if start < len(run.lines):
        yield range(start, len(run.lines))


def _leaning(run: Run, block: range, words: Sequence[float]) -> range | None:
    """Return the lines of a stretch that together lean most to text, if they do so enough."""
    best, most = None, _OF_TEXT
    start, total = block.start, 0.0
    for index in block:
        if total <= 0:
            start, total = index, 0.0
        timed = _TIMED.match(run.lines[index].text)
        total -= max(_HARDLY, words[index]) if timed else words[index]
        if total >= most:
            best, most = range(start, index + 1), total
    return best
