"""Decoding: which encoding, what text, what damage; and the bytes back exactly."""

from __future__ import annotations

import codecs
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner.decode import Source, decode, encode
from cleaner.errors import DecodeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

SIMPLIFIED = (
    "本报讯　记者昨天从市交通委员会获悉，新建的跨江大桥将于下月正式通车，届时从城南到机场只需要二十分钟。\n"
    "大桥全长三千六百米，双向六车道，设计时速八十公里。工程历时四年，总投资约四十五亿元。\n"
    "市民李女士说：“以前上班要绕一大圈，现在终于方便了。”专家认为，大桥将带动南岸的经济发展。\n"
)
TRADITIONAL = (
    "記者昨天從市政府獲悉，新建的跨江大橋將於下月正式通車，屆時從城南到機場只需要二十分鐘。\r\n"
    "大橋全長三千六百公尺，雙向六車道。工程歷時四年，總經費約四十五億元，沿線居民都很期待。\r\n"
    "市民李小姐說：「以前上班要繞一大圈，現在終於方便了。」專家認為，大橋將帶動南岸的經濟發展。\r\n"
)
SEEDS = sorted((Path(__file__).parent.parent.parent / "shared" / "seeds").glob("**/*.txt"))

WAYS = [
    ("utf-8", SIMPLIFIED),
    ("utf-8-sig", SIMPLIFIED),
    ("gb18030", SIMPLIFIED),
    ("gb18030", TRADITIONAL),
    ("cp950", TRADITIONAL),
    ("big5hkscs", TRADITIONAL + "佢哋啲嘢喺邊度？"),
    ("hz", SIMPLIFIED),
    ("utf-16", SIMPLIFIED),
    ("utf-16-le", SIMPLIFIED),
    ("utf-16-be", TRADITIONAL),
    ("utf-32", TRADITIONAL),
    ("utf-32-be", SIMPLIFIED),
]


def back(source: Source) -> bytes:
    """The bytes, from the text and from what a journal keeps."""
    return encode(source.text, json.loads(json.dumps(source.facts())))


def check_laws(data: bytes, encoding: str | None = None) -> None:
    try:
        source = decode(data, encoding)
    except DecodeError:
        return
    assert encode(source.text, source) == back(source) == data
    assert "\0" not in source.text
    assert not source.text.startswith("\ufeff")
    again = decode(source.text.encode("utf-8"))
    assert (again.text, again.encoding) == (source.text, "utf-8")
    assert 0 <= source.confidence <= 1
    for each in source.damage:
        assert source.text[each.start : each.start + each.length] == "\ufffd" * each.length
        assert data[each.offset : each.offset + len(each.raw)] == each.raw


