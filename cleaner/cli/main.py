"""The `cleaner` command: finds its subcommands when they are called; the one place that knows exit codes.

Every subcommand returns an `Exit`; whatever goes wrong on the way is one sentence on standard error.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from cleaner import registry
from cleaner.cli import mistakes, streams
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Exit(IntEnum):
    """What the exit codes mean."""

    DONE = 0
    FOUND = 1
    FAILED = 2
    INTERRUPTED = 130


# The sections of the help page. Filters that are steps are found; the rest is a module of this package each.
FILTERS = ("decode",)
WHOLE = ("clean", "check", "batch")
REPORT = ("detect", "dupes", "learn", "rules", "config", "restore")

_COMPLETION = "_CLEANER_COMPLETE"

# What is loaded at a start stays. To look through it for garbage every 700 objects, as Python does, is a
# twentieth of the time of `clean` for one page.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


class Commands(click.Group):
    """The subcommands: modules of this package, and one for every step; imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, as the help page orders them."""
        del ctx
        return [*FILTERS, *(step.name for step in registry.steps()), *WHOLE, *REPORT]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name."""
        del ctx
        if cmd_name in (*FILTERS, *WHOLE, *REPORT):
            command: click.Command = import_module(f"cleaner.cli.{cmd_name}").COMMAND
            return command
        if cmd_name in registry.names():
            from cleaner.cli import filters

            return filters.command(registry.load(cmd_name))
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a name that does not exist is answered with the one that was perhaps meant."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            _no_such_command(args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections of the help page."""
        steps = [step.name for step in registry.steps()]
        for title, names in (
            ("Filters, in the order of the whole", [*FILTERS, *steps]),
            ("The whole", WHOLE),
            ("Reports and the way back", REPORT),
        ):
            with formatter.section(title):
                formatter.write_dl(list(self._rows(ctx, names)))

    def _rows(self, ctx: click.Context, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        for name in names:
            command = self.get_command(ctx, name)
            if command is not None:
                yield name, command.short_help or ""


def _no_such_command(name: str, names: Sequence[str]) -> NoReturn:
    from difflib import get_close_matches

    close = get_close_matches(name, names, 1)
    hint = f"did you mean {close[0]!r}?" if close else "`cleaner --help` lists them"
    raise click.UsageError(f"there is no command {name!r}; {hint}")


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from cleaner import __version__

        click.echo(f"cleaner {__version__}")
        ctx.exit()


ROOT = Commands(
    name="cleaner",
    help="Turn scraped Chinese news back into the article.\n\nFilters read standard input or FILES and write"
    " UTF-8 to standard output: cleaner clean < raw.txt > article.txt",
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help="The version.",
        )
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    no_args_is_help=False,
)


def program() -> NoReturn:
    """Be the process `cleaner`: run the command line, and end at once.

    Python takes apart all that it loaded, piece by piece, before the system takes it back as a whole: an
    eighth of the time of a filter. Where others may still be at work, processes or threads, it does so.
    """
    code = main()
    if "multiprocessing" in sys.modules:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    if _COMPLETION in os.environ:
        return _complete()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    streams.write_all()
    try:
        code = _run(sys.argv[1:] if argv is None else list(argv))
        streams.flush()
    except BrokenPipeError:
        streams.abandon_output()
        return Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except OSError as error:
        # Inputs are told one by one where they are read; what has no name is where we are, or the results go.
        nameless = "the current folder" if isinstance(error, FileNotFoundError) else "standard output"
        streams.complain(f"{error.filename or nameless}: {streams.sentence(error)}")
        streams.abandon_output()
        return Exit.FAILED
    return code


def _run(argv: list[str]) -> int:
    try:
        with mistakes.told(), ROOT.make_context("cleaner", argv or ["--help"]) as context:
            return int(ROOT.invoke(context))
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        streams.complain(_with_hint(error))
    except CleanerError as error:
        streams.complain(str(error))
    return Exit.FAILED


def _with_hint(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{message} (see {context.command_path} --help)" if context else message


def _complete() -> int:
    from click.shell_completion import shell_complete

    return shell_complete(ROOT, {}, "cleaner", _COMPLETION, os.environ[_COMPLETION])
