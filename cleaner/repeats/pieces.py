"""The parts of a document that are judged: its lines, and the sentences of very long lines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.repeats.measures import LONG_LINE
from cleaner.repeats.skeleton import skeleton, skeletons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A paragraph of an article, no title, caption or menu item: this many characters and the end of a sentence …
SHORTEST_SENTENCE = 15
# … or so many characters that no title has them.
LONGEST_TITLE = 45

_SENTENCE = late.pattern(r"[^。！？!?；;…]*[。！？!?；;…]+[”’」』）)\]】]*|[^。！？!?；;…]+")
_SENTENCE_END = late.pattern(r"[。．！!；;…][”’」』）)\]】\s]{0,4}\Z|[？?][”’」』]\s{0,4}\Z")
_ANY_END = late.pattern(r"[。！？!?…][”’」』）)]*\s*\Z")
_CALL = late.pattern(r"[!?！？][”’」』）)]*\s*\Z")
# Where a text was cut: dots, and the button to read on.
_BUTTON = (
    r"[\[(（【]?\s*(?:点击|點擊)?(?:展开|展開|查看|阅读|閱讀|显示|顯示)"
    r"(?:更多|全文|全部|剩余|剩餘|原文|详情|詳情)\S{0,6}"
    r"|[\[(（【]\s*(?:更多|全文|详情|詳情|详细|詳細)\s*[\])）】]"
)
_CUT = late.pattern(rf"\s*(?:…+|[.．]{{3,}}|。{{2,}})\s*(?:{_BUTTON})?\s*$|\s*(?:{_BUTTON})\s*$")
_LONGEST_CUT = 40
# What is in every button, or ends a text like dots; to look for it costs a tenth.
_MAY_BE_CUT = late.pattern(r"[更全剩原详詳…．.\s]|。。")
_LONGEST_BUTTON = 12


class Piece:
    """A line, or a part of a long line: `start` counts code points within the line's text."""

    __slots__ = ("__dict__", "line", "start", "text")

    def __init__(self, line: int, start: int, text: str) -> None:
        self.line = line
        self.start = start
        self.text = text

    @cached_property
    def said(self) -> str:
        """The text without the sign that it was cut, and without the button to read on."""
        if not _MAY_BE_CUT.search(self.text, max(0, len(self.text) - _LONGEST_BUTTON)):
            return self.text
        cut = _CUT.search(self.text, max(0, len(self.text) - _LONGEST_CUT))
        return self.text[: cut.start()] if cut else self.text

    @property
    def is_cut(self) -> bool:
        """Whether the text ends with a sign that it was cut."""
        return len(self.said) < len(self.text)

    @cached_property
    def key(self) -> str:
        """What of the text counts when texts are compared."""
        return skeleton(self.said)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether this is running text, however short: it ends like a sentence. Lines of a page do not."""
        if self.is_paragraph or not self.key:
            return self.is_paragraph
        return _ANY_END.search(self.text, max(0, len(self.text) - 6)) is not None

    @cached_property
    def may_be_title(self) -> bool:
        """Whether this is no running text, or a short question or call, which may be a title."""
        if not self.is_sentence:
            return True
        return (
            len(self.key) <= LONGEST_TITLE and _CALL.search(self.text, max(0, len(self.text) - 6)) is not None
        )

    @cached_property
    def is_paragraph(self) -> bool:
        """Whether this is running text: no title, subhead, caption, menu item or other short line."""
        size = len(self.key)
        return size >= LONGEST_TITLE or (
            size >= SHORTEST_SENTENCE and bool(_SENTENCE_END.search(self.text, max(0, len(self.text) - 6)))
        )


def know_keys(pieces: Sequence[Piece]) -> None:
    """Work out the keys of many pieces at once, which takes less than one by one."""
    unknown = [piece for piece in pieces if "key" not in piece.__dict__]
    for piece, key in zip(unknown, skeletons([piece.said for piece in unknown]), strict=True):
        piece.__dict__["key"] = key


def cut(line: int, text: str, start: int = 0) -> Iterator[Piece]:
    """Yield the pieces of a line that is not blank; `start` is added to their offsets."""
    if len(text) < LONG_LINE:
        yield Piece(line, start, text)
        return
    for position, sentence in sentences(text):
        yield Piece(line, start + position, sentence)


def sentences(text: str) -> list[tuple[int, str]]:
    """Return the sentences of a text, each with its offset and the signs it ends with."""
    return [(match.start(), match[0]) for match in _SENTENCE.finditer(text) if not match[0].isspace()]
