"""Whether two passages are copies of each other, where they differ, and which of them is right there.

Two copies may differ by what happened to them: glosses, byte slips, tags, widths, script, punctuation, a cut.
Where both are whole and say something else - another number, date, name or word - they are not copies.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from cleaner.fold import fold
from cleaner.hanzi import is_han
from cleaner.repeats.skeleton import GLOSS, offsets, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

# What only damage leaves: undecodable bytes, user-defined characters, controls, mojibake, tags, entities. A
# question mark counts only where the other copy has none.
_DAMAGE = re.compile(
    r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f€?]|[\u00a1-\u00ff]{2}"
    r"|</?[a-zA-Z]{1,10}|/[a-zA-Z]{1,10}>|&(?:#\d{1,6}|[a-zA-Z]{2,8});|\[object Object\]"
)
# A slip shifts what follows: characters this far behind its sign may be wrong without looking so.
_SLIP_REACH = 12
_SLIP = re.compile(r"[\ue000-\uf8ff€?]")
# What other damage ate may be missing some characters beside it, where the same ones stand twice.
_DAMAGE_REACH = 4
# Garbage meets the true text by chance in single characters: where that leaves a difference unexplained,
# differences with fewer equal code points between them are taken as one.
_LEAST_EQUAL = 3
_NUMERAL = re.compile(r"[0-9.一二三四五六七八九十百千万亿两零〇半]")
# Copies with so many characters in another script differ in script, and then in words of its region as well …
_LEAST_VARIANTS = 3
# … which are no longer than this.
_LONGEST_WORD = 4
# So much that only one copy has is text, whatever signs are in it: a question mark may be one.
_LEAST_TEXT = 8
# Fewer characters more are a slip of somebody's finger, no edit.
_LEAST_EDITED = 3
# A word this short that one copy lacks may be what a correction is about.
_LONGEST_REVERSAL = 2
_REVERSALS = re.compile("[不没未无非否]")


class Relation(Enum):
    """What a difference means."""

    FIRST_BETTER = "the first is whole"
    SECOND_BETTER = "the second is whole"
    EQUAL = "neither is better"
    CONTENT = "they say different things"


class Span(NamedTuple):
    """From `start` to `end` of a passage's text."""

    start: int
    end: int


class Difference(NamedTuple):
    """Where two passages differ: the span of each, from behind the last common character to the next one.

    `edited` says that one has words more than the other, not at the end, and no damage explains that.
    """

    first: Span
    second: Span
    relation: Relation
    edited: bool = False


