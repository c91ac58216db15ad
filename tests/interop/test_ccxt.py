"""ccxt and ccxt.pro: `urls["api"]` turned to this machine, all else as delivered."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import ccxt
import ccxt.pro
import pytest
from local_exchange import BTC, XRP, Exchange

BITCOIN = "BTC/KRW"
RIPPLE = "XRP/KRW"
FAR = 50_000_000

Pro = ccxt.pro.upbit


def options(exchange: Exchange, **more: Any) -> dict[str, Any]:
    """ccxt's way to another address; its own throttle is off, so that the quotas here are what is met."""
    addresses = {"public": exchange.rest, "private": exchange.rest, "ws": exchange.public}
    keys = {"apiKey": exchange.access_key, "secret": exchange.secret_key}
    return {**keys, "urls": {"api": addresses}, "enableRateLimit": False, **more}


@pytest.fixture
def client(exchange: Exchange) -> Iterator[ccxt.upbit]:
    ready = ccxt.upbit(options(exchange))
    yield ready
    if ready.session is not None:
        ready.session.close()


@pytest.fixture
async def pro(exchange: Exchange) -> AsyncIterator[Pro]:
    ready = Pro(options(exchange))
    await ready.load_markets()
    yield ready
    await ready.close()


def exact(value: float | str | None) -> Decimal:
    """What a client's number says; ccxt hands out floats."""
    return Decimal(str(value))


# -- market data ----


def test_markets(client: ccxt.upbit, exchange: Exchange) -> None:
    markets = client.load_markets()
    assert {market["id"] for market in markets.values()} == {
        row["market"] for row in exchange.get("market/all")
    }
    bitcoin = markets[BITCOIN]
    assert (bitcoin["base"], bitcoin["quote"], bitcoin["active"]) == ("BTC", "KRW", True)


def test_market_and_fees_from_order_chance(client: ccxt.upbit) -> None:
    market = client.fetch_market(BITCOIN)
    assert (market["id"], market["active"], market["taker"]) == (BTC, True, 0.0005)
    assert market["limits"]["cost"] == {"min": 5000, "max": 1_000_000_000}
    fee = client.fetch_trading_fee("ETH/BTC")
    assert (fee["maker"], fee["taker"]) == (0.0025, 0.0025)


def test_ticker(client: ccxt.upbit, exchange: Exchange) -> None:
    ticker = client.fetch_ticker(BITCOIN)
    ours = exchange.get("ticker", markets=BTC)[0]
    assert ticker["symbol"] == BITCOIN
    assert ticker["open"] == ours["opening_price"]
    assert ticker["previousClose"] == ours["prev_closing_price"]
    assert ticker["low"] <= ticker["last"] <= ticker["high"]
    assert exact(ticker["change"]) == exact(ticker["last"]) - exact(ticker["previousClose"])
    assert abs(ticker["timestamp"] - int(ours["trade_timestamp"])) < 60_000
    assert ticker["quoteVolume"] > ticker["baseVolume"] > 0


def test_all_tickers(client: ccxt.upbit, exchange: Exchange) -> None:
    tickers = client.fetch_tickers()
    assert set(tickers) == set(client.load_markets())
    assert set(client.fetch_tickers([BITCOIN, RIPPLE])) == {BITCOIN, RIPPLE}


def test_order_book(client: ccxt.upbit, exchange: Exchange) -> None:
    book = client.fetch_order_book(BITCOIN, 5)
    assert (len(book["bids"]), len(book["asks"])) == (5, 5)
    assert book["bids"][0][0] < book["asks"][0][0]
    assert all(better[0] > worse[0] for better, worse in pairwise(book["bids"]))
    assert all(better[0] < worse[0] for better, worse in pairwise(book["asks"]))
    assert all(price % 1000 == 0 and size > 0 for price, size in [*book["bids"], *book["asks"]])
    assert set(client.fetch_order_books([BITCOIN, RIPPLE])) == {BITCOIN, RIPPLE}


