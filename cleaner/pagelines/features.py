"""How a line looks, where it stands and what stands beside it: the numbers that a judgement weighs.

A page is seen as prose, which is the article, and runs of short lines between, before and after the prose. All
that is said about a short line is said within its run; only prose is looked at beyond.
"""

from __future__ import annotations

import re
from collections import Counter
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from cleaner.pagelines.rules import HINT, LIKELY, SURE, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DIGIT = re.compile(r"\d")
_LATIN = re.compile(r"[a-z]")
_SEPARATOR = re.compile(r"[|·>»/│丨]")
_BULLET = re.compile(r"\s*(?:[•·●■◆▪★☆◇□▶►→*]|\d{1,2}[.、])")
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}|\d{1,2}[-/月]\d{1,2}|\d{1,2}:\d{2}")
_SPEECH = re.compile(r"^[\"'][^\"']+[\"']|:\"|^[问答问q a]:")
_HAN_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")
_HAN_TRIPLE = re.compile(r"(?=([\u3400-\u9fff]{3}))")
# Prose beyond this many characters adds little to what the article is about.
_TOPIC_LIMIT = 40_000
# How far a heading such as 相关推荐 reaches, in lines: the longest hot lists of real pages have fifty.
_HEADING_REACH = 60
_HEADING_LENGTH = 30
# The reasons of lines that head a list of more page lines.
LIST_HEADINGS = frozenset({"nav.related", "nav.comments"})
# Furniture that stands in the middle of articles and says nothing about the lines beside it.
_ALONE = frozenset({"placeholder", "nav.media"})
# A bare date or number is a counter among counters, and a figure among figures.
_FIGURE = Evidence("nav.counter", HINT)
# Log odds beyond this are as good as certain.
_CAP = 8.0
_WINDOWS = (2, 5, 12)
# A line is amid the page when this share of so many lines on both sides are page lines.
_AMID = 6
_AMID_SHARE = 0.4
# Less than this share of the prose before or behind is a comment, a summary or a notice, and not the article.
_STRAY_SHARE = 0.04
_FULL_MASS = 200.0
# The headline stands within this many lines above the text, under menus and over bylines and share bars.
_HEADLINE_REACH = 15
_SOON = 6
_WEIGHT_OF = {SURE: 1.0, LIKELY: 0.7, HINT: 0.3}
_LENGTHS = ((2, "length_2"), (4, "length_4"), (8, "length_8"), (15, "length_15"), (30, "length_30"), (60, "length_60"))


class Seen(NamedTuple):
    """A line that is not blank: its folded text, whether it is prose, what it says, and whether it is a credit."""

    text: str
    prose: bool
    evidence: Evidence
    credit: bool

    @property
    def page(self) -> float:
        """How much the line says that the lines beside it are page lines, 0 to 1."""
        if self.evidence.reason in _ALONE or self.evidence == _FIGURE:
            return 0.0
        return _WEIGHT_OF.get(self.evidence.strength, 0.0)


