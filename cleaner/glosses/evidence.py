"""What the whole document says: a page that was polluted with glosses, or a text with pinyin of its own.

A page glosses common characters, many of them; a writer glosses a rare one, once. The evidence that a
document gives only shrinks when glosses are removed, and so what stays the first time stays the second time.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from cleaner import fold
from cleaner.glosses import grade
from cleaner.glosses.grade import DIFFICULT, EXPLAINED, Doubt
from cleaner.glosses.talk import Talk
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Collection

    from cleaner.glosses.matching import Gloss, Match

# Glosses without any doubt that prove pollution, enough to remove glosses with a doubt. The same gloss counts
# up to as often.
_PROOF = 4
# Enough for glosses that are written without a tone because their character has none: 的(de).
_PROOF_FOR_NEUTRAL = 2
# Different toneless glosses that prove that the page glosses without tones: so many of all kinds with so
# many telling ones among them. Writers give toneless pinyin for words that are names: brands, dishes, titles.
# A single character or a part of grammar is telling.
_TONELESS = ((4, 4), (6, 2), (15, 0))
_GRAMMAR = frozenset(
    "的了是在不我你他她它们这那也就都与及或从把被对为于以着过将还已又再很更最之其所而但因如果则并"
)
# Enough to remove glosses of rare characters, and toneless ones among toned ones. On such a page a dozen
# glosses of rare characters come from the machine for one that comes from the writer.
_STRONG_PROOF = 8
# The same rare character glossed this often: no writer explains it again. The same common one without a tone.
_REPEATED = 3
_REPEATED_TONELESS = 5
# The share of uncommon characters among those that a writer glosses; of a machine's, one in thirty is.
_UNCOMMON_SHARE = 0.4
# Other brackets than round ones are glosses where the page uses them throughout.
_OF_ITS_KIND = {"(": 0, "（": 0, "/": 5}
_OF_OTHER_KINDS = 3

# A lesson has a word about language for every few glosses, or pinyin outside brackets, or reads everything.
_GLOSSES_PER_SUBJECT = 5
_HALF = 2
_LEAST_EXPLAINED = 2
_LEAST_UNCOMMON = 2
_LEAST_OUTSIDE = 3
_READ_THROUGHOUT = 0.95

# Tones that no European language writes: pinyin that stands outside glosses.
_PINYIN = re.compile(r"[A-Za-z]*[āǎēěīǐōǒūǔǖǘǚǜĀǍĒĚĪǏŌǑŪǓǕǗǙǛ]+[A-Za-zà-ǜ]*")
_LINE = re.compile(r"[^\n]*")
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
        self.doubts = [grade.doubts(gloss, match.bare, talk) for gloss in match.glosses]
        self._glosses = match.glosses
        self.doubled = _doubled(match.glosses)
        """Indices of glosses that stand twice in a row, which only a machine does."""
        self._repeated = Counter(gloss.key for gloss in match.glosses)
        self.is_lesson = self._is_lesson(match, talk) or self._is_for_readers()
        certain = self._with_exactly(Doubt.NONE)
        recurring = filter(
            self._recurs, self._with_exactly(Doubt.NEUTRAL) + self._with_exactly(Doubt.TONELESS)
        )
        self._kinds = Counter(gloss.opening for gloss in (*certain, *recurring))
        self._certain = Counter(
            gloss.key for gloss in certain if self._kinds[gloss.opening] >= _needed(gloss)
        )
        self._proof = sum(min(count, _PROOF) for count in self._certain.values())
        self._toneless_proof = self._toneless_glosses()

    def verdict(self, index: int) -> Verdict:
        """Return what becomes of the gloss with this index."""
        if self.is_lesson:
            return Verdict.KEEP
        gloss, doubt = self._glosses[index], self.doubts[index]
        if not self._is_used(gloss):
            return Verdict.DOUBT if self._proof or not doubt else Verdict.KEEP
        if index in self.doubled:
            return Verdict.REMOVE
        if doubt & Doubt.TONELESS:
            return self._toneless(gloss, doubt)
        if doubt == Doubt.NEUTRAL:
            enough = self._proof >= _PROOF_FOR_NEUTRAL or self._toneless_proof or self._recurs(gloss)
            return Verdict.REMOVE if enough else Verdict.KEEP
        return self._toned(gloss, doubt)

    def _toned(self, gloss: Gloss, doubt: int) -> Verdict:
        if not doubt:
            return Verdict.REMOVE
        if self._proof < (_STRONG_PROOF if doubt & Doubt.LINE else _PROOF):
            return Verdict.DOUBT
        if doubt & Doubt.RARE and not self._removes_rare(gloss):
            return Verdict.DOUBT
        return Verdict.REMOVE

    def _removes_rare(self, gloss: Gloss) -> bool:
        proof = max(self._proof, self._toneless_proof)
        strong = proof >= _STRONG_PROOF
        return strong or self._repeated[gloss.key] >= _REPEATED

    def _toneless(self, gloss: Gloss, doubt: int) -> Verdict:
        if doubt == Doubt.TONELESS and (self._proof >= _STRONG_PROOF or gloss.key in self._certain):
            return Verdict.REMOVE
        if doubt == Doubt.TONELESS and self._recurs(gloss):
            return Verdict.REMOVE
        if self._toneless_proof and not doubt & (Doubt.CAPITAL | Doubt.LINE):
            return Verdict.REMOVE if not doubt & Doubt.RARE or self._removes_rare(gloss) else Verdict.DOUBT
        return Verdict.DOUBT if self._proof >= _PROOF or self._toneless_proof else Verdict.KEEP

    def _toneless_glosses(self) -> int:
        """Return how many different toneless glosses prove that the page glosses so, 0 if too few."""
        found = self._with_exactly(Doubt.TONELESS) + self._with_exactly(Doubt.NEUTRAL)
        keys = {gloss.key for gloss in found}
        telling = sum(len(read) == 1 or not _GRAMMAR.isdisjoint(fold.fold(read)) for read, _ in keys)
        proven = any(len(keys) >= all_kinds and telling >= least for all_kinds, least in _TONELESS)
        return len(keys) if proven else 0

    def _with_exactly(self, doubt: int) -> list[Gloss]:
        return [gloss for gloss, found in zip(self._glosses, self.doubts, strict=True) if found == doubt]

    def _recurs(self, gloss: Gloss) -> bool:
        """Whether a single character has its gloss again and again, as from a table."""
        return len(gloss.fit.read) == 1 and self._repeated[gloss.key] >= _REPEATED_TONELESS

    def _is_used(self, gloss: Gloss) -> bool:
        """Whether the page glosses with this kind of bracket."""
        return self._kinds[gloss.opening] >= _needed(gloss) or (
            gloss.opening != "/" and self._proof >= _PROOF
        )

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

    def _is_for_readers(self) -> bool:
        """Whether it is uncommon characters that are glossed, each as often as not."""
        different = {gloss.key: doubt for gloss, doubt in zip(self._glosses, self.doubts, strict=True)}
        return _are_uncommon(self.doubts) and _are_uncommon(different.values())

    def _reads_throughout(self, match: Match) -> bool:
        """Whether the lines with glosses are read from the first character to the last."""
        left = sum(len(gloss.fit.read) for gloss in match.glosses if not gloss.doubled) / _READ_THROUGHOUT
        glosses = iter(match.glosses)
        gloss = next(glosses, None)
        for line in _LINE.finditer(match.bare):
            if gloss is not None and gloss.at <= line.end():
                left -= len(_HAN.findall(line[0]))
            if left < 0:
                return False
            while gloss is not None and gloss.at <= line.end():
                gloss = next(glosses, None)
        return True


def _are_uncommon(doubts: Collection[int]) -> bool:
    uncommon = sum(bool(doubt & DIFFICULT) for doubt in doubts)
    return uncommon >= max(_LEAST_UNCOMMON, _UNCOMMON_SHARE * len(doubts))


def _needed(gloss: Gloss) -> int:
    """Return how many glosses without doubt show that a page glosses with such brackets."""
    return _OF_ITS_KIND.get(gloss.opening, _OF_OTHER_KINDS)


def _doubled(glosses: list[Gloss]) -> set[int]:
    second = {index for index, gloss in enumerate(glosses) if gloss.doubled}
    return second | {index - 1 for index in second}
