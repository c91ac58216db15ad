"""The hand for tests: every fault, in-process and by HTTP."""

import asyncio
from typing import Any

import aiohttp
import pytest
from websockets.exceptions import ConnectionClosed

from app.exchange.faults import Faults

LIMIT = {"market": "KRW-BTC", "side": "bid", "ord_type": "limit", "volume": "0.001", "price": "20000000"}
TICKER = {
    "type": "ticker",
    "code": "KRW-BTC",
    "trade_price": 1,
}


async def command(caller: Any, **body: Any) -> tuple[int, Any]:
    async with caller.session.post(f"{caller.addresses.rest}/control", json=body) as response:
        return response.status, await response.json()


async def told(caller: Any, **body: Any) -> None:
    assert await command(caller, **body) == (200, {"done": True})


async def orders(caller: Any) -> int:
    status, rows = await caller.call("GET", "/v1/orders/open")
    assert status == 200
    return len(rows)


def test_a_rule_is_used_up() -> None:
    faults = Faults()
    faults.answer("refuse", count=2, method="POST", path="/orders")
    assert faults.for_request("GET", "/v1/orders") is None
    assert [faults.for_request("POST", "/v1/orders") is None for _ in range(3)] == [False, False, True]
    faults.frame("drop", count=None, containing="ticker")
    assert all(faults.for_frame("public", b"a ticker") for _ in range(3))
    assert faults.for_frame("public", b"a trade") is None
    faults.clear()
    assert faults.for_frame("public", b"a ticker") is None


async def test_it_is_off_unless_asked_for(caller: Any) -> None:
    assert (await command(caller, do="cut"))[0] == 404
    assert (await caller.get("/control/log"))[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"do": "explode"},
        {"do": "cut", "side": "left"},
        {"do": "cut", "sides": "public"},
        {"do": "push", "frame": []},
        {"do": "push", "frame": {}},
        {"do": "answer", "kind": "nonsense"},
        {"do": "answer", "kind": "refuse", "status": 200},
        {"do": "answer", "kind": "refuse", "count": 0},
        {"do": "frame", "kind": "delay", "seconds": 1e9},
        {"do": "frame", "kind": "drop", "count": True},
        {"do": "close", "code": 5},
        {"do": "online", "market": "KRW-NOPE", "online": False},
        {"do": "online"},
        {"do": "idle"},
        {"do": "scenario", "scenario": "doom"},
    ],
)
async def test_commands_that_make_no_sense_are_refused(running: Any, body: dict[str, Any]) -> None:
    async with running(control=True, markets=1) as caller:
        status, answer = await command(caller, **body)
        assert (status, answer["error"]["name"]) == (400, "invalid_parameter")


async def test_web_pages_cannot_steer_it(running: Any) -> None:
    async with running(control=True, markets=1) as caller:
        url = f"{caller.addresses.rest}/control"
        async with caller.session.post(url, data=b'{"do":"cut"}') as response:
            assert response.status == 403
        origin = {"Origin": "https://example.com"}
        async with caller.session.post(url, json={"do": "cut"}, headers=origin) as response:
            assert response.status == 403


@pytest.mark.parametrize("status", [429, 418, 500, 503])
async def test_a_refused_order_was_never_placed(running: Any, status: int) -> None:
    async with running(control=True) as caller:
        await told(caller, do="answer", kind="refuse", method="POST", path="/v1/orders", status=status)
        headers = {"Authorization": f"Bearer {caller.token()}"}
        async with caller.session.post(f"{caller.addresses.rest}/v1/orders", headers=headers) as response:
            assert response.status == status
            assert response.content_type == ("text/html" if status == 503 else "application/json")
            assert ("Retry-After" in response.headers) == (status == 418)
        assert await orders(caller) == 0
        await caller.place(**LIMIT)