class Run:
    """Short lines together, and the prose before and after them (characters in the document)."""

    def __init__(self, lines: Sequence[Seen], first: int, last: int, prose: tuple[int, int]) -> None:
        self.lines = lines[first:last]
        self.first = first
        self.prose_before, self.prose_after = prose
        self.mass_before = _mass(lines[max(0, first - 8) : first])
        self.mass_after = _mass(lines[last : last + 8])
        self.pages = [line.page for line in self.lines]
        self.sums = [0.0]
        for page in self.pages:
            self.sums.append(self.sums[-1] + page)
        self.zone = self._zone()
        # Hints alone are no page: a list of the article may hold words that menus hold too.
        self.holds_page = max(self.pages) >= _WEIGHT_OF[LIKELY]

    def _zone(self) -> str:
        stray = _STRAY_SHARE * (self.prose_before + self.prose_after)
        if self.prose_before > stray and self.prose_after > stray:
            return "inside"
        if self.prose_before > stray:
            return "tail"
        return "head" if self.prose_after else "alone"

    def share(self, start: int, stop: int) -> float:
        """Return the share of page lines from `start` to before `stop`, cut to the run."""
        start, stop = max(0, start), min(len(self.lines), stop)
        return (self.sums[stop] - self.sums[start]) / (stop - start) if start < stop else 0.0

    def behind_page(self, index: int) -> bool:
        """Whether page lines stand between a line and the prose on every side that has prose."""
        above = not self.prose_before or self.sums[index] > 0
        below = not self.prose_after or self.sums[-1] > self.sums[index + 1]
        return above and below

    def amid_page(self, index: int) -> bool:
        """Whether every other line or so, above and below, says that it is a page line."""
        above, below = self.share(index - _AMID, index), self.share(index + 1, index + 1 + _AMID)
        return min(above, below) >= _AMID_SHARE

    def heading_above(self, index: int) -> Evidence | None:
        """Return what the heading of a list says that stands above a line, if there is one."""
        for above in range(index - 1, max(0, index - _HEADING_REACH) - 1, -1):
            evidence = self.lines[above].evidence
            if evidence.strength == SURE and evidence.reason in LIST_HEADINGS:
                if len(self.lines[above].text) <= _HEADING_LENGTH:
                    return evidence
        return None


def runs(lines: Sequence[Seen]) -> Iterator[Run]:
    """Yield the runs of lines that are not prose."""
    total = _mass(lines)
    passed = start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and not lines[index].prose:
            continue
        if start < index:
            yield Run(lines, start, index, (passed, total - passed))
        if index < len(lines):
            passed += len(lines[index].text)
        start = index + 1


def _mass(lines: Sequence[Seen]) -> int:
    return sum(len(line.text) for line in lines if line.prose)


class Topic:
    """What the prose of a document is about: its pairs and triples of characters; and which lines it repeats."""

    def __init__(self, lines: Sequence[Seen]) -> None:
        self.repeats = Counter(line.text for line in lines if not line.prose)
        self._pairs: set[str] = set()
        self._triples: set[str] = set()
        left = _TOPIC_LIMIT
        for line in lines:
            if line.prose and left > 0:
                self._pairs.update(_HAN_PAIR.findall(line.text))
                self._triples.update(_HAN_TRIPLE.findall(line.text))
                left -= len(line.text)

    def shared(self, text: str) -> tuple[float, float]:
        """Return which share of a line's pairs and of its triples the prose has too."""
        pairs, triples = _HAN_PAIR.findall(text), _HAN_TRIPLE.findall(text)
        return (
            sum(pair in self._pairs for pair in pairs) / max(2, len(pairs)),
            sum(triple in self._triples for triple in triples) / max(2, len(triples)),
        )


def own(line: Seen) -> dict[str, float]:
    """Return what can be said of a line by itself."""
    text = line.text.strip()
    size = max(1, len(text))
    found = {
        "says_likely": float(line.evidence.strength == LIKELY),
        "says_hint": float(line.evidence.strength == HINT),
        next((name for limit, name in _LENGTHS if size <= limit), "length_more"): 1.0,
        "sentence_end": float(text[-1:] in "。!?…" and size > 2),
        "colon_end": float(text[-1:] == ":"),
        "ellipsis_end": float(text.endswith(("...", "…"))),
        "commas": min(1.0, text.count(",") / 3),
        "digits": len(_DIGIT.findall(text)) / size,
        "latin": len(_LATIN.findall(text)) / size,
        "separators": min(1.0, len(_SEPARATOR.findall(text)) / 4),
        "bullet": float(_BULLET.match(line.text) is not None),
        "date": float(_DATE.search(text) is not None),
        "speech": float(_SPEECH.search(text) is not None),
    }
    return {name: value for name, value in found.items() if value}


