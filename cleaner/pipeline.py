"""Runs steps over a text, one after another, and keeps the trace."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.trace import Layer, Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cleaner.edits import Edit
    from cleaner.step import Step


_NO_OPTIONS: Mapping[str, Mapping[str, Any]] = {}


class Plan(NamedTuple):
    """Which steps to run, in this order, with which options, and which of their edits to take.

    `select` and `ignore` hold prefixes of reasons; an empty `select` takes all. `protect` holds terms that no
    edit may touch.
    """

    steps: Sequence[Step]
    options: Mapping[str, Mapping[str, Any]] = _NO_OPTIONS
    doubtful: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()

    @property
    def takes_all(self) -> bool:
        """Whether every edit that a step finds is taken."""
        return not (self.select or self.ignore or self.protect)


def run(text: str, plan: Plan) -> Trace:
    """Run the plan's steps over the text."""
    layers = []
    current = text
    for step in plan.steps:
        layer = _layer(step, current, plan)
        layers.append(layer)
        current = layer.result
    return Trace(text, layers)


def _layer(step: Step, text: str, plan: Plan) -> Layer:
    options = {**step.defaults(), **plan.options.get(step.name, {})}

    def find() -> list[Edit]:
        found = step.find(text, options)
        return list(found) if plan.takes_all else _taken(text, found, plan)

    known = step.rewrite(text, options) if step.rewrite and plan.takes_all and not plan.doubtful else None
    return Layer(step.name, text, find, doubtful=plan.doubtful, result=known)


def _taken(text: str, found: Iterable[Edit], plan: Plan) -> list[Edit]:
    kept = ProtectedSpans(text, plan.protect)
    return [
        edit
        for edit in found
        if (not plan.select or edit.reason.startswith(plan.select))
        and not (plan.ignore and edit.reason.startswith(plan.ignore))
        and not kept.touched_by(edit)
    ]


class ProtectedSpans:
    """Where a text holds terms that no edit may touch."""

    def __init__(self, text: str, terms: Iterable[str]) -> None:
        # Longest first: of two terms that start alike, the longer one is the one that is meant.
        pattern = "|".join(map(re.escape, sorted(filter(None, terms), key=len, reverse=True)))
        spans = [match.span() for match in re.finditer(pattern, text)] if pattern else []
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def touched_by(self, edit: Edit) -> bool:
        """Whether the edit changes a protected code point or inserts between two of one term."""
        first_open = bisect_right(self._ends, edit.start)
        return first_open < len(self._starts) and self._starts[first_open] < max(edit.end, edit.start + 1)
