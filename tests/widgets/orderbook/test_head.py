from decimal import Decimal

import pytest
from PyQt6.QtWidgets import QApplication

from app.market.symbols import Catalog, Market, catalog_of
from widgets.orderbook import OrderbookPanel


@pytest.fixture
def catalog() -> Catalog:
    return catalog_of(
        [
            Market("KRW-BTC", "비트코인", "Bitcoin", tick_size=Decimal(1000), levels=(Decimal(10_000),)),
            Market("BTC-ETH", "이더리움", "Ethereum", tick_size=Decimal("0.00000001")),
        ]
    )


def narrow(panel: OrderbookPanel, width: int) -> list[bool]:
    panel.setMinimumSize(1, 1)  # in a dock it may be narrower than it wants
    panel.resize(width, 560)
    QApplication.processEvents()
    return [button.isVisible() for button in (panel._cumulative, panel._follow)]


@pytest.mark.parametrize("width", range(220, 420, 20))
def test_every_word_that_is_shown_is_whole(panel: OrderbookPanel, width: int) -> None:
    shown = narrow(panel, width)
    head = panel._head
    for button in (panel._grouping, panel._cumulative, panel._follow, panel._clicks):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            assert button.geometry().right() < head.width()
    assert panel._box.width() >= panel._box.minimumWidth()
    assert len(panel._clicks.waiting) == shown.count(False)


def test_what_has_no_room_works_from_the_menu(panel: OrderbookPanel) -> None:
    assert narrow(panel, 420) == [True, True]
    texts = [action.text() for action in panel._clicks.menu_now().actions()]
    assert "누적" not in texts
    assert narrow(panel, 230) == [False, False]
    first, second = panel._clicks.menu_now().actions()[:2]
    assert [(one.text(), one.isChecked()) for one in (first, second)] == [("누적", False), ("추적", True)]
    first.trigger()
    assert panel._ladder.cumulative and panel._clicks.menu_now().actions()[0].isChecked()


def test_a_market_without_groups_leaves_its_room_to_the_others(panel: OrderbookPanel) -> None:
    assert narrow(panel, 270) == [False, True]
    panel.show_symbol("BTC-ETH")
    QApplication.processEvents()
    assert narrow(panel, 270) == [True, True]
