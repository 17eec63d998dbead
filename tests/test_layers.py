"""Imports run in one direction: a module imports only from lower levels of its package."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cleaner"

# From the bottom up. A module may import from the levels below its own, and from no other step.
LEVELS = [
    {"errors", "late"},
    {"edits", "lexicon", "hanzi", "blanks", "pinyin"},
    {
        "step",
        "trace",
        "lines",
        "fold",
        "gaps",
        "frequency",
        "readings",
        "gbk",
        "patterns",
        "places",
        "tomllines",
        "crossings",
    },
    {"spacing", "pagelines", "glosses", "script", "converters", "alignment", "encodings", "lostbytes"},
    {"slips", "mojibake", "markup", "rounds", "passages", "repeats", "tidying"},
    {"seams"},
    {"steps", "source"},
    {"registry", "decode"},
    {"pipeline"},
    {"api"},
    {"byteplaces", "configfile", "files", "findings", "jsonl"},
    {"baseline", "config", "detect", "journal"},
    {"check", "dupes", "learn", "undo"},
    {"batch"},
    {"render"},
    {"cli"},
]


def level(module: str) -> int:
    name = module.split(".")[1]
    return next(number for number, modules in enumerate(LEVELS) if name in modules)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "cleaner":
            found |= {f"cleaner.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cleaner."):
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("cleaner.")}
    return found


MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    module = ".".join(("cleaner", *path.relative_to(PACKAGE).with_suffix("").parts))
    if module == "cleaner.__main__":
        return
    for imported in imports(path) - {"cleaner.__version__"}:
        same_package = imported.split(".")[1] == module.split(".")[1]
        if module.startswith("cleaner.steps."):
            assert not same_package, f"{module} imports another step: {imported}"
        assert same_package or level(imported) < level(module), f"{module} imports upward: {imported}"
