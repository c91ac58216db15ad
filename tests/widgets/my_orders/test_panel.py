"""The panel as a trader uses it: live rows, cancels by button and key, older orders by scrolling."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PyQt6.QtGui import QKeyEvent, QWheelEvent
from PyQt6.QtTest import QSignalSpy, QTest
from PyQt6.QtWidgets import QApplication, QWidget

from app.errors import HogaError
from app.trading import OrderState
from app.upbit import NoCredentials
from tests.widgets.my_orders.conftest import NOON_MS, order, settle
from tests.widgets.order_entry.double import FakeBroker
from widgets.commands import Commands
from widgets.my_orders import MyOrdersPanel
from widgets.my_orders.rows import Column
from widgets.panel_commands import panel_commands


def cell(panel: MyOrdersPanel, row: int, column: Column) -> QPoint:
    index = panel.open_model.index(row, panel.open_model.columns.index(column))
    return panel.open_table.visualRect(index).center()


def double_click(port: QWidget, place: QPoint) -> None:
    """The second half of one, as a window system sends it."""
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place)


async def test_an_order_appears_changes_and_moves_to_the_done_ones(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1, OrderState.SENDING))
    assert panel.open_model.keys() == ["hoga-001"]
    assert panel.tabs.tabText(0) == "미체결 1"
    broker.tell(order(1, OrderState.WORKING))
    assert panel.open_model.row(0).texts[Column.STATE] == "대기"
    broker.tell(order(1, OrderState.FILLED, executed_volume=Decimal("0.5")))
    assert panel.open_model.keys() == []
    assert panel.done_model.keys() == ["hoga-001"]
    assert panel.tabs.tabText(0) == "미체결"


async def test_the_selection_survives_other_orders(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.tell(order(1), order(2), order(3))
    panel.open_table.selectRow(1)
    broker.tell(order(0), order(1, OrderState.CANCELLED), replace(order(2), state=OrderState.PARTIAL))
    assert panel.open_table.selected_keys() == ["hoga-002"]


async def test_the_cancel_button_of_a_row(qtbot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.tell(order(1), order(2))
    await settle()
    qtbot.mouseClick(
        panel.open_table.viewport(), Qt.MouseButton.LeftButton, pos=cell(panel, 1, Column.CANCEL)
    )
    await settle()
    assert broker.cancelled == ["hoga-002"]


async def test_a_press_and_a_release_on_different_orders_cancel_nothing(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1), order(2))
    await settle()
    port, place = panel.open_table.viewport(), cell(panel, 0, Column.CANCEL)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=place)
    broker.tell(order(0))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place)
    await settle()
    assert broker.cancelled == []


async def test_delete_cancels_the_chosen_orders(qtbot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.tell(order(1), order(2), order(3))
    panel.open_table.selectRow(0)
    qtbot.keyClick(panel.open_table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(panel.open_table, Qt.Key.Key_Delete)
    await settle()
    assert broker.cancelled == ["hoga-001", "hoga-002"]


async def test_cancel_all_asks_first_and_can_mean_this_market_or_all(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1), order(2, market="KRW-ETH"))
    for choose, market in (("here", "KRW-BTC"), ("everywhere", None)):
        panel.cancel_all.click()
        assert panel.dialog is not None
        getattr(panel.dialog, choose).click()
        await settle()
        assert broker.cancelled_all[-1] == market
    panel.cancel_all.click()
    assert panel.dialog is not None
    qtbot.keyClick(panel.dialog, Qt.Key.Key_Escape)
    assert panel.dialog is None
    assert len(broker.cancelled_all) == 2


async def test_there_is_nothing_to_cancel_without_orders(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    assert not panel.cancel_all.isEnabled()
    broker.tell(order(1))
    assert panel.cancel_all.isEnabled()


async def test_a_double_click_picks_the_market(qtbot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.tell(order(1, market="KRW-ETH"))
    await settle()
    spy = QSignalSpy(panel.symbol_picked)
    port, place = panel.open_table.viewport(), cell(panel, 0, Column.MARKET)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
    assert [each[0] for each in spy] == ["KRW-ETH"]
    assert panel.amending.dialog is None


async def test_only_this_market(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.tell(order(1), order(2, market="KRW-ETH"), order(3, OrderState.FILLED, market="KRW-ETH"))
    panel.only_here.click()
    assert panel.open_model.keys() == ["hoga-001"]
    assert panel.done_model.keys() == []
    panel.show_symbol("KRW-ETH")
    assert panel.open_model.keys() == ["hoga-002"]
    assert panel.done_model.keys() == ["hoga-003"]
    broker.tell(order(4), order(5, market="KRW-ETH"))
    assert panel.open_model.keys() == ["hoga-002", "hoga-005"]


async def test_older_orders_come_page_by_page_until_there_are_no_more(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    filled = OrderState.FILLED
    broker.pages = [[order(number, filled) for number in range(low, low + 50)] for low in (0, 50)]
    assert broker.asked_pages == []
    panel.tabs.setCurrentIndex(1)
    await settle()
    assert panel.done_model.rowCount() == 50
    assert broker.asked_pages == [(None, None)]
    bar = panel.done_table.verticalScrollBar()
    bar.setValue(bar.maximum())
    await settle()
    assert panel.done_model.rowCount() == 100
    _, before = broker.asked_pages[1]
    assert before is not None
    assert round(before.timestamp() * 1000) == NOON_MS - 49_000
    for _ in range(3):
        bar.setValue(0)
        bar.setValue(bar.maximum())
        await settle()
    assert len(broker.asked_pages) == 3


async def test_the_wheel_goes_on_where_a_short_page_has_no_scroll_bar(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.pages = [[order(1, OrderState.FILLED)], [order(2, OrderState.FILLED)]]
    panel.tabs.setCurrentIndex(1)
    await settle()
    assert panel.done_model.keys() == ["hoga-001"]
    assert "이전 주문" in panel._remark.text()
    turn = QWheelEvent(
        QPointF(50, 50),
        panel.done_table.viewport().mapToGlobal(QPointF(50, 50)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(panel.done_table.viewport(), turn)
    await settle()
    assert panel.done_model.keys() == ["hoga-001", "hoga-002"]


async def test_stepping_through_symbols_asks_for_one_history(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    panel.only_here.click()
    panel.tabs.setCurrentIndex(1)
    await settle()
    asked = len(broker.asked_pages)
    for symbol in ("KRW-ETH", "KRW-PEPE", "BTC-XRP"):
        panel.show_symbol(symbol)
    with qtbot.waitSignal(panel._first_page.timeout):
        pass
    await settle()
    assert [market for market, _ in broker.asked_pages[asked:]] == ["BTC-XRP"]


async def test_a_page_never_overwrites_what_the_session_knows(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1, OrderState.FILLED, executed_volume=Decimal("0.5")))
    broker.pages = [[order(1, OrderState.CANCELLED), order(2, OrderState.CANCELLED)]]
    panel.tabs.setCurrentIndex(1)
    await settle()
    assert panel.done_model.keys() == ["hoga-001", "hoga-002"]
    assert panel.done_model.row(0).record.state is OrderState.FILLED


async def test_a_page_that_fails_says_why_and_is_asked_again(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.error = HogaError("timeout", "거래소가 답하지 않습니다.")
    panel.tabs.setCurrentIndex(1)
    await settle()
    assert panel._remark.text() == "거래소가 답하지 않습니다."
    broker.error = None
    broker.pages = [[order(1, OrderState.FILLED)]]
    broker.be_ready(True)
    await settle()
    assert panel.done_model.keys() == ["hoga-001"]


async def test_polling_is_said(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.polling = True
    broker.be_ready(True)
    assert "2초" in panel._remark.text()


async def test_a_remark_without_room_ends_in_dots_and_is_whole_in_its_tip(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.fail(HogaError("no", "거래소가 점검 중입니다 <잠시 후> 다시 확인합니다."))
    broker.be_ready(False)
    whole = panel._remark.text()
    assert panel._remark.shown == whole
    panel.resize(380, 240)
    await settle()
    assert panel._remark.shown.endswith("…") and whole.startswith(panel._remark.shown[:-1])
    assert "&lt;잠시 후&gt;" in panel._remark.toolTip()


async def test_what_it_shows_before_the_broker_is_ready(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.be_ready(False)
    assert "기다리는 중" in panel._remark.text()
    broker.in_flight = frozenset({"hoga-1"})
    broker.be_ready(False)
    assert "1건" in panel._remark.text()
    broker.problem = HogaError("401", "API 키가 만료되었습니다.")
    broker.be_ready(False)
    assert panel._remark.text() == "API 키가 만료되었습니다."
    for table in (panel.open_table, panel.done_table):
        assert table._word == "API 키가 만료되었습니다.", "nothing comes that one could wait for"


async def test_orders_that_are_only_known_from_before_look_like_it(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1), order(2, side="ask"))
    await settle()

    def colourful() -> int:
        """How far the most colourful point of the first line is from grey."""
        place = cell(panel, 0, Column.SIDE)
        rect = QRect(0, place.y() - 8, panel.open_table.columnViewportPosition(5), 16)
        image = panel.open_table.viewport().grab(rect).toImage()
        points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return max(abs(point.red() - point.blue()) for point in points)

    live = colourful()
    broker.be_ready(False)
    assert colourful() < live / 2
    assert panel._remark.text() == "주문 정보를 기다리는 중… · 마지막으로 확인한 주문"
    broker.be_ready(True)
    assert colourful() == live
    assert panel._remark.text() == ""


async def test_tab_and_filter_are_kept(panel: MyOrdersPanel) -> None:
    panel.tabs.setCurrentIndex(1)
    panel.only_here.click()
    state = panel.save_state()
    panel.restore_state({"tab": 0})
    assert panel.tabs.currentIndex() == 0
    panel.restore_state(state)
    assert panel.tabs.currentIndex() == 1
    assert panel.only_here.isChecked()
    panel.restore_state({"tab": "x", "only_here": "yes"})
    panel.restore_state({"tab": True, "only_here": 1})
    assert panel.tabs.currentIndex() == 1


async def test_column_widths_are_kept(panel: MyOrdersPanel) -> None:
    header = panel.open_table.horizontalHeader()
    header.resizeSection(0, 123)
    state = panel.save_state()
    header.resizeSection(0, 90)
    panel.restore_state(state)
    assert header.sectionSize(0) == 123
    for nonsense in ([], {"time": "wide"}, {"time": -5}, {"time": 10**9}):
        panel.restore_state({"open_widths": nonsense})
    assert header.sectionSize(0) == 123


async def test_a_closed_panel_hears_nothing(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    panel.close_panel()
    panel.close_panel()
    assert len(broker.orders_changed) == 0
    assert len(broker.ready_changed) == 0


async def test_what_is_wrong_is_said_as_soon_as_it_is_known(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.be_ready(False)
    broker.fail(NoCredentials())
    assert panel._remark.text() == NoCredentials().sentence


async def test_a_double_click_on_cancel_does_not_reach_the_order_that_moves_up(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1), order(2))
    await settle()
    port, place = panel.open_table.viewport(), cell(panel, 0, Column.CANCEL)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    await settle()
    broker.tell(order(1, OrderState.CANCELLED))
    panel.open_table.executeDelayedItemsLayout()
    double_click(port, place)
    await settle()
    assert broker.cancelled == ["hoga-001"]


async def test_a_double_click_on_the_cancel_of_an_order_that_stays_is_one_wish(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1), order(2))
    await settle()
    port, place = panel.open_table.viewport(), cell(panel, 0, Column.CANCEL)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    double_click(port, place)
    await settle()
    assert set(broker.cancelled) == {"hoga-001"}


@pytest.mark.parametrize("row", [0, 1, 2])
async def test_a_held_delete_cancels_only_the_order_that_was_chosen(
    qtbot, panel: MyOrdersPanel, broker: FakeBroker, row: int
) -> None:
    """Qt made the next row the current one as each went, and the whole list was cancelled row by row."""
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands({}, window)
    commands.add(panel_commands())
    commands.attach("my_orders", panel)
    broker.tell(order(1), order(2), order(3))
    panel.open_table.selectRow(row)
    chosen = panel.open_table.selected_keys()
    for press in range(6):
        held = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "", press > 0
        )
        QApplication.sendEvent(panel.open_table, held)
        await settle()
        broker.tell(*(replace(broker.orders[key], state=OrderState.CANCELLED) for key in broker.cancelled))
    assert set(broker.cancelled) == set(chosen) and len(panel.open_model.keys()) == 2


async def test_the_others_that_are_chosen_stay_chosen_when_one_goes(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1), order(2), order(3))
    panel.open_table.selectAll()
    broker.tell(order(1, OrderState.FILLED))
    assert panel.open_table.selected_keys() == ["hoga-002", "hoga-003"]
