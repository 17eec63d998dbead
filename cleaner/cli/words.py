"""Options that collect words: names of steps, and beginnings of reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner import api, registry
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click.shell_completion import CompletionItem


class Words(click.ParamType):  # type: ignore[type-arg]  # older versions of click know no argument
    """Words separated by commas; the option may also be given several times."""

    name = "word,…"

    def __init__(
        self, choices: tuple[str, ...] = (), known: Callable[[], Iterable[str]] | None = None
    ) -> None:
        """Take the only words there are, or what gives those that are known, for completion."""
        self.choices = choices
        self._known = known or (lambda: choices)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the words."""
        words = tuple(filter(None, value.split(","))) if isinstance(value, str) else tuple(value)
        if isinstance(value, str) and not words:
            # As an unset variable of the shell gives it; it must not mean all.
            self.fail(f"{value!r} names nothing", param, ctx)
        for word in words:
            if self.choices and word not in self.choices:
                self.fail(f"{word!r} is none of {', '.join(self.choices)}", param, ctx)
        return words

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return what the last of the words may become."""
        from click.shell_completion import CompletionItem

        del ctx, param
        before, comma, last = incomplete.rpartition(",")
        found = (word for word in self._known() if word.startswith(last))
        return [CompletionItem(f"{before}{comma}{word}") for word in found]

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Return what stands behind the option on the help page."""
        del param, ctx
        return f"[{'|'.join(self.choices)}]" if self.choices else self.name.upper()


def step_names(name: str, text: str) -> click.Option:
    """Return an option that collects names of steps into a tuple."""
    return _words(name, text, "STEP,…", Words(known=registry.names), registry.load)


def reasons(name: str, text: str) -> click.Option:
    """Return an option that collects beginnings of reasons into a tuple."""
    return _words(name, text, "REASON,…", Words(known=all_reasons), api.check_reason)


def _words(name: str, text: str, metavar: str, kind: Words, check: Callable[[str], object]) -> click.Option:
    """Return an option that collects words; `check` raises UsageError for one that makes no sense."""

    def checked(context: click.Context, option: click.Parameter, value: Any) -> tuple[str, ...]:
        found = joined(context, option, value)
        for word in found:
            try:
                check(word)
            except UsageError as error:
                raise UsageError(f"{name}: {error}") from error
        return found

    return click.Option(
        [name], type=kind, multiple=True, callback=checked, help=text, metavar=metavar, default=()
    )


def all_reasons() -> list[str]:
    """Return the names of all reasons, in order."""
    return [f"{step.name}/{reason.kind}" for step in registry.steps() for reason in step.reasons]


def joined(_: click.Context, __: click.Parameter, value: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return all words of an option that is given several times."""
    return tuple(word for several in value for word in several)
