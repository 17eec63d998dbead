"""A document that is being changed: it reads like a document and remembers what changed where.

Judging goes in rounds, each on what the round before left, until nothing changes. The draft composes the
changes of all rounds into one list of edits of the original text.
"""

from __future__ import annotations

from collections import Counter, deque
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lines
from cleaner.edits import Edit
from cleaner.repeats.pieces import Piece, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# So many lines of a page may stand between a title and its text.
_MOST_BETWEEN = 4


class Change(NamedTuple):
    """In the current text of a line, `start` to `end` becomes `after`; with `whole` the line itself goes."""

    line: int
    start: int
    end: int
    after: str
    kind: str
    note: str
    whole: bool = False

    def ended_by(self, ending: str) -> Change:
        """Return the change with the line ends of the document."""
        return self._replace(after=self.after.replace("\n", ending)) if "\n" in self.after else self


class Found(NamedTuple):
    """What a round found: changes to make, and changes that only a reader can decide on."""

    changes: list[Change]
    doubts: list[Change]


class _Span(NamedTuple):
    """A part of a line: what it was, from `start` to `end` of the original line, and what it is now."""

    start: int
    end: int
    text: str
    kind: str = ""
    note: str = ""


class Draft:
    """The lines of a text, with the changes made so far."""

    def __init__(self, text: str) -> None:
        self.lines = lines.split(text)
        self._spans: dict[int, list[_Span]] = {}
        self._gone: dict[int, Change] = {}
        self._pieces = {
            index: list(cut(index, line.text)) for index, line in enumerate(self.lines) if not line.blank
        }

    def pieces(self) -> list[Piece]:
        """Return the pieces of all lines that are left, in order."""
        return [piece for pieces in self._pieces.values() for piece in pieces]

    def gone_below(self, line: int, kind: str) -> Piece | None:
        """Return the first piece of the line that went for a kind of reason below a line.

        Blank lines between them do not count, nor do a few short ones: lines of a page.
        """
        below, left = line + 1, _MOST_BETWEEN
        while left and below < len(self.lines) and below not in self._gone:
            if not self.lines[below].blank:
                left -= 1
                if any(piece.is_paragraph for piece in self._pieces[below]):
                    return None
            below += 1
        change = self._gone.get(below)
        if change is None or change.kind != kind:
            return None
        return next(cut(below, self.lines[below].text))

    def make(self, changes: Iterable[Change]) -> None:
        """Make changes that do not overlap; their offsets all count before any of them is made."""
        by_line: dict[int, list[Change]] = {}
        for change in sorted(changes, key=lambda change: (change.line, change.start, change.end)):
            by_line.setdefault(change.line, []).append(change)
        for index, found in by_line.items():
            whole = [change for change in found if change.whole]
            if whole:
                self._remove(index, whole[0])
            else:
                self._change(index, found)

    def edits(self, step: str, doubts: Iterable[Change]) -> list[Edit]:
        """Return the edits of the original text that all changes come to, and those that are doubtful."""
        doubtful: dict[int, Change] = {}
        for change in doubts:
            if change.line not in self._gone and change.line not in self._spans:
                doubtful.setdefault(change.line, change)
        found = list(self._removed(step, {line: change for line, change in doubtful.items() if change.whole}))
        for index, spans in self._spans.items():
            if index not in self._gone:
                found.extend(self._line_edits(step, index, spans))
        for line, change in doubtful.items():
            if not change.whole:
                text = self.lines[line].text[change.start : change.end]
                start = self.lines[line].start + change.start
                found.append(
                    Edit(start, text, change.after, f"{step}/{change.kind}", sure=False, note=change.note)
                )
        return sorted(found, key=lambda edit: edit.start)

    def _removed(self, step: str, doubtful: dict[int, Change]) -> Iterator[Edit]:
        notes = self._gone | doubtful
        verdicts = {
            index: lines.Verdict(f"{step}/{change.kind}", sure=index in self._gone)
            for index, change in sorted(notes.items())
        }
        edits = lines.removals(self.lines, verdicts)
        for index, edit in zip(verdicts, edits, strict=True):
            yield edit._replace(note=notes[index].note)

    def _line_edits(self, step: str, index: int, spans: list[_Span]) -> Iterator[Edit]:
        line = self.lines[index]
        for span in spans:
            before = line.text[span.start : span.end]
            if before != span.text:
                yield Edit(line.start + span.start, before, span.text, f"{step}/{span.kind}", note=span.note)

    def _paragraph_end(self, index: int) -> str:
        """Return what stands between paragraphs here: a line end, and a blank line if there is one."""
        ending = self.lines[index].ending or "\n"
        following = self.lines[index + 1 : index + 2]
        return ending * 2 if following and following[0].blank else ending

    def _remove(self, index: int, change: Change) -> None:
        self._gone[index] = change
        del self._pieces[index]

    def _change(self, index: int, changes: Sequence[Change]) -> None:
        line = self.lines[index]
        spans = self._spans.get(index) or [_Span(0, len(line.text), line.text)]
        ending = self._paragraph_end(index)
        changed = _replaced(line.text, spans, [change.ended_by(ending) for change in changes])
        text = "".join(span.text for span in changed)
        self._spans[index] = changed
        self._pieces[index] = [
            piece
            for line in lines.split(text)  # a paragraph moved here brought its line end along
            if not line.blank
            for piece in cut(index, line.text, line.start)
        ]
        if not self._pieces[index]:
            self._remove(index, changes[0])