async def test_a_refusal_can_carry_any_error_name(running: Any) -> None:
    async with running(control=True) as caller:
        rule = {"kind": "refuse", "method": "POST", "status": 403, "name": "thirdparty_agreement_required"}
        await told(caller, do="answer", **rule)
        headers = {"Authorization": f"Bearer {caller.token()}"}
        async with caller.session.post(f"{caller.addresses.rest}/v1/orders", headers=headers) as response:
            assert response.status == 403
            assert (await response.json())["error"]["name"] == "thirdparty_agreement_required"


async def test_a_revoked_key_is_unknown_and_its_sockets_end(running: Any) -> None:
    async with running(control=True) as caller, caller.private() as socket:
        key = caller.addresses.access_key
        await told(caller, do="revoke", access_key=key)
        async with asyncio.timeout(10):
            await socket.wait_closed()
        headers = {"Authorization": f"Bearer {caller.token()}"}
        async with caller.session.get(f"{caller.addresses.rest}/v1/accounts", headers=headers) as response:
            assert (await response.json())["error"]["name"] == "invalid_access_key"
        status, _ = await command(caller, do="revoke", access_key=key)
        assert status == 400


@pytest.mark.parametrize("kind", ["reset", "drop"])
async def test_an_order_whose_answer_never_comes(running: Any, kind: str) -> None:
    async with running(control=True) as caller:
        await told(caller, do="answer", kind=kind, method="POST")
        with pytest.raises(aiohttp.ClientError):
            await caller.place(**LIMIT)
        assert await orders(caller) == (1 if kind == "reset" else 0)


async def test_an_order_that_is_accepted_and_answered_late(running: Any) -> None:
    async with running(control=True) as caller:
        await told(caller, do="answer", kind="late", method="POST", path="/v1/orders", seconds=30)
        async with caller.private() as socket, asyncio.TaskGroup() as group:
            await socket.send('[{"ticket":"t"},{"type":"myOrder"}]')
            placing = group.create_task(caller.place(**LIMIT))
            assert b'"wait"' in await asyncio.wait_for(socket.recv(), 30)
            assert await orders(caller) == 1
            assert not placing.done()
            placing.cancel()


async def test_a_delayed_answer_comes(running: Any) -> None:
    async with running(control=True) as caller:
        await told(caller, do="answer", kind="delay", path="/v1/accounts", seconds=0.01)
        assert (await caller.call("GET", "/v1/accounts"))[0] == 200


async def test_a_wrong_status_and_a_broken_body_hide_an_accepted_order(running: Any) -> None:
    async with running(control=True) as caller:
        await told(caller, do="answer", kind="status", method="POST", status=500)
        status, answer = await caller.call("POST", "/v1/orders", body=LIMIT)
        assert (status, answer["error"]["name"]) == (500, "server_error")
        await told(caller, do="answer", kind="corrupt", method="POST", path="/v1/orders")
        with pytest.raises(ValueError):
            await caller.call("POST", "/v1/orders", body=LIMIT)
        assert await orders(caller) == 2


async def test_a_halted_market_is_offline_until_it_goes_on(running: Any) -> None:
    async with running(control=True) as caller:
        await told(caller, do="online", market="KRW-BTC", online=False)
        status, answer = await caller.call("POST", "/v1/orders/test", body=LIMIT)
        assert (status, answer["error"]["name"]) == (403, "market_offline")
        await told(caller, do="online", market="KRW-BTC", online=True)
        assert (await caller.call("POST", "/v1/orders/test", body=LIMIT))[0] == 201


async def pushed(caller: Any, *prices: int) -> None:
    for price in prices:
        await told(caller, do="push", frame=TICKER | {"trade_price": price})


async def listening(caller: Any, tools: Any, socket: Any) -> None:
    await tools.ask(socket, {"type": "ticker", "codes": ["KRW-BTC"]})
    await tools.receive(socket)


