"""The steps there are: every module in `cleaner/steps/`, in the order in which `clean` runs them.

Listing the names imports nothing, so that a single filter starts without the other steps.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.step import Step

_FOLDER = Path(__file__).parent / "steps"


@cache
def names() -> tuple[str, ...]:
    """Names of all steps, sorted by name."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("[a-z]*.py")))


def load(name: str) -> Step:
    """Return the step of that name. Raises UsageError if there is none."""
    if name not in names():
        raise UsageError(f"there is no step {name!r}; the steps are {', '.join(names())}")
    step: Step = import_module(f"cleaner.steps.{name}").STEP
    return step


@cache
def steps() -> tuple[Step, ...]:
    """All steps in the order in which `clean` runs them."""
    return in_order(map(load, names()))


def in_order(some: Iterable[Step]) -> tuple[Step, ...]:
    """Sort steps into the order in which `clean` runs them."""
    return tuple(sorted(some, key=lambda step: (step.phase, step.name)))
