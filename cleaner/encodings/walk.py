"""Reads a whole document in one main encoding, around damage and through runs of other encodings.

Long stretches are decoded strictly at once. Where one ends, at an error or at implausible characters, a
window around it is read along the most plausible path. Time is linear in the document.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from cleaner import frequency
from cleaner.encodings import foreign, path
from cleaner.encodings.pieces import REPLACEMENT, Kind, Piece
from cleaner.encodings.reader import CHUNK, PRIVATE, Reader, Trouble, reader, suspicion, unlikely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Bytes of the window before and behind the trouble, and of its end that is read again from the next place on.
BACK = 32
AHEAD = 64
OVERLAP = 16
# After so many suspicions in a row that proved unfounded, rare characters are this document's nature.
MOST_FALSE_ALARMS = 64
MOST_PRIVATE_ALARMS = 256  # After so many, private characters are, too.
# With so many places to look at, so near to each other (in bytes), it is the wrong encoding or no text.
ENOUGH_TROUBLES = 1_000
TROUBLE_APART = 128
ENOUGH_OF_A_LINE = 8  # Characters that tell the encoding of a line.
_LINE_FEED = 0x0A
# UTF-8 has both, too, but what it gives out of step are errors.
BOTH_SCRIPTS = frozenset(("gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
# What two bytes of GBK or Big5 may look like in UTF-8.
_NEVER_TEXT = re.compile(rb"[\x00\xff]")
# Programs that think in UTF-16 write emoji as two halves of three bytes each (CESU-8).
_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_LATIN_BY_CHANCE = re.compile("[\u0080-\u07ff]")
# Mean log-probability of a character of good Chinese; common characters in random order are below.
CONVINCING = -8.0
_NARROW_LETTERS = {ord("Ａ") + at + case: ord("A") + at + case for at in range(26) for case in (0, 32)}
# Nats. Two places so near to each other, with bytes that are valid between them, are hardly ever damage.
CLEAR_LEAD = 2.0
ANOTHER_PLACE = 8.0
# Where a character of GBK was torn before the file was written: a mark of loss, with the sign at which the
# text was cut, or the end of a gloss. What follows is out of step in the text itself; no byte is damaged.
_LETTER, _TONED = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]", "[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]"
_TORN = re.compile(rf"\?(?:[a-zü]*{_TONED}[a-zü]* ?\)|[！？。!?])")
_TORN_BEFORE = re.compile(rf"(?:[?\ufffd][！？。!?]?|{_LETTER}{{1,8}} ?[)）\]】]).?$", re.DOTALL)
# Questions and lessons have that, too. What they have not: such a mark where no question ends, and glosses
# that lack a bracket or follow a mark, whether there or before.
_UNOPENED = rf"[^\x00-\u02ff（【［〔](?:{_TONED}|{_LETTER}{{2}})"
_TORN_GLOSS = rf"(?:[?\ufffd][(（]?{_LETTER}|{_UNOPENED}){_LETTER}{{0,8}} ?[)）\]】]"
_NO_WRITING = re.compile(rf"{_TORN_GLOSS}|(?:\ufffd[！？。!?]?|\?[！？。!?]|[。”」)）?？]\?).?$", re.DOTALL)
_LONGEST_GLOSS = 12  # Characters.
_SEEN = 200  # Characters in which a gloss is looked for that was torn as well.


def pieces(data: bytes, encoding: str, others: Sequence[str] = ()) -> list[Piece]:
    """Read a document in its main encoding, with runs in `others`; the pieces cover it without gaps."""
    return list(_exact(data, _joined(_Walk(data, encoding, others).pieces())))


class _Walk:
    """The state of a reading: where it is, in which encoding, and the pieces so far."""

    def __init__(self, data: bytes, encoding: str, others: Sequence[str]) -> None:
        self._data = data
        self._main = reader(encoding, _unlikely(data, encoding))
        self._current = self._main
        self._readers = [self._main, *(reader(other) for other in others if other != encoding)]
        self._position = 0
        self._false_alarms = 0
        self._troubles = 0
        self._pieces: list[Piece] = []

    def pieces(self) -> list[Piece]:
        """Read the document to its end."""
        while self._position < len(self._data):
            limit = len(self._data)
            if self._current is not self._main:
                limit = self._data.find(b"\n", self._position) + 1 or limit
                self._come_home(limit)
            stretch = self._current.stretch(
                self._data, self._position, limit, suspect=self._suspect(self._current)
            )
            if stretch.text:
                size = stretch.end - self._position
                self._pieces.append(Piece(self._position, size, stretch.text, self._current.encoding))
            self._position = stretch.end
            if stretch.trouble is not Trouble.NONE:
                self._troubles += 1
                if self._troubles > ENOUGH_TROUBLES and self._troubles * TROUBLE_APART > self._position:
                    return [*self._pieces, *self._rest()]
                self._pass(stretch.trouble)
        return self._pieces

    def _pass(self, trouble: Trouble) -> None:
        """Get over a place of trouble, in the cheapest way that will do."""
        if self._isolated_fault():
            return
        if self._at_line_start() and self._line_in_another():
            return
        self._find_way(trouble)

    def _isolated_fault(self) -> bool:
        """Take a few bytes within good UTF-8 for damage, or for an emoji; returns whether they were."""
        if self._current.encoding != "utf-8":
            return False
        pair = _SURROGATES.match(self._data, self._position)
        if pair:
            text = pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
            self._pieces.append(Piece(pair.start(), len(pair[0]), text, "utf-8", Kind.ODD))
            self._position = pair.end()
            return True
        before = self._pieces[-1].text[-2:] if self._pieces else ""
        for size in (1, 2, 3, 4):
            fault = self._data[self._position : self._position + size]
            if size > 2 and not _NEVER_TEXT.search(fault):
                break
            start = self._position + size
            behind = self._current.stretch(self._data, start, start + AHEAD, suspect=None)
            if behind.end >= min(start + ENOUGH_OF_A_LINE, len(self._data)):
                if _LATIN_BY_CHANCE.search(before + behind.text[:2]):
                    break
                self._pieces.append(Piece(self._position, size, REPLACEMENT, "utf-8", Kind.DAMAGED))
                self._position = start
                return True
        return False

    def _rest(self) -> Iterator[Piece]:
        """Read the rest as it stands: there is too much amiss to look at each place."""
        for piece in foreign.pieces(self._data[self._position :], self._main.encoding):
            yield piece._replace(offset=piece.offset + self._position)

    def _suspect(self, current: Reader) -> re.Pattern[str] | None:
        """Return which characters to look at, too: UTF-8 out of step shows itself by errors."""
        if current.encoding == "utf-8" or self._false_alarms >= MOST_PRIVATE_ALARMS:
            return None
        full = suspicion(wide=current.wide, unlikely=current.unlikely)
        return full if self._false_alarms < MOST_FALSE_ALARMS else PRIVATE

    def _come_home(self, line_end: int) -> None:
        """Leave a run of another encoding at a line that reads well in the main one."""
        if self._at_line_start():
            line = self._main.stretch(self._data, self._position, line_end, suspect=self._suspect(self._main))
            if line.trouble is Trouble.NONE:
                self._current = self._main

    def _at_line_start(self) -> bool:
        return self._position == 0 or self._data[self._position - 1] == _LINE_FEED

    def _line_in_another(self) -> bool:
        """Read a whole line in another encoding if it is good Chinese there; returns whether it was."""
        end = self._data.find(b"\n", self._position) + 1 or len(self._data)
        found = []
        for each in self._readers:
            line = each.stretch(self._data, self._position, end, suspect=suspicion(wide=each.wide))
            if line.trouble is Trouble.NONE and line.end == end and len(line.text) >= ENOUGH_OF_A_LINE:
                found.append((frequency.log_probability(line.text), line.text, each))
        if not found:
            return False
        best, text, reader_of_best = max(found, key=lambda each: each[0])
        if best < CONVINCING:
            return False
        self._current = reader_of_best
        self._pieces.append(Piece(self._position, end - self._position, text, self._current.encoding))
        self._position = end
        return True

    def _find_way(self, trouble: Trouble) -> None:
        """Read a window around the trouble along the most plausible path, and go on from near its end."""
        end = min(self._position + AHEAD, len(self._data))
        final = end == len(self._data)
        start = self._step_back()
        window = self._data[start:end]
        readers = sorted(self._readers, key=lambda each: each is not self._current)
        moves = path.best(window, readers, final=final)
        straight = all(move.text and not move.reader for move in moves)
        if trouble is Trouble.SUSPICION and not straight:
            as_it_stands = path.straight(window, self._current)
            was_torn = self._current.encoding == "gb18030" and _was_torn(
                moves, as_it_stands, self._read_so_far()
            )
            if was_torn or not _convincing(moves, as_it_stands):
                moves, straight = as_it_stands, True
        self._false_alarms = self._false_alarms + 1 if straight else 0
        limit = end if final else end - OVERLAP
        for move in moves:
            if start > limit:
                break
            self._current = readers[move.reader]
            kind = Kind.PLAIN if move.text else Kind.DAMAGED
            text = move.text or REPLACEMENT
            self._pieces.append(Piece(start, move.size, text, self._current.encoding, kind))
            start += move.size
        self._position = start

    def _read_so_far(self) -> str:
        """Return the last of what was read, without damage."""
        pieces = self._pieces[-_SEEN:]
        return "".join(piece.text[-_SEEN:] for piece in pieces if piece.kind is Kind.PLAIN)[-_SEEN:]

    def _step_back(self) -> int:
        """Give the last characters back that were read in step; return the offset where they start."""
        start = self._position
        wanted = start - BACK
        while start > wanted and self._pieces:
            last = self._pieces[-1]
            if last.kind is not Kind.PLAIN or last.encoding != self._current.encoding:
                break
            self._pieces.pop()
            start = last.offset
            if start < wanted:
                # A character has at least one byte, so that this keeps at most what is wanted.
                kept = last.text[: -min(BACK, len(last.text))]
                start += len(kept.encode(last.encoding))
                self._pieces.append(Piece(last.offset, start - last.offset, kept, last.encoding))
                break
        return start


def _unlikely(data: bytes, encoding: str) -> frozenset[str]:
    """Return the characters that a document does not have because it is in the other script."""
    if encoding not in BOTH_SCRIPTS:
        return frozenset()
    return unlikely(data[:CHUNK].decode(encoding, "ignore"))


def _convincing(moves: Sequence[path.Move], as_it_stands: Sequence[path.Move]) -> bool:
    """Whether another path than that of bytes that are valid is clearly better, and leads to good Chinese."""
    first = next(index for index, move in enumerate(moves) if not move.text or move.reader)
    behind = "".join(move.text for move in moves[first:]).translate(_NARROW_LETTERS)
    if sum(move.size for move in as_it_stands) < sum(move.size for move in moves) - 1:
        return True  # The bytes are not valid as they stand, a little further on.
    lead = path.likelihood(moves) - path.likelihood(as_it_stands)
    places = sum(not move.text and (not at or moves[at - 1].text != "") for at, move in enumerate(moves))
    return (
        lead > CLEAR_LEAD + ANOTHER_PLACE * (places - 1)
        and behind != ""
        and frequency.log_probability(behind) > CONVINCING
    )


def _was_torn(moves: Sequence[path.Move], as_it_stands: Sequence[path.Move], before: str) -> bool:
    """Whether what a path takes for damage is what a site and a decoder left before the file was written.

    `before` is what was read before both.
    """
    first = next(index for index, move in enumerate(moves) if not move.text or move.reader)
    damage = sum(move.size for move in moves[:first])
    offset = 0
    for move in as_it_stands:
        if offset > damage:
            break
        offset += move.size
        before += move.text
    if _TORN_BEFORE.search(before[-_LONGEST_GLOSS:]) and _NO_WRITING.search(before):
        return True
    return _TORN.search("".join(move.text for move in as_it_stands)) is not None


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind and encoding; damage in a row becomes one replacement character."""
    for (encoding, kind), group in groupby(pieces, key=lambda piece: (piece.encoding, piece.kind)):
        same = list(group)
        text = REPLACEMENT if kind is Kind.DAMAGED else "".join(piece.text for piece in same)
        yield Piece(same[0].offset, same[-1].end - same[0].offset, text, encoding, kind)


def _exact(data: bytes, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Single out the characters that encoding would not spell as the document does."""
    for piece in pieces:
        raw = data[piece.offset : piece.end]
        if piece.kind is not Kind.PLAIN or piece.text.encode(piece.encoding) == raw:
            yield piece
        else:
            yield from _joined(_spelled(raw, piece))


def _spelled(raw: bytes, piece: Piece) -> Iterator[Piece]:
    """Yield the characters of a piece one by one."""
    each = reader(piece.encoding)
    position = 0
    while position < len(raw):
        character = each.at(raw, position)
        assert character is not None
        size, text, _ = character
        kind = Kind.PLAIN if text.encode(piece.encoding) == raw[position : position + size] else Kind.ODD
        yield Piece(piece.offset + position, size, text, piece.encoding, kind)
        position += size
