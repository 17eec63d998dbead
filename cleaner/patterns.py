"""Which paths a pattern of the configuration means."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path, PurePosixPath


def absolute(path: str | Path) -> Path:
    """Return a path from the root, without the `..` that `Path.absolute` keeps."""
    return Path(os.path.abspath(path))  # noqa: PTH100  Path.resolve would follow links


def matches(path: str, pattern: str, folder: Path) -> bool:
    """Whether a path is meant by a pattern: a glob, or a folder, both counted from `folder`."""
    try:
        inside = PurePosixPath(absolute(path).relative_to(absolute(folder)).as_posix())
    except ValueError:
        return False
    pattern = pattern.rstrip("/")
    return any(_glob(pattern).fullmatch(str(part)) for part in (inside, *inside.parents))


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    """Return a glob as a regular expression; as in ignore files, one without `/` matches at any depth."""
    if "/" not in pattern:
        pattern = f"**/{pattern}"
    pieces = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    translated = re.sub(r"\*\*/|\*\*|\*|\?|[^*?]+", lambda m: pieces.get(m[0]) or re.escape(m[0]), pattern)
    return re.compile(translated.removeprefix("/"), re.DOTALL)
