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


def test_shifts_have_no_places() -> None:
    assert offsets(decode(TEXT.replace("\r", "").encode("hz")), [3]) == {}


@given(st.integers(0, 90), st.sampled_from([b"\xff", b"\x00", b"\x81", b"", "中".encode()]), st.booleans())
def test_damaged(place: int, damage: bytes, chinese: bool) -> None:
    data = TEXT.encode("gb18030" if chinese else "utf-8")
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
            assert found[hurt.start] == hurt.offset
