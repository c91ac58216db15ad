"""The default layout is the one a trader expects at 1920×1080."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from app.settings import Settings
from widgets import docks
from widgets.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    window = MainWindow(Mode.DEMO, Settings(), "KRW-BTC")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted, timeout=5000):
        window.show()
    yield window


def place(window: MainWindow, name: str) -> QRect:
    area = window.docks[name].dockAreaWidget()
    return QRect(area.mapTo(window, QPoint(0, 0)), area.size())


def test_columns_from_left_to_right(window: MainWindow) -> None:
    markets, chart, book, entry = (place(window, n) for n in ("markets", "chart", "orderbook", "order_entry"))
    assert markets.right() < chart.left() < chart.right() < book.left() < book.right() < entry.left()
    assert chart.width() > 2 * book.width()
    assert book.height() > 950  # more than twenty levels on each side


def test_orders_under_the_chart_and_the_tape_under_the_form(window: MainWindow) -> None:
    chart, orders = place(window, "chart"), place(window, "my_orders")
    entry, tape = place(window, "order_entry"), place(window, "tape")
    assert chart.bottom() < orders.top() and chart.left() == orders.left()
    assert entry.bottom() < tape.top() and entry.left() == tape.left()
    assert place(window, "assets") == orders


def test_a_panel_takes_the_place_of_its_placeholder(window: MainWindow) -> None:
    panel = QLabel("panel")
    docks.put(window.docks["tape"], panel)
    assert window.docks["tape"].widget() is panel
