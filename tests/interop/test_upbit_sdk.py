"""The official SDK: `Upbit(base_url=…)`, its own models checked strictly wherever they can be."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
import upbit
from local_exchange import BTC, FAR_BID, XRP, Exchange
from upbit.types.connect_private_server_event import MyAsset, MyOrder
from upbit.types.order import Order
from websockets.exceptions import InvalidStatus

ETHER = "KRW-ETH"
DOLLAR = "USDT-BTC"
"""Like KRW-BTC a market whose price is hardly ever that of yesterday to the last digit."""


@pytest.fixture
def client(exchange: Exchange) -> Iterator[upbit.Upbit]:
    """Strict: a field of another type than the SDK's model says is an error, not a shrug."""
    with sdk(exchange, _strict_response_validation=True) as ready:
        yield ready


@pytest.fixture
async def asynchronous(exchange: Exchange) -> AsyncIterator[upbit.AsyncUpbit]:
    async with upbit.AsyncUpbit(
        access_key=exchange.access_key, secret_key=exchange.secret_key, base_url=exchange.rest, max_retries=0
    ) as ready:
        yield ready


def sdk(exchange: Exchange, **options: Any) -> upbit.Upbit:
    keys = {"access_key": exchange.access_key, "secret_key": exchange.secret_key}
    return upbit.Upbit(**(keys | {"base_url": exchange.rest, "max_retries": 0} | options))


def limit_bid(client: upbit.Upbit, **options: Any) -> Order:
    wanted = {"market": BTC, "side": "bid", "ord_type": "limit", "price": FAR_BID, "volume": "0.001"}
    return client.orders.create(**(wanted | options))


# -- market data ----


def test_trading_pairs(client: upbit.Upbit, exchange: Exchange) -> None:
    pairs = client.trading_pairs.list(is_details=True)
    ours = {row["market"]: row for row in exchange.get("market/all", is_details="true")}
    assert [pair.market for pair in pairs] == list(ours)
    bitcoin = next(pair for pair in pairs if pair.market == BTC)
    assert (bitcoin.korean_name, bitcoin.english_name) == ("비트코인", "Bitcoin")
    assert bitcoin.market_event is not None
    assert bitcoin.market_event.warning is False
    assert bitcoin.market_event.caution is not None
    assert bitcoin.market_event.caution.price_fluctuations is False


def test_plain_trading_pairs_have_no_details(client: upbit.Upbit) -> None:
    assert all(pair.market_event is None for pair in client.trading_pairs.list())


def test_tickers_by_pair_keep_the_order_asked(client: upbit.Upbit, exchange: Exchange) -> None:
    dollar, btc = client.tickers.list_by_trading_pairs(markets=f"{DOLLAR},{BTC}")
    assert (dollar.market, btc.market) == (DOLLAR, BTC)
    ours = exchange.get("ticker", markets=BTC)[0]
    for name in ("prev_closing_price", "lowest_52_week_price"):
        assert Decimal(getattr(btc, name)) == ours[name]
    assert Decimal(btc.low_price) <= Decimal(btc.trade_price) <= Decimal(btc.high_price)
    change = Decimal(btc.trade_price) - Decimal(btc.prev_closing_price)
    assert Decimal(btc.signed_change_price) == change
    assert Decimal(btc.change_price) == abs(change)
    assert btc.change == ("RISE" if change > 0 else "FALL" if change < 0 else "EVEN")
    assert btc.trade_timestamp <= btc.timestamp


def test_tickers_by_quote(exchange: Exchange) -> None:
    with sdk(
        exchange
    ) as client:  # not strict: a price that has not changed is 0, which it takes for an integer
        tickers = client.tickers.list_by_quote_currencies(quote_currencies="BTC,USDT")
    listed = {row["market"] for row in exchange.get("market/all")}
    assert {ticker.market for ticker in tickers} == {
        market for market in listed if not market.startswith("KRW-")
    }


def test_orderbook(exchange: Exchange) -> None:
    with sdk(exchange) as client:  # not strict: the model wants `level` as text, Upbit's page shows a number
        book = client.orderbooks.list(markets=BTC)[0]
    assert book.market == BTC
    assert len(book.orderbook_units) == 30
    asks = [Decimal(str(unit.ask_price)) for unit in book.orderbook_units]
    bids = [Decimal(str(unit.bid_price)) for unit in book.orderbook_units]
    assert bids[0] < asks[0]
    assert asks == sorted(asks)
    assert bids == sorted(bids, reverse=True)
    shown = sum(Decimal(str(unit.ask_size)) for unit in book.orderbook_units)
    assert Decimal(str(book.total_ask_size)) >= shown > 0


