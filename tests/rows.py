"""Reads the tables of test rows: `tests/tables/<step>.toml`.

[[change]]            before, after, why; optional: options (a table), reasons (in order of the edits)
[[keep]]              text, why; optional: options. No sure edit may be made
[[doubt]]             text, why, reasons; optional: options. Reported, not applied
[[todo]]              before, after, why: a known failure, a strict xfail
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

TABLES = Path(__file__).parent / "tables"


class Row(NamedTuple):
    """One test row; `after` equals `before` for a row that must not change."""

    step: str
    kind: str
    before: str
    after: str
    why: str
    options: dict[str, Any]
    reasons: list[str] | None

    @property
    def id(self) -> str:
        return f"{self.step}-{self.kind}-{self.before[:24]!r}"


def rows(step: str) -> list[Row]:
    """All rows of one step."""
    tables = sorted(TABLES.glob(f"{step}.toml")) + sorted(TABLES.glob(f"{step}-*.toml"))
    return [
        _row(step, kind, row)
        for path in tables
        for kind, found in tomllib.loads(path.read_text("utf-8")).items()
        for row in found
    ]


def _row(step: str, kind: str, row: dict[str, Any]) -> Row:
    before = row.get("before", row.get("text"))
    assert isinstance(before, str), f"{step}: {kind} row without before or text: {row}"
    assert row.get("why"), f"{step}: {kind} row without why: {row}"
    assert kind in {"change", "keep", "doubt", "todo"}, f"{step}: unknown kind {kind}"
    unknown = row.keys() - {"before", "after", "text", "why", "options", "reasons"}
    assert not unknown, f"{step}: unknown keys {unknown}"
    return Row(
        step, kind, before, row.get("after", before), row["why"], row.get("options", {}), row.get("reasons")
    )
