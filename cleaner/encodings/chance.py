"""Short bytes that are valid UTF-8, but perhaps by chance.

All bytes of a few characters of UTF-16 may happen to be ASCII, and two bytes of GBK a letter of UTF-8.
"""

from __future__ import annotations

import re

from cleaner.hanzi import HAN

_WIDE = ("utf-16-le", "utf-16-be")
_NARROW = ("gb18030",)
_HAN_ONLY = f"[{HAN}\u3000-\u303f\uff00-\uffef]{{2,}}"
# Letters and marks of three bytes that are met with; the others are no evidence.
_KNOWN = re.compile(f"[{HAN}\u2010-\u2027\u3000-\u312f\uac00-\ud7a3\uff00-\uffef]")
_FIRST_OF_THREE_BYTES = "\u0800"
_BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")

# How often two or three bytes that are letters of another encoding look like a letter of UTF-8.
_TWO_BYTES_BY_CHANCE = 0.6
_THREE_BYTES_BY_CHANCE = 0.05
# How often ASCII with control characters in it is that.
_CONTROLS = 0.9
_SUREST = 0.999

# Of 20,000 words of English and of programs, none of so many bytes makes sense as UTF-16; shorter ones do,
# and are ASCII nevertheless: by so many nats that is more often met, words and numbers above all.
_ENOUGH_FOR_WIDE = 8
_EXPECTED_ASCII = 6.0
_EXPECTED_OTHERWISE = 1.0
_WORDS = re.compile(rb"[A-Z]?[a-z]+|[A-Z]+|[0-9.,:/ -]+|[A-Za-z][a-z]* [A-Za-z]+")


def weighed(data: bytes, text: str) -> tuple[str, float, str]:
    """Return what bytes are in that are a short text in UTF-8, how sure that is, and the runner-up."""
    is_ascii = text.isascii()
    candidates = _WIDE if is_ascii else _NARROW if max(text) < _FIRST_OF_THREE_BYTES else ()
    rivals = [each for each in candidates if re.fullmatch(_HAN_ONLY, data.decode(each, "replace"))]
    if not rivals:
        return "utf-8", _sure_of_utf8(text), "utf-16-le" if is_ascii else "gb18030"
    from cleaner.encodings import judge

    rival, lead = judge.lead_over_utf8(data, rivals)
    if lead > 0 and (not is_ascii or len(data) >= _ENOUGH_FOR_WIDE):
        return rival, judge.sureness(lead), "utf-8"
    expected = _EXPECTED_ASCII if _WORDS.fullmatch(data) else _EXPECTED_OTHERWISE
    return "utf-8", judge.sureness((expected if is_ascii else 0.0) - lead), rival


def _sure_of_utf8(text: str) -> float:
    if text.isascii():
        return _SUREST if text.translate(_BLANKS).isprintable() else _CONTROLS
    letters = len(text) - len(text.encode("ascii", "ignore"))
    known = len(_KNOWN.findall(text))
    by_chance = _TWO_BYTES_BY_CHANCE ** (letters - known) * _THREE_BYTES_BY_CHANCE**known
    return min(_SUREST, 1 - by_chance)
