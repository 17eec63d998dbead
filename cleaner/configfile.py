"""A configuration file: `cleaner.toml`, or `[tool.cleaner]` in `pyproject.toml`, read and checked.

A mistake is a UsageError that names the line and what was perhaps meant.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import api, registry
from cleaner.errors import UsageError
from cleaner.patterns import absolute, matches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.step import Option

FILE = "cleaner.toml"
PROJECT_FILE = "pyproject.toml"

_TEXT = "a text"
_TEXTS = "a list of texts"
_SHARE = 'a share such as "30%"'
_TABLE = "a table"
# What the values of the keys are; `per-path` tables have the first ones only.
PER_PATH_KEYS = {"to": _TEXT, "select": _TEXTS, "ignore": _TEXTS, "protect": _TEXTS}
KEYS = {
    **PER_PATH_KEYS,
    "extend-rules": _TEXTS,
    "exclude": _TEXTS,
    "max-removed": _SHARE,
    "per-path": _TABLE,
}

# What a file with a table `tool.cleaner` has in it, however that is written. Reading TOML is the most costly
# part of many a start, and most projects have no such table.
_MAY_BE_OURS = rb"\btool\W+cleaner\b|\btool\W*[\]=]"

_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: _TEXT}

# Named tuples, for dataclasses take five times as long to make, which every filter pays for at its start.
_NOTHING: Mapping[str, Any] = {}


class Config(NamedTuple):
    """A configuration as it was read; `folder` is where its paths start.

    `steps` holds the options of single steps, `per_path` pairs of a pattern and the table for its paths.
    """

    file: str = ""
    folder: Path = Path()
    to: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    extend_rules: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_removed: float | None = None
    steps: Mapping[str, Mapping[str, Any]] = _NOTHING
    per_path: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def at(self, path: str) -> Config:
        """Return what holds for one path: `to` and `select` replace, `ignore` and `protect` add."""
        config = self
        for pattern, table in self.per_path:
            if matches(path, pattern, self.folder):
                config = config._replace(
                    to=table.get("to", config.to),
                    select=tuple(table.get("select", config.select)),
                    ignore=(*config.ignore, *table.get("ignore", ())),
                    protect=(*config.protect, *table.get("protect", ())),
                )
        return config


def read(path: Path) -> Config | None:
    """Return the configuration in a file; None for a `pyproject.toml` that has none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    if path.name == PROJECT_FILE and not re.search(_MAY_BE_OURS, data):
        return None
    import tomllib  # only who has a configuration pays for it

    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: no TOML: {error}") from error
    reader = _Reader(path)
    try:
        return reader.config(table)
    except UsageError:
        from cleaner.tomllines import first_mistake

        line, mistake = first_mistake(text, reader.config)
        raise UsageError(f"{path}:{line}: {mistake}") from mistake


