"""Tells after a crash which orders were in flight, and what became of each."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QTimer

from app.trading import Broker, OrderRecord, OrderState
from widgets.notices import Notices


class InFlight(QObject):
    """Says once how many orders are looked up, and once what the exchange says of them."""

    def __init__(self, broker: Broker, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._broker = broker
        self._notices = notices
        self._told: frozenset[str] = frozenset()
        self._settled: frozenset[str] = frozenset()
        # Several orders become known in one turn of the loop: one notice for all of them.
        self._soon = QTimer(self)
        self._soon.setObjectName("orders in flight")
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        broker.orders_changed.connect(self._on_orders)
        # An order that the list of open ones has shown first does not change any more when its look-up ends.
        broker.ready_changed.connect(self._on_ready)
        self._soon.start(0)

    def close(self) -> None:
        """Say nothing any more."""
        self._soon.stop()
        self._broker.orders_changed.disconnect(self._on_orders)
        self._broker.ready_changed.disconnect(self._on_ready)

    def _on_ready(self, _ready: bool) -> None:
        self._on_orders(frozenset())

    def _on_orders(self, _keys: frozenset[str]) -> None:
        if self._broker.recovered != self._settled:
            self._soon.start(0)

    def _tell(self) -> None:
        recovered, open_still = self._broker.recovered, self._broker.in_flight
        if open_still - self._told:
            self._told |= open_still
            text = self.tr("이전 실행에서 보낸 주문 {count}건의 결과를 확인하고 있습니다.")
            self._notices.warn(text.format(count=len(open_still)))
        known = recovered - open_still - self._settled
        if known and not open_still:
            self._settled |= known
            text = self.tr("이전 실행에서 보낸 주문을 확인했습니다: {orders}")
            found = [self._broker.orders[key] for key in sorted(known) if key in self._broker.orders]
            self._notices.info(text.format(orders=", ".join(self._named(record) for record in found)))

    def _named(self, record: OrderRecord) -> str:
        side = self.tr("매수") if record.side == "bid" else self.tr("매도")
        return f"{record.market} {side} – {self._state(record.state)}"

    def _state(self, state: OrderState) -> str:
        words = {
            OrderState.WORKING: self.tr("미체결"),
            OrderState.PARTIAL: self.tr("부분체결"),
            OrderState.FILLED: self.tr("체결"),
            OrderState.CANCELLED: self.tr("취소"),
            OrderState.REJECTED: self.tr("접수되지 않음"),
        }
        return words.get(state, self.tr("확인중"))
