"""The menu that puts an alert at the price under the pointer; knows no panel."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PyQt6.QtCore import QEvent, QObject, QPoint, Qt
from PyQt6.QtGui import QAction, QContextMenuEvent
from PyQt6.QtWidgets import QAbstractScrollArea, QMenu, QWidget

from widgets import format as fmt

PriceAt = Callable[[QPoint], tuple[str, Decimal] | None]
AddAlert = Callable[[str, Decimal], object]


class AlertHere(QObject):
    """Lives with the view that it listens to; `price_at` tells market and exact price of a place in it."""

    def __init__(self, view: QWidget, price_at: PriceAt, add: AddAlert) -> None:
        super().__init__(view)
        self._view = view
        self._price_at = price_at
        self._add = add
        # The events of a scroll area are its viewport's.
        listened = view.viewport() if isinstance(view, QAbstractScrollArea) else view
        assert listened is not None
        listened.installEventFilter(self)

    def _open(self, symbol: str, price: Decimal, at: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(self.tr("{0}에 알림").format(fmt.exact(price)))
        assert action is not None
        action.setData((symbol, price))
        menu.triggered.connect(self._on_chosen)
        menu.popup(at)

    def _on_chosen(self, action: QAction) -> None:
        self._add(*action.data())

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if not isinstance(event, QContextMenuEvent) or event.reason() is not QContextMenuEvent.Reason.Mouse:
            return False
        found = self._price_at(event.pos())
        if found is None:
            return False
        self._open(*found, event.globalPos())
        return True
