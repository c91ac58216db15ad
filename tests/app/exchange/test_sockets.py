"""WebSockets over a real port: subscriptions, snapshots, errors, keepalive, the private side."""

import asyncio
import json
from contextlib import AsyncExitStack
from decimal import Decimal
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

BTC = {"codes": ["KRW-BTC"]}


def ticker(price: int, code: str = "KRW-BTC") -> dict[str, Any]:
    return {"type": "ticker", "code": code, "trade_price": price, "stream_type": "REALTIME"}


async def told(caller: Any, tools: Any, socket: Any, *parts: Any) -> Any:
    """The first frame after a request."""
    await tools.ask(socket, *parts)
    return (await tools.receive(socket))[0]


async def test_two_hundred_connections_at_once_are_all_served(caller: Any, tools: Any) -> None:
    async with AsyncExitStack() as stack:
        opening = (caller.public(open_timeout=60) for _ in range(200))
        sockets = await asyncio.gather(*(stack.enter_async_context(socket) for socket in opening))
        await asyncio.gather(*(tools.ask(socket, {"type": "trade", **BTC}) for socket in sockets))
        first = await asyncio.gather(*(tools.receive(socket, seconds=60) for socket in sockets))
        assert [frame["stream_type"] for (frame,) in first] == ["SNAPSHOT"] * 200
        await caller.place(market="KRW-BTC", side="bid", ord_type="price", price="10000")
        heard = await asyncio.gather(*(tools.receive(socket, seconds=60) for socket in sockets))
        assert {frame["stream_type"] for (frame,) in heard} == {"REALTIME"}
        assert len({frame["sequential_id"] for (frame,) in heard}) == 1


@pytest.mark.parametrize("kind", ["ticker", "trade", "orderbook", "candle.1s", "candle.5m", "candle.240m"])
async def test_every_type_begins_with_a_snapshot(caller: Any, tools: Any, kind: str) -> None:
    async with caller.public() as socket:
        shown = await told(caller, tools, socket, {"type": kind, **BTC})
        assert (shown["type"], shown["code"], shown["stream_type"]) == (kind, "KRW-BTC", "SNAPSHOT")
        short = await told(caller, tools, socket, {"type": kind, **BTC}, {"format": "SIMPLE"})
        assert (short["ty"], short["cd"], short["st"]) == (kind, "KRW-BTC", "SNAPSHOT")


