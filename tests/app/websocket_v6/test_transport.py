"""The socket hands over what a server sends, in whatever pieces it comes, and keeps to the protocol."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.frames import CloseCode

from app.errors import EndpointError
from app.websocket_v6.transport import MAX_FRAME, Address, PushConnection, open_socket
from benchmarks.peers.flood import handshake, unmasked
from tests.app.websocket_v6.seen import Seen
from tests.app.websocket_v6.test_framing import wired

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter, bytes], Coroutine[Any, Any, None]]


@asynccontextmanager
async def served(serve: Serve) -> AsyncIterator[Address]:
    """A server that speaks by hand: gets the handshake's request and writes what it likes."""
    done = asyncio.Event()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(reader, writer, (await reader.readuntil(b"\r\n\r\n"))[:-4])
        await done.wait()
        writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield Address(f"ws://127.0.0.1:{port}/", lambda _: None, dict)
    finally:
        done.set()
        server.close()
        await server.wait_closed()


async def opened(address: Address) -> PushConnection:
    return await open_socket(address, open_within=20, close_within=0.2)


@pytest.mark.parametrize("seed", range(8))
async def test_messages_come_whole_however_they_are_cut(seed: int) -> None:
    """Of every length, with pings and fragments between, together with the handshake or after it."""
    chance = random.Random(seed)
    bodies = [chance.randbytes(chance.choice((0, 1, 125, 126, 400, 65_536))) for _ in range(60)]
    stream = b""
    for place, body in enumerate(bodies):
        half = len(body) // 2
        kind = chance.choice(("text", "binary", "parts"))
        stream += b"" if place % 7 else wired(b"%d" % place, 0x89)
        if kind == "parts":
            stream += wired(body[:half], 0x02) + wired(b"", 0x89) + wired(body[half:], 0x80)
        else:
            stream += wired(body, 0x81 if kind == "text" else 0x82)
    pongs = Seen()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        data = handshake(head) + stream
        while data:
            size = chance.choice((1, 3, 20, 130, 5_000, 100_000))
            writer.write(data[:size])
            await writer.drain()
            data = data[size:]
            await asyncio.sleep(0)
        answers = b""
        while len(pongs) < 9:
            answers += await reader.read(1000)
            while (found := unmasked(answers)) is not None:
                text, answers = found
                if text:
                    pongs(text)

    async with served(serve) as address:
        socket, seen = await opened(address), Seen()
        socket.deliver_to(seen)
        await seen.wait(len(bodies))
        await pongs.wait(9)
        assert list(seen) == bodies
        assert list(pongs) == [b"%d" % place for place in range(0, 60, 7)]
        socket.transport.abort()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (wired(b"hidden", 0x82, b"mask"), CloseCode.PROTOCOL_ERROR),
        (wired(b"packed", 0xC2), CloseCode.PROTOCOL_ERROR),
        (wired(b"odd", 0x83), CloseCode.PROTOCOL_ERROR),
        (wired(b"begun", 0x02) + wired(b"whole"), CloseCode.PROTOCOL_ERROR),
        (wired(b"x" * (MAX_FRAME + 1))[:2_000], CloseCode.MESSAGE_TOO_BIG),
    ],
    ids=["masked", "extension", "opcode", "in a fragment", "too long"],
)
async def test_a_server_that_breaks_the_protocol_is_left(wrong: bytes, code: int) -> None:
    """What came before is delivered, nothing that comes after."""

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(handshake(head) + wired(b"good") + wrong + wired(b"after"))

    async with served(serve) as address:
        socket, seen = await opened(address), Seen()
        socket.deliver_to(seen)
        await asyncio.wait_for(socket.wait_closed(), 30)
        assert socket.protocol.close_sent is not None and socket.protocol.close_sent.code == code
        assert list(seen) == [b"good"]


@pytest.mark.parametrize("leaves", [wired(b"\x03\xe9", 0x88), wired(b"odd", 0x83)], ids=["goodbye", "fault"])
async def test_a_server_that_leaves_the_line_open_is_given_a_second(leaves: bytes) -> None:
    """After its goodbye, or a fault, it is the server's turn to end TCP; some never do."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(handshake(head) + leaves)
        while await reader.read(1000):
            pass

    async with served(serve) as address:
        socket = await opened(address)
        await asyncio.wait_for(socket.wait_closed(), 30)
        assert socket.protocol.close_sent is not None


async def test_a_server_that_does_not_answer_a_close_holds_nothing_up() -> None:
    """G3 of the goals: here after 0.2 s, where the library of itself waits ten."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(handshake(head))
        while await reader.read(1000):
            pass

    async with served(serve) as address:
        socket = await opened(address)
        await asyncio.wait_for(socket.close(), 8)


async def test_a_cut_within_a_frame_delivers_nothing_of_it() -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(handshake(head) + wired(b"good") + wired(b"cut off")[:-2])
        await writer.drain()
        writer.close()

    async with served(serve) as address:
        socket, seen = await opened(address), Seen()
        socket.deliver_to(seen)
        await asyncio.wait_for(socket.wait_closed(), 30)
        assert list(seen) == [b"good"] and socket.protocol.close_rcvd is None


async def test_a_refusal_with_a_body_is_told() -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
        writer.write(b"HTTP/1.1 429 Slow\r\nContent-Length: 4\r\nRetry-After: 7\r\n\r\n")
        await writer.drain()
        writer.write(b"\x82\x02{}")

    async with served(serve) as address:
        with pytest.raises(InvalidStatus) as refused:
            await opened(address)
    assert refused.value.response.headers["Retry-After"] == "7"


async def test_a_host_that_is_not_the_exchange_s_is_never_asked() -> None:
    def refuse(url: str) -> None:
        raise EndpointError(url)

    with pytest.raises(EndpointError):
        await opened(Address("ws://127.0.0.1:1/", refuse, dict))
