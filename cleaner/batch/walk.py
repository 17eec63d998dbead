"""The files below a folder, in order, a folder at a time, so that a million of them need no memory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.batch.order import Entry
from cleaner.configfile import matches
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.order import Order


def check(order: Order) -> None:
    """Raise UsageError unless the source is there and the target can be a folder of its own."""
    origin, goal = Path(order.source), Path(order.target)
    if not origin.is_dir():
        raise UsageError(f"{origin}: is no folder; `cleaner clean` takes files")
    if goal.exists() and not goal.is_dir():
        raise UsageError(f"{goal}: is no folder")
    if origin.resolve() == goal.resolve():
        raise UsageError("the folders must be two; `cleaner clean --in-place` replaces files")


def entries(order: Order) -> Iterator[Entry]:
    """Yield the files that are wanted, sorted by name. Hidden ones do not count, nor the target's own."""
    root = Path(order.source)
    inside = Path(order.target).resolve()
    for name in _names(order.source, "", inside):
        path = root / name
        if _wanted(order, str(path), root):
            status = path.stat()
            yield Entry(name, str(path), str(Path(order.target) / name), status.st_size, status.st_mtime_ns)


def _names(folder: str, prefix: str, inside: Path) -> Iterator[str]:
    with os.scandir(folder) as found:
        # Folders are sorted as what their files' names begin with.
        known = sorted((each.name + "/" * each.is_dir(follow_symlinks=False), each) for each in found)
    for name, each in known:
        if name.startswith("."):
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
