"""OpenCC, made to leave alone what it must: names, addresses, code, Japanese, characters talked about.

What must stay is taken out, one barrier each left in its place, and put back afterwards: one call of OpenCC
for a whole text, at its own speed, whose result does not depend on how the text was cut.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import crossings, late, lexicon
from cleaner.hanzi import HAN
from cleaner.lines import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from opencc import OpenCC

# Noncharacters: no text has them, no dictionary either.
_BARRIERS = "".join(map(chr, range(0xFDD0, 0xFDF0)))

# Only addresses with Han characters need protection; the scheme before is never changed.
_ADDRESS = late.pattern(rf"://(?:[!-~]|(?<=[/=#?_-])[{HAN}]+)+")
_CODE = late.pattern(r"```.*?```|`[^`\n]+`", re.DOTALL)
# Characters that are talked about, not used: 「後」字, 繁體寫作「後漢書」. Each pattern begins with the one
# character that is searched for, since nothing is found faster. The group is what must stay.
_QUOTED = r"([「“‘『《][^「」“”‘’『』《》\r\n]{1,12}[」”’』》])"
_LETTER = r"([^\W\x00-\u02ff])"
_MENTIONS = (
    late.pattern(rf"字(?:(?<=「{_LETTER}」字)|(?<=“{_LETTER}”字))"),
    late.pattern(rf"作(?<=[寫写俗亦又原]作){_QUOTED}"),
)
_MENTIONS_IN = {
    "hans": late.pattern(rf"體(?<=[繁正異簡]體)字?[：:為是]?{_QUOTED}"),
    "hant": late.pattern(rf"体(?<=[繁正异简]体)字?[：:为是]?{_QUOTED}"),
}
_SURROGATE = late.pattern("[\ud800-\udfff]+")
# Japanese keeps its characters: in quotation marks if one of so many signs is a kana (a Chinese sentence may
# have の once, or a shop's name), on a line of its own if one of so many is, and at least a word of them.
_KANA = re.compile("[\u3041-\u30fa]")
_QUOTATION = late.pattern("[「“‘『《]([^「」“”‘’『』《》\r\n]+)[」”’』》]")
_KANA_QUOTED = 1 / 8
_KANA_LINE = 1 / 4
_KANA_WORD = 4
_TITLES = (
    "先生|女士|小姐|太太|教授|老师|老師|主任|医生|醫生|律师|律師|记者|記者|同学|同學|同志"
    "|某(?![些种種个個地日年月时時天处處])"
)

# Configurations whose names begin so write traditional characters.
_FROM_SIMPLIFIED = "s2"

# Most texts have none of a few rare signs, which single look-ups find out faster than a pattern.
_FEW = 12


class _Term(NamedTuple):
    """A name or word to look for by its rarest character, and what it is in the other script."""

    sign: str
    before: str
    after: str
    not_after: str = ""
    not_before: str = ""
    followed_by: str = ""

    def behind_sign(self) -> str:
        """Return a pattern that begins behind the sign, which is searched for first."""
        at = self.before.index(self.sign)
        head, tail = self.before[: at + 1], self.before[at + 1 :]
        return (
            (f"(?<={head})" if at else "")
            + (f"(?<![{self.not_after}]{head})" if self.not_after else "")
            + tail
            + (f"(?![{self.not_before}])" if self.not_before else "")
            + (f"(?={self.followed_by})" if self.followed_by else "")
        )


class _Terms(NamedTuple):
    """Patterns, each with a sign that it needs or none, and the terms by what a pattern matches."""

    patterns: list[tuple[str, re.Pattern[str]]]
    by_match: dict[str, list[_Term]]


class Kept(NamedTuple):
    """From `start` to `end` of a text, `text` is to stand whatever conversion would make of it."""

    start: int
    end: int
    text: str


@cache
def converter(config: str) -> OpenCC:
    """Load one of OpenCC's configurations, `t2s` and so on (10 to 50 ms)."""
    from opencc import OpenCC

    # Said explicitly because class and command line differ. Without them, rare simplifications that few
    # fonts have are not made.
    return OpenCC(config, include_tofu_risk_dictionaries=False)


def version() -> str:
    """Version of OpenCC, on which results depend."""
    import opencc

    return str(opencc.__version__)


def convert(text: str, configs: Sequence[str], to: str) -> str:
    """Convert a text by one configuration after another, for the script `to` (`hans` or `hant`)."""
    kept = list(_kept(text, to, configs))
    try:
        return _converted(text, kept, configs)
    except UnicodeEncodeError:
        surrogates = _as_written(_SURROGATE, text)
        return _converted(text, list(_apart([*kept, *surrogates])), configs)


