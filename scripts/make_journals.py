"""Write the expected journals of the fixtures: what cleaning each seed does, edit by edit.

Run: python scripts/make_journals.py

Run it after a step has changed, and read the difference before it is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cleaner import clean, decode, journal

ROOT = Path(__file__).parent.parent


def expected(name: str) -> bytes:
    """Return the journal of one seed."""
    path = f"seeds/{name}.txt"
    source = decode((ROOT / path).read_bytes())
    return b"".join(journal.lines(journal.entries(path, source, clean(source.text))))


def main() -> None:
    """Write every journal."""
    for fixture in sorted((ROOT / "fixtures").iterdir()):
        found = expected(fixture.name)
        (fixture / "journal.jsonl").write_bytes(found)
        sys.stdout.write(f"{fixture.name}: {found.count(b'sure')} edits\n")


if __name__ == "__main__":
    main()
