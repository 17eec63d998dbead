"""Titles that stand twice above an article, and titles glued to the first paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner import late
from cleaner.fold import fold
from cleaner.repeats.draft import Change, Found, removals
from cleaner.repeats.measures import HEAD, NEAR, PARAGRAPH_START, SHORTEST_TITLE
from cleaner.repeats.paragraphs import CREDIT
from cleaner.repeats.pieces import LONGEST_TITLE
from cleaner.repeats.sites import is_before_title, is_site
from cleaner.repeats.skeleton import offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.repeats.pieces import Piece

# A title this long that has a sign inside or at its end is not what a lead begins with by chance.
_LONG_TITLE = 10
# What is left of a paragraph behind the title that was glued to it.
_SHORTEST_REST = 8
# Other lines of a table of contents between one and the heading that it names.
_LEAST_ENTRIES = 2

_FINAL = ("?", "!", "…")
_SIGN = late.pattern(r"\w[\s,.:;?!，。：；？！、“”「」|—…]|[?!？！]$")
# What a sentence that begins with the words of the title goes on with; folded.
_GOES_ON = late.pattern(
    r"\s*[,、;:.。?!的地得了着过后时和与及以将在于是为被把向从至等之而并也都就]"
    # 对于, 由于, 到了, 中国, 上海, 上周, 下午 and the like begin a sentence.
    r"|\s*(?:[对由](?!于)|到(?!了)|中(?![国央方共新科华])|上(?![海市午周月个])|下(?![午周月个]))"
)
_SENTENCE_END = late.pattern(r"[。！？!?；;，,、…][”’」』）)]*\s*$")
# A title is no sentence.
_NO_TITLE = re.compile(r"。[”’」』）)]*\s*$")
# A line that ends so is the beginning of a sentence that was cut off.
_UNFINISHED = re.compile(r"[，,、；;]\s*$")
_SPEAKER = re.compile(r"[:：]\s*$")
_NAMED = late.pattern(r"[:：|\s\d]")
_SET_OFF = late.pattern(r"\s*[_|\-—丨·»>/(\[]|\s{2}|\s(?=\d)")


class _Title(NamedTuple):
    """A line of the head that may be the title, and where it stands (indexes of pieces)."""

    piece: Piece
    places: list[int]


def find(pieces: Sequence[Piece], all_pieces: Sequence[Piece] | None = None) -> Found:
    """Return what is repeated in the head of a document.

    `all_pieces` is the whole document where `pieces` is only its head: a paragraph that a title is glued to
    may stand there again without it.
    """
    candidates = _candidates(pieces[:HEAD])
    titles = [title for title in candidates if _stands_like_a_title(pieces[:HEAD], title)]
    dropped: dict[int, tuple[str, str]] = {}
    repeated = [title for title in titles if len(title.places) > 1]
    for title in repeated:
        if not _is_no_item(pieces[:HEAD], title, repeated):
            continue
        others = title.places[1:]
        note = f"repeats line {title.piece.line + 1}"
        dropped.update((index, ("title", note)) for index in others)
    standing = {index: piece for index, piece in enumerate(pieces[:HEAD]) if index not in dropped}
    dropped.update(_variants(standing, titles, candidates))
    glued = list(_glued(standing, dropped, titles, all_pieces or pieces))
    changes = [change for change, sure in glued if sure]
    doubts = [change for change, sure in glued if not sure]
    return Found([*changes, *removals(pieces, dropped)], doubts)


def _text_below(pieces: Sequence[Piece], index: int) -> str:
    """Return what the running text below a title begins with; nothing if there is none."""
    below = pieces[index + 1 : index + 1 + NEAR]
    return next((piece.key[:PARAGRAPH_START] for piece in below if piece.is_paragraph), "")


def _candidates(head: Sequence[Piece]) -> list[_Title]:
    """Return what may be a title: the lines above the running text, each with all places it stands in."""
    titles: dict[str, _Title] = {}
    for index, piece in enumerate(head):
        if _is_text(piece):
            if any(_is_glued(piece, title.piece) for title in titles.values()):
                continue
            break
        if index and _goes_on_in_line(head[index - 1], piece):
            continue
        if SHORTEST_TITLE <= len(piece.key) <= LONGEST_TITLE and not _NO_TITLE.search(piece.text):
            titles.setdefault(piece.key, _Title(piece, [])).places.append(index)
    return list(titles.values())


def _goes_on_in_line(above: Piece, piece: Piece) -> bool:
    """Whether a piece is the rest of a long line."""
    return above.line == piece.line and above.start + len(above.text) == piece.start


def _is_text(piece: Piece) -> bool:
    return piece.is_paragraph and (any(map(piece.text.__contains__, "。．")) or piece.said.endswith("."))


def _stands_like_a_title(head: Sequence[Piece], title: _Title) -> bool:
    """Whether running text follows, and the copies are not what speakers of a dialogue say."""
    first, last = title.places[0], title.places[-1]
    in_a_row = last - first + 1 == len(title.places) > 1
    if not in_a_row and any(_SPEAKER.search(piece.text) for piece in head[first : last + 1]):
        return False
    if any(piece.is_paragraph for piece in head[last + 1 : last + 1 + NEAR]):
        return True
    return _is_surely_a_title(head, title)


def _is_no_item(head: Sequence[Piece], title: _Title, repeated: Sequence[_Title]) -> bool:
    """Whether a line that stands twice is no item of lists or tables, in which several are equal.

    A title stands twice in a row, or it alone, the second time right above the text or its credits. If the
    same text is below each of them, they are the titles of two copies, and go or stay with these. What stands
    among other lines is an entry of a table of contents; dots end a formula, and a colon introduces a list.
    """
    if len({bool(_SPEAKER.search(head[place].text)) for place in title.places}) > 1:
        return False
    texts = [_text_below(head, place) for place in title.places]
    if texts[0] and texts[0] == texts[-1] and _stands_apart(head, title):
        return False
    if len(title.places) == title.places[-1] - title.places[0] + 1:
        return True
    if title.piece.is_cut or _is_entry(head, title):
        return False
    if title.places[0] == 0 and title.places[1] == len(repeated):
        return True
    below = head[title.places[-1] + 1 : title.places[-1] + 2]
    alone = all(other is title or CREDIT.search(other.piece.text) for other in repeated)
    return alone and any(piece.is_paragraph or CREDIT.search(piece.text) for piece in below)


def _is_entry(head: Sequence[Piece], title: _Title) -> bool:
    """Whether other short lines stand both above a title and, several, between its places."""
    first, last = title.places[0], title.places[-1]
    above, between = (
        [piece for piece in lines if piece.key != title.piece.key and not _is_credit(piece)]
        for lines in (head[:first], head[first:last])
    )
    return bool(above) and len(between) >= _LEAST_ENTRIES


def _is_credit(piece: Piece) -> bool:
    """Whether a line names who wrote the article and when; what is about editing has no name or date."""
    return bool(CREDIT.search(piece.text) and _NAMED.search(piece.text))


def _stands_apart(head: Sequence[Piece], title: _Title) -> bool:
    """Whether running text stands between the places of a title."""
    return any(piece.is_paragraph for piece in head[title.places[0] : title.places[-1]])


def _is_surely_a_title(head: Sequence[Piece], title: _Title) -> bool:
    """Whether a line is a title though no running text follows.

    It stands twice and is glued to the line behind, or above it is itself with a site's name, or it is all
    there is.
    """
    first, last = title.places[0], title.places[-1]
    others = [piece for index, piece in enumerate(head) if index not in title.places]
    if not others:
        return len(title.piece.key) >= _LONG_TITLE and not _SENTENCE_END.search(title.piece.text)
    if first > 0:
        return _is_title_with_site(title.piece, head[first - 1])
    return last == 1 and _is_glued(others[0], title.piece)


def _is_glued(piece: Piece, title: Piece) -> bool:
    return (
        not title.is_cut
        and not _UNFINISHED.search(title.text)
        and piece.key.startswith(title.key)
        and len(piece.key) >= len(title.key) + _SHORTEST_REST
    )


def _variants(
    standing: dict[int, Piece], titles: Sequence[_Title], candidates: Sequence[_Title]
) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the lines that are a title with a site's name or a date added, or a title cut short."""
    for title in titles:
        for other in candidates:
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
    return whole != part and whole.endswith(part) and is_before_title(whole[: -len(part)])


def _glued(
    standing: dict[int, Piece],
    dropped: dict[int, tuple[str, str]],
    titles: Sequence[_Title],
    pieces: Iterable[Piece],
) -> Iterator[tuple[Change, bool]]:
    """Yield the cuts that free a paragraph of the title glued to it, and whether each is sure.

    A title is glued to the first paragraph below it. What begins so farther below speaks of the same thing,
    unless the rest stands by itself, too: there another copy begins.
    """
    below_text = False
    for index, piece in standing.items():
        if index in dropped:
            continue
        for title in titles:
            if _is_glued(piece, title.piece) and index > title.places[0] and index not in title.places:
                cut = _behind(piece, title.piece)
                alone = _stands_alone(piece, title.piece, pieces)
                if not alone and (below_text or _goes_on(title.piece, piece.text[cut:])):
                    break
                sure = alone or _is_no_beginning(title)
                note = f"repeats line {title.piece.line + 1}"
                yield Change(piece.line, piece.start, piece.start + cut, "", "glued-title", note), sure
                break
        below_text = below_text or _is_text(piece)


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
    start = piece.key[len(title.key) : len(title.key) + PARAGRAPH_START]
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