def beside(run: Run, index: int) -> dict[str, float]:
    """Return where a line (by its place in the run) stands and what stands beside it."""
    found = {"bias": 1.0, "page_in_run": run.share(0, len(run.lines)), "run_length": min(1.0, len(run.lines) / 30)}
    for reach in _WINDOWS:
        above, below = run.share(index - reach, index), run.share(index + 1, index + 1 + reach)
        found[f"page_beside_{reach}"] = max(above, below)
        found[f"page_around_{reach}"] = min(above, below)
    above, below = run.sums[index], run.sums[-1] - run.sums[index + 1]
    if run.prose_before:
        found["page_between_above"] = min(1.0, above)
        found["prose_above"] = min(1.0, run.mass_before / _FULL_MASS) / (1 + index) / (1 + 3 * above)
    if run.prose_after:
        found["page_between_below"] = min(1.0, below)
        found["prose_below"] = min(1.0, run.mass_after / _FULL_MASS) / (len(run.lines) - index) / (1 + 3 * below)
        found["prose_soon"] = float(len(run.lines) - index <= _SOON)
    found["credit_below"] = float(any(line.credit for line in run.lines[index + 1 : index + 4]))
    found["credit_above"] = float(any(line.credit for line in run.lines[max(0, index - 3) : index]))
    found["alike"] = _alike(run, index)
    found["sentences_near"] = _sentences_near(run, index)
    if heading := run.heading_above(index):
        found[f"under_{heading.reason[4:]}"] = 1.0
    return found


def _alike(run: Run, index: int) -> float:
    """Return how even the lengths of the lines around are: lists and menus are, subheads are not."""
    around = [len(line.text) for line in run.lines[max(0, index - 3) : index + 4]]
    if len(around) < 3:
        return 0.0
    close = sum(abs(one - two) <= max(2, one // 3) for one, two in zip(around, around[1:], strict=False))
    return close / (len(around) - 1)


def _sentences_near(run: Run, index: int) -> float:
    around = run.lines[max(0, index - 3) : index + 4]
    return sum(line.text[-1:] in "。!?:;\"" and len(line.text) > 4 for line in around) / len(around)


def features(run: Run, index: int, topic: Topic) -> dict[str, float]:
    """Return everything that is weighed for one line of a run."""
    line = run.lines[index]
    pairs, triples = topic.shared(line.text)
    where = "_behind" if run.behind_page(index) else ""
    if run.zone == "head" and len(run.lines) - index > _HEADLINE_REACH:
        where = "_far"
    repeated = {"repeated": 1.0} if topic.repeats[line.text] > 1 else {}
    return own(line) | beside(run, index) | {f"topic_pairs{where}": pairs, f"topic_triples{where}": triples} | repeated


def score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the weighted sum: above 0 a line of the page, below 0 one of the article."""
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


def believed(run: Run, first: Sequence[float | None]) -> list[float]:
    """Return how much each line of a run is believed to be of the page, 0 to 1, after it was weighed by itself."""
    return [
        float(line.evidence.strength == SURE) if total is None else 1 / (1 + exp(-max(-_CAP, min(_CAP, total))))
        for line, total in zip(run.lines, first, strict=True)
    ]


def neighbours(beliefs: Sequence[float], index: int, total: float) -> dict[str, float]:
    """Return what is weighed the second time: the first judgement, and what is believed of the lines beside."""
    found = {"then_bias": 1.0, "then_own": max(-_CAP, min(_CAP, total))}
    for reach in (1, 3, 8):
        above, below = beliefs[max(0, index - reach) : index], beliefs[index + 1 : index + 1 + reach]
        # Beyond the run there is prose, or nothing.
        found[f"then_above_{reach}"] = sum(above) / reach
        found[f"then_below_{reach}"] = sum(below) / reach
    found["then_either"] = max(found["then_above_3"], found["then_below_3"])
    found["then_both"] = min(found["then_above_3"], found["then_below_3"])
    return found
