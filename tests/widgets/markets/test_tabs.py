import pytest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.markets.tabs import Tabs


@pytest.mark.parametrize("titles", ["원화 BTC USDT 보유 관심", "KRW BTC USDT Held Starred"])
def test_no_tab_is_cut_off_in_a_laptops_window(qapp: QApplication, qtbot: QtBot, titles: str) -> None:
    theme.apply_theme(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    tabs = Tabs(window)
    for title in titles.split():
        tabs.addTab(title)
    window.show()
    last = tabs.count() - 1
    wide = tabs.sizeHint().width()
    for width in (wide, 186, wide, 186):
        tabs.resize(width, 30)
        QApplication.processEvents()
        assert tabs.tabRect(last).right() < width
        assert bool(tabs.styleSheet()) == (width < wide)
