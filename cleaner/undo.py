"""Undo what was done for some reasons only, so that one wrong rule does not cost a whole run.

The cleaning is replayed from the original without those edits. `drift` is how a text of the replay differs
from the text that there was at the same stage: edits from the latter to the former.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner import journal
from cleaner.edits import Edit, apply, invert
from cleaner.errors import JournalError
from cleaner.trace import Layer, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.journal import Document

# What the layer of an undoing is called.
STEP = "restore"

OTHER = "is none of the cleaned texts that the journal tells of (it was changed, or is another)"


class Undoing(NamedTuple):
    """What becomes of a cleaned document when some reasons are undone, and what they start with.

    `trace` leads from `cleaned`, which may be a state before the one that there is now.
    """

    cleaned: bytes
    trace: Trace
    prefixes: tuple[str, ...]


def reasons(history: Sequence[Document], data: bytes, prefix: str) -> Undoing:
    """Undo the reasons that start with `prefix`, of all cleanings that led to `data`.

    What was undone before stays undone: then this starts anew from what it was undone in. Raises JournalError
    where the history, the oldest document first, does not lead to `data`.
    """
    now = cleaned = data
    undone: tuple[str, ...] = ()
    layers: list[Sequence[Edit]] = []
    for document in reversed(history):
        if document.after != journal.digest(now):
            continue
        now = journal.restore(document, now)
        if "field" in document.closing:
            raise JournalError("single reasons cannot be undone in JSON lines")
        if not layers and document.undone:
            cleaned, undone = now, document.undone
        else:
            layers[:0] = document.layers.get(0, ())
    if now == data and journal.digest(data) not in {document.before for document in history}:
        raise JournalError(OTHER)
    prefixes = tuple(dict.fromkeys((*undone, prefix)))
    return Undoing(cleaned, some(layers, cleaned.decode("utf-8") if layers else "", prefixes), prefixes)


def some(layers: Sequence[Sequence[Edit]], cleaned: str, prefix: str | tuple[str, ...]) -> Trace:
    """Return the trace that takes back, in the cleaned text, the edits whose reason starts with `prefix`.

    `layers` are the applied edits that made `cleaned`, the oldest first. A passage comes back as its step had
    it before; what later steps would have done to it is not done, but what they removed with its surroundings
    stays removed.
    """
    stages = [cleaned]
    for edits in reversed(layers):
        stages.insert(0, apply(stages[0], invert(edits)))
    replayed, drift = stages[0], list[Edit]()
    for edits, after in zip(layers, stages[1:], strict=True):
        replayed, drift = _replay(edits, after, replayed, drift, prefix)
    return Trace(cleaned, [Layer(STEP, cleaned, lambda: drift)] if drift else [])


def _replay(
    edits: Sequence[Edit], after: str, replayed: str, drift: Sequence[Edit], prefix: str | tuple[str, ...]
) -> tuple[str, list[Edit]]:
    """Do one layer again without the edits of that prefix; return the text and how `after` drifts to it."""
    kept: list[Edit] = []
    drifted: list[Edit] = []
    ahead = off = 0  # how far `after` and `replayed` are shifted against the text between the groups
    for group in _groups(edits, drift):
        new_start, after_start = group.start + off, group.start + ahead
        off += sum(len(edit.after) - len(edit.before) for edit in group.drift)
        ahead += sum(len(edit.after) - len(edit.before) for edit in group.edits)
        new = replayed[new_start : group.end + off]
        old = after[after_start : group.end + ahead]
        again = group.edits[0] if group.whole and not group.edits[0].reason.startswith(prefix) else None
        if again:
            if new != again.after:
                kept.append(Edit(new_start, new, again.after, again.reason))
        elif new != old:
            drifted.append(Edit(after_start, old, new, (*group.drift, *group.edits)[0].reason))
    return apply(replayed, kept), drifted


class _Group(NamedTuple):
    """Edits of a layer and drift that overlap, and the span of the layer's text that they cover."""

    start: int
    end: int
    edits: list[Edit]
    drift: list[Edit]

    @property
    def whole(self) -> bool:
        """Whether it is one edit, with nothing but drift inside the passage that it replaces."""
        return len(self.edits) == 1 and (self.start, self.end) == (self.edits[0].start, self.edits[0].end)


def _groups(edits: Sequence[Edit], drift: Sequence[Edit]) -> Iterator[_Group]:
    """Yield the groups in the order of the text. Edits that only touch do not overlap."""
    marked = [(edit.start, edit.end, False, edit) for edit in edits]
    marked += [(edit.start, edit.end, True, edit) for edit in drift]
    group: _Group | None = None
    for start, end, drifts, edit in sorted(marked, key=lambda each: each[:2]):
        if (
            group is not None
            and group.start < group.end
            and start < group.end
            and (start < end or start > group.start)
        ):
            group = group._replace(end=max(end, group.end))
        else:
            if group is not None:
                yield group
            group = _Group(start, end, [], [])
        (group.drift if drifts else group.edits).append(edit)
    if group is not None:
        yield group
