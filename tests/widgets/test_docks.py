"""The default layout is the one a trader expects at 1920×1080."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QPoint, QRect, QSize
from PyQt6.QtWidgets import QApplication, QLabel, QWidget
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


class Panel(QWidget):
    """A panel that would like some room."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._least = QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self._least


# What the real ones ask for; the chart's is more than a small window has for it.
LEASTS = {
    "markets": (245, 111),
    "chart": (373, 146),
    "orderbook": (333, 158),
    "order_entry": (306, 323),
    "my_orders": (288, 77),
    "tape": (180, 62),
}


@pytest.fixture
def filled(window: MainWindow) -> MainWindow:
    for name, least in LEASTS.items():
        docks.put(window.docks[name], Panel(*least))
    return window


def test_the_desk_fits_a_small_laptop_also_after_another_layout(filled: MainWindow, qtbot: QtBot) -> None:
    """1280 × 720 at 125 % leaves 1024 × 576; the order form, whose digits must be seen, is not squeezed."""
    window = filled
    window.layouts.save("mine")
    for change in (None, window.layouts.reset, lambda: window.layouts.switch("mine")):
        window.resize(1920, 1080)
        if change is not None:
            change()
        for size in (QSize(1024, 576), QSize(1000, 700)):
            window.resize(size)
            qtbot.waitUntil(lambda size=size: window.size() == size, timeout=10_000)
            qtbot.waitUntil(lambda: place(window, "order_entry").right() < window.width(), timeout=10_000)
            form = QSize(*LEASTS["order_entry"])  # a line less, and the fields lose their lower edge
            assert window.docks["order_entry"].widget().size().expandedTo(form) == (
                window.docks["order_entry"].widget().size()
            )
            assert place(window, "tape").bottom() < window.height() - 20
            assert all(place(window, name).width() > 170 for name in LEASTS)


def test_in_a_larger_window_every_panel_has_what_it_needs(filled: MainWindow, qtbot: QtBot) -> None:
    filled.resize(1280, 800)

    def is_fair() -> bool:
        return all(place(filled, name).width() >= min(340, need) for name, (need, _) in LEASTS.items())

    qtbot.waitUntil(is_fair, timeout=10_000)


def test_a_panel_with_a_remark_of_many_lines_leaves_the_others_their_room(filled: MainWindow) -> None:
    docks.put(filled.docks["my_orders"], Panel(288, 600))
    area = filled.docks["my_orders"].dockAreaWidget()
    assert area.minimumHeight() <= docks.LARGEST_LEAST.height() + area.titleBar().height() + 2
    assert filled.docks["order_entry"].dockAreaWidget().minimumHeight() > 323


@pytest.mark.parametrize(
    ("room", "least"), [(1300, 330), (1200, 330), (1000, 264), (900, 231), (450, 115), (0, 0)]
)
def test_room_that_is_short_is_given_up_down_to_the_floor_and_then_alike(room: int, least: int) -> None:
    assert docks.squeezed(330, 231, 1200, 897, room) == least
