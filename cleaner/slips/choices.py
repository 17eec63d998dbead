"""What may stand where bytes were lost."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.slips.document import Document

# How many characters are looked at for a beginning: the commonest, as they come.
_GLANCED = 20


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

    @property
    def is_end_certain(self) -> bool:
        """Whether only one ASCII character can have been lost with it."""
        return len(self.eaten) == 1

    def unknowable(self, text: str) -> bool:
        """Whether nothing tells the last character of a text that has this choice made."""
        return any(one.unknowable and text[self.end - 1] == one.character for one in self.eaten)


def begun(document: Document, before: str, choice: Choice) -> Choice:
    """Return a choice with one of its commonest characters, which fits best the character before it."""
    after_last = document.after(before)
    commonest = islice(choice.characters.items(), _GLANCED)
    nats, character = min([(after_last[one] + cost, one) for one, cost in commonest])
    extra = choice.characters[character]
    if not choice.eaten:
        return choice._replace(text=character, surprise=nats - extra, extra=extra)
    after_it = document.after(character)
    more, eaten = min([(after_it[one.character] + one.cost, one) for one in choice.eaten])
    return choice._replace(
        text=character + eaten.character,
        surprise=nats - extra + more - eaten.cost,
        extra=extra + eaten.cost,
    )
