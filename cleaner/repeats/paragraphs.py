"""Single paragraphs that stand twice, and captions.

Paragraphs stand twice side by side, as a summary above the article, or cut short before a button to read on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import late
from cleaner.hanzi import is_han
from cleaner.repeats.draft import Change, Found, removals
from cleaner.repeats.keeping import lost
from cleaner.repeats.mending import mended, note

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from cleaner.repeats.blocks import Block, Judged
    from cleaner.repeats.pieces import Piece

# Summaries stand within so many pieces from the start or the end of the document.
_HEAD = 6
# So many short lines may stand between a summary and the article: byline, date, source.
_MOST_BETWEEN = 4
# Captions of fewer code points are names, which may stand twice for other reasons.
_SHORTEST_CAPTION = 4
# Paragraphs this similar that differ in numbers, names or words may be versions of one (0 to 1).
_VERSION = 0.8
# Two sides have the same extent if they are this similar (0 to 1).
_SAME_EXTENT = 0.85

# What stands between a paragraph and its copy because of a page: buttons, counters, nothing a writer wrote.
_PAGE_LINE = late.pattern(
    r"\s*(?:[\W\d_]+|(?:点击|點擊)?(?:展开|展開|收起|查看|阅读|閱讀)(?:阅读|閱讀|更多|全文|剩余|剩餘|原文|内容|內容|\W|\d|%)*"
    r"|图片|圖片|上一[页张頁張]|下一[页张頁張]|更多)\s*"
)
# What a page writes before a summary; the paragraph without it is the article's.
_SUMMARY_LABEL = late.pattern(
    r"[\s\[【]*(?:内容|內容|新闻|新聞|文章|核心)?(?:摘要|导语|導語|导读|導讀|提示|提要|简介|簡介|概要)[\]】]?\s*[:：]"
)
CREDIT = late.pattern(
    r"来源|來源|作者|记者|記者|编辑|編輯|责编|責編|发布|發布|時間|时间|发表|發表|字号|字號|\d{4}\D\d{1,2}\D\d{1,2}"
)
_CAPTION = late.pattern(r"[图圖摄攝]|照片|供稿|视觉|視覺")
_SENTENCE_END = late.pattern(r"[。！？!?；;，,、：:][”’」』）)]*\s*$")
_OPEN = late.pattern(r"[:：?？]\s*$")


def find(pieces: Sequence[Piece], found: Iterable[Block], minimum: int) -> Found:
    """Return the changes that leave one of two equal paragraphs; `found` is what `blocks` yields."""
    dropped: dict[int, tuple[str, str]] = {}
    doubted: dict[int, tuple[str, str]] = {}
    changes: list[Change] = []
    for judged in _single(found):
        one, other = judged.pair.first, judged.pair.second
        if dropped.keys() & {*one, *other}:
            continue
        size = min(_size(pieces, one), _size(pieces, other))
        if not judged.are_copies:
            if size >= minimum and _differs_little(judged):
                doubted.setdefault(other.start, ("differs", note(pieces, one, judged, first=True)))
            continue
        kind, gone = _verdict(pieces, judged, minimum)
        kept = one if gone is other else other
        if kind and not lost(pieces, judged, first=kept is one):
            dropped.update((index, (kind, note(pieces, kept, judged, first=kept is one))) for index in gone)
            changes.extend(
                change
                for change in mended(pieces, kept, judged, first=kept is one)
                if change.start or kind != "lead"  # a summary's label is no part of the lead
            )
        elif size >= minimum and _is_edited(judged) and _differs_little(judged):
            doubted.setdefault(other.start, ("differs", note(pieces, one, judged, first=True)))
        elif size >= minimum and (kind or judged.pair.similarity == 1):
            doubted.update((index, ("paragraph", note(pieces, one, judged, first=True))) for index in other)
    dropped.update(_captions(pieces, dropped))
    return Found([*changes, *removals(pieces, dropped)], list(removals(pieces, doubted)))


def doubled(pieces: Sequence[Piece], minimum: int) -> Found:
    """Return the changes that leave one of equal paragraphs side by side, however many there are."""
    dropped: dict[int, tuple[str, str]] = {}
    kept = pieces[0] if pieces else None
    lead = next((piece for piece in pieces[:_HEAD] if piece.is_paragraph), kept)
    for index, piece in enumerate(pieces[1:], 1):
        # A first paragraph may be short: its summary is the whole of it.
        least = minimum // 2 if kept is lead is not pieces[0] else minimum
        if (
            kept
            and piece.key == kept.key
            and piece.said == kept.said
            and piece.is_paragraph
            and len(piece.key) >= least
        ):
            dropped[index] = "paragraph", f"repeats line {kept.line + 1}, 100% alike; the first copy is kept"
        else:
            kept = piece
    return Found(list(removals(pieces, dropped)), [])


def _single(found: Iterable[Block]) -> Iterator[Judged]:
    """Yield the pairs that stand alone, in order: longer passages are another matter."""
    single = [block.pairs[0] for block in found if len(block.pairs) == 1]
    yield from sorted(single, key=lambda judged: (judged.pair.second.start, -judged.pair.first.start))


def _size(pieces: Sequence[Piece], indexes: range) -> int:
    return sum(len(pieces[index].key) for index in indexes)


def _differs_little(judged: Judged) -> bool:
    """Whether two paragraphs that are no copies may be versions of one."""
    return judged.pair.similarity >= _VERSION


def _verdict(pieces: Sequence[Piece], judged: Judged, minimum: int) -> tuple[str, range]:
    """Return the kind of repeat and which side of the pair has to go; the kind is empty if none has to."""
    one, other = judged.pair.first, judged.pair.second
    between = pieces[one.stop : other.start]
    ends = pieces[one.stop - 1].is_cut, pieces[other.stop - 1].is_cut
    cut_one, cut_other = ends == (True, False), ends == (False, True)
    least = minimum // 2 if cut_one or cut_other else minimum
    small = min(_size(pieces, one), _size(pieces, other)) < least or not _is_text(pieces, one, other)
    labelled = [bool(_SUMMARY_LABEL.match(pieces[side.start].text)) for side in (one, other)]
    same = _same_extent(judged) and (any(labelled) or not _is_edited(judged))
    if small or not (cut_one or cut_other or same):
        return "", one
    if all(_PAGE_LINE.fullmatch(piece.text) for piece in between):
        if cut_one or cut_other:
            return "teaser", one if cut_one else other
        return ("lead", one) if labelled == [True, False] else ("paragraph", other)
    if _is_summary(pieces, one, between, cut=cut_one):
        return "lead", one
    if cut_other and _is_tail(pieces, one, other):
        return "lead", other
    return "", one


def _is_text(pieces: Sequence[Piece], one: range, other: range) -> bool:
    return any(pieces[index].is_paragraph for side in (one, other) for index in side)


def _same_extent(judged: Judged) -> bool:
    """Whether neither side goes on where the other one ends: it may be a quotation from it."""
    return judged.pair.similarity >= _SAME_EXTENT


def _is_edited(judged: Judged) -> bool:
    """Whether one side has a character that the other one lacks, and no damage explains it.

    Items of a manual or price list stand side by side and differ by a word or a letter, or by what the longer
    one adds at its end.
    """
    return judged.comparison.has_own_words and not judged.comparison.is_damaged


def _is_summary(pieces: Sequence[Piece], one: range, between: Sequence[Piece], *, cut: bool) -> bool:
    """Whether a paragraph stands above the article as its summary, with no more than a byline between."""
    if one.start >= _HEAD or len(between) > _MOST_BETWEEN:
        return False
    if any(piece.is_paragraph for piece in [*pieces[: one.start], *between]):
        return False
    if any(_OPEN.search(piece.text) for piece in between):
        return False
    return cut or any(CREDIT.search(piece.text) for piece in between)


def _is_tail(pieces: Sequence[Piece], one: range, other: range) -> bool:
    """Whether the second copy stands below the article, and the first is its lead."""
    if any(piece.is_paragraph for piece in [*pieces[: one.start], *pieces[other.stop :]]):
        return False
    return len(pieces) - other.stop <= _HEAD


def _captions(pieces: Sequence[Piece], dropped: Container[int]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the captions that stand twice in a row."""
    for index in range(1, len(pieces)):
        one, other = pieces[index - 1], pieces[index]
        if one.key != other.key or one.is_paragraph or len(one.key) < _SHORTEST_CAPTION or index in dropped:
            continue
        if any(_SENTENCE_END.search(piece.text) for piece in (one, other)) or not any(map(is_han, one.key)):
            continue
        if _CAPTION.search(one.text) or _stands_between_paragraphs(pieces, index):
            yield index, ("caption", f"repeats line {one.line + 1}")


def _stands_between_paragraphs(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the doubled line has running text above and below, and is no item of a list."""
    if index < 2 or index + 1 >= len(pieces) or any(map(str.isdigit, pieces[index].key)):
        return False
    return pieces[index - 2].is_paragraph and pieces[index + 1].is_paragraph
