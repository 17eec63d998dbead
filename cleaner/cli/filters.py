"""One filter command per step, built from the values of the step; no step is named here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.cli import documents, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

    from cleaner.cli.main import Exit
    from cleaner.step import Step


def command(step: Step) -> click.Command:
    """Return the command of a step."""

    def run(**given: Any) -> Exit:
        settings = options.settings(step, given)
        return documents.run(options.request(given, only=(step.name,), options={step.name: settings}))

    return _StepCommand(
        step,
        [options.of_step(step), options.common()],
        callback=run,
        help=f"{step.summary[:1].upper()}{step.summary[1:].rstrip('.')}.\n\nReads standard input or FILES,"
        f" writes UTF-8 to standard output. `cleaner rules {step.name}` explains each reason.",
        short_help=step.summary,
    )


class _StepCommand(options.Command):
    """A command whose help page lists the reasons of its step."""

    def __init__(self, step: Step, sections: Sequence[options.Section], **settings: Any) -> None:
        super().__init__(step.name, sections, **settings)
        self._step = step

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the step does, and its reasons."""
        super().format_help_text(ctx, formatter)
        with formatter.section("Reasons"):
            rows = [(f"{self._step.name}/{reason.kind}", reason.does) for reason in self._step.reasons]
            formatter.write_dl(rows)
