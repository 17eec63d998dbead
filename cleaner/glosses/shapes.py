"""What stands around a gloss where it belongs: head words, notes, lists, quoted words, lines of verse."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters
from typing import TYPE_CHECKING

from cleaner.hanzi import HAN, is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.glosses.matching import Gloss

# Sites gloss words; from this many syllables on it is a name, a line of verse or a sentence somebody spelled.
_LONG = 7
# A clause of verse has so many syllables.
_CLAUSE = 5
_NO_CLAUSE_BEFORE = f"[{HAN}A-Za-z0-9]"

_CLAUSE_BORDERS = frozenset({"", *"\r\n，。；：！？…—,;:!?"})

# A head word: nothing but a number, a bullet or a quotation mark before it on its line ...
_LINE_HEAD = r"(?:\A|[\r\n→])[\s\d①-⑳.、)）(（*·•●◆#>“\"「『《【\[-]{0,10}\Z"
# ... and its explanation behind it.
_EXPLANATION = (
    r"[”\"」』》】\]]?[ \t\u3000]*(?:\Z|[\r\n:：=—–→]|[是指即为為]|[A-Za-z]|[名动形副代数量连介助叹]词)"
)
_EXPLAINING = frozenset(
    {"", *'”"」』》】] \t\u3000\r\n:：=—–→是指即为為名动形副代数量连介助叹', *ascii_letters}
)
# A note: a short head at the start of a sentence, with a colon soon behind, but no speech.
_NOTE_HEAD = r"(?:\A|[\r\n。；！？])[^\r\n，。！？；：:]{0,8}\Z"
_NOTE = f'[{HAN}]{{0,4}}[:：](?![“‘「『"])'
_COLONS = frozenset(":：")
_NOTE_WINDOW = 5
# An answer to choose from.
_ANSWER_LETTERS = frozenset("ABCDabcd")
_ANSWER = f"(?:\\A|\\s)[A-Da-d][.．、:：][ \\t\u3000]*[{HAN}]{{0,4}}\\Z"
# ... or the end of a short line without a sentence, as in a list.
_SHORT_LINE = r"(?:\A|[\r\n])[^\r\n，。！？；,]{0,8}\Z"
_HEAD_WINDOW = 12
# The end of a short quotation: a word that is spoken about.
_QUOTATION = r"[“‘「『\"][^“”‘’「」『』\"，。]{0,3}\Z"
_QUOTATION_END = r"[^“”‘’「」『』\"，。]{0,3}[”’」』\"]"
_CLOSING_QUOTES = frozenset('”’」』"')
_QUOTATION_WINDOW = 4
# So many glossed words in a row make a list of words.
_LIST = 3
# So many characters in a row, each with its own, are read out one by one.
_SPELLED_OUT = 4
_BETWEEN = frozenset({"、", "/", " ", "\u3000"})
_BLANKS = " \t\u3000"
_BLANK = (" ", "\u3000")
_PAUSES = frozenset("，。、；：！？")
_LINE_END = frozenset({"", "\r", "\n"})


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Few texts need any of these, and compiling them takes longer than judging a page.
    return re.compile(pattern)


def is_entry(gloss: Gloss, bare: str) -> bool:
    """Whether it is the head word of an entry, a note or a list."""
    window = max(gloss.word - _HEAD_WINDOW, 0)
    head, tail = bare[window : gloss.word], bare[gloss.at : gloss.at + _NOTE_WINDOW]
    if head.endswith("姓") and not head.endswith("百姓"):
        return True
    if not _ANSWER_LETTERS.isdisjoint(head) and _compiled(_ANSWER).search(bare, window, gloss.word):
        return True
    if tail[:1] in _LINE_END and _compiled(_SHORT_LINE).search(bare, window, gloss.word):
        return True
    return (
        tail[:1] in _EXPLAINING
        and _compiled(_EXPLANATION).match(bare, gloss.at) is not None
        and _compiled(_LINE_HEAD).search(bare, window, gloss.word) is not None
    ) or (
        not _COLONS.isdisjoint(tail)
        and _compiled(_NOTE).match(bare, gloss.at) is not None
        and _compiled(_NOTE_HEAD).search(bare, window, gloss.word) is not None
    )


def listed(glosses: Sequence[Gloss], bare: str) -> set[int]:
    """Return the indices of glosses in lists in which each word has its own, as in 面(…)、茶(…)、酒(…)."""
    runs: list[list[int]] = []
    for index, gloss in enumerate(glosses):
        if not runs or bare[glosses[index - 1].at : gloss.word] not in _BETWEEN:
            runs.append([])
        runs[-1].append(index)
    lists = [run for run in runs if len(run) >= _LIST]
    loose = [run for run in lists if not _is_glued(glosses[run[0]], glosses[run[-1]], bare)]
    if 2 * len(loose) < len(lists) or _bring_blanks(glosses, bare):
        # Blanks that come with the glosses of a page make rows of what is no list.
        lists = [run for run in lists if not bare[glosses[run[0]].at].isspace()]
    return {index for run in (*lists, *_spelled_out(glosses)) for index in run}


def _spelled_out(glosses: Sequence[Gloss]) -> list[range]:
    """Return the runs of characters that are read one by one, without anything between them."""
    runs: list[range] = []
    start = 0
    for index in range(1, len(glosses) + 1):
        if index < len(glosses) and glosses[index - 1].at == glosses[index].word == glosses[index].at - 1:
            continue
        if index - start >= _SPELLED_OUT and len(glosses[start].fit.read) == 1:
            runs.append(range(start, index))
        start = index
    return runs


def _bring_blanks(glosses: Sequence[Gloss], bare: str) -> bool:
    """Whether a blank stands behind a gloss where nobody writes one: before a mark."""
    return any(
        bare.startswith(_BLANK, gloss.at) and bare[gloss.at + 1 : gloss.at + 2] in _PAUSES
        for gloss in glosses
    )


def _is_glued(first: Gloss, last: Gloss, bare: str) -> bool:
    """Whether a row of words goes on before or behind without anything but a blank between."""
    before = bare[first.word - 1 : first.word]
    behind = bare[last.at : last.at + 2].lstrip(_BLANKS)[:1]
    return is_han(before) or is_han(behind)


def is_clause(gloss: Gloss, bare: str) -> bool:
    """Whether it reads a whole clause, between two marks or line ends, with nothing before the bracket."""
    return (
        gloss.word + gloss.fit.length == gloss.at
        and bare[gloss.word - 1 : gloss.word] in _CLAUSE_BORDERS
        and bare[gloss.at : gloss.at + 1] in _CLAUSE_BORDERS
    )


def is_quoted(gloss: Gloss, bare: str) -> bool:
    """Whether it stands within the quotation of a word."""
    if _CLOSING_QUOTES.isdisjoint(bare[gloss.at : gloss.at + _QUOTATION_WINDOW]):
        return False
    window = max(gloss.word - _HEAD_WINDOW, 0)
    return bool(
        _compiled(_QUOTATION_END).match(bare, gloss.at)
        and _compiled(_QUOTATION).search(bare, window, gloss.word)
    )


def is_line(gloss: Gloss, bare: str) -> bool:
    """Whether it reads a whole line, clause or name."""
    length = len(gloss.fit.read)
    if length >= _CLAUSE:
        starts_clause = not gloss.word or not _compiled(_NO_CLAUSE_BEFORE).match(bare, gloss.word - 1)
        return length >= _LONG or starts_clause
    end = gloss.word + gloss.fit.length
    if end == gloss.at or "\n" not in bare[end : gloss.at]:
        return False
    whole_line_above = bare[gloss.word - 1 : gloss.word] in _LINE_END
    return whole_line_above and bare[gloss.at : gloss.at + 1] in _LINE_END
