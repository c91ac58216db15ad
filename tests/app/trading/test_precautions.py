"""주문 착오방지: what asks again, what refuses, and when a confirmation has to be given anew."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.settings import OrderGuards, Threshold
from app.trading import Depth, OrderIntent, assess, moved

D = Decimal
Found = tuple[str, bool]
LIMITS = OrderGuards(
    totals={"KRW": Threshold(D(1000), D(5000))}, through=Threshold(D(3), D(20)), depth=Threshold(D(30), D(80))
)


def book(ask: int = 100, size: int = 10) -> Depth:
    asks = tuple((D(ask + rank), D(size)) for rank in range(3))
    return Depth("KRW-BTC", asks, tuple((D(ask - 1 - rank), D(size)) for rank in range(3)))


def limit(price: str, volume: str = "1", side: str = "bid", force: str | None = None) -> OrderIntent:
    return OrderIntent("KRW-BTC", side, "limit", D(volume), D(price), force)


def rules(
    intent: OrderIntent, depth: Depth | None = None, last: Decimal | None = None
) -> list[tuple[str, bool]]:
    found = assess(intent, LIMITS, depth, last)
    assert found.asks is bool(found.cautions)
    return [(caution.rule, caution.refuses) for caution in found.cautions]


@pytest.mark.parametrize(
    ("intent", "expected"),
    [
        (limit("100"), []),
        (limit("90"), []),
        (limit("103"), []),
        (limit("104"), [("through", False)]),
        (limit("121"), [("through", True)]),
        (limit("9", side="ask"), [("through", True)]),
        (limit("95", side="ask"), [("through", False)]),
        (limit("200", force="post_only"), []),
        (limit("90", "20"), [("total", False)]),
        (limit("90", "60"), [("total", True)]),
        (limit("102", "9.8"), [("depth", False)]),
        (OrderIntent("KRW-BTC", "bid", "price", None, D(900)), []),
        (OrderIntent("KRW-BTC", "bid", "price", None, D(999)), [("depth", False)]),
        (OrderIntent("KRW-BTC", "ask", "market", D(15)), [("total", False), ("depth", False)]),
        (OrderIntent("KRW-BTC", "ask", "market", D(40)), [("total", False), ("depth", True)]),
        (OrderIntent("KRW-BTC", "bid", "best", None, D(900), "ioc"), []),
    ],
)
def test_each_rule_asks_or_refuses_at_its_limit(
    intent: OrderIntent, expected: list[tuple[str, bool]]
) -> None:
    assert rules(intent, book()) == expected


def test_a_market_order_that_walks_far_is_through_the_touch() -> None:
    thin = Depth("KRW-BTC", ((D(100), D(1)), (D(130), D(100))), ())
    assert rules(OrderIntent("KRW-BTC", "bid", "price", None, D(500)), thin) == [("through", True)]


def test_without_a_book_the_last_price_judges_a_limit_order_and_nothing_a_market_order() -> None:
    assert rules(limit("104"), None, D(100)) == [("through", False)]
    assert rules(limit("100"), None, None) == [("no_book", False)]
    assert rules(OrderIntent("KRW-BTC", "bid", "price", None, D(500)), None, D(100)) == [("no_book", False)]
    # A total is known without a book; what a sale is worth is told by the last price.
    assert ("total", False) in rules(OrderIntent("KRW-BTC", "ask", "market", D(15)), None, D(100))


def test_limits_of_other_currencies_and_those_that_are_off_say_nothing() -> None:
    off = OrderGuards(totals={}, through=Threshold(), depth=Threshold())
    assert assess(limit("190", "100"), off, book()).cautions == ()


def test_every_sentence_names_value_and_limit_in_both_languages() -> None:
    found = assess(limit("110", "60"), LIMITS, book()).cautions
    texts = [(caution.told.ko, caution.told.en) for caution in found]
    assert all("6,600" in text for text in texts[0])
    assert all("{" not in ko + en for ko, en in texts)
    assert {caution.rule: caution.field for caution in found} == {
        "total": "total",
        "through": "price",
        "depth": "volume",
    }


MARKET = OrderIntent("KRW-BTC", "bid", "price", None, D(900))


@pytest.mark.parametrize(
    ("intent", "before", "now", "expected"),
    [
        (MARKET, book(), book(), False),
        (MARKET, book(10_000), book(10_009), False),
        (MARKET, book(10_000), book(10_011), True),
        (OrderIntent("KRW-BTC", "bid", "price", None, D(800)), book(), book(95), False),
        (MARKET, book(), None, True),
        (limit("102"), book(), book(103), True),
        (limit("99"), book(), book(101), False),
        (limit("99"), book(), book(99), True),
        (limit("10301"), book(10_000), book(10_002), False),
        (limit("103"), book(), book(99), True),
        (MARKET, book(), book(size=2), True),
    ],
)
def test_what_makes_a_confirmed_order_another_one(
    intent: OrderIntent, before: Depth, now: Depth | None, expected: bool
) -> None:
    assert moved(assess(intent, LIMITS, before), assess(intent, LIMITS, now)) is expected


@pytest.mark.parametrize("text", ["NaN", "-1", "Infinity", "1e30"])
def test_a_limit_is_an_amount(text: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        Threshold(ask=D(text))


@pytest.mark.parametrize(
    ("intent", "tick", "expected"),
    [
        (limit("103"), "1", []),
        (limit("104"), "1", [("ticks", False)]),
        (limit("102"), "0.5", [("ticks", False)]),
        (limit("110"), "1", [("ticks", False)]),
        (limit("111"), "1", [("ticks", True)]),
        (limit("95", side="ask"), "1", [("ticks", False)]),
        (limit("90"), "1", []),
        (limit("200", force="post_only"), "1", []),
        (limit("111"), None, []),
        (OrderIntent("KRW-BTC", "bid", "price", None, D(2500)), "0.5", [("ticks", False)]),
        (OrderIntent("KRW-BTC", "bid", "price", None, D(900)), "0.5", []),
    ],
)
def test_ticks_beyond_the_best_price_are_counted_where_the_trader_wants_it(
    intent: OrderIntent, tick: str | None, expected: list[Found]
) -> None:
    """What per cent are in one market are many ticks in another."""
    limits = OrderGuards(totals={}, through=Threshold(), depth=Threshold(), ticks=Threshold(D(3), D(10)))
    found = assess(intent, limits, book(), tick=None if tick is None else D(tick))
    assert [(caution.rule, caution.refuses) for caution in found.cautions] == expected
    assert all("호가 불리" in caution.sentence for caution in found.cautions)


def test_no_number_of_ticks_is_a_limit_unless_it_is_set() -> None:
    assert assess(limit("102"), OrderGuards(), book(), tick=D("0.0001")).cautions == ()
