"""What the name of a file says about its form, and what it is called in another one."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

STDIN = "-"
JSONL, PARQUET = "jsonl", "parquet"

_PACKINGS = ("", ".gz", ".zst")
_RECORDS = tuple(name + packing for name in (".jsonl", ".ndjson") for packing in _PACKINGS)
_ROWS = ".parquet"
# The folder in the target for cleaned texts that end up in one file.
_TEXTS = ".texts"


def has_records(name: str) -> bool:
    """Whether a file has a document on each line."""
    return name == STDIN or name.lower().endswith(_RECORDS)


def has_rows(name: str) -> bool:
    """Whether a file has a document in each row."""
    return name.lower().endswith(_ROWS)


def is_text(name: str) -> bool:
    """Whether a file is one document."""
    return not has_records(name) and not has_rows(name)


def gathered_name(source: str, form: str) -> str:
    """Return what the file with all texts of a folder is called."""
    return f"{Path(source).resolve().name or 'documents'}.{form}"


def changes_form(name: str, form: str | None) -> bool:
    """Whether a file of many documents is to be written in another form."""
    return (form == JSONL and has_rows(name)) or (form == PARQUET and has_records(name))


def output_name(name: str, form: str | None) -> str:
    """Return what the output of a file is called."""
    if form and is_text(name):
        return f"{_TEXTS}/{name}"
    if not changes_form(name, form):
        return name
    path = PurePosixPath(name)
    while path.suffix.lower() in {*_PACKINGS, ".jsonl", ".ndjson", _ROWS} - {""}:
        path = path.with_suffix("")
    return f"{path}.{form}"
