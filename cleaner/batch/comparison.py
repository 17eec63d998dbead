"""Which documents of all outputs are nearly the same, and the outputs without the copies.

This is done when all is cleaned, since the best copy may come last: the documents are read again, signed by
the workers, and added to an index in the target, in the order of the inputs. The index stays, so that the
next run reads only what is new.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cleaner.batch import outputs, thinning
from cleaner.batch.copytable import Copy
from cleaner.batch.order import DROP, LISTED
from cleaner.batch.outputs import Output, ToSign
from cleaner.batch.state import DONE
from cleaner.dupes import Index, groups
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cleaner.batch.order import Order
    from cleaner.batch.outputs import Signed
    from cleaner.batch.state import File, State
    from cleaner.dupes import Group

    Ordered: TypeAlias = Callable[[Iterable[ToSign]], Iterator[tuple[ToSign, list[Signed] | CleanerError]]]

NAME = ".cleaner-dupes.sqlite"
# What stands between the name of a file and the record, for no name has it in it, and what comes next.
_BORDER, _BEHIND = "\0", "\1"
# Digits of a record's number, so that records sort as numbers do.
_DIGITS = 12
# The mark of a file whose documents are not all in the index.
_BEGUN = ""


class Comparison:
    """The documents of all outputs, compared with each other."""

    def __init__(self, order: Order, state: State) -> None:
        self._order = order
        self._state = state

    def steps(self, ordered: Ordered) -> Iterator[int]:
        """Bring the state and the outputs up to date, having the pool sign documents; a step at a time.

        Each step yields how many documents are compared.
        """
        compared = 0
        wanted: dict[str, list[Copy]] = {}
        if self._order.dupes:
            with Index(str(Path(self._order.target) / NAME)) as index:
                self._forget_others(index)
                for task, signed in ordered(outputs.pieces(self._new(index), self._order)):
                    if isinstance(signed, CleanerError):
                        raise signed
                    self._add(index, task, signed)
                    compared += len(signed)
                    yield compared
                for group in groups(index):
                    for copy in self._copies(group):
                        wanted.setdefault(copy.path, []).append(copy)
        for name in sorted({*wanted, *self._state.copies.paths()}):
            self._apply(name, wanted.get(name, []))
            self._state.commit_if_due()
            yield compared

    def _new(self, index: Index) -> Iterator[Output]:
        """Yield the outputs that the index does not have as they are."""
        for file in self._state.files():
            stamp = _stamp(file)
            if file.state == DONE and (stamp is None or index.marked(file.path) != stamp):
                yield Output(file.path, str(self._whole(file.path)))

    def _add(self, index: Index, task: ToSign, found: list[Signed]) -> None:
        if task.chunk is None or not task.chunk.records:
            for output in task.outputs:
                _forget(index, output.name)
                index.mark(output.name, _BEGUN)
        for each in found:
            index.put(_name(each.name, each.record), each.digest, each.signature)
        if task.chunk is None or task.chunk.last:
            for output in task.outputs:
                index.mark(output.name, _stamp(self._state.find(output.name)) or _BEGUN)

    def _forget_others(self, index: Index) -> None:
        """Forget the documents of files that are no longer there, or no longer in the output."""
        for name in [name for name, _ in index.marks()]:
            file = self._state.find(name)
            if file is None or file.state != DONE:
                _forget(index, name)
                index.mark(name, None)

    def _whole(self, name: str) -> Path:
        if self._state.copies.thinned(name) is not None:
            return self._order.whole(name)
        return thinning.place(self._order, name)

    def _copies(self, group: Group) -> Iterator[Copy]:
        best = _place(group.best)
        for member in group.others:
            copy_of = _place(member.copy_of) if member.copy_of else ("", 0)
            dropped = bool(member.copy_of) and self._order.dupes == DROP
            yield Copy(*_place(member.path), *best, member.similarity, member.numbers, *copy_of, dropped)

    def _apply(self, name: str, copies: list[Copy]) -> None:
        """Drop from an output what is to be dropped, put back what is not, and note it."""
        dropped = {copy.record for copy in copies if copy.dropped}
        size = self._state.copies.thinned(name)
        same = dropped == self._state.copies.dropped(name) and thinning.is_as_noted(self._order, name, size)
        try:
            if dropped and not same:
                size = thinning.thin(self._order, name, dropped, is_thinned=size is not None)
            elif not dropped and size is not None:
                thinning.restore(self._order, name)
                size = None
        except OSError as error:
            raise CleanerError(f"{name}: {error.strerror or error}") from error
        self._state.copies.replace(name, copies, size)


def _stamp(file: File | None) -> str | None:
    """Return what decides an output; None, which no mark equals for long, if that is not known."""
    return f"{file.digest} {file.plan.removesuffix(LISTED)}" if file and file.digest else None


def _forget(index: Index, name: str) -> None:
    for path in index.paths(name + _BORDER, name + _BEHIND):
        index.forget(path)


def _name(name: str, record: int) -> str:
    return f"{name}{_BORDER}{record:0{_DIGITS}}"


def _place(name: str) -> tuple[str, int]:
    path, _, record = name.rpartition(_BORDER)
    return path, int(record)
