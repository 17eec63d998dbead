"""What the whole document says: a page that was polluted with glosses, or a text with pinyin of its own.

A page glosses common characters, many of them; a writer glosses a rare one, once. The evidence that a
document gives only shrinks when glosses are removed, and so what stays the first time stays the second time.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from cleaner.glosses.grade import EXPLAINED, Doubt, doubts
from cleaner.glosses.talk import Talk
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from cleaner.glosses.matching import Gloss, Match

# Different glosses without any doubt that prove pollution, enough to remove glosses with a doubt.
_PROOF = 4
# Enough for glosses that are written without a tone because their character has none: 的(de).
_PROOF_FOR_NEUTRAL = 2
# Different toneless glosses that prove that the page glosses without tones: single characters, and all.
_TONELESS_CHARACTERS = 4
_TONELESS_GLOSSES = 7
# The same rare character glossed this often: no writer explains it again.
_REPEATED = 3
# Other brackets than round ones are glosses where the page uses them throughout.
_OF_ITS_KIND = {"(": 0, "（": 0, "/": 5}
_OF_OTHER_KINDS = 3

# A lesson has a word about language for every few glosses, or pinyin outside brackets, or reads everything.
_GLOSSES_PER_SUBJECT = 5
_HALF = 2
_LEAST_EXPLAINED = 2
_LEAST_OUTSIDE = 3
_READ_THROUGHOUT = 0.8

# Tones that no European language writes: pinyin that stands outside glosses.
_PINYIN = re.compile(r"[A-Za-z]*[āǎēěīǐōǒūǔǖǘǚǜĀǍĒĚĪǏŌǑŪǓǕǗǙǛ]+[A-Za-zà-ǜ]*")
_HAN = re.compile(f"[{HAN}]")


class Verdict(Enum):
    """What becomes of a gloss."""

    REMOVE = "remove"
    DOUBT = "doubt"
    KEEP = "keep"


class Evidence:
    """The glosses of one document and what they prove together."""

    def __init__(self, match: Match) -> None:
        talk = Talk(match.bare)
        self.doubts = [doubts(gloss, match.bare, talk) for gloss in match.glosses]
        self._glosses = match.glosses
        self.doubled = _doubled(match.glosses)
        """Indices of glosses that stand twice in a row, which only a machine does."""
        self._repeated = Counter(gloss.key for gloss in match.glosses)
        self.is_lesson = self._is_lesson(match, talk)
        self._certain = self._keys(Doubt.NONE)
        self._kinds = Counter(opening for opening, *_ in self._certain)
        self._proof = sum(count for opening, count in self._kinds.items() if count >= _needed(opening))
        toneless = self._keys(Doubt.TONELESS) | self._keys(Doubt.NEUTRAL)
        characters = sum(len(read) == 1 for _, read, _ in toneless)
        self._is_toneless = characters >= _TONELESS_CHARACTERS or len(toneless) >= _TONELESS_GLOSSES
        self._confirmed = {(read, letters) for _, read, letters in self._certain}

    def verdict(self, index: int) -> Verdict:
        """Return what becomes of the gloss with this index."""
        if self.is_lesson:
            return Verdict.KEEP
        gloss, doubt = self._glosses[index], self.doubts[index]
        if not self._is_used(gloss.opening):
            return Verdict.DOUBT if self._proof or not doubt else Verdict.KEEP
        if index in self.doubled:
            return Verdict.REMOVE
        if doubt & Doubt.TONELESS:
            return self._toneless(gloss, doubt)
        if doubt is Doubt.NEUTRAL:
            enough = self._proof >= _PROOF_FOR_NEUTRAL or self._is_toneless
            return Verdict.REMOVE if enough else Verdict.KEEP
        return self._toned(gloss, doubt)

    def _toned(self, gloss: Gloss, doubt: Doubt) -> Verdict:
        if not doubt:
            return Verdict.REMOVE
        if self._proof < _PROOF or doubt & Doubt.LINE:
            return Verdict.DOUBT
        if doubt & Doubt.RARE and self._repeated[gloss.key] < _REPEATED:
            return Verdict.DOUBT
        return Verdict.REMOVE

    def _toneless(self, gloss: Gloss, doubt: Doubt) -> Verdict:
        if doubt is Doubt.TONELESS and (self._is_toneless or gloss.key in self._confirmed):
            return Verdict.REMOVE
        if doubt & (Doubt.CAPITAL | Doubt.LINE | Doubt.RARE) or not self._is_toneless:
            return Verdict.DOUBT if self._proof >= _PROOF or self._is_toneless else Verdict.KEEP
        return Verdict.REMOVE

    def _keys(self, doubt: Doubt) -> set[tuple[str, str, str]]:
        """Return the different glosses that have exactly this doubt, with their bracket."""
        return {
            (gloss.opening, *gloss.key)
            for gloss, found in zip(self._glosses, self.doubts, strict=True)
            if found is doubt
        }

    def _is_used(self, opening: str) -> bool:
        """Whether the page glosses with this kind of bracket."""
        used = self._kinds[opening] >= _needed(opening)
        return used or (opening != "/" and self._kinds["("] + self._kinds["（"] >= _PROOF)

    def _is_lesson(self, match: Match, talk: Talk) -> bool:
        count = len(match.glosses)
        explained = sum(bool(doubt & EXPLAINED) for doubt in self.doubts)
        outside = len(_PINYIN.findall(match.bare))
        return (
            talk.subjects * _GLOSSES_PER_SUBJECT >= count
            or (explained >= _LEAST_EXPLAINED and explained * _HALF >= count)
            or (outside >= _LEAST_OUTSIDE and outside * _HALF >= count)
            or (count > 1 and self._reads_throughout(match))
        )

    def _reads_throughout(self, match: Match) -> bool:
        read = sum(len(gloss.fit.read) for gloss in match.glosses if not gloss.doubled)
        return read >= _READ_THROUGHOUT * len(_HAN.findall(match.bare))


def _needed(opening: str) -> int:
    return _OF_ITS_KIND.get(opening, _OF_OTHER_KINDS)


def _doubled(glosses: list[Gloss]) -> set[int]:
    second = {index for index, gloss in enumerate(glosses) if gloss.doubled}
    return second | {index - 1 for index in second}
