"""The menu of a row with own orders: what can be cancelled there."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtWidgets import QMenu, QWidget

from widgets import format
from widgets.orderbook.own import Own
from widgets.orderbook.rows import ASK


def cancel_menu(orders: Sequence[Own], parent: QWidget) -> QMenu:
    """A menu whose actions carry the keys of the orders to cancel; it ends itself when closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for own in orders:
        menu.addAction(_label(own)).setData((own.key,))
    if len(orders) > 1:
        menu.addSeparator()
        text = QCoreApplication.translate("Orderbook", "이 행의 주문 {count}건 모두 취소")
        menu.addAction(text.format(count=len(orders))).setData(tuple(own.key for own in orders))
    return menu


def _label(own: Own) -> str:
    if own.side == ASK:
        text = QCoreApplication.translate("Orderbook", "매도 {size} @ {price} 취소")
    else:
        text = QCoreApplication.translate("Orderbook", "매수 {size} @ {price} 취소")
    return text.format(size=format.exact(own.remaining), price=format.exact(own.price))
