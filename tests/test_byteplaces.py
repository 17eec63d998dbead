"""Byte offsets: the bytes up to a place are the text up to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.byteplaces import offsets
from cleaner.decode import decode
from cleaner.errors import DecodeError

TEXT = "国务院新闻办公室昨天上午举行发布会，介绍今年的经济运行情况。\r\nA\u3000二\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_undamaged(encoding: str) -> None:
    source = decode(TEXT.encode(encoding))
    found = offsets(source, range(len(TEXT) + 1))
    plain = encoding.removesuffix("-sig")
    for position, offset in found.items():
        assert source.data[offset:].decode("utf-16-le" if plain == "utf-16" else plain) == TEXT[position:]


HZ = TEXT.replace("\r", "").replace("A", "~A")


def test_shifts() -> None:
    """A group in HZ: its first character has the mark that opens it, its last the one that closes it."""
    source = decode(HZ.encode("hz"))
    assert source.encoding == "hz"
    found = offsets(source, range(len(HZ) + 1))
    for position, offset in found.items():
        before, behind = source.data[:offset], source.data[offset:]
        if before.count(b"~{") > before.count(b"~}"):
            before, behind = before + b"~}", b"~{" + behind
        assert (before.decode("hz"), behind.decode("hz")) == (HZ[:position], HZ[position:])
    assert len(found) == len(HZ) + 1


def test_passages_kept_as_they_were_have_no_places_inside() -> None:
    """Two groups side by side are one when encoded: the second is kept in its bytes."""
    data = "国务院新闻办公室".encode("hz") + "昨天上午举行发布会。".encode("hz")
    source = decode(data)
    assert source.text == "国务院新闻办公室昨天上午举行发布会。"
    assert offsets(source, [2, 8, 12, 18]) == {2: 6, 8: 20, 18: len(data)}


@given(
    st.integers(0, 90),
    st.sampled_from([b"\xff", b"\x00", b"\x81", b"", "中".encode()]),
    st.sampled_from(["gb18030", "utf-8", "hz"]),
)
def test_damaged(place: int, damage: bytes, encoding: str) -> None:
    data = HZ.encode(encoding)
    data = data[:place] + damage + data[place + 1 :]
    try:
        source = decode(data)
    except DecodeError:
        return
    found = offsets(source, range(len(source.text) + 1))
    places = list(found.values())
    assert places == sorted(places)
    if places:
        assert (places[0], places[-1]) == (len(source.bom), len(data))
    for hurt in source.damage:
        if found:
            # Before damage there may be a mark of HZ that opens nothing, which is no character.
            assert found[hurt.start] in (hurt.offset, hurt.offset - 2 * (encoding == "hz"))
