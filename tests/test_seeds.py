"""The real documents beside the repository, where they are: only rules are kept here, none of their text."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from cleaner import clean, decode

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"
NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))
FILTERS = ("tidy", "repair", "degloss", "strip", "dedupe")

pytestmark = pytest.mark.skipif(not NAMES, reason=f"no real documents in {SEEDS}")

# Of the article in 004, line by line, without blanks: the first 8 hex digits of each SHA-256.
LINES_OF_004 = (Path(__file__).parent / "expected" / "004.sha256").read_text("utf-8").split()


@cache
def raw(number: int) -> str:
    (path,) = SEEDS.glob(f"{number:03}_*.txt")
    return path.read_text("utf-8")


@cache
def cleaned(number: int) -> str:
    return clean(raw(number)).result


def lines(text: str) -> list[str]:
    """The lines of a text, blank ones aside."""
    return [line for line in text.splitlines() if line.strip()]


def without_blanks(text: str) -> str:
    return "".join(text.split())


@cache
def run(*arguments: str, data: bytes) -> bytes:
    command = [sys.executable, "-m", "cleaner", *arguments]
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


@pytest.mark.parametrize("number", [0, 3])
def test_gold(number: int) -> None:
    (path,) = (SEEDS / "gold").glob(f"{number:03}_*.txt")
    gold = lines(path.read_text("utf-8"))
    optional = {line.removeprefix("?") for line in gold if line.startswith("?")}
    found = [line for line in lines(cleaned(number)) if line not in optional]
    assert found == [line for line in gold if not line.startswith("?")]


def test_000_and_001_are_one_article_under_two_titles() -> None:
    title, _, body = cleaned(0).partition("\n")
    other_title, _, other_body = cleaned(1).partition("\n")
    assert body == other_body
    assert title == raw(0).partition("\n")[0]
    assert other_title == raw(1).partition("\n")[0]


def test_002_loses_nothing() -> None:
    # Its first line is a tag; all others are titles and articles that quote each other.
    articles = [without_blanks(line) for line in lines(raw(2))[1:]]
    found = [without_blanks(line) for line in lines(cleaned(2))]
    assert found[-len(articles) :] == articles
    assert len(found) <= len(articles) + 1


def test_004_keeps_its_article_and_nothing_of_its_page() -> None:
    # The original title is a credit: it stays by default, and is no line of the article.
    kept = [line for line in lines(cleaned(4)) if not line.strip().startswith("原文標題")]
    found = [hashlib.sha256(without_blanks(line).encode()).hexdigest()[:8] for line in kept]
    assert [line for line, code in zip(kept, found, strict=True) if code not in LINES_OF_004] == []
    assert found == LINES_OF_004


@pytest.mark.parametrize("number", [3, 4])
def test_no_slip_and_no_gloss_is_left(number: int) -> None:
    # A slip leaves a question mark right before letters and a bracket, or a private-use character.
    toned = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
    assert re.findall(f"[(?][a-zü]*[{toned}][a-zü]*\\)|[\ue000-\uf8ff]|[?][?！]", cleaned(number)) == []


def hz(text: str) -> bytes:
    """Encode in HZ as mail gateways did: the bytes of GBK, not Python's mapping of GB2312.

    Raises UnicodeEncodeError where a character has no two bytes above A0.
    """
    pieces = []
    shifted = False
    for character in text:
        code = character.encode("gbk")
        if len(code) == 2 and min(code) <= 0xA0:
            raise UnicodeEncodeError("hz", character, 0, 1, "not in GB2312")
        if shifted != (len(code) == 2):
            pieces.append(b"~}" if shifted else b"~{")
            shifted = not shifted
        pieces.append(bytes(byte & 0x7F for byte in code) if shifted else code.replace(b"~", b"~~"))
    return b"".join(pieces) + (b"~}" if shifted else b"")


def encoded(text: str, encoding: str) -> bytes:
    return hz(text) if encoding == "hz" else text.encode(encoding)


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5hkscs", "hz"])
def test_encodings_make_no_difference(number: int, encoding: str) -> None:
    try:
        data = encoded(raw(number), encoding)
    except UnicodeEncodeError:
        pytest.skip(f"{number:03} cannot be expressed in {encoding}")
    assert decode(data).text == raw(number)


@pytest.mark.parametrize(
    ("number", "encoding"),
    [(0, "gb18030"), (1, "hz"), (2, "big5hkscs"), (3, "utf-16"), (3, "gb18030"), (4, "utf-16")],
)
def test_encodings_make_no_difference_on_standard_input(number: int, encoding: str) -> None:
    assert run("clean", data=encoded(raw(number), encoding)) == cleaned(number).encode()


@pytest.mark.parametrize("number", range(5))
def test_a_pipe_of_filters_is_clean(number: int) -> None:
    data = raw(number).encode()
    for name in FILTERS:
        data = run(name, data=data)
    assert data == cleaned(number).encode()


@pytest.mark.parametrize("number", range(5))
def test_one_cleaning_is_enough(number: int) -> None:
    assert clean(cleaned(number)).result == cleaned(number)
