"""Characters that cannot be seen: removes those without meaning, and misplaced blanks and blank lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner import tidying
from cleaner.step import Phase, Reason, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.edits import Edit


def find(text: str, options: Mapping[str, Any]) -> list[Edit]:
    """Find what is invisible and has no meaning, blanks and blank lines where none belong, odd line ends."""
    del options
    return tidying.find(text)


STEP = Step(
    name="tidy",
    summary="removes invisible characters, misplaced blanks, mixed line ends",
    phase=Phase.CHARACTERS,
    find=find,
    reasons=(
        Reason(
            kind="invisible",
            does="removes zero-width characters, soft hyphens, marks of direction and of byte order",
            why="Editors and sites leave them behind; they tear words apart for search and comparison.",
            before="今年\u200b一季度",
            after="今年一季度",
            wrong="Never in Chinese; those that pictures and shaped scripts need are left alone.",
        ),
        Reason(
            kind="control",
            does="removes control characters other than tabs and line ends",
            why="They come from broken transfers and have no glyph.",
            before="产量\x00增长",
            after="产量增长",
            wrong="A terminal's colour codes lose their ESC only.",
        ),
        Reason(
            kind="blank",
            does="makes several blanks between two words of a sentence into one",
            why="They are left where tags were cut; a sentence has no columns.",
            before="记者从市气象局获悉,  明天有雨。",
            after="记者从市气象局获悉, 明天有雨。",
            wrong="A table with sentences in its cells.",
        ),
        Reason(
            kind="punctuation",
            does="removes blanks before a closing or pausing full-width sign and after an opening bracket",
            why="Full-width signs bring their own space.",
            before="会议指出 ，要稳定就业 。",
            after="会议指出，要稳定就业。",
            wrong="Text about typesetting.",
        ),
        Reason(
            kind="letter-spaced",
            does="closes up a word whose characters stand apart",
            why="Titles are spread with blanks in print; the words cannot be found.",
            before="预 警 信 息",
            after="预警信息",
            wrong="A list of single characters that happens to contain words.",
        ),
        Reason(
            kind="trailing",
            does="removes blanks at the end of a line, and from lines of nothing else",
            why="Nobody sees them, and comparison does.",
            before="第一行 \n第二行",
            after="第一行\n第二行",
            wrong="Markdown that breaks a line with two blanks.",
        ),
        Reason(
            kind="blank-line",
            does="leaves one of several blank lines, and none at the start and the end of the text",
            why="Removed elements of a page leave their line ends.",
            before="第一段\n\n\n\n第二段",
            after="第一段\n\n第二段",
            wrong="Text that counts on its empty lines, such as forms.",
        ),
        Reason(
            kind="line-end",
            does="gives all lines the line end that most of them have, and soft line breaks too",
            why="Texts stuck together from several systems break tools that know one line end.",
            before="甲\r\n乙\r\n丙\n丁",
            after="甲\r\n乙\r\n丙\r\n丁",
            wrong="Never known to.",
        ),
    ),
)
