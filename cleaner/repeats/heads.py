"""Titles that stand twice above an article, and titles glued to the first paragraph."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import lexicon
from cleaner.fold import fold
from cleaner.repeats.draft import Change, Found, removals
from cleaner.repeats.pieces import LONGEST_TITLE
from cleaner.repeats.skeleton import offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.repeats.pieces import Piece

# A title is looked for within so many pieces from the start of the document.
HEAD = 12
# Shorter lines may stand twice for other reasons (a name, a slogan); in code points of the skeleton.
SHORTEST_TITLE = 6
# A title this long that has a sign inside or at its end is not what a lead begins with by chance.
_LONG_TITLE = 10
# What is left of a paragraph behind the title that was glued to it.
_SHORTEST_REST = 8
# So many code points in which the rest must agree with the start of another paragraph, to be one by itself.
_START = 12
# Behind a doubled title the running text begins within so many pieces.
NEAR = 6
# A site's name is no longer; its domain may be.
_LONGEST_SITE, _LONGEST_DOMAIN = 12, 24

_FINAL = ("?", "!", "…")
_SIGN = re.compile(r"\w[\s,.:;?!，。：；？！、“”「」|—…]|[?!？！]$")
# What a sentence that begins with the words of the title goes on with; folded.
_GOES_ON = re.compile(r"\s*[,、;:.。的地得了着过后时和与及以将在于是为被把对向从由至到等中上下之而并也都就]")
_SPEAKER = re.compile(r"[:：]\s*$")
_SEPARATOR = re.compile(r"[\s_|\-—丨·»>/()\[\]:,]+")
_SET_OFF = re.compile(r"\s*[_|\-丨·»>/(\[]|\s{2}|\s(?=\d)")
_DATE = re.compile(
    r"\d{4}|\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|\d{1,2}月\d{1,2}日|\d{1,2}日?|\d{1,2}时\d{1,2}分"
)


class _Title(NamedTuple):
    """A line of the head that may be the title, and where it stands (indexes of pieces)."""

    piece: Piece
    places: list[int]


def find(pieces: Sequence[Piece], all_pieces: Sequence[Piece] | None = None) -> Found:
    """Return what is repeated in the head of a document.

    `all_pieces` is the whole document where `pieces` is only its head: a paragraph that a title is glued to
    may stand there again without it.
    """
    titles = _titles(pieces[:HEAD])
    dropped: dict[int, tuple[str, str]] = {}
    for title in titles:
        others = title.places[1:]
        note = f"repeats line {title.piece.line + 1}"
        dropped.update((index, ("title", note)) for index in others)
    standing = {index: piece for index, piece in enumerate(pieces[:HEAD]) if index not in dropped}
    dropped.update(_variants(standing, titles))
    glued = list(_glued(standing, dropped, titles, all_pieces or pieces))
    changes = [change for change, sure in glued if sure]
    doubts = [change for change, sure in glued if not sure]
    return Found([*changes, *removals(pieces, dropped)], doubts)


def _titles(head: Sequence[Piece]) -> list[_Title]:
    """Return what may be a title: the lines above the running text, each with all places it stands in."""
    titles: dict[str, _Title] = {}
    for index, piece in enumerate(head):
        if _is_text(piece):
            if any(_is_glued(piece, title.piece) for title in titles.values()):
                continue
            break
        if SHORTEST_TITLE <= len(piece.key) <= LONGEST_TITLE:
            titles.setdefault(piece.key, _Title(piece, [])).places.append(index)
    return [title for title in titles.values() if _stands_like_a_title(head, title.places)]


def _is_text(piece: Piece) -> bool:
    return piece.is_paragraph and "。" in piece.text


def _stands_like_a_title(head: Sequence[Piece], places: Sequence[int]) -> bool:
    """Whether running text follows, and the copies are not what speakers of a dialogue say."""
    first, last = places[0], places[-1]
    if any(_SPEAKER.search(piece.text) for piece in head[first : last + 1]):
        return False
    return any(piece.is_paragraph for piece in head[last + 1 : last + 1 + NEAR])


def _is_glued(piece: Piece, title: Piece) -> bool:
    return (
        not title.is_cut
        and piece.key.startswith(title.key)
        and len(piece.key) >= len(title.key) + _SHORTEST_REST
    )


def _variants(standing: dict[int, Piece], titles: Sequence[_Title]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the lines that are a title with a site's name or a date added, or a title cut short."""
    for title in titles:
        for other in titles:
            if other is title:
                continue
            index = other.places[0]
            if index not in standing:
                continue
            if _is_title_with_site(title.piece, other.piece) or _is_cut(title.piece, other.piece):
                yield (
                    index,
                    ("title", f"repeats line {title.piece.line + 1}, but for a site's name, date or cut"),
                )


