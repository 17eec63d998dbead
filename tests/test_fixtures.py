"""The documents in seeds/ are what the recipes make, and cleaning gives back what was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import clean, decode, journal
from tests.dirty import encodings, recipe

ROOT = Path(__file__).parent.parent
FIXTURES = sorted((ROOT / "fixtures").iterdir())


def seed(fixture: Path) -> bytes:
    return (ROOT / "seeds" / f"{fixture.name}.txt").read_bytes()


def lines(text: str) -> list[str]:
    """The lines of a text, blank ones aside."""
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_seed_is_what_its_recipe_makes(fixture: Path) -> None:
    text = (fixture / "clean.txt").read_text("utf-8")
    made = recipe.data(text, recipe.load(fixture / "recipe.toml"))
    assert made == seed(fixture), "run scripts/make_seeds.py"


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_seed_becomes_its_article(fixture: Path) -> None:
    truth = (fixture / "clean.txt").read_text("utf-8")
    assert lines(clean(decode(seed(fixture)).text).result) == lines(truth)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_journal_is_as_expected(fixture: Path) -> None:
    source = decode(seed(fixture))
    found = journal.lines(journal.entries(f"seeds/{fixture.name}.txt", source, clean(source.text)))
    expected = (fixture / "journal.jsonl").read_bytes()
    assert b"".join(found) == expected, "run scripts/make_journals.py and read what it changes"


@pytest.mark.parametrize("encoding", encodings.FAMILY)
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_encoding_makes_no_difference(fixture: Path, encoding: str) -> None:
    text = recipe.make((fixture / "clean.txt").read_text("utf-8"), recipe.load(fixture / "recipe.toml"))
    try:
        data = encodings.encode(text, encoding)
    except UnicodeEncodeError:
        pytest.skip(f"{encoding} cannot express it")
    assert decode(data).text == text


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.name)
def test_article_is_left_alone(fixture: Path) -> None:
    truth = (fixture / "clean.txt").read_text("utf-8")
    assert clean(truth).result == truth