async def prices(tools: Any, socket: Any, count: int) -> list[int]:
    return [frame["trade_price"] for frame in await tools.receive(socket, count)]


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ({"kind": "drop"}, [2, 3]),
        ({"kind": "duplicate", "copies": 2}, [1, 1, 1, 2, 3]),
        ({"kind": "reorder"}, [2, 1, 3]),
        ({"kind": "drop", "count": None, "containing": '"trade_price":2'}, [1, 3]),
        ({"kind": "drop", "side": "private"}, [1, 2, 3]),
    ],
)
async def test_frames_go_wrong_as_told(
    running: Any, tools: Any, fault: dict[str, Any], seen: list[int]
) -> None:
    async with running(control=True) as caller, caller.public() as socket:
        await listening(caller, tools, socket)
        await told(caller, do="frame", **fault)
        await pushed(caller, 1, 2, 3)
        assert await prices(tools, socket, len(seen)) == seen
        await told(caller, do="clear")
        await pushed(caller, 4)
        assert await prices(tools, socket, 1) == [4]


async def test_a_delayed_frame_is_overtaken_and_a_broken_one_is_no_json(running: Any, tools: Any) -> None:
    async with running(control=True) as caller, caller.public() as socket:
        await listening(caller, tools, socket)
        await told(caller, do="frame", kind="delay", seconds=0.2)
        await pushed(caller, 1, 2)
        assert await prices(tools, socket, 2) == [2, 1]
        await told(caller, do="frame", kind="corrupt")
        await pushed(caller, 1)
        with pytest.raises(ValueError):
            await tools.receive(socket)


async def test_a_paused_stream_answers_pings(running: Any, tools: Any) -> None:
    async with running(control=True) as caller, caller.public() as socket:
        await listening(caller, tools, socket)
        await told(caller, do="pause")
        await pushed(caller, 1)
        await asyncio.wait_for(await socket.ping(), 30)
        await told(caller, do="resume")
        await pushed(caller, 2)
        assert await prices(tools, socket, 1) == [2]


@pytest.mark.parametrize(
    ("body", "code"),
    [({"do": "cut", "side": "public"}, 1006), ({"do": "close", "code": 1012}, 1012)],
)
async def test_connections_end_as_told(running: Any, tools: Any, body: dict[str, Any], code: int) -> None:
    async with running(control=True) as caller, caller.public() as socket:
        await listening(caller, tools, socket)
        await told(caller, **body)
        with pytest.raises(ConnectionClosed) as caught:
            await tools.receive(socket)
        assert (caught.value.rcvd.code if caught.value.rcvd else 1006) == code


async def test_idle_time_can_be_compressed(running: Any, tools: Any) -> None:
    async with running(control=True, moving=False) as caller, caller.public() as socket:
        await told(caller, do="idle", seconds=0.1)
        with pytest.raises(ConnectionClosed):
            await tools.receive(socket)


async def test_upgrades_are_refused_as_told(running: Any) -> None:
    async with running(control=True) as caller:
        await told(caller, do="refuse", count=1, status=503)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await caller.session.ws_connect(caller.addresses.public)
        async with caller.session.ws_connect(caller.addresses.public):
            pass


async def test_the_log_tells_what_came_and_went(running: Any, tools: Any) -> None:
    async with running(control=True) as caller, caller.public() as socket:
        await listening(caller, tools, socket)
        await caller.get("/v1/market/all", is_details="true")
        _, log = await caller.get("/control/log")
        paths = [(line["method"], line["path"], line["query"], line["status"]) for line in log["requests"]]
        assert paths == [
            ("GET", "/websocket/v1", "", 101),
            ("GET", "/v1/market/all", "is_details=true", 200),
        ]
        assert '"ticker"' in log["received"][0]["text"]
        assert '"SNAPSHOT"' in log["sent"][0]["text"]
        _, later = await caller.get("/control/log", since=log["sent"][0]["time_ms"] + 10**9)
        assert later == {"requests": [], "received": [], "sent": []}
        assert (await caller.get("/control/log", since="x"))[0] == 400
