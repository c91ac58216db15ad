"""Where WebSocket frames begin and end in received bytes: cuts out the plain ones, which are nearly all."""

from __future__ import annotations

# The first byte of a whole message in one frame, without extensions: text or binary.
_WHOLE = (0x82, 0x81)
_MASKED = 0x80
_SIZE_IN_TWO, _SIZE_IN_EIGHT = 126, 127


def plain_messages(data: bytes, start: int) -> tuple[list[bytes], int]:
    """The messages that lie whole and plain from `start` on, and where the first other thing begins."""
    messages: list[bytes] = []
    end = len(data)
    while end - start >= 4:
        first, size = data[start], data[start + 1]
        if first not in _WHOLE:
            break
        body = start + 2
        if size == _SIZE_IN_TWO:
            size = data[body] << 8 | data[body + 1]
            body += 2
        elif size > _SIZE_IN_TWO:
            break  # very long, or masked, which no server may do
        if body + size > end:
            break
        start = body + size
        messages.append(data[body:start])
    return messages, start


def frame_size(data: bytes, start: int) -> int | None:
    """Bytes of the frame that begins at `start`, head and all; None while too little of the head is there."""
    there = len(data) - start
    if there < 2:
        return None
    size = data[start + 1] & ~_MASKED
    mask = 4 if data[start + 1] & _MASKED else 0
    if size < _SIZE_IN_TWO:
        return 2 + mask + size
    more = 2 if size == _SIZE_IN_TWO else 8
    if there < 2 + more:
        return None
    return 2 + more + mask + int.from_bytes(data[start + 2 : start + 2 + more], "big")
