"""A tick is known where markets on both sides of a price have the same one, and nowhere else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.market.bands import TickBands
from app.market.symbols import Catalog, Market

D = Decimal


def market(code: str, tick: str | None) -> Market:
    return Market(code, code, code, tick_size=None if tick is None else D(tick))


CATALOG = Catalog(
    (
        market("KRW-BTC", "1000"),
        market("KRW-ETH", "1000"),
        market("KRW-XRP", "1"),
        market("KRW-NEW", None),
        market("BTC-XRP", "0.00000001"),
    )
)
PRICES = {"KRW-BTC": D(158_000_000), "KRW-ETH": D(5_000_000), "KRW-XRP": D(900), "KRW-NEW": D(1000)}


@pytest.mark.parametrize(
    ("code", "price", "tick"),
    [
        ("KRW-BTC", "100000000", "1000"),
        ("KRW-BTC", "5000000", "1000"),
        ("KRW-BTC", "158000000", "1000"),
        ("KRW-BTC", "1000000", None),
        ("KRW-BTC", "159000000", None),
        ("KRW-XRP", "900", "1"),
        ("KRW-XRP", "500", None),
        ("KRW-NEW", "6000000", None),
        ("BTC-XRP", "0.00001", None),
        ("KRW-NOPE", "900", None),
    ],
)
def test_a_tick_where_it_is_sure(code: str, price: str, tick: str | None) -> None:
    assert TickBands(CATALOG, PRICES).tick_at(code, D(price)) == (None if tick is None else D(tick))


def test_nothing_is_known_without_prices() -> None:
    assert TickBands(CATALOG).tick_at("KRW-BTC", D(158_000_000)) is None
    assert TickBands().tick_at("KRW-BTC", D(158_000_000)) is None
