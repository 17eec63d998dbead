"""Files of JSON lines as they are stored: plain, `.gz` or `.zst`.

What is written comes in pieces, each compressed by itself, for files of both kinds may be put together of
such: so a file can be cut off behind any piece and go on from there, and its bytes do not depend on who
compressed which piece when.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cleaner.batch.naming import STDIN
from cleaner.errors import CleanerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

# How hard is tried: as the `gzip` and `zstd` commands do.
_GZIP_LEVEL, _ZSTANDARD_LEVEL = 6, 3


def packed(data: bytes, name: str) -> bytes:
    """Return a piece of a file as the file's name says. Raises UsageError if that cannot be done here."""
    if name.lower().endswith(".gz"):
        import gzip

        return gzip.compress(data, _GZIP_LEVEL, mtime=0)
    if name.lower().endswith(".zst"):
        _need_zstandard()
        import zstandard

        return zstandard.compress(data, _ZSTANDARD_LEVEL)
    return data


@contextmanager
def unpacked(name: str) -> Iterator[BinaryIO]:
    """Open a file, or standard input for `-`, to be read unpacked. Raises CleanerError or OSError."""
    if name == STDIN:
        import sys

        if sys.stdin is None:
            raise UsageError("standard input is closed")
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as stream, _reader(stream, name.lower()) as reader:
        yield reader


@contextmanager
def _reader(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    if name.endswith(".gz"):
        import gzip
        import zlib

        try:
            with gzip.open(stream) as reader:
                yield cast("BinaryIO", reader)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise CleanerError(f"damaged gzip: {error}") from error
    elif name.endswith(".zst"):
        _need_zstandard()
        import io

        import zstandard

        decompressor = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        try:
            with io.BufferedReader(decompressor) as reader:
                yield cast("BinaryIO", reader)
        except zstandard.ZstdError as error:
            raise CleanerError(f"damaged zstd: {error}") from error
    else:
        yield stream


def _need_zstandard() -> None:
    try:
        import zstandard  # noqa: F401  asked whether it is there
    except ImportError:
        raise UsageError("for .zst files install cleaner[zstd]") from None
