"""The market box: names it shows, what it finds, what it gives back."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QInputMethodEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.symbols import Catalog
from widgets.orderbook.market_box import MarketBox


@pytest.fixture
def box(qtbot: QtBot, catalog: Catalog) -> MarketBox:
    box = MarketBox()
    qtbot.addWidget(box)
    box.resize(240, 28)
    box.show_catalog(catalog)
    box.show_symbol("KRW-BTC")
    box.show()
    qtbot.waitExposed(box)
    box.activateWindow()
    box.setFocus()
    return box


def chosen(box: MarketBox) -> list[str]:
    codes: list[str] = []
    box.picked.connect(codes.append)
    return codes


def test_before_the_catalog_the_code_stands_alone(qtbot: QtBot, catalog: Catalog) -> None:
    box = MarketBox()
    qtbot.addWidget(box)
    box.show_symbol("KRW-BTC")
    assert box.text() == "KRW-BTC"
    box.show_catalog(catalog)
    assert box.text() == "비트코인  KRW-BTC"


@pytest.mark.parametrize(
    ("typed", "first"), [("이더", "KRW-ETH"), ("pepe", "KRW-PEPE"), ("ㅍㅍ", "KRW-PEPE")]
)
def test_enter_takes_the_best_hit(qtbot: QtBot, box: MarketBox, typed: str, first: str) -> None:
    codes = chosen(box)
    box.selectAll()
    for character in typed:
        box.insert(character)
    box.textEdited.emit(box.text())
    box.setModified(True)
    assert box.hits[0] == first
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert codes == [first]


def test_a_syllable_in_the_making_is_searched_for(box: MarketBox) -> None:
    box.clear()
    QApplication.sendEvent(box, QInputMethodEvent("페", []))
    assert box.hits == ("KRW-PEPE",)


def test_escape_gives_the_name_back_and_picks_nothing(qtbot: QtBot, box: MarketBox) -> None:
    codes = chosen(box)
    box.selectAll()
    qtbot.keyClicks(box, "xyz")
    assert box.hits == ()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "비트코인  KRW-BTC"
    assert codes == []


def test_enter_without_typing_picks_nothing(qtbot: QtBot, box: MarketBox) -> None:
    codes = chosen(box)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert codes == []


def test_a_click_in_the_list_picks_that_market(qtbot: QtBot, box: MarketBox) -> None:
    codes = chosen(box)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    popup = box._completer.popup()
    qtbot.waitUntil(popup.isVisible)
    assert box.hits == ("KRW-BTC", "KRW-ETH", "KRW-PEPE", "BTC-ETH")
    rect = popup.visualRect(popup.model().index(3, 0))
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert codes == ["BTC-ETH"]
    assert not popup.isVisible()


def test_where_both_do_not_fit_the_code_stands_alone(box: MarketBox) -> None:
    box.clearFocus()
    box.resize(90, 28)
    assert box.text() == "KRW-BTC"
    box.resize(240, 28)
    assert box.text() == "비트코인  KRW-BTC"
