"""The repeats of whole documents: seeds, generated copies, laws, and very large texts."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import edits, lexicon, pipeline
from cleaner.repeats.sites import is_site
from cleaner.repeats.skeleton import offsets, skeleton, skeletons
from cleaner.steps.dedupe import STEP
from tests.dirty import copies
from tests.rows import rows

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
ARTICLES = [path.read_text("utf-8").splitlines() for path in sorted(ROOT.glob("fixtures/*/clean.txt"))]
TEXTS = [row.before for row in rows("dedupe")]


def deduped(text: str) -> str:
    found = list(STEP.find(text, STEP.defaults()))
    edits.check(text, found)
    return edits.apply(text, [edit for edit in found if edit.sure])


def said(text: str) -> list[str]:
    """What the lines say, without the lines of a page."""
    page = set(map(skeleton, copies.PAGE))
    return [key for key in map(skeleton, text.split("\n")) if key and key not in page]


def seed(name: str) -> str:
    found = list(SEEDS.glob(f"{name}*.txt"))
    if not found:
        pytest.skip("the real documents are not here")
    return found[0].read_text("utf-8")


@pytest.mark.parametrize("name", ["000", "001"])
def test_a_body_that_stands_twice_stands_once(name: str) -> None:
    lines = said(deduped(seed(name)))
    text = said(seed(name))
    assert lines[0] == text[0]
    assert lines[1] == text[2].removeprefix(text[0])
    assert len(set(lines)) == len(lines)
    assert set(text[3:]) <= set(lines)


def test_the_better_paragraph_of_each_copy_is_kept() -> None:
    result = deduped(seed("003"))
    assert "?！?/p>" not in result
    assert "创作需求" not in result
    assert result.count("收縮戰(zhàn)線") == 1


@pytest.mark.parametrize("name", ["002", "004"])
def test_articles_that_quote_each_other_stay(name: str) -> None:
    text = seed(name)
    assert deduped(text) == text


@pytest.mark.parametrize("way", copies.WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article[0][:12])
def test_copies_come_to_one(article: list[str], way: copies.Way) -> None:
    article = [line for line in article if line.strip()]
    truth = said("\n".join(article))
    if way is copies.summary and len(article[1]) < 60:
        pytest.skip("too short to be cut")
    result = deduped(way(article, Random(3)))
    if way is copies.slipped:
        assert set(truth) <= set(said(result))
        assert len(said(result)) <= len(truth) + 1
    else:
        assert said(result) == truth


# Of these more is left, and nothing lost: too few lines to be a page, or very many equal ones.
NOT_AS_A_PAGE = (
    "a song whose first line is its title",
    "a speaker says a short sentence twice",
    "a bill of materials",
    "a review compares two dishes",
    "entries of a manual: the second path",
    "links to other pages of a manual",
    "a formula ending with dots",
    "a reference of two functions",
    "rows of equal marks",
)


# Of these nothing is lost either, but what stays is put together from several copies: each has lines that
# stand again within it, at its beginning or right behind it.
KEPT_IN_ANOTHER_COPY = (
    "parameters of functions",
    "instructions for three tasks",
    "an oath before and after",
    "a manual: the paragraphs on formats",
)


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("between", ["", "相关推荐\n评论列表\n"], ids=["side by side", "with page lines"])
def test_what_stays_in_one_article_stays_when_it_is_there_again(count: int, between: str) -> None:
    for row in rows("dedupe"):
        if row.kind not in {"keep", "doubt"}:
            continue
        if row.why.startswith(KEPT_IN_ANOTHER_COPY):
            continue
        text = row.before.lstrip("\n")
        result, wanted = said(deduped(between.join([text] * count))), said(text)
        assert result[: len(wanted)] == wanted, row.why
        assert len(result) == len(wanted) or row.why.startswith(NOT_AS_A_PAGE), row.why


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:16]))
def test_blank_lines_between_paragraphs_change_nothing(text: str) -> None:
    spaced = text.replace("\n", "\n\n")
    assert said(deduped(spaced)) == said(deduped(text))


def test_a_paragraph_that_moves_keeps_the_line_ends() -> None:
    row = next(row for row in rows("dedupe") if row.why.startswith("each copy lacks a paragraph"))
    for ending in ("\r\n", "\n\n", "\r\n\r\n"):
        assert deduped(row.before.replace("\n", ending)) == row.after.replace("\n", ending)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_settles_on_mixed_lines(texts: list[str], random: Random) -> None:
    lines = [line for text in texts for line in text.split("\n")]
    lines += random.sample(lines, min(len(lines), 5))
    random.shuffle(lines)
    text = "\n".join(lines)
    once = deduped(text)
    assert deduped(once) == once


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("一二的是。，\n\r?（x)\ufffd\ud800\0 　"), max_size=200))
def test_settles_on_anything(text: str) -> None:
    once = deduped(text)
    assert deduped(once) == once


def test_each_removal_says_what_it_repeats() -> None:
    text = next(row.before for row in rows("dedupe") if row.kind == "change")
    for edit in STEP.find(text, STEP.defaults()):
        assert "repeats line" in edit.note


def test_threshold_and_minimum_can_be_set() -> None:
    paragraph = "码头的吊机昼夜不停，工人三班倒，饭菜用吊篮一层一层送上去。\n"
    plan = pipeline.Plan([STEP], {"dedupe": {"minimum": 60}})
    assert pipeline.run(paragraph * 2, plan).result == paragraph * 2
    plan = pipeline.Plan([STEP], {"dedupe": {"minimum": 20}})
    assert pipeline.run(paragraph * 2, plan).result == paragraph


@pytest.mark.parametrize(
    "line", ["同一行字\n", "灯塔每晚亮起，亮光能照到二十海里外，守塔人已经换了四代，都姓郑。\n"]
)
def test_equal_lines_without_end(line: str) -> None:
    result = deduped(line * 100_000)
    assert result in {line, line * 100_000}


def test_one_long_line_twice() -> None:
    sentences = [
        f"第{number}段讲的是{number * 7}号仓库的故事，守夜人换了{number}次。" for number in range(3000)
    ]
    line = "".join(sentences)
    assert deduped(f"{line}\n评论\n{line}\n") == f"{line}\n评论\n"


@pytest.mark.parametrize("text", ["", "\n", "的" * 500_000, "(" * 10_000, "\ud800\n" * 100, "。" * 10_000])
def test_texts_that_are_none(text: str) -> None:
    assert deduped(text) == text


def test_a_clean_text_needs_no_fuzzy_comparison() -> None:
    for name in [name for name in sys.modules if name.startswith("rapidfuzz")]:
        sys.modules.pop(name)
    deduped("\n".join(ARTICLES[0]))
    assert not any(name.startswith("rapidfuzz") for name in sys.modules)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.text(st.characters(blacklist_characters="\r\n") | st.sampled_from("的1.．_(xì)😀１②")), min_size=1
    )
)
def test_skeletons_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    assert skeletons(texts) == [skeleton(text) for text in texts]


def test_offsets_of_the_skeleton() -> None:
    text = "悬念(xuánniàn)又起，“１．５”亿。"
    assert "".join(text[place] for place in offsets(text)) == "悬念又起１．５亿"


def test_site_names() -> None:
    for ending, why, matches, spares in lexicon.table("site_names", ("ending", "why", "matches", "spares")):
        assert why
        for name in matches.split(" "):
            assert name.endswith(ending)
            assert is_site(f"_{name}"), name
        for name in spares.split(" "):
            assert not is_site(f"_{name}"), name
