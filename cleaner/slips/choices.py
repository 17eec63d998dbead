"""What may stand where bytes were lost, and which of it fits what is around."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from cleaner.slips import likelihood, words
from cleaner.slips.document import AROUND
from cleaner.slips.plausibility import EXTRA, PAIRS, WORDS, odd, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.slips.document import Document
    from cleaner.slips.state import State

# How many characters are weighed with the words around them.
_WEIGHED = 14

_PASSES = 2  # Choices side by side are made again, each in the light of the other.


class Eaten(NamedTuple):
    """An ASCII character that was lost, what it costs, whether nothing tells it."""

    character: str
    cost: float
    unknowable: bool = False


class Choice(NamedTuple):
    """What may stand at an offset of a text; `mark` is where its bytes are missing in the damaged text.

    `characters` has nats for what must have happened for each of them; if there are any `eaten`, one of these
    follows. `text` fits best what is before it; `surprise` and `extra` are the nats for it.
    """

    offset: int
    mark: int
    characters: Mapping[str, float]
    eaten: tuple[Eaten, ...] = ()
    text: str = ""
    surprise: float = 0.0
    extra: float = 0.0

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + len(self.text)

    def unknowable(self, text: str) -> bool:
        """Whether nothing tells the last character of a text that has this choice made."""
        return any(one.unknowable and text[self.end - 1] == one.character for one in self.eaten)


class Made(NamedTuple):
    """One way to make a choice: nats all in all, the text, nats for its pairs and for all else."""

    nats: float
    text: str
    pairs: float
    extra: float


class Filled(NamedTuple):
    """A reading with its choices made: nats, the text, and texts with one choice made otherwise."""

    nats: float
    text: str
    rivals: list[tuple[float, str]]


def begun(document: Document, before: str, choice: Choice) -> Choice:
    """Return a choice with what fits best the character before it."""
    surprise = document.surprise
    nats, character = min((surprise(before, one) + cost, one) for one, cost in choice.characters.items())
    extra = choice.characters[character]
    if not choice.eaten:
        return choice._replace(text=character, surprise=nats - extra, extra=extra)
    more, eaten = min((surprise(character, one.character) + one.cost, one) for one in choice.eaten)
    return choice._replace(
        text=character + eaten.character,
        surprise=nats - extra + more - eaten.cost,
        extra=extra + eaten.cost,
    )


def filled(document: Document, state: State) -> Filled:
    """Return a reading with all its choices made by what is around them."""
    text, pairs = read_on(document, state)
    extra = state.extra
    made: list[list[Made]] = []
    for _ in range(_PASSES if len(state.choices) > 1 else 1):
        made = []
        for choice in state.choices:
            ranked = sorted(_ways(document, text, choice))
            old = _pairs(document, text, choice, text[choice.offset : choice.end])
            pairs += ranked[0].pairs - old
            text = text[: choice.offset] + ranked[0].text + text[choice.end :]
            made.append(ranked)
    extra += sum(ways[0].extra - choice.extra for choice, ways in zip(state.choices, made, strict=True))
    nats = score(text, pairs, extra)
    rivals = [
        (nats + way.nats - ways[0].nats, text[: choice.offset] + way.text + text[choice.end :])
        for choice, ways in zip(state.choices, made, strict=True)
        for way in ways[1:]
    ]
    return Filled(nats, text, rivals)


def read_on(document: Document, state: State) -> tuple[str, float]:
    """Return the text of a reading with what follows, and the nats for its pairs of characters."""
    following = document.following(state.position)
    more = sum(map(document.surprise, state.text[-1] + following, following))
    return state.text + following, state.cost - state.extra + more


def _pairs(document: Document, text: str, choice: Choice, instead: str) -> float:
    """Nats for the pairs of characters that a choice is in."""
    around = text[choice.offset - 1] + instead + text[choice.end : choice.end + 1]
    return sum(map(document.surprise, around, around[1:]))


def _ways(document: Document, text: str, choice: Choice) -> Iterator[Made]:
    """Yield the likeliest ways to make a choice."""
    before = text[max(0, choice.offset - AROUND) : choice.offset]
    after = text[choice.end : choice.end + AROUND]
    if not choice.eaten:
        found = [
            (PAIRS * _pairs(document, text, choice, one) + EXTRA * cost, one, cost)
            for one, cost in choice.characters.items()
        ]
        for nats, one, cost in nsmallest(_WEIGHED, found):
            more = WORDS * words.surprise(before + one + after) + odd(before[-1] + one + after[:1])
            yield Made(nats + more, one, (nats - EXTRA * cost) / PAIRS, cost)
        return
    surprise = document.surprise
    behind = after[:1] or "\n"
    likeliest = nsmallest(
        _WEIGHED,
        [(PAIRS * surprise(before[-1], one) + EXTRA * cost, one) for one, cost in choice.characters.items()],
    )
    for nats, one in likeliest:
        nats += WORDS * words.surprise(before + one)
        for eaten in choice.eaten:
            both = one + eaten.character
            pairs = surprise(one, eaten.character) + (surprise(eaten.character, behind) if after else 0.0)
            general = likelihood.general(*both) + likelihood.general(eaten.character, behind)
            cost = choice.characters[one] + eaten.cost
            strange = odd(before[-1] + both + after[:1])
            yield Made(
                nats + PAIRS * pairs + WORDS * general + EXTRA * eaten.cost + strange,
                both,
                surprise(before[-1], one) + pairs,
                cost,
            )
