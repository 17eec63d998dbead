"""The readings table against its source, and what counts as reading a character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import lexicon, pinyin, readings
from scripts import make_readings


def test_files_are_what_the_script_writes() -> None:
    for name, content in make_readings.files().items():
        assert (make_readings.DATA / name).read_text("utf-8") == content, (
            f"run scripts/make_readings.py: {name}"
        )


def test_table_holds_all_readings_of_pypinyin() -> None:
    for character, known in make_readings.of_pypinyin().items():
        assert readings.of(character)[: len(known)] == known
        assert all(unicodedata.is_normalized("NFC", reading) for reading in known)


def test_characters_is_the_inverse_of_of() -> None:
    for syllable in ("shù", "lǜ", "ér"):
        found = readings.characters(syllable)
        assert found
        assert all(syllable in readings.of(character) for character in found)
    assert set(readings.characters("lv4")) == set(readings.characters("lǜ")) < set(readings.characters("lü"))
    assert readings.characters("xyz") == readings.characters("") == readings.characters("中") == ""


def test_unknown_characters_have_no_readings() -> None:
    for character in ("a", "\n", "\t", ",", "ā", "。", "\ud800", ""):
        assert readings.of(character) == ()


FITS = [
    ("悬念", "xuánniàn", "composed marks"),
    ("悬念", unicodedata.normalize("NFD", "xuánniàn"), "decomposed marks"),
    ("对云", "duìyún", "over a word's border"),
    ("成果", "chénɡɡuǒ", "the g of Chinese code pages"),
    ("关键", "ɡuɑnjiɑn", "their a"),
    ("绿色", "lu:4se4", "u: and tone numbers"),
    ("女士", "nv3shi4", "v"),
    ("女士", "Nǚ shì", "capital and blank"),
    ("西安", "Xī'ān", "apostrophe"),
    ("西安", "xi’an", "curly apostrophe, no tones"),
    ("果汁", "guǒ-zhī", "hyphen"),
    ("我们", "wǒmen", "light second syllable"),
    ("朋友", "péngyou", "light tone of a character that has another alone"),
    ("一个", "yígè", "sandhi of 一"),
    ("一个", "yīgè", "without sandhi"),
    ("不是", "búshì", "sandhi of 不"),
    ("管理", "guánlǐ", "third tone before third tone"),
    ("花儿", "huār", "r of 儿"),
    ("兒子", "érzi", "a syllable of 儿"),
    ("这会儿", "zhèhuìr", "r at the end of a longer word"),
    ("血", "xiě", "second reading"),
    ("谁", "shéi", "second reading"),
    ("全麵", "quánmiàn", "converted after it was glossed"),
    ("瞭", "le", "converted after it was glossed"),
    ("干坤", "qiánkūn", "converted back after it was glossed"),
    ("卡拉OK厅", "kǎlāOKtīng", "Latin letters within, spelled too"),
    ("卡拉OK厅", "kǎlātīng", "Latin letters within, skipped"),
    ("悬\n念", "xuánniàn", "over a line end"),
    ("長", "zhăng", "breve for caron"),
    ("掠夺", "ｌüèｄｕó", "full-width letters"),
]


@pytest.mark.parametrize(("before", "letters", "why"), FITS)
def test_fits(before: str, letters: str, why: str) -> None:
    spelling = pinyin.spell(letters)
    assert spelling is not None
    found = readings.fit(spelling, "他说" + before)
    assert found is not None, why
    assert (found.length, found.wrong) == (len(before), 0), why


DOES_NOT = [
    ("声", "de"),
    ("方案", "CSIG"),
    ("活跃", "MAU"),
    ("西安", "x'ian"),
    ("悬，念", "xuánniàn"),
    ("", "a"),
    ("念", "niàniàn"),
]


@pytest.mark.parametrize(("before", "letters"), DOES_NOT)
def test_does_not_fit(before: str, letters: str) -> None:
    spelling = pinyin.spell(letters)
    assert spelling is not None
    assert readings.fit(spelling, before) is None


@pytest.mark.parametrize("text", ["", "  ", "a/b", "a=1", "中", "a;b", "(a)", "3a", "ó̂"])
def test_is_no_pinyin_spelling(text: str) -> None:
    assert pinyin.spell(text) is None


def test_wrong_and_unmarked_tones_are_counted() -> None:
    spelling = pinyin.spell("tiyán")
    assert spelling is not None
    assert readings.fit(spelling, "体验") == readings.Fit(2, "体验", wrong=1, unusual=0, unmarked=1)


@pytest.mark.parametrize(
    ("before", "letters", "unusual"),
    [
        ("角色", "juésè", 0),
        ("六安", "lù'ān", 1),
        ("百", "bo", 1),
        ("百", "bai", 0),
        ("一个", "yígè", 0),
        ("管理", "guánlǐ", 0),
    ],
)
def test_surprising_readings_are_counted(before: str, letters: str, unusual: int) -> None:
    spelling = pinyin.spell(letters)
    assert spelling is not None
    found = readings.fit(spelling, before)
    assert found is not None
    assert (found.wrong, found.unusual) == (0, unusual)


@given(st.text("中国体验儿一不了着云A3 ", min_size=1, max_size=12), st.data())
def test_every_choice_of_readings_fits(text: str, data: st.DataObject) -> None:
    text = "国" + text.strip()
    syllables = [data.draw(st.sampled_from(readings.of(one) or ("",))) for one in text]
    spelling = pinyin.spell("".join(syllables))
    assert spelling is not None
    found = readings.fit(spelling, text)
    assert found is None or found.length <= len(text)
    assert found is not None or not readings.of(text[-1])


@given(st.text(max_size=30))
def test_any_text_is_spelled_or_refused(text: str) -> None:
    spelling = pinyin.spell(text)
    assert spelling is None or len(spelling.letters) == len(spelling.tones) > 0


def test_syllables_are_written_as_the_table_writes_them() -> None:
    """What is looked up by syllable would not be found otherwise."""
    for row, _ in lexicon.table("readings", ("readings", "characters")):
        for reading in row.split(","):
            letters, tone = pinyin.syllable(reading)
            plain = reading.translate({0x302: None, ord("ế"): "é", ord("ề"): "è", ord("ê"): "e"})
            assert pinyin.written(letters, tone) == unicodedata.normalize("NFC", plain)