def test_trades(client: ccxt.upbit, exchange: Exchange) -> None:
    trades = client.fetch_trades(BITCOIN, limit=50)
    assert len(trades) == 50
    ours = {str(row["sequential_id"]): row for row in exchange.get("trades/ticks", market=BTC, count=200)}
    for trade in trades:
        row = ours[trade["id"]]
        assert (exact(trade["price"]), exact(trade["amount"])) == (row["trade_price"], row["trade_volume"])
        assert trade["side"] == {"ASK": "sell", "BID": "buy"}[row["ask_bid"]]
        assert trade["timestamp"] == row["timestamp"]
    assert all(older["timestamp"] <= newer["timestamp"] for older, newer in pairwise(trades))


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        ("1s", "seconds"),
        ("1m", "minutes/1"),
        ("3m", "minutes/3"),
        ("5m", "minutes/5"),
        ("10m", "minutes/10"),
        ("15m", "minutes/15"),
        ("30m", "minutes/30"),
        ("1h", "minutes/60"),
        ("4h", "minutes/240"),
        ("1d", "days"),
        ("1w", "weeks"),
        ("1M", "months"),
    ],
)
def test_candles(client: ccxt.upbit, exchange: Exchange, frame: str, kind: str) -> None:
    candles = client.fetch_ohlcv(BITCOIN, frame, limit=30)
    rows = exchange.get(f"candles/{kind}", market=BTC, count=40)
    ours = {client.parse8601(row["candle_date_time_utc"]): row for row in rows}
    assert len(candles) == 30
    for start, opened, high, low, close, volume in candles[:-2]:  # the newest may still move
        row = ours[start]
        assert [exact(value) for value in (opened, high, low, close, volume)] == [
            row["opening_price"],
            row["high_price"],
            row["low_price"],
            row["trade_price"],
            row["candle_acc_trade_volume"],
        ]


def test_candles_page_forward_from_since(client: ccxt.upbit) -> None:
    hour = 3_600_000
    since = client.milliseconds() // hour * hour - 300 * hour
    first = client.fetch_ohlcv(BITCOIN, "1h", since, 100)
    second = client.fetch_ohlcv(BITCOIN, "1h", first[-1][0] + hour, 100)
    starts = [row[0] for row in [*first, *second]]
    assert starts == [since + step * hour for step in range(200)]


def test_years(client: ccxt.upbit) -> None:
    assert client.fetch_ohlcv(BITCOIN, "1y", limit=1)[0][4] > 0


# -- orders ----


def test_limit_order_from_birth_to_cancel(client: ccxt.upbit, exchange: Exchange) -> None:
    before = exchange.balance("KRW")
    name = f"ccxt-{uuid.uuid4()}"
    placed = client.create_order(BITCOIN, "limit", "buy", 0.001, FAR, {"clientOrderId": name})
    assert (placed["status"], placed["clientOrderId"], placed["side"]) == ("open", name, "buy")
    assert (placed["price"], placed["amount"], placed["filled"], placed["remaining"]) == (
        FAR,
        0.001,
        0,
        0.001,
    )
    assert (placed["fee"]["currency"], exact(placed["fee"]["cost"])) == ("KRW", 0)
    assert client.fetch_balance()["KRW"]["used"] == 50_025
    assert placed["id"] in [order["id"] for order in client.fetch_open_orders(BITCOIN)]
    found = client.fetch_order(placed["id"])
    assert (found["status"], found["timestamp"] is not None, found["trades"]) == ("open", True, [])
    assert client.cancel_order(placed["id"])["id"] == placed["id"]
    assert client.fetch_order(placed["id"])["status"] == "canceled"
    assert placed["id"] in [order["id"] for order in client.fetch_canceled_orders(BITCOIN)]
    assert exchange.balance("KRW") == before


def test_market_buy_by_total(client: ccxt.upbit, exchange: Exchange) -> None:
    placed = client.create_market_buy_order_with_cost(BITCOIN, 30_000)
    done = client.fetch_order(placed["id"])
    row = exchange.order(placed["id"])
    funds = sum(Decimal(trade["funds"]) for trade in row["trades"])
    assert (done["type"], done["side"]) == ("market", "buy")
    assert exact(done["cost"]) == funds
    assert exact(done["filled"]) == Decimal(row["executed_volume"]) > 0
    assert exact(done["fee"]["cost"]) == Decimal(row["paid_fee"]) == funds * Decimal("0.0005")
    assert len(done["trades"]) == len(row["trades"]) > 0
    assert done["status"] in ("closed", "canceled")


