"""A form for KRW-BTC over a broker that answers from memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from PyQt6.QtWidgets import QWidget

from app.websocket_v6 import Orderbook, OrderbookUnit
from tests.fakes import Stream
from tests.widgets.order_entry.double import CATALOG, FakeBroker, settle
from widgets.actions import Actions
from widgets.depth import depth_of
from widgets.feed import Batch
from widgets.frame_clock import FrameClock
from widgets.order_entry import OrderEntryPanel


@pytest.fixture
async def panel(
    qtbot, stream: Stream, broker: FakeBroker, actions: Actions
) -> AsyncIterator[OrderEntryPanel]:
    window = QWidget()
    qtbot.addWidget(window)
    made = OrderEntryPanel(FrameClock(window), broker, actions, window)  # type: ignore[arg-type]
    made.show_catalog(CATALOG)
    made.show_symbol("KRW-BTC")
    made.resize(380, 330)
    window.show()
    await settle()
    book(made, "158000000")
    yield made
    made.close_panel()


def last_price(panel: OrderEntryPanel, price: str) -> None:
    """As if a ticker had said so."""
    panel._live.last = Decimal(price)
    panel._refresh()


def book(panel: OrderEntryPanel, ask: str, *, size: str = "1", step: str = "1000", market: str = "") -> None:
    """As if an orderbook with 30 levels a side had come, the best ask at that price."""
    best, distance = Decimal(ask), Decimal(step)
    levels = [(best + rank * distance, best - (rank + 1) * distance) for rank in range(30)]
    units = tuple(OrderbookUnit(float(up), float(down), float(size), float(size)) for up, down in levels)
    code = market or panel.draft.market
    panel._live.depth = depth_of(Orderbook("orderbook", code, 0, 30.0, 30.0, units, "REALTIME"))
    panel._on_batch(Batch({}, ()))
