"""The documents that paths on the command line mean: files, `-`, and what is in folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli.streams import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def documents(paths: Iterable[str], excluded: Callable[[str], bool], *, force: bool) -> Iterator[str]:
    """Yield each document; of folders all files that git does not ignore, sorted.

    Hidden files and folders inside a folder do not count, nor what is excluded; with `force` files that are
    named can be excluded too. A path that does not exist is yielded, to be told.
    """
    for path in paths:
        if path == STDIN or not Path(path).is_dir():
            if path == STDIN or not (force and excluded(path)):
                yield path
            continue
        known = _known_to_git(path)
        for inside in sorted(_walked(path) if known is None else known):
            name = str(Path(path) / inside)
            if not excluded(name):
                yield name


def _known_to_git(folder: str) -> list[str] | None:
    """Return the files below a folder that git does not ignore; None where there is no repository."""
    import subprocess  # only who names a folder pays for it

    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    names = (os.fsdecode(name) for name in done.stdout.split(b"\0") if name)
    return [name for name in set(names) if not _hidden(name) and (Path(folder) / name).is_file()]


def _walked(folder: str) -> Iterator[str]:
    for path in Path(folder).rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_file() and not _hidden(name):
            yield name


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in Path(name).parts)
