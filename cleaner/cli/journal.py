"""The journal as a file: written beside the output, or added to where files are replaced."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from cleaner import files
from cleaner.cli import streams
from cleaner.errors import JournalError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from cleaner.decode import Source
    from cleaner.journal import Document
    from cleaner.trace import Trace

_CLOSING = b'"sha256_after": "'


class Journal:
    """A journal file, or none.

    Where files are replaced, the journal may hold the only way back: then entries are added behind those of
    earlier runs, and are on the disk before the file is replaced.
    """

    def __init__(self, path: str | None, *, appending: bool) -> None:
        self._path = path
        self._appending = appending
        self._open = ExitStack()
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        self._open.__enter__()
        if self._path is not None:
            if not self._appending:
                _refuse_loss(self._path)
            try:
                opened = _extending(self._path) if self._appending else files.replacing(self._path)
                self._stream = self._open.enter_context(opened)
            except OSError as error:
                raise UsageError(f"{self._path}: cannot be written: {streams.sentence(error)}") from error
        return self

    def __exit__(self, *exception: object) -> bool | None:
        return self._open.__exit__(*exception)  # type: ignore[arg-type]  # typeshed spells out the three

    @property
    def kept(self) -> bool:
        """Whether there is a journal."""
        return self._stream is not None

    def note(self, name: str, source: Source, trace: Trace, undone: tuple[str, ...] = ()) -> None:
        """Write what was done to a document, and which reasons that undid."""
        if self._stream is not None:
            from cleaner import journal

            self.add(journal.entries(name, source, trace, undone))

    def add(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Write entries, if there is a journal."""
        if self._stream is None:
            return
        from cleaner import journal

        data = b"".join(journal.lines(entries))
        if not self._appending:
            self._stream.write(data)
            return
        with _alone(self._stream):
            self._stream.write(data)
            self._stream.flush()
            os.fsync(self._stream.fileno())


@contextmanager
def _alone(stream: BinaryIO) -> Iterator[None]:
    """Keep other processes that add to the same journal waiting; where there are no locks, do without."""
    try:
        import fcntl
    except ImportError:  # not a Unix
        yield
        return
    fcntl.flock(stream, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(stream, fcntl.LOCK_UN)


def _refuse_loss(path: str) -> None:
    """Raise UsageError where a journal would be replaced that is the way back for files cleaned in place."""
    from cleaner import journal

    with suppress(OSError, JournalError, LookupError), Path(path).open("rb") as stream:
        for document in journal.read(stream):
            if document.after != document.before and _is_there(document):
                raise UsageError(f"{path}: is the way back for {document.path}; name another journal")


def _is_there(document: Document) -> bool:
    """Whether a file is the cleaned text that a journal tells of."""
    from cleaner import journal

    try:
        # A pipe of that name is not to be read.
        return Path(document.path).is_file() and journal.digest(files.read(document.path)) == document.after
    except OSError:
        return False


def _extending(path: str) -> BinaryIO:
    """Open a journal behind its last whole document. Raises OSError; UsageError if the file is no journal."""
    with ExitStack() as closing:
        stream = closing.enter_context(Path(path).open("a+b"))
        with _alone(stream):
            stream.seek(0)
            end = sound = 0
            for line in stream:
                if not line.startswith(b'{"version":'):
                    raise UsageError(f"{path}: is no journal, and would be added to")
                end += len(line)
                if _CLOSING in line and line.endswith(b"\n"):
                    sound = end
            stream.truncate(sound)
        closing.pop_all()  # the caller closes it
    return stream
