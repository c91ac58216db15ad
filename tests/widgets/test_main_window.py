"""The window comes up empty, remembers itself, and swallows what it can't read."""

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from app.settings import Settings
from widgets.main_window import MainWindow

Open = Callable[[Settings], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def make(settings: Settings) -> MainWindow:
        windows.append(MainWindow(Mode.DEMO, settings, settings.symbol))
        qtbot.addWidget(windows[-1])
        windows[-1].show()
        return windows[-1]

    yield make
    windows.clear()


def test_the_first_paint_is_told_once(qtbot: QtBot, qapp: QApplication) -> None:
    window = MainWindow(Mode.DEMO, Settings(), "KRW-BTC")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted, timeout=5000):
        window.show()
    with qtbot.assertNotEmitted(window.painted, wait=50):
        window.update()


def test_every_panel_has_a_dock_with_a_title(open_window: Open) -> None:
    window = open_window(Settings())
    titles = {name: dock.windowTitle() for name, dock in window.docks.items()}
    assert titles == {
        "markets": "마켓",
        "chart": "차트",
        "orderbook": "호가",
        "order_entry": "주문",
        "my_orders": "주문 내역",
        "assets": "자산",
        "tape": "체결",
    }


def test_layout_geometry_favourites_and_symbol_come_back(open_window: Open) -> None:
    first = open_window(Settings(symbol="KRW-ETH", favourites=("KRW-XRP",)))
    first.resize(760, 700)
    first.docks["assets"].setAsCurrentTab()
    first.favourites.toggle("KRW-BTC")
    first.link.pick("KRW-SOL")
    remembered = first.settings()
    second = open_window(remembered)
    assert second.size() == first.size()
    assert second.docks["assets"].isCurrentTab()
    assert second.favourites.codes == ("KRW-XRP", "KRW-BTC")
    assert second.link.symbol == "KRW-SOL"


@pytest.mark.parametrize("nonsense", ["%%%", "aGVsbG8=", ""])
def test_an_unreadable_layout_leaves_the_default_one(open_window: Open, nonsense: str) -> None:
    window = open_window(Settings(layout=nonsense, geometry=nonsense))
    assert all(not dock.isClosed() for dock in window.docks.values())
    assert window.docks["my_orders"].isCurrentTab()


def test_what_changes_is_remembered_within_a_second(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(Settings())
    with qtbot.waitSignal(window.changed, timeout=5000):
        window.favourites.toggle("KRW-BTC")


def test_a_moved_dock_is_a_change_too(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(Settings())
    with qtbot.waitSignal(window.changed, timeout=5000):
        pass  # the first look finds the default layout, which no settings hold yet
    with qtbot.waitSignal(window.changed, timeout=5000):
        window.docks["assets"].setAsCurrentTab()
    with qtbot.assertNotEmitted(window.changed, wait=2000):
        pass


def test_the_title_names_market_and_mode(open_window: Open) -> None:
    window = open_window(Settings())
    window.link.pick("KRW-XRP")
    assert window.windowTitle().startswith("KRW-XRP · DEMO")


def test_a_maximised_window_is_one_again_after_the_full_screen(open_window: Open) -> None:
    window = open_window(Settings())
    window.showMaximized()
    window.toggle_full_screen()
    assert window.isFullScreen()
    window.toggle_full_screen()
    assert window.isMaximized() and not window.isFullScreen()


def test_closing_is_told(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(Settings())
    with qtbot.waitSignal(window.closing):
        window.close()
