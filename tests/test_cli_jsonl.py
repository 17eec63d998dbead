"""`--jsonl FIELD`: one line out for one line in; only the field changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import jsonl
from cleaner.errors import DataError
from tests.program import call

if TYPE_CHECKING:
    from pathlib import Path

DIRTY, CLEAN = "全国\u200b铁路", "全国铁路"

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def cleaned(line: str) -> str:
    answer = call("tidy", "--jsonl", "text", stdin=line.encode())
    assert (answer.code, answer.err) == (0, "")
    return answer.text


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 1, "text": "%s", "n": 1.0}\n',
        '{"text":"%s"}\r\n',
        '\t{ "text" :\t"%s" ,"x":{"text":"\\u200b"}, "é":[1,  2e5] } ',
        '{"text": "first", "text": "%s"}',
        '{"a": "\\/", "text": "%s\\n\\"\\\\"}',
    ],
)
def test_everything_else_stays_byte_for_byte(line: str) -> None:
    assert cleaned(line % DIRTY) == line % CLEAN
    assert cleaned(line % CLEAN) == line % CLEAN


def test_escaped_text_stays_escaped() -> None:
    assert cleaned(json.dumps({"text": DIRTY})) == json.dumps({"text": CLEAN})


def test_half_a_surrogate_pair_survives() -> None:
    line = '{"text": "半\\ud800%s"}'
    assert cleaned(line % DIRTY) == line % CLEAN


def test_numbers_may_be_long() -> None:
    line = f'{{"n": {"9" * 5000}, "text": "%s"}}'
    assert cleaned(line % DIRTY) == line % CLEAN


@pytest.mark.parametrize(
    "line", ['{"other": 1, "text": null}', '{"text": "a", "x": 1}\n\n{"x": "\u200b"}\n', ""]
)
def test_lines_without_the_field_pass(line: str) -> None:
    assert cleaned(line) == line


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (b"not json", "no JSON object"),
        (b'["text"]', "no JSON object"),
        (b'{"text": 5}', "no text but a number"),
        (b'{"text": "a"} {}', "something follows"),
        (b'{"text": "a', "no JSON object"),
        (b'{"text": "\xff"}', "not UTF-8, as JSON should be: FF at byte 11"),
        (b'{"text": ' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_kept_and_the_others_are_done(bad: bytes, message: str) -> None:
    good = '{"text": "%s"}\n'
    data = (good % DIRTY).encode() + bad + b"\n" + (good % DIRTY).encode()
    answer = call("tidy", "--jsonl", "text", stdin=data)
    assert answer.code == 2
    assert answer.out == (good % CLEAN).encode() + bad + b"\n" + (good % CLEAN).encode()
    assert answer.err.startswith("cleaner: <stdin>:2: passed through as it is: ")
    assert message in answer.err


def test_a_field_that_no_line_has_is_a_mistake() -> None:
    answer = call("tidy", "--jsonl", "txet", stdin=b'{"id": 1, "text": "a"}\n')
    assert (answer.code, answer.out) == (2, b'{"id": 1, "text": "a"}\n')
    assert answer.err == "cleaner: <stdin>: no line has 'txet'; the first has id, text\n"


def test_line_separators_inside_json_end_no_line() -> None:
    line = '{"other": "第一段\u2028第二段\x85", "text": "%s"}\n'
    assert cleaned(line % CLEAN) == line % CLEAN


def test_other_encodings() -> None:
    line = '{"text": "%s"}\n'
    answer = call("tidy", "--jsonl", "text", "--encoding", "gb18030", stdin=(line % DIRTY).encode("gb18030"))
    assert answer.text == line % CLEAN


def test_in_place_and_journal(tmp_path: Path) -> None:
    path, journal = tmp_path / "x.jsonl", tmp_path / "journal"
    data = ("\ufeff" + '{"text": "%s", "b": 1}\n' * 2 % (DIRTY, CLEAN) + json.dumps({"text": DIRTY})).encode()
    path.write_bytes(data)
    assert call("tidy", "--jsonl", "text", "-i", path, "--journal", journal).code == 0
    assert path.read_text("utf-8") == '{"text": "%s", "b": 1}\n' * 2 % (CLEAN, CLEAN) + json.dumps(
        {"text": CLEAN}
    )
    notes = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    assert [note.get("record") for note in notes] == [1, 3, None]
    assert call("restore", journal) == (0, b"", "")
    assert path.read_bytes() == data


@given(st.dictionaries(st.text(max_size=4), JSON_VALUES, max_size=4), st.booleans(), st.text(max_size=8))
def test_the_field_is_what_a_parser_sees(members: dict[str, object], escaped: bool, value: str) -> None:
    members["text"] = value
    line = jsonl.dumps(members, ascii_only=escaped)
    found = jsonl.field(line, "text")
    assert found is not None
    assert found.value == value
    assert jsonl.replaced(line, found, value) == line
    changed = jsonl.replaced(line, found, value + "文")
    assert json.loads(changed) == {**members, "text": value + "文"}
    assert list(json.loads(changed)) == list(members)


def test_no_object_is_no_line() -> None:
    with pytest.raises(DataError, match="no JSON object"):
        jsonl.field("{'text': 1}", "text")
