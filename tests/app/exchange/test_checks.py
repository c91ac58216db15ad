"""Every refusal a request can earn, with its name, and which of two faults is named first (protocol 4.17)."""

from decimal import Decimal

import pytest

from app.exchange.engine import Engine, OrderRequest, Refusal

D = Decimal
MARKET = "KRW-BTC"


@pytest.fixture
def engine() -> Engine:
    """30 levels on both sides around 100,000,000 with half a coin each, and a trader with means."""
    numbers = iter(range(10**9))
    engine = Engine(lambda: f"id-{next(numbers)}")
    for market in (MARKET, "KRW-ETH", "BTC-ETH", "USDT-ETH"):
        engine.open_market(market)
    for step in range(40):
        engine.set_level(MARKET, "ask", D(100_000_000 + 1000 * step), D("0.5"), 0)
        engine.set_level(MARKET, "bid", D(99_999_000 - 1000 * step), D("0.5"), 0)
    engine.set_level("BTC-ETH", "bid", D("0.03"), D(1000), 0)
    engine.open_account("a", {"KRW": D(10**12), "BTC": D(10**3), "ETH": D(10**4), "USDT": D(10**7)})
    engine.open_account("poor", {"KRW": D(10_000)})
    return engine


def request(
    side: str = "bid",
    ord_type: str = "limit",
    volume: str | None = "0.001",
    price: str | None = "100000000",
    tif: str | None = None,
    **more: str,
) -> OrderRequest:
    return OrderRequest(
        market=more.pop("market", MARKET),
        side=side,
        ord_type=ord_type,
        volume=None if volume is None else D(volume),
        price=None if price is None else D(price),
        time_in_force=tif,
        **more,
    )


def refusal(engine: Engine, wish: OrderRequest, account: str = "a") -> tuple[int, str]:
    """What `check` says, after making sure that `place` says the same and that nothing came of it."""
    before = engine.account(account)
    with pytest.raises(Refusal) as checked:
        engine.check(account, wish)
    with pytest.raises(Refusal) as placed:
        engine.place(account, wish, 0)
    assert (placed.value.status, placed.value.name) == (checked.value.status, checked.value.name)
    assert checked.value.message
    assert engine.account(account) == before
    assert not engine.orders(account)
    return checked.value.status, checked.value.name


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        (request(side="buy"), "validation_error"),
        (request(side=""), "validation_error"),
        (request(ord_type="stop"), "validation_error"),
        (request(tif="gtc"), "invalid_time_in_force"),
        (request(smp_type="kill"), "invalid_parameter"),
        (request(identifier=""), "invalid_parameter"),
        (request(identifier="x" * 65), "invalid_parameter"),
        (request(identifier="a\nb"), "invalid_parameter"),
        (request(market="KRW-NONE"), "notfoundmarket"),
        (request(market="btc"), "notfoundmarket"),
    ],
)
def test_unknown_words(engine: Engine, wish: OrderRequest, name: str) -> None:
    assert refusal(engine, wish) == (400, name)


@pytest.mark.parametrize("side", ["bid", "ask"])
@pytest.mark.parametrize(
    ("ord_type", "volume", "price"),
    [
        ("limit", None, "100000000"),
        ("limit", "1", None),
        ("limit", None, None),
        ("price", "1", "100000000"),
        ("price", "1", None),
        ("market", "1", "100000000"),
        ("market", None, "100000000"),
        ("best", "1", "100000000"),
        ("best", None, None),
    ],
)
def test_parts_that_do_not_belong_together(
    engine: Engine, side: str, ord_type: str, volume: str | None, price: str | None
) -> None:
    wish = request(side, ord_type, volume, price, tif="ioc" if ord_type == "best" else None)
    assert refusal(engine, wish) == (400, f"create_{side}_error")


def test_market_orders_have_one_side_each(engine: Engine) -> None:
    assert refusal(engine, request("ask", "price", None, "10000")) == (400, "create_ask_error")
    assert refusal(engine, request("bid", "market", "1", None)) == (400, "create_bid_error")


@pytest.mark.parametrize(
    "wish",
    [
        request("bid", "price", None, "10000", tif="ioc"),
        request("ask", "market", "0.1", None, tif="fok"),
        request("bid", "best", None, "10000"),
        request("ask", "best", "0.1", None),
        request("ask", "best", "0.1", None, tif="post_only"),
    ],
)
def test_times_in_force_that_do_not_fit(engine: Engine, wish: OrderRequest) -> None:
    assert refusal(engine, wish) == (400, "invalid_time_in_force")


@pytest.mark.parametrize("mode", ["cancel_maker", "cancel_taker", "reduce"])
def test_post_only_takes_no_self_match_mode(engine: Engine, mode: str) -> None:
    assert refusal(engine, request(tif="post_only", smp_type=mode)) == (400, "invalid_post_only")


@pytest.mark.parametrize("side", ["bid", "ask"])
@pytest.mark.parametrize(
    ("price", "volume", "name"),
    [
        ("100000500", "0.001", "invalid_price"),
        ("0", "0.001", "invalid_price"),
        ("-1000", "0.001", "invalid_price"),
        ("NaN", "0.001", "invalid_price"),
        ("1E+25", "0.001", "invalid_price"),
        ("100000000", "0.000000001", "invalid_volume"),
        ("100000000", "12.345678901", "invalid_volume"),
        ("100000000", "0", "invalid_volume"),
        ("100000000", "-1", "invalid_volume"),
        ("100000000", "Infinity", "invalid_volume"),
        ("100000000", "0.00004999", "under_min_total"),
        ("100000000", "10.00000001", "over_krw_funds"),
    ],
)
def test_amounts(engine: Engine, side: str, price: str, volume: str, name: str) -> None:
    assert refusal(engine, request(side, "limit", volume, price)) == (400, f"{name}_{side}")


