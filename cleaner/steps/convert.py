"""Converts between the scripts what is not there yet, by OpenCC in the way the source needs.

`rewrite` gives the text at OpenCC's speed; `find` compares it with the original, line by line, and says which
characters and which words were replaced.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cleaner.edits import Edit
from cleaner.step import Option, Phase, Reason, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cleaner.passages import Passage

# What converts is loaded for a text: every run of the whole has this step in its list, and few ask for it.
TARGETS = ("hans", "hant", "tw", "hk")
VOCABULARY = ("auto", "keep", "convert")


def find(text: str, options: Mapping[str, Any]) -> Iterator[Edit]:
    """Find the characters and words that the conversion replaces."""
    from cleaner import alignment, converters

    for (start, _, configs), old, new in _converted(text, options["to"], options["words"]):
        # Another version of OpenCC has other dictionaries.
        note = f"OpenCC {converters.version()} {' '.join(configs)}"
        for at, before, after, word in alignment.changes(old, new):
            reason = "convert/word" if word else "convert/character"
            yield Edit(start + at, before, after, reason, note=note)


def rewrite(text: str, options: Mapping[str, Any]) -> str:
    """Return the converted text."""
    pieces, position = [], 0
    for (start, end, _), _, new in _converted(text, options["to"], options["words"]):
        pieces += [text[position:start], new]
        position = end
    pieces.append(text[position:])
    # One whole passage need not be copied.
    return "".join(filter(None, pieces))


# Who looks at the edits of a text does so right after it was rewritten.
@lru_cache(maxsize=1)
def _converted(text: str, to: str, words: str) -> list[tuple[Passage, str, str]]:
    """Return the passages that are converted, with their old and new text."""
    if not to:
        return []
    from cleaner import converters, passages

    script = "hans" if to == "hans" else "hant"
    found = []
    for passage in passages.passages(text, to, words):
        old = text[passage.start : passage.end]
        found.append((passage, old, converters.convert(old, passage.configs, script)))
    return found


STEP = Step(
    name="convert",
    summary="converts to simplified or traditional what is not there yet",
    phase=Phase.SCRIPT,
    find=find,
    rewrite=rewrite,
    settles=False,
    options=(
        Option(
            name="to",
            help="The script wanted: hans simplified, hant traditional, tw and hk traditional of that place.",
            default="",
            choices=TARGETS,
            required=True,
        ),
        Option(
            name="words",
            help="Vocabulary of places: auto takes Taiwan's and Hong Kong's back where a text from there "
            "becomes simplified; keep leaves it alone; convert changes it for tw and hk too.",
            default="auto",
            choices=VOCABULARY,
        ),
    ),
    reasons=(
        Reason(
            kind="character",
            does="replaces a character by its form in the other script",
            why="One script throughout is what readers and search expect.",
            before="臺灣的讀者說這裡很熱鬧",
            after="台湾的读者说这里很热闹",
            wrong="Names that keep a rare form; put them on the protect list.",
        ),
        Reason(
            kind="word",
            does="replaces a word by the one that is used where the other script is",
            why="Taiwan's 資料庫 and 伺服器 are 数据库 and 服务器 on the mainland.",
            before="網際網路使用者的資料庫",
            after="互联网用户的数据库",
            wrong="A text about such words, or one that only quotes them.",
        ),
    ),
)