async def test_data_frames_are_binary(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        await tools.ask(socket, {"type": "trade", **BTC})
        assert isinstance(await socket.recv(), bytes)


async def test_the_snapshots_agree_with_rest(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        await tools.ask(socket, *({"type": kind, **BTC} for kind in ("ticker", "trade", "candle.1m")))
        seen, trade, candle = await tools.receive(socket, 3)
    _, (rest,) = await caller.get("/v1/ticker", markets="KRW-BTC")
    _, (tick,) = await caller.get("/v1/trades/ticks", market="KRW-BTC")
    _, (bar,) = await caller.get("/v1/candles/minutes/1", market="KRW-BTC")
    for name in ("trade_price", "opening_price", "high_price", "acc_trade_price", "trade_timestamp"):
        assert seen[name] == rest[name]
    assert trade["trade_price"] == rest["trade_price"] == tick["trade_price"]
    assert trade["trade_volume"] == tick["trade_volume"]
    assert candle["candle_acc_trade_volume"] == bar["candle_acc_trade_volume"]


async def test_list_formats_wrap_each_frame(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        (shown,) = await told(caller, tools, socket, {"type": "ticker", **BTC}, {"format": "JSON_LIST"})
        assert shown["code"] == "KRW-BTC"
        (shown,) = await told(caller, tools, socket, {"type": "ticker", **BTC}, {"format": "SIMPLE_LIST"})
        assert shown["cd"] == "KRW-BTC"


async def test_depth_and_level(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        book = await told(caller, tools, socket, {"type": "orderbook", "codes": ["KRW-BTC.5"]})
        assert (len(book["orderbook_units"]), book["code"], book["level"]) == (5, "KRW-BTC", 0)
        book = await told(caller, tools, socket, {"type": "orderbook", **BTC, "level": "100000"})
        assert book["level"] == 100000
        assert all(unit["bid_price"] % 100000 == 0 for unit in book["orderbook_units"])


async def test_unknown_codes_and_levels_are_passed_over(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        await tools.ask(
            socket,
            {"type": "ticker", "codes": ["krw-btc", "KRW-NOPE", "KRW-ETH"]},
            {"type": "orderbook", "codes": ["BTC-ETH"], "level": 100},
            {"type": "trade", **BTC},
        )
        shown = await tools.receive(socket, 2)
        assert [(row["type"], row["code"]) for row in shown] == [("ticker", "KRW-ETH"), ("trade", "KRW-BTC")]


async def test_flags(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        await tools.ask(
            socket,
            {"type": "ticker", **BTC, "is_only_realtime": True},
            {"type": "trade", **BTC, "is_only_snapshot": True},
        )
        (trade,) = await tools.receive(socket)
        caller.server.push(ticker(1))
        caller.server.push({"type": "trade", "code": "KRW-BTC"})
        caller.server.push(ticker(2))
        one, two = await tools.receive(socket, 2)
    assert trade["type"] == "trade"
    assert (one["trade_price"], two["trade_price"]) == (1, 2)


async def test_a_second_request_replaces_the_first(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        await told(caller, tools, socket, {"type": "ticker", **BTC})
        await told(caller, tools, socket, {"type": "ticker", "codes": ["KRW-ETH"]})
        caller.server.push(ticker(1))
        caller.server.push(ticker(2, "KRW-ETH"))
        (shown,) = await tools.receive(socket)
        assert shown["code"] == "KRW-ETH"


async def test_pushes_are_spelled_for_each_reader(caller: Any, tools: Any) -> None:
    async with caller.public() as long, caller.public() as short:
        await told(caller, tools, long, {"type": "ticker", **BTC})
        await told(caller, tools, short, {"type": "ticker", **BTC}, {"format": "SIMPLE"})
        caller.server.push(ticker(5))
        assert (await tools.receive(long))[0]["trade_price"] == 5
        assert (await tools.receive(short))[0]["tp"] == 5


async def test_subscriptions_can_be_listed(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        await told(
            caller, tools, socket, {"type": "orderbook", **BTC, "level": 10000, "is_only_realtime": False}
        )
        listed = await told(caller, tools, socket, {"method": "LIST_SUBSCRIPTIONS"}, {"format": "DEFAULT"})
        assert listed == {
            "method": "LIST_SUBSCRIPTIONS",
            "result": [{"type": "orderbook", "codes": ["KRW-BTC"], "level": 10000}],
            "ticket": "test",
        }
        listed = await told(caller, tools, socket, {"method": "LIST_SUBSCRIPTIONS"}, {"format": "SIMPLE"})
        assert listed["rslt"] == [{"ty": "orderbook", "cds": ["KRW-BTC"], "lv": 10000}]


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("hello", "WRONG_FORMAT"),
        ('[{"type":"ticker","codes":["KRW-BTC"]}]', "NO_TICKET"),
        ('[{"ticket":"x"},{"codes":["KRW-BTC"]}]', "NO_TYPE"),
        ('[{"ticket":"x"},{"type":"ticker"}]', "NO_CODES"),
        ('[{"ticket":"x"},{"type":"nope","codes":["KRW-BTC"]}]', "INVALID_PARAM"),
    ],
)
async def test_a_bad_request_is_answered_and_ends_the_connection(
    caller: Any, message: str, name: str
) -> None:
    loop = asyncio.get_running_loop()
    async with caller.public() as socket:
        await socket.send(message)
        error = json.loads(await socket.recv())
        begin = loop.time()
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
        assert error["error"]["name"] == name and error["error"]["message"]
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1000
        assert loop.time() - begin > 0.1


async def test_too_many_messages(running: Any, tools: Any) -> None:
    async with running(limited=True) as caller, caller.public() as socket:
        for _ in range(7):
            await tools.ask(socket, {"type": "ticker", **BTC, "is_only_realtime": True})
        first, second = await tools.receive(socket, 2)
        assert first["error"]["name"] == second["error"]["name"] == "Too Many Requests"
        with pytest.raises(ConnectionClosed):
            await socket.recv()


async def test_too_many_upgrades(running: Any) -> None:
    async with running(limited=True, stopped=True) as caller:
        opened = await asyncio.gather(*(caller.public() for _ in range(12)), return_exceptions=True)
        refused = [error for error in opened if isinstance(error, InvalidStatus)]
        assert [error.response.status_code for error in refused] == [429] * 7
        for socket in opened:
            if not isinstance(socket, BaseException):
                await socket.close()


async def test_a_ping_frame_is_answered(caller: Any) -> None:
    async with caller.public() as socket, asyncio.timeout(30):
        await (await socket.ping())


async def test_upgrades_tell_the_quota(caller: Any) -> None:
    async with caller.public() as socket:
        assert socket.response.headers["Remaining-Req"] == "group=websocket; min=300; sec=3"


async def test_an_idle_connection_is_cut(running: Any) -> None:
    async with running(idle_s=0.5) as caller, caller.public(ping_interval=None) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 30)
        assert closed.value.rcvd is None


async def test_the_beat_answers_who_sent_ping(caller: Any, tools: Any) -> None:
    async with caller.public() as asking, caller.public() as silent:
        await asking.send("PING")
        await told(caller, tools, asking, {"type": "ticker", **BTC})
        await told(caller, tools, silent, {"type": "ticker", **BTC})
        caller.server.sockets.say_up()
        caller.server.push(ticker(3))
        assert (await tools.receive(asking))[0] == {"status": "UP"}
        assert (await tools.receive(silent))[0]["trade_price"] == 3


async def test_cut_freeze_refuse_and_the_log(caller: Any, tools: Any) -> None:
    server = caller.server
    async with caller.public() as socket:
        await told(caller, tools, socket, {"type": "ticker", **BTC})
        assert json.loads(server.frames[-1].text)[1]["type"] == "ticker"
        assert (server.frames[-1].side, server.connections) == ("public", 1)
        server.freeze()
        server.push(ticker(1))
        server.resume()
        server.push(ticker(2))
        assert (await tools.receive(socket))[0]["trade_price"] == 2
        server.cut()
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(socket.recv(), 30)
    server.refuse(1, 503)
    with pytest.raises(InvalidStatus) as refused:
        await caller.public()
    assert refused.value.response.status_code == 503
    assert [(row.method, row.path, row.status) for row in server.requests] == [
        ("GET", "/websocket/v1", 101),
        ("GET", "/websocket/v1", 503),
    ]
    async with caller.public():
        pass


async def test_a_slow_reader_neither_holds_up_others_nor_fills_the_memory(caller: Any, tools: Any) -> None:
    async with caller.public(max_queue=1) as slow, caller.public() as quick:
        await told(caller, tools, slow, {"type": "ticker", **BTC})
        await told(caller, tools, quick, {"type": "trade", **BTC})
        big = ticker(1) | {"padding": "x" * 500_000}
        for _ in range(60):
            caller.server.push(big)
            await asyncio.sleep(0)
        caller.server.push({"type": "trade", "code": "KRW-BTC", "trade_price": 7})
        assert (await tools.receive(quick))[0]["trade_price"] == 7
        with pytest.raises(ConnectionClosed):
            while await asyncio.wait_for(slow.recv(), 10):
                pass
        assert caller.server.connections == 1


# -- private ----


async def test_the_private_side_wants_a_token(caller: Any) -> None:
    status, body = await caller.get("/websocket/v1/private")
    assert (status, body["error"]["name"]) == (401, "no_authorization_token")


async def test_private_types_are_refused_on_the_public_side(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        error = await told(caller, tools, socket, {"type": "myOrder"})
        assert error["error"]["name"] == "INVALID_PARAM"


async def test_orders_and_assets_are_told_as_they_happen(caller: Any, tools: Any) -> None:
    async with caller.private() as socket:
        await tools.ask(socket, {"type": "myOrder"}, {"type": "myAsset"})
        await told(caller, tools, socket, {"method": "LIST_SUBSCRIPTIONS"})
        placed = await caller.place(market="KRW-BTC", side="bid", ord_type="price", price="1000000")
        states, assets = [], []
        while not states or states[-1] not in ("done", "cancel"):
            (shown,) = await tools.receive(socket)
            if shown["type"] == "myOrder":
                assert (shown["uuid"], shown["order_type"]) == (placed["uuid"], "price")
                states.append(shown["state"])
            else:
                assets.append({row["currency"] for row in shown["assets"]})
        assert states[0] == "wait" and set(states[1:-1]) == {"trade"}
        assert {"KRW", "BTC"} in assets


async def test_my_orders_can_be_narrowed_to_markets(caller: Any, tools: Any) -> None:
    async with caller.private() as socket:
        await tools.ask(socket, {"type": "myOrder", "codes": ["KRW-ETH"]}, {"format": "SIMPLE"})
        await told(caller, tools, socket, {"method": "LIST_SUBSCRIPTIONS"})
        order = {"side": "bid", "ord_type": "limit", "volume": "1", "price": "10000"}
        await caller.place(market="KRW-SOL", **order)
        await caller.place(market="KRW-ETH", **order)
        (shown,) = await tools.receive(socket)
        assert (shown["cd"], shown["s"]) == ("KRW-ETH", "wait")


async def test_a_user_fill_is_on_the_public_streams(caller: Any, tools: Any) -> None:
    async with caller.public() as socket:
        kinds = ("trade", "ticker", "orderbook", "candle.1m")
        await tools.ask(socket, *({"type": kind, **BTC, "is_only_realtime": True} for kind in kinds))
        await told(caller, tools, socket, {"method": "LIST_SUBSCRIPTIONS"})
        await caller.place(market="KRW-BTC", side="ask", ord_type="market", volume="0.01")
        shown: dict[str, Any] = {}
        while set(shown) != set(kinds):
            (frame,) = await tools.receive(socket)
            shown[frame["type"]] = frame
        price = shown["trade"]["trade_price"]
        assert (shown["trade"]["ask_bid"], shown["ticker"]["trade_price"]) == ("ASK", price)
        assert shown["candle.1m"]["trade_price"] == price
        assert {frame["stream_type"] for frame in shown.values()} == {"REALTIME"}
        assert Decimal(str(shown["orderbook"]["orderbook_units"][0]["bid_price"])) <= Decimal(str(price))


async def test_announcements_go_to_whom_they_concern(caller: Any, tools: Any) -> None:
    told = {
        "type": "announcement",
        "event_type": "CREATED",
        "uuid": "5123",
        "title": "점검 안내",
        "category": "maintenance",
        "url": "https://upbit.com/service_center/notice?id=5123",
        "first_listed_at": "2026-11-21T12:00:00+09:00",
        "listed_at": "2026-11-21T12:00:00+09:00",
        "timestamp": 1795230000000,
        "stream_type": "REALTIME",
        "body": "# 점검",
    }
    wants: list[list[dict[str, Any]]] = [
        [{"type": "announcement"}],
        [{"type": "announcement", "categories": ["maintenance"], "include_body": True}, {"format": "SIMPLE"}],
        [{"type": "announcement", "categories": ["nft"]}, {"type": "myAsset"}],
    ]
    async with caller.private() as plain, caller.private() as full, caller.private() as other:
        sockets = (plain, full, other)
        for socket, parts in zip(sockets, wants, strict=True):
            await tools.ask(socket, *parts)
            await tools.ask(socket, {"method": "LIST_SUBSCRIPTIONS"})
        lists = [(await tools.receive(socket))[0] for socket in sockets]
        assert lists[0]["result"] == [{"type": "announcement"}]
        caller.server.push(told)
        caller.server.push({"type": "myAsset", "assets": []})
        assert (await tools.receive(plain))[0] == {key: value for key, value in told.items() if key != "body"}
        (short,) = await tools.receive(full)
        assert (short["ty"], short["cat"], short["flat"], short["bd"]) == (
            "announcement",
            "maintenance",
            told["first_listed_at"],
            "# 점검",
        )
        assert (await tools.receive(other))[0]["type"] == "myAsset"


async def test_indicators_are_an_unsupported_type(caller: Any, tools: Any) -> None:
    address = caller.addresses.public + "/info"
    with pytest.raises(InvalidStatus) as caught:
        async with connect(address):
            pass
    assert caught.value.response.status_code == 401
    headers = {"Authorization": f"Bearer {caller.token()}"}
    async with connect(address, additional_headers=headers) as socket:
        await tools.ask(socket, {"type": "indicator", "codes": ["KRW-BTC"], "timeframe": "5m"})
        (frame,) = await tools.receive(socket)
        assert frame["error"]["name"] == "INVALID_PARAM"


async def test_there_are_so_many_connections_and_no_more(
    caller: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.exchange.sockets.MOST_CONNECTIONS", 1)
    async with caller.public():
        with pytest.raises(InvalidStatus) as caught:
            async with caller.public():
                pass
        assert caught.value.response.status_code == 429
