"""The user's files: read whole, and replaced so that no half-written file is ever left.

Paths are strings as the user gave them; names that are no valid UTF-8 work as Python's surrogate escapes.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

# Opened, never replaced: a rename would take the place of the device's or the process's own file.
_NEVER_REPLACED = ("/dev/", "/proc/")


def read(path: str) -> bytes:
    """Return the bytes of a file. Raises OSError."""
    return Path(path).read_bytes()


@contextmanager
def replacing(path: str, *, durable: bool = False) -> Iterator[BinaryIO]:
    """Give a stream whose bytes take the place of `path` when the block ends well, all at once.

    The bytes go to a temporary file in the same folder, which is renamed at the end and removed when the
    block fails. The mode is kept; of a symbolic link the target is replaced. Devices and pipes are written
    directly. `durable` waits until the bytes are on the disk, for a file that holds the only copy. Raises
    OSError.
    """
    if _direct(path):
        with Path(path).open("wb") as stream:
            yield stream
        return
    target = Path(path).resolve()
    mode = _mode_to_keep(target)
    temporary = target.with_name(f".cleaner-{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as stream:
            yield stream
            _finish(stream, mode, durable=durable)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace(path: str, data: bytes, *, durable: bool = False) -> None:
    """Put `data` in the place of a file's bytes; see `replacing`. Raises OSError, also for pipes."""
    refuse_irregular(path)
    with replacing(path, durable=durable) as stream:
        stream.write(data)


def refuse_irregular(path: str) -> None:
    """Raise OSError for pipes and devices, in whose place nothing can be put."""
    if _direct(path):
        raise OSError(errno.EINVAL, "left alone: is no regular file", path)


def _direct(path: str) -> bool:
    if path.startswith(_NEVER_REPLACED):
        return True
    with suppress(FileNotFoundError):
        mode = Path(path).stat().st_mode
        return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
    return False


def _mode_to_keep(target: Path) -> os.stat_result | None:
    """Return the status of the file to be replaced; raise OSError where writing to it would."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return status


def _finish(stream: BinaryIO, old: os.stat_result | None, *, durable: bool) -> None:
    stream.flush()
    if old is not None:
        # Who may not give the file to its old owner keeps it; the owner is set first, as it clears mode bits.
        with suppress(OSError, AttributeError):
            os.fchown(stream.fileno(), old.st_uid, old.st_gid)
        with suppress(OSError, AttributeError):
            os.fchmod(stream.fileno(), stat.S_IMODE(old.st_mode))
    if durable:
        os.fsync(stream.fileno())
