"""An account, a catalog, and the two doors of the panel held by hand."""

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

from app.errors import HogaError
from app.market.symbols import Catalog, Market, catalog_of
from app.signals import Signal
from app.trading import Balance
from app.websocket_v6 import DataType, Ticker
from resources import FONTS
from widgets.frame_clock import FrameClock

BLANKS: dict[object, object] = {float: 0.0, int: 0, str: "", bool: False}


def balance(currency: str, free: str, locked: str = "0", average: str = "0") -> Balance:
    return Balance(currency, Decimal(free), Decimal(locked), Decimal(average), "KRW")


class FakeBroker:
    """The part of the broker that the panel looks at."""

    def __init__(self) -> None:
        self.balances: dict[str, Balance] = {}
        self.ready = False
        self.problem: HogaError | None = None
        self.balances_changed: Signal[frozenset[str]] = Signal("balances changed")
        self.ready_changed: Signal[bool] = Signal("ready changed")

    def hold(self, *balances: Balance) -> None:
        self.balances = {each.currency: each for each in balances}
        self.balances_changed.emit(frozenset(self.balances))

    def become_ready(self) -> None:
        self.ready = True
        self.ready_changed.emit(True)


class FakeFrame:
    """What the library hands to a client's callback."""

    def __init__(self, ticker: Ticker) -> None:
        self.data_type = DataType.TICKER
        self.symbol = ticker.code
        self.received_at = time.monotonic()
        self._ticker = ticker

    def event(self) -> Ticker:
        return self._ticker


class FakeClient:
    """Remembers what is wished for and delivers prices by hand."""

    living: ClassVar[list[FakeClient]] = []

    def __init__(self, name: str) -> None:
        self.wish: tuple[tuple[str, ...], Callable[[Any], None]] | None = None
        self.living.append(self)

    def watch(
        self, data_type: DataType, symbols: Sequence[str], on_frame: Callable[[Any], None], *, interval: str
    ) -> None:
        assert data_type is DataType.TICKER
        self.wish = tuple(symbols), on_frame

    def unwatch(self, data_type: DataType) -> None:
        self.wish = None

    def close(self) -> None:
        self.wish = None

    @property
    def codes(self) -> tuple[str, ...]:
        return () if self.wish is None else self.wish[0]

    def deliver(self, **prices: float) -> None:
        assert self.wish is not None
        for currency, price in prices.items():
            blank = {field.name: BLANKS.get(field.type) for field in msgspec.structs.fields(Ticker)}
            assert f"KRW-{currency}" in self.codes
            self.wish[1](FakeFrame(Ticker(**(blank | {"code": f"KRW-{currency}", "trade_price": price}))))


@pytest.fixture(autouse=True, scope="package")
def fonts(qapp: QApplication) -> None:
    """The desk's own fonts: widths are a matter of them."""
    for file in FONTS.glob("*.otf"):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0


@pytest.fixture
def catalog() -> Catalog:
    return catalog_of(
        [
            Market("KRW-BTC", "비트코인", "Bitcoin"),
            Market("KRW-ETH", "이더리움", "Ethereum"),
            Market("KRW-PEPE", "페페", "Pepe"),
            Market("BTC-ARK", "아크", "Ark"),
        ]
    )


@pytest.fixture
def broker() -> FakeBroker:
    return FakeBroker()


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> list[FakeClient]:
    monkeypatch.setattr(FakeClient, "living", [])
    monkeypatch.setattr("widgets.feed.WebSocketClient", FakeClient)
    return FakeClient.living


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


@pytest.fixture
def frame_clock(owner: QObject) -> FrameClock:
    return FrameClock(owner)


@pytest.fixture
def make_balance() -> Callable[..., Balance]:
    return balance
