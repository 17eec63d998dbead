"""Whether two passages are copies of each other, where they differ, and which of them is right there.

Two copies may differ by what happened to them: glosses, byte slips, tags, widths, script, punctuation, a cut.
Where both are whole and say something else - another number, date, name or word - they are not copies.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late
from cleaner.fold import fold
from cleaner.hanzi import is_han
from cleaner.repeats.damage import (
    DAMAGE,
    SLIP,
    damage_beside,
    damage_or_gloss,
    damaged,
    is_torn_at_gloss,
    shows_damage_or_gloss,
    signs_of_damage,
    surely_damaged,
)
from cleaner.repeats.passage import Passage, Span, equal_beyond_chance, equal_parts, gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNDECODABLE = "\ufffd"
_NUMERAL = late.pattern(r"[0-9.一二三四五六七八九十百千万亿两零〇半]")
# Copies with so many characters in another script differ in script, and then in words of its region as well …
_LEAST_VARIANTS = 3
# … which are no longer than this.
_LONGEST_WORD = 4
# So much that only one copy has is text, whatever signs are in it: a question mark may be one.
_LEAST_TEXT = 8
# … unless it makes no sense: mean logarithm of the probability of its characters; of news -6, at random -11.
_LEAST_PLAUSIBLE = -9.0
# … or is behind a byte slip: it ends where two bytes are lost again, mostly after a dozen characters.
_LONGEST_SLIP = 24
# Fewer characters more are a slip of somebody's finger, no edit.
_LEAST_EDITED = 2
# A text that ends so goes no further: nothing was cut off.
_FINAL = late.pattern(r"[。．！？!?.][”’」』）)\]】]*\s*$")
# A word this short that one copy lacks may be what a correction is about.
_LONGEST_REVERSAL = 2
_REVERSALS = late.pattern("[不没未无非否]")


class Relation(Enum):
    """What a difference means."""

    FIRST_BETTER = "the first is whole"
    SECOND_BETTER = "the second is whole"
    EQUAL = "neither is better"
    CONTENT = "they say different things"


class Difference(NamedTuple):
    """Where two passages differ: the span of each, from behind the last common character to the next one.

    `edited` says that one has words more than the other, not at the end, and no damage explains that; `own`
    that it has a character more, or goes on where the other has ended.
    """

    first: Span
    second: Span
    relation: Relation
    edited: bool = False
    own: bool = False


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
        return surely_damaged(self.first.text, self.second.text)

    @property
    def is_edited(self) -> bool:
        """Whether one side has words that the other has not, before its end."""
        return any(difference.edited for difference in self.differences)

    @property
    def has_own_words(self) -> bool:
        """Whether one side has a character that the other has not, which is not cut there."""
        return any(difference.own for difference in self.differences)

    def worse(self, better: Relation) -> int:
        """Return the number of code points at places where the given side is the better one."""
        spans = [difference[:2] for difference in self.differences if difference.relation is better]
        return sum(max(one.end - one.start, other.end - other.start) for one, other in spans)


# Of equal texts nobody asks what they say.
_SAME = Comparison(Passage("", "", []), Passage("", "", []), [])


def compare(first: str, second: str) -> Comparison:
    """Compare two passages that may be copies."""
    if first == second:
        return _SAME
    one, other = Passage.of(first), Passage.of(second)
    if len(first) == len(second) and _differ_in_damage_alone(first, second):
        differences = _by_character(Span(0, len(first)), Span(0, len(second)), first, second)
        return Comparison(one, other, list(differences))
    comparison = _compared(one, other, equal_parts(one.key, other.key))
    if comparison.are_copies:
        return comparison
    return _compared(one, other, equal_beyond_chance(one.key, other.key))


def _differ_in_damage_alone(first: str, second: str) -> bool:
    """Whether texts of the same length are equal but where one of them has an undecodable character."""
    if _UNDECODABLE not in first and _UNDECODABLE not in second:
        return False
    pairs = zip(fold(first), fold(second), strict=True)
    return all(one == other or _UNDECODABLE in (one, other) for one, other in pairs)


def _compared(one: Passage, other: Passage, equal: list[tuple[int, int, int]]) -> Comparison:
    differing_script = _variants(one, other, equal) >= _LEAST_VARIANTS
    differences = [
        difference
        for block in gaps(equal)
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
    at_end = first.stop == len(one.key) or second.stop == len(other.key)
    relation = Relation.EQUAL if _are_stops(words, texts) else _by_damage(one.text, other.text, *spans)
    if not all(words) and _is_text(max(words, key=len), max(texts, key=len), at_end=at_end):
        relation = None
    if words[0].isdigit() and words[1].isdigit():
        relation = Relation.CONTENT
    elif relation is None and differing_script and _are_words(*words):
        relation = Relation.EQUAL
    if relation is not None:
        yield Difference(*spans, relation)
        return
    own = not at_end or _FINAL.search(min(texts, key=len)) is not None
    edited = not at_end and max(map(len, words)) >= _LEAST_EDITED
    if not all(words) and _is_lines(max(texts, key=len)):
        own = edited = False  # a line of the page stands in one of them
    yield Difference(*spans, _whole(one.key, other.key, first, second), edited, own)


def _are_stops(words: tuple[str, str], texts: tuple[str, str]) -> bool:
    """Whether a full stop stands between two numbers, in one copy as a point."""
    return sorted(words) == ["", "."] and "。" in (texts[0].strip(), texts[1].strip())


def _is_text(words: str, text: str, *, at_end: bool) -> bool:
    """Whether what only one copy has is text, though it has signs of damage: its question mark is its own."""
    if at_end and not signs_of_damage(text):
        return True
    if len(words) < _LONGEST_SLIP and SLIP.search(text):
        return False
    return len(words) >= _LEAST_TEXT and not _is_garbage(words)


def _is_garbage(words: str) -> bool:
    """Whether characters do not make sense together, as those behind a byte slip."""
    from cleaner.frequency import log_probability

    return log_probability("".join(filter(is_han, words))) < _LEAST_PLAUSIBLE


def _is_lines(text: str) -> bool:
    """Whether a text is nothing but whole lines, from the end of a line to the end of another."""
    return text.count("\n") > 1 and text.endswith("\n")


def _are_words(one: str, other: str) -> bool:
    """Whether both may be words, which the regions of the two scripts have different ones for."""
    return all(0 < len(word) <= _LONGEST_WORD and all(map(is_han, word)) for word in (one, other))


def _damaged_core(text: str, other: str) -> bool:
    """Whether a text has damage in what is not equal at its start and end in another of the same length."""
    differing = [one for one, two in zip(text, other, strict=True) if one != two]
    return DAMAGE.search("".join(differing)) is not None


def _by_character(first: Span, second: Span, one: str, other: str) -> Iterator[Difference]:
    """Judge character by character two texts of the same length that are both damaged."""
    for index, (character, counterpart) in enumerate(zip(one, other, strict=True)):
        if fold(character) == fold(counterpart):
            continue
        damage = damaged(character, counterpart)
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
    damage = damaged(one[slice(*first)], other[slice(*second)])
    if damage == (False, False):
        damage = damage_beside(one, other, first, second)
    if damage == (False, False):
        damage = is_torn_at_gloss(one, first), is_torn_at_gloss(other, second)
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


def _punctuation(one: Passage, other: Passage, equal: list[tuple[int, int, int]]) -> Iterator[Difference]:
    """Yield the places between equal characters at which only one copy has damage or a gloss."""
    for first, second, size in equal:
        at_start = first == 0 == second
        at_end = first + size == len(one.key) and second + size == len(other.key)
        whole = one.whole(first, size, at_start, at_end), other.whole(second, size, at_start, at_end)
        if whole[0] == whole[1] or not any(map(shows_damage_or_gloss, whole)):
            continue
        for index in range(not at_start, size + at_end):
            if _is_bare(one.places, first + index) and _is_bare(other.places, second + index):
                continue
            spans = one.around(first + index, first + index), other.around(second + index, second + index)
            damage = damage_or_gloss(one.text[slice(*spans[0])], other.text[slice(*spans[1])])
            if damage[0] != damage[1]:
                yield Difference(*spans, Relation.SECOND_BETTER if damage[0] else Relation.FIRST_BETTER)


def _is_bare(places: list[int], index: int) -> bool:
    """Whether nothing stands between a code point of the skeleton and the one before it."""
    return 0 < index < len(places) and places[index] == places[index - 1] + 1
