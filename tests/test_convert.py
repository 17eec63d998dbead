"""Conversion: its edits are its rewriting, it leaves alone what is there, and protected terms survive."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import alignment, edits, lexicon, pipeline
from cleaner.steps import convert
from tests.program import spawn

SEEDS = Path(__file__).parent.parent.parent / "shared/seeds"
TARGETS = ("hans", "hant", "tw", "hk")
PIECES = [
    *"后里云干发面着著裡裏為爲乾余於這这\n\r,。「」“”`a \ud800\ufdd0",
    "網際網路使用者的資料庫",
    "程序员的数据库",
    "余先生",
    "徐乾學",
    "壹個",
    "https://example.org/漢字",
    "「後」字",
    "他們說這裡的伺服器",
    "他们说这里的服务器",
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def options(to: str, words: str = "auto") -> dict[str, Any]:
    return {"to": to, "words": words}


@given(texts, st.sampled_from(TARGETS), st.sampled_from(["auto", "keep", "convert"]))
@settings(deadline=None)
def test_edits_are_the_rewriting(text: str, to: str, words: str) -> None:
    found = list(convert.find(text, options(to, words)))
    edits.check(text, found)
    assert edits.apply(text, found) == convert.rewrite(text, options(to, words))


@given(st.text("甲乙丙丁", max_size=40), st.text("甲乙丙丁", max_size=40))
def test_any_two_texts_are_aligned(old: str, new: str) -> None:
    found = [
        edits.Edit(start, before, after, "x/y") for start, before, after, _ in alignment.changes(old, new)
    ]
    assert edits.apply(old, found) == new


def test_nothing_without_a_target() -> None:
    assert convert.rewrite("這裡", options("")) == "這裡"
    assert list(convert.find("這裡", options(""))) == []


@pytest.mark.parametrize("to", TARGETS)
def test_line_by_line_is_the_same(to: str) -> None:
    lines = ["這裡的軟體使用者說", "余先生說後來一隻隻飛走", "網路資訊與資料庫", "捷運站的計程車"] * 3
    whole = convert.rewrite("\n".join(lines), options(to)).split("\n")
    with_context = [convert.rewrite(f"{line}\n" + "\n".join(lines), options(to)) for line in lines]
    assert whole == [text.split("\n")[0] for text in with_context]


ANCHORS = {
    "hans": "行政院的伺服器、印表機、滑鼠、螢幕、隨身碟、網路、程式、硬碟與軟體都說過，計程車與雷射也是。\n",
    "tw": "记者从市政府获悉，今年一季度经济运行情况良好，工业生产继续保持增长。\n",
}


@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=5),
    st.sampled_from(["hans", "tw"]),
)
@settings(deadline=None)
def test_a_line_is_converted_alike_wherever_the_text_is_cut(pieces: list[str], to: str) -> None:
    # As many anchors as leave no doubt what the document is.
    anchor = ANCHORS[to] * 200
    lines = [re.sub(r"[\r\n`]", "", piece) for piece in pieces]
    whole = convert.rewrite(anchor + "\n".join(lines), options(to)).split("\n")[200:]
    alone = [convert.rewrite(anchor + line, options(to)).split("\n")[200] for line in lines]
    assert whole == (alone or [""])


@pytest.mark.parametrize("size", [4096, 65_536, 1_048_576])
def test_what_stands_across_a_block_of_a_pipe_is_seen_whole(size: int) -> None:
    filler = "市政府昨天介绍了情况，这里的工业生产继续保持增长。"
    for shift in range(5):
        before = (filler * (size // len(filler) + 1))[: size // 3 - shift]
        text = f"{before}。余先生的头发和一只只小鸟{filler}"
        assert "余先生的頭髮和一隻隻小鳥" in convert.rewrite(text, options("tw"))
    answer = spawn("convert", "--to", "tw", stdin=text.encode())
    assert answer.out.decode() == convert.rewrite(text, options("tw"))


def test_words_are_one_edit_and_characters_one_each() -> None:
    found = list(convert.find("網際網路使用者說發電", options("hans")))
    assert [(edit.before, edit.after, edit.reason) for edit in found] == [
        ("網際網路使用者", "互联网用户", "convert/word"),
        ("說", "说", "convert/character"),
        ("發", "发", "convert/character"),
        ("電", "电", "convert/character"),
    ]


def test_protected_terms_survive() -> None:
    text = "臺灣大學的鍾靈毓說，後來發電機修好了"
    plan = pipeline.Plan([convert.STEP], {"convert": options("hans")}, protect=("鍾靈毓", "臺灣大學"))
    assert pipeline.run(text, plan).result == "臺灣大學的鍾靈毓说，后来发电机修好了"


@pytest.mark.parametrize("to", TARGETS)
def test_undone_exactly(to: str) -> None:
    text = "他们说这里\r\n這裡的資料庫\n\ud800\ufdd0網路，余先生"
    trace = pipeline.run(text, pipeline.Plan([convert.STEP], {"convert": options(to)}))
    assert trace.undo() == text


def test_mixed_document_is_converted_where_it_needs_it() -> None:
    hans = "乾安县的里长余先生在会上介绍了经济运行情况"
    hant = "臺灣的余先生說后里很熱鬧，里長後來發現資料庫和軟體都壞了"
    simplified = "台湾的余先生说后里很热闹，里长后来发现数据库和软件都坏了"
    assert convert.rewrite(f"{hans}\n{hant}", options("hans")) == f"{hans}\n{simplified}"
    assert convert.rewrite(f"{hant}\n{hans}", options("tw")).startswith(f"{hant}\n乾安縣的里長余先生")


def test_traditional_passage_in_a_simplified_document() -> None:
    hans = "市政府昨天召开新闻发布会，介绍今年一季度经济运行情况，工业生产继续保持增长。\n" * 20
    hant = "他們說這裡的讀者後來很多"
    assert (
        convert.rewrite(f"{hans}{hant}\n{hans}", options("hans")) == f"{hans}他们说这里的读者后来很多\n{hans}"
    )
    assert convert.rewrite(f"{hans}書名《後漢書》", options("hans")) == f"{hans}書名《後漢書》"


@pytest.mark.parametrize(
    "text", ["字這\n" * 50_000, "这" * 500_000, "這「" * 50_000, "`這" * 50_000, "「這」字" * 20_000]
)
def test_size_and_shape_do_not_matter(text: str) -> None:
    found = list(convert.find(text, options("hans")))
    assert edits.apply(text, found) == convert.rewrite(text, options("hans"))


@pytest.mark.parametrize("name", ["000_058bdd7783894090.txt", "001_db65a7e4d514a31d.txt"])
def test_simplified_seeds_stay(name: str) -> None:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    text = path.read_text("utf-8")
    assert convert.rewrite(text, options("hans")) == text


def test_a_document_of_taiwan_gives_its_vocabulary_back() -> None:
    path = SEEDS / "002_7cd171377f411b31.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    result = convert.rewrite(path.read_text("utf-8"), options("hans"))
    assert not re.search("使用者|网际网路|程式码|社互动动|小进程", result)
    assert "数据" in result
    assert "社交互动" in result


@pytest.mark.parametrize(
    "row",
    lexicon.table("convert_names", ("to", "sign", "before", "after", "why")),
    ids=lambda row: f"{row[0]}-{row[2]}",
)
def test_every_name(row: tuple[str, ...]) -> None:
    to, sign, before, after, _ = row
    assert sign in before
    context = "這裡說：{}。" if to == "hans" else "这里说：{}。"
    assert after in convert.rewrite(context.format(before), options("hans" if to == "hans" else "tw"))


@pytest.mark.parametrize(
    "row",
    lexicon.table("convert_words", ("sign", "word", "simplified", "not_after", "not_before", "why")),
    ids=lambda row: row[1],
)
def test_every_word(row: tuple[str, ...]) -> None:
    sign, word, simplified, not_after, not_before, _ = row
    assert sign in word
    kept = convert.rewrite(f"網際網路、伺服器、軟體。{word}。", options("hans"))
    assert kept.endswith(f"。{simplified}。")
    for character in not_after:
        changed = convert.rewrite(f"網路軟體。{character}{word}。", options("hans"))
        assert not changed.endswith(f"{simplified}。")
    for character in not_before:
        changed = convert.rewrite(f"網路軟體。{word}{character}。", options("hans"))
        assert f"。{simplified}" not in changed


def test_names_stand_on_lines_with_characters_of_the_other_script() -> None:
    text = "徐乾學的书房在這裡，他說徐乾學很忙。\n徐乾學與王汎森談論學問。"
    assert (
        convert.rewrite(text, options("hans"))
        == "徐乾学的书房在这里，他说徐乾学很忙。\n徐乾学与王汎森谈论学问。"
    )


@pytest.mark.parametrize("filling", [1, 10_000])
def test_names_far_apart_and_near_each_other_stay(filling: int) -> None:
    between = "這裡的讀者說話。" * filling
    text = f"徐乾學，{between}徐乾學。"
    assert convert.rewrite(text, options("hans")) == f"徐乾学，{'这里的读者说话。' * filling}徐乾学。"