def _converted(text: str, kept: Sequence[Kept], configs: Sequence[str]) -> str:
    if not kept:
        return _run(text, configs)
    barrier = next((sign for sign in _BARRIERS if sign not in text), "")
    pieces, position = [], 0
    for span in kept:
        pieces.append(text[position : span.start])
        position = span.end
    pieces.append(text[position:])
    together = zip(_pieces(pieces, barrier, configs), [*(span.text for span in kept), ""], strict=True)
    return "".join(part for pair in together for part in pair)


def _pieces(pieces: Sequence[str], barrier: str, configs: Sequence[str]) -> Sequence[str]:
    if barrier:
        return _run(barrier.join(pieces), configs).split(barrier)
    return [_run(piece, configs) for piece in pieces]


def _run(text: str, configs: Iterable[str]) -> str:
    for config in configs:
        text = converter(config).convert(text)
        if config.startswith(_FROM_SIMPLIFIED):
            text = crossings.mended(text)
    return text


def _kept(text: str, to: str, configs: Sequence[str]) -> Iterator[Kept]:
    found = list(_names(text, _terms_for(to, configs)))
    if "://" in text:
        found += [span for span in _as_written(_ADDRESS, text) if not span.text.isascii()]
    if "`" in text:
        found += _as_written(_CODE, text)
    for pattern in (*_MENTIONS, _MENTIONS_IN[to]):
        for match in pattern.finditer(text):
            group = match.lastindex or 1
            found.append(Kept(match.start(group), match.end(group), match[group]))
    if _KANA.search(text):
        found += _japanese(text)
    return _apart(found)


def _apart(spans: Iterable[Kept]) -> Iterator[Kept]:
    """Yield spans in order, without overlaps: of two that overlap, the one that starts first."""
    position = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= position:
            yield span
            position = span.end


def _as_written(pattern: re.Pattern[str], text: str) -> Iterator[Kept]:
    for match in pattern.finditer(text):
        yield Kept(match.start(), match.end(), match[0])


def _japanese(text: str) -> Iterator[Kept]:
    """Yield quotations and lines in Japanese, which simplification would misspell."""
    for match in _QUOTATION.finditer(text):
        if len(_KANA.findall(match[1])) >= len(match[1]) * _KANA_QUOTED:
            yield Kept(match.start(), match.end(), match[0])
    for line in split(text):
        if len(_KANA.findall(line.text)) >= max(len(line.text) * _KANA_LINE, _KANA_WORD):
            yield Kept(line.start, line.start + len(line.text), line.text)


def _names(text: str, terms: _Terms) -> Iterator[Kept]:
    for sign, pattern in terms.patterns:
        if sign in text:
            for match in pattern.finditer(text):
                yield _kept_term(match, terms.by_match[match[0]])


def _kept_term(match: re.Match[str], terms: Iterable[_Term]) -> Kept:
    """Return where the longest of some terms is around its sign."""
    for term in terms:
        start = match.start() - term.before.index(term.sign)
        if match.string.startswith(term.before, start):
            break
    return Kept(start, start + len(term.before), term.after)


def _terms_for(to: str, configs: Sequence[str]) -> _Terms:
    vocabulary = any(config.endswith("sp") for config in configs)
    return _terms(to, vocabulary, any(config.startswith("tw") for config in configs))


@cache
def _terms(to: str, vocabulary: bool, taiwan: bool) -> _Terms:
    names = lexicon.table("convert_names", ("to", "sign", "before", "after", "why"))
    terms = [_Term(sign, before, after) for script, sign, before, after, _ in names if script == to]
    if not taiwan:
        # 著 is taken for 着 only where the source is Taiwan's.
        terms = [term for term in terms if term.sign != "著"]
    if to == "hant":
        surnames = lexicon.table("convert_surnames", ("surname", "not_after"))
        terms += [_Term(name, name, name, not_after, followed_by=_TITLES) for name, not_after in surnames]
    if vocabulary:
        columns = ("sign", "word", "simplified", "not_after", "not_before", "why")
        terms += [_Term(*row[:5]) for row in lexicon.table("convert_words", columns)]
    terms.sort(key=lambda term: len(term.before), reverse=True)
    by_match: dict[str, list[_Term]] = {}
    for term in terms:
        by_match.setdefault(term.before[term.before.index(term.sign) :], []).append(term)
    return _Terms(_patterns(terms), by_match)


def _patterns(terms: Sequence[_Term]) -> list[tuple[str, re.Pattern[str]]]:
    # A search for rare characters passes quickly over text; what stands around them is looked at afterwards.
    by_sign: dict[str, list[str]] = {}
    for term in terms:
        by_sign.setdefault(term.sign, []).append(term.behind_sign())
    patterns = {sign: f"{sign}(?:{'|'.join(found)})" for sign, found in by_sign.items()}
    if len(patterns) > _FEW:
        return [("", re.compile("|".join(patterns.values())))]
    return [(sign, re.compile(pattern)) for sign, pattern in sorted(patterns.items())]
