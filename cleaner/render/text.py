"""Findings for people and for editors: `path:line:column: reason  message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.findings import counts
from cleaner.render import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.check import Report

_BOLD, _CYAN, _DIM, _RESET = "\033[1m", "\033[36m", "\033[2m", "\033[0m"


def findings(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one line for each finding."""
    for report in reports:
        for found in report.findings:
            line, column = found.first
            yield f"{message.name(found.path)}:{line}:{column}: {found.edit.reason}  {message.of(found)}\n"


def coloured(reports: Iterable[Report]) -> Iterator[str]:
    """Yield the same lines with the colours of a terminal."""
    for report in reports:
        for found in report.findings:
            path, (line, column) = message.name(found.path), found.first
            place = f"{_BOLD}{path}{_RESET}{_DIM}:{line}:{column}:{_RESET}"
            yield f"{place} {_CYAN}{found.edit.reason}{_RESET}  {message.of(found)}\n"


def fixed(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one line for each document that was cleaned, with how often each reason occurred."""
    for report in reports:
        if report.findings:
            found = counts(each.edit for each in report.findings)
            kinds = ", ".join(f"{reason} {times}" for reason, times in found.items())
            yield f"{message.name(report.path)}: fixed {len(report.findings)}: {kinds}{_now(report)}\n"


def _now(report: Report) -> str:
    """Say what became of the encoding, where it is another one now."""
    was = " and ".join(dict.fromkeys(run.encoding for run in report.source.runs))
    if was != "utf-8":
        return f"; UTF-8 now, was {was}"
    return "; without its byte order mark now" if report.source.bom else ""


def statistics(reports: Iterable[Report]) -> Iterator[str]:
    """Yield how often each reason occurs in all documents together, the most frequent first."""
    found: dict[str, int] = {}
    for report in reports:
        for each in report.findings:
            found[each.edit.reason] = found.get(each.edit.reason, 0) + 1
    for reason, times in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{times:7}  {reason}\n"
