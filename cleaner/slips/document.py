"""What the rest of a document tells about its slips."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from copy import copy
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cleaner import gbk
from cleaner.edits import Edit, apply
from cleaner.slips import endings, likelihood, merged, units
from cleaner.slips.table import SiteTable
from cleaner.slips.traces import Traces
from cleaner.slips.whole import Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Self

_CUTTING = "！？。"

_BARE = 4.0  # Nats for a character without a gloss that the site glosses elsewhere.
AROUND = 8  # Characters before and behind a passage that are read with it.
_LINE = 1000  # Characters of a line that are looked at.


class Passage(NamedTuple):
    """From `start` to `end` the damaged text stands for `text`."""

    start: int
    end: int
    text: str


_start = attrgetter("start")


class Document:
    """The text around the slips."""

    _is_converted = False

    def __init__(self, text: str) -> None:
        self.text = text
        self.traces = Traces(text)
        self._table = SiteTable(text, converted=self._is_converted)
        self._read(text)
        self._bare: dict[str, dict[str, float]] = {}
        self._unlikely: dict[tuple[str, str, bool], float] = {}
        self._codes: dict[str, list[bytes]] = {}
        self._restored: list[Passage] = []
        self._ahead: list[Passage] = []

    def _read(self, text: str) -> None:
        """Take what a text tells of characters for what this document tells."""
        self.whole = Whole(text)
        self._weighed = self.whole.weighed
        self._after = _OnDemand(lambda one: _OnDemand(partial(self._surprise, one)))
        self._before: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def knowing(self, across: frozenset[tuple[str, str]]) -> Self:
        """Return this document with what some slips tell: what passages are, what was glossed across two."""
        document = copy(self)
        edits = [Edit(start, self.text[start:end], text, "") for start, end, text in self._restored]
        document._read(apply(self.text, [edit for edit in edits if edit.before != edit.after]))
        document._table = SiteTable(self.text, across, converted=self._is_converted)
        document._unlikely, document._bare, document._restored = {}, {}, []
        document._ahead = self._restored
        return document

    def restore(self, start: int, end: int, text: str) -> None:
        """Take note that a passage stands for a text: what comes behind it is read after that text."""
        self._restored.append(Passage(start, end, text))

    @cached_property
    def folded(self) -> bool:
        """Whether full-width signs were made half-width after the damage was done."""
        return self.traces.is_folded

    def fold(self, text: str) -> str:
        """Return text with the widths that this document has."""
        return text.translate(_HALF_WIDTH) if self.folded else text

    @cached_property
    def merged(self) -> merged.Merged:
        """The glosses whose brackets torn characters took along, and the others of such a document."""
        return merged.find(self.text, folded=self.folded) if merged.any_in(self.text) else merged.NONE

    def codes(self, character: str) -> list[bytes]:
        """Return the bytes that a character of the damaged text may have been read from."""
        found = self._codes.get(character)
        if found is None:
            found = self._codes[character] = self._codes_of(character)
        return found

    def _codes_of(self, character: str) -> list[bytes]:
        code = gbk.encode(character) if character else None
        if code is None:
            return []
        if self.folded and character.isascii() and character >= " ":
            return [code, gbk.WIDE_BLANK if character == " " else gbk.wide(character)]
        return [code]

    def mark_codes(self, position: int) -> list[bytes]:
        """Return the bytes of the mark at a position, if it is one at which sites cut."""
        mark = self.text[position : position + 1]
        if mark and mark in _CUTTING:
            return self.codes(mark)
        return [gbk.wide(mark)] if self.folded and mark and mark in "!?" else []

    def line_before(self, position: int) -> str:
        """Return the line up to a position, or its last part, as far as it is restored."""
        begin = max(self.text.rfind("\n", 0, position) + 1, position - _LINE)
        pieces: list[str] = []
        for start, end, text in reversed(self._restored):
            if start < begin:
                break
            if end <= position:
                pieces += [self.text[end:position], text]
                position = start
        return (self.text[begin:position] + "".join(reversed(pieces))).split("\n")[-1]

    def line_after(self, position: int) -> str:
        """Return the line from a position on, or its first part."""
        return self.text[position : position + _LINE].split("\n", 1)[0]

    def whole_line_before(self, position: int) -> str:
        """Return `line_before` without glosses."""
        return units.GLOSS.sub("", self.line_before(position))

    def preceding(self, position: int) -> str:
        """Return the characters up to a position, without glosses, and line ends if there are too few."""
        line = self.line_before(position)[-2 * AROUND - units.LONGEST_GLOSS :]
        return units.GLOSS.sub("", line)[-AROUND:].rjust(AROUND, "\n")

    def following(self, position: int) -> str:
        """Return some characters that follow, without glosses, up to a mark of loss or with the line end."""
        most = 2 * AROUND + units.LONGEST_GLOSS
        end = units.run_end(self.text, position, most)
        restored = ""
        while len(restored) < most and (slip := self._next_restored(position, end)):
            restored += self.text[position : slip.start] + slip.text
            position = slip.end
            end = units.run_end(self.text, position, most)
        line_end = "\n" if self.text[end : end + 1] in ("", "\n", "\r") else ""
        return (units.GLOSS.sub("", restored + self.text[position:end]) + line_end)[:AROUND]

    def _next_restored(self, position: int, end: int) -> Passage | None:
        """Return what is known of the passage that begins between two offsets."""
        ahead = self._ahead
        at = bisect_left(ahead, position, key=_start)
        return ahead[at] if at < len(ahead) and ahead[at].start <= end else None

    def unlikely_gloss(self, character: str, gloss: str, *, across: bool) -> float:
        """Nats for the site's table having the character with this gloss; see `SiteTable.unlikely`."""
        key = character, gloss, across
        found = self._unlikely.get(key)
        if found is None:
            shown = self.fold(character)
            found = self._table.unlikely(character, shown, gloss, across=across)
            if not across:
                found += self.whole.manner.foreign_script(shown)
            self._unlikely[key] = found
        return found

    def unlikely_bare(self, characters: str) -> dict[str, float]:
        """Nats for each of the characters, as written here, without a gloss: a site's table knows none."""
        found = self._bare.get(characters)
        if found is None:
            glossed, foreign = self._table.glosses, self.whole.manner.foreign
            found = {one: _BARE if one in glossed else foreign(one) for one in self.fold(characters)}
            self._bare[characters] = found
        return found

    def line_end(self, character: str) -> float:
        """Nats for a line of this document ending with a character, beyond those in articles."""
        return self.whole.manner.line_end(character)

    def line_ends(self, position: int, line: str) -> Mapping[str, float]:
        """Nats for kinds of ends of a line whose end is lost at `position`, by what it says."""
        line_end = self.text.find("\n", position) + 1
        return endings.surprise(line, self.line_after(line_end) if line_end else "")

    def narrow(self, character: str) -> float:
        """Nats for writing an ASCII sign where the document may write a full-width one."""
        return self.whole.manner.narrow(character, folded=self.folded)

    def next(self, text: str, character: str) -> tuple[str, float]:
        """Return a character as this document writes it, and its surprise after a text."""
        character = self.fold(character)
        return character, self._after[text[-1]][character]

    def surprise(self, before: str, character: str) -> float:
        """Nats of surprise at a character after another, in this document."""
        return self._after[before][character]

    def after(self, before: str) -> Mapping[str, float]:
        """Return the nats of surprise at every character after one, in this document."""
        return self._after[before]

    def all_after(self, before: str, characters: Iterable[str]) -> Mapping[str, float]:
        """Return `after`, with these characters looked up at once."""
        known = self._after[before]
        new = [one for one in characters if one not in known]
        for one, general in zip(new, likelihood.after(before, new), strict=True):
            known[one] = self._weighed(before, one, general)
        return known

    def all_before(self, character: str, characters: Iterable[str]) -> Mapping[str, float]:
        """Return the nats of surprise at a character after each of the characters, in this document."""
        known = self._before[character]
        new = [one for one in characters if one not in known]
        for one, general in zip(new, likelihood.before(new, character), strict=True):
            known[one] = self._weighed(one, character, general)
        return known

    def _surprise(self, before: str, character: str) -> float:
        return self._weighed(before, character, likelihood.general(before, character))


_Value = TypeVar("_Value")


class _OnDemand(dict[str, _Value]):
    """Values by character, computed when they are first needed."""

    def __init__(self, compute: Callable[[str], _Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, character: str) -> _Value:
        found = self[character] = self._compute(character)
        return found


_HALF_WIDTH = {code: code - gbk.WIDE for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
