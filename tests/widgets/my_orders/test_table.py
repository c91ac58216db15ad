"""A table that is too narrow leaves out what matters least, and no number is ever cut."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.trading import OrderState
from tests.widgets.my_orders.conftest import order, settle
from tests.widgets.order_entry.double import FakeBroker
from widgets import format as fmt
from widgets import theme
from widgets.my_orders import MyOrdersPanel, rows
from widgets.my_orders.delegate import PADDING
from widgets.my_orders.rows import Column
from widgets.my_orders.table import GIVES_WAY, WIDTHS, left_out

ROOMS = range(40, 1200, 20)


@pytest.mark.parametrize("columns", [rows.OPEN, rows.DONE])
def test_what_matters_least_goes_first_and_all_comes_back(columns: tuple[Column, ...]) -> None:
    before = frozenset(columns)
    for room in ROOMS:
        gone = left_out(columns, WIDTHS, room)
        assert gone == frozenset(GIVES_WAY[columns][: len(gone)])
        if gone:
            assert gone <= before
            before = gone
    assert left_out(columns, WIDTHS, 1200) == frozenset()
    assert left_out(columns, WIDTHS, 40) == frozenset(GIVES_WAY[columns]), "the rest can be scrolled to"


async def test_state_and_cancel_are_in_sight_in_a_narrow_panel(
    panel: MyOrdersPanel, broker: FakeBroker
) -> None:
    broker.tell(order(1, OrderState.PARTIAL, executed_volume=Decimal("0.1"), volume=Decimal("0.51234567")))
    table = panel.open_table
    panel.resize(380, 240)
    await settle()
    assert set(table.out_of_sight()) == {Column.TYPE, Column.FILLED, Column.TIME, Column.VOLUME}
    for column in (Column.PRICE, Column.REMAINING, Column.STATE, Column.CANCEL):
        place = rows.OPEN.index(column)
        right = table.columnViewportPosition(place) + table.columnWidth(place)
        assert 0 < right <= table.viewport().width(), column
    tip = table.tip(0)
    assert "주문량 0.51234567" in tip and "체결량 0.1" in tip and "유형 지정가" in tip
    kept = table.widths()
    assert kept[Column.VOLUME.value] == WIDTHS[Column.VOLUME], "what is hidden keeps its width"
    panel.resize(900, 240)
    await settle()
    assert table.out_of_sight() == []
    assert table.widths() == kept


@pytest.mark.parametrize("width", [407, 760])
@pytest.mark.parametrize("number", ["123456789.12345678", "98765432.10987654", "123456789012.12345678"])
async def test_a_column_grows_until_every_digit_is_shown(
    qtbot: QtBot, panel: MyOrdersPanel, broker: FakeBroker, width: int, number: str
) -> None:
    panel.resize(width, 240)
    volume = Decimal(number)
    broker.tell(order(1, volume=volume, remaining_volume=volume, price=Decimal("0.00001234")))
    await settle()
    table, place = panel.open_table, rows.OPEN.index(Column.REMAINING)
    table.viewport().grab()
    metrics = QFontMetricsF(theme.number_font(theme.SMALL))
    await settle()
    text, room = fmt.exact(volume), table.columnWidth(place) - 2 * PADDING
    assert metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) == text
    assert panel.open_model.row(0).texts[Column.PRICE] == "0.00001234"
