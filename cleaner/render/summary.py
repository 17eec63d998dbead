"""What a run over many documents did, as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table


def table(counts: Mapping[str, int]) -> Table:
    """Return a table of how often each reason was applied, the most frequent first."""
    from rich.table import Table
    from rich.text import Text

    found = Table(box=None, pad_edge=False)
    found.add_column("times", justify="right")
    found.add_column("reason")
    for reason, times in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        found.add_row(str(times), Text(reason))
    return found
