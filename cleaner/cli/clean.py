"""`cleaner clean`: all steps in order, with the options of each."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from cleaner import registry
from cleaner.cli import documents, options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.cli.main import Exit


@cache
def ambiguous() -> frozenset[str]:
    """Names of options that several steps have; on the whole's command line they say whose they are."""
    found = Counter(option.name for step in registry.steps() for option in step.options)
    return frozenset(name for name, times in found.items() if times > 1)


def parameters() -> list[click.Parameter]:
    """Return what selects the steps of the whole and sets their options."""
    found: list[click.Parameter] = [
        options.words("--only", "Only these steps, still in their order.", "STEP,…"),
        options.words("--skip", "All steps but these.", "STEP,…"),
    ]
    for step in registry.steps():
        found += options.of_step(step, ambiguous())
    return found


def wishes(given: dict[str, Any]) -> Mapping[str, Any]:
    """Take what `parameters` gave, as fields of `Wishes`."""
    settings = {step.name: options.settings(step, given) for step in registry.steps()}
    return {"only": given.pop("only"), "skip": given.pop("skip"), "options": settings}


def _run(**given: Any) -> Exit:
    return documents.run(options.request(given, **wishes(given)))


COMMAND = click.Command(
    "clean",
    params=[*parameters(), *options.common()],
    callback=_run,
    help="All steps in order.\n\nReads standard input or FILES, writes UTF-8 to standard output. The same as"
    " a pipe of the single filters.",
    short_help="all steps in order",
)
