"""How sure a document is that was read in several encodings: each alone explains it badly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleaner.encodings import judge, score

if TYPE_CHECKING:
    from collections.abc import Sequence

# Characters that are looked at of each run, and runs.
_LOOK = 512
_RUNS = 64
# Nats that another encoding in the middle of a document has to be worth: the reader chose among three.
_PRICE = 6.0
# GBK and Big5 have all their bytes in common; where one goes over into the other, characters may be wrong.
_ALIKE = 0.85


def encodings(parts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the encodings of the parts, given as encoding and text, the one of most characters first."""
    sizes = Counter[str]()
    for encoding, text in parts:
        sizes[encoding] += len(text)
    return tuple(name for name, _ in sizes.most_common())


def confidence(parts: Sequence[tuple[str, str]]) -> float:
    """Return how sure it is that the parts, given as encoding and text, are what they were read as."""
    lead = 0.0
    for encoding, text in parts[:: max(1, len(parts) // _RUNS)]:
        part = text[:_LOOK]
        data = part.encode(encoding, "replace")
        if data:
            lead += score.log_likelihood(part, encoding) - score.as_other(data) * len(data) - _PRICE
    alike = {encoding for encoding, _ in parts} - {"utf-8"}
    return min(judge.sureness(lead), _ALIKE if len(alike) > 1 else 1.0)
