"""The window comes up empty, remembers itself, and swallows what it can't read."""

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from app.settings import Settings
from widgets import main_window
from widgets.main_window import MainWindow
from widgets.status import mode_colour

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


@pytest.mark.parametrize("nonsense", ["%%%", "aGVsbG8=", "한글", ""])
def test_an_unreadable_layout_leaves_the_default_one(open_window: Open, nonsense: str) -> None:
    window = open_window(Settings(layout=nonsense, geometry=nonsense))
    assert all(not dock.isClosed() for dock in window.docks.values())
    assert window.docks["my_orders"].isCurrentTab()


def test_what_changes_is_remembered_within_a_second(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(Settings())
    with qtbot.waitSignal(window.changed, timeout=5000):
        window.favourites.toggle("KRW-BTC")


def test_a_moved_dock_is_a_change_too(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "LOOK_FOR_CHANGES_MS", 50)
    window = open_window(Settings())
    with qtbot.waitSignal(window.changed, timeout=5000):
        pass  # the first look finds the default layout, which no settings hold yet
    with qtbot.waitSignal(window.changed, timeout=5000):
        window.docks["assets"].setAsCurrentTab()
    with qtbot.assertNotEmitted(window.changed, wait=500):
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


def test_a_torn_off_window_comes_back_where_it_was(qtbot: QtBot, open_window: Open) -> None:
    first = open_window(Settings())
    first.board.tear_off("tape")
    (floating,) = first.board.manager.floatingWidgets()
    floating.setGeometry(300, 200, 420, 380)
    remembered = first.settings()
    second = open_window(remembered)
    qtbot.waitUntil(lambda: _torn_off(second) == [("tape", 420, 380)], timeout=10_000)
    assert not second.docks["chart"].isInFloatingContainer()


def _torn_off(window: MainWindow) -> list[tuple[str, int, int]]:
    seen = [each for each in window.board.manager.floatingWidgets() if each.isVisible()]
    return [(each.dockWidgets()[0].objectName(), each.width(), each.height()) for each in seen]


def test_whose_money_it_is_stands_in_a_word_and_around_the_window(qtbot: QtBot, qapp: QApplication) -> None:
    seen = {}
    for mode in Mode:
        window = MainWindow(mode, Settings(), "KRW-BTC")
        qtbot.addWidget(window)
        window.resize(1300, 700)
        window.show()
        image = window.grab().toImage()
        corners = [(0, 0), (image.width() - 1, 0), (0, image.height() - 1), (700, image.height() - 1)]
        (frame,) = {image.pixelColor(*corner).name() for corner in corners}
        badge = image.pixelColor(12, image.height() - 12).name()
        assert frame == badge == mode_colour(mode).name()
        assert window.windowTitle().endswith(mode.upper())
        seen[mode] = frame
    assert len(set(seen.values())) == len(Mode)


def test_closing_is_told(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(Settings())
    with qtbot.waitSignal(window.closing):
        window.close()
