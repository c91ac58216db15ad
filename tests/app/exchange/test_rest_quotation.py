"""The quotation endpoints over a real socket."""

import asyncio
import json
import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from multidict import MultiDict

from app.clock import SystemClock
from app.exchange import rest_quotation
from app.exchange.intervals import CALENDAR, FIXED
from app.exchange.rest_common import Call

D = Decimal
PATHS = {
    "1s": "seconds",
    **{name: f"minutes/{name[:-1]}" for name in FIXED if name.endswith("m")},
    "1d": "days",
    "1w": "weeks",
    "1M": "months",
    "1y": "years",
}
CANDLE_KEYS = [
    "market",
    "candle_date_time_utc",
    "candle_date_time_kst",
    "opening_price",
    "high_price",
    "low_price",
    "trade_price",
    "timestamp",
    "candle_acc_trade_price",
    "candle_acc_trade_volume",
]


async def exact(caller: Any, path: str, **params: Any) -> Any:
    """The body with numbers as decimals."""
    async with caller.session.get(f"{caller.addresses.rest}{path}", params=params) as response:
        assert response.status == 200, await response.text()
        return json.loads(await response.text(), parse_float=D, parse_int=D)


async def test_markets(caller: Any) -> None:
    status, rows = await caller.get("/v1/market/all")
    assert status == 200
    assert rows[0] == {"market": "KRW-BTC", "korean_name": "비트코인", "english_name": "Bitcoin"}
    _, detailed = await caller.get("/v1/market/all", is_details="true")
    assert len(detailed[0]["market_event"]["caution"]) == 5
    assert detailed == (await caller.get("/v1/market/all", isDetails="true"))[1]


async def test_tickers_keep_the_order_of_the_question(caller: Any) -> None:
    _, rows = await caller.get("/v1/ticker", markets="KRW-ETH,BTC-ETH,KRW-BTC")
    assert [row["market"] for row in rows] == ["KRW-ETH", "BTC-ETH", "KRW-BTC"]
    assert list(rows[0])[:6] == [
        "market",
        "trade_date",
        "trade_time",
        "trade_date_kst",
        "trade_time_kst",
        "trade_timestamp",
    ]
    for row in rows:
        assert row["lowest_52_week_price"] <= row["low_price"] <= row["trade_price"] <= row["high_price"]
        assert row["high_price"] <= row["highest_52_week_price"]
        assert row["signed_change_price"] == pytest.approx(row["trade_price"] - row["prev_closing_price"])
        assert row["acc_trade_volume"] <= row["acc_trade_volume_24h"]


async def test_all_tickers_of_a_quote_currency(caller: Any) -> None:
    _, rows = await caller.get("/v1/ticker/all", quote_currencies="BTC,usdt")
    assert {row["market"].split("-")[0] for row in rows} == {"BTC", "USDT"}


async def test_the_ticker_agrees_with_the_days_candle(caller: Any) -> None:
    (ticker,) = await exact(caller, "/v1/ticker", markets="KRW-BTC")
    (day, before) = await exact(caller, "/v1/candles/days", market="KRW-BTC", count=2)
    for name in ("opening_price", "high_price", "low_price", "trade_price", "prev_closing_price"):
        assert ticker[name] == day[name]
    assert ticker["acc_trade_price"] == day["candle_acc_trade_price"]
    assert ticker["acc_trade_volume"] == day["candle_acc_trade_volume"]
    assert ticker["signed_change_rate"] == day["change_rate"]
    assert before["trade_price"] == day["prev_closing_price"]


@pytest.mark.parametrize("interval", [*FIXED, *CALENDAR])
async def test_candles_of_every_interval(caller: Any, interval: str) -> None:
    rows = await exact(caller, f"/v1/candles/{PATHS[interval]}", market="krw-eth", count=200)
    assert len(rows) == {"1M": 111, "1y": 10}.get(interval, 200)
    starts = [row["candle_date_time_utc"] for row in rows]
    assert starts == sorted(set(starts), reverse=True)
    assert list(rows[0])[:10] == CANDLE_KEYS
    extra = list(rows[0])[10:]
    if interval.endswith("m"):
        assert extra == ["unit"] and rows[0]["unit"] == int(interval[:-1])
    elif interval == "1d":
        assert extra == ["prev_closing_price", "change_price", "change_rate"]
    else:
        assert extra == ([] if interval == "1s" else ["first_day_of_period"])
    for row in rows:
        low, high = row["low_price"], row["high_price"]
        assert low <= min(row["opening_price"], row["trade_price"])
        assert high >= max(row["opening_price"], row["trade_price"])
        volume, value = row["candle_acc_trade_volume"], row["candle_acc_trade_price"]
        assert low * volume <= value <= high * volume