def _replaced(original: str, spans: Iterable[_Span], changes: Sequence[Change]) -> list[_Span]:
    """Return the spans of a line after changes, in order, whose offsets count in the line's current text."""
    borders = [border for change in changes for border in (change.start, change.end)]
    rest = deque(_cut(original, spans, borders))
    done: list[_Span] = []
    position = 0
    for change in changes:
        done += _taken(rest, change.start - position)
        touched = _taken(rest, change.end - change.start)
        place = done[-1].end if done else 0
        start, end = (touched[0].start, touched[-1].end) if touched else (place, place)
        done.append(_Span(start, end, change.after, change.kind, change.note))
        position = change.end
    return [*done, *rest]


def _taken(rest: deque[_Span], size: int) -> list[_Span]:
    """Take from the left what has so many code points now, and what is deleted there."""
    taken = []
    while rest and (size > 0 or not rest[0].text):
        taken.append(rest.popleft())
        size -= len(taken[-1].text)
    return taken


def _cut(original: str, spans: Iterable[_Span], borders: Sequence[int]) -> Iterator[_Span]:
    """Yield the spans, split at borders in the line's current text, in order."""
    position, index = 0, 0
    for span in spans:
        ends = []
        while index < len(borders) and borders[index] < position + len(span.text):
            if borders[index] > position:
                ends.append(borders[index] - position)
            index += 1
        yield from _parts(original, span, ends) if ends else (span,)
        position += len(span.text)


def _parts(original: str, span: _Span, ends: Sequence[int]) -> Iterator[_Span]:
    """Split a span; of one that was changed before, the original goes with the first part."""
    unchanged = original[span.start : span.end] == span.text
    for start, end in pairwise([0, *dict.fromkeys(ends), len(span.text)]):
        if unchanged:
            first, last = span.start + start, span.start + end
        else:
            first, last = (span.end if start else span.start), span.end
        yield span._replace(start=first, end=last, text=span.text[start:end])


def removals(pieces: Sequence[Piece], dropped: Mapping[int, tuple[str, str]]) -> Iterator[Change]:
    """Yield the changes that remove pieces, given by index with kind and note; whole lines where all goes."""
    counts = Counter(piece.line for piece in pieces)
    gone = Counter(pieces[index].line for index in dropped)
    done: set[int] = set()
    for index, (kind, note) in dropped.items():
        piece = pieces[index]
        whole = counts[piece.line] == gone[piece.line]
        if not whole:
            yield Change(piece.line, piece.start, piece.start + len(piece.text), "", kind, note)
        elif piece.line not in done:
            done.add(piece.line)
            yield Change(piece.line, 0, 0, "", kind, note, whole=True)
