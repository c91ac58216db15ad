"""Orders against a small book, each figure worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trading import Depth, OrderIntent, impact_of

D = Decimal
BOOK = Depth(
    "KRW-BTC",
    asks=((D(100), D(1)), (D(101), D(2)), (D(110), D(7))),
    bids=((D(99), D(2)), (D(90), D(8))),
)


def order(
    side: str, ord_type: str, volume: str | None, price: str | None, force: str | None = None
) -> OrderIntent:
    amounts = (None if volume is None else D(volume), None if price is None else D(price))
    return OrderIntent("KRW-BTC", side, ord_type, *amounts, force)


def test_a_market_buy_walks_up_the_asks() -> None:
    found = impact_of(order("bid", "price", None, "302"), BOOK)
    assert found is not None
    assert (found.touch, found.worst, found.volume, found.funds) == (D(100), D(101), D(3), D(302))
    assert found.complete
    assert found.average == D(302) / D(3)
    assert found.slippage is not None
    assert round(found.slippage, 4) == D("0.6667")
    assert round(found.share, 4) == round(D(302) / D(1072) * 100, 4)


def test_a_market_sale_walks_down_the_bids() -> None:
    found = impact_of(order("ask", "market", "5", None), BOOK)
    assert found is not None
    assert (found.touch, found.worst, found.funds, found.share) == (D(99), D(90), D(468), D(50))


def test_more_than_is_visible_is_told() -> None:
    found = impact_of(order("ask", "market", "25", None), BOOK)
    assert found is not None
    assert not found.complete
    assert (found.volume, found.share) == (D(10), D(250))


@pytest.mark.parametrize(
    ("price", "volume", "taken", "worst"),
    [("99", "1", 0, None), ("100", "5", 1, 100), ("105", "5", 3, 101), ("200", "5", 5, 110)],
)
def test_a_limit_buy_takes_what_its_price_reaches(
    price: str, volume: str, taken: int, worst: int | None
) -> None:
    found = impact_of(order("bid", "limit", volume, price), BOOK)
    assert found is not None
    assert found.volume == taken
    assert found.worst == worst
    assert (found.average is None) is (taken == 0)


def test_a_best_order_takes_the_touch_alone() -> None:
    found = impact_of(order("bid", "best", None, "1000", "ioc"), BOOK)
    assert found is not None
    assert (found.volume, found.worst, found.complete) == (D(1), D(100), False)


def test_post_only_takes_nothing() -> None:
    found = impact_of(order("bid", "limit", "1", "200", "post_only"), BOOK)
    assert found is not None
    assert found.volume == 0


@pytest.mark.parametrize(
    "intent",
    [
        order("bid", "price", None, None),
        order("ask", "market", "0", None),
        OrderIntent("KRW-ETH", "bid", "price", None, D(10)),
    ],
)
def test_no_figure_without_an_amount_or_for_another_market(intent: OrderIntent) -> None:
    assert impact_of(intent, BOOK) is None
    assert impact_of(order("bid", "price", None, "10"), Depth("KRW-BTC", (), BOOK.bids)) is None


@given(total=st.integers(1, 2000), volume=st.decimals("0.00000001", "20", places=8))
def test_nothing_taken_is_more_than_wanted_or_than_there_is(total: int, volume: Decimal) -> None:
    bought = impact_of(OrderIntent("KRW-BTC", "bid", "price", None, D(total)), BOOK)
    sold = impact_of(OrderIntent("KRW-BTC", "ask", "market", volume), BOOK)
    assert bought is not None
    assert sold is not None
    assert bought.funds <= total
    assert bought.complete is (total <= 1072)
    assert sold.volume == min(volume, 10)
    for found in (bought, sold):
        assert found.slippage is None or found.slippage >= 0