async def test_five_minutes_are_the_sum_of_their_minutes(caller: Any) -> None:
    to = "2026-11-10T12:00:00Z"
    fives = await exact(caller, "/v1/candles/minutes/5", market="KRW-XRP", count=40, to=to)
    ones = await exact(caller, "/v1/candles/minutes/1", market="KRW-XRP", count=200, to=to)
    assert len(ones) == 200
    for place, five in enumerate(fives):
        parts = ones[place * 5 : place * 5 + 5]
        assert five["candle_acc_trade_volume"] == sum(part["candle_acc_trade_volume"] for part in parts)
        assert five["candle_acc_trade_price"] == sum(part["candle_acc_trade_price"] for part in parts)
        assert five["high_price"] == max(part["high_price"] for part in parts)
        assert (five["opening_price"], five["trade_price"]) == (
            parts[-1]["opening_price"],
            parts[0]["trade_price"],
        )


@pytest.mark.parametrize(
    "to", ["2025-06-24T04:56:53Z", "2025-06-24 04:56:53", "2025-06-24T13:56:53+09:00", "2025-06-24T04:56:53"]
)
async def test_the_bound_has_several_spellings(caller: Any, to: str) -> None:
    _, rows = await caller.get("/v1/candles/minutes/1", market="KRW-BTC", to=to)
    assert rows[0]["candle_date_time_utc"] == "2025-06-24T04:56:00"


async def test_the_bound_of_days_and_months(caller: Any) -> None:
    _, days = await caller.get("/v1/candles/days", market="KRW-BTC", to="2019-02-20 12:00:00")
    assert days[0]["candle_date_time_utc"] == "2019-02-20T00:00:00"
    _, months = await caller.get("/v1/candles/months", market="KRW-BTC", to="2019-02-01 00:00:00")
    assert months[0]["first_day_of_period"] == "2019-01-01"
    assert (await caller.get("/v1/candles/days", market="KRW-BTC", to="2016-01-01 00:00:00")) == (200, [])
    assert (await caller.get("/v1/candles/seconds", market="KRW-BTC", to="2026-01-01 00:00:00")) == (200, [])


async def test_converted_day_prices(caller: Any) -> None:
    _, (krw,) = await caller.get("/v1/candles/days", market="KRW-BTC", converting_price_unit="KRW")
    _, (btc,) = await caller.get("/v1/candles/days", market="BTC-ETH", converting_price_unit="KRW")
    assert krw["converted_trade_price"] is None
    assert btc["converted_trade_price"] > 1_000_000


async def test_orderbooks(caller: Any) -> None:
    _, (book,) = await caller.get("/v1/orderbook", markets="KRW-BTC")
    assert list(book) == [
        "market",
        "timestamp",
        "total_ask_size",
        "total_bid_size",
        "orderbook_units",
        "level",
    ]
    units = book["orderbook_units"]
    assert len(units) == 30
    assert list(units[0]) == ["bid_price", "bid_size", "ask_price", "ask_size"]
    assert units[0]["bid_price"] < units[0]["ask_price"]
    assert [unit["ask_price"] for unit in units] == sorted(unit["ask_price"] for unit in units)
    _, (short,) = await caller.get("/v1/orderbook", markets="KRW-BTC", count=3)
    assert short["orderbook_units"] == units[:3]
    _, (many,) = await caller.get("/v1/orderbook", markets="KRW-BTC", count=50)
    assert many == book


async def test_grouped_orderbooks(caller: Any) -> None:
    _, (book,) = await caller.get("/v1/orderbook", markets="KRW-BTC", level="100000")
    assert book["level"] == 100000
    assert all(unit["ask_price"] % 100000 == 0 for unit in book["orderbook_units"])
    assert await caller.get("/v1/orderbook", markets="BTC-ETH", level="100") == (200, [])
    _, (plain,) = await caller.get("/v1/orderbook", markets="KRW-BTC", level="1000")
    assert plain["level"] == 0


async def test_instruments(caller: Any) -> None:
    _, rows = await caller.get("/v1/orderbook/instruments", markets="KRW-BTC,BTC-ETH")
    assert rows == [
        {
            "market": "KRW-BTC",
            "quote_currency": "KRW",
            "tick_size": "1000",
            "supported_levels": ["0", "10000", "100000", "1000000", "10000000", "100000000"],
        },
        {"market": "BTC-ETH", "quote_currency": "BTC", "tick_size": "0.00000001", "supported_levels": ["0"]},
    ]
    _, (levels,) = await caller.get("/v1/orderbook/supported_levels", markets="KRW-BTC")
    assert levels["supported_levels"][:2] == [0, 10000]


