"""Which script a text is in: told by what only one script has, and never by converting."""

from __future__ import annotations

import pytest

from cleaner import lexicon, places, script

HANS = "市政府昨天召开新闻发布会，介绍今年一季度经济运行情况，工业生产继续保持增长。"
TW = "行政院昨天召開記者會，說明資訊安全的預算，民眾可以透過網路查詢，臺北市的捷運也會增加班次。"
HK = "特區政府昨日公布，屋邨居民可以在旺角領取表格，的士司機和小巴司機都在輪候，警員在場維持秩序。"
CONVERTED = "阿里云的用戶在背后看到了新的視頻，這里的信息由服務器處理，關系到以后的業務。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HANS, "hans"),
        (TW, "hant-tw"),
        (HK, "hant-hk"),
        (CONVERTED, "hant"),
        ("這個問題很難說清楚", "hant"),
        ("吃峰床群", "unknown"),
        ("里长后来", "hans"),
        ("后面的里程", "unknown"),
        ("", "unknown"),
        ("2025 GPU, café", "unknown"),
        (HANS + "\n" + TW, "mixed"),
        (HANS + "作者是李昇和陳堃。", "hans"),
        ("網址是 https://example.org/ 這裡", "hant"),
        ("\ud800發電機\U0001f600", "hant"),
    ],
)
def test_judge(text: str, expected: str) -> None:
    assert str(script.judge(text)) == expected


def test_evidence_is_counted() -> None:
    verdict = script.judge(CONVERTED)
    assert verdict.evidence["hans"] == 0
    assert verdict.evidence["hant"] > 5
    assert verdict.evidence["half"] >= 6
    assert verdict.evidence["cn"] > verdict.evidence["half"] > verdict.evidence["tw"]
    assert 0.8 < verdict.confidence < 1


def test_confidence_grows_with_evidence() -> None:
    assert script.judge("这").confidence < script.judge(HANS).confidence < script.judge(HANS * 20).confidence


def test_paragraph_without_marks_is_from_where_its_document_is() -> None:
    plain = "這個問題很難說清楚"
    verdicts = [str(verdict) for *_, verdict in script.paragraphs(f"{TW}\n{plain}\n{HANS}\n")]
    assert verdicts == ["hant-tw", "hant-tw", "hans"]


def test_paragraph_from_elsewhere_differs_from_its_document() -> None:
    verdicts = [str(verdict) for *_, verdict in script.paragraphs(f"{TW}\n{TW}\n{TW}\n{HK}\n")]
    assert verdicts == ["hant-tw", "hant-tw", "hant-tw", "hant-hk"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("立法會今日通過議案，有議員質疑，當局有否就此諮詢業界；署方表示現時仍未有定案。", "hant-hk"),
        ("警方接報到場，傷者由救護車送院，現場為屋苑停車場，途人指車長當時仍清醒。", "hant-hk"),
        ("受颱風影響，港鐵部分列車服務受阻，市民須改乘巴士；教育局宣布全港學校今日停課。", "hant-hk"),
        ("警方獲報趕抵現場，騎士送醫不治，檢警正調閱監視器畫面釐清肇事責任。", "hant-tw"),
        ("氣象署表示，北部山區氣溫可能只剩十公分積雪，縣府呼籲民眾上山前先上網路查詢路況。", "hant-tw"),
        ("里長說，志工每週送便當給獨居長者，願景是讓社區更溫暖。", "hant-tw"),
        ("記者從市公安局獲悉，犯罪嫌疑人張某在網上發布虛假視頻，已被民警抓獲。", "hant"),
        ("據悉，該項目投資三億元，相關負責人表示，將進一步優化服務，切實方便群眾。", "hant"),
    ],
)
def test_news_of_three_places(text: str, expected: str) -> None:
    assert str(script.judge(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "台灣地區的“行政院”和“立法院”昨天沒有發表談話，記者在會場外等候。",
        "香港特區政府的代表團抵達後，與省裏的領導舉行了會談，港人的反應不一。",
        "這場雨下了三天，山路被沖斷，村民繞道而行，學校決定停課一天，等路修好再說。",
        "特區隊昨天以三比一獲勝，教練對球員的表現很滿意，下一場比賽將在週末舉行。",
    ],
    ids=["topic of Taiwan", "topic of Hong Kong", "nothing tells", "little tells"],
)
def test_a_topic_is_no_place(text: str) -> None:
    assert str(script.judge(text)) == "hant"


def test_a_form_counts_with_the_word_in_another_form() -> None:
    assert places.scores("裏")["hk+cn"]
    assert places.scores("食衞局人員")["hk"] > places.scores("食衛局人員")["hk"]


@pytest.mark.parametrize(
    "row", lexicon.table("script_marks", ("places", "weight", "source", "marks")), ids=lambda row: row[2]
)
def test_marks_can_be_found(row: tuple[str, ...]) -> None:
    kinds, weight, _, marks = row
    assert kinds == "half" or set(kinds.split("+")) < set(places.PLACES)
    assert weight in "123"
    for mark in marks.split(" "):
        assert places.scores(mark)[kinds] >= int(weight), mark


def test_no_mark_stands_twice() -> None:
    rows = lexicon.table("script_marks", ("places", "weight", "source", "marks"))
    marks = [mark for *_, found in rows for mark in found.split(" ")]
    assert len(marks) == len(set(marks))


def test_paragraphs_tell_where_they_are() -> None:
    text = f"{HANS}\r\n\r\n{TW}"
    assert [text[start:end] for start, end, _ in script.paragraphs(text)] == [HANS, "", TW]


def test_long_text_is_judged_by_samples_of_all_parts() -> None:
    assert str(script.judge(HANS * 5000 + TW * 5000)) == "mixed"
    assert str(script.judge(TW * 20_000)) == "hant-tw"


@pytest.mark.parametrize("kind", ["hans", "hant"])
def test_characters_of_one_script_only(kind: str) -> None:
    characters = script.only(kind)
    assert len(set(characters)) == len(characters)
    assert not set(characters) & set("后里云干面吃峰床群只系台")
