"""What the whole document says: a page that was polluted with glosses, or a text with pinyin of its own.

A page glosses common characters, many of them; a writer glosses a rare one, once. The evidence that a
document gives only shrinks when glosses are removed, and so what stays the first time stays the second time.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from cleaner import fold
from cleaner.glosses import grade, lesson
from cleaner.glosses.grade import Doubt
from cleaner.glosses.style import Style
from cleaner.glosses.talk import Talk

if TYPE_CHECKING:
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
# Other brackets than round ones are glosses where the page uses them throughout.
_OF_ITS_KIND = {"(": 0, "（": 0, "【": 1, "/": 3}
_OF_OTHER_KINDS = 2
# Toneless pinyin in capitals is a name, and on a line of its own it is no gloss, whatever the page.
_NEVER_TONELESS = Doubt.CAPITAL | Doubt.LINE


class Verdict(Enum):
    """What becomes of a gloss."""

    REMOVE = "remove"
    DOUBT = "doubt"
    KEEP = "keep"


class Evidence:
    """The glosses of one document and what they prove together."""

    def __init__(self, match: Match) -> None:
        talk = Talk(match.bare)
        self.doubts = grade.doubts(match, talk)
        self._glosses = match.glosses
        self._bare = match.bare
        self.doubled = _doubled(match.glosses)
        """Indices of glosses that stand twice in a row, which only a machine does."""
        self._repeated = Counter(gloss.key for gloss in match.glosses)
        self.is_lesson = lesson.is_lesson(match, self.doubts, talk.subjects)
        certain = self._with_exactly(Doubt.NONE)
        self._toneless_ones = self._with_exactly(Doubt.NEUTRAL) + self._with_exactly(Doubt.TONELESS)
        recurring = filter(self._recurs, self._toneless_ones)
        self._kinds = Counter(gloss.opening for gloss in (*certain, *recurring))
        proving = [gloss for gloss in certain if self._kinds[gloss.opening] >= _needed(gloss)]
        self._certain = Counter(gloss.key for gloss in proving)
        self._proof = sum(min(count, _PROOF) for count in self._certain.values())
        self._toneless_proof = self._toneless_glosses()
        self._style = Style(proving + self._toneless_ones if self._toneless_proof else proving)

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
        proof = max(self._proof, self._toneless_proof)
        if proof < (_STRONG_PROOF if doubt & Doubt.LINE else _PROOF):
            return Verdict.DOUBT
        if not self._style.has(gloss, self._bare):
            return Verdict.DOUBT
        rare = doubt & Doubt.RARE and proof < _STRONG_PROOF and self._repeated[gloss.key] < _REPEATED
        return Verdict.DOUBT if rare else Verdict.REMOVE

    def _toneless(self, gloss: Gloss, doubt: int) -> Verdict:
        among_toned = self._proof >= _PROOF and _is_telling(gloss.fit.read)
        confirmed = among_toned or gloss.key in self._certain or self._recurs(gloss)
        if doubt == Doubt.TONELESS and confirmed:
            return Verdict.REMOVE
        if self._toneless_proof or self._proof >= _STRONG_PROOF:
            return Verdict.DOUBT if doubt & _NEVER_TONELESS else self._toned(gloss, doubt)
        return Verdict.DOUBT if self._proof >= _PROOF else Verdict.KEEP

    def _toneless_glosses(self) -> int:
        """Return how many different toneless glosses prove that the page glosses so, 0 if too few."""
        keys = {gloss.key for gloss in self._toneless_ones}
        telling = sum(_is_telling(read) for read, _ in keys)
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


def _is_telling(read: str) -> bool:
    """Whether no writer would give toneless pinyin for it."""
    return len(read) == 1 or not _GRAMMAR.isdisjoint(fold.fold(read))


def _needed(gloss: Gloss) -> int:
    """Return how many glosses without doubt show that a page glosses with such brackets."""
    return _OF_ITS_KIND.get(gloss.opening, _OF_OTHER_KINDS)


def _doubled(glosses: list[Gloss]) -> set[int]:
    second = {index for index, gloss in enumerate(glosses) if gloss.doubled}
    return second | {index - 1 for index in second}
