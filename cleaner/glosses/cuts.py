"""Glosses that begin or end within a word, as `加强管(guǎn)理` does: no writer cuts so, machines do.

Whether two characters belong to one word is told by how much the first makes the second expected.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from cleaner import fold, frequency
from cleaner.glosses import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.glosses.matching import Gloss

# Nats. Of neighbours in different words 1 in 150 is bound so much, of those within a word every second one
# (counted over the segmented People's Daily of January 1998).
_BOUND = 4.5
# For 1 in 40, and two of three.
_LIKELY_BOUND = 3.0
# A machine that takes no heed of words cuts two of five, a writer hardly one of fifty. Single characters
# within words are glossed by writers too.
_USUAL = ((2, 0.35), (3, 0.15))
# Different glosses that are looked at.
_SAMPLE = 24
# Of a table, so many characters occur more than once; a few have brackets that are read otherwise.
_LEAST_WHOLE = 6
_WHOLE_SHARE = 0.8
# Parts of grammar, which no writer romanises.
_GRAMMAR = frozenset(
    "的了是在不我你他她它们这那也就都与及或从把被对为于以着过将还已又再很更最之其所而但因如果则并"
)


class Cuts:
    """Which glosses of a text begin or end within a word."""

    def __init__(self, glosses: Sequence[Gloss], bare: str) -> None:
        self._glosses = glosses
        self._bare = bare

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
        """Whether so many glosses of several common characters cut words that a machine set them."""
        different: dict[tuple[str, str], Gloss] = {}
        for gloss in self._glosses:
            read = gloss.fit.read
            if len(read) > 1 and (gloss.plain or max(map(frequency.rank, read)) <= plain.COMMON_RANK):
                different[gloss.key] = gloss
            if len(different) == _SAMPLE:
                break
        cutting = sum(self.at(gloss, _BOUND) for gloss in different.values())
        return any(cutting >= max(least, share * len(different)) for least, share in _USUAL)

    @cached_property
    def are_table(self) -> bool:
        """Whether single characters are glossed wherever they stand, as by a machine that has a table."""
        single = Counter(gloss.key for gloss in self._glosses if len(gloss.fit.read) == 1)
        sample = list(single.items())[:_SAMPLE]
        whole = [count for (read, _), count in sample if self._bare.count(read) == count]
        return sum(count > 1 for count in whole) >= _LEAST_WHOLE and len(whole) >= _WHOLE_SHARE * len(sample)


def has_grammar(read: str) -> bool:
    """Whether there is a part of grammar in what a gloss reads."""
    return not _GRAMMAR.isdisjoint(fold.fold(read)) or (len(read) > 1 and "和" in read)
