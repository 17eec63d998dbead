"""Outputs without the copies in them. What is whole moves to a hidden folder, and comes back when it shall.

Each output changes all at once: killed in between, the next run finds an output of a size that it does not
expect, and cleans the input again.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import files
from cleaner.batch import parquet, stored
from cleaner.batch.copytable import NOTHING
from cleaner.batch.naming import has_records, has_rows, output_name
from cleaner.batch.order import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from cleaner.batch.order import Order
    from cleaner.batch.state import State

# Bytes of lines that are packed together, as where they are first written.
_PIECE = 64 * 1024


def restore(order: Order, name: str) -> None:
    """Put the whole output back in its place. Raises OSError."""
    place(order, name).parent.mkdir(parents=True, exist_ok=True)
    order.whole(name).replace(place(order, name))
    with suppress(OSError):  # folders that are not empty stay
        os.removedirs(order.whole(name).parent)


def sweep(order: Order, state: State) -> None:
    """Remove what a killed run moved to the hidden folder without coming to note it. Raises OSError."""
    known = {order.whole(name) for name in state.copies.paths() if state.copies.thinned(name) is not None}
    for path in (Path(order.target) / WHOLE).rglob("*"):
        if path not in known and not path.is_dir():
            path.unlink()


def thin(order: Order, name: str, dropped: AbstractSet[int], *, is_thinned: bool) -> int:
    """Write an output without some of its documents; return its size, as the state has it. Raises OSError."""
    target, whole = place(order, name), order.whole(name)
    if not is_thinned:
        whole.parent.mkdir(parents=True, exist_ok=True)
        _second_name(target, whole)
    kind = output_name(name, order.to_format)
    if not has_records(kind) and not has_rows(kind):
        target.unlink(missing_ok=True)
        return NOTHING
    with files.replacing(str(target)) as stream:
        if has_rows(kind):
            parquet.without(str(whole), stream, dropped)
        else:
            for piece in _pieces(str(whole), dropped):
                stream.write(stored.packed(piece, kind))
    return target.stat().st_size


def is_as_noted(order: Order, name: str, size: int | None) -> bool:
    """Whether what is left of an output is there, and what is whole of it."""
    found = NOTHING
    with suppress(FileNotFoundError):
        found = place(order, name).stat().st_size
    return size == found and order.whole(name).exists()


def place(order: Order, name: str) -> Path:
    """Return where the output of a file is, or what is left of it."""
    return Path(order.target) / output_name(name, order.to_format)


def _second_name(place: Path, whole: Path) -> None:
    """Have the file under both names; where the system has no such names, twice."""
    whole.unlink(missing_ok=True)
    try:
        os.link(place, whole)
    except OSError:
        with place.open("rb") as old, files.replacing(str(whole)) as new:
            shutil.copyfileobj(old, new)


def _pieces(whole: str, dropped: AbstractSet[int]) -> Iterator[bytes]:
    """Yield the lines that stay, some at a time: one piece at least, as a packed nothing is no empty file."""
    lines: list[bytes] = []
    size = 0
    with stored.unpacked(whole) as stream:
        for number, line in enumerate(stream, 1):
            if number not in dropped:
                lines.append(line)
                size += len(line)
            if size >= _PIECE:
                yield b"".join(lines)
                lines, size = [], 0
    yield b"".join(lines)
