"""The panels of one window, what each is given, and who hears whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject

from app.market.history import CandleHistory
from app.market.symbols import Catalog
from app.market.tape import HISTORY
from app.session import Session
from app.trading import OrderRecord
from app.websocket_v6 import ConnectionStatus
from widgets.actions import Actions
from widgets.assets import AssetsPanel
from widgets.chart import ChartPanel
from widgets.in_flight import InFlight
from widgets.markets import MarketsPanel
from widgets.my_orders import MyOrdersPanel
from widgets.order_entry import OrderEntryPanel
from widgets.orderbook import OrderbookPanel
from widgets.panel import Panel
from widgets.settings import KeyDesk
from widgets.tape import TapePanel

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

TAPE_BACKFILL = 100
FIRST_SYMBOL = "KRW-BTC"  # where a desk that was sent to an unknown market opens instead


class Workspace(QObject):
    """Makes the panels and connects them; no panel knows another.

    Attributes:
        panels: by the name of the dock each stands in
        session: what the panels show and act on
    """

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self.session = session
        self._window = window
        self._stale = False
        clock, favourites, broker = window.frame_clock, window.favourites, session.broker
        self.actions = Actions(broker, self)
        self.markets = MarketsPanel(clock, favourites, window)
        self.orderbook = OrderbookPanel(clock, favourites, window)
        self.tape = TapePanel(clock, window)
        self._history = CandleHistory(session.rest)
        self.chart = ChartPanel(clock, self._history, window)
        self.order_entry = OrderEntryPanel(clock, broker, self.actions, window)
        self.my_orders = MyOrdersPanel(broker, self.actions, window, frame_clock=clock)
        self.assets = AssetsPanel(clock, broker, self.actions, window)
        self.keys = KeyDesk(session.keys, window)
        self.panels: dict[str, Panel] = {
            "markets": self.markets,
            "chart": self.chart,
            "orderbook": self.orderbook,
            "order_entry": self.order_entry,
            "tape": self.tape,
            "my_orders": self.my_orders,
            "assets": self.assets,
        }
        self._in_flight = InFlight(broker, window.notices, self)
        self._connect()

    def start(self, states: Mapping[str, dict[str, Any]]) -> None:
        """Give every panel back its state and show the linked symbol."""
        for name, panel in self.panels.items():
            panel.restore_state(states.get(name, {}))
        self.order_entry.guard(self._window.guards)
        self.my_orders.guard(self._window.guards)
        self._on_catalog(self.session.catalog)
        self._on_status(self.session.manager.status("public"))
        self._on_balances(frozenset())
        self._on_orders(frozenset())
        self._show_symbol(self._window.link.symbol)

    def save_state(self) -> dict[str, dict[str, object]]:
        """What the panels want back, by name."""
        return {name: panel.save_state() for name, panel in self.panels.items()}

    def close(self) -> None:
        """End every panel; idempotent."""
        self.keys.close()
        self._in_flight.close()
        for panel in self.panels.values():
            panel.close_panel()

    async def finish(self) -> None:
        """After `close`: wait for orders and cancels that are on their way, but not for long."""
        await self.keys.aclose()
        await self.actions.aclose()
        await self._history.aclose()

    def _connect(self) -> None:
        for panel in self.panels.values():
            panel.symbol_picked.connect(self._window.link.pick)
        self._window.link.symbol_changed.connect(self._show_symbol)
        self.orderbook.price_picked.connect(self.order_entry.take_price)
        self.orderbook.cancel_wanted.connect(self.actions.cancel)
        self.actions.placed.connect(self._on_placed)
        self.actions.amended.connect(self._on_amended)
        self.actions.unconfirmed.connect(self._on_unconfirmed)
        self.actions.all_cancelled.connect(self._on_all_cancelled)
        self.actions.failed.connect(self._window.notices.error)
        self.session.catalog_changed.connect(self._on_catalog)
        self.session.complained.connect(self._window.notices.warn)
        self.session.broker.balances_changed.connect(self._on_balances)
        self.session.broker.orders_changed.connect(self._on_orders)
        self.session.manager.on_status.connect(self._on_status)

    def _show_symbol(self, symbol: str) -> None:
        for panel in self.panels.values():
            panel.show_symbol(symbol)
        self._fill_tape(symbol, TAPE_BACKFILL)

    def _fill_tape(self, symbol: str, count: int) -> None:
        self.actions.run("tape", self.session.rest.trades(symbol, count), self.tape.load)

    def _on_catalog(self, catalog: Catalog) -> None:
        for panel in self.panels.values():
            panel.show_catalog(catalog)
        link = self._window.link
        if catalog and link.symbol not in catalog:
            self._window.notices.warn(self.tr("{0} 마켓이 없습니다.").format(link.symbol))
            link.pick(FIRST_SYMBOL if FIRST_SYMBOL in catalog else next(iter(catalog)).code)

    def _on_balances(self, _currencies: frozenset[str]) -> None:
        held = {b.currency for b in self.session.broker.balances.values() if b.balance + b.locked > 0}
        self.markets.show_holdings(held)

    def _on_orders(self, _keys: frozenset[str]) -> None:
        self.orderbook.show_orders(self.session.broker.orders.values())

    def _on_status(self, status: ConnectionStatus) -> None:
        if status.side != "public":
            return
        self._window.strip.show_status(status)
        stale = status.stale or status.state == "reconnecting"
        if stale != self._stale:
            self._stale = stale
            for panel in self.panels.values():
                panel.show_stale(stale)
            if not stale and self._window.link.symbol:
                # What was traded meanwhile was sent to nobody: ask for as much as the tape holds.
                self._fill_tape(self._window.link.symbol, HISTORY)

    def _on_placed(self, record: OrderRecord) -> None:
        self._window.notices.info(self.tr("주문이 접수되었습니다: {0}").format(record.market))

    def _on_amended(self, record: OrderRecord) -> None:
        self._window.notices.info(self.tr("주문 정정이 접수되었습니다: {0}").format(record.market))

    def _on_unconfirmed(self, record: OrderRecord) -> None:
        self._window.notices.warn(self.tr("{0} 주문의 결과를 확인하는 중입니다.").format(record.market))

    def _on_all_cancelled(self, count: int) -> None:
        self._window.notices.info(self.tr("주문 {0}건의 취소를 요청했습니다.").format(count))