async def test_trades_fold_into_the_newest_candles(caller: Any) -> None:
    trades = await exact(caller, "/v1/trades/ticks", market="KRW-BTC", count=500)
    assert len(trades) == 500
    identifiers = [trade["sequential_id"] for trade in trades]
    assert len(set(identifiers)) == 500
    seconds = await exact(caller, "/v1/candles/seconds", market="KRW-BTC", count=5)
    for second in seconds:
        time = second["candle_date_time_utc"][11:]
        inside = [trade for trade in trades if trade["trade_time_utc"] == time]
        assert second["candle_acc_trade_volume"] == sum(trade["trade_volume"] for trade in inside)
        assert second["candle_acc_trade_price"] == sum(
            trade["trade_volume"] * trade["trade_price"] for trade in inside
        )
        assert second["trade_price"] == inside[0]["trade_price"]


async def test_trades_can_be_paged(caller: Any) -> None:
    _, first = await caller.get("/v1/trades/ticks", market="KRW-BTC", count=20)
    _, second = await caller.get(
        "/v1/trades/ticks", market="KRW-BTC", count=10, cursor=first[9]["sequential_id"]
    )
    assert second == first[10:]
    _, yesterday = await caller.get("/v1/trades/ticks", market="KRW-BTC", count=1, days_ago=1, to="03:04:05")
    assert yesterday[0]["trade_time_utc"] < "03:04:05"
    assert yesterday[0]["trade_date_utc"] < first[0]["trade_date_utc"]


MISSING = "Missing request parameter error. Check the required parameters!"
MISMATCH = "Type mismatch error. Check the parameters type!"
INVALID = "Invalid parameter. Check the given value!"


@pytest.mark.parametrize(
    ("path", "params", "status", "message"),
    [
        ("/v1/ticker", {}, 400, MISSING),
        ("/v1/ticker", {"markets": ","}, 400, MISSING),
        ("/v1/ticker", {"markets": "KRW-BTC,KRW-NOPE"}, 404, "Code not found"),
        ("/v1/candles/minutes/1", {"market": "KRW-BTC", "count": "abc"}, 400, MISMATCH),
        ("/v1/candles/minutes/1", {"market": "KRW-BTC", "count": "201"}, 400, INVALID),
        ("/v1/candles/minutes/1", {"market": "KRW-BTC", "count": "0"}, 400, INVALID),
        ("/v1/candles/minutes/2", {"market": "KRW-BTC"}, 400, INVALID),
        ("/v1/candles/minutes/1", {"market": "KRW-BTC", "to": "yesterday"}, 400, INVALID),
        ("/v1/candles/minutes/1", {"market": "KRW-BTC", "to": "9999-12-31T23:59:59-14:00"}, 200, None),
        ("/v1/candles/days", {"market": "KRW-BTC", "converting_price_unit": "USD"}, 400, INVALID),
        ("/v1/trades/ticks", {"market": "KRW-BTC", "count": "501"}, 400, INVALID),
        ("/v1/trades/ticks", {"market": "KRW-BTC", "to": "25:00:00"}, 400, INVALID),
        ("/v1/trades/ticks", {"market": "KRW-BTC", "days_ago": "0"}, 400, INVALID),
        ("/v1/trades/ticks", {"market": "KRW-BTC", "days_ago": "8"}, 400, INVALID),
        ("/v1/orderbook", {"markets": "KRW-BTC", "level": "x"}, 400, MISMATCH),
    ],
)
async def test_mistakes(caller: Any, path: str, params: Any, status: int, message: str | None) -> None:
    got, body = await caller.get(path, **params)
    assert got == status
    if message is not None:
        assert body == {"error": {"name": status, "message": message}}


@pytest.mark.parametrize("path", ["/v1/nope", "/", "/v1/candles/hours", "/v1/candles/days/3"])
async def test_unknown_paths_have_a_string_name(caller: Any, path: str) -> None:
    status, body = await caller.get(path, market="KRW-BTC")
    assert status == 404
    assert body == {"error": {"name": "not_found", "message": "no Route matched with those values"}}


