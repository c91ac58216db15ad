from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.market.symbols import Catalog
from widgets.markets.model import MarketsModel
from widgets.markets.rows import Column
from widgets.markets.view import MarketsView


def test_the_change_is_never_left_out(owner: QObject, catalog: Catalog, qtbot: QtBot) -> None:
    model, window = MarketsModel(owner), QWidget()
    qtbot.addWidget(window)
    model.show_markets(catalog.of_quote("KRW"))
    view = MarketsView(model, window)
    window.resize(400, 400)
    window.show()
    least = view.minimumSizeHint().width()
    for width, below in ((least, False), (least - 1, True), (160, True), (least, False)):
        view.resize(width, 300)
        assert (view.isColumnHidden(Column.RATE), view._painter.rate_below) == (below, below)
        assert not view.isColumnHidden(Column.PRICE)
        edge = view.columnViewportPosition(Column.PRICE) + view.columnWidth(Column.PRICE)
        assert edge <= view.viewport().width()
    view.choose_columns([])
    view.resize(160, 300)
    assert not view._painter.rate_below  # nobody wants to see it
