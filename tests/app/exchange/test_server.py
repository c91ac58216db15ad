"""The server as a whole: start, stop, and rubbish from outside."""

import asyncio
import json
import logging
import os
from random import Random
from typing import Any

import aiohttp
import pytest

from app.exchange.config import ExchangeConfig
from app.exchange.routes import ROUTES
from app.exchange.server import ExchangeServer

ROUNDS = int(os.environ.get("HOGA_FUZZ_ROUNDS", "300"))
NAMES = (
    "market markets count to cursor days_ago level quote_currencies state states[] uuid uuids[] "
    "identifier identifiers[] page limit order_by start_time end_time pairs cancel_side "
    "excluded_pairs market market converting_price_unit market side ord_type volume price "
    "time_in_force smp_type side ord_type volume price prev_order_uuid new_ord_type new_price "
    "new_volume"
)
VALUES = (
    "KRW-BTC KRW-BTC KRW-BTC,KRW-ETH KRW wait bid ask limit price market best ioc fok post_only desc "
    "2026-11-10T00:00:00Z 0001-01-01T00:00:00+23:59 9999-12-31T23:59:59-23:59 0 1 -1 200 1e400 NaN "
    "Infinity 0.00000001 50000000 0.001 99999999999999999999999999 １２ ' \" \\ %00 한글 \x00 T 24:00:00 "
    "000000 remain_only"
)


def rubbish(chance: Random, *, decoded: bool) -> list[tuple[str, Any]]:
    """A handful of parameters, most of them wrong."""
    odd: list[Any] = [None, True, [], {}, 0.1, -5, 10**30, ["KRW-BTC"]] if decoded else [""]
    values = [*VALUES.split(" "), *odd]
    return [(chance.choice(NAMES.split(" ")), chance.choice(values)) for _ in range(chance.randrange(7))]


@pytest.fixture
def quiet_log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Collects what the servers log as errors."""
    caplog.set_level(logging.ERROR)
    return caplog


async def test_start_and_stop_leave_nothing_behind() -> None:
    before = asyncio.all_tasks()
    server = ExchangeServer(ExchangeConfig(markets=2))
    addresses = await server.start()
    assert repr(server) == f"<ExchangeServer {addresses.rest}>"
    async with aiohttp.ClientSession() as session, session.ws_connect(addresses.public) as socket:
        await socket.send_json([{"ticket": "t"}, {"type": "ticker", "codes": ["KRW-BTC"]}])
        await socket.receive_bytes()
        await server.stop()
        async with asyncio.timeout(30):
            while (message := await socket.receive()).type is aiohttp.WSMsgType.BINARY:
                pass  # what was on its way before the end
        assert message.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSE)
    await server.stop()
    assert asyncio.all_tasks() == before


async def test_a_taken_port_is_an_error_and_leaves_nothing() -> None:
    before = asyncio.all_tasks()
    first = ExchangeServer(ExchangeConfig(markets=1))
    await first.start()
    second = ExchangeServer(ExchangeConfig(markets=1, port=int(first.addresses.rest.rpartition(":")[2])))  # type: ignore[union-attr]
    with pytest.raises(OSError):
        await second.start()
    await second.stop()
    await first.stop()
    assert asyncio.all_tasks() == before


async def test_two_exchanges_of_one_seed_have_one_past(running: Any) -> None:
    async with running(seed=3) as one, running(seed=3) as two, running(seed=4) as other:
        query = {"market": "KRW-ETH", "count": 50, "to": "2026-11-01T00:00:00Z"}
        rows = [(await caller.get("/v1/candles/minutes/15", **query))[1] for caller in (one, two, other)]
    assert rows[0] == rows[1] != rows[2]


async def test_a_moving_exchange_moves(running: Any, tools: Any) -> None:
    async with running(moving=True, book_rate=100.0) as caller, caller.public() as socket:
        await tools.ask(socket, {"type": "orderbook", "codes": ["KRW-BTC"], "is_only_realtime": True})
        one, two = await tools.receive(socket, 2)
        assert two["timestamp"] > one["timestamp"]


async def test_a_market_that_breaks_off_ends_the_exchange(
    running: Any, monkeypatch: pytest.MonkeyPatch, quiet_log: pytest.LogCaptureFixture
) -> None:
    async with running(moving=True) as caller:
        monkeypatch.setattr(caller.server.venue, "trade", lambda *_: 1 // 0)
        failure = await asyncio.wait_for(caller.server.failure, 20)
    assert str(failure).startswith("The market broke off: ZeroDivisionError")
    assert [record.message for record in quiet_log.records] == ["task exchange:flow failed"]


async def test_no_request_is_answered_with_500(caller: Any, quiet_log: pytest.LogCaptureFixture) -> None:
    chance = Random(1)
    for _ in range(ROUNDS):
        route = chance.choice(ROUTES)
        path = route.path.replace("{kind}", chance.choice(["minutes", "days", "x"])).replace("{unit}", "5")
        body = dict(rubbish(chance, decoded=True)) if route.method == "POST" else None
        params = None if body is not None else dict(rubbish(chance, decoded=False))
        status, answer = await caller.call(route.method, path, params, body)
        assert status in (200, 201, 400, 403, 404), (route, params, body, answer)
        assert status in (200, 201) or answer["error"]["message"], (route, params, body)
    assert quiet_log.records == []


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x16\x03\x01\x02\x00 hello",
        b"GET /v1/market/all NOPE\r\n\r\n",
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused_without_a_word(
    caller: Any, quiet_log: pytest.LogCaptureFixture, rubbish: bytes
) -> None:
    port = int(caller.addresses.rest.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(rubbish)
    async with asyncio.timeout(20):
        answer = await reader.readuntil(b"\r\n")
    writer.close()
    assert answer.startswith((b"HTTP/1.0 400", b"HTTP/1.1 400"))
    assert quiet_log.records == []
    status, _ = await caller.get("/v1/market/all")
    assert status == 200


async def test_no_message_breaks_the_server(caller: Any, tools: Any) -> None:
    chance = Random(2)
    words = [
        *VALUES.split(" "),
        "ticker",
        "trade",
        "orderbook",
        "candle.1m",
        "myOrder",
        None,
        5,
        [],
        {},
        True,
    ]
    keys = ["ticket", "type", "codes", "level", "format", "method", "is_only_snapshot"]

    async def send(parts: Any) -> None:
        async with caller.public() as socket:
            await socket.send(json.dumps([{"ticket": "t"}, *parts]))

    await asyncio.gather(
        *(
            send([{chance.choice(keys): chance.choice(words) for _ in range(3)} for _ in range(3)])
            for _ in range(60)
        )
    )
    async with caller.public() as socket:
        await tools.ask(socket, {"type": "ticker", "codes": ["KRW-BTC"]})
        assert (await tools.receive(socket))[0]["code"] == "KRW-BTC"
