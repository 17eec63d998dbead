"""Which script a text is in: told by what only one script has, and never by converting."""

from __future__ import annotations

import pytest

from cleaner import script

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
    assert 0.8 < verdict.confidence < 1


def test_confidence_grows_with_evidence() -> None:
    assert script.judge("这").confidence < script.judge(HANS).confidence < script.judge(HANS * 20).confidence


def test_paragraph_without_marks_is_from_where_its_document_is() -> None:
    plain = "這個問題很難說清楚"
    verdicts = [str(verdict) for *_, verdict in script.paragraphs(f"{TW}\n{plain}\n{HANS}\n")]
    assert verdicts == ["hant-tw", "hant-tw", "hans"]


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