def test_market_buy_by_amount_and_price(client: ccxt.upbit, exchange: Exchange) -> None:
    price = float(exchange.last_price())
    placed = client.create_order(BITCOIN, "market", "buy", 0.0002, price)
    assert exact(placed["cost"]) == exact(price) * Decimal("0.0002")


def test_market_sell(client: ccxt.upbit, exchange: Exchange) -> None:
    placed = client.create_order(BITCOIN, "market", "sell", 0.001)
    done = client.fetch_order(placed["id"])
    assert (done["status"], done["filled"], done["remaining"]) == ("closed", 0.001, 0)
    assert exact(done["average"]) == exact(done["cost"]) / Decimal("0.001")
    assert placed["id"] in [order["id"] for order in client.fetch_closed_orders(BITCOIN)]


@pytest.mark.parametrize("force", ["IOC", "FOK"])
def test_best_and_limit_in_force(client: ccxt.upbit, force: str) -> None:
    best = {"ordType": "best", "timeInForce": force}
    bought = client.create_order(BITCOIN, "market", "buy", None, None, {**best, "cost": 20_000})
    assert (bought["type"], bought["timeInForce"]) == ("best", force)
    sold = client.create_order(BITCOIN, "market", "sell", 0.0001, None, best)
    assert client.fetch_order(sold["id"])["status"] in ("closed", "canceled")
    unmet = client.create_order(BITCOIN, "limit", "buy", 0.001, FAR, {"timeInForce": force})
    ended = client.fetch_order(unmet["id"])
    assert (ended["status"], ended["filled"]) == ("canceled", 0)


def test_post_only(client: ccxt.upbit) -> None:
    placed = client.create_order(BITCOIN, "limit", "buy", 0.001, FAR, {"postOnly": True})
    assert client.fetch_order(placed["id"])["timeInForce"] == "POST_ONLY"
    client.cancel_order(placed["id"])


def test_test_order(client: ccxt.upbit) -> None:
    answer = client.create_order(BITCOIN, "limit", "buy", 0.001, FAR, {"test": True})
    with pytest.raises(ccxt.OrderNotFound):
        client.fetch_order(answer["id"])


def test_edit_order(client: ccxt.upbit) -> None:
    old = client.create_order(BITCOIN, "limit", "buy", 0.001, FAR)
    new = client.edit_order(old["id"], BITCOIN, "limit", "buy", 0.002, FAR - 1000)
    found = client.fetch_order(new["id"])
    assert (found["status"], found["amount"], found["price"]) == ("open", 0.002, FAR - 1000)
    assert client.fetch_order(old["id"])["status"] == "canceled"
    client.cancel_order(new["id"])


def test_balance(client: ccxt.upbit, exchange: Exchange) -> None:
    balance = client.fetch_balance()
    ours = exchange.balance("BTC")
    assert exact(balance["BTC"]["free"]) == Decimal(ours["balance"])
    assert set(balance["total"]) == {row["currency"] for row in exchange.mine("accounts")}


def test_raw_endpoints(client: ccxt.upbit, exchange: Exchange) -> None:
    """What ccxt has no unified method for, by its implicit ones."""
    placed = [client.create_order(BITCOIN, "limit", "buy", 0.001, FAR)["id"] for _ in range(3)]
    answer = client.private_delete_orders_open({"cancel_side": "bid", "pairs": BTC})
    assert {row["uuid"] for row in answer["success"]["orders"]} == set(placed)
    assert [row["access_key"] for row in client.private_get_api_keys()] == [exchange.access_key]
    levels = client.public_get_orderbook_instruments({"markets": f"{BTC},{XRP}"})
    assert [row["tick_size"] for row in levels] == ["1000", "1"]


# -- refusals ----


