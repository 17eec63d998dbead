"""Weighs the evidence: which lines of a document are the page and not the article, and why.

Lines that say so themselves go. The others go when what they say, how they look, where they stand and what
stands beside them add up (see `strip_weights.tsv`). Judging goes on with the lines that are left until none
goes any more, so a cleaned document is never cleaned further.
"""

from __future__ import annotations

from functools import cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late, lexicon
from cleaner.lines import Verdict
from cleaner.pagelines import (
    boxes,
    buttons,
    caution,
    depths,
    fates,
    headlines,
    menus,
    pieces,
    telling,
    thin,
    titles,
    trees,
)
from cleaner.pagelines.body import as_judged
from cleaner.pagelines.features import believed, features, neighbours, score
from cleaner.pagelines.outlook import Outlook
from cleaner.pagelines.rules import LIKELY, SURE
from cleaner.pagelines.run import ZONES
from cleaner.pagelines.runs import runs
from cleaner.pagelines.topic import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.pagelines.run import Run
    from cleaner.pagelines.seen import Seen
    from cleaner.pagelines.titles import Title

# Log odds under which a line stays without a word, and above which it goes; in between it is doubtful.
DOUBT = -1.0
CERTAIN = 2.0
# So much more where no page line is between the line and the text, or the text is on both sides.
NEARER = 2.0
AMONG = "nav.among"
TAG = "nav.tags"
RELATED = "nav.related"
_WORK = late.pattern(r"《[^《》]{2,20}》")
# What goes by so little, and what stays though so much speaks for the page, is asked again. Then so
# little says that it stays after all, and so much that it goes, whatever the cautions.
_HARDLY = 4.0
_SOMEWHAT = 1.0
STAYS = 1.0
GOES = 2.0
# So much more where it stands close to the article, or tells something.
CLOSER = 1.5
# Lines whose words lean to text by more than this are not asked again.
_LEAST = {"head": -2.0, "tail": -pieces.MOST, "alone": -2.0}


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return for each zone the weight of each feature, in log odds."""
    rows = lexicon.table("strip_weights", ("feature", *ZONES, "why"))
    return {
        zone: {name: float(values[column]) for name, *values in rows} for column, zone in enumerate(ZONES)
    }


def verdicts(lines: Sequence[Seen]) -> dict[int, Verdict]:
    """Return the verdict on every line, by index, that goes or is doubtful; reasons lack the step's name."""
    gone: dict[int, Verdict] = {}
    left = list(range(len(lines)))
    while True:
        found = once([lines[index] for index in left])
        removed = {left[index]: verdict for index, verdict in found.items() if verdict.sure}
        if not removed:
            return gone | {left[index]: verdict for index, verdict in found.items()}
        gone |= removed
        left = [index for index in left if index not in removed]


def once(lines: Sequence[Seen]) -> dict[int, Verdict]:
    """Return the verdicts of one judging, after which fewer lines are left that may look otherwise."""
    if not any(line.evidence.strength for line in lines):
        return {}
    lines = as_judged(lines)
    topic = Topic(lines)
    found: dict[int, Verdict] = {}
    for run in runs(lines):
        found |= {run.first + index: verdict for index, verdict in _in_run(run, topic).items()}
    return found | fates.contents(lines) | fates.echoes(lines, found, topic)


class First(NamedTuple):
    """What is first seen of a run: plain verdicts, what is weighed of each line, which are not held back."""

    run: Run
    title: Title
    words: list[float]
    found: dict[int, Verdict]
    totals: list[float | None]
    weighed: set[int]


def _in_run(run: Run, topic: Topic) -> dict[int, Verdict]:
    """Return the verdicts on the lines of a run, by their places in it."""
    words = [pieces.leans(line.text) for line in run.lines]
    first = look(run, topic, words)
    found = first.found | dict(_second(first))
    found |= _again(first, found, topic)
    boxed = dict.fromkeys(boxes.headlines(run, topic), Verdict(RELATED))
    deep = _deep(first, found, topic) | _above(first) | boxed
    found = fates.shared(run, found | deep, words, deep)
    return thin.spared(run, found, words, body=topic.has_body)


