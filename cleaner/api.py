"""The library's front door: from names of steps and options to a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner import pipeline, registry
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cleaner.step import Step
    from cleaner.trace import Trace


def plan(
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
    **choices: Any,
) -> pipeline.Plan:
    """Return the plan of `cleaner clean`: all steps in order, or only some, or all but some.

    `options` maps a step's name to its settings; `choices` are the other fields of `pipeline.Plan`. Raises
    UsageError for a step or an option that does not exist.
    """
    options = options or {}
    wanted, unwanted = set(only), set(skip)
    for name in wanted | unwanted | options.keys():
        step = registry.load(name)
        _check_options(step, options.get(name, {}))
    steps = [
        step for step in registry.steps() if step.name not in unwanted and (not wanted or step.name in wanted)
    ]
    return pipeline.Plan(steps, options, **choices)


def clean(text: str, **choices: Any) -> Trace:
    """Clean a text with all steps in order; `choices` are those of `plan`."""
    return pipeline.run(text, plan(**choices))


def _check_options(step: Step, given: Mapping[str, Any]) -> None:
    unknown = given.keys() - step.defaults().keys()
    if unknown:
        known = ", ".join(step.defaults()) or "none"
        raise UsageError(f"{step.name} has no option {min(unknown)!r}; its options: {known}")
