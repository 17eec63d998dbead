"""Groups of documents that are the same article: known groups, the index on disk, the command."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from cleaner.dupes import Group, Index, groups
from cleaner.dupes.compare import Likeness, contradicts, differing_numbers, likeness
from cleaner.dupes.signature import keys
from cleaner.errors import UsageError

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
ARTICLES = [path.read_text("utf-8") for path in sorted(ROOT.glob("fixtures/*/clean.txt"))]


def changed(text: str, random: Random, share: float) -> str:
    """The text with a share of its lines gone, replaced by others, or new."""
    lines = [line for line in text.split("\n") if line]
    others = [line for other in ARTICLES for line in other.split("\n") if line]
    for place in random.sample(range(len(lines)), round(share * len(lines))):
        lines[place] = random.choice([random.choice(others), "", lines[place][: len(lines[place]) // 2]])
    return "\n".join(lines)


def pairs_of(found: list[Group]) -> set[tuple[str, str]]:
    return {
        pair
        for group in found
        for pair in combinations(sorted([group.best, *(member.path for member in group.others)]), 2)
    }


def test_known_groups_are_found() -> None:
    random = Random(5)
    truth = set()
    with Index() as index:
        for number, article in enumerate(ARTICLES):
            names = [f"{number}-{copy}" for copy in range(6)]
            truth |= set(combinations(names, 2))
            for name in names:
                index.add(name, changed(article, random, random.uniform(0.1, 0.3) / 2))
        found = pairs_of(list(groups(index)))
    assert len(found & truth) >= 0.98 * len(truth)
    assert len(found & truth) >= 0.995 * len(found)


def test_the_best_copy_is_whole_and_long() -> None:
    article = ARTICLES[0]
    with Index() as index:
        index.add("damaged", article.replace("的", "\ufffd"))
        index.add("cut", article[: len(article) * 3 // 4])
        index.add("whole", article)
        index.add("without title", article.split("\n", 1)[1].replace("的", "的(de)", 1))
        (group,) = groups(index)
    assert group.best == "whole"
    assert [member.path for member in group.others] == ["cut", "damaged", "without title"]


def test_the_same_article_under_two_titles() -> None:
    names = sorted(SEEDS.glob("*.txt"))
    if not names:
        pytest.skip("the real documents are not here")
    with Index() as index:
        for name in names:
            index.add(name.name[:3], name.read_text("utf-8"))
        (group,) = groups(index)
    assert {group.best, group.others[0].path} == {"000", "001"}
    assert group.others[0].similarity > 0.95
    assert group.others[0].numbers <= 1


def test_tomorrow_is_compared_with_today(tmp_path: Path) -> None:
    file = str(tmp_path / "index")
    with Index(file) as index:
        index.add("today", ARTICLES[0])
        index.add("other", ARTICLES[1])
        assert not list(groups(index))
    with Index(file) as index:
        added = index.add("tomorrow", changed(ARTICLES[0], Random(1), 0.1))
        (group,) = groups(index, only=[added])
        assert {group.best, group.others[0].path} == {"today", "tomorrow"}


def test_a_document_that_changed_is_compared_anew(tmp_path: Path) -> None:
    file = str(tmp_path / "index")
    with Index(file) as index:
        first = index.add("a", ARTICLES[0])
        assert index.add("a", ARTICLES[0]) == first
        index.add("b", ARTICLES[0])
        assert list(groups(index))
        index.add("b", ARTICLES[1])
        assert not list(groups(index))


def test_short_documents_are_the_same_if_equal() -> None:
    with Index() as index:
        index.add("a", "停电通知：今晚十点起。")
        index.add("b", "停电通知: 今晚十点起.")
        index.add("c", "停电通知：今晚九点起。")
        (group,) = groups(index)
    assert (group.best, [member.path for member in group.others]) == ("a", ["b"])


def test_numbers_that_differ_are_counted() -> None:
    assert differing_numbers("3人受伤1.5万元", "5人受伤1.5万元") == 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("火灾造成至少3人死亡多人受伤", "火灾造成至少5人死亡多人受伤", True),
        ("火灾造成至少三人死亡多人受伤", "火灾造成至少五人死亡多人受伤", True),
        ("火灾造成至少3人死亡多人受伤", "火灾造成至少3人死亡多人受伤电话12345", False),
        ("火灾造成至少3人死亡多人受伤", "昨天的车祸造成了5人死亡多人受伤", False),
        ("出席会议5人其中女性5人出席会议6人其中女性", "出席会议6人其中女性", False),
    ],
)
def test_other_numbers_in_the_same_words_contradict(one: str, other: str, expected: bool) -> None:
    assert contradicts(one, other) is contradicts(other, one) is expected


def test_a_follow_up_is_no_copy() -> None:
    article = ARTICLES[0] + "\n警方今天通报，事故已经造成3人死亡，另有多人受伤，正在医院接受治疗。\n"
    with Index() as index:
        index.add("a", article)
        index.add("b", article.replace("造成3人", "造成5人"))
        index.add("c", article[: len(article) // 2])
        (group,) = groups(index)
    assert {member.path: member.copy_of for member in group.others} == {"b": "", "c": "a"}


def test_two_articles_with_a_paragraph_in_common() -> None:
    paragraphs = [[line for line in article.split("\n") if len(line) > 60] for article in ARTICLES[:2]]
    with Index() as index:
        for number, own in enumerate(paragraphs):
            for copy in range(3):
                index.add(f"{number}-{copy}", "\n".join(own[copy : copy + 3]))
        index.add("both", paragraphs[0][0] + "\n" + paragraphs[1][0])
        for group in groups(index):
            names = {group.best, *(member.path for member in group.others)}
            assert len({name[0] for name in names - {"both"}}) == 1


@pytest.mark.parametrize("gone", ["a", "b", "c"])
def test_of_equal_documents_any_may_go(gone: str) -> None:
    with Index() as index:
        for name in ("a", "b", "c"):
            index.add(name, ARTICLES[0])
        index.forget(gone)
        (group,) = groups(index)
        assert {group.best, *(member.path for member in group.others)} == {"a", "b", "c"} - {gone}
        for name in ("a", "b", "c"):
            index.forget(name)
        assert not list(groups(index))
        index.add("d", ARTICLES[1])
        assert index.said(1) != ARTICLES[0]


def test_what_a_document_costs_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages made from one form: each is compared with some, and all are found to be one group."""
    compared = 0

    def counted(one: str, other: str) -> Likeness:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr("cleaner.dupes.index.likeness", counted)
    text, random, number = ARTICLES[0][:400], Random(3), 150
    with Index() as index:
        for count in range(number):
            place = random.randrange(300)
            index.add(str(count), text[:place] + "".join(random.sample(text, 8)) + text[place:])
        (group,) = groups(index)
    assert len(group.others) == number - 1
    assert compared <= (16 + 9) * number


