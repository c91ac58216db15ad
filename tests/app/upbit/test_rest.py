"""The calls: paths, parameters, and what their answers become."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from app.upbit import NotFound, UpbitRest
from tests.app.upbit.scripted import Scripted, error, ok

ORDER = {
    "market": "KRW-BTC",
    "uuid": "u1",
    "side": "bid",
    "ord_type": "limit",
    "price": "116000000",
    "state": "wait",
    "created_at": "2026-11-21T12:00:00+09:00",
    "volume": "0.001",
    "remaining_volume": "0.001",
    "executed_volume": "0",
    "reserved_fee": "58",
    "remaining_fee": "58",
    "paid_fee": "0",
    "locked": "116058",
    "trades_count": 0,
}
CANDLE = {
    "market": "KRW-BTC",
    "candle_date_time_utc": "2026-11-21T03:00:00",
    "candle_date_time_kst": "2026-11-21T12:00:00",
    "opening_price": 1.0,
    "high_price": 2.0,
    "low_price": 0.5,
    "trade_price": 1.5,
    "timestamp": 1790000000000,
    "candle_acc_trade_price": 10.5,
    "candle_acc_trade_volume": 7,
    "unit": 1,
}


@pytest.mark.parametrize(
    ("interval", "path"),
    [
        ("1s", "/v1/candles/seconds"),
        ("1m", "/v1/candles/minutes/1"),
        ("240m", "/v1/candles/minutes/240"),
        ("1d", "/v1/candles/days"),
        ("1w", "/v1/candles/weeks"),
        ("1M", "/v1/candles/months"),
        ("1y", "/v1/candles/years"),
    ],
)
async def test_candles_of_every_interval(server: Scripted, rest: UpbitRest, interval: str, path: str) -> None:
    server.then(ok([CANDLE]))
    rows = await rest.candles("KRW-BTC", interval)
    assert server.asked[0].path == path
    assert server.asked[0].raw_query == "market=KRW-BTC&count=200"
    assert rows[0].trade_price == 1.5


async def test_an_interval_that_is_none_is_refused_at_once(server: Scripted, rest: UpbitRest) -> None:
    with pytest.raises(ValueError, match="interval '2m'"):
        await rest.candles("KRW-BTC", "2m")
    assert server.asked == []


@pytest.mark.parametrize(
    "to",
    [
        datetime(2026, 11, 21, 3, 0, tzinfo=UTC),
        datetime(2026, 11, 21, 3, 0),
        datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=9))),
    ],
)
async def test_candles_before_a_moment_go_out_in_utc(server: Scripted, rest: UpbitRest, to: datetime) -> None:
    server.then(ok([]))
    assert await rest.candles("KRW-BTC", "1m", to=to, count=10) == []
    assert server.asked[0].raw_query == "market=KRW-BTC&count=10&to=2026-11-21T03%3A00%3A00Z"


async def test_lists_of_markets_are_one_parameter(server: Scripted, rest: UpbitRest) -> None:
    server.then(ok([]), ok([]), ok([]), ok([]))
    await rest.instruments(["KRW-BTC", "KRW-ETH"])
    await rest.tickers(["KRW-BTC", "BTC-ETH"])
    await rest.ticker_all(["KRW", "BTC"])
    await rest.orderbooks(["KRW-BTC"], count=5)
    assert [asked.raw_query for asked in server.asked] == [
        "markets=KRW-BTC%2CKRW-ETH",
        "markets=KRW-BTC%2CBTC-ETH",
        "quote_currencies=KRW%2CBTC",
        "markets=KRW-BTC&count=5",
    ]


async def test_trades_page_back_by_their_id(server: Scripted, rest: UpbitRest) -> None:
    trade = {
        "market": "KRW-BTC",
        "trade_date_utc": "2026-11-21",
        "trade_time_utc": "03:00:00",
        "timestamp": 1,
        "trade_price": 100.0,
        "trade_volume": 0.5,
        "prev_closing_price": 99,
        "change_price": 1,
        "ask_bid": "BID",
        "sequential_id": 17901334351020000,
    }
    server.then(ok([trade]))
    rows = await rest.trades("KRW-BTC", 500, cursor=17901334351020001)
    assert rows[0].sequential_id == 17901334351020000
    assert server.asked[0].raw_query == "market=KRW-BTC&count=500&cursor=17901334351020001"


async def test_open_orders_are_read_to_the_last_page_without_repeats(
    server: Scripted, rest: UpbitRest
) -> None:
    first = [{**ORDER, "uuid": f"u{number}"} for number in range(100)]
    second = [{**ORDER, "uuid": "u99"}, {**ORDER, "uuid": "u100"}]
    server.then(ok(first), ok(second))
    orders = await rest.open_orders()
    assert [order.uuid for order in orders] == [f"u{number}" for number in range(101)]
    assert "page=2" in server.asked[1].raw_query


async def test_closed_orders_name_their_window_in_ms(server: Scripted, rest: UpbitRest) -> None:
    server.then(ok([{**ORDER, "state": "done", "executed_funds": "116000"}]))
    orders = await rest.closed_orders("KRW-BTC", start_ms=1000, end_ms=2000, limit=50)
    assert orders[0].executed_funds == Decimal(116000)
    assert server.asked[0].raw_query == (
        "market=KRW-BTC&states[]=done&states[]=cancel&start_time=1000&end_time=2000&limit=50"
    )


async def test_an_order_is_found_by_either_id_with_its_executions(server: Scripted, rest: UpbitRest) -> None:
    trade = {
        "market": "KRW-BTC",
        "uuid": "t1",
        "price": "116000000.0",
        "volume": "0.0004",
        "funds": "46400",
        "trend": "up",
        "created_at": "2026-11-21T12:00:00.123456+09:00",
        "side": "bid",
    }
    server.then(ok({**ORDER, "trades": [trade]}), ok(ORDER))
    order = await rest.order(identifier="hoga-1")
    assert order.trades[0].volume == Decimal("0.0004")
    await rest.order(uuid="u1", identifier="hoga-1")
    assert [asked.raw_query for asked in server.asked] == ["identifier=hoga-1", "uuid=u1"]


async def test_an_order_that_is_not_there(server: Scripted, rest: UpbitRest) -> None:
    server.then(error(404, "order_not_found"))
    with pytest.raises(NotFound):
        await rest.order(uuid="u1")
    with pytest.raises(ValueError, match="uuid or its identifier"):
        await rest.order()


async def test_a_cancel_is_a_delete_with_a_query(server: Scripted, rest: UpbitRest) -> None:
    server.then(ok(ORDER))
    order = await rest.cancel(uuid="u1")
    assert order.state == "wait"
    asked = server.asked[0]
    assert (asked.method, asked.path, asked.raw_query, asked.body) == (
        "DELETE",
        "/v1/order",
        "uuid=u1",
        b"",
    )
