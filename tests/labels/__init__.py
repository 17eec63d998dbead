"""Pages written for this project, each line labelled: what is article and what is the page around it.

`tune/` is there to be looked at, and learned from, by whoever works on the judgement of lines; `heldout/` has
other sites, other layouts and other wording, most pages as long as real ones, and is only scored: nobody
reads it. Where two readers who did not know of each other would label a line differently, it is `either`.
The pages in `whole/` are as long as real ones, with ten lines of the page for one of the article; they are
looked at, but nothing is learned from them. A file is a page as a careless scraper saves it: a line a row,
its label, a tab, the line; an empty row is an empty line.

content                           stays
credit                            stays, unless asked otherwise
spam, nav, legal, placeholder     goes
either                            both can be defended; not scored
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner import Edit

FOLDER = Path(__file__).parent
GOES = frozenset({"spam", "nav", "legal", "placeholder"})
STAYS = frozenset({"content", "credit"})
LABELS = GOES | STAYS | {"either"}


@dataclass(frozen=True)
class Page:
    """A labelled page; an empty line has an empty label."""

    name: str
    labels: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The page as a cleaner reads it."""
        return "\n".join(self.lines) + "\n"

    def removed(self, edits: Iterable[Edit]) -> list[bool]:
        """Return for each line whether the edits, made for `text`, leave nothing to see of it."""
        gone = bytearray(len(self.text))
        for edit in edits:
            gone[edit.start : edit.end] = b"\1" * len(edit.before)
        position = 0
        removed = []
        for line in self.lines:
            visible = [index for index, character in enumerate(line, position) if not character.isspace()]
            removed.append(bool(visible) and all(gone[index] for index in visible))
            position += len(line) + 1
        return removed


def pages(part: str) -> list[Page]:
    """Return the pages of one part: `tune`, `heldout` or `whole`."""
    return read(FOLDER / part)


def read(folder: Path) -> list[Page]:
    """Return the labelled pages of a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.txt"))]


def _read(path: Path) -> Page:
    rows = [row.partition("\t") for row in path.read_text("utf-8").split("\n")[:-1]]
    return Page(path.stem, tuple(label for label, _, _ in rows), tuple(line for _, _, line in rows))
