"""A file that is written piece by piece over several runs: hidden until it is whole, cut off where noted."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cleaner.batch.order import STDOUT

if TYPE_CHECKING:
    from cleaner.batch.order import Entry, Order


class Part:
    """The output of a file of records and, beside it in quarantine, of records that were rejected."""

    def __init__(self, order: Order, entry: Entry) -> None:
        self._target = Path(entry.target)
        self._aside = order.aside(entry.name)
        self._dry = order.dry
        self._open = ExitStack()
        self._streams: dict[Path, BinaryIO] = {}
        self.written = 0
        self.rejected = 0

    def holds(self, written: int, rejected: int) -> bool:
        """Whether the hidden files have at least so many bytes."""
        sizes = ((self._target, written), (self._aside, rejected))
        return all(not size or (path and _size(_hidden(path)) >= size) for path, size in sizes)

    def cut(self, written: int, rejected: int) -> None:
        """Go on behind so many bytes, which `holds` has found."""
        self.written, self.rejected = written, rejected

    def append(self, data: bytes, rejected: bytes) -> None:
        """Write a piece of each; when this returns, the system has them."""
        self._write(self._target, data, self.written)
        self.written += len(data)
        if rejected and self._aside:
            self._write(self._aside, rejected, self.rejected)
            self.rejected += len(rejected)

    def finish(self) -> None:
        """Give the files their names."""
        self._open.close()
        for path in filter(None, (self._target, self._aside)):
            if _hidden(path).exists():
                _hidden(path).replace(path)

    def close(self) -> None:
        """Leave the files for a later run."""
        self._open.close()

    def remove(self) -> None:
        """Remove the hidden files."""
        self._open.close()
        for path in filter(None, (self._target, self._aside)):
            _hidden(path).unlink(missing_ok=True)

    def _write(self, path: Path, data: bytes, position: int) -> None:
        if self._dry:
            return
        if path not in self._streams:
            self._streams[path] = self._opened(path, position)
        stream, rest = self._streams[path], memoryview(data)
        try:
            while rest:  # Without a buffer: what is in one when the disk is full, is tried again at the end.
                rest = rest[stream.write(rest) :]
            stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from error

    def _opened(self, path: Path, position: int) -> BinaryIO:
        if str(path) == STDOUT:
            assert sys.stdout is not None
            return sys.stdout.buffer
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = self._open.enter_context(_hidden(path).open("r+b" if position else "wb", 0))
        stream.truncate(position)
        stream.seek(position)
        return stream


def _hidden(path: Path) -> Path:
    # Not the name with something added: it may be as long as names can be.
    name = hashlib.sha256(os.fsencode(path.name)).hexdigest()
    return path.with_name(f".cleaner-{name[:16]}.part")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else -1
