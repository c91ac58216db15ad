"""The model replaces lines in place and tells of changed cells only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import QObject, Qt
from PyQt6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from widgets.assets.lines import Column, Line
from widgets.assets.model import AssetsModel


def line(currency: str, value: str = "1", share: float = 0.5) -> Line:
    return Line(currency, "이름", (currency, "1", "0", "2", value, "+3", "+4.00%", "50.0%"), 1, share, "tip")


@pytest.fixture
def model(owner: QObject, qtlog):
    model = AssetsModel(owner)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode, owner)
    model.show_lines([line("KRW"), line("BTC")])
    yield model
    tester.deleteLater()
    assert [record.message for record in qtlog.records] == []


@pytest.fixture
def told(model: AssetsModel) -> list[tuple[int, int, int]]:
    ranges: list[tuple[int, int, int]] = []
    model.dataChanged.connect(lambda top, end, roles: ranges.append((top.row(), top.column(), end.column())))
    return ranges


def test_shows_lines(model: AssetsModel) -> None:
    assert (model.rowCount(), model.columnCount()) == (2, len(Column))
    assert model.index(1, Column.ASSET).data() == "BTC"
    assert model.index(1, Column.VALUE).data(Qt.ItemDataRole.ToolTipRole) == "tip"
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert heads == ["자산", "보유수량", "주문중", "매수평균가", "평가금액", "평가손익", "수익률", "비중"]


def test_tells_the_range_of_changed_cells(model: AssetsModel, told, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_lines([line("KRW"), line("BTC", value="2", share=0.6)])
    assert told == [(1, Column.VALUE, Column.SHARE)]


def test_tells_nothing_when_nothing_changed(model: AssetsModel, told) -> None:
    model.show_lines([line("KRW"), line("BTC")])
    assert told == []


def test_a_name_that_becomes_known_is_told(model: AssetsModel, told) -> None:
    model.show_lines([line("KRW"), replace(line("BTC"), name="비트코인")])
    assert told == [(1, Column.ASSET, Column.ASSET)]


def test_other_currencies_start_the_list_over(model: AssetsModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.show_lines([line("KRW"), line("BTC"), line("ETH")])
    assert model.rowCount() == 3
