"""Calls the program: in this process where only its words matter, in another where its manners do."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

from cleaner.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "cleaner"]


class Answer(NamedTuple):
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def call(*arguments: str | Path, stdin: bytes = b"") -> Answer:
    """Run the program in this process."""
    with (
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
        mock.patch.object(sys, "stdout", io.TextIOWrapper(out := io.BytesIO(), "utf-8")) as text_out,
        mock.patch.object(sys, "stderr", io.TextIOWrapper(err := io.BytesIO(), "utf-8")) as text_err,
    ):
        code = main(list(map(str, arguments)))
        text_out.flush()
        text_err.flush()
        return Answer(code, out.getvalue(), err.getvalue().decode("utf-8"))


def spawn(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> Answer:
    """Run the program in a process of its own."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, check=False
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8"))
