"""A line dragged on a chart becomes the same question as in the list of orders, and one call after a yes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QWidget

from app.settings import OrderGuards, Threshold
from app.trading import Depth, OrderState
from tests.widgets.chart.double import Client
from tests.widgets.my_orders.conftest import order, settle
from tests.widgets.order_entry.double import CATALOG, FakeBroker
from widgets.actions import Actions
from widgets.chart_orders import ChartOrders
from widgets.frame_clock import FrameClock

NEW = Decimal(157_000_000)
GUARDS = OrderGuards(totals={}, through=Threshold(ask=Decimal(3)), depth=Threshold())


class Desk(QObject):
    """What ChartOrders needs of a workspace."""

    def __init__(self, broker: FakeBroker, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self.session = SimpleNamespace(broker=broker, catalog=CATALOG)
        self.actions = actions
        self.window = window


@pytest.fixture
async def desk(qtbot, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr("widgets.feed.WebSocketClient", Client)
    window, broker = QWidget(), FakeBroker()
    qtbot.addWidget(window)
    window.frame_clock = FrameClock(window)  # type: ignore[attr-defined]
    window.guards = GUARDS  # type: ignore[attr-defined]
    window.show()
    actions = Actions(broker)  # type: ignore[arg-type]
    broker.tell(order(1))
    yield Desk(broker, actions, window)
    await actions.aclose()


@pytest.fixture
def orders(desk: Desk) -> ChartOrders:
    return ChartOrders(desk)  # type: ignore[arg-type]


def book(ask: int = 158_000_000) -> Depth:
    asks = tuple((Decimal(ask + 1000 * rank), Decimal(2)) for rank in range(3))
    return Depth("KRW-BTC", asks, ((Decimal(ask - 1000), Decimal(2)),))


async def test_the_dragged_price_is_asked_about_and_sent_once(qtbot, desk: Desk, orders: ChartOrders) -> None:
    orders.amend("hoga-001", NEW)
    assert orders.amending is not None
    dialog = orders.amending.dialog
    assert dialog is not None and dialog.new_price == NEW
    assert desk.session.broker.amended == []
    dialog.judge(book())
    assert dialog.send.isEnabled()
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    await settle()
    assert desk.session.broker.amended == [("hoga-001", NEW, None)]
    assert orders.amending.dialog is None


async def test_the_way_back_sends_nothing(qtbot, desk: Desk, orders: ChartOrders) -> None:
    orders.amend("hoga-001", NEW)
    assert orders.amending is not None and orders.amending.dialog is not None
    qtbot.keyClick(orders.amending.dialog, Qt.Key.Key_Escape)
    await settle()
    assert desk.session.broker.amended == []


async def test_the_guards_judge_it_as_any_order(desk: Desk, orders: ChartOrders) -> None:
    orders.amend("hoga-001", Decimal(170_000_000))
    assert orders.amending is not None and orders.amending.dialog is not None
    dialog = orders.amending.dialog
    dialog.judge(book())
    assert not dialog.send.isEnabled()  # seven per cent through the best price asks again first
    dialog.cautions.tick.setChecked(True)
    assert dialog.send.isEnabled()


@pytest.mark.parametrize("state", [OrderState.FILLED, OrderState.UNKNOWN, OrderState.SENDING])
async def test_an_order_that_can_not_be_amended_is_not_asked_about(
    desk: Desk, orders: ChartOrders, state: OrderState
) -> None:
    desk.session.broker.tell(order(2, state))
    orders.amend("hoga-002", NEW)
    assert orders.amending is not None and orders.amending.dialog is None
    orders.close()
    orders.close()


async def test_the_question_goes_with_the_desk(desk: Desk, orders: ChartOrders) -> None:
    orders.show_stale(True)
    orders.amend("hoga-001", NEW)
    assert orders.amending is not None
    dialog = orders.amending.dialog
    assert dialog is not None
    orders.close()
    await settle()
    assert orders.amending is None
    assert desk.session.broker.amended == []
