"""The client and the local exchange were written apart: here they meet."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.clock import SystemClock
from app.endpoints import local
from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer
from app.upbit import Credentials, KeyRefused, NewOrder, NotFound, Refused, UpbitRest
from app.upbit.rest import CANDLE_PATHS

MARKET = "KRW-BTC"


@pytest.fixture
async def exchange() -> AsyncIterator[UpbitRest]:
    server = ExchangeServer(ExchangeConfig(markets=1, moving=False))
    addresses = await server.start()
    rest = UpbitRest(local(addresses.rest), Credentials(addresses.access_key, addresses.secret_key))
    yield rest
    await rest.close()
    await server.stop()


async def test_quotation(exchange: UpbitRest) -> None:
    markets = await exchange.markets()
    codes = [market.market for market in markets]
    assert MARKET in codes
    instruments = await exchange.instruments(codes)
    assert [instrument.market for instrument in instruments] == codes
    (ticker,) = await exchange.tickers([MARKET])
    quotes = sorted({market.quote for market in markets})
    assert {row.market for row in await exchange.ticker_all(quotes)} == set(codes)
    (book,) = await exchange.orderbooks([MARKET])
    assert book.orderbook_units[0].bid_price < book.orderbook_units[0].ask_price
    trades = await exchange.trades(MARKET, 10)
    assert len(trades) == 10
    assert ticker.trade_price > 0


@pytest.mark.parametrize("interval", CANDLE_PATHS)
async def test_candles_page_back_without_overlap(exchange: UpbitRest, interval: str) -> None:
    newest = await exchange.candles(MARKET, interval, count=5)
    assert [row.candle_date_time_utc for row in newest] == sorted(
        (row.candle_date_time_utc for row in newest), reverse=True
    )
    oldest = datetime.fromisoformat(newest[-1].candle_date_time_utc).replace(tzinfo=UTC)
    older = await exchange.candles(MARKET, interval, to=oldest, count=5)
    assert all(row.candle_date_time_utc < newest[-1].candle_date_time_utc for row in older)


async def test_an_order_lives_and_ends(exchange: UpbitRest) -> None:
    chance = await exchange.chance(MARKET)
    order = NewOrder(
        market=MARKET,
        side="bid",
        ord_type="limit",
        volume=Decimal("0.00012345"),
        price=Decimal(50_000_000),
        identifier="hoga-x",
    )
    assert (await exchange.test(order)).state == "wait"
    placed = await exchange.place(order)
    assert (placed.volume, placed.price, placed.identifier) == (order.volume, order.price, "hoga-x")
    total = Decimal("0.00012345") * 50_000_000
    assert placed.locked == total * (1 + chance.fee("bid"))
    assert [found.uuid for found in await exchange.open_orders(MARKET)] == [placed.uuid]
    await exchange.cancel(identifier="hoga-x")
    ended = await exchange.order(uuid=placed.uuid)
    assert ended.state == "cancel"
    now = int(datetime.now(UTC).timestamp() * 1000) + 5_000
    assert [found.uuid for found in await exchange.closed_orders(end_ms=now)] == [placed.uuid]
    with pytest.raises(Refused) as again:
        await exchange.place(order)
    assert again.value.name == "duplicated_identifier"
    with pytest.raises(Refused):
        await exchange.cancel(identifier="hoga-x")


@pytest.mark.parametrize(
    ("order", "name"),
    [
        (NewOrder(market=MARKET, side="bid", ord_type="price", price=Decimal(4999)), "under_min_total_bid"),
        (
            NewOrder(market=MARKET, side="bid", ord_type="price", price=Decimal(900_000_000)),
            "insufficient_funds_bid",
        ),
        (
            NewOrder(market=MARKET, side="ask", ord_type="market", volume=Decimal(5)),
            "insufficient_funds_ask",
        ),
        (
            NewOrder(
                market=MARKET, side="bid", ord_type="limit", volume=Decimal(1), price=Decimal("50000000.5")
            ),
            "invalid_price_bid",
        ),
        (NewOrder(market="KRW-NOPE", side="bid", ord_type="price", price=Decimal(10_000)), "notfoundmarket"),
    ],
)
async def test_refusals_come_by_name(exchange: UpbitRest, order: NewOrder, name: str) -> None:
    with pytest.raises(Refused) as caught:
        await exchange.place(order)
    assert caught.value.name == name


async def test_wrong_secrets_unknown_orders_and_unknown_markets(exchange: UpbitRest) -> None:
    with pytest.raises(NotFound):
        await exchange.order(identifier="nobody's")
    with pytest.raises(Refused):
        await exchange.tickers(["KRW-NOPE"])
    assert exchange.credentials is not None
    exchange.use(Credentials(exchange.credentials.access_key, "x" * 40))
    with pytest.raises(KeyRefused):
        await exchange.accounts()


async def test_the_budget_is_kept_so_that_the_exchange_never_throttles(
    exchange: UpbitRest, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SystemClock()
    throttled: list[str] = []
    monkeypatch.setattr(exchange.limits, "throttled", lambda group, _now: throttled.append(group))
    began = clock.monotonic()
    for _ in range(15):
        await exchange.trades(MARKET, 1)
    assert throttled == []
    assert clock.monotonic() - began >= 1.0
