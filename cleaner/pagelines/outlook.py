"""What a line is judged by in the end.

How it was judged so far, what says nothing together with it, and how much there is of the document, of its
prose and of the run.
"""

from __future__ import annotations

from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from cleaner.pagelines.fates import shape
from cleaner.pagelines.features import believed, neighbours, score, together
from cleaner.pagelines.rules import NONE
from cleaner.pagelines.run import ZONES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.titles import Title
    from cleaner.pagelines.topic import Topic

# So many lines above and below.
_AROUND = 8
# What is asked of a line, and what its number means.
FEATURES = {
    "first": "log odds by how it looks, where it stands and what stands beside it",
    "second": "log odds by that and by what is believed of the lines beside it",
    "weighed": "whether no caution keeps it from being judged",
    "listed": "whether it is of a list as articles have them",
    "zone": "0 above all prose, 2 below all prose, 3 where there is none",
    "place": "lines of its run above it",
    "below": "lines of its run below it",
    "run": "lines in its run",
    "lines": "lines in the document",
    "paragraphs": "paragraphs in the document",
    "prose": "characters of prose in the document, as a logarithm",
    "prose_before": "characters of prose above its run, as a logarithm",
    "prose_after": "characters of prose below its run, as a logarithm",
    "length": "characters in it",
    "words": "what its pairs of characters lean to",
    "words_around": "what those of the eight lines above and below lean to",
    "topic": "share of its pairs of characters that the prose has",
    "alike": "lines of its shape that stand together with it, none if it has no shape",
    "silent": "lines that say nothing and stand together with it",
    "silent_below": "how many of those stand below it",
    "silent_words": "what the pairs of characters of those lean to",
    "silent_length": "characters in one of those",
    "page_above": "share of page lines, as believed, among the eight above",
    "page_below": "share of page lines, as believed, among the eight below",
    "page_amid": "belief in a page line right above and in one right below, the smaller",
    "title_above": "belief that the title stands above it",
    "title_below": "belief that the title stands below it",
}


class Outlook:
    """Asks all that of lines of a run; `totals` is what is weighed of each alone, None where nothing is."""

    def __init__(
        self,
        run: Run,
        topic: Topic,
        title: Title,
        words: Sequence[float],
        totals: Sequence[float | None],
    ) -> None:
        self._run = run
        self._topic = topic
        self._passed = title.passed
        self._words = words
        self._totals = totals
        self._zone = float(ZONES.index(run.zone))
        self._prose = log(1 + topic.characters), log(1 + run.prose_before), log(1 + run.prose_after)
        self._silence: tuple[range, float, float] = (range(0), 0.0, 0.0)

    def of(self, index: int, weights: Mapping[str, float], *, weighed: bool) -> dict[str, float]:
        """Return what there is to say of a line, by name (see FEATURES)."""
        run, words, total = self._run, self._words, self._totals[index] or 0.0
        line, size = run.lines[index], len(run.lines)
        beside = neighbours(self._beliefs, index, total)
        silence, leaning, length = self._silent(index)
        around = words[max(0, index - _AROUND) : index + 1 + _AROUND]
        prose, before, after = self._prose
        return {
            "first": total,
            "second": score(beside, weights),
            "weighed": weighed,
            "listed": index in run.listed,
            "zone": self._zone,
            "place": index,
            "below": size - 1 - index,
            "run": size,
            "lines": self._topic.size,
            "paragraphs": self._topic.paragraphs,
            "prose": prose,
            "prose_before": before,
            "prose_after": after,
            "length": len(line.text),
            "words": words[index],
            "words_around": sum(around) / len(around),
            "topic": self._topic.shared(line.text)[0],
            "alike": self._alike[index],
            "silent": len(silence),
            "silent_below": silence.stop - 1 - index if silence else 0,
            "silent_words": leaning,
            "silent_length": length,
            "page_above": beside["then_above_8"],
            "page_below": beside["then_below_8"],
            "page_amid": beside["then_amid"],
            "title_above": self._passed[index - 1] if self._passed and index else 0.0,
            "title_below": self._passed[-1] - self._passed[index] if self._passed else 0.0,
        }

    @cached_property
    def _beliefs(self) -> list[float]:
        return believed(self._run, self._totals)

    @cached_property
    def _alike(self) -> list[int]:
        """How many lines of its shape stand together with each line, itself included; 0 without a shape."""
        return [
            count if name else 0 for name, count in together(shape(line.text) for line in self._run.lines)
        ]

    def _silent(self, index: int) -> tuple[range, float, float]:
        """Return which lines together with a line say nothing, and what they lean to and measure each."""
        if index in self._silence[0]:
            return self._silence
        start = stop = index
        if self._says_nothing(index):
            while start and self._says_nothing(start - 1):
                start -= 1
            while stop < len(self._run.lines) and self._says_nothing(stop):
                stop += 1
        count = max(1, stop - start)
        leaning = sum(self._words[start:stop]) / count
        length = sum(len(line.text) for line in self._run.lines[start:stop]) / count
        self._silence = range(start, stop), leaning, length
        return self._silence

    def _says_nothing(self, index: int) -> bool:
        line = self._run.lines[index]
        return line.evidence.strength == NONE and not line.credit
