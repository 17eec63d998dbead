"""How much a reading of damaged text surprises, all in all."""

from __future__ import annotations

from cleaner import late
from cleaner.hanzi import is_han
from cleaner.slips import words

# What the two models of likelihood count: pairs of characters know the document, words know more Chinese; and
# what all else that must have happened counts. On text with bytes missing, these give the likelihood that
# fits best how often each character was the right one.
PAIRS, WORDS, EXTRA = 0.45, 1.0, 0.9

# Nats for a quotation that ends a paragraph without a mark that ends its sentence: headings do that.
_QUOTE_ENDS_LINE = late.pattern("[”」』][\n<]")
_SELDOM_UNENDED = 2.5

# Nats for a line that ends with a colon: in the text that the table of signs was made from, names of speakers
# end so, in news hardly anything.
_ANNOUNCING = late.pattern("[：:][\n<]")
_SELDOM_ANNOUNCING = 3.0

# Nats for marks of pause side by side: the one that was guessed was hardly there.
_DOUBLED = late.pattern("[。，、；：！][。，、；：！？,;:!?]")
_SELDOM_DOUBLED = 4.0


def score(text: str, pairs: float, extra: float) -> float:
    """Nats for a text after its first character, with those for its pairs and for all else."""
    return odd(text) + PAIRS * pairs + WORDS * words.surprise(text) + EXTRA * extra


def odd(text: str) -> float:
    """Nats for what is seldom seen, other than by pairs of characters."""
    unended = any(is_han(text[quote.start() - 1]) for quote in _QUOTE_ENDS_LINE.finditer(text, 1))
    nats = _SELDOM_UNENDED if unended else 0.0
    nats += _SELDOM_ANNOUNCING if _ANNOUNCING.search(text) else 0.0
    return nats + (_SELDOM_DOUBLED if _DOUBLED.search(text) else 0.0)