def look(run: Run, topic: Topic, words: list[float]) -> First:
    """Judge each line of a run by itself and what stands beside it; `words` is what its lines lean to."""
    first = First(run, titles.find(run, topic, words), words, {}, [], set())
    scales = weights()[run.zone]
    for index in range(len(run.lines)):
        if verdict := _first(first, index, topic):
            first.found[index] = verdict
        weighed = index not in first.found and (index in first.weighed or may_be_asked(run, index, words))
        first.totals.append(
            score(features(run, index, topic, first.title, words), scales) if weighed else None
        )
    return first


def may_be_asked(run: Run, index: int, words: Sequence[float]) -> bool:
    """Whether a line that cautions keep from being weighed may be asked again: it is not among the text.

    Nor do its words lean to text much, but for headlines in lists below the text; and something speaks there.
    """
    line = run.lines[index]
    if run.zone == "inside" or line.credit or line.evidence.strength == SURE or index in run.goes_on:
        return False
    return run.sums[-1] > 0 and words[index] >= _LEAST[run.zone]


def _first(first: First, index: int, topic: Topic) -> Verdict | None:
    """Return the verdict on a line if it is plain; or note whether it is weighed."""
    run, words = first.run, first.words
    text = run.lines[index].text
    ends = run.zone == "tail" or (run.zone == "inside" and topic.begins_again(run))
    if reason := _plain(run, index, ends=ends):
        about = run.quoted_in_article(index) and topic.mentions(text)
        titled = index == first.title.believed and not reason.startswith("spam.")
        kept = about or titled or telling.may_tell(run, index, ends=ends)
        return Verdict(reason, not kept)
    if buttons.is_under_title(run, index, first.title, words) or buttons.is_beside_parts(run, index, topic):
        return Verdict(_reason(run, index))
    if not caution.weighable(run, index, first.title.line, words):
        return None
    if run.between_page(index) and topic.names(text):
        return Verdict(TAG)
    if run.item_of_menu(index) and words[index] >= caution.OF_TEXT and not topic.shared(text)[1]:
        return Verdict(AMONG)
    first.weighed.add(index)
    return None


def _plain(run: Run, index: int, *, ends: bool) -> str:
    """Return why a line goes unweighed: it says so, or likely so beside another, or is listed; or nothing.

    `ends` says that the text ends above the run, or a copy of it.
    """
    line = run.lines[index]
    if line.evidence.strength == SURE or (line.evidence.strength == LIKELY and run.beside_page(index)):
        return line.evidence.reason
    if not ends or (run.zone == "inside" and index > run.last_page):  # the title of a copy
        return ""
    if line.credit or line.text.endswith("。") or index in run.listed:
        return ""
    return RELATED if _is_related(run, index) else ""


def _is_related(run: Run, index: int) -> bool:
    """Whether a line stands under the heading of a list of other stories."""
    heading = run.heading_above(index)
    return heading is not None and heading.reason == RELATED


def _second(first: First) -> Iterator[tuple[int, Verdict]]:
    """Judge again, now that it is known how the lines beside a line look."""
    if not first.weighed:
        return
    run, headline, words = first.run, first.title.line, first.words
    totals = [total if index in first.weighed else None for index, total in enumerate(first.totals)]
    beliefs = believed(run, totals)
    for index, total in enumerate(totals):
        if total is None:
            continue
        again = score(neighbours(beliefs, index, total), weights()[run.zone])
        if again >= DOUBT:
            needed = CERTAIN + NEARER * caution.near_article(run, index, headline, words)
            kept = _may_be_title(first, index) or caution.by_article(run, index, headline, words)
            sure = again > needed and not kept
            yield index, Verdict(_reason(run, index), sure)


