"""`cleaner config`: what holds for a document, and where each value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner import config, configfile, registry
from cleaner.cli import options, streams
from cleaner.cli.main import Exit
from cleaner.patterns import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFAULT = "default"
_SHARED = {"to": "to", "rules": "extend-rules"}


def _run(path: str, config: str | None, schema: bool) -> Exit:
    lines = _schema() if schema else _table(path, config)
    streams.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
    return Exit.DONE


def _table(path: str, file: str | None) -> Iterator[str]:
    from rich.cells import cell_len, set_cell_size  # a Han character takes two columns

    rows = list(_rows(path, file))
    widths = [max(cell_len(row[column]) for row in rows) for column in (0, 1)]
    for key, value, origin in rows:
        yield f"{key:{widths[0]}}  {set_cell_size(value, widths[1])}  {origin}"


def _rows(path: str, file: str | None) -> Iterator[tuple[str, str, str]]:
    """Yield key, value and origin of everything that can be configured."""
    wishes = config.Wishes(config=file)
    base = wishes.file_for(path)
    holds = base.at(path)
    origins = {}
    for key in configfile.KEYS:
        if key == "per-path":
            continue
        name = key.replace("-", "_")
        value = getattr(holds, name)
        origins[key] = base.file if value else _DEFAULT
        patterns = [
            each for each, table in base.per_path if key in table and matches(path, each, base.folder)
        ]
        if patterns:
            origins[key] = f"{base.file}, per-path {', '.join(patterns)}"
        yield key, _shown(value), origins[key]
    options = wishes.options_for(holds)
    for step in registry.steps():
        for name, default in step.defaults().items():
            origin = _DEFAULT
            if name in options[step.name]:
                # What a step's own table does not say comes from the key that several steps share.
                origin = base.file if name in base.steps.get(step.name, {}) else origins[_SHARED[name]]
            value = options[step.name].get(name, default)
            yield f"{step.name}.{name.replace('_', '-')}", _shown(value), origin


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "-"
    return "-" if value in (None, "") else f"{value:.0%}" if isinstance(value, float) else str(value)


def _schema() -> Iterator[str]:
    import json

    yield json.dumps(configfile.schema(), ensure_ascii=False, indent=2)


COMMAND = click.Command(
    "config",
    params=[
        click.Argument(["path"], metavar="[PATH]", default="-", type=click.Path(readable=False)),
        click.Option(["--schema"], is_flag=True, help="Print the JSON schema of cleaner.toml."),
        options.CONFIG,
    ],
    callback=_run,
    help="Show what holds for a document: each value of the configuration and where it comes from.",
    short_help="what is configured for a document, and where",
)
