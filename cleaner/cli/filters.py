"""One filter command per step, built from the values of the step; no step is named here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.cli import documents, options

if TYPE_CHECKING:
    import click

    from cleaner.cli.main import Exit
    from cleaner.step import Step


def command(step: Step) -> click.Command:
    """Return the command of a step."""

    def run(**given: Any) -> Exit:
        settings = options.settings(step, given)
        return documents.run(options.request(given, only=(step.name,), options={step.name: settings}))

    return options.Command(
        step.name,
        [options.of_step(step), options.common()],
        callback=run,
        help=_help(step),
        short_help=step.summary,
    )


def _help(step: Step) -> str:
    summary = step.summary[:1].upper() + step.summary[1:]
    width = max(len(reason.kind) for reason in step.reasons)
    kinds = "\n".join(f"  {step.name}/{reason.kind:{width}}  {reason.does}" for reason in step.reasons)
    return (
        f"{summary.rstrip('.')}.\n\nReads standard input or FILES, writes UTF-8 to standard output."
        f"\n\n\b\n{kinds}\n\n`cleaner rules {step.name}` explains each."
    )
