"""Pinyin behind words, as sites write it into finished text: no bytes are torn."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

_RUN = re.compile("[\u4e00-\u9fff]+")

# Lengths of glossed spans, in characters, as often as in real pages: cuts are made without knowing words.
_LENGTHS = (1, 1, 2, 2, 2, 2, 2, 2, 3, 4)
_DOUBLED = 0.02


def gloss_words(text: str, random: Random, rate: float = 0.04, form: str = "({})") -> str:
    """Gloss random spans of Han characters; `rate` is the share of characters at which a gloss begins."""
    return _RUN.sub(lambda run: _gloss_run(run[0], random, rate, form), text)


def _gloss_run(run: str, random: Random, rate: float, form: str) -> str:
    pieces = []
    position = 0
    while position < len(run):
        if random.random() >= rate:
            pieces.append(run[position])
            position += 1
            continue
        span = run[position : position + random.choice(_LENGTHS)]
        gloss = form.format(spell(span))
        pieces.append(span + gloss * (2 if random.random() < _DOUBLED else 1))
        position += len(span)
    return "".join(pieces)


def spell(span: str) -> str:
    """Return the syllables of a span, toned and joined."""
    return unicodedata.normalize("NFC", "".join(lazy_pinyin(span, style=Style.TONE)))


def gloss_toneless(text: str, table: Iterable[str], form: str = "({}) ") -> str:
    """Gloss each character of a table everywhere, without tones and with a blank behind: `機關(guan) ，`."""
    glossed = {ord(character): character + form.format(_toneless(character)) for character in table}
    return text.translate(glossed)


def _toneless(character: str) -> str:
    return str(lazy_pinyin(character, style=Style.NORMAL)[0])
