"""The menu that puts an alert at the price under the pointer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QContextMenuEvent
from PyQt6.QtWidgets import QApplication, QGraphicsView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from widgets.alerts.here import AlertHere


class View:
    """A view whose upper half has prices."""

    def __init__(self, qtbot: QtBot, widget: QWidget) -> None:
        self.widget = widget
        self.added: list[tuple[str, Decimal]] = []
        qtbot.addWidget(widget)
        widget.resize(200, 200)
        widget.show()
        AlertHere(widget, self.price_at, self.add)

    def price_at(self, at: QPoint) -> tuple[str, Decimal] | None:
        return ("KRW-BTC", Decimal("142500000") + at.y()) if at.y() < 100 else None

    def add(self, symbol: str, price: Decimal) -> None:
        self.added.append((symbol, price))

    def menu(self, target: QWidget, y: int, reason: QContextMenuEvent.Reason) -> QMenu | None:
        at = QPoint(10, y)
        QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at)))
        return self.widget.findChild(QMenu)


MOUSE, KEY = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


@pytest.mark.parametrize("kind", [QWidget, QGraphicsView])
def test_the_alert_is_put_at_the_exact_price(qtbot: QtBot, kind: type[QWidget]) -> None:
    view = View(qtbot, kind())
    target = view.widget.viewport() if isinstance(view.widget, QGraphicsView) else view.widget
    menu = view.menu(target, 7, MOUSE)
    assert menu is not None
    (action,) = menu.actions()
    assert action.text() == "142,500,007에 알림"
    action.trigger()
    assert view.added == [("KRW-BTC", Decimal(142500007))]
    assert menu.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.close()


def test_where_there_is_no_price_there_is_no_menu(qtbot: QtBot) -> None:
    view = View(qtbot, QWidget())
    assert view.menu(view.widget, 150, MOUSE) is None
    assert view.menu(view.widget, 7, KEY) is None, "a key points at nothing"
