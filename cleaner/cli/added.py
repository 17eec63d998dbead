"""What is staged for the next commit: documents as the index has them, and the lines that are new in them."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.cli import paths as folders
from cleaner.decode import decode
from cleaner.errors import DecodeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?")
_REGULAR_FILE = b"100"

# What users may have configured otherwise.
_SETTINGS = ("-c", "diff.relative=false", "-c", "diff.interHunkContext=0")


class Staged(NamedTuple):
    """A file in the index: its path from the current folder, and its blob there and in the last commit."""

    path: str
    blob: str
    old_blob: str | None


def staged(paths: Sequence[str]) -> Iterator[Staged]:
    """Yield the files below `paths` (all if there are none) that are staged with changes, renamed ones too.

    Raises UsageError where there is no git repository.
    """
    root = Path(os.fsdecode(_git("rev-parse", "--show-toplevel").removesuffix(b"\n")))
    wanted = [place for path in paths for place in (Path(path).resolve(), _unfollowed(Path(path)))]
    fields = iter(
        _git("diff", "--cached", "--raw", "--no-abbrev", "-z", "-M", "--diff-filter=ACMRT").split(b"\0")
    )
    for entry in fields:
        if not entry:
            continue
        old_mode, mode, old_blob, blob, status = entry.removeprefix(b":").split(b" ")
        name = next(fields)
        if status[:1] in b"RC":
            name = next(fields)
        path = root / os.fsdecode(name)
        if mode.startswith(_REGULAR_FILE) and (not wanted or _below(path, wanted)):
            old = old_blob.decode() if old_mode.startswith(_REGULAR_FILE) else None
            yield Staged(os.path.relpath(path), blob.decode(), old)


def content(blob: str) -> bytes:
    """Return the bytes of a blob."""
    return _git("cat-file", "blob", blob)


def added_lines(document: Staged, encoding: str | None) -> list[range] | None:
    """Return the numbers of the lines, from 1, that are new or changed; None if all are.

    The texts are compared, not the bytes, so that line numbers are right in every encoding.
    """
    if document.old_blob is None:
        return None
    try:
        old, new = (decode(content(blob), encoding).text for blob in (document.old_blob, document.blob))
    except DecodeError:
        return None
    with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
        for name, text in (("old", old), ("new", new)):
            (Path(folder) / name).write_bytes(_LINE_END.sub("\n", text).encode("utf-8", "replace"))
        command = [
            "diff",
            "--no-index",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--text",
            "-U0",
            "old",
            "new",
        ]
        difference = _git(*command, folder=folder, codes=(0, 1))
    hunks = ((int(match[1]), int(match[2] or 1)) for match in _HUNK.finditer(difference))
    return [range(first, first + number) for first, number in hunks]


def _below(path: Path, folders: Sequence[Path]) -> bool:
    path = _unfollowed(path)
    return any(path == folder or folder in path.parents for folder in folders)


def _unfollowed(path: Path) -> Path:
    """Return the place of a file itself, which may be a link by now."""
    return path.parent.resolve() / path.name


def _git(*arguments: str, folder: str | None = None, codes: Sequence[int] = (0,)) -> bytes:
    # Outside of the repository, what git tells its hooks about it leads astray.
    environment = folders.outside_of_hooks() if folder else None
    command = ["git", *_SETTINGS, *arguments]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    except OSError as error:
        raise UsageError(f"--added needs git: {error.strerror}") from error
    if done.returncode not in codes:
        raise UsageError(f"--added: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout
