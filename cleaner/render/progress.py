"""How far a long run is, for who watches it on a terminal."""

from __future__ import annotations

from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Column


class Bar:
    """A line with documents, bytes a second, time left and errors; gone when the run is over."""

    def __init__(self, size: int) -> None:
        """Take the number of bytes there are to read."""
        whole = Column(no_wrap=True)  # Where it is narrow, the bar gets shorter.
        self._progress = Progress(
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%", table_column=whole),
            TextColumn("{task.fields[documents]:,} documents", table_column=whole),
            TransferSpeedColumn(table_column=whole),
            TimeRemainingColumn(table_column=whole),
            TextColumn("{task.fields[failed]:,} errors", table_column=whole),
            TextColumn("{task.description}", table_column=whole),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=size, documents=0, failed=0)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, read: int, documents: int, failed: int, also: str = "") -> None:
        """Say how far the run is, and what else it does when all is read."""
        self._progress.update(
            self._task, completed=read, description=also, documents=documents, failed=failed
        )