@dataclass(frozen=True)
class Passage:
    """A passage's text, its skeleton, and for each code point of that where it stands in the text."""

    text: str
    key: str
    places: list[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Passage:
        """Return a passage with the given text."""
        return cls(text, skeleton(text), offsets(text))

    def around(self, start: int, end: int) -> Span:
        """Return the span of text that belongs to code points of the skeleton, with what is around them."""
        before = self.places[start - 1] + 1 if start else 0
        return Span(before, self.places[end] if end < len(self.places) else len(self.text))

    def whole(self, start: int, size: int, at_start: bool, at_end: bool) -> str:
        """Return the text of some code points of the skeleton, at an end of the passage with all there is."""
        if not size:
            return self.text[self.places[-1] + 1 if self.places else 0 :] if at_end else ""
        first = 0 if at_start else self.places[start]
        last = len(self.text) if at_end else self.places[start + size - 1] + 1
        return self.text[first:last]


@dataclass(frozen=True)
class Comparison:
    """Two passages and all their differences."""

    first: Passage
    second: Passage
    differences: list[Difference]
    differing_script: bool = False

    @property
    def are_copies(self) -> bool:
        """Whether nothing but damage and cuts makes the passages differ."""
        return not any(difference.relation is Relation.CONTENT for difference in self.differences)

    @property
    def is_damaged(self) -> bool:
        """Whether one side has damage that the other has not."""
        return _damage(self.first.text, self.second.text) != (False, False)

    @property
    def is_edited(self) -> bool:
        """Whether one side has words that the other has not, before its end."""
        return any(difference.edited for difference in self.differences)

    def worse(self, better: Relation) -> int:
        """Return the number of code points at places where the given side is the better one."""
        spans = [(one, other) for one, other, relation, _ in self.differences if relation is better]
        return sum(max(one.end - one.start, other.end - other.start) for one, other in spans)


def signs_of_damage(text: str) -> int:
    """Count what only damage leaves in a text, question marks aside."""
    return sum(sign != "?" for sign in _DAMAGE.findall(text))


def compare(first: str, second: str) -> Comparison:
    """Compare two passages that may be copies."""
    if first == second:
        return Comparison(Passage(first, "", []), Passage(second, "", []), [])
    one, other = Passage.of(first), Passage.of(second)
    comparison = _compared(one, other, _equal(one.key, other.key))
    if comparison.are_copies:
        return comparison
    return _compared(one, other, _without_chance(one.key, other.key))


def _compared(one: Passage, other: Passage, equal: list[tuple[int, int, int]]) -> Comparison:
    differing_script = _variants(one, other, equal) >= _LEAST_VARIANTS
    differences = [
        difference
        for block in _blocks(equal)
        for difference in _content(one, other, *block, differing_script=differing_script)
    ]
    differences.extend(_punctuation(one, other, equal))
    return Comparison(one, other, sorted(differences), differing_script)


def _variants(one: Passage, other: Passage, equal: list[tuple[int, int, int]]) -> int:
    """Count the Han characters that are written differently in places where the skeletons are equal."""
    count = 0
    for first, second, size in equal:
        places = zip(one.places[first : first + size], other.places[second : second + size], strict=True)
        count += sum(
            one.text[place] != other.text[other_place] and is_han(one.text[place])
            for place, other_place in places
        )
    return count


def _blocks(equal: list[tuple[int, int, int]]) -> Iterator[tuple[range, range]]:
    """Yield what of two skeletons lies between the parts that are equal."""
    previous_one = previous_other = 0
    for first, second, size in equal:
        if first > previous_one or second > previous_other:
            yield range(previous_one, first), range(previous_other, second)
        previous_one, previous_other = first + size, second + size


def _equal(one: str, other: str) -> list[tuple[int, int, int]]:
    """Return the equal parts of two skeletons, as places in both and size; the last has size 0."""
    if one == other:
        return [(0, 0, len(one)), (len(one), len(one), 0)]
    from rapidfuzz.distance import Indel

    return [(block.a, block.b, block.size) for block in Indel.editops(one, other).as_matching_blocks()]


def _without_chance(one: str, other: str) -> list[tuple[int, int, int]]:
    """Return the equal parts without the short ones between differences."""
    ends = (len(one), len(other))
    return [
        block
        for block in _equal(one, other)
        if block[2] >= _LEAST_EQUAL
        or (block[0] == 0 == block[1] and block[2])
        or (block[0] + block[2], block[1] + block[2]) == ends
    ]


def _content(
    one: Passage, other: Passage, first: range, second: range, *, differing_script: bool
) -> Iterator[Difference]:
    """Judge a place at which the skeletons differ."""
    spans = one.around(first.start, first.stop), other.around(second.start, second.stop)
    texts = one.text[slice(*spans[0])], other.text[slice(*spans[1])]
    if len(texts[0]) == len(texts[1]) and all(map(_damaged_core, texts, reversed(texts))):
        yield from _by_character(*spans, *texts)
        return
    words = one.key[first.start : first.stop], other.key[second.start : second.stop]
    relation = _by_damage(one.text, other.text, *spans)
    if not all(words) and len(max(words, key=len)) >= _LEAST_TEXT:
        relation = None
    if words[0].isdigit() and words[1].isdigit():
        relation = Relation.CONTENT
    elif relation is None and differing_script and _are_words(*words):
        relation = Relation.EQUAL
    if relation is not None:
        yield Difference(*spans, relation)
        return
    at_end = first.stop == len(one.key) or second.stop == len(other.key)
    edited = not at_end and max(map(len, words)) >= _LEAST_EDITED
    yield Difference(*spans, _whole(one.key, other.key, first, second), edited)


def _are_words(one: str, other: str) -> bool:
    """Whether both may be words, which the regions of the two scripts have different ones for."""
    return all(0 < len(word) <= _LONGEST_WORD and all(map(is_han, word)) for word in (one, other))


def _damaged_core(text: str, other: str) -> bool:
    """Whether a text has damage in what is not equal at its start and end in another of the same length."""
    differing = [one for one, two in zip(text, other, strict=True) if one != two]
    return _DAMAGE.search("".join(differing)) is not None


def _by_character(first: Span, second: Span, one: str, other: str) -> Iterator[Difference]:
    """Judge character by character two texts of the same length that are both damaged."""
    for index, (character, counterpart) in enumerate(zip(one, other, strict=True)):
        if fold(character) == fold(counterpart):
            continue
        damage = _damage(character, counterpart)
        relation = Relation.EQUAL
        if damage[0] != damage[1]:
            relation = Relation.SECOND_BETTER if damage[0] else Relation.FIRST_BETTER
        yield Difference(
            Span(first.start + index, first.start + index + 1),
            Span(second.start + index, second.start + index + 1),
            relation,
        )


def _by_damage(one: str, other: str, first: Span, second: Span) -> Relation | None:
    """Say which side is better by the damage in two spans or beside them; None if there is none."""
    damage = _damage(one[slice(*first)], other[slice(*second)])
    if damage == (False, False):
        damage = _damage_beside(one, other, first, second)
    if damage == (False, False):
        return None
    if damage[0] and damage[1]:
        return Relation.EQUAL
    return Relation.SECOND_BETTER if damage[0] else Relation.FIRST_BETTER


def _whole(one: str, other: str, first: range, second: range) -> Relation:
    """Judge a place at which two undamaged skeletons differ."""
    if first and second:
        return Relation.CONTENT
    if first:
        altered = _alters(one, first, at_edge=second.start in {0, len(other)})
        return Relation.CONTENT if altered else Relation.FIRST_BETTER
    altered = _alters(other, second, at_edge=first.start in {0, len(one)})
    return Relation.CONTENT if altered else Relation.SECOND_BETTER


def _alters(longer: str, missing: range, *, at_edge: bool) -> bool:
    """Whether what one copy lacks changes what the rest says: a part of a number, or a 'not'."""
    if at_edge:
        return False
    words = longer[missing.start : missing.stop]
    if len(words) <= _LONGEST_REVERSAL and _REVERSALS.search(words):
        return True
    before, after = longer[missing.start - 1], longer[missing.stop]
    return bool(
        (_NUMERAL.match(before) and _NUMERAL.match(words[0]))
        or (_NUMERAL.match(after) and _NUMERAL.match(words[-1]))
    )


def _damage(one: str, other: str, sign: re.Pattern[str] = _DAMAGE) -> tuple[bool, bool]:
    """Whether two texts show signs of damage that the other does not show."""
    signs, other_signs = Counter(sign.findall(fold(one))), Counter(sign.findall(fold(other)))
    return bool(signs - other_signs), bool(other_signs - signs)


def _damage_beside(one: str, other: str, first: Span, second: Span) -> tuple[bool, bool]:
    """Whether only one of two texts shows damage beside a place, which may come from it."""
    damage = _damage(_beside(one, first, _DAMAGE_REACH), _beside(other, second, _DAMAGE_REACH))
    if damage[0] != damage[1]:
        return damage
    before = [
        text[max(0, start - _SLIP_REACH) : start] for text, (start, _) in ((one, first), (other, second))
    ]
    return _damage(before[0], before[1], _SLIP)


def _beside(text: str, span: Span, reach: int) -> str:
    return text[max(0, span.start - reach) : span.start] + text[span.end : span.end + reach]


def _punctuation(one: Passage, other: Passage, equal: list[tuple[int, int, int]]) -> Iterator[Difference]:
    """Yield the places between equal characters at which only one copy has damage or a gloss."""
    for first, second, size in equal:
        at_start = first == 0 == second
        at_end = first + size == len(one.key) and second + size == len(other.key)
        whole = one.whole(first, size, at_start, at_end), other.whole(second, size, at_start, at_end)
        if whole[0] == whole[1]:
            continue
        for index in range(not at_start, size + at_end):
            spans = one.around(first + index, first + index), other.around(second + index, second + index)
            damage = _signs(one.text[slice(*spans[0])], other.text[slice(*spans[1])])
            if damage[0] != damage[1]:
                yield Difference(*spans, Relation.SECOND_BETTER if damage[0] else Relation.FIRST_BETTER)


def _signs(one: str, other: str) -> tuple[bool, bool]:
    """Whether the punctuation of two copies in one place shows damage or a gloss that the other has not."""
    if one == other or (one, other) == ("", ""):
        return False, False
    one, other = fold(one), fold(other)
    damage = _damage(one, other)
    if damage[0] == damage[1]:
        return GLOSS.search(one) is not None, GLOSS.search(other) is not None
    return damage
