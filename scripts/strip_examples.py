"""What pages teach, labelled ones and those made by `strip_pages`: for each line what is weighed of it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from cleaner.fold import fold
from cleaner.pagelines import judge, pieces, titles
from cleaner.pagelines.body import as_judged
from cleaner.pagelines.caution import weighable
from cleaner.pagelines.features import believed, features, neighbours, score
from cleaner.pagelines.rules import SILENT, SURE, built_in
from cleaner.pagelines.runs import runs
from cleaner.pagelines.topic import Topic
from cleaner.pagelines.view import seen
from scripts import strip_words
from scripts.strip_pages import Labelled, Material, PageMaker
from tests import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen

# The labelled pages are few, and more like real ones than those made at random.
LABELLED_REPEATS = 3
# How much of a page is around the article of those made, from nothing to a portal.
WHOLE_PAGES = (0.0, 0.1, 0.2, 0.5, 0.8, 1.0)
# Shares of what the rules know of a page that they are made not to know.
HUSHED = (0.0, 0.1, 0.2, 0.4)
# So many of the pages made teach once more, with what is left of them when what says so itself is gone.
SECOND_PASSES = 0.3


class RunExample(NamedTuple):
    """A run of a page: for each line its features, if it is weighed, and whether it is of the page."""

    run: Run
    features: list[dict[str, float] | None]
    pages: list[bool]


Row = tuple[str, dict[str, float], bool]
Words = dict[bool, dict[str, float]]


def hushed(lines: list[Seen], share: float, random: Random) -> list[Seen]:
    """Return the lines with that share of all wordings saying nothing, as on a site nobody has seen."""
    known = sorted({line.text for line in lines if line.evidence.strength})
    silent = {text for text in known if random.random() < share}
    return [line._replace(evidence=SILENT) if line.text in silent else line for line in lines]


class SeenRun(NamedTuple):
    """A run of a page, what its document is about, what its lines lean to, and which are of the page."""

    run: Run
    topic: Topic
    leanings: list[float]
    pages: list[bool]


def seen_runs(page: list[Labelled], words: Words, random: Random, source: str = "") -> Iterator[SeenRun]:
    """Yield the runs of a page as in a first judging; `source` names it."""
    lines: Sequence[Seen] = hushed(
        [seen(fold(text), built_in()) for text, _ in page], random.choice(HUSHED), random
    )
    lines = as_judged(lines)
    topic = Topic(lines)
    for run in runs(lines):
        leanings = [_leaning(line, words, source) for line in run.lines]
        pages = [not line.article for line in page[run.first : run.first + len(run.lines)]]
        yield SeenRun(run, topic, leanings, pages)


def examples(page: list[Labelled], words: Words, random: Random, source: str = "") -> list[RunExample]:
    """Return the runs of a page in which any line is weighed, as in a first judging; `source` names it."""
    found = []
    for run, topic, leanings, pages in seen_runs(page, words, random, source):
        title = titles.find(run, topic, leanings)
        values = [
            {name: value for name, value in features(run, index, topic, title, leanings).items() if value}
            if weighable(run, index, title.line, leanings)
            else None
            for index in range(len(run.lines))
        ]
        if any(values):
            found.append(RunExample(run, values, pages))
    return found


def _leaning(line: Seen, words: Words, source: str) -> float:
    return pieces.leaning(line.text, words[strip_words.half(source or line.text)])


def first_rows(found: list[RunExample]) -> list[Row]:
    """Return zone, features and label of every line that is weighed."""
    return [
        (example.run.zone, values, page)
        for example in found
        for values, page in zip(example.features, example.pages, strict=True)
        if values
    ]


def second_rows(found: list[RunExample], weights: dict[str, dict[str, float]]) -> list[Row]:
    """Return the same for the second judgement, which looks at the first one's beliefs."""
    rows: list[Row] = []
    for run, values, pages in found:
        first = [None if value is None else score(value, weights[run.zone]) for value in values]
        beliefs = believed(run, first)
        rows += [
            (run.zone, neighbours(beliefs, index, total), page)
            for index, (total, page) in enumerate(zip(first, pages, strict=True))
            if total is not None
        ]
    return rows


def second_pass(page: list[Labelled]) -> list[Labelled]:
    """Return what is left of a page when every page line that says so itself is gone."""
    return [line for line in page if line.article or not says_so(line.text)]


def says_so(line: str) -> bool:
    """Whether a line says itself that it is of the page."""
    return seen(fold(line), built_in()).evidence.strength == SURE


def later_pass(page: list[Labelled]) -> list[Labelled]:
    """Return what is left of a page after it was judged once, and nothing of its article."""
    found = judge.once([seen(fold(line.text), built_in()) for line in page])
    gone = {index for index, verdict in found.items() if verdict.sure}
    return [line for index, line in enumerate(page) if index not in gone]


def made(material: Material, words: Words, count: int, seed: int) -> list[RunExample]:
    """Return examples from that many pages."""
    random = Random(seed)
    maker = PageMaker(random, material)
    found: list[RunExample] = []
    for _ in range(count):
        page = maker.page(random.choice(WHOLE_PAGES))
        found += examples(page, words, random)
        if random.random() < SECOND_PASSES:
            found += examples(second_pass(page), words, random)
    return found


def labelled(pages: list[labels.Page], words: Words, seed: int) -> list[RunExample]:
    """Return examples from labelled pages."""
    random = Random(seed)
    found: list[RunExample] = []
    for page in pages:
        lines = lines_of(page)
        for _ in range(LABELLED_REPEATS):
            found += examples(lines, words, random, page.name)
            found += examples(second_pass(lines), words, random, page.name)
    return found


def lines_of(page: labels.Page) -> list[Labelled]:
    """Return the lines of a labelled page; those that can be seen either way teach nothing."""
    return [
        Labelled(line, label not in labels.GOES)
        for label, line in zip(page.labels, page.lines, strict=True)
        if label not in ("", "either")
    ]
