"""Standard streams and the user's files, as bytes; the only place where filters open them.

Results go to standard output, sentences for people to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self, TextIO

from cleaner import files
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"

_SENTENCES: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "there is no such file or folder"),
    (IsADirectoryError, "is a folder; name its files, or use `cleaner batch FOLDER DEST`"),
    (PermissionError, "no permission"),
)


def shown(name: str) -> str:
    """Return the name of an input as messages and reports show it."""
    return "<stdin>" if name == STDIN else name


def complain(message: str) -> None:
    """Say something to people; nothing happens if nobody can listen."""
    if sys.stderr is not None:
        from cleaner.render.message import name

        with suppress(OSError, ValueError):
            sys.stderr.write(f"cleaner: {name(message)}\n")
            sys.stderr.flush()


def sentence(error: Exception) -> str:
    """Return what went wrong, for people."""
    if isinstance(error, OSError):
        known = (text for kind, text in _SENTENCES if isinstance(error, kind))
        return next(known, error.strerror or str(error))
    return str(error)


def coloured() -> bool:
    """Whether somebody looks at standard output who likes colours."""
    return sys.stdout is not None and _for_eyes(sys.stdout) and not os.environ.get("NO_COLOR")


def watched() -> bool:
    """Whether somebody looks at standard error who likes progress; services that build have `CI` set."""
    return sys.stderr is not None and _for_eyes(sys.stderr) and not os.environ.get("CI")


def _for_eyes(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def read(name: str) -> bytes:
    """Return all bytes of a file, or of standard input for `-`. Raises OSError."""
    return _stdin().read() if name == STDIN else files.read(name)


def opened(name: str) -> AbstractContextManager[BinaryIO]:
    """Open a file, or standard input for `-`, to be read piece by piece. Raises OSError."""
    return nullcontext(_stdin()) if name == STDIN else Path(name).open("rb")


def write(data: bytes) -> None:
    """Write results to standard output, where a reader sees them at once. Raises OSError."""
    stream = _stdout()
    stream.write(data)
    stream.flush()


def write_all() -> None:
    """See that standard output takes all that is written to it, or fails.

    With PYTHONUNBUFFERED, as many containers set it, a write may end half-way, and Python says nothing: on a
    full disk, the rest of a text would be gone.
    """
    if sys.stdout is not None and isinstance(sys.stdout.buffer, io.RawIOBase):
        sys.stdout = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)  # noqa: SIM115  no path


def flush() -> None:
    """Hand on what is still waiting to be written. Raises OSError."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon_output() -> None:
    """Let what still waits to be written go nowhere, so that the interpreter does not stumble over it."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


class Destination:
    """Where cleaned documents go: standard output, one file for all, or the place of each."""

    def __init__(self, output: str | None = None, *, in_place: bool = False) -> None:
        self.in_place = in_place
        self._output = output
        self._open = ExitStack()
        self._shared: BinaryIO | None = None

    def __enter__(self) -> Self:
        self._open.__enter__()
        return self

    def __exit__(self, *exception: object) -> bool | None:
        with _named(self._output or ""):
            return self._open.__exit__(*exception)  # type: ignore[arg-type]  # typeshed spells out the three

    @contextmanager
    def document(self, name: str) -> Iterator[BinaryIO]:
        """Give the stream for one document. A file that was to be replaced stays when the block fails."""
        if self.in_place:
            files.refuse_irregular(name)
            with files.replacing(name, durable=True) as stream:
                yield stream
        elif self._output is not None:
            with _named(self._output):
                # Opened late: where no document can be read, no output is made.
                self._shared = self._shared or self._open.enter_context(files.replacing(self._output))
                yield self._shared
        else:
            stream = _stdout()
            yield stream
            stream.flush()


@contextmanager
def _named(output: str) -> Iterator[None]:
    """Turn an error of the output file into a sentence that names it."""
    try:
        yield
    except IsADirectoryError as error:
        raise UsageError(f"{output}: is a folder; name a file in it") from error
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {sentence(error)}") from error


def _stdin() -> BinaryIO:
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return sys.stdin.buffer


def _stdout() -> BinaryIO:
    if sys.stdout is None:
        raise UsageError("standard output is closed")
    return sys.stdout.buffer
