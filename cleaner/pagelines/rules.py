"""What a line says: phrases and patterns of pages, from tables, and how strongly they speak.

A phrase is a whole line, or a part between separators, and is looked up; a pattern is tried only on lines
that hold one of its cues. So ten thousand rules cost a line no more than a hundred.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon
from cleaner.errors import DataError
from cleaner.fold import fold
from cleaner.pagelines import selling
from cleaner.pagelines.cues import Cues
from cleaner.pagelines.forms import bare, form, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PHRASES = ("reason", "strength", "phrases")
PATTERNS = ("reason", "strength", "scope", "cues", "pattern", "match", "keep")
STRENGTHS = {"not": -1, "hint": 1, "likely": 2, "sure": 3}
SURE, LIKELY, HINT, NONE = 3, 2, 1, 0

_SEPARATORS = re.compile(r"[ |/·,、>»丨│\\;\-\[\]]+")
_ENUMERATED = re.compile(r"[。!?]")
# A row of this many menu words is a menu by itself; two or three may be a heading.
_MENU_WORDS = 4
_KNOWN_SHARE = 0.7
# Glued menu words must be many and fill the line; names of channels that no list knows leave gaps.
_GLUED_WORDS = 5
_GLUED_SHARE = 0.7
_GLUED_LENGTH = 10
# Words on buttons have no full stop; so short, a line with one is somebody speaking.
_BUTTON_LENGTH = 4
_SPOKEN_ENDS = ("。", ",", "!")
_ANY_CUE = "*"
# Behind this stand words of which the line has to hold one as well.
_AND = " & "
# Reasons of sentences that scrapers append to a paragraph; other words are as often the article's own.
NOTICES = ("spam.", "legal.", "nav.subscribe", "nav.app", "nav.share", "nav.comments")
# 搜 索 and 上 一 页, in characters with the blanks; longer ones are closed up (see `form`).
_SPACED_WORD = 5
# 更多图片(6), 目录(按此展开), 听全文 约4分钟: buttons say how many, how long and how.
_SUFFIX = re.compile(
    r" ?\((?:约?0[^()]{0,8}|[^()]{0,8}0[^()]{0,4}|[按点戳][^()]{1,8})\)?$| ?约?0分(?:钟|0秒)?$"
)
# [图片加载失败,请点击重试] says what it says without its brackets.
_BRACKETED = re.compile(r"\[[^\[\]]+\]|\([^()]+\)")
# In longer paragraphs only the rules for them are tried.
ONE_SENTENCE = 60
# A bare number says something between counters, and nothing in a row of figures.
_NUMBER = "0"


class Evidence(NamedTuple):
    """What a line says: the kind of page line it looks like, and how strongly (SURE, LIKELY, HINT, NONE)."""

    reason: str
    strength: int


class Pattern(NamedTuple):
    """One row of a table of patterns, compiled when a line holds one of its cues."""

    number: int
    evidence: Evidence
    cues: tuple[str, ...]
    needs: tuple[str, ...]
    source: str
    anywhere: bool

    def may_say(self, shaped: str) -> bool:
        """Whether a shape, which holds a cue, holds the rest that the pattern asks for."""
        return not self.needs or True in [word in shaped for word in self.needs]

    def says(self, line: str) -> bool:
        """Whether a form matches."""
        return _compiled(self.source).search(line) is not None


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


SILENT = Evidence("", NONE)


class Rules:
    """Phrases and patterns, ready for looking up."""

    def __init__(self, phrases: Iterable[tuple[str, ...]], patterns: Iterable[tuple[str, ...]]) -> None:
        self._phrase_rows = phrases
        self._by_cue: dict[str, dict[str, list[Pattern]]] = {}
        self._everywhere: list[Pattern] = []
        self._long_cues: set[str] = set()
        self._notice_cues: set[str] = set()
        self._vetoes: list[Pattern] = []
        self._by_reason: dict[str, list[Pattern]] = {}
        for number, row in enumerate(patterns):
            self._add_pattern(number, row)

    @cached_property
    def _phrases(self) -> dict[str, Evidence]:
        """What phrases say, by their bare shape."""
        found: dict[str, Evidence] = {}
        for reason, strength, phrases in self._phrase_rows:
            evidence = Evidence(reason, STRENGTHS[strength])
            for phrase in phrases.split(" "):
                word = bare(shape(phrase.replace("_", " "))) or phrase
                if evidence.strength > found.get(word, SILENT).strength:
                    found[word] = evidence
        return found

    def _add_pattern(self, number: int, columns: tuple[str, ...]) -> None:
        reason, strength, scope, cues, pattern = columns[:5]
        evidence = Evidence(reason, STRENGTHS[strength])
        words, _, needs = cues.partition(_AND)
        row = Pattern(
            number, evidence, tuple(words.split(" ")), tuple(needs.split()), pattern, scope == "any"
        )
        if row.evidence.strength < NONE:
            self._vetoes.append(row)
            return
        if words == _ANY_CUE:
            self._everywhere.append(row)
            return
        for cue in row.cues:
            self._by_cue.setdefault(cue[:2], {}).setdefault(cue, []).append(row)
        if evidence.reason.startswith(NOTICES):
            self._notice_cues.update(row.cues)
        if row.anywhere:
            self._long_cues.update(row.cues)

    def _vetoes_of(self, reason: str) -> list[Pattern]:
        if reason not in self._by_reason:
            known = [veto for veto in self._vetoes if reason.startswith(veto.evidence.reason)]
            self._by_reason[reason] = known
        return self._by_reason[reason]

    @cached_property
    def _glued(self) -> dict[str, list[str]]:
        """The menu words by their first two characters, the longest first."""
        found: dict[str, list[str]] = {}
        for word in sorted(self._phrases, key=len, reverse=True):
            if _glues(word, self._phrases[word]):
                found.setdefault(word[:2], []).append(word)
        return found

    @cached_property
    def long_cues(self) -> Cues:
        """What to look for in long sentence lines before they are worth a closer look."""
        return Cues(self._long_cues)

    @cached_property
    def _notices(self) -> Cues:
        return Cues(self._notice_cues)

    def may_be_notice(self, folded: str) -> bool:
        """Whether a sentence may be an advertisement or a notice: it is worth a closer look."""
        shaped = shape(folded)
        return bare(shaped) in self._phrases or any(True for _ in self._notices.places(shaped))

    def evidence(self, folded: str) -> Evidence:
        """Return what a folded line says."""
        line = form(folded)
        shaped = shape(line)
        found = self._evidence(line, shaped)
        if found.strength and any(
            veto.may_say(shaped) and veto.says(line) for veto in self._vetoes_of(found.reason)
        ):
            found = SILENT
        return found if found.strength == SURE else max(found, _sold(line), key=_strength)

    def _evidence(self, line: str, shaped: str) -> Evidence:
        found = self._said(line, shaped)
        if found.strength == NONE and _BRACKETED.fullmatch(line):
            return self._said(line[1:-1], shaped[1:-1])
        return found

    def _said(self, line: str, shaped: str) -> Evidence:
        word = bare(shaped)
        spoken = shaped[-1:] in _SPOKEN_ENDS and len(word) <= _BUTTON_LENGTH
        found = SILENT if spoken else self._phrase(word)
        if found.strength == SURE:
            return found
        best = SILENT
        for said in self._matching(line, shaped):
            best = max(best, said, key=_strength)
            if best.strength == SURE:
                break
        if best.strength <= found.strength:
            best = found
        return best if best.strength == SURE else max(best, self._menu(shaped), key=_strength)

    def _phrase(self, word: str) -> Evidence:
        """Return what a whole line says as a phrase, also if its few characters are set apart: 搜 索."""
        found = self._phrases.get(word)
        if found is None and word[1:2] == " " and word[1::2].isspace() and len(word) <= _SPACED_WORD:
            found = self._phrases.get(word[::2])
        if found is None and (end := _SUFFIX.search(word)):
            found = self._phrases.get(bare(word[: end.start()]))
        return found or SILENT

    def _matching(self, line: str, shaped: str) -> Iterator[Evidence]:
        grams = set(shaped)
        grams.update(map(add, shaped, shaped[1:]))
        long = len(line) > ONE_SENTENCE and "。" in line[:-1]
        rows = {
            row.number: row
            for gram in self._by_cue.keys() & grams
            for cue, found in self._by_cue[gram].items()
            if cue in shaped
            for row in found
            if (row.anywhere or not long) and row.may_say(shaped)
        }
        # Of two reasons as strong the first of the table, whatever the order of sets.
        for number in sorted(rows):
            if rows[number].says(line):
                yield rows[number].evidence
        for row in self._everywhere:
            if row.may_say(shaped) and row.says(line):
                yield row.evidence

    def _menu(self, shaped: str) -> Evidence:
        """Judge a line that may be several menu words in a row, with separators or glued together."""
        if _ENUMERATED.search(shaped):
            return SILENT
        if not _SEPARATORS.search(shaped):
            return self._glued_menu(shaped)
        parts = [bare(part) for part in _SEPARATORS.split(shaped)]
        words = [part for part in parts if part]
        if len(words) > 1:
            known = [self._phrases[word] for word in words if word != _NUMBER and word in self._phrases]
            if len(known) >= 2 and len(known) >= _KNOWN_SHARE * len(words):
                return Evidence(known[0].reason, SURE if len(known) >= _MENU_WORDS else LIKELY)
        return self._glued_menu(shaped)

    def _glued_menu(self, shaped: str) -> Evidence:
        starts = self._glued.keys()
        if (
            len(shaped) < _GLUED_LENGTH
            or sum(map(starts.__contains__, map(add, shaped, shaped[1:]))) < _GLUED_WORDS
        ):
            return SILENT
        known = self._menu_words(shaped)
        if len(known) < _GLUED_WORDS or sum(map(len, known)) < _GLUED_SHARE * len(shaped):
            return SILENT
        return Evidence(self._phrases[known[0]].reason, SURE if len(known) > 2 * _GLUED_WORDS else LIKELY)

    def _menu_words(self, shaped: str) -> list[str]:
        """Return the menu words of a line from left to right, at each place the longest."""
        found: list[str] = []
        place = 0
        while place < len(shaped):
            words = self._glued.get(shaped[place : place + 2], ())
            word = next((word for word in words if shaped.startswith(word, place)), "")
            if word:
                found.append(word)
            place += len(word) or 1
        return found


def _sold(line: str) -> Evidence:
    """Judge a line that may be an advertisement nobody has a pattern for."""
    return Evidence(selling.REASON, SURE) if selling.count(line) >= selling.ENOUGH else SILENT


def _strength(evidence: Evidence) -> int:
    return evidence.strength


def _glues(word: str, found: Evidence) -> bool:
    return len(word) >= 2 and word >= "\u3400" and found.reason.startswith("nav.")


@cache
def built_in() -> Rules:
    """Return the rules that come with the program."""
    return Rules(lexicon.table("strip_phrases", PHRASES), lexicon.table("strip_patterns", PATTERNS))


@cache
def with_files(paths: tuple[Path, ...]) -> Rules:
    """Return the built-in rules and those of some files of the user's.

    A rule file has the columns of `strip_patterns.tsv`; a pattern that begins with `=` is a whole line.
    Raises DataError with file and line for a row that is no rule.
    """
    phrases, patterns = (
        [*lexicon.table("strip_phrases", PHRASES)],
        [*lexicon.table("strip_patterns", PATTERNS)],
    )
    for path in paths:
        for row in lexicon.rows(path, PATTERNS):
            _check(path, row)
            if row[4].startswith("="):
                phrases.append((row[0], row[1], form(fold(row[4][1:])).replace(" ", "_")))
            else:
                patterns.append(row)
    return Rules(phrases, patterns)


def _check(path: Path, row: tuple[str, ...]) -> None:
    reason, strength, _, _, pattern, _, _ = row
    if strength not in STRENGTHS:
        raise DataError(
            f"{path}: {reason}: the strength must be one of {' '.join(STRENGTHS)}, not {strength!r}"
        )
    try:
        re.compile(pattern)
    except re.error as error:
        raise DataError(f"{path}: {reason}: {pattern!r} is no pattern: {error}") from error