class _Reader:
    """Checks the values of one configuration file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def config(self, table: Mapping[str, Any]) -> Config | None:
        """Return what the file says. Raises UsageError without the file and the line."""
        if self._path.name == PROJECT_FILE:
            tool = table.get("tool")
            if not isinstance(tool, dict) or "cleaner" not in tool:
                return None
            table = tool["cleaner"]
            self._check_kind("tool.cleaner", table, _TABLE)
        steps = {name: value for name, value in table.items() if name in registry.names()}
        self._check_keys({key: value for key, value in table.items() if key not in steps}, KEYS)
        per_path = table.get("per-path", {})
        for pattern, inner in per_path.items():
            self._check_kind(pattern, inner, _TABLE)
            self._check_keys(inner, PER_PATH_KEYS)
        return Config(
            file=str(self._path),
            folder=absolute(self._path).parent,
            to=table.get("to"),
            max_removed=share(table["max-removed"]) if "max-removed" in table else None,
            steps={name: self._step(name, value) for name, value in steps.items()},
            per_path=tuple(per_path.items()),
            **{
                key.replace("-", "_"): tuple(table.get(key, ()))
                for key, kind in KEYS.items()
                if kind is _TEXTS
            },
        )

    def _step(self, name: str, table: Any) -> dict[str, Any]:
        self._check_kind(name, table, _TABLE)
        options = {option.name: option for option in registry.load(name).options}
        found = {}
        for key, value in table.items():
            option = options.get(key.replace("-", "_"))
            if option is None:
                raise self._unknown(key, [name.replace("_", "-") for name in options])
            if option.multiple:
                self._check_kind(key, value, _TEXTS)
                value = tuple(value)
            else:
                self._check_value(key, option, value)
            found[option.name] = value
        return found

    def _check_value(self, key: str, option: Option, value: Any) -> None:
        kind: type[Any] = type(option.default)
        # A whole number is a number too, but true and false, which Python takes for numbers, are not.
        fits = isinstance(value, (int, float) if kind is float else kind) and (
            isinstance(value, bool) is (kind is bool)
        )
        if not fits:
            raise self._error(key, f"must be {_KINDS[kind]}")
        if option.choices and value not in option.choices:
            raise self._error(key, f"must be one of {', '.join(option.choices)}")
        limits = api.beyond(option, value)
        if limits:
            raise self._error(key, f"must be {limits}")

    def _check_keys(self, table: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
        for key, value in table.items():
            if key not in kinds:
                raise self._unknown(key, [*kinds, *(registry.names() if kinds is KEYS else ())])
            self._check_kind(key, value, kinds[key])
        for key in ("select", "ignore"):
            for reason in table.get(key, ()):
                api.check_reason(reason)
        if "to" in table and table["to"] not in scripts():
            raise self._error("to", f"must be one of {', '.join(scripts())}")

    def _check_kind(self, key: str, value: Any, kind: str) -> None:
        fits = {
            _TEXT: isinstance(value, str),
            _TEXTS: isinstance(value, list) and all(isinstance(item, str) for item in value),
            _SHARE: isinstance(value, str) and share(value) is not None,
            _TABLE: isinstance(value, dict),
        }
        if not fits[kind]:
            raise self._error(key, f"must be {kind}")

    def _unknown(self, key: str, known: list[str]) -> UsageError:
        from difflib import get_close_matches

        close = get_close_matches(key, known, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"the keys are {', '.join(known)}"
        return self._error(key, f"is no key known here; {hint}")

    def _error(self, key: str, message: str) -> UsageError:
        return UsageError(f"{key!r} {message}")


def scripts() -> tuple[str, ...]:
    """Return what `to` may be: what the steps that have such an option convert to."""
    found = (option.choices for step in registry.steps() for option in step.options if option.name == "to")
    return next(found, ())


def schema() -> dict[str, Any]:
    """Return the JSON schema of `cleaner.toml`, and of `[tool.cleaner]`."""
    kinds: dict[str, dict[str, Any]] = {
        _TEXT: {"type": "string"},
        _TEXTS: {"type": "array", "items": {"type": "string"}},
        _SHARE: {"type": "string", "pattern": r"^(\d+(\.\d+)?%|0(\.\d+)?|1(\.0+)?)$"},
    }
    to = {"type": "string", "enum": list(scripts())}
    per_path = _closed({key: kinds[kind] for key, kind in PER_PATH_KEYS.items()} | {"to": to})
    known = {key: kinds[kind] for key, kind in KEYS.items() if kind in kinds} | {"to": to}
    known["per-path"] = {"type": "object", "additionalProperties": per_path}
    for step in registry.steps():
        known[step.name] = _closed({option.name.replace("_", "-"): _value(option) for option in step.options})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "cleaner", **_closed(known)}


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _value(option: Option) -> dict[str, Any]:
    kinds = {bool: "boolean", int: "integer", float: "number"}
    kind: dict[str, Any] = {"type": kinds.get(type(option.default), "string")}
    if option.choices:
        kind["enum"] = list(option.choices)
    if kind["type"] == "number":
        kind |= {"minimum": 0, "maximum": 1}
    if kind["type"] == "integer":
        kind["minimum"] = 0
    value = {"type": "array", "items": {**kind, "type": "string"}} if option.multiple else kind
    return {**value, "description": option.help}


def share(text: str) -> float | None:
    """Return a share written as `30%` or `0.3`, from 0 to 1; None if it is neither."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None
