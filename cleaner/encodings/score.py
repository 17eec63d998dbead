"""How plausible bytes are in an encoding: as Chinese text, or as something else in eight bits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import frequency
from cleaner.encodings import neighbours
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER = "other"
NOT_CHINESE = frozenset((OTHER, *neighbours.NAMES))
NARROW = ("utf-8", "gb18030", "cp950", "big5hkscs")
WIDE_16 = ("utf-16-le", "utf-16-be")
WIDE_32 = ("utf-32-le", "utf-32-be")
# Encodings that runs of a document may be in, by its main one.
RUNS = {
    "utf-8": ("gb18030", "cp950"),
    "gb18030": ("utf-8", "cp950"),
    "cp950": ("utf-8", "gb18030"),
    "big5hkscs": ("utf-8", "gb18030"),
}
FAMILIES = {"cp950": "big5", "big5hkscs": "big5"}

# Natural logarithms of the probability of a byte of a text of which only eight bits are known, and what makes
# an ASCII character as probable in every reading as it is there.
_ASCII = -3.0
_HIGH = -4.2
_CONTROL = -12.0
_ASCII_CORRECTION = 2.5
_NEWLINE_CORRECTION = -1.5
# Letters of full width are rare, but nothing foreign.
_WIDE_LETTER_CORRECTION = 4.0
# We are told that documents are Chinese; one that then consists of Han characters is what was expected.
_EXPECTED = 6.0
# UTF-8 by chance is so improbable that its letters count as evidence in any language.
_UTF8_CORRECTION = 5.0
_HIGH_BYTES = bytes(range(0x80, 0x100))
_TEXT_BYTES = bytes([9, 10, 13, *range(32, 127)])
_WIDE_LETTER = re.compile("[Ａ-Ｚａ-ｚ]")
_HAN = re.compile(f"[{HAN}]")
_NON_LATIN_UTF8 = re.compile("[\u0080-\u2fff\u3040-\u312f\uac00-\ud7af]")


# The two versions of Big5, which are weighed one after the other, mostly give the same text.
_log_probability = lru_cache(maxsize=1)(frequency.log_probability)
_most_probable = lru_cache(maxsize=1)(frequency.most_probable)


class Candidate(NamedTuple):
    """An encoding and the mean log-probability of a byte of the samples when they are read in it."""

    encoding: str
    score: float


def same_family(one: str, other: str) -> bool:
    """Whether two encodings are versions of one."""
    return FAMILIES.get(one, one) == FAMILIES.get(other, other)


def per_byte(sample: bytes, encoding: str) -> float:
    """Return the mean log-probability of a byte of a sample as Chinese text in an encoding."""
    text = sample.decode(encoding, "replace")
    likelihood = _log_probability(text) * len(text)
    return (likelihood + _corrections(text, encoding) + _expected(text)) / len(sample)


def at_most(sample: bytes, encoding: str) -> float:
    """Return what `per_byte` does not exceed: in a fifth of the time, enough for what is out of question."""
    text = sample.decode(encoding, "replace")
    likelihood = _most_probable(text) * len(text)
    return (likelihood + _corrections(text, encoding) + _EXPECTED) / len(sample)


def log_likelihood(text: str, encoding: str) -> float:
    """Return the log-probability of a text that was read in an encoding."""
    return frequency.log_probability(text) * len(text) + _corrections(text, encoding)


def _expected(text: str) -> float:
    return _EXPECTED if len(_HAN.findall(text)) > len(text) / 2 else 0.0


def _corrections(text: str, encoding: str) -> float:
    """Return what a text in an encoding is more or less probable by than its characters."""
    correction = _ASCII_CORRECTION * len(text.encode("ascii", "ignore"))
    correction += _WIDE_LETTER_CORRECTION * len(_WIDE_LETTER.findall(text))
    correction += _NEWLINE_CORRECTION * text.count("\n")
    if encoding == "utf-8":
        correction += _UTF8_CORRECTION * len(_NON_LATIN_UTF8.findall(text))
    return correction


def as_other(sample: bytes) -> float:
    """Return the mean log-probability of a byte of a sample as letters of which nothing is known."""
    high = high_bytes(sample)
    ascii_text = len(sample) - len(sample.translate(None, _TEXT_BYTES))
    controls = len(sample) - high - ascii_text
    return (_HIGH * high + _ASCII * ascii_text + _CONTROL * controls) / len(sample)


def as_neighbours(sample: bytes) -> Iterator[Candidate]:
    """Yield the encodings of Japanese and Korean that a sample may be in."""
    for encoding in neighbours.NAMES:
        likelihood = neighbours.likelihood(sample, encoding)
        if likelihood is not None:
            likelihood += _ASCII_CORRECTION * (len(sample) - high_bytes(sample))
            yield Candidate(encoding, likelihood / len(sample))


def high_bytes(data: bytes) -> int:
    """Return how many bytes are no ASCII."""
    return len(data) - len(data.translate(None, _HIGH_BYTES))
