"""Japanese and Korean in their own encodings, which share their bytes with those of Chinese.

Read as GB 2312 or Big5 they are Han characters too, and a few of them may make sense. Kana, and the commonest
syllables of Hangul, tell what they are.
"""

from __future__ import annotations

import re

from cleaner import frequency

# By encoding: what chardet may call it, and what it must have much of before it is weighed at all.
_JAPANESE = re.compile("[\u3041-\u30fe]")
_KOREAN = re.compile(
    "[이다의는을에가고하를한은지사로도기인어서자시해리나대있정아들스부일과수그보여만안전공제주성상장]"
)
_HANGUL = re.compile("[\uac00-\ud7a3]")
NAMES = {
    "euc_jp": frozenset(("euc_jp", "euc_jis_2004", "euc_jisx0213")),
    "cp932": frozenset(("cp932", "shift_jis", "shift_jis_2004", "shift_jisx0213")),
    "cp949": frozenset(("cp949", "euc_kr")),
}
_TELLTALES = {"euc_jp": _JAPANESE, "cp932": _JAPANESE, "cp949": _KOREAN}
_LEAST_TELLTALES = 0.15  # Of the characters beyond ASCII; in running text it is a third and more.

# What makes of a foreign letter in Chinese, in nats, a letter of one's own.
_OWN_LETTER = 6.5
_OWN_SYLLABLE = 3.0


def likelihood(sample: bytes, encoding: str) -> float | None:
    """Return the log-probability of a sample in one of these encodings; None if it has too few telltales."""
    text = sample.decode(encoding, "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    telltales = len(_TELLTALES[encoding].findall(text))
    if not telltales or telltales < _LEAST_TELLTALES * beyond_ascii:
        return None
    syllables = len(_HANGUL.findall(text)) if encoding == "cp949" else 0
    own = (_OWN_LETTER - _OWN_SYLLABLE if syllables else _OWN_LETTER) * telltales + _OWN_SYLLABLE * syllables
    return frequency.log_probability(text) * len(text) + own