def test_refused_orders(client: ccxt.upbit) -> None:
    with pytest.raises(ccxt.InsufficientFunds, match="insufficient_funds_bid"):
        client.create_order(BITCOIN, "limit", "buy", 9, 100_000_000)
    with pytest.raises(ccxt.ExchangeError, match="under_min_total_bid"):
        client.create_order(BITCOIN, "limit", "buy", 0.00001, FAR)
    with pytest.raises(ccxt.ExchangeError, match="invalid_price_bid"):
        client.create_order(BITCOIN, "limit", "buy", 0.001, FAR + 1)
    with pytest.raises(ccxt.OrderNotFound):
        client.cancel_order(str(uuid.uuid4()))


def test_missing_parameter_has_the_text_that_ccxt_matches(client: ccxt.upbit) -> None:
    with pytest.raises(ccxt.BadRequest):
        client.public_get_ticker()


@pytest.mark.parametrize("field", ["apiKey", "secret"])
def test_bad_keys(exchange: Exchange, field: str) -> None:
    stranger = ccxt.upbit(options(exchange, **{field: "NOSUCHKEYNOSUCHKEYNOSUCHKEYNOSUCHKEY0001"}))
    with pytest.raises(ccxt.AuthenticationError):
        stranger.fetch_balance()


def test_limits(limited: Exchange) -> None:
    hasty = ccxt.upbit(options(limited))
    with pytest.raises(ccxt.ExchangeError, match="too_many_requests"):
        for _ in range(60):
            hasty.public_get_ticker({"markets": BTC})
    assert hasty.last_response_headers["Remaining-Req"].endswith("sec=0")


def test_its_own_throttle_keeps_within_the_limits(limited: Exchange) -> None:
    patient = ccxt.upbit(options(limited, enableRateLimit=True))
    for _ in range(14):
        assert patient.fetch_ticker(BITCOIN)["symbol"] == BITCOIN


# -- ccxt.pro ----


async def until(call: Callable[[], Awaitable[Any]], found: Callable[[Any], bool]) -> Any:
    """Await a watch method until its answer is the wanted one."""
    async with asyncio.timeout(20):
        while not found(answer := await call()):
            pass
    return answer


async def test_asynchronous_rest(pro: Pro) -> None:
    assert (await pro.fetch_ticker(BITCOIN))["symbol"] == BITCOIN
    placed = await pro.create_order(BITCOIN, "limit", "buy", 0.001, FAR)
    await pro.cancel_order(placed["id"])
    assert (await pro.fetch_order(placed["id"]))["status"] == "canceled"


async def test_watch_ticker(pro: Pro, exchange: Exchange) -> None:
    ticker = await pro.watch_ticker(BITCOIN)
    assert ticker["previousClose"] == exchange.get("ticker", markets=BTC)[0]["prev_closing_price"]
    assert ticker["low"] <= ticker["last"] <= ticker["high"]
    later = await until(
        lambda: pro.watch_ticker(BITCOIN), lambda seen: seen["timestamp"] > ticker["timestamp"]
    )
    assert later["info"]["stream_type"] == "REALTIME"


async def test_watch_several_at_once(pro: Pro) -> None:
    """Each further watch repeats the whole wish on the same socket: Upbit replaces, it does not add."""
    seen = await asyncio.gather(
        pro.watch_tickers([BITCOIN, RIPPLE]),
        pro.watch_trades(BITCOIN),
        pro.watch_order_book(RIPPLE),
        pro.watch_ohlcv(BITCOIN, "1s"),
    )
    assert set(seen[0]) <= {BITCOIN, RIPPLE}
    assert seen[1][0]["symbol"] == BITCOIN
    assert seen[2]["symbol"] == RIPPLE
    assert len(seen[3]) == 6
    await until(lambda: pro.watch_ticker(RIPPLE), lambda ticker: ticker["symbol"] == RIPPLE)


async def test_one_wish_a_market_is_more_frames_than_allowed(limited: Exchange) -> None:
    """Twelve watches at once are twelve frames; the sixth in a second is too many, the seventh ends it."""
    hasty = Pro(options(limited))
    try:
        await hasty.load_markets()
        symbols = [symbol for symbol in hasty.symbols if symbol.endswith("/KRW")][:12]
        async with asyncio.timeout(20):
            answers = await asyncio.gather(*map(hasty.watch_ticker, symbols), return_exceptions=True)
            assert any(isinstance(answer, ccxt.NetworkError) for answer in answers)
            await asyncio.sleep(1.1)  # what the exchange counts in is a second
            assert set(await hasty.watch_tickers(symbols)) <= set(symbols)
    finally:
        await hasty.close()


