"""Classes of characters that several modules need."""

from __future__ import annotations

import re
from functools import cache

# CJK Unified Ideographs, extensions A to H, the compatibility block, and 〇, which Unicode calls a number.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3007"


def is_han(character: str) -> bool:
    """Whether a character is a Han character."""
    return "\u4e00" <= character <= "\u9fff" or (character > "\u3006" and _han().match(character) is not None)


@cache
def _han() -> re.Pattern[str]:
    # Compiling so large a class takes longer than all else that a small filter imports.
    return re.compile(f"[{HAN}]")
