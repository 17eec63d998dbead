"""The library in other people's pipelines: every example of docs/pipelines.md runs and gives what we give."""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleaner import CleanerError, clean, clean_column

PAGE = Path(__file__).parent.parent / "docs" / "pipelines.md"
EXAMPLES = dict(
    re.findall(r"^## (.+?)\n.*?```python\n(.+?)```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
)
PACKAGES = {
    "Hugging Face datasets": "datasets",
    "Ray Data": "ray",
    "PySpark": "pyspark",
    "datatrove": "datatrove",
}
PAGES = ["热心市民(shìmín)来到码头，等候渡轮。", "100%的座位\u200b已经订出。", "沒有要清理的東西。"]
HANS = [*PAGES[:2], "没有要清理的东西。"]


def test_a_column() -> None:
    batch: dict[str, Any] = {"id": [1, 2, 3], "text": [PAGES[0], None, PAGES[2]]}
    cleaned = clean_column(batch)
    assert cleaned == {"id": [1, 2, 3], "text": [clean(PAGES[0]).result, None, PAGES[2]]}
    assert batch["text"][0] == PAGES[0], "the batch given stays"
    assert clean_column(batch, only=["tidy"])["text"][0] == PAGES[0]
    assert pickle.loads(pickle.dumps(clean_column)) is clean_column
    with pytest.raises(CleanerError, match="no column 'body'; the columns are id, text"):
        clean_column(batch, "body")


def test_every_example_is_tried() -> None:
    assert set(EXAMPLES) == {*PACKAGES, "What was done"}


def test_what_was_done() -> None:
    exec(EXAMPLES["What was done"], {})


@pytest.mark.parametrize("name", PACKAGES)
def test_example(name: str, tmp_path: Path) -> None:
    package = PACKAGES[name]
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    _write_pages(tmp_path)
    (tmp_path / "example.py").write_text(EXAMPLES[name], "utf-8")
    run = subprocess.run(
        [sys.executable, "example.py"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYSPARK_PYTHON": sys.executable,
            "RAY_USAGE_STATS_ENABLED": "0",
            "HF_HUB_OFFLINE": "1",
        },
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    before = HANS if package == "ray" else PAGES
    assert sorted(_articles(tmp_path)) == sorted(clean(page).result for page in before)


def _write_pages(folder: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    rows: list[dict[str, Any]] = [{"id": str(number), "text": page} for number, page in enumerate(PAGES)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "pages.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    parquet.write_table(pa.Table.from_pylist(rows), folder / "pages.parquet")


def _articles(folder: Path) -> list[str]:
    from pyarrow import parquet

    found: list[str] = []
    for path in [folder / "articles.parquet", *(folder / "articles").glob("*")]:
        if path.suffix == ".parquet" and path.exists():
            found += parquet.read_table(path).column("text").to_pylist()
        elif path.suffix == ".jsonl":
            found += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return found