@pytest.mark.parametrize(("encoding", "text"), WAYS)
def test_whole_text(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    source = decode(data)
    assert source.text == text
    assert source.encoding.startswith(encoding.removesuffix("-sig"))
    assert source.damage == ()
    assert source.confidence > 0.98
    assert back(source) == data


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "utf-16", "big5hkscs", "hz"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_seeds(path: Path, encoding: str) -> None:
    text = path.read_bytes().decode("utf-8")
    # What an encoding cannot express is left out before.
    data = text.encode(encoding, "ignore")
    source = decode(data)
    assert source.text == data.decode(encoding)
    assert back(source) == data


SHORT = [
    ("新桥下月通车", "gb18030"),
    ("新橋下月通車", "gb18030"),
    ("新橋下月通車", "cp950"),
    ("新橋下月通車", "utf-16-le"),
    ("新桥下月通车", "utf-16-be"),
    ("新桥下月通车", "hz"),
    ("新桥", "gb18030"),
]


@pytest.mark.parametrize(("text", "encoding"), SHORT)
def test_headline(text: str, encoding: str) -> None:
    source = decode(text.encode(encoding))
    assert (source.text, source.encoding) == (text, encoding)


# Bytes that are valid in another encoding, too: ASCII letters, two letters of UTF-8.
BY_CHANCE = [
    ("漁港捕撈的漁獲", "utf-16-le"),
    ("《明天午报》报导", "utf-16-be"),
    ("但我們也不希望", "utf-16-le"),
    ("ＡＢ座的音乐会", "utf-16"),
    ("Ｄｅｃｏ的音樂活潑", "utf-16-be"),
    ("模型", "utf-8"),
    ("String", "ascii"),
    ("function", "ascii"),
    ("NEXTSTEP", "ascii"),
    ("αβγδ", "utf-8"),
    ("здание", "utf-8"),
]


@pytest.mark.parametrize(("text", "encoding"), BY_CHANCE)
def test_short_text_whose_bytes_mean_something_else_too(text: str, encoding: str) -> None:
    source = decode(text.encode(encoding))
    assert source.text == text
    assert source.confidence > 0.9


def test_two_characters_that_may_be_two_letters() -> None:
    source = decode("驻专".encode("gb18030"))
    assert source.confidence < 0.9
    assert source.runner_up is not None


# What two or three letters are is a guess: a common Han character, a rare letter of UTF-8.
FEW_LETTERS = [
    ("ол", "cp855"),
    ("Из", "cp1251"),
    ("ит", "cp866"),
    ("วเ", "tis-620"),
    ("риб", "cp855"),
    ("中", "gb18030"),
]


@pytest.mark.parametrize(("text", "encoding"), FEW_LETTERS)
def test_few_letters_are_not_sure(text: str, encoding: str) -> None:
    source = decode(text.encode(encoding))
    assert source.confidence < 0.9
    assert source.runner_up is not None


FOREIGN = [
    ("Der Bürgermeister von Köln hat gestern die neue Brücke über den Fluß eröffnet.", "cp1252"),
    ("Новый мост через реку откроется для движения в следующем месяце, сообщила мэрия города.", "koi8-r"),
    ("Новый мост через реку откроется для движения в следующем месяце, сообщила мэрия города.", "cp1251"),
    ("市は昨日、新しい橋が来月開通すると発表しました。工事には四年かかりました。", "shift_jis"),
    ("市は昨日、新しい橋が来月開通すると発表しました。工事には四年かかりました。", "euc_jp"),
    ("서울시는 어제 새로운 다리가 다음 달에 개통된다고 발표했다. 공사는 사년이 걸렸다.", "euc_kr"),
]


@pytest.mark.parametrize(("text", "encoding"), FOREIGN)
def test_what_is_not_chinese_is_not_made_chinese(text: str, encoding: str) -> None:
    source = decode(text.encode(encoding))
    assert source.text == text
    assert source.runner_up is not None
    check_laws(text.encode(encoding))


SHORT_FOREIGN = [
    ("ラーメンがおいしいです", "euc_jp"),
    ("ヘッダーファイルについて", "euc_jp"),
    ("さくらさんのうちで", "cp932"),
    ("우리 시의 새로운 다리", "euc_kr"),
    ("정부는 어제 발표했다", "cp949"),
]


@pytest.mark.parametrize(("text", "encoding"), SHORT_FOREIGN)
def test_a_few_words_of_the_neighbours_stay_theirs(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "damage", [b"\xff", b"\0" * 8, b"\x80", b"\xb5"], ids=["0xFF", "NULs", "0x80", "letter"]
)
@pytest.mark.parametrize(("text", "encoding"), FOREIGN)
def test_what_is_not_chinese_is_not_made_chinese_by_damage(text: str, encoding: str, damage: bytes) -> None:
    whole = text.encode(encoding)
    for at in range(5, len(whole), 19):
        data = whole[:at] + damage + whole[at:]
        source = decode(data)
        assert source.encoding not in {"gb18030", "cp950", "big5hkscs", "hz"}
        assert encode(source.text, source) == data


def test_undamaged_utf8_is_decoded_without_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.frequency._counts", lambda: pytest.fail("the frequencies were read"))
    assert decode((SIMPLIFIED + TRADITIONAL).encode()).encoding == "utf-8"


def test_empty() -> None:
    source = decode(b"")
    assert (source.text, source.encoding, back(source)) == ("", "utf-8", b"")


DAMAGEABLE = ("utf-8", "gb18030", "cp950", "hz", "utf-16-le", "utf-16-be")
DAMAGE: dict[str, Callable[[bytes, int], bytes]] = {
    "dropped": lambda data, at: data[:at] + data[at + 1 :],
    "0xFF": lambda data, at: data[:at] + b"\xff" + data[at:],
    "NUL": lambda data, at: data[:at] + b"\0" + data[at:],
    "cut": lambda data, _: data[:-1],
}


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize(("encoding", "text"), [way for way in WAYS if way[0] in DAMAGEABLE])
def test_one_damage_costs_one_place(encoding: str, text: str, kind: str) -> None:
    whole = text.encode(encoding)
    for at in random.Random(3).sample(range(4, len(whole)), 12):
        data = DAMAGE[kind](whole, at)
        source = decode(data)
        assert source.encoding.startswith(encoding), (at, source.encoding)
        assert lost(text, source.text) <= 4, (at, source.text)
        assert back(source) == data


@pytest.mark.parametrize("kind", ["dropped", "0xFF", "NUL"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text",
    [
        "第1题 下面的程序打印什么？\nfor i in range(3):\n    print(i)\nreturn total\nA. 0 2 4  B. 2 4 6\n",
        "周宁 11.04 s, 李岚 11.27 s, 赵一 11.30 s\n接力 42.18 s (records: 41.90 s)\n",
    ],
)
def test_wide_characters_out_of_step_among_ascii(text: str, encoding: str, kind: str) -> None:
    whole = text.encode(encoding)
    for at in range(len(whole) // 4, len(whole) * 3 // 4, 17):
        source = decode(DAMAGE[kind](whole, at))
        assert source.encoding == encoding, at
        assert lost(text, source.text) <= 4, (at, source.text)


# Text with more ASCII than Han, which is as good in either byte order.
PAGE = (
    '<p class="lead">新桥通车</p>\n<a href="/2024/0712.html">详细</a>\n<div id="box">大桥全长三千米</div>\n'
)


@pytest.mark.parametrize("text", [SIMPLIFIED, PAGE, PAGE[:16] + "\n" + PAGE * 3])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", [None, -1])
def test_utf16_cut_off_before(text: str, encoding: str, end: int | None) -> None:
    data = text.encode(encoding)[1:end]
    source = decode(data)
    assert source.encoding == encoding
    assert text[1:-1] in source.text
    assert back(source) == data


def lost(text: str, found: str) -> int:
    """How many characters are neither before nor behind the one place where two texts differ."""
    before = same(text, found)
    return len(text) - before - same(text[before:][::-1], found[before:][::-1])


def same(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def test_damage_says_where() -> None:
    data = "大桥".encode("gb18030") + b"\xff" + "将于下月正式通车。".encode("gb18030")
    source = decode(data)
    assert source.text == "大桥\ufffd将于下月正式通车。"
    assert [(each.start, each.length, each.raw, each.offset) for each in source.damage] == [
        (2, 1, b"\xff", 4)
    ]


def test_rare_characters_are_no_damage() -> None:
    text = (
        "字典里有饕餮魑魅魍魉耄耋囹圄，还有亍丌兀丐廿卅丕亘丞鬲孬噩丨禺丿匕乇夭爻卮氐囟胤馗毓睾鼗丶亟鼐乜。\n"
    )
    for repeats in (1, 50):
        source = decode((text * repeats).encode("gb18030"))
        assert source.text == text * repeats


def test_damage_behind_many_rare_characters() -> None:
    rare = "".join(f"第{number}条收有饕餮、魑魅、囹圄三词。\n" for number in range(400))
    news = SIMPLIFIED.replace("\n", "") * 30
    whole, start = (rare + news).encode("gb18030"), len(rare.encode("gb18030"))
    for at in range(start + 101, start + 1_000, 97):
        source = decode(whole[:at] + whole[at + 1 :])
        assert lost(rare + news, source.text) <= 24, at


MIXED = [
    ("utf-8", "gb18030", SIMPLIFIED),
    ("gb18030", "utf-8", SIMPLIFIED),
    ("cp950", "utf-8", TRADITIONAL),
    ("utf-8", "cp950", TRADITIONAL),
]


@pytest.mark.parametrize(("main", "inner", "text"), MIXED)
def test_a_phrase_in_another_encoding(main: str, inner: str, text: str) -> None:
    data = text[:30].encode(main) + text[30:40].encode(inner) + text[40:].encode(main)
    source = decode(data)
    assert source.text == text
    assert source.encoding == main
    assert [run.encoding for run in source.runs] == [main, inner, main]
    assert back(source) == data


@pytest.mark.parametrize(("main", "inner", "text"), MIXED)
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_mixture_in_equal_parts_is_sure(main: str, inner: str, text: str, lines: int) -> None:
    rows = text.splitlines(keepends=True)
    data = b"".join(row.encode((main, inner)[at // lines % 2]) for at, row in enumerate(rows * 3))
    source = decode(data)
    assert source.text == text * 3
    assert source.encoding in {main, inner}
    assert source.confidence > 0.9
    assert source.runner_up is None


BIG5_AND_GB = [("cp950", "gb18030"), ("gb18030", "cp950")]


@pytest.mark.parametrize(("main", "inner"), [*BIG5_AND_GB, ("cp950", "utf-8"), ("gb18030", "utf-8")])
def test_two_phrases_in_another_encoding_in_a_short_text(main: str, inner: str) -> None:
    text = TRADITIONAL.replace("\r\n", "\n")[:90]
    cuts = [
        (text[:20], main),
        (text[20:33], inner),
        (text[33:52], main),
        (text[52:66], inner),
        (text[66:], main),
    ]
    data = b"".join(part.encode(encoding) for part, encoding in cuts)
    source = decode(data)
    assert lost(text, source.text) <= 2
    assert source.encoding == main
    assert back(source) == data


@pytest.mark.parametrize(("main", "inner", "text"), MIXED)
def test_every_other_line_in_another_encoding(main: str, inner: str, text: str) -> None:
    lines = (text * 3).splitlines(keepends=True)
    data = b"".join(line.encode(inner if number % 2 else main) for number, line in enumerate(lines))
    source = decode(data)
    assert source.text == text * 3
    assert back(source) == data


# Codes of which Big5 has two for a character.
DOUBLES = [b"\xa2\xcc", b"\xa2\xce", b"\xf9\xf9", b"\xf9\xe9"]


@pytest.mark.parametrize("raw", DOUBLES)
def test_second_spellings_come_back(raw: bytes) -> None:
    data = TRADITIONAL.encode("cp950") + raw + TRADITIONAL.encode("cp950")
    source = decode(data)
    assert source.damage == ()
    assert back(source) == data


def test_the_euro_sign_of_windows() -> None:
    data = "每吨涨了".encode("gbk") + b"\x80" + "25，市场反应平静。".encode("gbk")
    source = decode(data)
    assert source.text == "每吨涨了€25，市场反应平静。"
    assert source.damage == ()
    assert back(source) == data


HZ = [
    (b"~{VP9z~}", "中国"),
    (b"~{VP~}~{9z~}", "中国"),
    (b"~{VP9z~}~~", "中国~"),
    (b"~{VP9z~}~\nabc", "中国abc"),
    (b"~{VP9z\nabc", "中国\nabc"),
]


@pytest.mark.parametrize(("data", "text"), HZ)
def test_hz(data: bytes, text: str) -> None:
    source = decode(data)
    assert (source.text, source.encoding) == (text, "hz")
    assert back(source) == data


@pytest.mark.parametrize("text", ["~{", "f(~{x})", "if (a) ~{ b ~}", "~{hello world~}", "{~ ~}"])
def test_tildes_and_braces_are_no_hz(text: str) -> None:
    assert decode(text.encode()).text == text


NO_TEXT = [
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
    b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xff\xfe",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    random.Random(1).randbytes(100_000),
    bytes(1_000),
    b"".join(number.to_bytes(4, "little") for number in range(500)),
    b"".join(number.to_bytes(2, "little") for number in range(500)),
    b"\xde\x12\x04\x95\0\0\0\0\x12\0\0\0" + b"\0\xb4\xf3" * 40,
]


@pytest.mark.parametrize(
    "data", NO_TEXT, ids=["pdf", "gzip", "zip", "png", "jpeg", "random", "nul", "int32", "int16", "mo"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(DecodeError, match="not text"):
        decode(data)


@pytest.mark.parametrize("first", ["ID3", "RIFF", "BZh", "PAR1", "OggS", "MZ", "wOFF", "BM", "PK"])
def test_letters_alone_are_no_sign_of_a_file_that_is_no_text(first: str) -> None:
    text = first + "是文件开头的几个字母，程序靠它认出文件的种类。"
    assert decode(text.encode("gb18030")).text == text


def test_declared_encoding() -> None:
    assert decode("café".encode("cp1252"), "cp1252").text == "café"
    assert decode("大桥".encode("gbk"), "GB2312").encoding == "gb18030"
    assert decode("大橋".encode("utf-16"), "utf-16").text == "大橋"
    assert decode("大橋通車".encode("utf-16-be"), "utf-16").text == "大橋通車"
    assert decode(b"~{VP~}", "ascii").text == "~{VP~}"


def test_declared_encoding_that_does_not_fit() -> None:
    with pytest.raises(DecodeError, match="no characters"):
        decode(TRADITIONAL.encode("gb18030"), "utf-8")


@pytest.mark.parametrize("name", ["klingon", "base64", "", "a\0b"])
def test_unknown_encoding(name: str) -> None:
    with pytest.raises(UsageError):
        decode(b"abc", name)


ENCODINGS = [
    None,
    "utf-8",
    "gb18030",
    "big5",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "hz",
    "shift_jis",
    "iso2022_jp",
    "utf-7",
]


@given(st.binary(max_size=200), st.sampled_from(ENCODINGS))
@example(b"\xff\xfe", None)
@example(b"\xef\xbb\xbf\xef\xbb\xbfa", None)
@example(b"\xef\xbb\xbf\xd6\xd0\xb9\xfa", None)
@example(b"\x84\x31\x95\x33\x84\x31\x95\x33a", None)
@example(b"\x00", "utf-8")
@settings(max_examples=300, deadline=None)
def test_laws_on_any_bytes(data: bytes, encoding: str | None) -> None:
    if encoding is None:
        check_laws(data)
    else:
        try:
            source = decode(data, encoding)
        except DecodeError:
            return
        assert encode(source.text, source) == back(source) == data
        assert "\0" not in source.text
        source.text.encode("utf-8")


@given(
    st.sampled_from(WAYS), st.lists(st.tuples(st.integers(0, 300), st.binary(max_size=3), st.integers(0, 3)))
)
@settings(max_examples=150, deadline=None)
def test_laws_on_damaged_text(way: tuple[str, str], changes: list[tuple[int, bytes, int]]) -> None:
    data = way[1].encode(way[0])
    for at, new, size in changes:
        data = data[:at] + new + data[at + size :]
    check_laws(data)


@pytest.mark.parametrize("encoding", ["gb18030", "cp950", "utf-16-le"])
def test_much_text_with_much_damage(encoding: str) -> None:
    data = bytearray((TRADITIONAL * 100).encode(encoding))
    lot = random.Random(4)
    for _ in range(60):
        data[lot.randrange(len(data))] = 0xFF
    check_laws(bytes(data))


def test_one_long_line() -> None:
    data = (TRADITIONAL.replace("\r\n", "") * 5_000).encode("gb18030")
    source = decode(data)
    assert source.text.encode("gb18030") == data
    assert len(source.runs) == 1


# What may become of the two bytes of a mark of HZ.
TORN_MARKS: dict[str, Callable[[bytes], bytes]] = {
    "first byte lost": lambda mark: mark[1:],
    "second byte lost": lambda mark: mark[:1],
    "both lost": lambda mark: mark[:0],
    "first byte changed": lambda mark: b"+" + mark[1:],
    "second byte changed": lambda mark: mark[:1] + b".",
    "swapped": lambda mark: mark[::-1],
    "NUL within": lambda mark: mark[:1] + b"\0" + mark[1:],
    "0xFF before": lambda mark: b"\xff" + mark,
}


@pytest.mark.parametrize("kind", TORN_MARKS)
@pytest.mark.parametrize("mark", [b"~{", b"~}"])
def test_a_torn_mark_of_hz_costs_one_place(mark: bytes, kind: str) -> None:
    text = (
        SIMPLIFIED.replace("李女士", " Li 女士")
        .replace("三千六百", "3600")
        .replace("四十五亿元", "45亿元(RMB)")
    )
    whole = text.encode("hz")
    for found in re.finditer(re.escape(mark), whole):
        data = whole[: found.start()] + TORN_MARKS[kind](mark) + whole[found.end() :]
        source = decode(data)
        assert source.encoding == "hz"
        assert lost(text, source.text) <= 3, (found.start(), source.text)
        assert back(source) == data


def test_tildes_without_end_in_hz_take_linear_time() -> None:
    opened, closed = b"~{VP9z~}\n" + b"ab ~{ c" * 5_000, b"~{VP9z~}\n" + b"ab ~} c" * 5_000
    for data in (opened, closed, b"~{" + b"VP9z" * 5_000):
        source = decode(data, "hz")
        assert source.text.startswith("中国")
        assert back(source) == data


@pytest.mark.parametrize("encoding", ["gb18030", "cp950"])
def test_a_lost_byte_anywhere(encoding: str) -> None:
    text = TRADITIONAL.replace("\r\n", "\n")
    whole = text.encode(encoding)
    for at in range(len(whole)):
        data = whole[:at] + whole[at + 1 :]
        source = decode(data)
        assert lost(text, source.text) <= 3, (at, source.text)
        assert back(source) == data


# Words of other alphabets, which in UTF-16 look like characters out of step.
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("word", ["Αθήνα", "автомобиль", "ひらがな", "ㄅㄆㄇ"])
def test_a_foreign_word_is_no_damage(word: str, encoding: str) -> None:
    text = SIMPLIFIED.replace("大桥全长", f"单词“{word}”写在桥头，全长")
    source = decode(text.encode(encoding))
    assert (source.text, source.damage) == (text, ())


# Marks that lie about what follows.
FALSE_MARKS = [
    (codecs.BOM_UTF16_LE, "gb18030"),
    (codecs.BOM_UTF16_BE, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-be"),
    (codecs.BOM_UTF8, "gb18030"),
    (codecs.BOM_UTF8 * 2, "utf-8"),
    (codecs.BOM_UTF8, "utf-16-le"),
]


@pytest.mark.parametrize(("mark", "encoding"), FALSE_MARKS)
def test_a_false_mark_is_no_text(mark: bytes, encoding: str) -> None:
    data = mark + SIMPLIFIED.encode(encoding)
    source = decode(data)
    assert (source.text, source.encoding, source.bom, source.damage) == (SIMPLIFIED, encoding, mark, ())
    assert back(source) == data


def test_letters_that_look_like_a_mark_stay() -> None:
    text = "þÿ eru bókstafir, og þorn er gamall stafur. Þjóðin fagnar nýju brúnni í dag."
    assert decode(text.encode("cp1252"), "cp1252").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "cp950"])
@pytest.mark.parametrize("place", ["begin", "middle", "end"])
def test_a_hole_of_nuls_is_one_damage(encoding: str, place: str) -> None:
    text = TRADITIONAL.replace("\r\n", "\n") * 3
    half = {"begin": 0, "middle": len(text) // 2, "end": len(text)}[place]
    first, rest = text[:half].encode(encoding), text[half:].encode(encoding)
    data = first + bytes(4 * len(text)) + rest
    source = decode(data)
    assert source.text == text[:half] + "\ufffd" + text[half:]
    assert source.encoding == encoding
    assert back(source) == data


def test_emoji_in_two_halves() -> None:
    halves = b"\xed\xa0\xbd\xed\xb8\x80"
    data = "通车了".encode() + halves * 2 + "，市民很高兴。".encode()
    source = decode(data)
    assert (source.text, source.damage) == ("通车了😀😀，市民很高兴。", ())
    assert back(source) == data


def test_the_runner_up_is_another_encoding() -> None:
    for text, encoding in (("佢哋啲嘢喺邊度", "big5hkscs"), ("東京都知事選挙結果速報", "euc_jp")):
        source = decode(text.encode(encoding))
        assert source.runner_up != source.encoding


@pytest.mark.parametrize("mark", ["?", "?(", "\ufffd(", "\ufffd"])
@pytest.mark.parametrize("toned", [True, False])
def test_what_was_torn_before_the_file_was_written_is_no_damage(mark: str, toned: bool) -> None:
    gloss = "háng" if toned else "hang"
    text = f"专家提醒，春{mark}{gloss})谄诩溆绕淙绱耍\ue0d3骷裔院照常开诊，费用不变，孩子们也放心了。\n"
    source = decode((text + SIMPLIFIED).encode("gb18030"))
    assert (source.text, source.damage) == (text + SIMPLIFIED, ())


@pytest.mark.parametrize("before", ["猫怎么样?", "红薯很重(zhòng)", "请看选项b)"])
def test_a_byte_lost_behind_a_question_or_a_gloss_costs_one_character(before: str) -> None:
    text = f"妈妈在信里写：{before}它胖了，天天睡在你的床上，谁也赶不走，爸爸说它在替你看屋子。\n"
    start = text.index("它胖")
    data = text[:start].encode("gb18030") + text[start:].encode("gb18030")[1:] + SIMPLIFIED.encode("gb18030")
    assert decode(data).text == text.replace("它胖", "\ufffd胖") + SIMPLIFIED


def test_a_line_out_of_step_is_text() -> None:
    text = "攀上山頂?shù)倪_摩甚至?xí)\ue49a|發連鎖反應，\ue0d3他(tā)們都笑了。\n"
    assert decode(text.encode("gb18030")).text == text
