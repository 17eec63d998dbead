"""Words that conversion finds across the borders of two others."""

from __future__ import annotations

import re

import pytest

from cleaner import converters, crossings, lexicon

CONFIGS = ("s2t", "s2tw", "s2hk")
ROWS = lexicon.table("convert_crossings", crossings.COLUMNS)


def alone(text: str) -> list[str]:
    """What OpenCC makes of a text."""
    return [converters.converter(config).convert(text) for config in CONFIGS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}{row[2]}")
def test_each_row_by_its_examples(row: tuple[str, ...]) -> None:
    sign, right, pattern, match, keep, why = row
    assert pattern.startswith(sign)
    assert len(sign) == len(right) == 1
    assert why
    for text in match.split("|"):
        written = alone(text)
        wrong = [each for each in written if re.search(pattern, each)]
        assert wrong, f"OpenCC has no mistake in {text}"
        assert not any(re.search(pattern, each) for each in _converted(text))
    for text in filter(None, keep.split("|")):
        assert _converted(text) == alone(text)
        assert any(sign in each for each in alone(text)), "it would prove nothing"


def _converted(text: str) -> list[str]:
    return [converters.convert(text, (config,), "hant") for config in CONFIGS]


def test_what_is_no_crossing_is_converted_as_ever() -> None:
    text = "他的头发很长，挂历上写着农历年，人参和面条都很贵，复制品也贵。"
    assert _converted(text) == alone(text)
