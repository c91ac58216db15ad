"""What the tests of alerts share: a running `AlertDesk` on a stream that is delivered by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.alerts import Alert, AlertDesk, AlertFile, Direction, OrderFill, PriceCrosses, Rule
from app.alerts.engine import Reading, State, fill, see
from app.market.symbols import Catalog, Market, catalog_of
from app.signals import Signal
from app.trading import Broker
from app.websocket_v6 import WebSocketClient
from tests.app.alerts.samples import NOON, reading
from tests.fakes import Stream

CATALOG: Catalog = catalog_of(
    [
        Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=Decimal(1000)),
        Market("KRW-ETH", "이더리움", "Ethereum", tick_size=Decimal(500)),
        Market("BTC-ETH", "이더리움", "Ethereum", tick_size=Decimal("0.00000001")),
    ]
)


class QuietDesk(AlertDesk):
    """The running alerts without a loop: nothing is written, and prices are told by hand."""

    def __init__(self, directory: Path) -> None:
        stream = Stream()
        super().__init__(
            AlertFile(directory, "demo"),
            cast(WebSocketClient, stream.client("alerts")),
            Signal("statuses"),
            cast(Broker, SimpleNamespace(orders={}, orders_changed=Signal("orders"))),
            cast(Any, SimpleNamespace(time_ms=lambda: NOON, monotonic=lambda: 0.0)),
        )
        self.open()
        self.remove(1)

    def _follow(self) -> None: ...

    def _save(self) -> Any: ...

    def price(self, symbol: str, price: float | str, at: float = 0, *, blind: int | None = None) -> None:
        told: Reading = reading(price, at)
        self._take(*see(self._state, symbol, told, NOON + round(at * 1000), blind))

    def executed(self, happened: OrderFill) -> None:
        self._take(*fill(self._state, happened, NOON))

    def rules(self) -> list[Rule]:
        return [alert.rule for alert in self.state.alerts.values()]

    def above(self, price: int | str, symbol: str = "KRW-BTC", **told: Any) -> Alert:
        return self.add(symbol, PriceCrosses(Direction.ABOVE, Decimal(price)), **told)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[QuietDesk]:
    desk = QuietDesk(tmp_path)
    assert desk.state == State()
    yield desk
