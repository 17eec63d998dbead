"""Journal and `restore`: the exact original bytes come back, or nothing is touched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import api, journal, pipeline, undo
from cleaner.decode import decode
from cleaner.errors import DecodeError
from tests.program import call

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "新华社北京五月三日电\u200b，全国\u3000\u3000铁路 客流增长。\r\n\r\n\r\n\r\n（记者李明）\r\n"


def note(data: bytes, **choices: object) -> tuple[bytes, list[bytes]]:
    source = decode(data)
    trace = pipeline.run(source.text, api.plan(**choices))  # type: ignore[arg-type]
    return trace.result.encode(), list(journal.lines(journal.entries("x.txt", source, trace)))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "raw.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    return path


def test_in_place_and_back(raw: Path, tmp_path: Path) -> None:
    notes = tmp_path / "journal.jsonl"
    original = raw.read_bytes()
    assert call("clean", "-i", raw, "--journal", notes) == (0, b"", "")
    assert raw.read_bytes() != original
    assert call("restore", notes) == (0, b"", "")
    assert raw.read_bytes() == original
    assert call("restore", notes) == (0, b"", f"cleaner: {raw}: nothing to undo\n")


def test_cleaned_again_and_back(raw: Path, tmp_path: Path) -> None:
    notes = tmp_path / "journal.jsonl"
    original = raw.read_bytes()
    call("decode", "-i", raw, "--journal", notes)
    call("tidy", "-i", raw, "--journal", notes)
    call("tidy", "-i", raw, "--journal", notes)
    assert call("restore", notes).code == 0
    assert raw.read_bytes() == original


def test_a_cleaned_stream_and_back(raw: Path, tmp_path: Path) -> None:
    notes, target = tmp_path / "journal.jsonl", tmp_path / "out.txt"
    cleaned = call("clean", "--journal", notes, stdin=raw.read_bytes()).out
    assert call("restore", notes, "-", stdin=cleaned).out == raw.read_bytes()
    assert call("restore", notes, "-", "--output", target, stdin=cleaned).out == b""
    assert target.read_bytes() == raw.read_bytes()
    assert call("restore", notes, stdin=cleaned).out == raw.read_bytes()
    answer = call("restore", notes, stdin=cleaned + b"x")
    assert (answer.code, answer.out) == (2, b"")
    assert "<stdin>: is none of the cleaned texts" in answer.err
    call("clean", "-", raw, "--journal", notes, stdin=raw.read_bytes())
    answer = call("restore", notes)
    assert answer.code == 2
    assert "came from standard input" in answer.err


def test_entries_tell_line_and_column_of_the_original(tmp_path: Path) -> None:
    notes = tmp_path / "journal.jsonl"
    call("clean", "--only", "tidy", "--journal", notes, stdin="第一行。\r\n第\u200b二\u200b行。\n".encode())
    *entries, closing = [json.loads(line) for line in notes.read_text("utf-8").splitlines()]
    places = [(entry["line"], entry["column"]) for entry in entries if entry["reason"] == "tidy/invisible"]
    assert places == [(2, 2), (2, 4)]
    keys = [
        "version",
        "path",
        "step",
        "reason",
        "start",
        "before",
        "after",
        "sure",
        "applied",
        "line",
        "column",
        "note",
    ]
    assert all(list(entry) == keys for entry in entries)
    assert closing["counts"]["tidy/invisible"] == 2
    assert {"version", "path", "encoding", "sha256_before", "sha256_after"} <= closing.keys()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda lines: [*lines[:-1]], "no closing entry"),
        (lambda lines: [b"{}\n", *lines], "line 1 is no entry"),
        (lambda lines: [b"hello\n", *lines], "line 1 is no entry"),
        (lambda lines: [lines[0].replace(b'"version": 1', b'"version": 99'), *lines[1:]], "version"),
        (lambda lines: lines[1:], "does not lead back"),
    ],
)
def test_what_does_not_fit_is_refused(raw: Path, tmp_path: Path, damage: object, message: str) -> None:
    notes = tmp_path / "journal.jsonl"
    call("clean", "-i", raw, "--journal", notes)
    cleaned = raw.read_bytes()
    notes.write_bytes(b"".join(damage(notes.read_bytes().splitlines(keepends=True))))  # type: ignore[operator]
    answer = call("restore", notes)
    assert (answer.code, answer.out) == (2, b"")
    assert message in answer.err
    assert raw.read_bytes() == cleaned


def test_a_file_changed_since_is_left_alone(raw: Path, tmp_path: Path) -> None:
    notes = tmp_path / "journal.jsonl"
    call("clean", "-i", raw, "--journal", notes)
    raw.write_text("改过了。", "utf-8")
    answer = call("restore", notes)
    assert answer.code == 2
    assert "is none of the cleaned texts" in answer.err
    assert raw.read_text("utf-8") == "改过了。"
    assert call("restore", notes, raw).code == 2


def test_a_journal_that_broke_off_is_added_to_soundly(raw: Path, tmp_path: Path) -> None:
    notes = tmp_path / "journal.jsonl"
    original = raw.read_bytes()
    call("decode", "-i", raw, "--journal", notes)
    with notes.open("ab") as stream:
        stream.write(b'{"version": 1, "path": "half')
    call("tidy", "-i", raw, "--journal", notes)
    assert call("restore", notes).code == 0
    assert raw.read_bytes() == original


def test_no_other_file_is_taken_for_a_journal(raw: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("remember\n", "utf-8")
    before = raw.read_bytes()
    answer = call("clean", "-i", raw, "--journal", other)
    assert answer.code == 2
    assert "is no journal" in answer.err
    assert (other.read_text("utf-8"), raw.read_bytes()) == ("remember\n", before)


def test_the_way_back_is_not_written_over(raw: Path, tmp_path: Path) -> None:
    notes = tmp_path / "journal.jsonl"
    original = raw.read_bytes()
    call("clean", "-i", raw, "--journal", notes)
    answer = call("clean", "--journal", notes, stdin=original)
    assert (answer.code, answer.out) == (2, b"")
    assert f"is the way back for {raw}" in answer.err
    call("restore", notes)
    assert raw.read_bytes() == original
    for _ in range(2):
        assert call("clean", raw, "--journal", notes).code == 0, (
            "of what is not in place, the last one counts"
        )


def test_single_reasons_and_then_the_rest(tmp_path: Path) -> None:
    notes, raw = tmp_path / "journal.jsonl", tmp_path / "raw.txt"
    text = "全国\u200b铁路 \n\n\n\n旅客 \n"
    raw.write_bytes(text.encode("gb18030"))
    call("clean", "--only", "tidy", "-i", raw, "--journal", notes)
    assert raw.read_text("utf-8") == "全国铁路\n\n旅客\n"
    piped = call("restore", notes, "-", "--reason", "tidy/blank-line", stdin=raw.read_bytes())
    assert piped.text == "全国铁路\n\n\n\n旅客\n"
    assert call("restore", notes, "--reason", "tidy/invisible") == (0, b"", "")
    assert raw.read_text("utf-8") == "全国\u200b铁路\n\n旅客\n"
    assert call("restore", notes).code == 0
    assert raw.read_bytes() == text.encode("gb18030")


PAGE = (
    "首页 > 新闻 > 正文\r\n江城港客流持续(chíxù)增长，码头秩序(zhìxù)井然。\r\n"
    "他(tā)说，旅客出行平稳有序。\r\n相关推荐\r\n免责声明:本文仅代表作者个人观点(guāndiǎn)。\r\n"
)


@pytest.mark.parametrize("order", ["sdt", "dst", "tds", "ssd", "dds"])
@pytest.mark.parametrize(
    "runs", [["tidy,degloss,strip"], ["degloss", "tidy,strip"], ["decode", "strip", "degloss"]]
)
def test_reasons_one_after_another(tmp_path: Path, order: str, runs: list[str]) -> None:
    """Each comes back and stays back, in whatever order, and of however many runs."""
    notes, raw = tmp_path / "journal.jsonl", tmp_path / "raw.txt"
    original = PAGE.encode("gb18030")
    raw.write_bytes(original)
    for run in runs:
        command = ["decode"] if run == "decode" else ["clean", "--only", run]
        assert call(*command, "-i", raw, "--journal", notes).code == 0
    undone = set()
    for letter in order:
        prefix = {"s": "strip/", "d": "degloss", "t": "tidy/"}[letter]
        before = raw.read_bytes()
        answer = call("restore", notes, "--reason", prefix)
        assert answer.code == 0
        if prefix in undone or letter == "t":
            assert (raw.read_bytes(), answer.err) == (before, f"cleaner: {raw}: nothing to undo\n")
        undone.add(prefix)
        now = raw.read_bytes().decode()
        assert ("首页 > 新闻" in now) is ("strip/" in undone)
        assert ("持续(chíxù)" in now) is ("degloss" in undone)
        if undone > {"strip/", "degloss"}:
            assert now == PAGE
    assert call("restore", notes).code == 0
    assert raw.read_bytes() == original
    assert call("restore", notes, "--reason", "strip/") == (0, b"", f"cleaner: {raw}: nothing to undo\n")


def test_cleaned_again_after_an_undoing(tmp_path: Path) -> None:
    notes, raw = tmp_path / "journal.jsonl", tmp_path / "raw.txt"
    raw.write_bytes(PAGE.encode("gb18030"))
    call("clean", "-i", raw, "--journal", notes)
    cleaned = raw.read_bytes()
    call("restore", notes, "--reason", "strip/")
    call("clean", "-i", raw, "--journal", notes)
    assert raw.read_bytes() == cleaned
    call("restore", notes, "--reason", "degloss")
    assert "持续(chíxù)" in raw.read_text("utf-8")
    assert "首页" not in raw.read_text("utf-8")
    assert call("restore", notes).code == 0
    assert raw.read_bytes() == PAGE.encode("gb18030")


def test_a_folder_of_cleaned_files(raw: Path, tmp_path: Path) -> None:
    notes, folder = tmp_path / "journal.jsonl", tmp_path / "elsewhere"
    original = raw.read_bytes()
    cleaned = call("clean", raw, "--journal", notes).out
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "moved.txt").write_bytes(cleaned)
    (folder / "other.txt").write_text("别的。", "utf-8")
    assert call("restore", notes, folder) == (0, b"", "")
    assert (folder / "deep" / "moved.txt").read_bytes() == original
    assert (folder / "other.txt").read_text("utf-8") == "别的。"


def test_a_file_of_a_folder_that_was_changed_is_told(raw: Path, tmp_path: Path) -> None:
    notes, folder = tmp_path / "journal.jsonl", tmp_path / "elsewhere"
    folder.mkdir()
    for name, text in (("a.txt", TEXT), ("b.txt", PAGE)):
        (folder / name).write_bytes(text.encode("gb18030"))
        call("clean", "-i", folder / name, "--journal", notes)
    (folder / "a.txt").write_text("改过了。", "utf-8")
    answer = call("restore", notes, folder)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert f"{folder / 'a.txt'}: is none of the cleaned texts" in answer.err
    assert (folder / "a.txt").read_text("utf-8") == "改过了。"
    assert (folder / "b.txt").read_bytes() == PAGE.encode("gb18030")
    (folder / "a.txt").unlink()
    assert call("restore", notes, folder).err == (
        f"cleaner: {folder}: holds none of the cleaned texts that the journal tells of\n"
    )


def test_single_reasons_in_a_folder(tmp_path: Path) -> None:
    notes, folder = tmp_path / "journal.jsonl", tmp_path / "elsewhere"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(f"{name}(ei)\n{PAGE}".encode("gb18030"))
    call("clean", "-i", folder / "a.txt", folder / "b.txt", "--journal", notes)
    for reason in ("strip/", "degloss"):
        assert call("restore", notes, folder, "--reason", reason).code == 0
    for name in ("a.txt", "b.txt"):
        assert "首页 > 新闻" in (folder / name).read_text("utf-8")
        assert "持续(chíxù)" in (folder / name).read_text("utf-8")
    assert call("restore", notes, folder).code == 0
    for name in ("a.txt", "b.txt"):
        assert (folder / name).read_bytes() == f"{name}(ei)\n{PAGE}".encode("gb18030")


DOCUMENTS = st.one_of(
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")),
    st.text("发(fā)展中\u200b \r\n　国？?。|x", max_size=60).map(lambda text: text.encode("gb18030")),
    st.text("發(fā)展\u200b \r\n　國？?。|x", max_size=60).map(lambda text: text.encode("utf-16", "replace")),
    st.tuples(st.just(TEXT.encode()), st.integers(0, 90), st.binary(max_size=2)).map(
        lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] :]
    ),
)


@given(DOCUMENTS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_document_comes_back(data: bytes, doubtful: bool) -> None:
    try:
        cleaned, lines = note(data, doubtful=doubtful)
    except (DecodeError, UnicodeEncodeError):
        return
    (document,) = journal.read(lines)
    assert journal.restore(document, cleaned) == data


@given(DOCUMENTS, st.lists(st.sampled_from(["tidy/", "degloss/", "repair", "strip/"]), max_size=4))
@settings(max_examples=40, deadline=None)
def test_of_every_document_reasons_come_back_one_by_one(data: bytes, prefixes: list[str]) -> None:
    """The order does not matter, what is undone stays so, and the way to the original bytes stays open."""
    try:
        cleaned, lines = note(data)
    except (DecodeError, UnicodeEncodeError):
        return
    now = {}
    for order in (tuple(prefixes), tuple(reversed(prefixes))):
        history, now[order] = list(journal.read(lines)), cleaned
        for prefix in order:
            undoing = undo.reasons(history, now[order], prefix)
            if undoing.trace.layers:
                now[order] = undoing.trace.result.encode()
                source = decode(undoing.cleaned, "utf-8")
                more = journal.lines(journal.entries("x.txt", source, undoing.trace, undoing.prefixes))
                history += journal.read(list(more))
        before = now[order]
        for document in reversed(history):
            before = journal.restore(document, before) if document.after == journal.digest(before) else before
        assert before == data
    assert len(set(now.values())) == 1
