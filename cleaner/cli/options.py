"""The options that all filters have in common, and options built from the values of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cleaner.cli.streams import STDIN
from cleaner.cli.words import Words, joined
from cleaner.config import Wishes
from cleaner.configfile import share
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from cleaner.step import Option, Step


class Section(NamedTuple):
    """A part of a help page: a title and the parameters under it."""

    title: str
    parameters: Sequence[click.Parameter]


class Command(click.Command):
    """A command whose help page has its options in sections."""

    def __init__(self, name: str, sections: Sequence[Section], **settings: Any) -> None:
        super().__init__(
            name, params=[each for section in sections for each in section.parameters], **settings
        )
        self._sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections; the last one has --help too."""
        extra = [each for each in self.get_params(ctx) if each not in self.params]
        for number, section in enumerate(self._sections, 1):
            options = [each for each in section.parameters if isinstance(each, click.Option)]
            known = [*options, *(extra if number == len(self._sections) else ())]
            rows = [row for each in known if (row := each.get_help_record(ctx)) is not None]
            if rows:
                with formatter.section(section.title):
                    formatter.write_dl(rows)


def files(metavar: str = "FILES") -> click.Argument:
    """Return the argument for the documents; which of them can be read shows one by one."""
    kind = click.Path(readable=False, allow_dash=True)
    return click.Argument(["files"], nargs=-1, type=kind, metavar=f"[{metavar}]...")


def path(name: str, text: str, *short: str) -> click.Option:
    """Return an option that takes a file; whether it can be used shows when it is."""
    return click.Option([name, *short], metavar="FILE", type=click.Path(readable=False), help=text)


def max_removed(text: str) -> click.Option:
    """Return the option for the largest share of a document that may go; `text` says what happens beyond."""
    return click.Option(["--max-removed"], metavar="SHARE", callback=share_of, help=text)


ENCODING = click.Option(
    ["--encoding"],
    metavar="NAME",
    callback=lambda _, __, value: _known(value),
    help="What the input is in, if you know better.",
)
DOUBTFUL = click.Option(["--doubtful"], is_flag=True, help="Also make the edits that are only suspected.")
CONFIG = path("--config", "Use this configuration, search none.")
OUTPUT = path("--output", "Write there instead.", "-o")
OUTPUT.callback = lambda _, __, value: None if value == STDIN else value
JOURNAL = path("--journal", "Note every edit, for `cleaner restore`.")
JOURNAL.callback = lambda _, __, value: _named(value)


def common() -> Section:
    """Return the parameters of every filter."""
    return Section(
        "Common options",
        [
            files(),
            ENCODING,
            click.Option(
                ["--jsonl"], metavar="FIELD", help="Each line is a JSON object; clean only this field."
            ),
            click.Option(
                ["--in-place", "-i"], is_flag=True, help="Put the result in the place of each file."
            ),
            OUTPUT,
            JOURNAL,
            DOUBTFUL,
            CONFIG,
        ],
    )


class Request(NamedTuple):
    """What the common options of a filter ask for."""

    files: tuple[str, ...] = (STDIN,)
    encoding: str | None = None
    jsonl: str | None = None
    in_place: bool = False
    output: str | None = None
    journal: str | None = None
    wishes: Wishes = Wishes()


def request(given: dict[str, Any], **wishes: Any) -> Request:
    """Return the request for the common options as click gives them, with the command's own wishes.

    Raises UsageError for options that exclude each other.
    """
    config, doubtful = given.pop("config"), given.pop("doubtful")
    names = given.pop("files") or (STDIN,)
    if given["in_place"] and given["output"]:
        raise UsageError("--in-place and --output exclude each other")
    if given["in_place"] and STDIN in names:
        raise UsageError("--in-place needs the names of files")
    if given["journal"] and given["journal"] in (*names, given["output"]):
        raise UsageError(f"--journal {given['journal']} would overwrite a document")
    return Request(names, **given, wishes=Wishes(config=config, doubtful=doubtful, **wishes))


def of_step(step: Step, ambiguous: Container[str] = ()) -> Section:
    """Return the options of a step; those with an ambiguous name say whose they are: `--step-name`."""
    return Section(
        f"Options of {step.name}",
        [
            _option(step, option, f"{step.name}-" if option.name in ambiguous else "")
            for option in step.options
        ],
    )


def settings(step: Step, given: dict[str, Any]) -> Mapping[str, Any]:
    """Take the options of a step that were given out of what click gives."""
    taken = {option.name: given.pop(_key(step, option)) for option in step.options}
    return {name: value for name, value in taken.items() if value is not None and value != ()}


def _option(step: Step, option: Option, owner: str) -> click.Option:
    name = owner + option.name.replace("_", "-")
    spelling = f"--{name}"
    # What is not given must be told from the default, which the configuration may change.
    kind: dict[str, Any] = {"default": None}
    if isinstance(option.default, bool):
        spelling = f"--{name}/--no-{name}"
    elif option.multiple:
        kind = {"multiple": True, "default": ()}
        if option.choices:
            kind |= {"type": Words(option.choices), "callback": joined}
    elif option.choices:
        kind["type"] = click.Choice(option.choices)
    elif option.default is not None:
        kind["type"] = type(option.default)
    text = f"{option.help[:1].upper()}{option.help[1:].rstrip('.')}."
    return click.Option([_key(step, option), spelling], help=text, **kind)


def _key(step: Step, option: Option) -> str:
    return f"{step.name}__{option.name}"


def _named(journal: str | None) -> str | None:
    """Return the journal's name. Raises UsageError for `-`, where the results go."""
    if journal == STDIN:
        raise UsageError("--journal needs the name of a file")
    return journal


def share_of(_: click.Context, option: click.Parameter, value: str | None) -> float | None:
    """Return a share (0 to 1). Raises UsageError if it is none."""
    if value is None:
        return None
    found = share(value)
    if found is None:
        raise UsageError(f"{option.opts[0]}: {value!r} is no share; write 30% or 0.3")
    return found


def _known(encoding: str | None) -> str | None:
    """Return the encoding. Raises UsageError if there is none of that name."""
    if encoding is None:
        return None
    try:
        "".encode(encoding)
    except LookupError:
        raise UsageError(
            f"--encoding: there is no text encoding {encoding!r}; try gb18030, big5hkscs, utf-8 or utf-16"
        ) from None
    return encoding