def test_grouped_orderbook(exchange: Exchange) -> None:
    with sdk(exchange) as client:
        book = client.orderbooks.list(markets=BTC, level="100000", count="5")[0]
    assert Decimal(str(book.level)) == 100_000
    assert len(book.orderbook_units) == 5
    assert all(Decimal(str(unit.ask_price)) % 100_000 == 0 for unit in book.orderbook_units)


def test_orderbook_instruments(client: upbit.Upbit) -> None:
    btc, xrp = client.orderbooks.list_instruments(markets=f"{BTC},{XRP}")
    assert (btc.market, btc.quote_currency, btc.tick_size) == (BTC, "KRW", "1000")
    assert btc.supported_levels[:2] == ["0", "10000"]
    assert xrp.tick_size == "1"


def test_trades_page_back_by_cursor(client: upbit.Upbit, exchange: Exchange) -> None:
    first = client.trades.list(market=BTC, count=10)
    second = client.trades.list(market=BTC, count=10, cursor=str(first[-1].sequential_id))
    seen = [*first, *second]
    assert len({trade.sequential_id for trade in seen}) == 20
    assert all(newer.timestamp >= older.timestamp for newer, older in pairwise(seen))
    ours = {row["sequential_id"]: row for row in exchange.get("trades/ticks", market=BTC, count=100)}
    for trade in seen:
        row = ours[trade.sequential_id]
        assert Decimal(trade.trade_price) == row["trade_price"]
        assert Decimal(trade.trade_volume) == row["trade_volume"]
        assert trade.ask_bid == row["ask_bid"]


def candle_calls(client: upbit.Upbit) -> dict[str, Callable[..., Any]]:
    candles = client.candles
    minutes = {
        f"minutes/{unit}": lambda unit=unit, **kw: candles.list_minutes(unit=unit, **kw)
        for unit in (1, 3, 5, 10, 15, 30, 60, 240)
    }
    return minutes | {
        "seconds": candles.list_seconds,
        "days": candles.list_days,
        "weeks": candles.list_weeks,
        "months": candles.list_months,
        "years": candles.list_years,
    }


@pytest.mark.parametrize(
    "kind",
    [*(f"minutes/{unit}" for unit in (1, 3, 5, 10, 15, 30, 60, 240)), "seconds", "days", "weeks", "months"],
)
def test_candles_page_back_without_gap_or_overlap(client: upbit.Upbit, exchange: Exchange, kind: str) -> None:
    call = candle_calls(client)[kind]
    first = call(market=BTC, count=20)
    second = call(market=BTC, count=20, to=first[-1].candle_date_time_utc + "Z")
    starts = [candle.candle_date_time_utc for candle in (*first, *second)]
    assert starts == sorted(set(starts), reverse=True)
    ours = {row["candle_date_time_utc"]: row for row in exchange.get(f"candles/{kind}", market=BTC, count=50)}
    for candle in (*first[2:], *second):  # the newest may still move
        row = ours[candle.candle_date_time_utc]
        assert Decimal(candle.trade_price) == row["trade_price"]
        assert Decimal(candle.candle_acc_trade_volume) == row["candle_acc_trade_volume"]
        prices = (Decimal(candle.opening_price), Decimal(candle.trade_price))
        assert Decimal(candle.low_price) <= min(prices) <= max(prices) <= Decimal(candle.high_price)


def test_day_candles_carry_the_change(client: upbit.Upbit) -> None:
    end = datetime.now(UTC).date() - timedelta(days=20)
    newer, older = client.candles.list_days(market=BTC, count=2, to=f"{end}T00:00:00Z")
    assert newer.candle_date_time_utc == f"{end - timedelta(days=1)}T00:00:00"
    assert Decimal(newer.prev_closing_price) == Decimal(older.trade_price)
    assert Decimal(newer.change_price) == Decimal(newer.trade_price) - Decimal(older.trade_price)