async def test_watch_trades_are_the_rest_s_trades(pro: Pro, exchange: Exchange) -> None:
    await until(lambda: pro.watch_trades(BITCOIN), lambda _: len(pro.trades[BITCOIN]) >= 3)
    ours = {str(row["sequential_id"]): row for row in exchange.get("trades/ticks", market=BTC, count=100)}
    for trade in pro.trades[BITCOIN]:
        row = ours[trade["id"]]
        assert (exact(trade["price"]), exact(trade["amount"])) == (row["trade_price"], row["trade_volume"])


async def test_watch_order_book(pro: Pro) -> None:
    first = await pro.watch_order_book(BITCOIN)
    stamp = first["timestamp"]
    book = await until(lambda: pro.watch_order_book(BITCOIN), lambda seen: seen["timestamp"] > stamp)
    assert book["bids"][0][0] < book["asks"][0][0]
    assert len(book["asks"]) >= 15


async def test_watch_ohlcv(pro: Pro) -> None:
    start, opened, high, low, close, volume = await pro.watch_ohlcv(BITCOIN, "1s")
    assert start % 1000 == 0
    assert low <= min(opened, close) <= max(opened, close) <= high
    assert volume > 0


async def subscribed(pro: Pro, *waits: asyncio.Task[Any]) -> None:
    """Give the private socket its subscription, and the exchange a round trip to read it."""
    async with asyncio.timeout(10):
        while not any("private" in url and client.connected.done() for url, client in pro.clients.items()):
            await asyncio.sleep(0)
    await asyncio.sleep(0.2)  # there is no acknowledgement to wait for
    assert not any(wait.done() for wait in waits)


async def test_watch_orders_trades_and_balance(pro: Pro, exchange: Exchange) -> None:
    orders = asyncio.create_task(pro.watch_orders())
    balance = asyncio.create_task(pro.watch_balance())
    trades = asyncio.create_task(pro.watch_my_trades())
    await subscribed(pro, orders, balance, trades)
    placed = await pro.create_order(BITCOIN, "market", "sell", 0.001)
    async with asyncio.timeout(10):
        assert (await orders)[-1]["id"] == placed["id"]
        fill = (await trades)[-1]
        assert (fill["order"], fill["side"], fill["takerOrMaker"]) == (placed["id"], "sell", "taker")
        assert set(await balance) >= {"BTC"}
    await until(
        lambda: asyncio.sleep(0.01), lambda _: pro.orders.hashmap[BITCOIN][placed["id"]]["status"] == "closed"
    )
    row = exchange.order(placed["id"])
    seen = pro.orders.hashmap[BITCOIN][placed["id"]]
    assert exact(seen["filled"]) == Decimal(row["executed_volume"])
    assert exact(seen["cost"]) == sum(Decimal(trade["funds"]) for trade in row["trades"])
    assert {trade["id"] for trade in pro.myTrades} == {trade["uuid"] for trade in row["trades"]}
    assert pro.balance["KRW"]["free"] == float(exchange.balance("KRW")["balance"])


async def test_watch_orders_of_one_market(pro: Pro) -> None:
    waiting = asyncio.create_task(pro.watch_orders(BITCOIN))
    await subscribed(pro, waiting)
    placed = await pro.create_order(BITCOIN, "limit", "buy", 0.001, FAR)
    async with asyncio.timeout(10):
        opened = (await waiting)[-1]
        assert (opened["id"], opened["status"], opened["price"]) == (placed["id"], "open", FAR)
    cancelled = asyncio.create_task(pro.watch_orders(BITCOIN))
    await pro.cancel_order(placed["id"])
    async with asyncio.timeout(10):
        assert (await cancelled)[-1]["status"] == "canceled"


async def test_private_stream_refuses_bad_keys(exchange: Exchange) -> None:
    stranger = Pro(options(exchange, apiKey="NOSUCHKEY"))
    try:
        await stranger.load_markets()
        with pytest.raises(ccxt.NetworkError):
            async with asyncio.timeout(10):
                await stranger.watch_orders()
    finally:
        await stranger.close()
