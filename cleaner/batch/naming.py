"""What the name of a file says about its form, and what it is called in another one."""

from __future__ import annotations

from pathlib import PurePosixPath

STDIN = "-"
JSONL, PARQUET = "jsonl", "parquet"

_PACKINGS = ("", ".gz", ".zst")
_RECORDS = tuple(name + packing for name in (".jsonl", ".ndjson") for packing in _PACKINGS)
_ROWS = ".parquet"


def has_records(name: str) -> bool:
    """Whether a file has a document on each line."""
    return name == STDIN or name.lower().endswith(_RECORDS)


def has_rows(name: str) -> bool:
    """Whether a file has a document in each row."""
    return name.lower().endswith(_ROWS)


def changes_form(name: str, form: str | None) -> bool:
    """Whether a file of many documents is to be written in another form."""
    return (form == JSONL and has_rows(name)) or (form == PARQUET and has_records(name))


def output_name(name: str, form: str | None) -> str:
    """Return what the output of a file is called."""
    if not changes_form(name, form):
        return name
    path = PurePosixPath(name)
    while path.suffix.lower() in {*_PACKINGS, ".jsonl", ".ndjson", _ROWS} - {""}:
        path = path.with_suffix("")
    return f"{path}.{form}"