def test_day_candles_convert_to_won(client: upbit.Upbit) -> None:
    day = client.candles.list_days(market="BTC-ETH", count=1, converting_price_unit="KRW")[0]
    assert Decimal(day.converted_trade_price or 0) > 1000 * Decimal(day.trade_price)


def test_years(client: upbit.Upbit) -> None:
    year = client.candles.list_years(market=BTC, count=1)[0]
    assert year.candle_date_time_utc.endswith("-01-01T00:00:00")


# -- orders ----


def test_limit_order_from_birth_to_cancel(client: upbit.Upbit, exchange: Exchange) -> None:
    before = exchange.balance("KRW")
    name = f"sdk-{uuid.uuid4()}"
    placed = limit_bid(client, identifier=name)
    assert (placed.state, placed.ord_type, placed.side, placed.identifier) == ("wait", "limit", "bid", name)
    assert Decimal(placed.reserved_fee) == Decimal("25")
    assert Decimal(placed.locked) == Decimal("50025")
    after = exchange.balance("KRW")
    assert Decimal(before["balance"]) - Decimal(after["balance"]) == Decimal("50025")

    assert client.orders.retrieve(uuid=placed.uuid).uuid == placed.uuid
    found = client.orders.retrieve(identifier=name)
    assert (found.uuid, found.trades) == (placed.uuid, [])
    assert [order.uuid for order in client.orders.list_by_uuids(identifiers=[name])] == [placed.uuid]
    assert placed.uuid in [order.uuid for order in client.orders.list_open(market=BTC)]

    assert client.orders.cancel(uuid=placed.uuid).uuid == placed.uuid
    assert client.orders.retrieve(uuid=placed.uuid).state == "cancel"
    assert placed.uuid in [order.uuid for order in client.orders.list_closed(market=BTC, state="cancel")]
    assert exchange.balance("KRW") == before


def test_open_orders_page(client: upbit.Upbit) -> None:
    placed = [limit_bid(client).uuid for _ in range(5)]
    seen = [order.uuid for order in client.orders.list_open(market=BTC, limit=2, order_by="asc")]
    assert seen == placed
    client.orders.cancel_by_uuids(uuids=placed)


def test_market_buy_spends_the_total(client: upbit.Upbit, exchange: Exchange) -> None:
    before = Decimal(exchange.balance("BTC")["balance"])
    placed = client.orders.create(market=BTC, side="bid", ord_type="price", price="100000")
    assert placed.volume is None
    done = client.orders.retrieve(uuid=placed.uuid)
    assert done.state in ("done", "cancel")
    assert done.trades
    spent = sum((Decimal(trade.funds or 0) for trade in done.trades), Decimal(0))
    assert Decimal(99_990) < spent <= 100_000
    assert Decimal(done.paid_fee) == spent * Decimal("0.0005")
    assert Decimal(exchange.balance("BTC")["balance"]) - before == Decimal(done.executed_volume)


def test_market_sell(client: upbit.Upbit, exchange: Exchange) -> None:
    before = Decimal(exchange.balance("KRW")["balance"])
    placed = client.orders.create(market=BTC, side="ask", ord_type="market", volume="0.002")
    assert placed.price is None
    done = client.orders.retrieve(uuid=placed.uuid)
    assert (done.state, Decimal(done.executed_volume)) == ("done", Decimal("0.002"))
    assert done.trades
    got = sum((Decimal(trade.funds or 0) for trade in done.trades), Decimal(0))
    assert Decimal(exchange.balance("KRW")["balance"]) - before == got - Decimal(done.paid_fee)


@pytest.mark.parametrize("force", ["ioc", "fok"])
def test_best_orders(client: upbit.Upbit, force: Any) -> None:
    bought = client.orders.create(market=BTC, side="bid", ord_type="best", price="20000", time_in_force=force)
    assert (bought.ord_type, bought.time_in_force, bought.volume) == ("best", force, None)
    assert client.orders.retrieve(uuid=bought.uuid).state in ("done", "cancel")
    sold = client.orders.create(market=BTC, side="ask", ord_type="best", volume="0.0001", time_in_force=force)
    assert sold.price is None
    assert client.orders.retrieve(uuid=sold.uuid).state in ("done", "cancel")


@pytest.mark.parametrize("force", ["ioc", "fok"])
def test_limit_orders_that_can_not_wait_end_unfilled(client: upbit.Upbit, force: Any) -> None:
    placed = limit_bid(client, time_in_force=force)
    ended = client.orders.retrieve(uuid=placed.uuid)
    assert (ended.state, Decimal(ended.executed_volume), ended.time_in_force) == ("cancel", 0, force)


