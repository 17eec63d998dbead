"""`cleaner rules`: what every reason means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cleaner import registry
from cleaner.cli import streams
from cleaner.cli.main import Exit
from cleaner.cli.words import all_reasons
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.step import Reason, Step


def _run(prefix: str) -> Exit:
    found = [
        (step, reason)
        for step in registry.steps()
        for reason in step.reasons
        if f"{step.name}/{reason.kind}".startswith(prefix)
    ]
    if not found:
        raise UsageError(f"no reason starts with {prefix!r}; `cleaner rules` lists them")
    exact = [pair for pair in found if f"{pair[0].name}/{pair[1].kind}" == prefix]
    lines = _explained(*exact[0]) if exact else _listed(found)
    streams.write("".join(f"{line}\n" for line in lines).encode())
    return Exit.DONE


def _listed(found: list[tuple[Step, Reason]]) -> Iterator[str]:
    width = max(len(f"{step.name}/{reason.kind}") for step, reason in found)
    for step, reason in found:
        yield f"{f'{step.name}/{reason.kind}':{width}}  {reason.does}"


def _explained(step: Step, reason: Reason) -> Iterator[str]:
    yield f"{step.name}/{reason.kind}"
    yield f"  does     {reason.does}"
    yield f"  why      {reason.why}"
    yield f"  before   {_on_one_line(reason.before)}"
    yield f"  after    {_on_one_line(reason.after)}"
    yield f"  wrong    {reason.wrong}"
    for label, text in step.known(reason.kind) if step.known else ():
        yield f"  {label:9}{text}"


def _on_one_line(text: str) -> str:
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


COMMAND = click.Command(
    "rules",
    params=[
        click.Argument(
            ["prefix"],
            metavar="[REASON]",
            required=False,
            default="",
            shell_complete=lambda _, __, begun: [name for name in all_reasons() if name.startswith(begun)],
        )
    ],
    callback=_run,
    help="Say what every reason means.\n\nREASON is a step, a reason or its beginning, as in:"
    " cleaner rules degloss/word",
    short_help="what every reason means: why, example, when it is wrong",
)
