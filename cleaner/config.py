"""What holds for a document: the project's configuration, and the command line, which wins.

The configuration is `[tool.cleaner]` in `pyproject.toml`, or `cleaner.toml`, whichever is found first upward
from the document. A `pyproject.toml` without `[tool.cleaner]` does not count.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import api, registry
from cleaner.configfile import FILE, PROJECT_FILE, Config, read
from cleaner.errors import UsageError
from cleaner.patterns import absolute
from cleaner.pipeline import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTHING: Mapping[str, Any] = {}


class Wishes(NamedTuple):
    """What the command line asks for; holds only plain values, so that it can be sent to other processes.

    `options` has the options of each step that were given, and no others. `config` names the file to use
    instead of the one found upward from each document; without `steps` nothing is done to the text.
    """

    steps: bool = True
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = _NOTHING
    doubtful: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: str | None = None

    def file_for(self, path: str) -> Config:
        """Return the configuration file that is there for a document; `-` is one in the current folder."""
        return load(self.config) if self.config else find(absolute(path).parent)

    def config_for(self, path: str) -> Config:
        """Return the configuration that holds for a document."""
        return self.file_for(path).at(path)

    def plan_for(self, path: str) -> Plan:
        """Return the plan for a document. Raises UsageError for a wish or a configuration without sense."""
        config = self.config_for(path)
        if not self.steps:
            return Plan(())
        return api.plan(
            self.only,
            self.skip,
            self.options_for(config),
            doubtful=self.doubtful,
            select=self.select or config.select,
            ignore=(*config.ignore, *self.ignore),
            protect=config.protect,
        )

    def options_for(self, config: Config) -> dict[str, dict[str, Any]]:
        """Return the options of each step that are not left as they are, for what holds for a document."""
        shared: dict[str, Any] = {"to": config.to} if config.to else {}
        if config.extend_rules:
            shared["rules"] = config.extend_rules
        options = {}
        for name in self.only or registry.names():
            known = registry.load(name).defaults()
            found = {key: value for key, value in shared.items() if key in known}
            found |= config.steps.get(name, {})
            if "rules" in found:
                found["rules"] = tuple(str(config.folder / file) for file in found["rules"])
            options[name] = {**found, **self.options.get(name, {})}
        return options


@cache
def find(folder: Path) -> Config:
    """Return the configuration that holds in a folder; an empty one if there is none."""
    for name in (FILE, PROJECT_FILE):
        path = folder / name
        if _is_file(path):
            config = read(path)
            if config is not None:
                return config
    return find(folder.parent) if folder.parent != folder else Config()


def _is_file(path: Path) -> bool:
    """Whether there is such a file; not in a folder that is closed to us, where no document can be read."""
    try:
        return path.is_file()
    except PermissionError:
        return False


@cache
def load(file: str) -> Config:
    """Return the configuration of a file that the user named. Raises UsageError."""
    config = read(Path(file))
    if config is None:
        raise UsageError(f"{file}: has no [tool.cleaner]")
    return config
