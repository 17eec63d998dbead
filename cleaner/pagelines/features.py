"""How a line looks, where it stands and what stands beside it: the numbers that a judgement weighs."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby, repeat
from math import exp
from typing import TYPE_CHECKING, TypeVar

from cleaner.pagelines.pieces import near
from cleaner.pagelines.rules import HINT, LIKELY, SURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen
    from cleaner.pagelines.titles import Title
    from cleaner.pagelines.topic import Topic

_DIGIT = re.compile(r"\d")
_LATIN = re.compile(r"[a-z]")
_SEPARATOR = re.compile(r"[|·>»/│丨]")
_BULLET = re.compile(r"\s*(?:[•·●■◆▪★☆◇□▶►→*]|\d{1,2}[.、])")
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}|\d{1,2}[-/月]\d{1,2}|\d{1,2}:\d{2}")
_SPEECH = re.compile(r"^[\"'][^\"']+[\"']|:\"|^[问答qa]:")
_LENGTHS = (2, 4, 8, 15, 30, 60)
_WINDOW = 2
# So many characters of prose beside a run, and so many lines in it, are as good as more.
_FULL_MASS = 200.0
_FULL_RUN = 30
# The headline stands within this many lines above the text, under menus and over bylines and share bars.
_HEADLINE_REACH = 15
_SOON = 6
_REACHES = tuple((reach, f"then_above_{reach}", f"then_below_{reach}") for reach in (1, 3, 8))
# Log odds beyond this are as good as certain.
_CAP = 8.0
# Words of menus and headlines are hardly longer; so many together are as good as more.
_MENU_WORD = 8
_LONGEST_HEADLINE = 45
_LONG_STRETCH = 12
# Judging goes on with the lines that are left, and the pages of a site repeat theirs.
_REMEMBERED = 4096
_Kind = TypeVar("_Kind")

_PAUSE = re.compile(r"[,。;:]")


@lru_cache(maxsize=_REMEMBERED)
def own(line: Seen) -> dict[str, float]:
    """Return what can be said of a line by itself."""
    text = line.text.strip()
    size = max(1, len(text))
    found = {
        "says_likely": float(line.evidence.strength == LIKELY),
        "says_hint": float(line.evidence.strength == HINT),
        length(size, _LENGTHS): 1.0,
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


def length(size: int, limits: Sequence[int]) -> str:
    """Return the feature of a size in characters: the first of the limits that it does not pass."""
    return next((f"length_{limit}" for limit in limits if size <= limit), "length_more")


def beside(run: Run, index: int) -> dict[str, float]:
    """Return where a line (by its place in the run) stands and what stands beside it."""
    found = {
        "bias": 1.0,
        "page_in_run": run.sums[-1] / len(run.lines),
        "run_length": min(1.0, len(run.lines) / _FULL_RUN),
    }
    above, below = run.share(index - _WINDOW, index), run.share(index + 1, index + 1 + _WINDOW)
    found["page_beside"] = max(above, below)
    found["page_around"] = min(above, below)
    above, below = run.sums[index], run.sums[-1] - run.sums[index + 1]
    if run.prose_before:
        found["page_between_above"] = min(1.0, above)
        found["prose_above"] = min(1.0, run.mass_before / _FULL_MASS) / (1 + index) / (1 + 3 * above)
    if run.prose_after:
        found["page_between_below"] = min(1.0, below)
        found["prose_below"] = (
            min(1.0, run.mass_after / _FULL_MASS) / (len(run.lines) - index) / (1 + 3 * below)
        )
        found["prose_soon"] = float(len(run.lines) - index <= _SOON)
    found["credit_below"] = float(True in run.credits[index + 1 : index + 4])
    found["credit_above"] = float(True in run.credits[max(0, index - 3) : index])
    found["alike"] = _alike(run, index)
    found["sentences_near"] = _sentences_near(run, index)
    if heading := run.heading_above(index):
        found[f"under_{heading.reason[4:]}"] = 1.0
    return found


def _alike(run: Run, index: int) -> float:
    """Return how even the lengths of the lines around are: lists and menus are, subheads are not."""
    close = run.like_next[max(0, index - 3) : index + 3]
    return close.count(True) / len(close) if len(close) > 1 else 0.0


def _sentences_near(run: Run, index: int) -> float:
    around = run.sentences[max(0, index - 3) : index + 4]
    return around.count(True) / len(around)


def features(run: Run, index: int, topic: Topic, title: Title, words: Sequence[float]) -> dict[str, float]:
    """Return everything that is weighed for a line of a run; `words` is what those of its lines lean to."""
    line = run.lines[index]
    pairs, triples = topic.shared(line.text)
    where = "_behind" if run.behind_page(index) else ""
    if run.zone == "head" and len(run.lines) - index > _HEADLINE_REACH:
        where = "_far"
    found = {**own(line), **beside(run, index), **among(run, index)}
    found[f"topic_pairs{where}"] = pairs
    found[f"topic_triples{where}"] = triples
    beside_it = near(words, index)
    found["words_page" if words[index] > 0 else "words_text"] = abs(words[index])
    found["near_page" if beside_it > 0 else "near_text"] = abs(beside_it)
    word = len(line.text) <= _MENU_WORD
    found["repeated_word" if word else "repeated"] = float(topic.repeats[line.text] > 1)
    if title.passed:
        found["title_below"] = title.passed[-1] - title.passed[index]
        found["title_above"] = title.passed[index - 1] if index else 0.0
    return found


def among(run: Run, index: int) -> dict[str, float]:
    """Return of how many lines alike a line is one: words of a menu, or headlines in a list."""
    size = len(run.lines)
    menus, lists = run.once("stretches", _menus_and_lists)
    far = size - index if run.zone == "head" else index + 1
    return {
        "menu_run": menus[index] / _LONG_STRETCH,
        "list_run": lists[index] / _LONG_STRETCH,
        "far_from_prose": min(1.0, far / _FULL_RUN),
        "by_text": float(run.by_text(index)),
    }


def _is_menu_word(line: Seen) -> bool:
    return len(line.text) <= _MENU_WORD and not _PAUSE.search(line.text)


def _is_headline(line: Seen) -> bool:
    return _MENU_WORD < len(line.text) <= _LONGEST_HEADLINE and not _PAUSE.search(line.text[-1:])


def _menus_and_lists(run: Run) -> tuple[list[float], list[float]]:
    return _stretches(run, _is_menu_word), _stretches(run, _is_headline)


def _stretches(run: Run, alike: Callable[[Seen], bool]) -> list[float]:
    """Return how many lines that are alike stand together with each line, itself included, and no more."""
    return [min(count, _LONG_STRETCH) * kind for kind, count in together(map(alike, run.lines))]


def together(kinds: Iterable[_Kind]) -> Iterator[tuple[_Kind, int]]:
    """Yield each with how many of its kind stand together there, itself included."""
    for kind, group in groupby(kinds):
        count = len(list(group))
        yield from repeat((kind, count), count)


def score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the weighted sum: above 0 a line of the page, below 0 one of the article."""
    return sum([weights[name] * value for name, value in found.items() if value and name in weights])


def believed(run: Run, first: Sequence[float | None]) -> list[float]:
    """Return how much each line of a run is believed to be of the page, 0 to 1, weighed by itself."""
    return [
        float(line.evidence.strength == SURE)
        if total is None
        else 1 / (1 + exp(-max(-_CAP, min(_CAP, total))))
        for line, total in zip(run.lines, first, strict=True)
    ]


def neighbours(beliefs: Sequence[float], index: int, total: float) -> dict[str, float]:
    """Return what is weighed the second time: the first judgement, and beliefs of the lines beside."""
    found = {"then_bias": 1.0, "then_own": max(-_CAP, min(_CAP, total))}
    for reach, over, under in _REACHES:
        above, below = beliefs[max(0, index - reach) : index], beliefs[index + 1 : index + 1 + reach]
        # Beyond the run there is prose, or nothing.
        found[over] = sum(above) / reach
        found[under] = sum(below) / reach
    found["then_either"] = max(found["then_above_3"], found["then_below_3"])
    found["then_both"] = min(found["then_above_3"], found["then_below_3"])
    found["then_amid"] = min(found["then_above_1"], found["then_below_1"])
    return found
