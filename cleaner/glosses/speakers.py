"""Who speaks in an interview: `记者：` is no head word with its explanation, though it looks like one."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from cleaner import late

if TYPE_CHECKING:
    from cleaner.glosses.matching import Gloss

# So many lines of an interview begin with the same speaker.
_SPEECHES = 3
_LABEL = late.pattern(r"^([^\r\n:：]{1,8})[:：]", re.MULTILINE)
_LONGEST = 9


class Speakers:
    """The labels that lines of a text begin with again and again."""

    def __init__(self, bare: str) -> None:
        self._bare = bare

    def includes(self, gloss: Gloss) -> bool:
        """Whether a gloss stands in the label of a speaker."""
        start = self._bare.rfind("\n", max(gloss.at - _LONGEST, 0), gloss.at) + 1
        label = _LABEL.match(self._bare, start)
        return label is not None and label.end(1) >= gloss.at and self._lines[label[1]] >= _SPEECHES

    @cached_property
    def _lines(self) -> Counter[str]:
        return Counter(_LABEL.findall(self._bare))
