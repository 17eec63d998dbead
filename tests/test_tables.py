"""Every row of every step, and the laws that hold for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaner import edits, pipeline, registry
from tests.program import call
from tests.rows import Row, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cleaner.trace import Trace

ALL = [row for name in registry.names() for row in rows(name)]
DONE = [row for row in ALL if row.kind != "todo"]


def traced(row: Row, text: str | None = None) -> Trace:
    step = registry.load(row.step)
    plan = pipeline.Plan([step], {row.step: row.options})
    return pipeline.run(row.before if text is None else text, plan)


@pytest.mark.parametrize("row", DONE, ids=lambda row: row.id)
def test_row(row: Row) -> None:
    trace = traced(row)
    assert trace.result == row.after, row.why
    if row.reasons is not None:
        assert [edit.reason for edit in trace.layers[0].edits] == row.reasons


@pytest.mark.parametrize("row", DONE, ids=lambda row: row.id)
def test_laws(row: Row) -> None:
    step = registry.load(row.step)
    trace = traced(row)
    edits.check(row.before, trace.layers[0].edits)
    assert trace.undo() == row.before
    assert all(edit.reason.startswith(f"{row.step}/") for edit in trace.layers[0].edits)
    if step.settles:
        assert traced(row, trace.result).result == trace.result
    if step.deletes_only:
        assert not any(edit.after for edit in trace.layers[0].edits)


def written(options: dict[str, object]) -> Iterator[str]:
    """Options of a row as the command line has them."""
    for name, value in options.items():
        option = name.replace("_", "-")
        if isinstance(value, bool):
            yield f"--{option}" if value else f"--no-{option}"
        else:
            for each in value if isinstance(value, list) else [value]:
                yield from (f"--{option}", str(each))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doors")
    (folder / "none.toml").touch()
    return folder


@pytest.mark.parametrize("row", DONE, ids=lambda row: row.id)
def test_doors(row: Row, folder: Path) -> None:
    path = folder / "document.txt"
    command = [row.step, *written(row.options), "--encoding", "utf-8", "--config", str(folder / "none.toml")]
    try:
        before, after = row.before.encode(), row.after.encode()
    except UnicodeEncodeError:
        pytest.skip("UTF-8 cannot say this")
    path.write_bytes(before)
    assert call(*command, stdin=before) == (0, after, "")
    assert call(*command, path) == (0, after, "")


@pytest.mark.parametrize("row", [row for row in ALL if row.kind == "todo"], ids=lambda row: row.id)
@pytest.mark.xfail(strict=True)
def test_known_failure(row: Row) -> None:
    assert traced(row).result == row.after
