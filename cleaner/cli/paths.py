"""The documents that paths on the command line mean: files, `-`, and what is in folders."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli.streams import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def documents(paths: Iterable[str]) -> Iterator[str]:
    """Yield each document; of folders all files that git does not ignore, sorted.

    Hidden files and folders inside a folder do not count. A path that does not exist is yielded, to be told.
    """
    for path in paths:
        if path == STDIN or not Path(path).is_dir():
            yield path
        else:
            for inside in sorted(_known_to_git(path) or _walked(path)):
                yield str(Path(path) / inside)


def _known_to_git(folder: str) -> list[str] | None:
    """Return the files below a folder that git does not ignore; None where there is no repository."""
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
