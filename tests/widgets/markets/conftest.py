"""A list of markets, tickers by hand, and a client that only remembers its wishes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import msgspec
import pytest
from PyQt6.QtCore import QObject
from PyQt6.QtGui import QFontDatabase
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.symbols import Catalog, Market, catalog_of
from app.websocket_v6 import DataType, Ticker
from resources import FONTS
from widgets.frame_clock import FrameClock
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

BLANKS: dict[object, object] = {float: 0.0, int: 0, str: "", bool: False}
MakeTicker = Callable[..., Ticker]


class FakeFrame:
    """What the library hands to a client's callback."""

    def __init__(self, ticker: Ticker) -> None:
        self.data_type = DataType.TICKER
        self.symbol = ticker.code
        self.received_at = time.monotonic()
        self.interval = None
        self._ticker = ticker

    def event(self) -> Ticker:
        return self._ticker


class FakeClient:
    """Remembers what is wished for and delivers by hand, to what is still wished for only."""

    living: ClassVar[list[FakeClient]] = []

    def __init__(self, name: str) -> None:
        self.name = name
        self.wishes: dict[DataType, tuple[tuple[str, ...], Callable[[Any], None]]] = {}
        self.watched = 0
        self.living.append(self)

    def watch(
        self, data_type: DataType, symbols: Sequence[str], on_frame: Callable[[Any], None], *, interval: str
    ) -> None:
        self.wishes[data_type] = tuple(symbols), on_frame
        self.watched += 1

    def unwatch(self, data_type: DataType) -> None:
        self.wishes.pop(data_type, None)

    def close(self) -> None:
        self.wishes.clear()

    @property
    def codes(self) -> tuple[str, ...]:
        return self.wishes[DataType.TICKER][0] if self.wishes else ()

    def deliver(self, *tickers: Ticker) -> None:
        for ticker in tickers:
            codes, on_frame = self.wishes[DataType.TICKER]
            if ticker.code in codes:
                on_frame(FakeFrame(ticker))


@pytest.fixture
def catalog() -> Catalog:
    return CATALOG


@pytest.fixture
def make_ticker() -> MakeTicker:
    """A ticker with the three figures that the list shows."""

    def make(code: str, price: float = 100.0, rate: float = 0.0, value: float = 1e9) -> Ticker:
        blank = {field.name: BLANKS.get(field.type) for field in msgspec.structs.fields(Ticker)}
        told = {
            "code": code,
            "trade_price": price,
            "signed_change_rate": rate,
            "change_rate": abs(rate),
            "acc_trade_price_24h": value,
        }
        return Ticker(**(blank | told))

    return make


@pytest.fixture(autouse=True, scope="package")
def fonts(qapp: QApplication) -> None:
    """The desk's own fonts: widths are a matter of them."""
    for file in FONTS.glob("*.otf"):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    """Something that owns the QObjects of a test."""
    parent = QObject()
    yield parent
    parent.deleteLater()


@pytest.fixture
def frame_clock(owner: QObject) -> FrameClock:
    return FrameClock(owner)


@pytest.fixture
def favourites(owner: QObject) -> Favourites:
    return Favourites([], owner)


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> list[FakeClient]:
    """The clients that panels make from now on."""
    monkeypatch.setattr(FakeClient, "living", [])
    monkeypatch.setattr("widgets.feed.WebSocketClient", FakeClient)
    return FakeClient.living
