"""What of a text is compared: its letters, Han characters and digits, folded, without pinyin glosses."""

from __future__ import annotations

import re

from cleaner import late
from cleaner.fold import fold

# Lower-case Latin letters with tone marks, as pinyin has them. Capitals are no gloss: (MAU).
_PINYIN = "a-zü\u00e0-\u00fc\u0101-\u01dc\u0300-\u030c"
# A gloss may have lost its opening bracket to a byte slip, which shows as a question mark.
_LONGEST_GLOSS = 40
GLOSS = late.pattern(rf"[(（?【\[][ \u3000]?[{_PINYIN}'’· ]{{1,{_LONGEST_GLOSS}}}[)）】\]]")
_NO_CONTENT = re.compile(r"[^\w.]+|_+|(?<!\d)\.+|\.+(?!\d)")


def skeleton(text: str) -> str:
    """Return what of the text counts when texts are compared; a point between digits does: 1.5 is not 15."""
    return _NO_CONTENT.sub("", _folded(text))


def offsets(text: str) -> list[int]:
    """Return for each code point of the skeleton where it stands in the text."""
    folded = _folded(text)
    kept: list[int] = []
    position = 0
    for match in _NO_CONTENT.finditer(folded):
        kept.extend(range(position, match.start()))
        position = match.end()
    kept.extend(range(position, len(folded)))
    return kept


def _folded(text: str) -> str:
    """Fold, with glosses blanked, so that offsets stay."""
    if any(map(text.__contains__, "(（【[?")):
        text = GLOSS.sub(lambda gloss: " " * len(gloss[0]), text)
    return fold(text)
