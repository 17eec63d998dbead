"""Which of what may stand where bytes were lost fits what is around."""

from __future__ import annotations

from bisect import insort
from heapq import nsmallest
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cleaner.slips import likelihood, words
from cleaner.slips.choices import Choice
from cleaner.slips.document import AROUND
from cleaner.slips.plausibility import EXTRA, PAIRS, WORDS, odd, score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cleaner.slips.choices import Eaten
    from cleaner.slips.document import Document
    from cleaner.slips.state import State

# How many characters are weighed with the words around them.
_WEIGHED = 14
_FAR = 8.0  # Nats by pairs of characters that words hardly make good.

# Nats for a character that stands undamaged between the same characters elsewhere: names come again.
_ELSEWHERE = 3.0
_PAIRED = 1.5

_EATEN = 5  # ASCII characters that are weighed behind each character.
_UNTOLD = 2.5  # Nats that do not count between a line end and a sign: how lines end is hard to tell.
_BEFORE_SPEECH = frozenset("\n:")
_SENTENCE_ENDS, _QUOTATION_ENDS = "。！？!?", "”」』"
_ANY_HAN = "字字"  # Before a sign, all of them are alike.
_WORDS_TRIED = 3  # Of two characters of which each is a choice.
_PASSES = 2  # Choices side by side are made again, each in the light of the other.

_Nats = TypeVar("_Nats", tuple[float, str], tuple[float, str, float, float])


class Made(NamedTuple):
    """One way to make a choice: nats all in all, the text, nats for its pairs and for all else."""

    nats: float
    text: str
    pairs: float
    extra: float


class Around(NamedTuple):
    """What a choice stands between: some characters before and behind it; if it ends a line, all of that."""

    before: str
    after: str
    line: str | None


class Filled(NamedTuple):
    """A reading with its choices made: nats, the text, and texts with one choice made otherwise."""

    nats: float
    text: str
    rivals: list[tuple[float, str]]


class Filling:
    """Makes the choices of readings of one passage, many of which have the same between the same."""

    def __init__(self, document: Document, start: int) -> None:
        self._document = document
        self._line = document.whole_line_before(start)
        self._known: dict[tuple[object, ...], list[Made]] = {}

    def filled(self, state: State) -> Filled:
        """Return a reading with all its choices made by what is around them."""
        text, pairs = read_on(self._document, state)
        starts = [(text, pairs), *_started(self._document, text, pairs, state.choices)]
        best, *others = sorted(self._filled_from(state, *start) for start in starts)
        rivals = [(one.nats, one.text) for one in others]
        return best._replace(rivals=[*best.rivals, *rivals]) if others else best

    def _filled_from(self, state: State, text: str, pairs: float) -> Filled:
        """Return a reading with its choices made; each is made in the light of those that the text has."""
        document, extra = self._document, state.extra
        made: list[list[Made]] = []
        for _ in range(_PASSES if len(state.choices) > 1 else 1):
            made = []
            for choice in state.choices:
                ranked = self._ways(text, choice)
                old = _pairs(document, text, choice, text[choice.offset : choice.end])
                pairs += ranked[0].pairs - old
                text = text[: choice.offset] + ranked[0].text + text[choice.end :]
                made.append(ranked)
        extra += sum(ways[0].extra - choice.extra for choice, ways in zip(state.choices, made, strict=True))
        nats = score(text, pairs, extra)
        rivals = [
            (nats + _lead(document, ways[0], way), text[: choice.offset] + way.text + text[choice.end :])
            for choice, ways in zip(state.choices, made, strict=True)
            for way in ways[1:]
        ]
        return Filled(nats, text, rivals)

    def _ways(self, text: str, choice: Choice) -> list[Made]:
        """Return the likeliest ways to make a choice, best first."""
        document = self._document
        if len(choice.characters) == 1 and not choice.eaten:
            return [Made(0.0, choice.text, _pairs(document, text, choice, choice.text), choice.extra)]
        after = text[choice.end : choice.end + AROUND]
        around = Around(
            text[max(0, choice.offset - AROUND) : choice.offset],
            after,
            self._line + text[AROUND : choice.offset] if _ends_line(choice, after) else None,
        )
        key = around, tuple(choice.characters.items()), choice.eaten
        found = self._known.get(key)
        if found is None:
            find = _with_eaten if choice.eaten else _alone
            found = self._known[key] = sorted(find(document, choice, around))
        return found


def _ends_line(choice: Choice, after: str) -> bool:
    """Whether a line end follows, or the tag of a paragraph of which the `<` was eaten."""
    return choice.eaten[0].character == "<" if choice.eaten else after[:1] == "\n"


def _started(
    document: Document, text: str, pairs: float, choices: Sequence[Choice]
) -> Iterator[tuple[str, float]]:
    """Yield texts in which two choices side by side make a word, and the nats for the pairs of each.

    Made one by one, in the light of each other, they would not come to it.
    """
    for one, other in pairwise(choices):
        if one.end != other.offset or one.eaten:
            continue
        both = Choice(one.offset, one.mark, {}, text=text[one.offset : other.offset + 1])
        for made in (*_words_of(one, other), *_ends_of_speech(one, other)):
            more = _pairs(document, text, both, made) - _pairs(document, text, both, both.text)
            yield text[: both.offset] + made + text[both.end :], pairs + more


def _words_of(one: Choice, other: Choice) -> list[str]:
    """Return the likeliest words of which each character is a choice."""
    if other.eaten:
        return []
    known = words.of_two(one.characters, other.characters)
    return nsmallest(_WORDS_TRIED, known, key=known.__getitem__)


