"""An order is amended from the list: by the mouse, by F2, judged like a new one, and sent once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PyQt6.QtCore import Qt

from app.settings import OrderGuards, Threshold
from app.trading import Depth, OrderState
from tests.widgets.my_orders.conftest import order, settle
from tests.widgets.my_orders.test_panel import cell
from tests.widgets.order_entry.double import FakeBroker
from widgets.my_orders import MyOrdersPanel
from widgets.my_orders.amend_dialog import AmendDialog
from widgets.my_orders.rows import Column

ENTER = Qt.Key.Key_Return
NEW = Decimal(157000000)


def book(ask: int = 158_000_000) -> Depth:
    asks = tuple((Decimal(ask + 1000 * rank), Decimal(2)) for rank in range(3))
    return Depth("KRW-BTC", asks, ((Decimal(ask - 1000), Decimal(2)),))


async def amend(panel: MyOrdersPanel, broker: FakeBroker, **changes: object) -> AmendDialog:
    panel.guard(OrderGuards(totals={}, through=Threshold(ask=Decimal(3)), depth=Threshold()))
    broker.tell(order(1, **changes))
    await settle()
    panel.open_table.selectRow(0)
    panel.open_table.amend_wanted.emit("hoga-001")
    assert panel.amending.dialog is not None
    panel.amending.dialog.judge(book())
    return panel.amending.dialog


def type_price(qtbot, dialog: AmendDialog, text: str) -> None:
    dialog.price.selectAll()
    qtbot.keyClicks(dialog.price, text)


@pytest.mark.parametrize("column", [Column.PRICE, Column.VOLUME, Column.REMAINING])
async def test_a_double_click_on_price_or_volume_asks(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker, column: Column
) -> None:
    broker.tell(order(1))
    await settle()
    port, place = panel.open_table.viewport(), cell(panel, 0, column)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
    assert panel.amending.dialog is not None


async def test_f2_and_the_keyboard_alone(qtbot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.tell(order(1))
    await settle()
    panel.open_table.selectRow(0)
    qtbot.keyClick(panel.open_table, Qt.Key.Key_F2)
    dialog = panel.amending.dialog
    assert dialog is not None
    dialog.judge(book())
    assert not dialog.send.isEnabled(), "nothing is changed yet"
    type_price(qtbot, dialog, "157000000")
    qtbot.keyClick(dialog.price, ENTER)
    assert dialog.focusWidget() is dialog.cautions.tick, "78 million is above the limit"
    qtbot.keyClick(dialog.cautions.tick, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.cautions.tick, ENTER)
    await settle()
    assert broker.amended == [], "Enter goes to the button first"
    qtbot.keyClick(dialog.send, ENTER)
    await settle()
    assert broker.amended == [("hoga-001", NEW, None)]
    assert panel.amending.dialog is None


async def test_a_volume_is_sent_only_when_it_was_typed(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    dialog = await amend(panel, broker)
    dialog.volume.selectAll()
    qtbot.keyClicks(dialog.volume, "0.25")
    dialog.send.click()
    await settle()
    assert broker.amended == [("hoga-001", Decimal(157999000), Decimal("0.25"))]


async def test_a_book_from_before_an_outage_is_forgotten(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    dialog = await amend(panel, broker)
    type_price(qtbot, dialog, "157990000")
    assert dialog.send.isEnabled()
    panel.show_stale(True)
    assert not dialog.send.isEnabled()
    assert dialog.cautions.text
    panel.show_stale(False)
    assert not dialog.send.isEnabled(), "the stream is back, this market's book is not"
    dialog.judge(book())
    assert dialog._depth is not None


async def test_the_arrows_step_by_one_tick(qtbot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    dialog = await amend(panel, broker)
    qtbot.keyClick(dialog.price, Qt.Key.Key_Down)
    assert dialog.new_price == Decimal(157998000)


async def test_a_fill_meanwhile_lowers_what_remains(qtbot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    dialog = await amend(panel, broker)
    type_price(qtbot, dialog, "157000000")
    broker.tell(order(1, OrderState.PARTIAL, remaining_volume=Decimal("0.1")))
    assert dialog.volume.amount == Decimal("0.1")
    assert dialog.new_volume is None


async def test_an_order_that_ends_meanwhile_can_not_be_amended(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    dialog = await amend(panel, broker)
    type_price(qtbot, dialog, "157000000")
    assert dialog.send.isEnabled()
    broker.tell(order(1, OrderState.FILLED))
    assert not dialog.send.isEnabled()
    assert "원주문이 끝나" in dialog.note.text()


async def test_a_price_far_through_the_touch_asks_again(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    dialog = await amend(panel, broker)
    type_price(qtbot, dialog, "166000000")
    assert not dialog.send.isEnabled()
    assert "5.06%" in dialog.cautions.text
    dialog.cautions.tick.click()
    assert dialog.send.isEnabled()
    type_price(qtbot, dialog, "167000000")
    assert not dialog.send.isEnabled(), "another price is another question"


async def test_a_book_that_moves_asks_anew(qtbot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    dialog = await amend(panel, broker)
    type_price(qtbot, dialog, "157500000")
    assert dialog.send.isEnabled()
    dialog.judge(book(157_400_000))
    assert not dialog.send.isEnabled()
    assert "움직였습니다" in dialog.cautions.text


@pytest.mark.parametrize("text", ["", "0", "1x"])
async def test_no_price_is_no_order(qtbot, panel: MyOrdersPanel, broker: FakeBroker, text: str) -> None:
    dialog = await amend(panel, broker)
    dialog.price.clear()
    dialog.price.edited.emit()
    if text:
        qtbot.keyClicks(dialog.price, text)
    assert not dialog.send.isEnabled()
    qtbot.keyClick(dialog.price, ENTER)
    assert broker.amended == []


@pytest.mark.parametrize(
    "changes",
    [{"ord_type": "market", "price": None}, {"state": OrderState.UNKNOWN}, {"exchange_state": "watch"}],
)
async def test_what_can_not_be_amended_is_not_asked_about(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker, changes: dict[str, object]
) -> None:
    broker.tell(order(1, **changes))
    await settle()
    panel.open_table.selectRow(0)
    qtbot.keyClick(panel.open_table, Qt.Key.Key_F2)
    assert panel.amending.dialog is None


@pytest.mark.parametrize(
    ("price", "volume", "told"),
    [
        ("157000300", "0.5", "가장 가까운 가격: 157,000,000"),
        ("157000000", "0.00001", "최소 주문 금액은 5,000 KRW입니다. 가능한 값: 0.00003185"),
        ("157000000", "500", "최대 주문 금액은 1,000,000,000 KRW입니다. 가능한 값: 6.36942675"),
    ],
)
async def test_a_rule_of_the_market_is_told_with_the_nearest_legal_value(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker, price: str, volume: str, told: str
) -> None:
    dialog = await amend(panel, broker)
    await settle()  # the market's rules have come
    type_price(qtbot, dialog, price)
    dialog.volume.selectAll()
    qtbot.keyClicks(dialog.volume, volume)
    assert told in dialog.note.text()
    assert not dialog.send.isEnabled()


async def test_rules_that_come_late_are_looked_at_then(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    dialog = await amend(panel, broker, volume=Decimal("0.00003"), remaining_volume=Decimal("0.00003"))
    dialog.propose(NEW)
    assert dialog.note.text() == ""
    await settle()
    assert "최소 주문 금액은 5,000 KRW" in dialog.note.text()


async def test_ticks_through_the_touch_are_counted(qtbot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    dialog = await amend(panel, broker)
    panel.guard(OrderGuards())
    dialog.reject()
    panel.guard(OrderGuards(totals={}, depth=Threshold(), ticks=Threshold(ask=Decimal(100))))
    panel.amending.open("hoga-001")
    dialog = panel.amending.dialog
    assert dialog is not None
    dialog.judge(book())
    type_price(qtbot, dialog, "158101000")
    assert "최대 101호가 불리" in dialog.cautions.text and not dialog.send.isEnabled()
