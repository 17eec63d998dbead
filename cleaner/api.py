"""The library's front door: from names of steps and options to a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner import pipeline, registry
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cleaner.step import Option, Step
    from cleaner.trace import Trace


def plan(
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
    **choices: Any,
) -> pipeline.Plan:
    """Return the plan of `cleaner clean`: all steps in order, or only some, or all but some.

    `options` maps a step's name to its settings; `choices` are the other fields of `pipeline.Plan`. A step
    that lacks a required option is left out, unless `only` names it. Raises UsageError for a step, an option
    or a value that does not exist.
    """
    options = options or {}
    wanted, unwanted = set(only), set(skip)
    for name in wanted | unwanted | options.keys():
        _check_options(registry.load(name), options.get(name, {}))
    for prefix in (*choices.get("select", ()), *choices.get("ignore", ())):
        check_reason(prefix)
    # Naming the steps spares importing the others.
    known = registry.in_order(map(registry.load, wanted)) if wanted else registry.steps()
    steps = []
    for step in known:
        missing = _missing(step, options.get(step.name, {}))
        if missing and step.name in wanted:
            raise UsageError(f"{step.name} needs the option {missing.name!r}: {' or '.join(missing.choices)}")
        if step.name not in unwanted and not missing:
            steps.append(step)
    return pipeline.Plan(steps, options, **choices)


def clean(text: str, **choices: Any) -> Trace:
    """Clean a text with all steps in order; `choices` are those of `plan`."""
    return pipeline.run(text, plan(**choices))


def clean_column(batch: Mapping[str, Any], column: str = "text", **choices: Any) -> dict[str, Any]:
    """Clean a column of a batch of rows, as `datasets.map(batched=True)` and Ray's `map_batches` give it.

    `batch` maps the names of columns to their values; a value that is None stays None. Returns the batch with
    that column replaced; `choices` are those of `plan`. Raises UsageError if there is no such column.
    """
    if column not in batch:
        raise UsageError(f"there is no column {column!r}; the columns are {', '.join(batch)}")
    wanted = plan(**choices)
    texts = [None if text is None else pipeline.run(text, wanted).result for text in batch[column]]
    return {**batch, column: texts}


def _missing(step: Step, given: Mapping[str, Any]) -> Option | None:
    """Return an option that the step cannot do without and that is not given."""
    return next((option for option in step.options if option.required and not given.get(option.name)), None)


def check_reason(prefix: str) -> None:
    """Raise UsageError for a prefix that no reason can have; kinds may also come from a user's own rules."""
    step, slash, _ = prefix.partition("/")
    names = registry.names()
    if step not in names if slash else not any(name.startswith(step) for name in names):
        raise UsageError(f"no reason starts with {prefix!r}; `cleaner rules` lists them")


def _check_options(step: Step, given: Mapping[str, Any]) -> None:
    options = {option.name: option for option in step.options}
    for name, value in given.items():
        if name not in options:
            known = ", ".join(options) or "none"
            raise UsageError(f"{step.name} has no option {name!r}; its options: {known}")
        _check_value(step, options[name], value)


def _check_value(step: Step, option: Option, value: Any) -> None:
    for item in value if option.multiple else (value,):
        if option.choices and item is not None and item not in option.choices:
            known = " or ".join(option.choices)
            raise UsageError(f"{step.name}: {item!r} is no value of {option.name!r}, which is {known}")
        limits = beyond(option, item)
        if limits:
            raise UsageError(f"{step.name}: {item!r} is no value of {option.name!r}, which is {limits}")


def beyond(option: Option, value: Any) -> str:
    """Return what the numbers of an option are if a value is none of them; no text if it is."""
    if isinstance(option.default, bool) or not isinstance(option.default, (int, float)):
        return ""
    if not isinstance(value, (int, float)):
        return "a number"
    if isinstance(option.default, float):
        return "" if 0 <= value <= 1 else "from 0 to 1"
    return "0 or more" if value < 0 else ""
