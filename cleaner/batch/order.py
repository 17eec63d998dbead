"""What is asked for, the files it is about, the pieces of work, and what became of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner import __version__
from cleaner.batch.naming import is_text, output_name
from cleaner.config import Wishes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.pipeline import Plan

# Changes when the same order has other results although no option and no version changed.
FORMAT = 1

# The target that is no folder, and the folders in the target for what loses too much, and for what is whole
# of files from which copies were dropped.
STDOUT = "-"
QUARANTINE = ".quarantine"
WHOLE = ".with-copies"
# What is done about documents that are nearly others.
REPORT, DROP = "report", "drop"

# Marks the key of an order that lists removed lines; what was done with it need not be done without.
LISTED = "+removed"


class Order(NamedTuple):
    """What decides the output; holds only plain values, so that it can be sent to other processes.

    `field` is what is cleaned of records. `max_removed` is a share of the visible characters, 0 to 1; what
    loses more goes to `quarantine`. `to_format` is that of files of many documents, and texts are put in one;
    None keeps theirs. `notes` is a field that says what was done to a record.
    `dupes` is what is done about documents that are nearly others. `lists_removed` keeps the removed lines in
    the state. A `dry` order writes nothing.
    """

    source: str
    target: str
    wishes: Wishes = Wishes()
    encoding: str | None = None
    field: str = "text"
    max_removed: float | None = None
    quarantine: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    to_format: str | None = None
    notes: str = ""
    dupes: str | None = None
    lists_removed: bool = False
    dry: bool = False

    def aside(self, name: str) -> Path | None:
        """Return where what loses too much of a file goes; None if there is no place for it."""
        name = name if is_text(name) else output_name(name, self.to_format)
        if self.quarantine:
            return Path(self.quarantine) / name
        return None if self.target == STDOUT else Path(self.target) / QUARANTINE / name

    def whole(self, name: str) -> Path:
        """Return where the output of a file is whole if copies were dropped from it."""
        return Path(self.target) / WHOLE / output_name(name, self.to_format)

    def plan_for(self, path: str) -> Plan:
        """Return the plan for a document. Raises UsageError for wishes without sense."""
        return self.wishes.plan_for(path)

    def limit_for(self, path: str) -> float | None:
        """Return the share of a document that may be removed; None if all of it may."""
        return self.wishes.config_for(path).max_removed if self.max_removed is None else self.max_removed

    def key_for(self, path: str) -> str:
        """Return a digest of all that decides what becomes of a document, besides its bytes."""
        plan = self.plan_for(path)
        parts = {
            "format": FORMAT,
            "version": __version__,
            "steps": [(step.name, plan.options.get(step.name, {})) for step in plan.steps],
            "edits": [plan.doubtful, plan.select, plan.ignore, plan.protect],
            "rules": [_digest_of(name) for name in plan.options.get("strip", {}).get("rules", ())],
            "input": [self.encoding, self.field],
            "output": [self.limit_for(path), self.quarantine, self.to_format, self.notes],
        }
        key = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
        return key + LISTED if self.lists_removed else key


class Entry(NamedTuple):
    """An input file: its name below the source, where it is, and its status when the run came to it."""

    name: str
    source: str
    target: str
    size: int
    mtime: int


class Problem(NamedTuple):
    """Why a document could not be done: the file, the record in it (from 1; 0 is the file), a sentence."""

    name: str
    record: int
    error: str


class Removed(NamedTuple):
    """Lines that were removed by one edit: record, first and last line in the original, reason and text."""

    record: int
    line: int
    last: int
    reason: str
    text: str


@dataclass
class Totals:
    """Documents and bytes of a file or of a whole run, and applied edits by reason."""

    documents: int = 0
    changed: int = 0
    failed: int = 0
    quarantined: int = 0
    before: int = 0
    after: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, other: Totals) -> None:
        """Count others in."""
        for name in ("documents", "changed", "failed", "quarantined", "before", "after"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.count(other.counts)

    def count(self, applied: Mapping[str, int]) -> None:
        """Count applied edits in."""
        for reason, times in applied.items():
            self.counts[reason] = self.counts.get(reason, 0) + times


@dataclass
class Outcome:
    """What became of a piece of work.

    Of a file that is one document, `digest` is that of the input and `written` the size of the output; None
    if there is none. Of a chunk of records, `data` are the cleaned and `rejected` the quarantined ones.
    `note` says in JSON what was done to a text.
    """

    totals: Totals = field(default_factory=Totals)
    problems: list[tuple[int, str]] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    digest: str = ""
    written: int | None = None
    records: int = 0
    data: bytes = b""
    rejected: bytes = b""
    note: str = ""


@lru_cache
def _digest_of(file: str) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()
