"""Frames are cut out of bytes as they come, however they come."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.websocket_v6.framing import frame_size, plain_messages


def wired(body: bytes, first: int = 0x82, mask: bytes = b"") -> bytes:
    """A frame as RFC 6455 writes it."""
    flag = 0x80 if mask else 0
    if len(body) < 126:
        size = bytes([flag | len(body)])
    elif len(body) < 2**16:
        size = bytes([flag | 126]) + struct.pack(">H", len(body))
    else:
        size = bytes([flag | 127]) + struct.pack(">Q", len(body))
    return bytes([first]) + size + mask + body


@pytest.mark.parametrize("size", [2, 125, 126, 127, 2**16 - 1])
@pytest.mark.parametrize("first", [0x81, 0x82])
def test_whole_messages_are_cut_out(first: int, size: int) -> None:
    bodies = [b"a" * size, b"b" * size, b"cc"]
    data = b"".join(wired(body, first) for body in bodies)
    assert plain_messages(data, 0) == (bodies, len(data))
    assert plain_messages(data + data[:-3], len(data)) == (bodies[:-1], 2 * len(data) - 4)


@pytest.mark.parametrize(
    "other",
    [
        wired(b"ping", 0x89),
        wired(b"\x03\xe8", 0x88),
        wired(b"part", 0x02),
        wired(b"packed", 0xC2),
        wired(b"hidden", 0x82, b"mask"),
        wired(b"x" * 2**16),
    ],
    ids=["ping", "close", "fragment", "extension", "masked", "long"],
)
def test_everything_else_is_left_to_the_library(other: bytes) -> None:
    data = wired(b"before") + other + wired(b"after")
    assert plain_messages(data, 0) == ([b"before"], 8)
    assert frame_size(data, 8) == len(other)
    assert frame_size(other, 0) == len(other)


@given(st.binary(max_size=300), st.sampled_from([b"", b"mask"]))
def test_the_size_is_known_once_the_head_is_there(body: bytes, mask: bytes) -> None:
    frame = wired(body, 0x82, mask)
    head = 2 if len(body) < 126 else 4
    assert [frame_size(frame[:there], 0) for there in range(head)] == [None] * head
    assert frame_size(frame[:head], 0) == len(frame)


@given(st.lists(st.binary(max_size=400), max_size=5), st.binary(max_size=200))
def test_no_bytes_are_lost_or_made_up(bodies: list[bytes], rubbish: bytes) -> None:
    """Whatever follows, the whole messages come first; bytes of any kind raise nothing."""
    data = b"".join(map(wired, bodies)) + rubbish
    messages, stop = plain_messages(data, 0)
    firsts = [body for body in bodies if len(wired(body)) >= 4] if all(len(b) >= 2 for b in bodies) else []
    assert messages[: len(firsts)] == firsts and stop <= len(data)
    assert plain_messages(rubbish, 0)[1] <= len(rubbish)
    assert frame_size(rubbish, 0) is None or frame_size(rubbish, 0) >= 2  # type: ignore[operator]
