"""An orders panel over a broker that answers from memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest

from app.trading import OrderRecord, OrderState
from tests.widgets.order_entry.double import CATALOG, FakeBroker, settle
from widgets.actions import Actions
from widgets.my_orders import MyOrdersPanel

NOON_MS = 1_795_230_000_000


def order(number: int, state: OrderState = OrderState.WORKING, **changes: Any) -> OrderRecord:
    """An order that was made `number` seconds before noon."""
    fields: dict[str, Any] = {
        "market": "KRW-BTC",
        "side": "bid",
        "ord_type": "limit",
        "price": Decimal(157999000),
        "volume": Decimal("0.5"),
        "remaining_volume": Decimal("0.5"),
        "created_at": NOON_MS - 1000 * number,
    }
    return OrderRecord(f"hoga-{number:03}", state=state, **{**fields, **changes})


@pytest.fixture
async def panel(qtbot, broker: FakeBroker, actions: Actions) -> AsyncIterator[MyOrdersPanel]:
    made = MyOrdersPanel(broker, actions)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show_catalog(CATALOG)
    made.show_symbol("KRW-BTC")
    made.resize(760, 260)
    made.show()
    await settle()
    yield made
    made.close_panel()
