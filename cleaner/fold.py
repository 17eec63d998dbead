"""Makes texts comparable: what a reader takes for the same text becomes the same text, of the same length.

Full-width letters and signs become half width, letters lower case, traditional characters simplified one by
one, quotation marks and brackets one of each, blanks U+0020. Line ends stay. Only for comparing: the result
is no text for readers (髮 and 發 are both 发).
"""

from __future__ import annotations

from functools import cache

from cleaner import lexicon

# Signs that differ by house style only; the generated table has the ones that differ by width.
_ALIKE = (
    ('"', "“”„‟〝〞〟「」『』﹁﹂﹃﹄«»"),
    ("'", "‘’‚‛"),
    ("[", "【〔〖﹝"),
    ("]", "】〕〗﹞"),
    ("《", "〈"),
    ("》", "〉"),
    ("·", "•‧・･"),
    ("—", "–―─"),
    ("~", "〜"),
    (" ", "\u3000\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\t"),
)
_BMP_SIZE = 0x10000


def fold(text: str) -> str:
    """Return the text as it is compared with others, of the same length in code points."""
    return text.translate(folding())


@cache
def folding() -> list[int]:
    """Return what each code point of the basic plane becomes."""
    # A list, not a dict: `str.translate` is twice as fast when no look-up fails, and beyond the end it keeps.
    table = list(range(_BMP_SIZE))
    alike = {ord(character): ord(folded) for folded, characters in _ALIKE for character in characters}
    for characters, folded in lexicon.table("fold", ("characters", "folded")):
        for code, folded_code in zip(map(ord, characters), map(ord, folded.translate(alike)), strict=True):
            table[code] = folded_code
    for code, folded_code in alike.items():
        table[code] = folded_code
    return table
