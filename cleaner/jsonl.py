"""JSON lines: one field found and replaced, every other byte of the line left as it was."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from cleaner.errors import DataError

_BLANKS = " \t\r\n"
_SURROGATE = re.compile("[\ud800-\udfff]")
# Numbers are passed over; those that Python takes for too long to be one are numbers too.
_DECODER = json.JSONDecoder(parse_int=float)


class Field(NamedTuple):
    """A string field of a line: its value, and where its token starts and ends (code points of the line)."""

    value: str
    start: int
    end: int


def decoded(line: bytes) -> str:
    """Return a line as text. Raises DataError for what is no UTF-8, which JSON is written in."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = line[error.start]
        raise DataError(f"not UTF-8, as JSON should be: {byte:02X} at byte {error.start + 1}") from None


def dumps(value: Any, *, ascii_only: bool = False) -> str:
    """Return a value as JSON text that can be encoded: lone surrogates stay escaped."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def loads(line: str) -> Any:
    """Return the value of a JSON text. Raises DataError if it is none."""
    try:
        return json.loads(line)
    except RecursionError:
        raise DataError("no JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise DataError(f"no JSON: {error}") from None


def field(line: str, name: str) -> Field | None:
    """Return the field of that name of a line that holds a JSON object; None where it is absent.

    null counts as an empty text. Raises DataError if the line is no JSON object, or the field no string.
    """
    try:
        tokens = _members(line)
    except RecursionError:
        raise DataError("no JSON that can be read: nested too deeply") from None
    except ValueError as error:
        raise DataError(f"no JSON object: {error}") from None
    if name not in tokens:
        return None
    value, start, end = tokens[name]
    if value is None:
        return Field("", start, end)
    if not isinstance(value, str):
        raise DataError(f"the field {name!r} is no text but {_kind(value)}")
    return Field(value, start, end)


def replaced(line: str, old: Field, value: str, token: str | None = None) -> str:
    """Return the line with the field's value changed, written as `token` or in the spelling of the line."""
    if token is None:
        token = line[old.start : old.end] if value == old.value else respelled(line, old, value)
    return line[: old.start] + token + line[old.end :]


def with_field(line: str, name: str, value: Any) -> str:
    """Return the line of a JSON object with a field set, at its end if it is new. Raises DataError."""
    members = _members(line)
    token = dumps(value)
    if name in members:
        _, start, end = members[name]
        return line[:start] + token + line[end:]
    end = line.rindex("}")
    return f"{line[:end]}{', ' if members else ''}{dumps(name)}: {token}{line[end:]}"


def respelled(line: str, old: Field, value: str) -> str:
    """Return the token of a value in the spelling of the old one: all but ASCII escaped, or not."""
    escaped = line[old.start : old.end].isascii() and not old.value.isascii()
    return dumps(value, ascii_only=escaped)


def _members(line: str) -> dict[str, tuple[Any, int, int]]:
    """Return value, start and end of each member of the object; of equal names the last, as parsers do."""
    position = _expect(line, 0, "{")
    found: dict[str, tuple[Any, int, int]] = {}
    if line[position : position + 1] == "}":
        position += 1
    else:
        while True:
            name, position = _string(line, position)
            start = _expect(line, _skip(line, position), ":")
            value, end = _DECODER.raw_decode(line, start)
            found[name] = (value, start, end)
            position = _skip(line, end)
            if line[position : position + 1] == "}":
                position += 1
                break
            position = _expect(line, position, ",")
    if _skip(line, position) != len(line):
        raise ValueError(f"something follows the object at column {position + 1}")
    return found


def _string(line: str, position: int) -> tuple[str, int]:
    if line[position : position + 1] != '"':
        raise ValueError(f"a name in double quotes is missing at column {position + 1}")
    name, end = _DECODER.raw_decode(line, position)
    assert isinstance(name, str)
    return name, end


def _expect(line: str, position: int, mark: str) -> int:
    """Return where the next token starts behind `mark`."""
    position = _skip(line, position)
    if line[position : position + 1] != mark:
        raise ValueError(f"{mark!r} is missing at column {position + 1}")
    return _skip(line, position + 1)


def _skip(line: str, position: int) -> int:
    while line[position : position + 1] in _BLANKS and position < len(line):
        position += 1
    return position


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names[type(value)]
