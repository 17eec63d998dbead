"""Documents simplified after the damage was done: the bytes are those of traditional characters."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property

from cleaner import gbk, lexicon
from cleaner.hanzi import is_han
from cleaner.slips.document import Document


class Converted(Document):
    """A document in which every character may have been a traditional one; what is restored is simplified."""

    _is_converted = True

    @cached_property
    def is_simplified(self) -> bool:
        """Whether the text has no traditional character, so that it may have been converted."""
        return not self.is_foreign(self.text)

    def is_foreign(self, text: str) -> bool:
        """Whether a text has traditional characters."""
        return any(code in _traditional() and not gbk.in_gb2312(chr(code)) for code in map(ord, set(text)))

    def fold(self, text: str) -> str:
        """Return text with the widths and the script of this document."""
        return super().fold(text).translate(_traditional())

    def _codes_of(self, character: str) -> list[bytes]:
        variants = map(gbk.encode, _variants().get(character, ""))
        return [*super()._codes_of(character), *filter(None, variants)]


@cache
def _traditional() -> dict[int, str]:
    rows = lexicon.table("fold", ("characters", "folded"))
    pairs = (pair for row in rows for pair in zip(*row, strict=True))
    return {ord(one): folded for one, folded in pairs if is_han(folded)}


@cache
def _variants() -> dict[str, str]:
    found: dict[str, str] = defaultdict(str)
    for code, folded in _traditional().items():
        found[folded] += chr(code)
    return dict(found)
