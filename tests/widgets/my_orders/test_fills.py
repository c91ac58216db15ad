"""The executions of one order: opened by a double click or Space, fetched where they are not known yet."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import HogaError
from app.trading import Fill, OrderRecord, OrderState
from tests.widgets.my_orders.conftest import NOON_MS, order, settle
from tests.widgets.order_entry.double import FakeBroker
from widgets.my_orders import MyOrdersPanel, rows
from widgets.my_orders.fills import FillsDialog, lines_of, missing
from widgets.my_orders.panel import DONE_TAB
from widgets.my_orders.rows import Column

FIRST = Fill("t1", Decimal(157_999_000), Decimal("0.3"), Decimal("23699.85"), False, NOON_MS)
SECOND = Fill("t2", Decimal(157_998_000), Decimal("0.2"), Decimal("15799.8"), True, NOON_MS + 1000)


def filled(*fills: Fill) -> OrderRecord:
    return order(
        1,
        OrderState.FILLED,
        executed_volume=Decimal("0.5"),
        remaining_volume=Decimal(0),
        executed_funds=Decimal("78999300"),
        paid_fee=Decimal("39499.65"),
        trades=fills,
    )


def shown(dialog: FillsDialog) -> list[list[str]]:
    tree = dialog.tree
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items]


async def opened(panel: MyOrdersPanel, broker: FakeBroker, record: OrderRecord) -> FillsDialog:
    broker.tell(record)
    panel.tabs.setCurrentIndex(DONE_TAB)
    await settle()
    panel.done_table.setCurrentIndex(panel.done_model.index(0, 0))
    panel.show_fills()
    await settle()
    assert panel.fills.dialog is not None
    return panel.fills.dialog


def test_a_line_says_all_that_is_known_and_a_dash_where_nothing_is() -> None:
    bare = Fill("t3", Decimal("0.0123"), Decimal("406504.06504066"))
    assert lines_of(filled(FIRST, bare)) == [
        ("–", "0.0123", "406,504.06504066", "5,000", "–", "–"),
        ("11-21 12:00:00", "157,999,000", "0.3", "47,399,700", "23,699.85", "테이커"),
    ]
    assert missing(filled(FIRST)) == Decimal("0.2")
    assert missing(filled(FIRST, SECOND)) == 0


async def test_what_is_known_is_shown_without_asking(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    dialog = await opened(panel, broker, filled(FIRST, SECOND))
    assert [line[1] for line in shown(dialog)] == ["157,998,000", "157,999,000"], "newest first"
    text = "체결 0.5 BTC · 평균 157,998,600 · 금액 78,999,300 KRW · 수수료 39,499.65 KRW"
    assert dialog.summary.text() == text
    assert (broker.asked_fills, dialog.remark.text()) == ([], "")


async def test_what_is_not_known_is_fetched(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.answer.clear()
    dialog = await opened(panel, broker, filled())
    assert (shown(dialog), dialog.remark.text()) == ([], "체결 내역을 받는 중…")
    broker.answer.set()
    await settle()
    assert broker.asked_fills == ["hoga-001"]
    assert [line[2] for line in shown(dialog)] == ["0.5"]
    assert dialog.remark.text() == ""


async def test_a_fetch_that_fails_says_why(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.error = HogaError("no", "거래소가 점검 중입니다.")
    dialog = await opened(panel, broker, filled())
    assert dialog.remark.text() == "거래소가 점검 중입니다."


async def test_an_execution_meanwhile_appears(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    part = replace(
        filled(FIRST),
        state=OrderState.PARTIAL,
        executed_volume=Decimal("0.3"),
        remaining_volume=Decimal("0.2"),
    )
    broker.tell(part)
    await settle()
    panel.show_fills(part)
    dialog = panel.fills.dialog
    assert dialog is not None and len(shown(dialog)) == 1
    broker.tell(filled(FIRST, SECOND))
    await settle()
    assert len(shown(dialog)) == 2
    assert "체결 0.5 BTC" in dialog.summary.text()


@pytest.mark.parametrize("column", [Column.FILLED, Column.FEE])
async def test_a_double_click_on_what_was_executed(
    qtbot: QtBot, panel: MyOrdersPanel, broker: FakeBroker, column: Column
) -> None:
    picked: list[str] = []
    panel.symbol_picked.connect(picked.append)
    broker.tell(filled(FIRST, SECOND), order(2, OrderState.CANCELLED))
    panel.tabs.setCurrentIndex(DONE_TAB)
    await settle()
    table = panel.done_table
    for row in (1, 0):
        at = table.visualRect(panel.done_model.index(row, rows.DONE.index(column))).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert (panel.fills.dialog is not None) is (row == 0), "nothing was executed of the other"
    assert picked == ["KRW-BTC"]


async def test_space_opens_and_escape_closes(qtbot: QtBot, panel: MyOrdersPanel, broker: FakeBroker) -> None:
    broker.tell(filled(FIRST, SECOND))
    panel.tabs.setCurrentIndex(DONE_TAB)
    await settle()
    panel.done_table.setCurrentIndex(panel.done_model.index(0, 0))
    qtbot.keyClick(panel.done_table, Qt.Key.Key_Space)
    dialog = panel.fills.dialog
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert panel.fills.dialog is None
    broker.tell(filled(FIRST))  # nobody listens any more


async def test_an_order_without_executions_has_nothing_to_show(
    qtbot: QtBot, panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1))
    await settle()
    panel.open_table.setCurrentIndex(panel.open_model.index(0, 0))
    qtbot.keyClick(panel.open_table, Qt.Key.Key_Space)
    assert panel.fills.dialog is None


async def test_a_panel_that_closes_takes_it_along(panel: MyOrdersPanel, broker: FakeBroker) -> None:
    await opened(panel, broker, filled(FIRST, SECOND))
    fills = panel.fills
    panel.close_panel()
    assert fills.dialog is None
    broker.tell(filled(FIRST))