async def test_quotas_are_told_and_kept(running: Any) -> None:
    async with running(limited=True, stopped=True) as caller:
        url = f"{caller.addresses.rest}/v1/ticker?markets=KRW-BTC"
        statuses, left = [], []
        for _ in range(25):
            async with caller.session.get(url) as response:
                statuses.append(response.status)
                left.append(response.headers["Remaining-Req"])
        assert statuses == [200] * 10 + [429] * 10 + [418] * 5
        assert "group=ticker; min=600; sec=9" in left
        refused = left[statuses.index(429)]
        assert refused == "group=ticker; min=600; sec=0"


async def test_an_origin_is_throttled(running: Any) -> None:
    async with running(limited=True, stopped=True) as caller:
        url = f"{caller.addresses.rest}/v1/ticker?markets=KRW-BTC"
        async with caller.session.get(url, headers={"Origin": "http://x"}) as first:
            assert first.headers["Remaining-Req"] == "group=origin; min=6; sec=0"
        async with caller.session.get(url, headers={"Origin": "http://x"}) as second:
            assert second.status == 429


async def test_only_this_computer_is_served(caller: Any) -> None:
    url = f"{caller.addresses.rest}/v1/market/all"
    async with caller.session.get(url, headers={"Host": "evil.example"}) as response:
        assert response.status == 403


async def raw(caller: Any, path: str, **params: Any) -> str:
    async with caller.session.get(f"{caller.addresses.rest}{path}", params=params) as response:
        return str(await response.text())


async def test_prices_and_sizes_have_eight_decimals_and_rates_ten(caller: Any) -> None:
    ticker = await raw(caller, "/v1/ticker", markets="KRW-BTC")
    day = await raw(caller, "/v1/candles/days", market="KRW-BTC")
    minute = await raw(caller, "/v1/candles/minutes/1", market="KRW-BTC")
    trade = await raw(caller, "/v1/trades/ticks", market="KRW-BTC")
    for text in (ticker, day, minute, trade):
        assert re.search(r'"trade_price":\d+\.\d{8},', text)
    for text in (ticker, day):
        assert re.search(r'"(?:signed_)?change_rate":(?:0|-?\d\.\d{10})[,}]', text)
        assert re.search(r'"prev_closing_price":\d+\.\d{8},', text)
    assert re.search(r'"candle_acc_trade_volume":\d+\.\d{8}[,}]', minute)
    assert "E" not in re.sub(r'"[^"]*"', "", ticker + day + minute + trade)


async def test_a_repeated_parameter_is_a_list(caller: Any) -> None:
    rows = json.loads(await raw(caller, "/v1/ticker", markets=["KRW-ETH", "KRW-BTC"]))
    assert [row["market"] for row in rows] == ["KRW-ETH", "KRW-BTC"]


@pytest.mark.parametrize("path", ["/v1/candles/days", "/v1/candles/minutes/5", "/v1/market/all"])
async def test_a_slash_at_the_end_changes_nothing(caller: Any, path: str) -> None:
    assert await raw(caller, f"{path}/", market="KRW-BTC") == await raw(caller, path, market="KRW-BTC")


async def test_an_answer_carries_a_weak_tag_of_its_text(caller: Any) -> None:
    tags = []
    for _ in range(2):
        async with caller.session.get(f"{caller.addresses.rest}/v1/market/all") as response:
            tags.append(response.headers["ETag"])
    assert tags[0] == tags[1]
    assert tags[0].startswith('W/"')


@pytest.mark.parametrize(("accepted", "used"), [("gzip, deflate, br", "gzip"), ("deflate", None), ("", None)])
async def test_gzip_is_the_one_compression(caller: Any, accepted: str, used: str | None) -> None:
    url, headers = f"{caller.addresses.rest}/v1/market/all", {"Accept-Encoding": accepted}
    async with caller.session.get(url, headers=headers) as response:
        assert response.headers.get("Content-Encoding") == used
        assert (await response.json())[0]["market"] == "KRW-BTC"


@pytest.mark.parametrize(
    ("handler", "path"),
    [(rest_quotation.candles, {"kind": "minutes", "unit": "1"}), (rest_quotation.ticks, {})],
)
async def test_a_page_of_the_past_lets_others_have_their_turn(caller: Any, handler: Any, path: Any) -> None:
    """It costs ten milliseconds when nobody has asked for that market before; no book is to wait for it."""
    desk: Any = SimpleNamespace(venue=caller.server.venue, now_ms=SystemClock().time_ms)
    call = Call(MultiDict(market="KRW-XRP", count="200"), path)
    page, turns = asyncio.ensure_future(handler(desk, call)), 0
    while not page.done():
        await asyncio.sleep(0)
        turns += 1
    assert len(json.loads((await page).text)) == 200
    assert turns > 3
