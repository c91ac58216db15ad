"""A form for KRW-BTC over a broker that answers from memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from PyQt6.QtWidgets import QApplication, QWidget

from tests.widgets.order_entry.double import CATALOG, FakeBroker
from widgets.actions import Actions
from widgets.frame_clock import FrameClock
from widgets.order_entry import OrderEntryPanel


async def settle() -> None:
    """Let everything that is due in the loop and in Qt happen."""
    for _ in range(8):
        await asyncio.sleep(0)
        QApplication.processEvents()


@pytest.fixture
def broker() -> FakeBroker:
    return FakeBroker()


@pytest.fixture
async def actions(qtbot: object, broker: FakeBroker) -> AsyncIterator[Actions]:
    owned = Actions(broker)  # type: ignore[arg-type]
    yield owned
    await owned.aclose()


@pytest.fixture
async def panel(qtbot, broker: FakeBroker, actions: Actions) -> AsyncIterator[OrderEntryPanel]:
    window = QWidget()
    qtbot.addWidget(window)
    made = OrderEntryPanel(FrameClock(window), broker, actions, window)  # type: ignore[arg-type]
    made.show_catalog(CATALOG)
    made.show_symbol("KRW-BTC")
    made.resize(380, 330)
    window.show()
    await settle()
    yield made
    made.close_panel()


def last_price(panel: OrderEntryPanel, price: str) -> None:
    """As if a ticker had said so."""
    panel._last = Decimal(price)
    panel._refresh()
