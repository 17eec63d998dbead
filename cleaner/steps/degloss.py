"""Removes pinyin glosses whose reading fits the characters before: `悬念(xuánniàn)` becomes `悬念`.

The reading is the proof, the document is the evidence; see `cleaner.glosses`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.edits import Edit
from cleaner.glosses import brackets
from cleaner.step import Phase, Reason, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.glosses.brackets import Bracket


def find(text: str, options: Mapping[str, Any]) -> list[Edit]:
    """Return the deletions of all glosses that are dirt, and doubtful ones of those that may be."""
    del options
    candidates = brackets.find(text)
    return _judged(text, candidates) if candidates else []


def _judged(text: str, candidates: list[Bracket]) -> list[Edit]:
    from cleaner.glosses import matching

    found = matching.match(text, candidates)
    if not found.glosses:
        return []
    from cleaner.glosses.blanks import Blanks
    from cleaner.glosses.evidence import Evidence, Verdict
    from cleaner.glosses.grade import kind_of

    evidence = Evidence(found)
    blanks = Blanks(text, found.glosses)
    edits: list[Edit] = []
    position = 0
    doubled, doubts, around = evidence.doubled, evidence.doubts, blanks.around
    for index, (gloss, verdict) in enumerate(zip(found.glosses, evidence.verdicts(), strict=True)):
        if verdict is Verdict.KEEP:
            continue
        kind = "doubled" if index in doubled else kind_of(gloss, doubts[index])
        start, end = around(gloss)
        if start < position:
            start = position
        deleted = text[start:end]
        edit = Edit(start, deleted, "", f"degloss/{kind}", verdict is Verdict.REMOVE)
        if "\n" in deleted or "\r" in deleted:
            edits += _by_lines(edit)
        else:
            edits.append(edit)
        position = end
    return edits


def _by_lines(deletion: Edit) -> list[Edit]:
    """Return the edits that delete the same text except for the line ends in it."""
    start = deletion.start
    edits = []
    for line in deletion.before.splitlines(keepends=True):
        gone = line.rstrip("\r\n")
        if gone:
            edits.append(deletion._replace(start=start, before=gone))
        start += len(line)
    return edits


_PAGE = "新闻(xīnwén)发布会后(hòu)，市民(shìmín)关心(guānxīn)的问题(wèntí)有了答案，"

REASONS = (
    Reason(
        kind="word",
        does="removes the pinyin of several characters before it",
        why="Sites that copy articles put pinyin behind words, so that the copies are not found to be equal.",
        before="比赛毫无悬念(xuánniàn)地结束了。",
        after="比赛毫无悬念地结束了。",
        wrong="A story for children that spells words of everyday life.",
    ),
    Reason(
        kind="character",
        does="removes the pinyin of the character before it",
        why="Sites put pinyin behind all occurrences of some characters.",
        before="互联网(wǎng)企业公布了业绩。",
        after="互联网企业公布了业绩。",
        wrong="A text that tells one reading of a common character from another.",
    ),
    Reason(
        kind="doubled",
        does="removes pinyin that stands twice in a row",
        why="The machine that glosses came by twice; no writer does that.",
        before="用户的体验(tǐyàn)(tǐyàn)更好了。",
        after="用户的体验更好了。",
        wrong="Never known to.",
    ),
    Reason(
        kind="toneless",
        does="removes pinyin without tones, on pages that gloss several characters that way",
        why="Some of the sites write no tones. A single word without tones may be anything.",
        before="各机关(guan) 和企业(ye) 要(yao) 按规定办(ban) 理。",
        after="各机关和企业要按规定办理。",
        wrong="A list of places with help for the reader.",
    ),
    Reason(
        kind="rare",
        does="removes the pinyin of rare characters on pages full of glosses; elsewhere reports it",
        why="Where common characters are glossed everywhere, rare ones were not glossed for the reader.",
        before=_PAGE + "场面不再尴尬(gāngà)。",
        after="新闻发布会后，市民关心的问题有了答案，场面不再尴尬。",
        wrong="A writer's help in an article that was polluted later.",
    ),
    Reason(
        kind="explained",
        does="removes pinyin that looks as if it belonged, on pages full of glosses; elsewhere reports it",
        why="Names, head words, surprising readings and quoted words are glossed by writers too.",
        before=_PAGE + "六安(lù'ān)也是。",
        after="新闻发布会后，市民关心的问题有了答案，六安也是。",
        wrong="A writer's help in an article that was polluted later.",
    ),
)

STEP = Step(
    name="degloss",
    summary="removes pinyin glosses that read the characters before them",
    phase=Phase.GLOSSES,
    find=find,
    deletes_only=True,
    reasons=REASONS,
)
