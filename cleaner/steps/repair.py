"""Damage done to characters after they were written: torn bytes, wrong decoding, remains of HTML.

Damage lies upon damage, so the repaired text is looked at again until there is nothing left to repair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner import late, lines, rounds
from cleaner.edits import Edit, apply
from cleaner.hanzi import is_han
from cleaner.step import Phase, Reason, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# What is left of characters that nobody can restore: marks of loss in a row, lines of nothing else,
# private-use characters, and what twice wrong decoding makes of marks of loss. Each with what it cannot do
# without: to look for that is a tenth of the work, and nothing is compiled for text that has none.
_LOST = (
    ("\ufffd", late.pattern("\ufffd+")),
    ("斤拷", late.pattern("(?:[锟錕]斤拷)+")),
    ("??", late.pattern(r"\?{4,}|(?m:^[?？]{2,}$)")),
    ("？？", late.pattern("(?m:^？{2,}$)")),
    # One character and the others, as only what begins with one is searched for quickly.
    ("", late.pattern("[\ue000-\uf8ff][\ue000-\uf8ff]*")),
)

# Marks that no writer puts side by side; what is cut out between two sentences leaves them.
_CLASH = late.pattern(r"([,，、;；])([,，、;；。])(?![,，、;；。])")
_BEFORE_MARKS = frozenset("”』」》）)")
_ENDS = frozenset("。;；")

# What no torn passage can do without: a mark of loss, a bracket behind what can be a trail byte, or one that
# ends a syllable that none begins. And what no markup can. Most text has none of it, and needs no models.
_LIKE_A_LOSS = "?？\ufffd"
_PINYIN, _OPENING, _CLOSING = "[a-zà-ǜɑɡ ]", r"(（\[【〔［", r")）\]】〕］}"
_UNOPENED = "|".join(f"(?<=[^\0-~{_OPENING}]{_PINYIN * count}.)" for count in range(1, len("zhuāng) ")))
_LIKE_A_GLOSS = late.pattern(
    f"[{_OPENING}{_CLOSING}](?:(?<=[@-~][{_OPENING}])|(?<={_PINYIN}[{_CLOSING}])(?:{_UNOPENED}))"
)
_LIKE_MARKUP = ("&", "<", ">", "0d", "0D")


def find(text: str, options: Mapping[str, Any]) -> Iterable[Edit]:
    """Find damage that can be undone, and (doubtful) damage that cannot."""
    del options
    return rounds.settled(text, lambda damaged: _closed(damaged, _once(damaged)))


def _closed(text: str, edits: list[Edit]) -> Sequence[Edit]:
    """Return the edits; what they would leave of blanks goes with them."""
    if not any(edit.sure for edit in edits):
        return edits
    from cleaner import seams

    return seams.closed(text, edits)


def _once(text: str) -> list[Edit]:
    """Find what there is to repair in a text; of what overlaps, the first kind that is looked for."""
    edits: list[Edit] = []
    for find_kind in (_mojibake, _slips, _markup, _lost, _clashes):
        edits = _merged(edits, find_kind(text))
    return edits


def _merged(edits: list[Edit], more: Iterable[Edit]) -> list[Edit]:
    more = list(more)
    if not more:
        return edits
    taken = [*edits, Edit(1 << 62, "", "", "")]
    index = 0
    free = []
    for edit in more:
        while taken[index].end <= edit.start:
            index += 1
        if edit.end <= taken[index].start:
            free.append(edit)
    return sorted([*edits, *free], key=lambda edit: (edit.start, edit.end)) if free else edits


def _holds(text: str, sign: str) -> bool:
    """Whether a text holds a sign of one or two characters; a rare one is not there ten times as fast."""
    return sign[-1:] in text and sign in text


def _mojibake(text: str) -> Iterator[Edit]:
    from cleaner import mojibake

    for start, end, right, sure in mojibake.find(text):
        yield Edit(start, text[start:end], right, "repair/mojibake", sure)


def _slips(text: str) -> Iterator[Edit]:
    if not (any(map(text.__contains__, _LIKE_A_LOSS)) or _LIKE_A_GLOSS.search(text)):
        return
    from cleaner.slips import solve

    for start, end, original, kind, sure in solve.find(text):
        yield Edit(start, text[start:end], original, f"repair/{kind}", sure)


def _markup(text: str) -> Iterator[Edit]:
    """Yield the remains of markup; a line of nothing else goes as a whole, and leaves no hole."""
    if not any(_holds(text, sign) for sign in _LIKE_MARKUP):
        return iter(())
    from cleaner import markup

    remains = [
        Edit(start, text[start:end], meant, f"repair/{kind}", sure)
        for start, end, meant, kind, sure in markup.find(text)
    ]
    if not any(edit.sure for edit in remains):
        return iter(remains)
    every_line = lines.split(text)
    emptied = {
        index: lines.Verdict("repair/tag") for index in _emptied(every_line, [e for e in remains if e.sure])
    }
    return iter(_merged(list(lines.removals(every_line, emptied)), iter(remains)))


def _emptied(every_line: list[lines.Line], remains: list[Edit]) -> Iterator[int]:
    position = 0
    for index, line in enumerate(every_line):
        end = line.start + len(line.text)
        own = []
        while position < len(remains) and remains[position].start < end:
            own.append(remains[position]._replace(start=remains[position].start - line.start))
            position += 1
        if own and own[-1].end <= len(line.text) and not apply(line.text, own).strip():
            yield index


def _lost(text: str) -> list[Edit]:
    found = {
        match.start(): Edit(match.start(), match[0], "", "repair/lost", sure=False)
        for sign, pattern in _LOST
        if _holds(text, sign)
        for match in pattern.finditer(text)
    }
    return [found[start] for start in sorted(found)]


def _clashes(text: str) -> Iterator[Edit]:
    """Yield marks that clash; the one that ends more is probably the one that was meant."""
    for match in _CLASH.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not before or not (before in _BEFORE_MARKS or is_han(before)):
            continue
        meant = match[2] if match[2] in _ENDS else match[1]
        yield Edit(match.start(), match[0], meant, "repair/punctuation", sure=False)


STEP = Step(
    name="repair",
    summary="undoes byte slips, mis-cut punctuation, mojibake, entities and tags",
    phase=Phase.BYTES,
    find=find,
    reasons=(
        Reason(
            kind="byte-slip",
            does="restores characters whose bytes were torn apart by a gloss",
            why="A site wrote glosses into GBK bytes without asking where a character starts; from there all "
            "is read one byte off. A byte is lost, or the bracket of the gloss becomes part of a character. "
            "What is lost is put back, the gloss goes, and the text is in step again.",
            before="攀上山頂?shù)倪_摩",
            after="攀上山頂的達摩",
            wrong="Where several characters fit the lost byte, and the less plausible one stood there.",
        ),
        Reason(
            kind="mis-cut",
            does="restores characters that were torn where a site cut GBK bytes at ！ ？ 。",
            why="The bytes of such a mark stand across two characters; from there all is read one byte off.",
            before="創作需求?？淇藙t通過",
            after="創作需求。夸克則通過",
            wrong="Where the character before the mark can only be guessed.",
        ),
        Reason(
            kind="break",
            does="restores a paragraph break and the passage behind it that was read one byte off",
            why="The site wrote the break as the bytes FD A3; read as GB2312, FD is nothing and A3 takes the "
            "next byte along.",
            before="?Ｉ虾Ｊ泄?安局今天",
            after="\n上海市公安局今天",
            wrong="Where the byte that ends the passage can only be guessed.",
        ),
        Reason(
            kind="mojibake",
            does="reads text again that was decoded in the wrong encoding",
            why="UTF-8 read as GBK or Latin-1, GBK read as Latin-1, UTF-8 encoded twice: every byte is still "
            "there, and only Chinese comes out as Chinese.",
            before="鏂伴椈",
            after="新闻",
            wrong="A text that shows mojibake on purpose.",
        ),
        Reason(
            kind="entity",
            does="writes the character that an HTML entity means",
            why="The page was not parsed to its end, or escaped twice.",
            before="&#26032;&#38395;&quot;头条&quot;",
            after='新闻"头条"',
            wrong="Text about HTML that neither quotes it nor names what it is about.",
        ),
        Reason(
            kind="tag",
            does="removes tags and what is left of them; <br> within a line becomes a line end",
            why="They belong to the page, not to the text.",
            before="双方签署了协议。</p>",
            after="双方签署了协议。",
            wrong="Text about HTML that neither quotes it nor names what it is about.",
        ),
        Reason(
            kind="line-end",
            does="makes a line end of one that was written as x0dx0a",
            why="Somebody printed the bytes instead of writing them.",
            before="第一段。x0dx0a第二段。",
            after="第一段。\n第二段。",
            wrong="Text about bytes.",
        ),
        Reason(
            kind="lost",
            does="reports marks of lost characters that nobody can restore",
            why="Runs of ? or U+FFFD and private-use characters show where a decoder failed.",
            before="编号\ue5f1记者",
            after="编号记者",
            wrong="Private-use characters of a font that the reader has; doubtful always.",
        ),
        Reason(
            kind="punctuation",
            does="reports marks that clash, as 、， or ，。",
            why="What was cut out between them, a link or a picture, took no mark along.",
            before="他说完就走了，。",
            after="他说完就走了。",
            wrong="A slip of the writer's own; doubtful always.",
        ),
    ),
)
