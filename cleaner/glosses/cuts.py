"""Glosses that begin or end within a word, as `加强管(guǎn)理` does: no writer cuts so, machines do.

Whether two characters belong to one word is told by how much the first makes the second expected.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cleaner import fold, frequency
from cleaner.hanzi import is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.glosses.matching import Gloss

# Nats. Of neighbours in different words 1 in 150 is bound so much, of those within a word every second one
# (counted over the segmented People's Daily of January 1998).
_BOUND = 4.5
# For 1 in 40, and two of three.
_LIKELY_BOUND = 3.0
# Nats that a gloss speaks for a machine that takes no heed of words, against a writer: by how the word is cut
# out, and how much the characters next to each other within it are bound. Counted over glossed pages and over
# texts with pinyin of their own, a writer's cuts taken as ten times as common as they were found.
_CUT, _ENCLITIC, _LIKELY_CUT, _WHOLE = 2.4, 2.2, 1.2, -0.4
_TIED = 1.5
# Single characters within words are glossed by writers too, and seldom others than hard ones.
_SINGLE_CUT, _SINGLE_WHOLE, _SINGLE_ODD = 0.3, -1.0, -1.2
# Enough, with so many that writers hardly cut: 1 in 20 against it.
_USUAL = 3.0
_LEAST_CUTTING = 2
# Different glosses that are looked at, and where they leave it open.
_SAMPLE = 24
_LARGE_SAMPLE = 240
# Of a table, so many characters occur more than once; a few have brackets that are read otherwise.
_LEAST_WHOLE = 6
_WHOLE_SHARE = 0.8
# From its first gloss to its last one a character of a table has one wherever it stands. Writers do that by
# chance for a few; for so many, and such a share of those that have several glosses, it is a table.
_LEAST_SEVERAL, _SEVERAL_SHARE = 12, 0.9
# Parts of grammar, which no writer romanises.
_GRAMMAR = frozenset(
    "的了是在不我你他她它们这那也就都与及或从把被对为于以着过将还已又再很更最之其所而但因如果则并"
)
# What is spoken with the word before it; writers do not begin with it.
_ENCLITICS = frozenset("的了着过们吗呢吧")


class Cuts:
    """Which glosses of a text begin or end within a word."""

    def __init__(self, glosses: Sequence[Gloss], bare: str) -> None:
        self._glosses = glosses
        self._bare = bare
        self._known_weights: dict[tuple[str, str], float] = {}

    def at(self, gloss: Gloss, bound: float = _LIKELY_BOUND) -> bool:
        """Whether a gloss begins or ends within a word whose characters are bound so much, in nats."""
        before = self._bare[max(gloss.word - 1, 0) : gloss.word + 1]
        # Pages have blanks before their glosses, or behind.
        behind = self._bare[gloss.at : gloss.at + 2].lstrip(" ")[:1]
        return (len(before) > 1 and frequency.gain(*before) >= bound) or (
            behind != "" and frequency.gain(gloss.fit.read[-1], behind) >= bound
        )

    @cached_property
    def are_usual(self) -> bool:
        """Whether so many glosses cut words that a machine set them."""
        return any(
            self._cutting(most) >= _LEAST_CUTTING and sum(self._weights(most)) >= _USUAL
            for most in (_SAMPLE, _LARGE_SAMPLE)
        )

    @cached_property
    def cutting(self) -> int:
        """How many different glosses of several characters begin or end within a word."""
        return self._cutting(_SAMPLE)

    def _cutting(self, most: int) -> int:
        # A single character is no word that could be cut.
        return sum(
            self._weight(gloss) >= _LIKELY_CUT for gloss in self._different[:most] if len(gloss.fit.read) > 1
        )

    def _weights(self, most: int) -> list[float]:
        return [self._weight(gloss) for gloss in self._different[:most]]

    @cached_property
    def _different(self) -> list[Gloss]:
        """The first one of equal glosses, as many as are looked at."""
        different: dict[tuple[str, str], Gloss] = {}
        for gloss in self._glosses:
            if gloss.key not in different:
                different[gloss.key] = gloss
                if len(different) == _LARGE_SAMPLE:
                    break
        return list(different.values())

    def _weight(self, gloss: Gloss) -> float:
        """Return how much one of the different glosses speaks for a machine, in nats."""
        weight = self._known_weights.get(gloss.key)
        if weight is None:
            weight = self._known_weights[gloss.key] = self._weighed(gloss)
        return weight

    def _weighed(self, gloss: Gloss) -> float:
        read = gloss.fit.read
        if len(read) == 1:
            return self._weight_of_single(gloss)
        if self.at(gloss, _BOUND):
            return _CUT
        before = self._bare[max(gloss.word - 1, 0) : gloss.word]
        if fold.fold(read[0]) in _ENCLITICS and is_han(before):
            return _ENCLITIC
        if self.at(gloss):
            return _LIKELY_CUT
        # Words of which nothing is bound may be phrases of a writer or of nobody.
        return _WHOLE if min(map(frequency.gain, read, read[1:])) >= _TIED else 0.0

    def _weight_of_single(self, gloss: Gloss) -> float:
        if self.at(gloss):
            return _SINGLE_CUT
        if has_grammar(gloss.fit.read):
            return 0.0
        return _SINGLE_WHOLE if gloss.plain else _SINGLE_ODD

    @cached_property
    def are_table(self) -> bool:
        """Whether single characters are glossed wherever they stand, as by a machine that has a table."""
        places: dict[tuple[str, str], list[Gloss]] = {}
        for gloss in self._glosses:
            if len(gloss.fit.read) == 1:
                places.setdefault(gloss.key, []).append(gloss)
        sample = list(places.items())[:_SAMPLE]
        whole = [len(found) for (read, _), found in sample if self._bare.count(read) == len(found)]
        if sum(count > 1 for count in whole) >= _LEAST_WHOLE and len(whole) >= _WHOLE_SHARE * len(sample):
            return True
        several = [(read, found) for (read, _), found in places.items() if len(found) > 1][:_SAMPLE]
        throughout = sum(self._is_throughout(read, found) for read, found in several)
        return len(several) >= _LEAST_SEVERAL and throughout >= _SEVERAL_SHARE * len(several)

    def _is_throughout(self, read: str, glosses: Sequence[Gloss]) -> bool:
        """Whether a character is glossed wherever it stands from its first gloss to its last one.

        Of two copies each may have a table of its own: what one glosses, the other leaves.
        """
        return self._bare.count(read, glosses[0].word, glosses[-1].at) == len(glosses)


def has_grammar(read: str) -> bool:
    """Whether there is a part of grammar in what a gloss reads."""
    return not _GRAMMAR.isdisjoint(fold.fold(read)) or (len(read) > 1 and "和" in read)