def _again(first: First, found: Mapping[int, Verdict], topic: Topic) -> dict[int, Verdict]:
    """Return other verdicts on what neither surely goes nor surely stays, by what more there is to see."""
    changed: dict[int, Verdict] = {}
    run = first.run
    if run.zone == "inside":
        return changed
    outlook = Outlook(run, topic, first.title, first.words, first.totals)
    for index, total in enumerate(first.totals):
        sure = index in found and found[index].sure
        if total is None or not (_may_stay(first, index, total) if sure else total > _SOMEWHAT):
            continue
        odds = trees.built_in().weigh(outlook.of(index, weights()[run.zone], weighed=index in first.weighed))
        if odds < STAYS if sure else odds > _needed(first, index, topic):
            changed[index] = Verdict(_reason(run, index), not sure)
    return changed


def _deep(first: First, found: Mapping[int, Verdict], topic: Topic) -> dict[int, Verdict]:
    """Return verdicts on what does not surely go, and yet stands where nothing but the page does."""
    run, words = first.run, first.words
    in_menu = {index for index in menus.rows(run, words) if not _may_name(first, index, topic)}
    return {
        index: Verdict(_reason(run, index))
        for index in range(len(run.lines))
        if not (index in found and found[index].sure)
        and (index in in_menu or depths.is_deep(run, index, topic, first.title, words[index]))
    }


def _may_name(first: First, index: int, topic: Topic) -> bool:
    """Whether a word may be the title, and is one that the text is about."""
    shared = topic.shared(first.run.lines[index].text)[0]
    return titles.may_be(first.title, index) and shared >= depths.SHARED


def _may_be_title(first: First, index: int) -> bool:
    """Whether a line may be the title, or the paper it stood in; where there is no text, all there is."""
    if first.run.zone == "alone":
        return headlines.is_only_one(first.run, index)
    if first.run.zone == "head" and headlines.is_titled(first.run, index):
        return True
    if first.title.line is not None and index > first.title.line:
        return _WORK.fullmatch(first.run.lines[index].text) is not None
    return titles.may_be(first.title, index)


def _above(first: First) -> dict[int, Verdict]:
    """Return verdicts on lines above the title that lean to the page, and hardly may be the title."""
    title, run = first.title, first.run
    return {
        index: Verdict(_reason(run, index))
        for index in range(title.line or 0)
        if (first.totals[index] or 0.0) > 0
        and titles.share(title, index) < titles.HARDLY
        and run.sums[title.line or 0] > run.sums[index + 1]
        and not (index in run.listed or run.lines[index].credit or headlines.is_date(run.lines[index]))
    }


def _needed(first: First, index: int, topic: Topic) -> float:
    """Return how much has to say that a line goes: more if the article is close, or it tells something."""
    run, text = first.run, first.run.lines[index].text
    close = caution.close(run, index, first.title.line)
    if run.zone == "head" and (close or index in run.listed):
        return inf  # the title stands there, and lists that the text begins with
    if run.zone == "head" and first.title.line is None and topic.shared(text)[0] >= depths.SHARED:
        return inf  # it may be the title, far above the text
    if _may_be_title(first, index):
        return inf
    if headlines.is_date(run.lines[index]) and titles.is_close_below(first.title, index):
        return inf  # it may be the day of the article
    tells = telling.has_sentence(text) and not _is_related(run, index)
    return GOES + CLOSER if close or tells else GOES


def _may_stay(first: First, index: int, total: float) -> bool:
    """Whether a line that goes by so much may stay: its words say nothing of pages, no title is below."""
    if first.title.line is not None and index < first.title.line:
        return False
    return total < _HARDLY and first.run.lines[index].evidence.strength < LIKELY


def _reason(run: Run, index: int) -> str:
    heading = run.heading_above(index)
    return run.lines[index].evidence.reason or (heading.reason if heading else AMONG)