def _is_cut(title: Piece, other: Piece) -> bool:
    return other.is_cut and title.key.startswith(other.key) and title.key != other.key


def _is_title_with_site(title: Piece, other: Piece) -> bool:
    whole, part = fold(other.text).strip(), fold(title.text).strip()
    if whole.startswith(part) and _SET_OFF.match(whole, len(part)):
        return is_site(whole[len(part) :])
    return False


def is_site(words: str) -> bool:
    """Whether there is nothing but names of sites, dates and times, and at least one of them."""
    parts = [part for part in _SEPARATOR.split(words) if part]
    return bool(parts) and all(_DATE.fullmatch(part) or _names_a_site(part) for part in parts)


def _names_a_site(word: str) -> bool:
    longest = _LONGEST_DOMAIN if word.isascii() else _LONGEST_SITE
    return len(word) <= longest and word.endswith(_site_endings())


@cache
def _site_endings() -> tuple[str, ...]:
    return tuple(ending for ending, *_ in lexicon.table("site_names", ("ending", "why", "matches", "spares")))


def _glued(
    standing: dict[int, Piece],
    dropped: dict[int, tuple[str, str]],
    titles: Sequence[_Title],
    pieces: Iterable[Piece],
) -> Iterator[tuple[Change, bool]]:
    """Yield the cuts that free a paragraph of the title glued to it, and whether each is sure."""
    for index, piece in standing.items():
        if index in dropped:
            continue
        for title in titles:
            if _is_glued(piece, title.piece) and index not in title.places:
                cut = _behind(piece, title.piece)
                alone = _stands_alone(piece, title.piece, pieces)
                if not alone and _goes_on(title.piece, piece.text[cut:]):
                    break
                sure = alone or _is_no_beginning(title)
                note = f"repeats line {title.piece.line + 1}"
                yield Change(piece.line, piece.start, piece.start + cut, "", "glued-title", note), sure
                break


def _behind(piece: Piece, title: Piece) -> int:
    """Offset in the piece's text behind the title and the signs it ends with."""
    places = offsets(piece.text)
    end, following = places[len(title.key) - 1] + 1, places[len(title.key)]
    signs = fold(title.text[offsets(title.text)[-1] + 1 :]).strip()
    if fold(piece.text[end:following]).startswith(signs):
        end += len(signs)
    while end < following and piece.text[end].isspace():
        end += 1
    return end


def _stands_alone(piece: Piece, title: Piece, pieces: Iterable[Piece]) -> bool:
    """Whether another paragraph begins like the rest."""
    start = piece.key[len(title.key) : len(title.key) + _START]
    return any(other is not piece and other.key.startswith(start) for other in pieces)


def _goes_on(title: Piece, rest: str) -> bool:
    """Whether the sentence that begins with the words of the title goes on behind them."""
    ended = fold(title.text).rstrip().endswith(_FINAL)
    return not ended and _GOES_ON.match(fold(rest)) is not None


def _is_no_beginning(title: _Title) -> bool:
    """Whether no lead begins with this title: it stands above twice, or has signs of a title."""
    folded = fold(title.piece.text).strip()
    signs = len(title.piece.key) >= _LONG_TITLE and _SIGN.search(folded) is not None
    return folded.endswith(_FINAL) or len(title.places) > 1 or signs
