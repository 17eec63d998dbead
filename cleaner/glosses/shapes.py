"""What stands around a gloss where it belongs: head words, notes, lists, quoted words, lines of verse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.glosses.matching import Gloss

# Sites gloss words; from this many syllables on it is a name, a line of verse or a sentence somebody spelled.
_LONG = 7
# A clause of verse has so many syllables.
_CLAUSE = 5
_NO_CLAUSE_BEFORE = re.compile(f"[{HAN}A-Za-z0-9]")

# A head word: nothing but a number, a bullet or a quotation mark before it on its line ...
_LINE_HEAD = re.compile(r"(?:\A|[\r\n→])[\s\d①-⑳.、)）(（*·•●◆#>“\"「『《【\[-]{0,10}\Z")
# ... and its explanation behind it.
_EXPLANATION = re.compile(
    r"[”\"」』》】\]]?[ \t\u3000]*(?:\Z|[\r\n:：=—–→]|[是指即为為]|[A-Za-z]|[名动形副代数量连介助叹]词)"
)
# A note: a short head at the start of a sentence, with a colon soon behind, but no speech.
_NOTE_HEAD = re.compile(r"(?:\A|[\r\n。；！？])[^\r\n，。！？；：:]{0,8}\Z")
_NOTE = re.compile(f'[{HAN}]{{0,4}}[:：](?![“‘「『"])')
# An answer to choose from.
_ANSWER = re.compile(f"(?:\\A|\\s)[A-Da-d][.．、:：][ \\t\u3000]*[{HAN}]{{0,4}}\\Z")
# ... or the end of a short line without a sentence, as in a list.
_SHORT_LINE = re.compile(r"(?:\A|[\r\n])[^\r\n，。！？；,]{0,8}\Z")
_HEAD_WINDOW = 12
# The end of a short quotation: a word that is spoken about.
_QUOTATION = re.compile(r"[“‘「『\"][^“”‘’「」『』\"，。]{0,3}\Z")
_QUOTATION_END = re.compile(r"[^“”‘’「」『』\"，。]{0,3}[”’」』\"]")
# So many glossed words in a row make a list of words.
_LIST = 3
_BETWEEN = frozenset({"、", "/", " ", "\u3000"})
_LINE_END = frozenset({"", "\r", "\n"})


def is_entry(gloss: Gloss, bare: str) -> bool:
    """Whether it is the head word of an entry, a note or a list."""
    window = max(gloss.word - _HEAD_WINDOW, 0)
    if bare[gloss.at : gloss.at + 1] in _LINE_END and _SHORT_LINE.search(bare, window, gloss.word):
        return True
    if _ANSWER.search(bare, window, gloss.word):
        return True
    return any(
        behind.match(bare, gloss.at) and before.search(bare, window, gloss.word)
        for before, behind in ((_LINE_HEAD, _EXPLANATION), (_NOTE_HEAD, _NOTE))
    )


def listed(glosses: Sequence[Gloss], bare: str) -> set[int]:
    """Return the indices of glosses in lists in which each word has its own, as in 面(…)、茶(…)、酒(…)."""
    found: set[int] = set()
    run: list[int] = []
    for index, gloss in enumerate(glosses):
        if run and bare[glosses[run[-1]].at : gloss.word] not in _BETWEEN:
            run = []
        run.append(index)
        if len(run) >= _LIST:
            found.update(run[-_LIST:])
    return found


def is_quoted(gloss: Gloss, bare: str) -> bool:
    """Whether it stands within the quotation of a word."""
    window = max(gloss.word - _HEAD_WINDOW, 0)
    return bool(_QUOTATION_END.match(bare, gloss.at) and _QUOTATION.search(bare, window, gloss.word))


def is_line(gloss: Gloss, bare: str) -> bool:
    """Whether it reads a whole line, clause or name."""
    length = len(gloss.fit.read)
    if length >= _CLAUSE:
        starts_clause = not gloss.word or not _NO_CLAUSE_BEFORE.match(bare, gloss.word - 1)
        return length >= _LONG or starts_clause
    end = gloss.word + gloss.fit.length
    if end == gloss.at or "\n" not in bare[end : gloss.at]:
        return False
    whole_line_above = bare[gloss.word - 1 : gloss.word] in _LINE_END
    return whole_line_above and bare[gloss.at : gloss.at + 1] in _LINE_END
