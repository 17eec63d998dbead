"""The documents that paths on the command line mean: files, `-`, and what is in folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.cli import streams
from cleaner.cli.streams import STDIN
from cleaner.configfile import FILE
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_OF_HOOKS = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
}


def documents(paths: Iterable[str], excluded: Callable[[str], bool], *, force: bool) -> Iterator[str]:
    """Yield each document once; of folders all files that git does not ignore, sorted.

    Hidden files and folders, symbolic links and configurations inside a folder do not count, nor what is
    excluded; with `force` files that are named can be excluded too. A path that does not exist is yielded, to
    be told, and so is a folder that cannot be read. A folder with no document is told of: that nothing is
    found there means nothing. Raises UsageError for an empty path, as an unset shell variable gives it.
    """
    seen = set()
    for path in paths:
        if not path:
            raise UsageError("'' is no path; the current folder is .")
        for name in _meant(path, excluded, force=force):
            place = STDIN if name == STDIN else os.path.abspath(name)  # noqa: PTH100  Path keeps `..`
            if place not in seen:
                seen.add(place)
                yield name


def _meant(path: str, excluded: Callable[[str], bool], *, force: bool) -> Iterator[str]:
    if path == STDIN or not Path(path).is_dir():
        if path == STDIN or not (force and excluded(path)):
            yield path
        return
    known = _known_to_git(path)
    inside = (str(Path(path) / name) for name in sorted(_walked(path) if known is None else known))
    names = [name for name in inside if not excluded(name)]
    if not names:
        streams.complain(f"{path}: no files there but what git ignores, what is hidden and what is excluded")
    yield from names


def _known_to_git(folder: str) -> list[str] | None:
    """Return the files below a folder that git does not ignore; None where there is no repository."""
    import subprocess  # only who names a folder pays for it

    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=folder, env=outside_of_hooks(), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    names = {os.fsdecode(name) for name in done.stdout.split(b"\0") if name}
    known = [inside for name in names if not _left_out(name) for inside in _files(folder, name)]
    if done.stderr:  # Git warns of a folder that it cannot read, in the language of the user, and goes on.
        known += [name for name in _walked(folder) if not _is_own_file(Path(folder) / name)]
    return known


def _files(folder: str, name: str) -> Iterator[str]:
    """Yield the file of that name, or those of a repository in the repository, which git only names."""
    path = Path(folder) / name
    if _is_own_file(path):
        yield name
    elif not path.is_symlink() and (path / ".git").exists():
        for inside in _known_to_git(str(path)) or ():
            yield str(Path(name) / inside)


def outside_of_hooks() -> dict[str, str]:
    """Return the environment without what git tells its hooks about their repository."""
    return {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}


def _walked(folder: str) -> Iterator[str]:
    """Yield the files below a folder, and the folders there that cannot be read: who tries will tell why."""
    unread: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=unread.append):
        folders[:] = [name for name in folders if not _left_out(name)]
        for name in names:
            if not _left_out(name) and _is_own_file(Path(place) / name):
                yield os.path.relpath(Path(place) / name, folder)
    yield from (os.path.relpath(error.filename, folder) for error in unread)


def _is_own_file(path: Path) -> bool:
    """Whether a path is a file and no link to one; what cannot be asked is taken for one, and told of."""
    try:
        return path.is_file() and not path.is_symlink()
    except PermissionError:
        return True


def _left_out(name: str) -> bool:
    parts = Path(name).parts
    return parts[-1] == FILE or any(part.startswith(".") for part in parts)