def test_more_amounts(engine: Engine) -> None:
    assert refusal(engine, request(volume="1E+25")) == (400, "volume_too_large")
    assert refusal(engine, request("bid", "price", None, "0")) == (400, "invalid_funds_bid")
    assert refusal(engine, request("bid", "price", None, "9999.123456789")) == (400, "invalid_funds_bid")
    assert refusal(engine, request("bid", "price", None, "4999.99999999")) == (400, "under_min_total_bid")
    assert refusal(engine, request("bid", "best", None, "1000000001", "ioc")) == (400, "over_krw_funds_bid")
    # 0.00005 coins at the best bid of 99,999,000 are 4,999.95 KRW.
    assert refusal(engine, request("ask", "market", "0.00005", None)) == (400, "under_min_total_ask")
    assert refusal(engine, request("ask", "best", "0.00005", None, "fok")) == (400, "under_min_total_ask")


@pytest.mark.parametrize(
    ("market", "volume", "price", "name"),
    [
        ("BTC-ETH", "0.001", "0.03", "under_min_total_bid"),
        ("BTC-ETH", "334", "0.03", "over_max_total_price_bid"),
        ("USDT-ETH", "0.0001", "2600.01", "under_min_total_bid"),
        ("USDT-ETH", "400", "2600.01", "over_max_total_price_bid"),
        ("USDT-ETH", "1", "2600.001", "invalid_price_bid"),
        ("BTC-ETH", "1", "0.000000001", "invalid_price_bid"),
    ],
)
def test_other_quote_currencies(engine: Engine, market: str, volume: str, price: str, name: str) -> None:
    assert refusal(engine, request("bid", "limit", volume, price, market=market)) == (400, name)


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        (request("bid", "limit", "0.0001", "100000000"), "insufficient_funds_bid"),
        (request("bid", "price", None, "9995.01"), "insufficient_funds_bid"),
        (request("ask", "limit", "0.0001", "100000000"), "insufficient_funds_ask"),
        (request("ask", "market", "0.0001", None), "insufficient_funds_ask"),
    ],
)
def test_funds(engine: Engine, wish: OrderRequest, name: str) -> None:
    assert refusal(engine, wish, "poor") == (400, name)


def test_the_fee_must_be_covered_and_no_more(engine: Engine) -> None:
    engine.check("poor", request("bid", "price", None, "9995"))
    engine.open_account("exact", {"KRW": D("10005")})
    engine.check("exact", request("bid", "limit", "0.0001", "100000000"))


def test_market_orders_beyond_thirty_levels(engine: Engine) -> None:
    visible = sum(price * size for price, size in engine.depth(MARKET, "ask", 30))
    assert visible > 10**9
    engine.check("a", request("ask", "market", "9", None))
    for step in range(40):
        engine.set_level(MARKET, "ask", D(100_000_000 + 1000 * step), D("0.001"), 0)
        engine.set_level(MARKET, "bid", D(99_999_000 - 1000 * step), D("0.001"), 0)
    visible = sum(price * size for price, size in engine.depth(MARKET, "ask", 30))
    engine.check("a", request("bid", "price", None, str(visible)))
    assert refusal(engine, request("bid", "price", None, str(visible + 1))) == (400, "create_bid_error")
    engine.check("a", request("ask", "market", "0.03", None))
    assert refusal(engine, request("ask", "market", "0.03000001", None)) == (400, "create_ask_error")


def test_market_orders_need_somebody_on_the_other_side(engine: Engine) -> None:
    assert refusal(engine, request("bid", "price", None, "10000", market="KRW-ETH")) == (
        400,
        "create_bid_error",
    )
    assert refusal(engine, request("ask", "market", "1", None, market="KRW-ETH")) == (400, "create_ask_error")


def test_a_halted_market(engine: Engine) -> None:
    engine.set_online(MARKET, False)
    assert refusal(engine, request()) == (403, "market_offline")
    engine.set_online(MARKET, True)
    engine.check("a", request())


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        (request(side="buy", market="KRW-NONE"), "validation_error"),
        (request(market="KRW-NONE", volume=None), "notfoundmarket"),
        (request(volume=None, identifier="used"), "create_bid_error"),
        (request(identifier="used", price="100000500"), "duplicated_identifier"),
        (request(price="100000500", volume="0"), "invalid_price_bid"),
        (request(volume="0.000000001"), "invalid_volume_bid"),
        (request(volume="0.00001"), "under_min_total_bid"),
        (request(volume="11"), "over_krw_funds_bid"),
    ],
)
def test_the_first_fault_in_the_stated_order_is_named(engine: Engine, wish: OrderRequest, first: str) -> None:
    with pytest.raises(Refusal):
        engine.place("poor", request(price="1", identifier="used"), 0)
    engine.set_online(MARKET, False)
    assert refusal(engine, wish, "poor")[1] == first


def test_an_identifier_is_used_up_by_a_refused_order_but_not_by_a_check(engine: Engine) -> None:
    engine.check("a", request(identifier="mine"))
    with pytest.raises(Refusal, match="insufficient"):
        engine.place("poor", request(identifier="mine"), 0)
    assert refusal(engine, request(identifier="mine"), "poor") == (400, "duplicated_identifier")
    engine.place("a", request(identifier="mine"), 0)
    with pytest.raises(Refusal, match="duplicated_identifier"):
        engine.place("a", request(identifier="mine"), 0)


def test_a_malformed_request_does_not_use_up_its_identifier(engine: Engine) -> None:
    with pytest.raises(Refusal, match="create_bid_error"):
        engine.place("a", request(price=None, identifier="mine"), 0)
    engine.check("a", request(identifier="mine"))
