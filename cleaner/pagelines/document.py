"""From a text to the edits that leave the article: spans in lines first, then whole lines."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lines as text_lines
from cleaner.edits import Edit
from cleaner.fold import fold
from cleaner.lines import Verdict
from cleaner.pagelines import spans
from cleaner.pagelines.rules import ONE_SENTENCE, SURE, Rules, built_in, with_files
from cleaner.pagelines.view import paragraph, seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.lines import Line
    from cleaner.pagelines.cues import Cues
    from cleaner.pagelines.seen import Seen
    from cleaner.pagelines.spans import Span


class Numbered(NamedTuple):
    """A line that is not blank: its number, how the judgement sees it, and the spans in it that go."""

    number: int
    view: Seen
    spans: list[Span]


def edits(step: str, text: str, *, drop: Sequence[str], rules: Sequence[str]) -> list[Edit]:
    """Return the edits, with reasons of `step`; `drop` may hold `credit`, `rules` files of further rules."""
    known = with_files(tuple(map(Path, rules))) if rules else built_in()
    lines = text_lines.split(text)
    folded = fold(text)
    numbered = list(_numbered(lines, folded, known))
    if any(line.view.evidence.strength for line in numbered):
        numbered = [_closer(line, lines[line.number], folded, known) for line in numbered]
    found = _verdicts([line.view for line in numbered])
    if "credit" in drop:
        found |= {index: Verdict("credit") for index, line in enumerate(numbered) if line.view.credit}
    whole = {
        numbered[index].number: Verdict(f"{step}/{verdict.reason}", verdict.sure)
        for index, verdict in found.items()
        if verdict.sure or not numbered[index].spans
    }
    return sorted([*text_lines.removals(lines, whole), *_inner(step, text, lines, numbered, whole)])


def _verdicts(lines: Sequence[Seen]) -> dict[int, Verdict]:
    if not any(line.evidence.strength for line in lines):
        return {}
    from cleaner.pagelines.judge import verdicts  # where no line says anything there is nothing to weigh

    return verdicts(lines)


def _numbered(lines: Sequence[Line], folded: str, rules: Rules) -> Iterator[Numbered]:
    starts = [line.start for line in lines]
    speaking = _lines_with(rules.long_cues, folded, starts)
    glued = _lines_with(spans.cues(), folded, starts)
    for number, line in enumerate(lines):
        if line.blank:
            continue
        words = folded[line.start : line.start + len(line.text)]
        if number not in speaking and number not in glued:
            yield Numbered(number, paragraph(words) or seen(words, rules), [])
            continue
        worded = spans.worded(words, line.text)
        found = spans.find(worded, rules)
        whole = seen(words, rules) if found else None
        if whole and _goes_whole(whole):
            yield Numbered(number, whole, [])
            continue
        rest = spans.without(words, found) if found else words
        silent = paragraph(rest) if number not in speaking else None
        yield Numbered(number, silent or seen(rest, rules), found)


def _closer(line: Numbered, place: Line, folded: str, rules: Rules) -> Numbered:
    """Return a line as all rules see it, if it is one sentence that none of those for paragraphs speaks of.

    Sites say in one sentence what they say of themselves; but to look for that costs too much in an article
    that nothing of a page stands around.
    """
    if not line.view.prose or len(place.text) > ONE_SENTENCE or line.spans:
        return line
    return line._replace(view=seen(folded[place.start : place.start + len(place.text)], rules))


def _goes_whole(line: Seen) -> bool:
    """Whether a line with spans that go is of the page as a whole, which the rest of it might not show.

    Of a line with placeholders in it nothing but those may be of the page.
    """
    return line.evidence.strength == SURE and not line.prose and line.evidence.reason != "placeholder"


def _lines_with(cues: Cues, text: str, starts: Sequence[int]) -> set[int]:
    return {bisect_right(starts, place) - 1 for place in cues.places(text)}


def _inner(
    step: str, text: str, lines: Sequence[Line], numbered: Sequence[Numbered], whole: Mapping[int, Verdict]
) -> Iterator[Edit]:
    """Yield the edits for spans in lines that stay."""
    for number, _, found in numbered:
        if number not in whole:
            for start, end, reason, sure in found:
                begin = lines[number].start + start
                yield Edit(begin, text[begin : lines[number].start + end], "", f"{step}/{reason}", sure)