def test_post_only_waits_or_is_cancelled(exchange: Exchange) -> None:
    """In a market of its own: SDK 1.1.0 is older than smp_type "none" and refuses lists that hold it."""
    above = str(int(exchange.last_price(ETHER)) // 1000 * 2000)
    with sdk(exchange) as client:
        waits = limit_bid(client, market=ETHER, price="2000000", volume="0.01", time_in_force="post_only")
        assert client.orders.retrieve(uuid=waits.uuid).state == "wait"
        client.orders.cancel(uuid=waits.uuid)
        crosses = limit_bid(client, market=ETHER, price=above, volume="0.01", time_in_force="post_only")
        ended = client.orders.retrieve(uuid=crosses.uuid)
    assert (ended.state, ended.time_in_force, ended.smp_type) == ("cancel", "post_only", "none")


@pytest.mark.parametrize(
    ("mode", "maker_state", "taker_state"),
    [("reduce", "cancel", "cancel"), ("cancel_maker", "cancel", "wait"), ("cancel_taker", "wait", "cancel")],
)
def test_self_match_prevention(
    client: upbit.Upbit, exchange: Exchange, mode: Any, maker_state: str, taker_state: str
) -> None:
    maker, taker = meet_oneself(client, exchange, mode)
    assert (maker.state, taker.state, taker.smp_type) == (maker_state, taker_state, mode)
    prevented = {"reduce": ("0.001", "0.001"), "cancel_maker": ("0.001", "0"), "cancel_taker": ("0", "0.001")}
    assert (Decimal(maker.prevented_volume), Decimal(taker.prevented_volume)) == tuple(
        Decimal(volume) for volume in prevented[mode]
    )
    client.orders.cancel_open(pairs=BTC)


def meet_oneself(client: upbit.Upbit, exchange: Exchange, mode: Any) -> tuple[Order, Order]:
    """An ask inside the spread and a bid that meets it, both before the market came between them."""
    for _ in range(20):
        best = exchange.get("orderbook", markets=BTC, count=1)[0]["orderbook_units"][0]
        price = str(best["ask_price"] - 1000)
        if Decimal(price) <= best["bid_price"]:
            continue
        maker = limit_bid(client, side="ask", price=price)
        taker = limit_bid(client, price=price, smp_type=mode)
        ends = client.orders.retrieve(uuid=maker.uuid), client.orders.retrieve(uuid=taker.uuid)
        if not any(Decimal(end.executed_volume) for end in ends):
            return ends
        client.orders.cancel_open(pairs=BTC)
    pytest.fail("the market was never still for two orders")


def test_test_order_creates_nothing(client: upbit.Upbit) -> None:
    answer = client.orders.test_create(
        market=BTC, side="bid", ord_type="limit", price=FAR_BID, volume="0.001"
    )
    assert answer.state == "wait"
    with pytest.raises(upbit.NotFoundError):
        client.orders.retrieve(uuid=answer.uuid)


def test_cancel_and_new(client: upbit.Upbit) -> None:
    old = limit_bid(client)
    answer = client.orders.cancel_and_new(
        prev_order_uuid=old.uuid, new_ord_type="limit", new_price="51000000", new_volume="remain_only"
    )
    assert answer.uuid == old.uuid
    new = client.orders.retrieve(uuid=(answer.model_extra or {})["new_order_uuid"])
    assert (new.state, Decimal(new.price or 0), new.volume) == ("wait", Decimal(51_000_000), old.volume)
    assert client.orders.retrieve(uuid=old.uuid).state == "cancel"
    client.orders.cancel(uuid=new.uuid)


def test_batch_cancels(client: upbit.Upbit) -> None:
    gone, first, second, third = (limit_bid(client) for _ in range(4))
    client.orders.cancel(uuid=gone.uuid)
    result = client.orders.cancel_by_uuids(uuids=[first.uuid, gone.uuid])
    assert [order.uuid for order in result.success.orders] == [first.uuid]
    assert [order.uuid for order in result.failed.orders] == [gone.uuid]
    result = client.orders.cancel_open(pairs=f"{BTC},{XRP}", cancel_side="bid", count=10)
    assert {order.uuid for order in result.success.orders} == {second.uuid, third.uuid}
    assert result.success.count == 2
    assert list(client.orders.list_open()) == []


def test_closed_orders_by_time(client: upbit.Upbit) -> None:
    placed = limit_bid(client)
    client.orders.cancel(uuid=placed.uuid)
    now = datetime.now(UTC)
    start, end = ((now + timedelta(minutes=minutes)).isoformat(timespec="seconds") for minutes in (-5, 5))
    assert placed.uuid in [
        order.uuid
        for order in client.orders.list_closed(
            market=BTC, states=["done", "cancel"], start_time=start, end_time=end
        )
    ]
    late = (now - timedelta(days=1)).isoformat(timespec="seconds")
    assert client.orders.list_closed(end_time=late) == []


def test_order_chance(client: upbit.Upbit) -> None:
    chance = client.orders.retrieve_chance(market=BTC)
    assert (chance.bid_fee, chance.maker_ask_fee) == ("0.0005", "0.0005")
    assert (chance.market.id, chance.market.name, chance.market.bid.min_total) == (BTC, "BTC/KRW", "5000")
    assert {"limit", "price", "best_ioc"} <= set(chance.market.bid_types)
    assert (chance.bid_account.currency, chance.ask_account.currency) == ("KRW", "BTC")


def test_accounts(client: upbit.Upbit, exchange: Exchange) -> None:
    accounts = {account.currency: account for account in client.accounts.list()}
    assert accounts["KRW"].balance == exchange.balance("KRW")["balance"]
    assert Decimal(accounts["BTC"].avg_buy_price) > 0
    assert accounts["BTC"].avg_buy_price_modified is False


def test_small_endpoints(client: upbit.Upbit, exchange: Exchange) -> None:
    assert [key.access_key for key in client.api_keys.list()] == [exchange.access_key]
    wallets = {wallet.currency: wallet for wallet in client.wallet_status.list()}
    assert (wallets["BTC"].wallet_state, wallets["BTC"].network_name) == ("working", "Bitcoin")
    assert "KRW" not in wallets


# -- refusals ----


def name_of(error: upbit.APIStatusError) -> str:
    body: Any = error.response.json()
    return str(body["error"]["name"])


def test_refused_orders(client: upbit.Upbit) -> None:
    cases: dict[str, dict[str, Any]] = {
        "insufficient_funds_bid": {"price": "100000000", "volume": "9"},
        "under_min_total_bid": {"volume": "0.00001"},
        "invalid_price_bid": {"price": "50000500"},
        "notfoundmarket": {"market": "KRW-NOPE"},
        "invalid_time_in_force": {"ord_type": "best", "price": "10000", "volume": upbit.omit},
    }
    for wanted, options in cases.items():
        with pytest.raises(upbit.BadRequestError) as caught:
            limit_bid(client, **options)
        assert name_of(caught.value) == wanted


def test_identifier_is_used_once(client: upbit.Upbit) -> None:
    name = f"once-{uuid.uuid4()}"
    placed = limit_bid(client, identifier=name)
    with pytest.raises(upbit.BadRequestError) as caught:
        limit_bid(client, identifier=name)
    assert name_of(caught.value) == "duplicated_identifier"
    client.orders.cancel(uuid=placed.uuid)


def test_unknown_order_and_pair(client: upbit.Upbit) -> None:
    with pytest.raises(upbit.NotFoundError) as caught:
        client.orders.retrieve(uuid=str(uuid.uuid4()))
    assert name_of(caught.value) == "order_not_found"
    with pytest.raises(upbit.NotFoundError) as caught:
        client.tickers.list_by_trading_pairs(markets="KRW-NOPE")
    assert caught.value.response.json()["error"]["name"] == 404


def test_bad_keys(exchange: Exchange) -> None:
    cases = {
        "invalid_access_key": {"access_key": "NOSUCHKEY"},
        "jwt_verification": {"secret_key": "NOTTHESECRETNOTTHESECRETNOTTHESECRET0001"},
    }
    for wanted, keys in cases.items():
        with sdk(exchange, **keys) as client, pytest.raises(upbit.AuthenticationError) as caught:
            client.accounts.list()
        assert (caught.value.status_code, name_of(caught.value)) == (401, wanted)


def test_limits(limited: Exchange) -> None:
    with sdk(limited) as client:
        with pytest.raises(upbit.RateLimitError) as caught:
            for _ in range(60):
                client.tickers.list_by_trading_pairs(markets=BTC)
        assert (caught.value.status_code, name_of(caught.value)) == (429, "too_many_requests")
        assert "sec=0" in caught.value.response.headers["Remaining-Req"]
        with pytest.raises(upbit.RateLimitPenaltyError) as blocked:
            call_until_blocked(lambda: client.tickers.list_by_trading_pairs(markets=BTC))
        assert int(blocked.value.response.headers["Retry-After"]) >= 1


def call_until_blocked(call: Callable[[], object]) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            call()
        except upbit.RateLimitPenaltyError:
            raise
        except upbit.RateLimitError:
            continue


def test_order_limits(limited: Exchange) -> None:
    with sdk(limited) as client:
        with pytest.raises(upbit.RateLimitError) as caught:
            for _ in range(40):
                limit_bid(client)
        assert caught.value.response.headers["Remaining-Req"] == "group=order; min=1800; sec=0"
        assert client.accounts.list()  # other groups are not touched
        client.orders.cancel_open()
        with pytest.raises(upbit.RateLimitError) as caught:
            client.orders.cancel_open(), client.orders.cancel_open()
        assert caught.value.response.headers["Remaining-Req"].startswith("group=order-cancel-all;")


def test_the_sdk_waits_out_a_quota_by_itself(limited: Exchange) -> None:
    with sdk(limited, max_retries=3) as client:
        for _ in range(14):
            assert client.tickers.list_by_trading_pairs(markets=BTC)[0].market == BTC


# -- streams ----


def test_public_stream(client: upbit.Upbit) -> None:
    with client.ws_stream.subscribe(
        ticker=[BTC], trade=[BTC], orderbook=[f"{BTC}.5"], candle={"1m": [BTC]}
    ) as stream:
        first: dict[str, Any] = {}
        for event in stream:
            first.setdefault(event.type, event)
            if len(first) == 4:
                break
    assert all(event.stream_type == "SNAPSHOT" and event.code == BTC for event in first.values())
    assert len(first["orderbook"].orderbook_units) == 5
    assert Decimal(first["ticker"].trade_price) > 0
    assert first["trade"].sequential_id > 2**53
    assert first["candle.1m"].candle_date_time_utc.endswith(":00")


@pytest.mark.parametrize("form", ["SIMPLE", "JSON_LIST", "SIMPLE_LIST"])
def test_formats(client: upbit.Upbit, form: Any) -> None:
    with client.ws_stream.trade([BTC], format=form) as stream:
        event = stream.recv()
    if form.endswith("LIST"):
        assert isinstance(event, list)
        event = event[0]
    code = event.cd if form.startswith("SIMPLE") else event.code
    price = event.tp if form.startswith("SIMPLE") else event.trade_price
    assert code == BTC
    assert Decimal(str(price)) > 0


def test_realtime_follows_the_snapshot(client: upbit.Upbit) -> None:
    with client.ws_stream.orderbook([BTC]) as stream:
        kinds = [stream.recv().stream_type for _ in range(3)]
    assert kinds == ["SNAPSHOT", "REALTIME", "REALTIME"]


def test_list_subscriptions(client: upbit.Upbit) -> None:
    with client.ws_stream.subscribe(ticker=[BTC], orderbook=[XRP]) as stream:
        answer = stream.list_subscriptions()
    assert answer.method == "LIST_SUBSCRIPTIONS"
    assert [row.type for row in answer.result] == ["ticker", "orderbook"]


def test_error_frame(client: upbit.Upbit) -> None:
    with client.ws_stream.subscribe(ticker=[BTC], candle={"7m": [BTC]}) as stream:
        events = list(stream)  # ends because the exchange closes after an error
    assert events[-1].model_extra["error"]["name"] == "INVALID_PARAM"


def test_private_stream_tells_an_order_s_life(client: upbit.Upbit) -> None:
    with client.ws_stream.subscribe_private(my_order=[BTC], my_asset=True) as stream:
        stream.list_subscriptions()
        placed = limit_bid(client)
        client.orders.cancel(uuid=placed.uuid)
        sold = client.orders.create(market=BTC, side="ask", ord_type="market", volume="0.001")
        orders, assets = until_done(stream, sold.uuid)
    mine = [event.state for event in orders if event.uuid == placed.uuid]
    assert mine == ["wait", "cancel"]
    states = [event.state for event in orders if event.uuid == sold.uuid]
    assert states[0] == "wait"
    assert set(states[1:-1]) == {"trade"}
    fills = [event for event in orders if event.state == "trade"]
    assert sum(Decimal(str(fill.volume)) for fill in fills) == Decimal("0.001")
    assert all(fill.trade_uuid and fill.is_maker is False for fill in fills)
    done = client.orders.retrieve(uuid=sold.uuid)
    assert {trade.uuid for trade in done.trades or []} == {fill.trade_uuid for fill in fills}
    assert {row.currency for event in assets for row in event.assets or []} == {"KRW", "BTC"}


def test_announcements_are_subscribed_to(client: upbit.Upbit) -> None:
    wanted: Any = {"categories": ["notice", "maintenance"], "include_body": True}
    with client.ws_stream.subscribe_private(announcement=wanted, my_asset=True) as stream:
        assert [row.type for row in stream.list_subscriptions().result] == ["announcement", "myAsset"]
    with client.ws_stream.announcement(categories=["weather"]) as stream:
        assert [event.model_extra["error"]["name"] for event in stream] == ["INVALID_PARAM"]


def until_done(stream: Any, uuid: str) -> tuple[list[MyOrder], list[MyAsset]]:
    orders: list[MyOrder] = []
    assets: list[MyAsset] = []
    while not (orders and orders[-1].uuid == uuid and orders[-1].state == "done"):
        event = stream.recv()
        (orders if isinstance(event, MyOrder) else assets).append(event)
    return orders, assets


def test_private_stream_refuses_bad_keys(exchange: Exchange) -> None:
    with sdk(exchange, access_key="NOSUCHKEY") as client, pytest.raises(InvalidStatus) as caught:
        client.ws_stream.my_order([]).__enter__()
    assert caught.value.response.status_code == 401


# -- the asynchronous client ----


async def test_asynchronous_client(asynchronous: upbit.AsyncUpbit) -> None:
    ticker = (await asynchronous.tickers.list_by_trading_pairs(markets=BTC))[0]
    assert ticker.market == BTC
    async with asynchronous.ws_stream.my_order([BTC]) as stream:
        await stream.list_subscriptions()
        placed = await asynchronous.orders.create(
            market=BTC, side="bid", ord_type="limit", price=FAR_BID, volume="0.001"
        )
        event = await stream.recv()
        assert (event.uuid, event.state) == (placed.uuid, "wait")
        await asynchronous.orders.cancel(uuid=placed.uuid)
        assert (await stream.recv()).state == "cancel"
    listed = [order.uuid async for order in asynchronous.orders.list_open()]
    assert placed.uuid not in listed


async def test_private_stream_tells_a_maker_s_fill(
    asynchronous: upbit.AsyncUpbit, exchange: Exchange
) -> None:
    async with asynchronous.ws_stream.my_order([BTC]) as stream:
        await stream.list_subscriptions()
        fill = await maker_fill(asynchronous, exchange, stream)
    order = await asynchronous.orders.retrieve(uuid=fill.uuid)
    assert fill.trade_uuid in [trade.uuid for trade in order.trades or []]
    assert Decimal(str(fill.price)) == Decimal(order.price or 0)
    assert Decimal(str(fill.trade_fee)) == Decimal(str(fill.price)) * Decimal(str(fill.volume)) / 2000


async def maker_fill(client: upbit.AsyncUpbit, exchange: Exchange, stream: Any) -> MyOrder:
    """Quote both sides at the top of the book until the market takes one."""
    for _ in range(10):
        best = exchange.get("orderbook", markets=BTC, count=1)[0]["orderbook_units"][0]
        for side in ("bid", "ask"):
            price = str(best[f"{side}_price"])
            await client.orders.create(market=BTC, side=side, ord_type="limit", price=price, volume="0.001")
        try:
            return await next_maker_fill(stream)
        except TimeoutError:
            continue
        finally:
            await client.orders.cancel_open(pairs=BTC)
    pytest.fail("nobody took an order at the top of the book")


async def next_maker_fill(stream: Any) -> MyOrder:
    async with asyncio.timeout(2):
        while True:
            event = await stream.recv()
            if event.state == "trade" and event.is_maker:
                return event
