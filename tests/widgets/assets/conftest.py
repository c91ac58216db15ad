"""An account and a catalog; the account is held by hand."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PyQt6.QtGui import QFontDatabase
from PyQt6.QtWidgets import QApplication

from app.errors import HogaError
from app.market.symbols import Catalog, Market, catalog_of
from app.signals import Signal
from app.trading import Balance
from app.upbit import Chance
from resources import FONTS
from tests.widgets.order_entry.double import chance_of


def balance(currency: str, free: str, locked: str = "0", average: str = "0") -> Balance:
    return Balance(currency, Decimal(free), Decimal(locked), Decimal(average), "KRW")


class FakeActions:
    """Runs what needs no waiting at once; `offline` fails instead."""

    def __init__(self) -> None:
        self.offline = False
        self.stopped: list[str] = []

    def run(self, name: str, work: Coroutine, on_done: Callable, on_failed: Callable) -> None:
        if self.offline:
            work.close()
            on_failed("no answer")
            return
        try:
            work.send(None)
        except StopIteration as end:
            on_done(end.value)

    def stop(self, name: str) -> None:
        self.stopped.append(name)


class FakeBroker:
    """The part of the broker that the panel looks at."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fee = Decimal("0.0005")
        self.balances: dict[str, Balance] = {}
        self.ready = False
        self.problem: HogaError | None = None
        self.problem_changed: Signal[HogaError | None] = Signal("problem changed")
        self.balances_changed: Signal[frozenset[str]] = Signal("balances changed")
        self.ready_changed: Signal[bool] = Signal("ready changed")

    async def chance(self, market: str) -> Chance:
        self.asked.append(market)
        return replace(chance_of(market), bid_fee=self.fee, ask_fee=self.fee)

    def hold(self, *balances: Balance) -> None:
        self.balances = {each.currency: each for each in balances}
        self.balances_changed.emit(frozenset(self.balances))

    def become_ready(self) -> None:
        self.ready = True
        self.ready_changed.emit(True)


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
def actions() -> FakeActions:
    return FakeActions()


@pytest.fixture
def make_balance() -> Callable[..., Balance]:
    return balance
