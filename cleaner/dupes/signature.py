"""What of a document is compared with others, and the keys under which similar ones meet.

A document is the set of all its runs of five characters (words would need blanks, which Chinese has not),
with glosses, punctuation, width, case and script folded away. MinHash sketches the set, and each two values
of the sketch are one key: documents with a key in common are candidates. Equal documents meet by their
digest, which is the only key that short ones have.

The sketches are rensa's (0.5): for a text of 2,000 characters it takes 0.11 ms where datasketch (2.0) takes
1.8, with the same error of the estimated similarity (0.03), loads in 1 ms where that takes 600 and more, and
needs neither numpy nor scipy. Both have the MIT licence. The tables of both, in which sketches meet, are in
memory and belong to one run; SQLite's grow on the disk.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import api, pipeline
from cleaner.errors import UsageError
from cleaner.repeats.damage import signs_of_damage
from cleaner.repeats.skeleton import GLOSS, skeleton

if TYPE_CHECKING:
    from rensa import RMinHash

    from cleaner.pipeline import Plan

# Of two documents that share s of their five-grams, one key is equal with probability s². With 96 keys a
# candidate is missed in 1 of 50 cases at s = 0.2 and in 1 of 400 at 0.25, which is what is left when a third
# of the lines, long ones, are others in both. News that have nothing to do with each other share 0.0003 on
# average, and one pair in a hundred 0.005: of 100,000 documents some ten are candidates by chance.
ROWS, KEYS = 2, 96
GRAM = 5
# Changing these makes old indexes useless: they say which they were made with.
SEED = 1
# Shorter documents, in code points of what is compared, have too few five-grams: they are the same if equal.
SHORTEST = 60

# Bits of a key: 10 million keys of a large index hardly meet by chance, and SQLite stores them in six bytes.
_KEY_BITS = 47
# An odd factor without a pattern (2**64 by the golden ratio): the upper bits of a product by it depend on all
# of the other factor.
_FACTOR = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


class Signature(NamedTuple):
    """What an index needs of a document: what it says, its keys, and its signs of damage and glosses."""

    said: str
    keys: list[int]
    damage: int


def sign(text: str) -> Signature:
    """Return the signature of a document. Raises UsageError where rensa is missing."""
    what = said(text)
    damage = signs_of_damage(text) + len(GLOSS.findall(text))
    return Signature(what, keys(what), damage)


def keys(said: str) -> list[int]:
    """Return the keys of what a document says, numbers from 0 to 2**47; none for a short document."""
    if len(said) < SHORTEST:
        return []
    sketch = load()(num_perm=ROWS * KEYS, seed=SEED)
    sketch.update(list(set(grams(said))))
    values = sketch.digest()
    return [_key(values[place], values[place + 1], place) for place in range(0, ROWS * KEYS, ROWS)]


def load() -> type[RMinHash]:
    """Return what makes sketches. Raises UsageError where rensa is missing."""
    try:
        from rensa import RMinHash
    except ImportError as error:
        raise UsageError("comparing documents needs rensa: pip install 'cleaner[dupes]'") from error
    found: type[RMinHash] = RMinHash
    return found


def _key(one: int, other: int, place: int) -> int:
    mixed = (((one ^ place) * _FACTOR & _MASK) ^ other) * _FACTOR & _MASK
    return mixed >> (64 - _KEY_BITS)


def grams(said: str) -> list[str]:
    """Return all runs of five characters, in order."""
    return [said[start : start + GRAM] for start in range(len(said) - GRAM + 1)]


def said(text: str) -> str:
    """Return what of a document is compared, with `?` for lone surrogates.

    Lines of the page do not count, which all pages of a site have, and what it says twice counts once.
    """
    what = skeleton(pipeline.run(text, _plan()).result)
    return what.encode("utf-8", "replace").decode()


@cache
def _plan() -> Plan:
    return api.plan(only=("strip", "dedupe"))