def _ends_of_speech(one: Choice, other: Choice) -> Iterator[str]:
    """Yield the ends of a sentence and its quotation that two choices may be."""
    for pair in product(_SENTENCE_ENDS, _QUOTATION_ENDS):
        if pair[0] in one.characters and pair[1] in other.characters:
            yield "".join(pair)


def _lead(document: Document, best: Made, way: Made) -> float:
    """Return the nats by which the best way surpasses another."""
    ends = best.text[-1], way.text[-1]
    if document.traces.keeps_line_ends or (ends[0] == "\n") == (ends[1] == "\n"):
        return way.nats - best.nats
    # Before a quotation either may have stood, whatever text at large says.
    return way.nats - best.nats - _UNTOLD * (2 if set(ends) <= _BEFORE_SPEECH else 1)


def read_on(document: Document, state: State) -> tuple[str, float]:
    """Return the text of a reading with what follows, and the nats for its pairs of characters."""
    following = document.following(state.position)
    more = sum(map(document.surprise, state.text[-1] + following, following))
    return state.text + following, state.cost - state.extra + more


def _pairs(document: Document, text: str, choice: Choice, instead: str) -> float:
    """Nats for the pairs of characters that a choice is in."""
    around = text[choice.offset - 1] + instead + text[choice.end : choice.end + 1]
    return sum(map(document.surprise, around, around[1:]))


def _at_line_end(document: Document, choice: Choice, around: Around) -> Callable[[str], float] | None:
    """Return what tells the nats for a line that ends with a character; nothing if none ends there."""
    if around.line is None:
        return None
    ends = document.line_ends(choice.mark, around.line)
    return lambda character: document.line_end(character) + ends.get(likelihood.kind(character), 0.0)


def _alone(document: Document, choice: Choice, around: Around) -> Iterator[Made]:
    before, after, _ = around
    last, behind = before[-1], after[:1]
    after_last = document.all_after(last, choice.characters)
    before_next = document.all_before(behind, choice.characters) if behind else {}
    found = []
    for one, cost in choice.characters.items():
        pairs = after_last[one] + (before_next[one] if behind else 0.0)
        found.append((PAIRS * pairs + EXTRA * cost, one, pairs, cost))
    between = words.Between(before, after)
    at_end = _at_line_end(document, choice, around)
    for nats, one, pairs, cost in _near(found, between):
        more = WORDS * between.surprise(one)
        if likelihood.kind(one) != likelihood.HAN_KIND:
            more += odd(last + one + behind)
        if at_end:
            more += at_end(one)
        if document.whole.has_between(before, one, after):
            more -= _ELSEWHERE
        elif document.whole.has_pair(last, one) or document.whole.has_pair(one, behind):
            more -= _PAIRED
        yield Made(nats + more, one, pairs, cost)


def _near(found: list[_Nats], between: words.Between) -> list[_Nats]:
    """Return the likeliest by the nats that come first, if not far worse than the best, or of known words."""
    likeliest = nsmallest(_WEIGHED, found)
    near = [one for one in likeliest if one[0] < likeliest[0][0] + _FAR]
    if len(near) == len(found):
        return near
    taken = {one[1] for one in near}
    known = between.completed([one[1] for one in found if one[1] not in taken])
    return near + [one for one in found if one[1] in known]


def _with_eaten(document: Document, choice: Choice, around: Around) -> Iterator[Made]:
    before, after, _ = around
    last, behind = before[-1], after[:1] or "\n"
    after_last = document.all_after(last, choice.characters)
    found = [(PAIRS * after_last[one] + EXTRA * cost, one) for one, cost in choice.characters.items()]
    between = words.Between(before, "")
    signs = sorted(_sign(document, eaten, behind) for eaten in choice.eaten)
    seldom = {sign.eaten: odd(f"{_ANY_HAN}{sign.eaten.character}{after[:1]}") for sign in signs}
    at_end = _at_line_end(document, choice, around)
    for nats, one in _near(found, between):
        nats += WORDS * between.surprise(one)
        after_one, is_han = document.after(one), likelihood.kind(one) == likelihood.HAN_KIND
        for _, eaten, next_pair, next_general in _likeliest(after_one, signs):
            both = one + eaten.character
            pairs = after_one[eaten.character] + (next_pair if after else 0.0)
            general = likelihood.general(*both) + next_general
            more = PAIRS * pairs + WORDS * general + EXTRA * eaten.cost
            more += seldom[eaten] if is_han else odd(last + both + after[:1])
            if at_end:
                more += at_end(one)
            yield Made(nats + more, both, after_last[one] + pairs, choice.characters[one] + eaten.cost)


class _Sign(NamedTuple):
    """A sign that may have been eaten, with nats for it all in all and for the character behind it."""

    nats: float
    eaten: Eaten
    pair: float
    general: float


def _sign(document: Document, eaten: Eaten, behind: str) -> _Sign:
    pair, general = document.surprise(eaten.character, behind), likelihood.general(eaten.character, behind)
    return _Sign(pair + general + eaten.cost, eaten, pair, general)


def _likeliest(surprise: Mapping[str, float], signs: list[_Sign]) -> list[_Sign]:
    """Return the likeliest signs by their own nats, which are in order, and those for coming next."""
    ranked: list[tuple[float, Eaten, _Sign]] = []
    for sign in signs:
        # No sign comes next for certain: those behind in the order can only be worse than the last taken.
        if len(ranked) == _EATEN and sign.nats >= ranked[-1][0]:
            break
        insort(ranked, (sign.nats + surprise[sign.eaten.character], sign.eaten, sign))
        del ranked[_EATEN:]
    return [sign for _, _, sign in ranked]
