"""Whether a text is a lesson, a dictionary or a song: its pinyin is for its readers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from cleaner import pinyin
from cleaner.glosses import shapes
from cleaner.glosses.grade import EXPLAINED, UNCOMMON, Doubt
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cleaner.glosses.matching import Match

# A lesson says what it is at least once for so many different glosses.
_GLOSSES_PER_SUBJECT = 5
# Or so many of its glosses are head words and explanations ...
_EXPLAINED_SHARE = 0.5
# ... or read uncommon characters; of a machine's one in thirty does ...
_UNCOMMON_SHARE = 0.4
# ... or need a reader's help in either way: an uncommon character or a surprising reading ...
_DIFFICULT_SHARE = 0.5
# ... at least these, unless one of the glosses recurs so often as no writer's does ...
_LEAST = 2
_TABLE = 5
# ... or they are few and two of them read the same character, or three are tones of one syllable ...
_FEW = 6
_TONES = 3
# ... or there is pinyin outside brackets for so many, as in songs ...
_OUTSIDE_SHARE = 0.5
_LEAST_OUTSIDE = 3
# ... or near so many, in code points, are a few words of a foreign language in a row, as in translations ...
_FOREIGN_SHARE = 0.5
_NEAR_FOREIGN = 40
# ... or so many read a whole clause, as nobody's do who glosses words ...
_CLAUSE_SHARE = 0.5
_LEAST_CLAUSES = 3
# ... or so many are phrases whose words are parted, and so many have words that are not: a machine parts all
# syllables or none ...
_PHRASE_SHARE = 0.25
# ... or there are blanks to fill in ...
_LEAST_TO_FILL = 2
_FILL_SHARE = 0.3
# ... or they read nearly all characters of their lines.
_READ_SHARE = 0.95
# Lines that are longer than that have too much else, however much of them is read.
_LONGEST_LINE = 100
_HAN_SHARE = 0.5

# Pinyin outside glosses, from a tone on that European languages do not write.
_PINYIN = re.compile(r"[āǎēěīǐōǒūǔǖǘǚǜĀǍĒĚĪǏŌǑŪǓǕǗǙǛ][A-Za-zà-ǜ]*")
_FOREIGN = re.compile(r"\b(?:[A-Za-z']{1,20}[ ,]+){3}[A-Za-z']{1,20}")
_TO_FILL = re.compile(r"[（(][ \t\u3000]+[)）]|_{2,}")
_HAN = re.compile(f"[{HAN}]")


def is_lesson(match: Match, doubts: Sequence[int], subjects: int) -> bool:
    """Whether the glosses belong to the text.

    `doubts` has what is held against removing each gloss, `subjects` is how often the text says that it is
    about language.
    """
    count = len(match.glosses)
    return (
        subjects * _GLOSSES_PER_SUBJECT >= len({gloss.key for gloss in match.glosses})
        or _contrasts(match)
        or _are_explained(match, doubts)
        or _are_mostly(UNCOMMON, _UNCOMMON_SHARE, match, doubts)
        or _are_mostly(UNCOMMON | Doubt.UNUSUAL, _DIFFICULT_SHARE, match, doubts)
        or len(_PINYIN.findall(match.bare)) >= max(_LEAST_OUTSIDE, _OUTSIDE_SHARE * count)
        or _are_translated(match)
        or _are_phrases(match)
        or len(_TO_FILL.findall(match.bare)) >= max(_LEAST_TO_FILL, _FILL_SHARE * count)
        or sum(shapes.is_clause(gloss, match.bare) for gloss in match.glosses)
        >= max(_LEAST_CLAUSES, _CLAUSE_SHARE * count)
    )


def _count(doubts: Collection[int], kinds: int) -> int:
    return sum(bool(doubt & kinds) for doubt in doubts)


def _are_mostly(kinds: int, share: float, match: Match, doubts: Sequence[int]) -> bool:
    """Whether such a share of glosses is of these kinds, each counted once and as often as it occurs.

    Not if one of them recurs as from a table.
    """
    if Counter(gloss.key for gloss in match.glosses).most_common(1)[0][1] >= _TABLE:
        return False
    different = {gloss.key: doubt for gloss, doubt in zip(match.glosses, doubts, strict=True)}
    return all(
        _count(found, kinds) >= max(_LEAST, share * len(found)) for found in (doubts, different.values())
    )


def _are_explained(match: Match, doubts: Sequence[int]) -> bool:
    """Whether most glosses are explained, also where a row of them counts once: it stands in one sentence."""
    ends = [-1, *(gloss.at for gloss in match.glosses)]
    apart = [
        doubt for doubt, gloss, end in zip(doubts, match.glosses, ends, strict=False) if gloss.word != end
    ]
    return _are_mostly(EXPLAINED, _EXPLAINED_SHARE, match, doubts) and (
        _count(apart, EXPLAINED) >= max(_LEAST, _EXPLAINED_SHARE * len(apart))
    )


def _contrasts(match: Match) -> bool:
    """Whether few glosses tell readings apart: of one character, or tones of one syllable."""
    if len(match.glosses) > _FEW:
        return False
    spelled = [(gloss.fit.read, pinyin.spell(gloss.inner)) for gloss in match.glosses]
    different = {(read, spelling.letters, spelling.tones) for read, spelling in spelled if spelling}
    readings = Counter(read for read, _, _ in different)
    tones = Counter(letters for letters, _ in {(letters, tones) for _, letters, tones in different})
    return max(readings.values()) > 1 or max(tones.values()) >= _TONES


def _are_translated(match: Match) -> bool:
    """Whether words of a foreign language stand again and again, and near most glosses."""
    spans = [found.span() for found in _FOREIGN.finditer(match.bare)]
    if len(spans) < _LEAST:
        return False
    starts, ends = zip(*spans, strict=True)
    near = sum(
        bisect_left(starts, gloss.at + _NEAR_FOREIGN) > bisect_left(ends, gloss.word - _NEAR_FOREIGN)
        for gloss in match.glosses
    )
    return near >= _FOREIGN_SHARE * len(match.glosses)


def _are_phrases(match: Match) -> bool:
    """Whether pinyin is written by words: blanks between words, and none within them."""
    several = [gloss for gloss in match.glosses if len(gloss.fit.read) > 1 and not gloss.capital]
    least = max(_LEAST, _PHRASE_SHARE * len(several))
    joined = sum(len(gloss.inner.split()) < len(gloss.fit.read) for gloss in several)
    return sum(gloss.apart for gloss in several) >= least and joined >= least


def reads_throughout(match: Match) -> bool:
    """Whether nearly all characters of the lines with glosses are read, and more than one gloss is there."""
    if len(match.glosses) < _LEAST:
        return False
    left = sum(len(gloss.fit.read) for gloss in match.glosses if not gloss.doubled) / _READ_SHARE
    text = _joined(match)
    end = -1
    for gloss in match.glosses:
        if gloss.word > end:
            start = text.rfind("\n", 0, gloss.word) + 1
            end = text.find("\n", gloss.word)
            end = end if end >= 0 else len(text)
            if end - start > _LONGEST_LINE + left / _HAN_SHARE:
                return False
            left -= len(_HAN.findall(text, start, end))
        if left < 0:
            return False
    return True


def _joined(match: Match) -> str:
    """Return the bare text without the line ends that part words from their glosses."""
    pieces = []
    position = 0
    for gloss in match.glosses:
        end = gloss.word + gloss.fit.length
        if "\n" in match.bare[end : gloss.at]:
            pieces += [match.bare[position:end], match.bare[end : gloss.at].replace("\n", " ")]
            position = gloss.at
    return "".join([*pieces, match.bare[position:]])
