"""A list of markets, and tickers to deliver."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PyQt6.QtCore import QObject
from PyQt6.QtGui import QFontDatabase
from PyQt6.QtWidgets import QApplication

from app.market.symbols import Catalog, Market, catalog_of
from app.websocket_v6 import Ticker
from resources import FONTS
from tests.fakes import ticker
from widgets.links import Favourites

CATALOG = catalog_of(
    [
        Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=Decimal("1000")),
        Market("KRW-ETH", "이더리움", "Ethereum", tick_size=Decimal("1000")),
        Market("KRW-XRP", "엑스알피(리플)", "XRP", cautions=frozenset({"PRICE_FLUCTUATIONS"})),
        Market("KRW-BCH", "비트코인캐시", "Bitcoin Cash", tick_size=Decimal("100")),
        Market("KRW-PEPE", "페페", "Pepe", tick_size=Decimal("0.00001")),
        Market("KRW-MEW", "캣인어독스월드", "cat in a dogs world", warning=True),
        Market("BTC-ETH", "이더리움", "Ethereum", tick_size=Decimal("0.00000001")),
        Market("BTC-ARK", "아크", "Ark", tick_size=Decimal("0.00000001")),
        Market("USDT-BTC", "비트코인", "Bitcoin", tick_size=Decimal("0.01")),
    ]
)

MakeTicker = Callable[..., Ticker]


@pytest.fixture
def catalog() -> Catalog:
    return CATALOG


@pytest.fixture
def make_ticker() -> MakeTicker:
    """A ticker with the three figures that the list shows."""

    def make(code: str, price: float = 100.0, rate: float = 0.0, value: float = 1e9) -> Ticker:
        return ticker(
            code,
            trade_price=price,
            signed_change_rate=rate,
            change_rate=abs(rate),
            acc_trade_price_24h=value,
        )

    return make


@pytest.fixture(autouse=True, scope="package")
def fonts(qapp: QApplication) -> None:
    """The desk's own fonts: widths are a matter of them."""
    for file in FONTS.glob("*.otf"):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0


@pytest.fixture
def favourites(owner: QObject) -> Favourites:
    return Favourites([], owner)
