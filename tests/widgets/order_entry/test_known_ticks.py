"""Ticks of other price bands are learnt from the other markets, once, with the price of that moment."""

from __future__ import annotations

from decimal import Decimal

from app.market.symbols import Catalog, Market
from widgets.order_entry.known_ticks import PATIENCE, KnownTicks

CATALOG = Catalog(
    (
        Market("KRW-DOGE", "도지코인", "Dogecoin", tick_size=Decimal(1)),
        Market("KRW-ADA", "에이다", "Ada", tick_size=Decimal("0.1")),
        Market("KRW-NEW", "새 코인", "New"),
        Market("BTC-XRP", "리플", "XRP", tick_size=Decimal("0.00000001")),
    )
)


def test_the_own_tick_counts_until_every_price_is_known() -> None:
    known = KnownTicks(CATALOG)
    assert known.unpriced("KRW-DOGE") == ["KRW-ADA", "KRW-DOGE"]
    known.learn({"KRW-DOGE": Decimal(163)})
    assert known.around("KRW-DOGE", Decimal("99.5")) == (Decimal(1), Decimal(1))


def test_another_band_is_open_to_prices_that_only_it_allows() -> None:
    known = KnownTicks(CATALOG)
    known.learn({"KRW-DOGE": Decimal(163), "KRW-ADA": Decimal("98.5"), "KRW-XYZ": Decimal(5)})
    assert known.unpriced("KRW-DOGE") == []
    assert known.around("KRW-DOGE", Decimal("99.5")) == (Decimal("0.1"), Decimal(1))
    assert known.around("KRW-DOGE", Decimal("98.5")) == (Decimal("0.1"), Decimal("0.1"))
    assert known.around("KRW-DOGE", Decimal(163)) == (Decimal(1), Decimal(1))


def test_a_later_price_does_not_move_the_band_its_tick_was_told_for() -> None:
    known = KnownTicks(CATALOG)
    known.learn({"KRW-DOGE": Decimal(163), "KRW-ADA": Decimal("98.5")})
    known.learn({"KRW-ADA": Decimal(150)})
    assert known.around("KRW-DOGE", Decimal(120)) == (Decimal("0.1"), Decimal(1))


def test_a_listing_that_never_trades_is_not_waited_for_for_ever() -> None:
    known = KnownTicks(Catalog((*CATALOG.markets, Market("KRW-SOON", "곧", "Soon", tick_size=Decimal(1)))))
    prices = {"KRW-DOGE": Decimal(163), "KRW-ADA": Decimal("98.5")}
    known.learn(prices)
    for _ in range(PATIENCE - 1):
        known.learn(prices)
        known.learn({})  # a batch of books alone says nothing of prices
    assert known.unpriced("KRW-DOGE") == ["KRW-SOON"]
    known.learn(prices)
    assert known.unpriced("KRW-DOGE") == []
    assert known.around("KRW-DOGE", Decimal("99.5")) == (Decimal("0.1"), Decimal(1))


def test_a_market_without_a_tick_has_none() -> None:
    known = KnownTicks(CATALOG)
    assert known.around("KRW-NEW", Decimal(5)) is None
    assert known.around("KRW-GONE", Decimal(5)) is None
    assert known.unpriced("USDT-XRP") == []
