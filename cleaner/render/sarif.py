"""Findings as SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cleaner import jsonl, registry
from cleaner.render import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.check import Report
    from cleaner.findings import Located

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def document(reports: Iterable[Report], version: str) -> Iterator[str]:
    """Yield one SARIF log with one run of this program's `version`."""
    results = [_result(found) for report in reports for found in report.findings]
    run = {
        "tool": {"driver": {"name": "cleaner", "semanticVersion": version, "rules": list(_rules())}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    yield f"{jsonl.dumps({'$schema': SCHEMA, 'version': '2.1.0', 'runs': [run]})}\n"


def _rules() -> Iterator[dict[str, Any]]:
    for step in registry.steps():
        for reason in step.reasons:
            yield {
                "id": f"{step.name}/{reason.kind}",
                "shortDescription": {"text": reason.does},
                "fullDescription": {"text": f"{reason.does}. {reason.why}"},
                "help": {"text": f"Wrong when: {reason.wrong}"},
            }


def _result(found: Located) -> dict[str, Any]:
    region = {
        "startLine": found.first.line,
        "startColumn": found.first.column,
        "endLine": found.last.line,
        "endColumn": found.last.column,
    }
    location = {"artifactLocation": {"uri": _uri(found.path)}, "region": region}
    return {
        "ruleId": found.edit.reason,
        "level": "warning" if found.edit.sure else "note",
        "message": {"text": message.of(found)},
        "locations": [{"physicalLocation": location}],
    }


def _uri(path: str) -> str:
    if PurePath(path).is_absolute():
        return PurePath(os.fsdecode(os.fsencode(path))).as_uri()
    return quote(os.fsencode(path.replace(os.sep, "/")))