def test_pages_of_one_site() -> None:
    """What is on all pages of a site makes no two articles one, and its copy no better one."""
    menu = "首页\n新闻\n体育\n财经\n当前位置：首页 > 新闻 > 正文\n字号：大 中 小\n"
    foot = (
        "相关推荐\n分享到：\n上一篇：没有了\n下一篇：没有了\n"
        "免责声明：本文仅代表作者个人观点，与本网无关，请读者仅作参考，并自行核实相关内容。\n"
        "版权所有 未经书面授权禁止转载、摘编、复制或建立镜像，违者必究。\n"
    )
    first, second = ("\n".join(text.split("\n")[:3])[:160] + "\n" for text in ARTICLES[:2])
    with Index() as index:
        index.add("first", menu + first + foot)
        index.add("second", menu + second + foot)
        assert not list(groups(index))
        index.add("bare", first + "记者昨天又从江边的码头上发回了新的照片。\n")
        (group,) = groups(index)
    assert (group.best, group.others[0].path) == ("bare", "first")


def test_names_that_are_no_text(tmp_path: Path) -> None:
    file = str(tmp_path / "index")
    for _ in range(2):
        with Index(file) as index:
            index.add("a", ARTICLES[0])
            index.add("b\udcff", ARTICLES[0])
            assert pairs_of(list(groups(index))) == {("a", "b\udcff")}


def test_keys_are_the_same_everywhere() -> None:
    code = f"from cleaner.dupes.signature import keys; print(keys({'山城夜市' * 30!r})[:2])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True)
    assert json.loads(done.stdout) == keys("山城夜市" * 30)[:2]


def test_another_file_is_no_index(tmp_path: Path) -> None:
    file = tmp_path / "no.index"
    file.write_text("这不是索引" * 1000)
    with pytest.raises(UsageError, match="no index"):
        Index(str(file))


@pytest.mark.parametrize("text", ["", "\ud800" * 100, "\0" * 100, "的" * 100_000])
def test_any_text_can_be_added(text: str) -> None:
    with Index() as index:
        index.add("a", text)
        index.add("b", text)
        assert [group.best for group in groups(index)] == ["a"]


def test_the_command(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(ARTICLES[0], "utf-8")
    (tmp_path / "c").write_text(ARTICLES[1], "utf-8")
    command = [sys.executable, "-m", "cleaner", "dupes", str(tmp_path)]
    done = subprocess.run(
        [*command, "--format", "json"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["version"], Path(found["best"]).name) == (1, "a")
    copy = {"path": str(tmp_path / "b"), "similarity": 1.0, "numbers": 0, "copy_of": found["best"]}
    assert found["others"] == [copy]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert "100%" in done.stdout
