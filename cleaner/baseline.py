"""Findings that are accepted: a file of them, so that `check` speaks only of new ones.

A finding is known again by its path, its reason and a digest of the passage, however its line moves; of
several equal ones as many are accepted as there were. Paths count from the folder of the file.
"""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cleaner import jsonl
from cleaner.errors import CleanerError, DataError
from cleaner.findings import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.findings import Located

Key: TypeAlias = tuple[str, str, str]

# Half of the digest's 64 digits: no two passages of one file and reason meet by chance.
_DIGITS = 32


class Baseline:
    """The findings that a file accepts."""

    def __init__(self, path: str, accepted: Counter[Key]) -> None:
        self._folder = Path(path).absolute().parent
        self._left = accepted

    def accepts(self, found: Located) -> bool:
        """Whether the finding is accepted; each entry of the file accepts one."""
        key = _key(found, self._folder)
        if not self._left[key]:
            return False
        self._left[key] -= 1
        return True


def read(path: str, data: bytes) -> Baseline:
    """Return the baseline in a file. Raises DataError with the number of a bad line."""
    accepted: Counter[Key] = Counter()
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            each = jsonl.loads(line.decode("utf-8"))
            if each["version"] != VERSION:
                raise DataError(f"is of version {each['version']}, not {VERSION}")
            accepted[each["path"], each["reason"], each["passage"]] += int(each["times"])
        except (CleanerError, UnicodeDecodeError, LookupError, TypeError, ValueError) as error:
            raise DataError(f"{path}:{number}: no entry of a baseline: {error}") from error
    return Baseline(path, accepted)


def written(path: str, findings: Iterable[Located]) -> bytes:
    """Return the content of a baseline file that accepts these findings."""
    folder = Path(path).absolute().parent
    found = Counter(_key(each, folder) for each in findings)
    entries = (
        {"version": VERSION, "path": name, "reason": reason, "passage": passage, "times": times}
        for (name, reason, passage), times in sorted(found.items())
    )
    return "".join(f"{jsonl.dumps(entry)}\n" for entry in entries).encode()


def _key(found: Located, folder: Path) -> Key:
    path = os.path.relpath(Path(found.path).absolute(), folder).replace(os.sep, "/")
    passage = sha256(found.edit.before.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return path, found.edit.reason, passage
