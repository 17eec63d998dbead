"""Letter-spaced text: 预 警 信 息 is one word spread out, 赵 钱 孙 李 is a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner import frequency
from cleaner.hanzi import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

# Two or three characters apart are headings (目 录) and names (张 伟): nothing is won by closing them up.
_SHORTEST = 4
# By how many nats a character must become more probable, on the average, if the characters are read as one
# text. Words and phrases reach 1.5 to 3.0; enumerations of things (赤 橙 黄 绿) 0, of numbers 1.1.
_SURE_GAIN = 1.5
_POSSIBLE_GAIN = 1.0
# From this length on no list is so much like a text.
_LONG = 8
_LIKE_HAN = "[^\\x00-\\u3006]"
# They stand close behind a character in spread text, too.
_PAUSES = "，。、；：！？"
_STOPS = frozenset("。！？")
_LINE_END = frozenset({"", "\r", "\n"})
# A line is spread as a whole if this share of its pieces are single characters, signs aside.
_MOST = 0.8
_SIGNS = _PAUSES + "（）《》“”‘’「」『』【】…—,.;:!?()%"
# Lists of these are words as well: 上 下 左 右, 东 南 西 北, 冀 鲁 豫, 优 良 中 差, 是 否.
_LISTED = frozenset(
    "东南西北中東上下左右前后後里裡外内內大小多少高低长短長男女老人口手足日月水火天地一二三四五六七八九十百千"
    "是否有无無对對错錯真假优優良好坏壞差春夏秋冬"
    "京津沪渝冀鲁豫皖苏浙闽赣湘鄂粤桂琼辽吉黑晋陕甘青宁新藏云贵川蒙港澳台滬魯蘇閩贛瓊遼晉陝甯雲貴臺"
)


class Blank(NamedTuple):
    """A blank (one code point at `start`) between two characters of a spread word."""

    start: int
    sure: bool


class _Passage(NamedTuple):
    """Spread text in `start` to `end` with `length` Han characters and the places of the blanks in it."""

    start: int
    end: int
    length: int
    blanks: list[int]
    sure: bool

    def moved(self, by: int) -> _Passage:
        blanks = [blank + by for blank in self.blanks]
        return self._replace(start=self.start + by, end=self.end + by, blanks=blanks)


def spaced(text: str) -> Iterator[Blank]:
    """Yield the blanks within letter-spaced text, in order."""
    if not (_may_be_spaced(text, " ") or _may_be_spaced(text, "\u3000")):
        return
    passages = list(_passages(text))
    alone = len(passages) == 1
    for passage in passages:
        sure = passage.sure and not (alone and _is_emphasis(passage, text))
        for start in passage.blanks:
            yield Blank(start, sure)


def _may_be_spaced(text: str, blank: str) -> bool:
    # Searching for the blank first is ten times as fast as looking at every Han character. Compiling the
    # rough class takes a tenth of the time of the right one, and not to compile it none.
    if not re.search(rf"{blank}\S{blank}\S{blank}\S", text):
        return False
    return re.search(f"{blank}{_LIKE_HAN}{blank}{_LIKE_HAN}{blank}{_LIKE_HAN}", text) is not None


def _passages(text: str) -> Iterator[_Passage]:
    """Yield what is spread: whole lines, and words in others."""
    end, whole = -1, False
    for match in re.compile(_words()).finditer(text):
        if match.start() > end:
            start, end = _line(text, match)
            line = _whole(text[start:end], match[1])
            whole = line is not None
            if line is not None:
                yield line.moved(start)
        if not whole:
            word = _passage(match[0], [place.start() for place in re.finditer(match[1], match[0])])
            if word is not None:
                yield word.moved(match.start())


def _words() -> str:
    unit = f"[{HAN}][{_PAUSES}]?"
    return rf"(?<![{HAN}]){unit}([ \u3000]){unit}(?:\1{unit}){{{_SHORTEST - 2},}}(?![{HAN}])"


def _line(text: str, match: re.Match[str]) -> tuple[int, int]:
    end = text.find("\n", match.end())
    return text.rfind("\n", 0, match.start()) + 1, len(text) if end < 0 else end


def _whole(line: str, blank: str) -> _Passage | None:
    """Return a line most of whose characters stand apart: digits, letters and signs of it do so, too."""
    pieces = line.split(blank)
    apart = [len(piece.strip(_SIGNS)) <= 1 and piece != "" for piece in pieces]
    filled = sum(piece != "" for piece in pieces)
    if sum(apart) < max(_LONG, _MOST * filled):
        return None
    blanks, position = [], -1
    for index, piece in enumerate(pieces[:-1]):
        position += len(piece) + 1
        if apart[index] and apart[index + 1]:
            blanks.append(position)
    return _passage(line, blanks)


def _passage(spread: str, blanks: list[int]) -> _Passage | None:
    word = "".join(re.findall(f"[{HAN}]", spread))
    gain = _gain(word)
    sure = gain >= (_POSSIBLE_GAIN if len(word) >= _LONG else _SURE_GAIN)
    return _Passage(0, len(spread), len(word), blanks, sure) if gain >= _POSSIBLE_GAIN else None


def _is_emphasis(passage: _Passage, text: str) -> bool:
    """Whether it is a short sentence on its own line, spread for effect. Titles have no stop."""
    return (
        passage.length < _LONG
        and text[passage.end - 1] in _STOPS
        and (not passage.start or text[passage.start - 1] == "\n")
        and text[passage.end : passage.end + 1] in _LINE_END
    )


def _gain(word: str) -> float:
    if _LISTED.issuperset(word):
        return 0.0
    alone = sum(map(frequency.log_probability, word)) / len(word)
    return frequency.log_probability(word) - alone
