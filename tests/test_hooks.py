"""The hooks under the real pre-commit: a commit refused, the fixed file staged, the commit that passes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pre_commit.clientlib import load_config, load_manifest

ROOT = Path(__file__).parent.parent

DIRTY = "全国铁路\u200b客流持续增长，各地车站秩序井然，旅客出行平稳有序。\n"
CLEAN = DIRTY.replace("\u200b", "")


class Scratch:
    """A repository of its own with a hook in it."""

    def __init__(self, folder: Path, hook: str) -> None:
        self.folder = folder
        # Only the way to this program differs from the manifest: nothing is installed, nothing downloaded.
        (entry,) = (each for each in load_manifest(ROOT / ".pre-commit-hooks.yaml") if each["id"] == hook)
        command = entry["entry"].replace("cleaner", f"{sys.executable} -m cleaner", 1)
        values = f"id: {hook}, name: {hook}, language: system, types: {entry['types']}, entry: '{command}'"
        self.write(".pre-commit-config.yaml", f"repos:\n- repo: local\n  hooks:\n  - {{{values}}}\n")
        self.git("init", "-q", ".")
        self.git("config", "user.name", "Nobody")
        self.git("config", "user.email", "nobody@example.org")
        subprocess.run(
            [sys.executable, "-m", "pre_commit", "install"], cwd=folder, check=True, capture_output=True
        )

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
        return path

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**environment, "PRE_COMMIT_HOME": str(self.folder / ".git" / "cache"), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def commit(self, *names: str) -> subprocess.CompletedProcess[str]:
        self.git("add", *names)
        return self.git("commit", "-m", "x")


def test_refused_fixed_staged_passed(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, "cleaner-fix")
    names = {"新 闻/第一 篇.txt": "utf-8", "gbk.txt": "gb18030", "wide.txt": "utf-16"}
    for name, encoding in names.items():
        scratch.write(name, DIRTY, encoding)
    scratch.write("code.py", f"X = '{DIRTY.strip()}'\n")
    refused = scratch.commit(".")
    assert refused.returncode != 0
    assert "新 闻/第一 篇.txt: fixed 1: tidy/invisible 1" in refused.stdout + refused.stderr
    for name in names:
        assert (tmp_path / name).read_bytes() == CLEAN.encode()
    assert "\u200b" in (tmp_path / "code.py").read_text("utf-8"), "plain text only"
    assert scratch.commit(".").returncode == 0


def test_check_refuses_and_writes_nothing(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, "cleaner-check")
    path = scratch.write("raw.txt", DIRTY)
    refused = scratch.commit("raw.txt")
    assert refused.returncode != 0
    assert "raw.txt:1:5: tidy/invisible" in refused.stdout + refused.stderr
    assert path.read_text("utf-8") == DIRTY
    path.write_text(CLEAN, "utf-8")
    assert scratch.commit("raw.txt").returncode == 0


def test_what_is_excluded_passes_although_it_is_named(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, "cleaner-check")
    scratch.write("cleaner.toml", 'exclude = ["inbox"]\n')
    scratch.write("inbox/raw.txt", DIRTY)
    assert scratch.commit(".").returncode == 0


def test_a_document_is_never_gutted(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, "cleaner-fix")
    path = scratch.write("raw.txt", "甲\u200b\u200b乙\u200b。\n")
    refused = scratch.commit(".")
    assert refused.returncode != 0
    assert "more than 30%" in refused.stdout + refused.stderr
    assert "\u200b" in path.read_text("utf-8")


def test_several_processes_at_once(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, "cleaner-fix")
    names = [f"{number}.txt" for number in range(60)]
    for name in names:
        scratch.write(name, DIRTY)
    assert scratch.commit(".").returncode != 0
    assert all((tmp_path / name).read_text("utf-8") == CLEAN for name in names)
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == sorted(names), "nothing temporary is left"


def test_our_own_configuration_is_one() -> None:
    config = load_config(ROOT / ".pre-commit-config.yaml")
    assert [hook["id"] for repo in config["repos"] for hook in repo["hooks"]] == ["cleaner-check"]


@pytest.mark.parametrize("hook", ["cleaner-check", "cleaner-fix"])
def test_both_hooks_are_published(hook: str) -> None:
    assert hook in {each["id"] for each in load_manifest(ROOT / ".pre-commit-hooks.yaml")}
