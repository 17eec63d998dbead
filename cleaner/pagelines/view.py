"""Sees a line as the judgement does: its form, whether it is prose, and what it says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.pagelines.forms import without_glosses
from cleaner.pagelines.rules import NONE, SILENT, SURE
from cleaner.pagelines.seen import Seen

if TYPE_CHECKING:
    from cleaner.pagelines.rules import Rules

# Longer lines are text whatever they say: the longest menus of real pages, glued to one line, are shorter.
LONGEST_PAGE_LINE = 1000
# The pages of a site repeat their menus and notices, which are hardly longer; so many different ones.
_SHORT = 40
_REMEMBERED = 4096
# Shorter sentences are as often captions, dialogue and comments as paragraphs. Headlines end with ? and ! or
# trail off as well, but are hardly longer than a line of print, and have no full stop.
_PROSE_LENGTH = 25
_LONG_PARAGRAPH = 60
# A shorter line that is one sentence with a full stop, and says nothing a page says, is text as well.
_SENTENCE_LENGTH = 6
_FULL_STOP = re.compile(r"。[\"')\]》」』]*$")
_SENTENCE_END = late.pattern(r"[。.!?;:…][\"')\]》]*$")
_INNER_SENTENCE = late.pattern(r"[。!?;][^。!?;]{4,}[,。!?;]")
# A dash of two before words, and none behind them, names who said what stands above: ——读者留言.
_ATTRIBUTED = late.pattern(r"——[^\W\d_a-z][^—]*$")


def is_prose(folded: str) -> bool:
    """Whether a folded line is a paragraph: long, and made of sentences."""
    if len(folded) < _PROSE_LENGTH or folded.isascii():
        return False
    if "。" in folded:
        return True
    return len(folded) >= _LONG_PARAGRAPH and (
        _SENTENCE_END.search(folded, len(folded) - 6) is not None
        or _INNER_SENTENCE.search(folded) is not None
    )


def is_sentence(folded: str) -> bool:
    """Whether a folded line is a short sentence that ends with a full stop, as in dialogue and captions."""
    return len(folded) >= _SENTENCE_LENGTH and _FULL_STOP.search(folded, len(folded) - 4) is not None


def paragraph(folded: str) -> Seen | None:
    """Return the view of a line that is prose and holds no word that speaks; None if it is no prose."""
    line = without_glosses(folded.strip())
    return Seen(line, prose=True, evidence=SILENT, credit=False) if is_prose(line) else None


def seen(folded: str, rules: Rules) -> Seen:
    """Return the view of a folded line."""
    return _remembered(folded, rules) if len(folded) <= _SHORT else _seen(folded, rules)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(folded: str, rules: Rules) -> Seen:
    return _seen(folded, rules)


def _seen(folded: str, rules: Rules) -> Seen:
    line = without_glosses(folded.strip())
    told = len(line) > LONGEST_PAGE_LINE or _ATTRIBUTED.match(line)
    evidence = SILENT if told else rules.evidence(line)
    if evidence.reason == "credit":
        return Seen(line, prose=False, evidence=SILENT, credit=True)
    if evidence.strength == NONE and is_sentence(line):
        return Seen(line, prose=True, evidence=SILENT, credit=False)
    return Seen(line, is_prose(line) and evidence.strength < SURE, evidence, credit=False)
