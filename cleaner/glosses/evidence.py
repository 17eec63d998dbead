"""What the whole document says: a page that was polluted with glosses, or a text with pinyin of its own.

A page glosses common characters, many of them; a writer glosses a rare one, once. The evidence that a
document gives only shrinks when glosses are removed, and so what stays the first time stays the second time.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from cleaner.glosses import brackets, grade
from cleaner.glosses.cuts import Cuts, has_grammar
from cleaner.glosses.grade import Doubt
from cleaner.glosses.style import Style

if TYPE_CHECKING:
    from cleaner.glosses.matching import Gloss, Match

# Glosses without any doubt that prove pollution, enough to remove glosses with a doubt. The same gloss counts
# up to as often.
_PROOF = 3
# Enough for glosses that are written without a tone because their character has none: 的(de).
_PROOF_FOR_NEUTRAL = 1
# Different toneless glosses that prove that the page glosses without tones. Writers give toneless pinyin for
# words that are names: brands, dishes, terms. Telling is what no name is: a piece of a word, grammar.
_LEAST_TONELESS = 3
_TELLING = 2
_TELLING_SHARE = 0.15
# Single characters, of which one at least is telling; and any.
_SINGLE_ONES = 3
_ANY_TONELESS = 15
# Where there are several, single characters tell too.
_SEVERAL_TONELESS = 5
# So many glosses of a machine that has a table, or different ones of one that cuts words. What stands around
# them says nothing then.
_CLEAR = 16
# Enough to remove glosses of rare characters, and toneless ones among toned ones. On such a page a dozen
# glosses of rare characters come from the machine for one that comes from the writer.
_STRONG_PROOF = 8
# The same rare character glossed this often: no writer explains it again. The same common one without a tone.
_REPEATED = 3
_REPEATED_TONELESS = 5
# Glosses that cut words stand in rows, and in no list, if they are so many.
_NO_LIST = 3
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
        self._cuts = Cuts(match.glosses, match.bare)
        self._glosses = match.glosses
        self._bare = match.bare
        self.doubts = grade.of_words(match)
        self._are_machine = self._is_clear(match)
        self.is_lesson = False if self._are_machine else self._look_around(match)
        self.doubled = _doubled(match.glosses)
        """Indices of glosses that stand twice in a row, which only a machine does."""
        self._repeated = Counter([gloss.key for gloss in match.glosses])
        certain = self._with_exactly(Doubt.NONE)
        self._toneless_ones = self._with_exactly(Doubt.NEUTRAL) + self._with_exactly(Doubt.TONELESS)
        self._toneless_proof = self._toneless_glosses()
        toneless = (gloss for gloss in self._toneless_ones if self._toneless_proof or self._recurs(gloss))
        self._kinds = Counter([gloss.opening for gloss in (*certain, *toneless)])
        shown = {opening for opening, count in self._kinds.items() if count >= _needed(opening)}
        proving = [gloss for gloss in certain if gloss.opening in shown]
        self._certain = Counter([gloss.key for gloss in proving])
        self._proof = sum(min(count, _PROOF) for count in self._certain.values())
        self._used = {opening for opening in brackets.CLOSING if self._is_used(opening)}
        self._style = Style(proving + self._toneless_ones if self._toneless_proof else proving)

    def _is_clear(self, match: Match) -> bool:
        """Whether it is beyond doubt that a machine set the glosses."""
        clean = [
            gloss.key
            for gloss, doubt in zip(self._glosses, self.doubts, strict=True)
            if doubt <= Doubt.TONELESS or doubt == Doubt.NEUTRAL
        ]
        if len(clean) < _CLEAR:
            return False
        if len(set(clean)) >= _CLEAR and self._cuts.are_usual:
            return True
        from cleaner.glosses import lesson

        return self._cuts.are_table and not lesson.reads_throughout(match)

    def _look_around(self, match: Match) -> bool:
        """Add the doubts that come from the text around the glosses, and return whether it is a lesson."""
        from cleaner.glosses import lesson
        from cleaner.glosses.talk import Talk

        talk = Talk(match.bare)
        places = grade.of_places(match, talk)
        if self._cuts.cutting >= _NO_LIST:
            places = [place & ~Doubt.LISTED for place in places]
        self.doubts = [word | place for word, place in zip(self.doubts, places, strict=True)]
        if self._cuts.are_usual:
            return False
        return lesson.reads_throughout(match) or (
            lesson.is_lesson(match, self.doubts, talk.subjects) and not self._cuts.are_table
        )

    def verdicts(self) -> list[Verdict]:
        """Return what becomes of each gloss."""
        if self.is_lesson:
            return [Verdict.KEEP] * len(self._glosses)
        remove, used, doubled = Verdict.REMOVE, self._used, self.doubled
        return [
            remove
            if (not doubt or index in doubled) and gloss.opening in used
            else self._doubtful(gloss, doubt)
            for index, (gloss, doubt) in enumerate(zip(self._glosses, self.doubts, strict=True))
        ]

    def _doubtful(self, gloss: Gloss, doubt: int) -> Verdict:
        if gloss.opening not in self._used:
            return Verdict.DOUBT if self._proof or not doubt else Verdict.KEEP
        if doubt & Doubt.TONELESS:
            return self._toneless(gloss, doubt)
        if doubt == Doubt.NEUTRAL:
            enough = self._proof >= _PROOF_FOR_NEUTRAL or self._toneless_proof or self._recurs(gloss)
            return Verdict.REMOVE if enough else Verdict.KEEP
        return self._toned(gloss, doubt)

    def _toned(self, gloss: Gloss, doubt: int) -> Verdict:
        proof = max(self._proof, self._toneless_proof)
        if proof < (_STRONG_PROOF if doubt & Doubt.LINE else _PROOF):
            return Verdict.DOUBT
        if not self._style.has(gloss, self._bare):
            return Verdict.DOUBT
        # A page that was polluted later has its writer's helps with names, too.
        if doubt & Doubt.RARE and self._repeated[gloss.key] == 1 and grade.is_name(gloss, self._bare):
            return Verdict.DOUBT
        rare = doubt & Doubt.RARE and proof < _STRONG_PROOF and self._repeated[gloss.key] < _REPEATED
        # Who explains a character does not explain half a word or a particle with it.
        explains = len(gloss.fit.read) == 1 or not self._is_telling(gloss)
        return Verdict.DOUBT if rare and explains else Verdict.REMOVE

    def _toneless(self, gloss: Gloss, doubt: int) -> Verdict:
        among_toned = self._proof >= _PROOF and (len(gloss.fit.read) == 1 or self._is_telling(gloss))
        confirmed = among_toned or gloss.key in self._certain or self._recurs(gloss)
        if doubt == Doubt.TONELESS and (confirmed or self._toneless_proof):
            return Verdict.REMOVE if confirmed or self._style.has(gloss, self._bare) else Verdict.DOUBT
        if self._toneless_proof or self._proof >= _STRONG_PROOF:
            never = doubt & _NEVER_TONELESS and not (doubt & Doubt.LINE and self._is_long_word(gloss, doubt))
            return Verdict.DOUBT if never else self._toned(gloss, doubt)
        return Verdict.DOUBT if self._proof >= _PROOF or doubt == Doubt.TONELESS else Verdict.KEEP

    def _is_long_word(self, gloss: Gloss, doubt: int) -> bool:
        """Whether it reads a long name, on a page with many glosses without tones, as those are written."""
        behind = gloss.word + gloss.fit.length == gloss.at
        written = behind and not gloss.apart and not doubt & Doubt.CAPITAL
        return written and self._toneless_proof >= _CLEAR

    def _toneless_glosses(self) -> int:
        """Return how many different toneless glosses prove that the page glosses so, 0 if too few."""
        different = {gloss.key: gloss for gloss in self._toneless_ones}.values()
        toneless = sum(doubt & Doubt.TONELESS and not doubt & Doubt.CAPITAL for doubt in self.doubts)
        few = not self._are_machine and 2 * len(self._toneless_ones) < toneless
        if len(different) < _LEAST_TONELESS or few:
            return 0
        if len(different) >= _ANY_TONELESS:
            return len(different)
        telling = sum(map(self._is_telling, different))
        single = sum(len(gloss.fit.read) == 1 for gloss in different)
        proven = (
            telling >= max(_TELLING, _TELLING_SHARE * len(different))
            or (telling and single >= _SINGLE_ONES)
            or (telling and telling + single >= _TELLING and len(different) >= _SEVERAL_TONELESS)
        )
        return len(different) if proven else 0

    def _is_telling(self, gloss: Gloss) -> bool:
        """Whether no writer would give toneless pinyin for it."""
        return has_grammar(gloss.fit.read) or self._cuts.at(gloss)

    def _with_exactly(self, doubt: int) -> list[Gloss]:
        return [gloss for gloss, found in zip(self._glosses, self.doubts, strict=True) if found == doubt]

    def _recurs(self, gloss: Gloss) -> bool:
        """Whether a single character has its gloss again and again, as from a table."""
        return len(gloss.fit.read) == 1 and self._repeated[gloss.key] >= _REPEATED_TONELESS

    def _is_used(self, opening: str) -> bool:
        """Whether the page glosses with this kind of bracket."""
        return self._kinds[opening] >= _needed(opening) or (opening != "/" and self._proof >= _PROOF)


def _needed(opening: str) -> int:
    """Return how many glosses without doubt show that a page glosses with such brackets."""
    return _OF_ITS_KIND.get(opening, _OF_OTHER_KINDS)


def _doubled(glosses: list[Gloss]) -> set[int]:
    second = {index for index, gloss in enumerate(glosses) if gloss.doubled}
    return second | {index - 1 for index in second}
