"""Torn bytes, wrong decoding, markup: what the rows cannot say."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import edits, gbk, lexicon, mojibake, rounds
from cleaner.edits import Edit
from cleaner.slips import endings, search, sites
from cleaner.slips.document import Document
from cleaner.steps.repair import STEP
from tests import torn
from tests.dirty import encodings, slips

if TYPE_CHECKING:
    from cleaner.slips.state import State

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"

# Written for these tests, in the manner of news.
NEWS = (
    "市交通局昨日公布了新的公交线路方案，其中十二条线路将延长到郊区，方便居民换乘地铁。",
    "负责人表示，方案在征求意见期间收到三千多条建议，多数建议得到了采纳。",
    "记者在现场看到，不少老人带着孙子来参观展览，孩子们对机器人最感兴趣。",
    "专家提醒，换季时节温差较大，外出应当及时增减衣物，感到不适要尽早就医。",
    "这家工厂去年开始使用新的生产设备，工人的劳动强度明显下降，产量却提高了两成。",
)
TRADITIONAL = (
    "縣政府昨天宣布，將在三年內為偏鄉學校興建圖書館，讓學生有更多讀書的機會。",
    "負責這項計劃的老師說，孩子們需要的不只是設備，還有願意陪伴他們的大人。",
    "當地的農會也參與其中，把賣茶葉的部分收入捐給學校，作為購買書籍的經費。",
)


def repaired(text: str) -> str:
    return edits.apply(text, [edit for edit in STEP.find(text, {}) if edit.sure])


def unglossed(text: str, table: str) -> str:
    for character in table:
        text = text.replace(f"{character}({slips.reading(character)})", character)
    return text


def is_open(differences: list[torn.Difference]) -> bool:
    """Whether nothing but marks of loss, with their readings, stands where text was lost."""
    return all(re.fullmatch(r"(?:\?(?:\([^()]*\))?)+", one.instead) for one in differences)


# bytes


@pytest.mark.parametrize("lead", range(gbk.FIRST_LEAD, gbk.LAST_LEAD + 1))
def test_every_pair_is_one_character_and_back(lead: int) -> None:
    for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
        character = gbk.pair(lead, trail)
        assert character is not None
        assert gbk.encode(character) == bytes((lead, trail)) or character == "€"


@given(st.binary(max_size=30))
def test_decoding_is_that_of_the_sites(data: bytes) -> None:
    assert gbk.decode(data) == slips.decode(data)


def test_bytes_that_are_no_character() -> None:
    assert gbk.encode("€") == b"\x80"
    assert gbk.encode("😀") is None
    assert gbk.encode("\ud800") is None
    assert gbk.pair(0x80, 0x40) is None
    assert gbk.pair(0x81, 0x7F) is None


# slips


# Short documents tell little of what their site glosses, so much stays open; long ones reach more. What is
# not left open has to be right.
LEAST_EXACT, LEAST_RIGHT = 0.8, 0.97


@pytest.mark.parametrize("fold", [str, slips.fold_width])
@pytest.mark.parametrize("marks", [(), slips.MARKS])
def test_torn_passages_come_back_and_nothing_else_changes(fold: type[str], marks: tuple[str, ...]) -> None:
    torn_at, missed, still_open = 0, 0, 0
    for seed in range(6):
        for lines in (NEWS, TRADITIONAL):
            table = "".join(slips.site_table("".join(lines), Random(seed)))
            damages = [torn.damage(line, table, marks) for line in lines]
            results = repaired(fold("\n".join(damage.text for damage in damages))).split("\n")
            for damage, line, result in zip(damages, lines, results, strict=True):
                wrong = torn.differences(unglossed(result, table), fold(line))
                hit = [t for t in damage.tears if any(w.start < t.end and t.start < w.end for w in wrong)]
                outside = [w for w in wrong if not any(w.start < t.end and t.start < w.end for t in hit)]
                assert not outside or not damage.tears, (line, result)
                torn_at += len(damage.tears)
                missed += len(hit)
                still_open += sum(
                    is_open([w for w in wrong if w.start < t.end and t.start < w.end]) for t in hit
                )
    assert torn_at
    assert 1 - missed / torn_at >= LEAST_EXACT
    assert 1 - (missed - still_open) / torn_at >= LEAST_RIGHT


def test_what_cannot_be_known_is_left_open_and_guessed_doubtfully() -> None:
    text = "开幕式上，志愿者向图书馆捐赠了28700本图书，摆满了新建的阅览室。"
    dirty = torn.damage(text, "希").text
    assert repaired(dirty) == text.replace("28700", "?8700")
    assert [edit.after for edit in STEP.find(dirty, {}) if not edit.sure and edit.before == "?"]


@pytest.mark.parametrize("unit", ["好?shù)", "好?！", "好?！?", "好?A(yù)", "？!", "?Ａ"])
def test_unfinished_and_equal_passages_end_the_search(unit: str) -> None:
    assert repaired(unit * 10_000)


def test_equal_passages_in_equal_surroundings_are_one_search(monkeypatch: pytest.MonkeyPatch) -> None:
    searches = []
    read = search.Search.read

    def counted(self: search.Search, start: int, mark: int) -> tuple[list[State] | None, int]:
        searches.append(start)
        return read(self, start, mark)

    monkeypatch.setattr(search.Search, "read", counted)
    dirty = "攀上山頂?shù)倪_摩，俯瞰整座城市。\n"
    assert repaired(dirty * 100) == "攀上山頂的達摩，俯瞰整座城市。\n" * 100
    assert len(searches) <= 4


def test_clean_text_is_told_at_a_glance() -> None:
    text = "".join(f"{line}他问：真的吗？？她说：不是吧?!我不信。\n" for line in NEWS)
    assert not list(sites.find(Document(text * 100)))
    folded = slips.fold_width(text)
    assert not list(sites.find(Document(folded * 100)))
    assert not list(STEP.find(folded, {}))


def test_repairing_settles() -> None:
    random = Random(7)
    for text in (*NEWS, *TRADITIONAL):
        table = slips.site_table(text, random)
        dirty = torn.damage(text, table, slips.MARKS).text
        once = repaired(dirty)
        assert repaired(once) == once


@pytest.mark.skipif(not SEEDS.exists(), reason="the shared seeds are not here")
@pytest.mark.parametrize(("number", "passages"), [("003", 6), ("004", 3)])
def test_seeds(number: str, passages: int) -> None:
    text = next(SEEDS.glob(f"{number}*")).read_text("utf-8")
    found = list(STEP.find(text, {}))
    assert all(edit.sure for edit in found)
    assert sum(edit.reason in {"repair/byte-slip", "repair/mis-cut"} for edit in found) == passages
    assert not re.search(r"\?[a-zà-ǜ]+\)|[\ue000-\uf8ff]", repaired(text))


@pytest.mark.skipif(not SEEDS.exists(), reason="the shared seeds are not here")
@pytest.mark.parametrize("number", ["000", "001", "002"])
def test_seeds_without_torn_bytes(number: str) -> None:
    assert not list(STEP.find(next(SEEDS.glob(f"{number}*")).read_text("utf-8"), {}))


# mojibake


@pytest.mark.parametrize("text", [*NEWS, *TRADITIONAL])
@pytest.mark.parametrize(("written", "read"), [("utf-8", "latin-1"), ("gbk", "latin-1")])
def test_mojibake_comes_back(text: str, written: str, read: str) -> None:
    wrong = encodings.read_wrongly(text, written, read)
    assert repaired(wrong) == text
    if written == "utf-8":
        assert repaired(encodings.read_wrongly(wrong, written, read)) == text


@pytest.mark.parametrize("text", [*NEWS, *TRADITIONAL])
def test_utf8_read_as_gbk_comes_back_as_far_as_it_is_complete(text: str) -> None:
    for clause in re.split("[，。]", text):
        wrong = gbk.decode(clause.encode())
        if wrong and "?" not in wrong:
            assert repaired(wrong) == clause


def test_accented_names_are_no_mojibake() -> None:
    names = "José Ñandú, Ærøskøbing, Ångström, Œuvre, Škoda, Łódź, naïve café"
    assert not list(mojibake.find(names))


# edits upon edits

PLAIN = st.text("abc", max_size=12)


@st.composite
def some_edits(draw: st.DrawFn, text: str) -> list[Edit]:
    found = []
    position = 0
    while position <= len(text):
        position += draw(st.integers(0, 3))
        length = draw(st.integers(0, 3))
        if position + length > len(text):
            break
        before = text[position : position + length]
        after = draw(st.text("xyz", max_size=2))
        if before != after:
            found.append(Edit(position, before, after, "repair/test"))
        position += length + (not length)
    return found


@settings(max_examples=300)
@given(st.data())
def test_edits_of_two_rounds_become_one(data: st.DataObject) -> None:
    text = data.draw(PLAIN)
    first = data.draw(some_edits(text))
    between = edits.apply(text, first)
    second = data.draw(some_edits(between))
    both = rounds.composed(text, first, between, second)
    assert edits.apply(text, both) == edits.apply(between, second)


@pytest.mark.parametrize("row", lexicon.table("line_says", endings.COLUMNS), ids=lambda row: row[0])
def test_what_lines_say(row: tuple[str, ...]) -> None:
    name, where, _, _, matches, passes = row
    for example, expected in (matches, True), (passes, False):
        said = endings.said("", example) if where == "next" else endings.said(example, "")
        assert (name in said) is expected
