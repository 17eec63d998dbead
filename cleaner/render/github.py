"""Findings as GitHub's workflow commands, which show them beside the changed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.render import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.check import Report


def findings(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one command for each finding."""
    for report in reports:
        for found in report.findings:
            place = (
                f"file={_property(found.path)},line={found.first.line},col={found.first.column},"
                f"endLine={found.last.line},endColumn={found.last.column}"
            )
            yield f"::warning {place},title={_property(found.edit.reason)}::{_data(message.of(found))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
