"""Which markets are shown, and in which order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.market.symbols import Catalog, Market
from widgets.markets.listing import Sorting, Tab, arrange, members
from widgets.markets.rows import Column, Row


def codes(markets) -> list[str]:
    return [market.code for market in markets]


def make_row(code: str, price: float | None, rate: float | None = 0.0, value: float | None = 0.0) -> Row:
    row = Row(Market(code, f"이름{code}", code))
    row.price, row.rate, row.value, row.high, row.low = price, rate, value, price, price
    return row


def test_tabs_of_quote_currencies_list_their_markets(catalog: Catalog) -> None:
    assert codes(members(Tab.BTC, catalog, (), ())) == ["BTC-ETH", "BTC-ARK"]
    assert codes(members(Tab.USDT, catalog, (), ())) == ["USDT-BTC"]


def test_held_currencies_are_shown_where_they_trade_best(catalog: Catalog) -> None:
    held = members(Tab.HELD, catalog, {"ETH", "ARK", "GONE"}, ())
    assert codes(held) == ["BTC-ARK", "KRW-ETH"]


def test_starred_markets_come_in_the_order_of_starring(catalog: Catalog) -> None:
    starred = members(Tab.STARRED, catalog, (), ["USDT-BTC", "KRW-GONE", "KRW-BTC"])
    assert codes(starred) == ["USDT-BTC", "KRW-BTC"]


def test_a_falling_market_is_below_an_unchanged_one() -> None:
    rows = [make_row("KRW-A", 1.0, -0.0153), make_row("KRW-B", 1.0, 0.0), make_row("KRW-C", 1.0, 0.004)]
    by_rate = Sorting(Column.RATE, descending=True)
    assert codes(arrange(rows, None, (), by_rate)) == ["KRW-C", "KRW-B", "KRW-A"]
    assert codes(arrange(rows, None, (), by_rate.clicked(Column.RATE))) == ["KRW-A", "KRW-B", "KRW-C"]


def test_starred_first_then_the_better_match_then_the_sorting() -> None:
    rows = [
        make_row(f"KRW-{name}", 1.0, value=value) for name, value in zip("ABCD", (1, 2, 3, 4), strict=True)
    ]
    ranks = {"KRW-A": 0, "KRW-B": 1, "KRW-C": 1}
    assert codes(arrange(rows, ranks, {"KRW-B"}, Sorting())) == ["KRW-B", "KRW-A", "KRW-C"]
    assert codes(arrange(rows, {}, {"KRW-B"}, Sorting())) == []


def test_prices_of_different_currencies_are_not_compared() -> None:
    rows = [
        make_row("BTC-A", 900.0),
        make_row("KRW-B", 1.0),
        make_row("USDT-C", 90.0),
        make_row("KRW-D", 2.0),
    ]
    by_price = arrange(rows, None, (), Sorting(Column.PRICE))
    assert codes(by_price) == ["KRW-D", "KRW-B", "BTC-A", "USDT-C"]


def test_a_click_turns_the_sorting_round_or_begins_with_the_largest() -> None:
    assert Sorting().clicked(Column.VALUE) == Sorting(Column.VALUE, descending=False)
    assert Sorting().clicked(Column.RATE) == Sorting(Column.RATE, descending=True)
    assert Sorting().clicked(Column.NAME) == Sorting(Column.NAME, descending=False)


figures = st.none() | st.floats(0, 1e9, allow_nan=False)


@given(
    st.lists(figures, max_size=30),
    st.sampled_from(list(Column)[1:]),
    st.booleans(),
    st.sets(st.integers(0, 29)),
)
def test_every_row_is_shown_once_and_the_unknown_last(values, column, descending, starred) -> None:
    rows = [make_row(f"KRW-{n}", value, value, value) for n, value in enumerate(values)]
    stars = {f"KRW-{n}" for n in starred}
    shown = arrange(rows, None, stars, Sorting(column, descending))
    assert sorted(codes(shown)) == sorted(codes(rows))
    for group in ([r for r in shown if r.code in stars], [r for r in shown if r.code not in stars]):
        known = [row.price for row in group if row.price is not None]
        if column is not Column.NAME:
            assert [row.price for row in group][: len(known)] == known
            assert known == sorted(known, reverse=descending)
