"""The files below a folder, in order, a folder at a time, so that a million of them need no memory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.batch.naming import PARQUET, STDIN, has_records, has_rows, output_name
from cleaner.batch.order import STDOUT, Entry
from cleaner.configfile import FILE
from cleaner.errors import UsageError
from cleaner.patterns import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.order import Order

# What the lines of standard input are called in the target.
_STDIN_NAME = "stdin.jsonl"


def check(order: Order) -> None:
    """Raise UsageError unless the source is there and the target can be a folder of its own."""
    origin, goal = Path(order.source), Path(order.target)
    if order.source != STDIN and not origin.exists():
        raise UsageError(f"{origin}: there is no such file or folder")
    if not origin.is_dir() and not (has_records(order.source) or has_rows(order.source)):
        raise UsageError(f"{origin}: is neither a folder nor a file of records; `cleaner clean` takes files")
    if order.dry:
        return
    if order.quarantine and Path(order.quarantine).resolve() in (origin.resolve(), goal.resolve()):
        raise UsageError("--quarantine needs a folder of its own")
    if order.target == STDOUT:
        if order.max_removed is not None and not order.quarantine:
            raise UsageError("--max-removed needs --quarantine where the output is no folder")
        if origin.is_dir() or has_rows(order.source) or order.to_format == PARQUET:
            raise UsageError(f"{origin}: needs a folder to go to")
        return
    if goal.exists() and not goal.is_dir():
        raise UsageError(f"{goal}: is no folder")
    if origin.resolve() == goal.resolve() or (
        not origin.is_dir() and origin.resolve().parent == goal.resolve()
    ):
        raise UsageError("the folders must be two; `cleaner clean --in-place` replaces files")


def entries(order: Order) -> Iterator[Entry]:
    """Yield the files that are wanted, sorted; none that is hidden, a configuration, or the target's."""
    root = Path(order.source)
    if order.source == STDIN:
        yield Entry(_STDIN_NAME, STDIN, _target(order, _STDIN_NAME), 0, 0)
        return
    if not root.is_dir():
        yield _entry(order, root, root.name)
        return
    inside = Path(order.target).resolve() if order.target else None
    for name in _names(order.source, "", inside):
        if _wanted(order, str(root / name), root):
            yield _entry(order, root / name, name)


def _entry(order: Order, path: Path, name: str) -> Entry:
    try:
        status = path.stat()
        size, mtime = status.st_size, status.st_mtime_ns
    except OSError:  # It is gone since it was listed; whoever reads it will tell.
        size, mtime = 0, 0
    return Entry(name, str(path), _target(order, name), size, mtime)


def _target(order: Order, name: str) -> str:
    if order.target == STDOUT:
        return STDOUT
    return str(Path(order.target) / output_name(name, order.to_format))


def _names(folder: str, prefix: str, inside: Path | None) -> Iterator[str]:
    try:
        with os.scandir(folder) as found:
            # Folders are sorted as what their files' names begin with.
            known = sorted((each.name + "/" * each.is_dir(follow_symlinks=False), each) for each in found)
    except OSError:
        yield prefix.rstrip("/")  # Whoever reads it will tell why it cannot be.
        return
    for name, each in known:
        if name.startswith(".") or name == FILE:
            continue
        if name.endswith("/"):
            if Path(each.path).resolve() != inside:
                yield from _names(each.path, prefix + name, inside)
        elif each.is_file():
            yield prefix + name


def _wanted(order: Order, path: str, root: Path) -> bool:
    if order.include and not any(matches(path, pattern, root) for pattern in order.include):
        return False
    return not any(matches(path, pattern, root) for pattern in order.exclude)
