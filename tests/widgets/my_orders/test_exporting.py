"""Ended orders and their fills leave as CSV files; nothing blocks and nothing is lost silently."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.trading import OrderState, Sheet
from tests.widgets.my_orders.conftest import order, settle
from tests.widgets.order_entry.double import FakeBroker
from widgets.my_orders import MyOrdersPanel
from widgets.my_orders.panel import DONE_TAB

FILLED = {"state": OrderState.FILLED, "executed_volume": Decimal("0.5"), "remaining_volume": Decimal(0)}


async def saved(panel: MyOrdersPanel, start: Callable[[], object]) -> str:
    told: list[str] = []
    ended = asyncio.Event()
    panel.exporting.said.connect(told.append)
    panel.exporting.busy_changed.connect(lambda busy: None if busy else ended.set())
    start()
    async with asyncio.timeout(5):
        await ended.wait()
    await settle()
    return told[-1]


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


async def export(panel: MyOrdersPanel, sheet: Sheet, path: Path) -> str:
    panel.exporting.ask(sheet)
    dialog = panel.exporting.dialog
    assert dialog is not None
    dialog.hide()

    def choose() -> None:
        dialog.fileSelected.emit(str(path))

    text = await saved(panel, choose)
    dialog.reject()
    return text


async def test_orders_are_saved_and_told(panel: MyOrdersPanel, broker: FakeBroker, tmp_path: Path) -> None:
    broker.tell(order(1, **FILLED), order(2, **FILLED), order(3))
    panel.tabs.setCurrentIndex(DONE_TAB)
    await settle()
    path = tmp_path / "orders.csv"
    assert await export(panel, Sheet.ORDERS, path) == "orders.csv에 2건을 저장했습니다"
    assert len(read(path)) == 3
    assert broker.asked_fills == []
    assert panel._remark.text() == "orders.csv에 2건을 저장했습니다"


async def test_fills_are_fetched_first(panel: MyOrdersPanel, broker: FakeBroker, tmp_path: Path) -> None:
    broker.tell(order(1, **FILLED), order(2, **FILLED))
    await settle()
    path = tmp_path / "fills.csv"
    await export(panel, Sheet.FILLS, path)
    assert sorted(broker.asked_fills) == ["hoga-001", "hoga-002"]
    assert [row[7] for row in read(path)[1:]] == ["hoga-001-t", "hoga-002-t"]


async def test_a_file_that_can_not_be_written_is_told(
    panel: MyOrdersPanel, broker: FakeBroker, tmp_path: Path
) -> None:
    broker.tell(order(1, **FILLED))
    await settle()
    text = await export(panel, Sheet.ORDERS, tmp_path / "no such folder" / "x.csv")
    assert text == "파일을 저장할 수 없습니다: x.csv"


async def test_an_export_can_be_stopped(panel: MyOrdersPanel, broker: FakeBroker, tmp_path: Path) -> None:
    broker.tell(order(1, **FILLED))
    await settle()
    broker.answer.clear()
    path = tmp_path / "fills.csv"
    panel.exporting._sheet = Sheet.FILLS
    panel.exporting.save(str(path))
    await settle()
    assert panel.exporting.busy
    assert "1/1" in panel._exported
    panel.exporting.stop()
    broker.answer.set()
    await settle()
    assert not path.exists()
    assert not panel.exporting.busy


async def test_the_button_stops_what_it_has_started(
    qtbot: QtBot, panel: MyOrdersPanel, broker: FakeBroker, tmp_path: Path
) -> None:
    broker.tell(order(1, **FILLED))
    panel.tabs.setCurrentIndex(DONE_TAB)
    await settle()
    button = panel.export
    assert (button.text(), button.menu() is None) == ("내보내기", False)
    broker.answer.clear()
    panel.exporting._sheet = Sheet.FILLS
    panel.exporting.save(str(tmp_path / "fills.csv"))
    assert (button.text(), button.menu() is None) == ("내보내기 중단", True)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    broker.answer.set()
    await settle()
    assert not (tmp_path / "fills.csv").exists()
    assert (button.text(), button.menu() is None) == ("내보내기", False)
    assert panel._remark.text() == ""


@pytest.mark.parametrize("seconds", [2.0, 10.0])
async def test_the_poll_is_told_with_its_interval(
    panel: MyOrdersPanel, broker: FakeBroker, seconds: float
) -> None:
    broker.polling, broker.poll_seconds = True, seconds
    broker.be_ready(True)
    assert panel._remark.text() == f"실시간 연결 없음 · REST로 {seconds:g}초마다 확인 중"
