"""`cleaner learn`: the lines of a site become rules; what articles have in common stays."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean
from cleaner.learn import Learner
from cleaner.learn.sketch import LossyCounter
from tests.program import call

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEAD = ["江城在线", "城里城外", "文娱看台", "听涛指数 {} 点"]
TAIL = [
    "榜词：{} 码头",
    "江城在线提示：本栏目的稿件由读者投递，不当之处请来信指正，我们会及时处理。",
    "北江集团_江城 2.{} 版",
]
WORDS = [
    "渡轮",
    "老船长",
    "码头",
    "江面",
    "大雾",
    "乘客",
    "汽笛",
    "缆绳",
    "候船室",
    "灯塔",
    "水手",
    "货舱",
    "航线",
    "潮水",
    "堤岸",
    "渔民",
]


def paragraph(rng: random.Random) -> str:
    return "，".join("".join(rng.sample(WORDS, 4)) for _ in range(4)) + "。"


def documents(number: int = 40, inside: Sequence[str] = (), head: Sequence[str] = HEAD) -> list[str]:
    """Return pages of one site; every article has the lines `inside` somewhere between its paragraphs."""
    rng = random.Random(7)
    pages = []
    for index in range(number):
        article = [paragraph(rng) for _ in range(5)]
        for line in inside:
            article.insert(rng.randrange(1, len(article)), line)
        top = [line.format(rng.randrange(10, 9999)) for line in head]
        title = "".join(rng.sample(WORDS, 3)) + f"第{index}航次"
        bottom = [line.format(rng.choice(WORDS if "热词" in line else "123")) for line in TAIL]
        pages.append("\n".join([*top, title, *article, *bottom]) + "\n")
    return pages


def learned(pages: Sequence[str], share: float = 0.05) -> dict[str, bool]:
    """Return what is learned, and whether it is sure."""
    learner = Learner(share)
    for page in pages:
        learner.count(page)
    for page in pages:
        learner.place(page)
    return {line.example: line.sure for line in learner.found()}


def test_head_and_tail_are_learned_whatever_their_numbers() -> None:
    found = learned(documents())
    assert {"江城在线", "城里城外", "文娱看台", TAIL[1]} <= found.keys()
    assert sum(line.startswith(("听涛指数", "榜词：")) for line in found) == 2
    assert all(found.values())


QUOTED = [
    (
        "“船到桥头自然直，可桥头得有人看着，江上的事情从来都不简单。”老船长说。",
        "a sentence that many articles quote",
    ),
    ("相关背景", "a subhead of a series"),
    ("第一章 总则", "a heading of statutes"),
    ("问：下一班船几点开？", "a question that every interview asks"),
]


@pytest.mark.parametrize(("line", "why"), QUOTED)
def test_what_articles_have_in_common_is_not_the_sites(line: str, why: str) -> None:
    assert line not in learned(documents(inside=[line])), why


DOUBTFUL = [
    ("周立群", "the name of a reporter, above each of his articles"),
    ("摘要：", "the head of a part of the article"),
    ("一、航线", "a numbered part"),
    (
        "编者的话：渡轮停航以后，我们请老船长们写下了江上的四十年，今天是其中的一篇。",
        "the note above a series",
    ),
]


@pytest.mark.parametrize(("line", "why"), DOUBTFUL)
def test_what_may_be_the_articles_is_left_to_the_user(line: str, why: str) -> None:
    pages = documents(80)
    with_line = [
        page.replace("第", "航\n" + line + "\n", 1) if n % 8 == 0 else page for n, page in enumerate(pages)
    ]
    assert learned(with_line).get(line, False) is False, why


def test_too_few_documents_teach_nothing() -> None:
    assert learned(documents(4)) == {}
    assert learned([]) == {}


def test_documents_that_are_the_same_article_teach_nothing() -> None:
    assert learned(documents(1) * 30) == {}


def test_the_rules_clean_pages_they_were_not_learned_from(tmp_path: Path) -> None:
    pages = documents(60)
    for number, page in enumerate(pages[:40]):
        (tmp_path / f"{number}.txt").write_text(page, "utf-8")
    rules = tmp_path.parent / f"{tmp_path.name}.tsv"
    answer = call("learn", tmp_path, "--output", rules)
    assert (answer.code, answer.out) == (0, b"")
    assert "lines of the head of 40 documents" in answer.err
    for page in pages[40:]:
        result = clean(page, options={"strip": {"rules": (str(rules),)}}).result
        assert result == "\n".join(page.splitlines()[len(HEAD) : -len(TAIL)]) + "\n"


def test_records_bad_files_and_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "site.jsonl"
    lines = [json.dumps({"text": page}) for page in documents(10)]
    path.write_text("\n".join([*lines, "{", '{"other": 1}']) + "\n", "utf-8")
    answer = call("learn", path, "--jsonl", "text", "--share", "50%")
    assert answer.code == 2
    assert "=江城在线" in answer.text
    assert f"{path}:11: no JSON object" in answer.err
    assert call("learn", "-").code == 2
    assert call("learn", path, "--share", "many").code == 2
    assert "of 0%" in call("learn", path, "--share", "0").err
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert call("learn", tmp_path / "page.pdf", tmp_path / "none.txt").code == 2


@given(st.lists(st.frozensets(st.integers(0, 60), max_size=8), max_size=120))
def test_counts_are_hardly_too_low_and_never_too_high(pages: list[frozenset[int]]) -> None:
    error = 0.1
    counter = LossyCounter(error)
    for page in pages:
        counter.add(page)
    true = Counter(key for page in pages for key in page)
    for floor in range(1, len(pages) + 1):
        found = counter.at_least(floor)
        often = {key for key, count in true.items() if count >= floor and count > error * len(pages)}
        assert often <= found.keys()
        assert all(true[key] >= floor - error * len(pages) for key in found)


def test_memory_does_not_grow_with_the_documents() -> None:
    counter = LossyCounter(0.02)
    sizes = []
    for number in range(3000):
        counter.add([*range(5), *range(100 + 20 * number, 120 + 20 * number)])
        sizes.append(len(counter))
    assert max(sizes[1500:]) <= max(sizes[:300])
    assert counter.at_least(2000).keys() == set(range(5))
