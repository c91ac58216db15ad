"""The alerts panel: made, changed, switched and deleted in place, by hand and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QAbstractItemModelTester, QTest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.alerts import Direction, OrderFilled, PriceCrosses, PriceMoves, ValueTraded
from app.alerts.rules import MOST
from tests.fakes import Stream, ticker
from tests.widgets.alerts.conftest import CATALOG, QuietDesk
from widgets.alerts.draft import Kind
from widgets.alerts.model import AlertColumn, FiredColumn
from widgets.alerts.panel import NARROW, WIDE, AlertsPanel
from widgets.frame_clock import FrameClock


@pytest.fixture
def panel(qtbot: QtBot, desk: QuietDesk, stream: Stream) -> Iterator[AlertsPanel]:
    window = QWidget()
    window.resize(600, 600)
    qtbot.addWidget(window)
    panel = AlertsPanel(FrameClock(window), desk, window)
    panel.resize(600, 600)
    panel.show_catalog(CATALOG)
    panel.show_symbol("KRW-BTC")
    QAbstractItemModelTester(panel.alerts, QAbstractItemModelTester.FailureReportingMode.Warning, panel)
    QAbstractItemModelTester(panel.fired, QAbstractItemModelTester.FailureReportingMode.Warning, panel)
    window.show()
    yield panel
    panel.close_panel()


def shown(panel: AlertsPanel, column: AlertColumn) -> list[str]:
    model = panel.alerts
    return [model.index(row, column).data() for row in range(model.rowCount())]


def enter(panel: AlertsPanel, kind: Kind, amount: str) -> None:
    panel.editor.kind.setCurrentIndex(panel.editor.kind.findData(kind))
    panel.editor.amount.setFocus()
    panel.editor.amount.clear()
    QTest.keyClicks(panel.editor.amount, amount)


def click_switch(panel: AlertsPanel, row: int) -> None:
    cell = panel.list.visualRect(panel.alerts.index(row, AlertColumn.ON))
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())


def test_an_alert_is_made_by_keys_alone(panel: AlertsPanel, desk: QuietDesk) -> None:
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Insert)
    assert panel.editor.isVisible() and panel.editor.market.code == "KRW-BTC"
    QTest.keyClicks(panel.editor.amount, "142500000.5")
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Return)
    assert desk.rules() == [PriceCrosses(Direction.EITHER, Decimal("142500000.5"))]
    assert not panel.editor.isVisible()
    assert shown(panel, AlertColumn.CONDITION) == ["가격 142,500,000.5 도달"]
    assert panel.list.rows() == [0] and panel.tabs.tabText(0) == "알림 1"


def test_every_kind_becomes_its_rule(panel: AlertsPanel, desk: QuietDesk) -> None:
    panel.add()
    enter(panel, Kind.PLUNGE, "2.5")
    panel.editor.period.setCurrentIndex(panel.editor.period.findData(60))
    panel.editor.repeat.setCurrentIndex(1)
    panel.editor.pause.setCurrentIndex(panel.editor.pause.findData(300))
    panel.editor.submit()
    panel.add()
    enter(panel, Kind.VALUE, "5000000000")
    panel.editor.submit()
    panel.add()
    panel.editor.market.clear()
    panel.editor.market.textEdited.emit("")
    panel.editor.kind.setCurrentIndex(panel.editor.kind.findData(Kind.FILLED))
    assert not panel.editor.amount.isVisible()
    panel.editor.submit()
    move, value, filled = desk.state.alerts.values()
    assert (move.rule, move.repeats, move.cool_down) == (PriceMoves(Decimal("-2.5"), 60), True, 300)
    assert value.rule == ValueTraded(Decimal(5_000_000_000), 300)
    assert (filled.rule, filled.symbol) == (OrderFilled(), "")


def test_a_wrong_field_says_why_and_nothing_is_made(panel: AlertsPanel, desk: QuietDesk) -> None:
    panel.add()
    assert panel.editor.reasons == ("", "")
    panel.editor.submit()
    assert panel.editor.reasons == ("", "값을 넣으세요.")
    QTest.keyClicks(panel.editor.amount, "12x")
    assert panel.editor.reasons == ("", "숫자로 읽을 수 없습니다.")
    panel.editor.market.setText("없는마켓")
    panel.editor.market.textEdited.emit("없는마켓")
    panel.editor.submit()
    assert panel.editor.reasons[0] == "이런 마켓이 없습니다."
    panel.editor.market.setText("")
    panel.editor.market.textEdited.emit("")
    panel.editor.submit()
    assert panel.editor.reasons[0] == "마켓을 고르세요."
    assert desk.rules() == [] and panel.editor.isVisible()


def test_the_last_price_is_told_and_steps_are_ticks(panel: AlertsPanel, stream: Stream, qtbot: QtBot) -> None:
    panel.add()
    stream.push(ticker("KRW-BTC", trade_price=142_600_500.0, timestamp=1))
    qtbot.waitUntil(lambda: panel.editor.reasons[1] == "현재가 142,600,500", timeout=10_000)
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Up)
    assert panel.editor.amount.amount == 142_601_000, "the first step takes the nearest legal price"
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Up)
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Down)
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Down)
    assert panel.editor.amount.amount == 142_600_000
    enter(panel, Kind.ABOVE, "142000000")
    assert "이미 넘었습니다" in panel.editor.reasons[1]
    enter(panel, Kind.DAY_UP, "1")
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Up)
    assert panel.editor.amount.amount == Decimal("1.1")


def test_only_the_market_in_the_field_is_subscribed_and_only_while_it_is_open(
    panel: AlertsPanel, stream: Stream
) -> None:
    assert stream.codes == ()
    panel.add()
    assert stream.codes == ("KRW-BTC",)
    panel.editor.market.setText("이더")
    panel.editor.market.textEdited.emit("이더")
    assert stream.codes == ("KRW-ETH",)
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Escape)
    assert stream.codes == () and not panel.editor.isVisible()


def test_an_alert_is_changed_in_place_and_armed_anew(panel: AlertsPanel, desk: QuietDesk) -> None:
    alert = desk.above(100, repeats=True, cool_down=77)
    desk.price("KRW-BTC", 99)
    desk.price("KRW-BTC", 100, 1)
    panel.list.selectRow(0)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.editor.draft.kind is Kind.ABOVE and panel.editor.amount.amount == 100
    assert panel.editor.pause.currentData() == 77, "what the list does not offer is kept"
    enter(panel, Kind.BELOW, "90")
    QTest.keyClick(panel.editor.amount, Qt.Key.Key_Enter)
    changed = desk.state.alerts[alert.id]
    assert changed.rule == PriceCrosses(Direction.BELOW, Decimal(90)) and changed.cool_down == 77
    assert desk.state.watch(alert.id).beyond is None


def test_an_alert_that_was_deleted_while_it_was_edited_becomes_a_new_one(
    panel: AlertsPanel, desk: QuietDesk
) -> None:
    alert = desk.above(100)
    panel.edit(0)
    desk.remove(alert.id)
    panel.editor.submit()
    assert desk.rules() == [PriceCrosses(Direction.ABOVE, Decimal(100))]


def test_the_box_and_the_space_key_switch(panel: AlertsPanel, desk: QuietDesk) -> None:
    alert = desk.above(100)
    click_switch(panel, 0)
    assert not desk.state.alerts[alert.id].enabled and shown(panel, AlertColumn.STATE) == ["꺼짐"]
    panel.list.selectRow(0)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert desk.state.is_armed(alert.id)
    desk.price("KRW-BTC", 99)
    desk.price("KRW-BTC", 100, 1)
    assert shown(panel, AlertColumn.STATE) == ["울림"]
    click_switch(panel, 0)
    assert desk.state.is_armed(alert.id), "one that fired is armed again"


def test_delete_takes_the_chosen_ones_and_the_others_stay_chosen(panel: AlertsPanel, desk: QuietDesk) -> None:
    first, second, third = desk.above(1), desk.above(2), desk.above(3)
    panel.list.selectRow(2)
    desk.remove(first.id)
    assert panel.list.rows() == [1]
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert list(desk.state.alerts) == [second.id] and third.id not in desk.state.alerts


def test_distances_follow_the_market(panel: AlertsPanel, desk: QuietDesk) -> None:
    desk.above(110)
    assert shown(panel, AlertColumn.DISTANCE) == ["–"]
    desk.price("KRW-BTC", 100)
    assert shown(panel, AlertColumn.DISTANCE) == ["+10.00%"]


def test_what_fired_is_listed_picked_and_forgotten(panel: AlertsPanel, desk: QuietDesk, qtbot: QtBot) -> None:
    desk.above(100, repeats=True, cool_down=0)
    desk.price("KRW-BTC", 99)
    desk.price("KRW-BTC", 100, 1)
    desk.price("KRW-BTC", 99, 2)
    desk.price("KRW-BTC", 101, 3, blind=1)
    panel.tabs.setCurrentIndex(1)
    texts = [panel.fired.index(row, FiredColumn.WHAT).data() for row in range(2)]
    assert texts == ["끊김 · 가격 100 이상", "가격 100 이상"]
    panel.history.selectRow(0)
    with qtbot.waitSignal(panel.symbol_picked) as picked:
        QTest.keyClick(panel.history, Qt.Key.Key_Return)
    assert picked.args == ["KRW-BTC"]
    panel.clear.click()
    assert panel.fired.rowCount() == 0 and desk.history == () and not panel.clear.isEnabled()


def test_habits_are_shown_and_changed(panel: AlertsPanel, desk: QuietDesk) -> None:
    row = panel.habits
    assert row.sound.isChecked() and not row.begin.isEnabled()
    row.quiet.click()
    row.begin.setFocus()
    row.begin.setSelectedSection(row.begin.Section.HourSection)
    QTest.keyClicks(row.begin, "22")
    assert desk.habits.quiet.on and desk.habits.quiet.begin == 22 * 60
    row.muted.click()
    assert desk.habits.muted and not row.sound.isEnabled()


@pytest.fixture
def full(desk: QuietDesk) -> None:
    """As many alerts as there can be, before a panel with its testers hears of each."""
    for number in range(MOST):
        desk.above(number + 1)


def test_no_room_is_said(full: None, panel: AlertsPanel, qtbot: QtBot) -> None:
    panel.add()
    QTest.keyClicks(panel.editor.amount, "5")
    with qtbot.waitSignal(panel.failed) as failed:
        panel.editor.submit()
    assert str(MOST) in failed.args[0] and panel.editor.isVisible()


def test_a_narrow_panel_keeps_conditions_readable(panel: AlertsPanel) -> None:
    hidden = {}
    for width in (NARROW - 1, NARROW, WIDE):
        panel.resize(width, 500)
        hidden[width] = [column for column in AlertColumn if panel.list.isColumnHidden(column)]
    assert hidden == {
        NARROW - 1: [AlertColumn.DISTANCE, AlertColumn.FIRED],
        NARROW: [AlertColumn.FIRED],
        WIDE: [],
    }


def test_a_closed_panel_hears_nothing(panel: AlertsPanel, desk: QuietDesk, stream: Stream) -> None:
    panel.close_panel()
    panel.close_panel()
    desk.above(100)
    assert panel.alerts.rowCount() == 0 and len(desk.changed) == 0
    assert set(stream.closed) == {"alerts panel"}


def test_a_click_beside_the_boxes_switches_nothing(panel: AlertsPanel, desk: QuietDesk) -> None:
    alert = desk.above(100)
    cell = panel.list.visualRect(panel.alerts.index(0, AlertColumn.CONDITION))
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(5, 5))
    assert desk.state.alerts[alert.id].enabled and panel.list.rows() == [0]
