"""Amends one order at a time: the dialog, the order and the book that it is judged by, and the one call."""

from __future__ import annotations

from decimal import Decimal

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from app.clock import monotonic
from app.market.symbols import Catalog
from app.settings import OrderGuards
from app.trading import Broker
from app.upbit import Chance
from app.websocket_v6 import DataType
from widgets.actions import Actions
from widgets.depth import depth_of
from widgets.feed import Batch, Feed
from widgets.frame_clock import FrameClock
from widgets.freshness import Freshness
from widgets.my_orders.amend_dialog import AmendDialog

_TASK = "rules for an amendment"


class Amending(QObject):
    """Owns the dialog. Without a frame clock there is no book, and the trader is told so."""

    def __init__(
        self, broker: Broker, actions: Actions, panel: QWidget, frame_clock: FrameClock | None
    ) -> None:
        super().__init__(panel)
        self.guards = OrderGuards()
        self.catalog = Catalog()
        self.dialog: AmendDialog | None = None
        self._broker = broker
        self._actions = actions
        self._panel = panel
        self._key = ""
        self._freshness = Freshness()
        self._feed = None if frame_clock is None else Feed("amend", frame_clock, panel)
        if self._feed is not None:
            self._feed.flushed.connect(self._on_batch)
        broker.orders_changed.connect(self._on_orders)

    def open(self, key: str, price: Decimal | None = None) -> None:
        """Ask for the new price and volume of that order; nothing for one that can't be amended.

        price: what to begin with instead of the order's own.
        """
        record = self._broker.orders.get(key)
        if self.dialog is not None or record is None or not record.is_amendable:
            return
        market = self.catalog.get(record.market)
        name = f"{market.name} {record.market}" if market else record.market
        tick = market.tick_size if market else None
        rules = self._broker.amendment_violations
        dialog = AmendDialog(record, name, tick, self.guards, rules, self._panel)
        dialog.accepted.connect(self._on_accepted)
        dialog.finished.connect(self._on_finished)
        self.dialog, self._key = dialog, key
        if price is not None:
            dialog.propose(price)
        if self._feed is not None:
            self._feed.watch(DataType.ORDERBOOK, [record.market])
        dialog.open()
        self._actions.run(_TASK, self._broker.chance(record.market), self._on_rules, self._on_no_rules)

    def close(self) -> None:
        """Take the question back and listen to nothing any more."""
        if self.dialog is not None:
            self.dialog.reject()
        if self._feed is not None:
            self._feed.close()
        self._broker.orders_changed.disconnect(self._on_orders)

    def show_stale(self, stale: bool) -> None:
        """The live data stopped, or is back: no book from before it judges an order."""
        self._freshness.show_stale(stale, monotonic())
        if stale and self.dialog is not None:
            self.dialog.judge(None)

    def _on_rules(self, _chance: Chance) -> None:
        if self.dialog is not None:
            self.dialog.recheck()

    def _on_no_rules(self, _sentence: str) -> None:
        """The broker asks for them again before it sends anything."""

    def _on_batch(self, batch: Batch) -> None:
        if self.dialog is not None:
            market = self.dialog.record.market
            book = batch.latest(DataType.ORDERBOOK).get(market)
            old = batch.received_before(DataType.ORDERBOOK, self._freshness.since)
            if book is not None and market not in old:
                self.dialog.judge(depth_of(book))

    def _on_orders(self, keys: frozenset[str]) -> None:
        record = self._broker.orders.get(self._key) if self._key in keys else None
        if self.dialog is not None and record is not None:
            self.dialog.follow(record)

    def _on_accepted(self) -> None:
        # Taken away first: one confirmation is one order, however often it is told.
        key, self._key = self._key, ""
        dialog = self.dialog
        if key and dialog is not None and dialog.new_price is not None:
            self._actions.amend(key, dialog.new_price, dialog.new_volume)

    def _on_finished(self, _result: int) -> None:
        self.dialog, self._key = None, ""
        self._actions.stop(_TASK)
        if self._feed is not None:
            self._feed.unwatch(DataType.ORDERBOOK)
