"""`cleaner clean`: all steps in order, with the options of each."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from cleaner import registry
from cleaner.cli import documents, options, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.cli.main import Exit


@cache
def ambiguous() -> frozenset[str]:
    """Names of options that several steps have; on the whole's command line they say whose they are."""
    found = Counter(option.name for step in registry.steps() for option in step.options)
    return frozenset(name for name, times in found.items() if times > 1)


def sections() -> list[options.Section]:
    """Return what selects the steps of the whole and sets their options."""
    choice = [
        words.step_names("--only", "Only these steps, still in their order."),
        words.step_names("--skip", "All steps but these."),
    ]
    known = (options.of_step(step, ambiguous()) for step in registry.steps())
    return [options.Section("Steps", choice), *(section for section in known if section.parameters)]


def wishes(given: dict[str, Any]) -> Mapping[str, Any]:
    """Take what `sections` gave, as fields of `Wishes`."""
    settings = {step.name: options.settings(step, given) for step in registry.steps()}
    return {"only": given.pop("only"), "skip": given.pop("skip"), "options": settings}


def _run(**given: Any) -> Exit:
    return documents.run(options.request(given, **wishes(given)))


COMMAND = options.Command(
    "clean",
    [*sections(), options.common()],
    callback=_run,
    help="All steps in order.\n\nReads standard input or FILES, writes UTF-8 to standard output. The same as"
    " a pipe of the single filters.",
    short_help="all steps in order",
)
