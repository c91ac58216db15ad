"""Orders by a click on a book: judged like every other order, and sent only while the clicked row stands."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.settings import OrderGuards
from app.trading import Assessment, OrderIntent, assess
from widgets import format, theme
from widgets.caution_box import CautionBox
from widgets.click_guard import ClickGuard
from widgets.depth import depth_of
from widgets.notices import Notices
from widgets.orderbook.clicks import Click, is_there, stands
from widgets.plain import plain_label

if TYPE_CHECKING:
    from widgets.actions import Actions
    from widgets.orderbook import OrderbookPanel


class ClickTrader(QObject):
    """Takes the clicks of one orderbook panel to the exchange, or says why not.

    Without a confirmation the row must be as it was clicked, to the last digit of its size. Somebody who
    has read a confirmation has seen time pass: then the price must still stand on its side of the book.
    """

    def __init__(
        self, panel: OrderbookPanel, actions: Actions, guards_of: Callable[[], OrderGuards], notices: Notices
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._actions = actions
        self._guards_of = guards_of
        self._notices = notices
        self.dialog: ClickConfirm | None = None
        panel.order_wanted.connect(self._on_order_wanted)
        panel.book_changed.connect(self._judge)

    def assess(self, intent: OrderIntent) -> Assessment:
        """The order against the newest book and the limits of now."""
        sent, last, tick = self._panel.sent, self._panel.last_price, self._panel.tick
        return assess(intent, self._guards_of(), depth_of(sent) if sent else None, last, tick=tick)

    def _on_order_wanted(self, click: Click) -> None:
        intent = self._panel.rules.intent(click)
        if intent is None or self.dialog is not None:
            return
        if not self._panel.is_reliable or not stands(click, self._panel.book):
            self._refuse()
            return
        found = self.assess(intent)
        if found.refused:
            self._notices.error(" ".join(caution.sentence for caution in found.cautions))
        elif found.asks or self._panel.rules.confirm:
            self._ask(click, intent, found)
        else:
            self._actions.place(intent)

    def _ask(self, click: Click, intent: OrderIntent, found: Assessment) -> None:
        dialog = ClickConfirm(click, intent, self._panel)
        dialog.cautions.judge(found)
        dialog.accepted.connect(self._on_accepted)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    def _judge(self) -> None:
        if self.dialog is not None:
            self.dialog.cautions.judge(self.assess(self.dialog.intent))
            self.dialog.allow(self._panel.is_reliable and is_there(self.dialog.click, self._panel.book))

    def _on_accepted(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        if self._panel.is_reliable and is_there(dialog.click, self._panel.book) and dialog.cautions.allows:
            self._actions.place(dialog.intent)
        else:
            self._refuse()

    def _on_finished(self) -> None:
        self.dialog = None

    def _refuse(self) -> None:
        self._notices.warn(self.tr("누른 호가가 그사이 바뀌어 주문하지 않았습니다."))


class ClickConfirm(QDialog):
    """Exactly what will be sent; its yes is not the default button, for a double click may end on it."""

    def __init__(self, click: Click, intent: OrderIntent, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("클릭 주문 확인"))
        self.click, self.intent = click, intent
        self._ready = True
        self.cautions = CautionBox(self)
        self.cautions.changed.connect(self._show_ready)
        self.send = QPushButton(self._side(), self)
        self.back = QPushButton(self.tr("돌아가기 (Esc)"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for text in self.lines():
            label = plain_label(text, self)
            label.setFont(theme.number_font(theme.LARGE))
            column.addWidget(label)
        column.addWidget(self.cautions)
        row = QHBoxLayout()
        for button, slot in ((self.back, self.reject), (self.send, self.accept)):
            button.setAutoDefault(False)
            button.setMinimumHeight(32)
            button.clicked.connect(slot)
            row.addWidget(button)
        column.addLayout(row)
        self.setMinimumWidth(300)
        self.back.setFocus()
        ClickGuard(self)

    def lines(self) -> tuple[str, ...]:
        """What is to be sent, as it is read."""
        intent, price, volume = self.intent, self.intent.price or Decimal(0), self.intent.volume or Decimal(0)
        quote, _, base = intent.market.partition("-")
        return (
            f"{intent.market} {self._side()}",
            self.tr("가격 {0} {1}").format(format.exact(price), quote),
            self.tr("수량 {0} {1}").format(format.exact(volume), base),
        )

    def allow(self, ready: bool) -> None:
        """Whether the clicked price still stands."""
        self._ready = ready
        self._show_ready()

    def _show_ready(self) -> None:
        self.send.setEnabled(self._ready and self.cautions.allows)

    def _side(self) -> str:
        return self.tr("지정가 매수") if self.intent.side == "bid" else self.tr("지정가 매도")
