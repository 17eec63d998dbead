"""A closer look at samples that, decoded straight, make no sense: damage, mixtures, byte order."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.encodings import walk
from cleaner.encodings.pieces import Kind
from cleaner.encodings.score import (
    FAMILIES,
    NARROW,
    OTHER,
    RUNS,
    WIDE_16,
    Candidate,
    as_other,
    high_bytes,
    log_likelihood,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What it costs that a line may be in an encoding of its own.
_ANOTHER_ENCODING = -4.0
# What it costs that a run within a line is in another one, at each of its ends.
_ANOTHER_RUN = -12.0
# Choosing line by line finds too much; what is left must be this much better for each byte above 0x7F.
_DOUBT_OF_LINES = -0.7
_REPAIRED_DAMAGE = -17.0

# Bytes of the sample that are looked at.
_CLOSER_LOOK = 2_048
_PLACES = 3  # Of all candidates; what is worse at first is not better at a closer look.
_BOTH_BYTES = re.compile(rb"[^\x00]{2}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def looked_closer(sample: bytes, found: list[Candidate]) -> list[Candidate]:
    """Read a beginning in the best encodings, around its damage and through runs of other encodings."""
    begin = _HIGH_BYTE.search(sample)
    start = begin.start() if begin else 0
    sample = sample[start - start % 4 :][:_CLOSER_LOOK]
    closer = [Candidate(OTHER, as_other(sample))]
    closer += [Candidate(each.encoding, _read_around(sample, each.encoding)) for each in _promising(found)]
    return sorted(closer, key=lambda each: -each.score)


def in_order(sample: bytes, found: list[Candidate], orders: Sequence[str]) -> list[Candidate]:
    """Choose the byte order: behind a lost byte ASCII looks as in the other order, but Han does not."""
    begin = _BOTH_BYTES.search(sample)
    sample = sample[begin.start() // 4 * 4 if begin else 0 :][:_CLOSER_LOOK]
    order = max(orders, key=lambda each: _read_around(sample, each))
    best = Candidate(order, found[0].score)
    return [best, *(each for each in found if each.encoding != order)]


def by_lines(sample: bytes, found: list[Candidate]) -> list[Candidate]:
    """Let each line be in an encoding of its own; the one of most bytes stands for all."""
    total = _DOUBT_OF_LINES * high_bytes(sample)
    bytes_of = dict.fromkeys(NARROW, 0)
    for line in sample.splitlines(keepends=True):
        likelihood, encoding = max(
            (log_likelihood(line.decode(each, "replace"), each), each) for each in NARROW
        )
        total += likelihood + _ANOTHER_ENCODING
        bytes_of[encoding] += high_bytes(line)
    main = max(NARROW, key=lambda encoding: bytes_of[encoding])
    mixed = [Candidate(main, total / len(sample))]
    return sorted([*mixed, *(each for each in found if each.encoding != main)], key=lambda each: -each.score)


def _promising(found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the best candidates of the family, one of each kind; a mixture is in one of them mainly."""
    seen = {OTHER}
    for place, candidate in enumerate(found):
        family = FAMILIES.get(candidate.encoding, candidate.encoding)
        if family not in seen and (
            candidate.encoding in NARROW or (place <= _PLACES and candidate.encoding in WIDE_16)
        ):
            seen.add(family)
            yield candidate


def _read_around(sample: bytes, encoding: str) -> float:
    """Return the score of a sample that is read around its damage, and through runs of other encodings."""
    pieces = walk.pieces(sample, encoding, RUNS.get(encoding, ()))
    runs = sum(before.encoding != after.encoding for before, after in pairwise(pieces))
    whole = [piece for piece in pieces if piece.kind is not Kind.DAMAGED]
    damage = sum(_REPAIRED_DAMAGE - 7 * piece.size for piece in pieces if piece.kind is Kind.DAMAGED)
    likelihood = sum(log_likelihood(piece.text, piece.encoding) for piece in whole)
    return (likelihood + damage + _ANOTHER_RUN * runs) / len(sample)
