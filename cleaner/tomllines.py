"""On which line of a TOML text a mistake is, which the reader of Python does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def first_mistake(text: str, check: Callable[[Mapping[str, Any]], object]) -> tuple[int, UsageError]:
    """Return the line, from 1, of the first key or value for which `check` raises UsageError, and the error.

    `check` gets what the beginning of the text says, up to ever fewer lines, so it must not miss anything.
    """
    lines = text.split("\n")
    # What `good` lines say is right, what `bad` lines say is wrong; those from `end` up to `bad` say nothing.
    good, bad, end = 0, len(lines), len(lines)
    mistake = _mistake(lines, check)
    while end - good > 1:
        middle = (good + end) // 2
        whole = next((number for number in range(middle, end) if _table(lines[:number]) is not None), bad)
        found = _mistake(lines[:whole], check)
        if found is None:
            good = whole
        else:
            bad, end, mistake = whole, middle, found
    assert mistake is not None
    return good + 1, mistake


def _mistake(lines: list[str], check: Callable[[Mapping[str, Any]], object]) -> UsageError | None:
    try:
        check(_table(lines) or {})
    except UsageError as mistake:
        return mistake
    return None


def _table(lines: list[str]) -> dict[str, Any] | None:
    """Return what whole lines say; None where they end within a value."""
    import tomllib

    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None
