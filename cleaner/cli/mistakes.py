"""What must not happen, told as a sentence: nobody who cleans a text should have to read a traceback."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Iterator

TRACEBACK = "CLEANER_TRACEBACK"

_MEANT = (CleanerError, OSError, click.ClickException, click.Abort, click.exceptions.Exit)


@contextmanager
def told(consequence: str = "") -> Iterator[None]:
    """Turn errors that nobody meant into a CleanerError that says so, after what it means for the user."""
    try:
        yield
    except _MEANT:
        raise
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        what = f"{type(error).__name__}: {error}"
        hint = f"(set {TRACEBACK}=1 to see where)"
        raise CleanerError(f"{consequence}a mistake in cleaner: {what} {hint}") from error
