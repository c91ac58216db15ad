"""The published figures: protocol sections 3.7, 4.15, 4.16 and 7."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange import rules

D = Decimal

KRW_TABLE = """
2000000 1000 | 1000000 1000 | 500000 500 | 100000 100 | 50000 50 | 10000 10 | 5000 5 | 1000 1 | 100 1 | 10 0.1
1 0.01 | 0.1 0.001 | 0.01 0.0001 | 0.001 0.00001 | 0.0001 0.000001 | 0.00001 0.0000001
"""
USDT_TABLE = "10 0.01 | 1 0.001 | 0.1 0.0001 | 0.01 0.00001 | 0.001 0.000001 | 0.0001 0.0000001"
SATOSHI = D("0.00000001")


def bands(table: str) -> list[tuple[Decimal, Decimal]]:
    rows = table.replace("\n", "|").split("|")
    return [(D(bound), D(tick)) for bound, tick in (row.split() for row in rows if row.strip())]


@pytest.mark.parametrize(
    ("quote", "bound", "tick"),
    [("KRW", *band) for band in bands(KRW_TABLE)] + [("USDT", *band) for band in bands(USDT_TABLE)],
)
def test_a_band_begins_at_its_lower_bound(quote: str, bound: Decimal, tick: Decimal) -> None:
    assert rules.tick_size(quote, bound) == tick
    assert rules.tick_size(quote, bound + tick) == tick
    assert rules.tick_size(quote, bound - SATOSHI) <= tick


def test_the_smallest_prices_have_the_smallest_tick() -> None:
    assert rules.tick_size("KRW", D("0.00000999")) == SATOSHI
    assert rules.tick_size("USDT", D("0.00009999")) == SATOSHI


@pytest.mark.parametrize("price", ["0.00000001", "0.05", "1", "123456"])
def test_btc_markets_have_one_tick(price: str) -> None:
    assert rules.tick_size("BTC", D(price)) == SATOSHI


@settings(deadline=None)
@given(st.sampled_from(rules.QUOTES), st.integers(1, 10**18))
def test_only_positive_multiples_of_the_tick_are_prices(quote: str, units: int) -> None:
    price = D(units).scaleb(-8)
    assert rules.is_on_tick(quote, price) == (price % rules.tick_size(quote, price) == 0)
    assert not rules.is_on_tick(quote, -price)


@pytest.mark.parametrize("text", ["0", "NaN", "Infinity", "1E+30", "155772500", "0.000000001", "1E+11"])
def test_what_is_no_price(text: str) -> None:
    assert not rules.is_on_tick("KRW", D(text))


@pytest.mark.parametrize(
    ("quote", "price", "levels"),
    [
        ("KRW", "155772000", "0 10000 100000 1000000 10000000 100000000"),
        ("KRW", "3612000", "0 10000 100000 1000000"),
        ("KRW", "430", "0 1 10 100"),
        ("KRW", "1375", "0 10 100 1000"),
        ("USDT", "95000", "0"),
        ("BTC", "0.03", "0"),
    ],
)
def test_grouping_levels(quote: str, price: str, levels: str) -> None:
    assert rules.supported_levels(quote, D(price)) == tuple(D(level) for level in levels.split())


@pytest.mark.parametrize(
    ("quote", "least", "most", "fee"),
    [
        ("KRW", "5000", "1000000000", "0.0005"),
        ("BTC", "0.00005", "10", "0.0025"),
        ("USDT", "0.5", "1000000", "0.0025"),
    ],
)
def test_sizes_and_fees(quote: str, least: str, most: str, fee: str) -> None:
    assert (rules.min_total(quote), rules.max_total(quote)) == (D(least), D(most))
    assert rules.fee_rate(quote) == D(fee)


def test_a_market_code_names_the_quote_first() -> None:
    assert (rules.quote_of("BTC-META2"), rules.base_of("BTC-META2")) == ("BTC", "META2")
