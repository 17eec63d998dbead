"""The record of a cleaning: layer by layer what was found, what was applied, and the way back."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cleaner.edits import Edit, Origins, apply, invert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Layer:
    """One step's edits and the text they apply to."""

    def __init__(
        self,
        step: str,
        text: str,
        find: Callable[[], Sequence[Edit]],
        *,
        doubtful: bool = False,
        result: str | None = None,
    ) -> None:
        """Remember how to find the edits; a known `result` spares finding them until somebody looks."""
        self.step = step
        self.text = text
        self._find = find
        self._doubtful = doubtful
        self._known_result = result

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """All edits found, sure or not."""
        return tuple(self._find())

    @cached_property
    def applied(self) -> tuple[Edit, ...]:
        """The edits that made `result`."""
        if self._doubtful:
            return self.edits
        return tuple(edit for edit in self.edits if edit.sure)

    @cached_property
    def result(self) -> str:
        """The text after this layer."""
        if self._known_result is not None:
            return self._known_result
        if not self.edits:
            return self.text
        return apply(self.text, self.applied)

    @cached_property
    def origins(self) -> Origins:
        """Maps positions in `result` back to `text`."""
        return Origins(self.applied)


class Finding(NamedTuple):
    """An edit, the step that made it, and the span of the original text it is about (code points)."""

    step: str
    edit: Edit
    start: int
    end: int
    applied: bool


class Trace:
    """The layers of one document, oldest first."""

    def __init__(self, text: str, layers: Sequence[Layer]) -> None:
        self.text = text
        self.layers = tuple(layers)

    @property
    def result(self) -> str:
        """The cleaned text."""
        return self.layers[-1].result if self.layers else self.text

    @property
    def changed(self) -> bool:
        """Whether the cleaned text differs from the original."""
        return self.result != self.text

    def findings(self) -> Iterator[Finding]:
        """Yield every edit with the span of the original text it is about, layer by layer."""
        for depth, layer in enumerate(self.layers):
            applied = set(map(id, layer.applied))
            for edit in layer.edits:
                start, end = self._located(depth, edit.start, edit.end)
                yield Finding(layer.step, edit, start, end, id(edit) in applied)

    def undo(self) -> str:
        """Return the original text, derived from the result and the edits alone."""
        text = self.result
        for layer in reversed(self.layers):
            text = apply(text, invert(layer.applied))
        return text

    def _located(self, depth: int, start: int, end: int) -> tuple[int, int]:
        for layer in reversed(self.layers[:depth]):
            start, end = layer.origins.span(start, end)
        return start, end
