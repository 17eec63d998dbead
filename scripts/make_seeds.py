"""Write seeds/ from fixtures/: each fixture's clean text, made dirty by its recipe.

Run it after changing a clean text, a recipe or the generator: `python scripts/make_seeds.py`
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # the generator is part of the tests, which are not installed

from tests.dirty import recipe  # noqa: E402  (found only after the line above)


def main() -> None:
    """Make every seed anew."""
    for fixture in sorted((ROOT / "fixtures").iterdir()):
        clean = (fixture / "clean.txt").read_text("utf-8")
        made = recipe.data(clean, recipe.load(fixture / "recipe.toml"))
        (ROOT / "seeds" / f"{fixture.name}.txt").write_bytes(made)
        print(f"{fixture.name}: {len(made)} bytes")


if __name__ == "__main__":
    main()
