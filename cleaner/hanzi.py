"""Classes of characters that several modules need."""

from __future__ import annotations

import re

# CJK Unified Ideographs, extensions A to H, the compatibility block, and 〇, which Unicode calls a number.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3007"

_HAN = re.compile(f"[{HAN}]")


def is_han(character: str) -> bool:
    """Whether a character is a Han character."""
    return _HAN.match(character) is not None
