"""The panels of one window, what each is given, and who hears whom."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PyQt6.QtCore import QObject

from app.market.candle_cache import cache_of
from app.market.history import CandleHistory
from app.market.symbols import Catalog
from app.market.tape import HISTORY
from app.session import Session
from app.settings import OrderGuards
from app.trading import OrderRecord
from app.websocket_v6 import ConnectionStatus
from widgets import feed, panels
from widgets.actions import Actions
from widgets.alerts import AlertBell
from widgets.assets import AssetsPanel
from widgets.chart import ChartPanel
from widgets.chart_orders import ChartOrders
from widgets.in_flight import InFlight
from widgets.links import MAIN
from widgets.markets import MarketsPanel
from widgets.my_orders import MyOrdersPanel
from widgets.order_entry import OrderEntryPanel
from widgets.orderbook import OrderbookPanel
from widgets.panel import Panel
from widgets.settings import KeyDesk
from widgets.stream_errors import StreamErrors
from widgets.tape import TapePanel

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

TAPE_BACKFILL = 100
FIRST_SYMBOL = "KRW-BTC"  # where a desk that was sent to an unknown market opens instead

P = TypeVar("P", bound=Panel)


class Workspace(QObject):
    """Keeps the panels and connects them; no panel knows another.

    Attributes:
        panels: by the name of the dock each stands in
        session: what the panels show and act on
    """

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self.session = session
        self.window = window
        self.history = CandleHistory(session.rest, cache=cache_of(session.rest.endpoints, session.data_dir))
        self.actions = Actions(session.broker, self)
        self.keys = KeyDesk(session.keys, window)
        self.panels: dict[str, Panel] = {}
        self._states: dict[str, dict[str, Any]] = {}
        self._stale = False
        self._in_flight = InFlight(session.broker, window.notices, self)
        self._stream_errors = StreamErrors(session.manager, window.notices, self)
        self.chart_orders = ChartOrders(self)
        self.bell = AlertBell(session.alerts, window.notices, window)
        self._connect()

    def start(self, states: Mapping[str, dict[str, Any]]) -> None:
        """Make the panels of the docks that there are, each with its state of last time."""
        self._states = dict(states)
        for name in self.window.board.docks:
            self._put(name)
        self._check_symbols(self.session.catalog)
        self._on_status(self.session.manager.status("public"))
        for name in self.panels:
            self._show_symbol(name)
        self.window.board.opened.connect(self.open)
        self.window.board.closing.connect(self.close_panel)
        self.window.board.group_changed.connect(self._on_group_changed)

    def save_state(self) -> dict[str, dict[str, object]]:
        """What the panels want back, by name; those that were closed, too."""
        return {**self._states, **{name: panel.save_state() for name, panel in self.panels.items()}}

    def open(self, name: str) -> None:
        """Make the panel of that dock."""
        self._put(name)
        self._show_symbol(name)

    def close_panel(self, name: str) -> None:
        """End the panel of that dock, and remember how it was."""
        panel = self.panels.pop(name, None)
        if panel is not None:
            self._states[name] = panel.save_state()
            self.window.commands.detach(panel)
            self.actions.stop(name)
            panel.close_panel()

    def waiting(self) -> list[str]:
        """The titles of the panels in sight that have nothing from the exchange yet."""
        seen = ((name, panel) for name, panel in self.panels.items() if panel.isVisible())
        return [panels.title_of(name) for name, panel in seen if not panel.has_data]

    def limits(self) -> OrderGuards:
        """What every order is checked against now."""
        return self.window.guards

    def guard(self, guards: OrderGuards) -> None:
        """From now on every order is checked against these limits."""
        self.window.guards = guards
        for form in self.of_kind(OrderEntryPanel):
            form.guard(guards)
        for orders in self.of_kind(MyOrdersPanel):
            orders.guard(guards)

    def on_guards_wanted(self) -> None:
        """Show the limits for orders, to be changed."""
        self.window.commands.run("guards")

    def close(self) -> None:
        """End every panel; idempotent."""
        self.keys.close()
        self._in_flight.close()
        self._stream_errors.close()
        self.chart_orders.close()
        self.bell.close()
        for panel in self.panels.values():
            panel.close_panel()

    async def finish(self) -> None:
        """After `close`: wait for orders and cancels that are on their way, but not for long."""
        await self.keys.aclose()
        await self.actions.aclose()
        await self.history.aclose()

    def of_kind(self, kind: type[P], group: str | None = None) -> list[P]:
        """The panels of a class, those of one colour if that is given, the oldest first."""
        board = self.window.board
        return [
            panel
            for name, panel in self.panels.items()
            if isinstance(panel, kind) and group in (None, board.group(name))
        ]

    def name_of(self, panel: object) -> str:
        """The dock's name of a panel; "" for what is none."""
        return next((name for name, other in self.panels.items() if other is panel), "")

    # the first panel of each kind; KeyError when it is closed

    @property
    def markets(self) -> MarketsPanel:
        """The market list."""
        return cast(MarketsPanel, self.panels["markets"])

    @property
    def orderbook(self) -> OrderbookPanel:
        """The first orderbook."""
        return cast(OrderbookPanel, self.panels["orderbook"])

    @property
    def tape(self) -> TapePanel:
        """The first tape."""
        return cast(TapePanel, self.panels["tape"])

    @property
    def chart(self) -> ChartPanel:
        """The first chart."""
        return cast(ChartPanel, self.panels["chart"])

    @property
    def order_entry(self) -> OrderEntryPanel:
        """The order form."""
        return cast(OrderEntryPanel, self.panels["order_entry"])

    @property
    def my_orders(self) -> MyOrdersPanel:
        """The account's orders."""
        return cast(MyOrdersPanel, self.panels["my_orders"])

    @property
    def assets(self) -> AssetsPanel:
        """The account's balances."""
        return cast(AssetsPanel, self.panels["assets"])

    def on_price_picked(self, price: Decimal) -> None:
        """A row of an orderbook was clicked: its price goes to the form of the same market alone."""
        group = self.window.board.group(self.name_of(self.sender()))
        forms = self.of_kind(OrderEntryPanel, group)
        for form in forms:
            form.take_price(price)
        if not forms and self.of_kind(OrderEntryPanel):
            self.window.notices.info(self.tr("주문 패널이 다른 연동 그룹에 있어 가격을 옮기지 않았습니다."))

    def _put(self, name: str) -> None:
        kind = panels.kind_of(name)
        assert kind is not None
        with feed.named(name.removeprefix(kind.name)):
            panel = self.panels[name] = kind.make(self)
        self.window.show_panel(name, panel)
        panel.restore_state(self._states.get(name, {}))
        panel.symbol_picked.connect(self._on_symbol_picked)
        panel.show_catalog(self.session.catalog)
        panel.show_stale(self._stale)
        self._tell_holdings()
        self.window.commands.attach(kind.name, panel)

    def _connect(self) -> None:
        self.window.links.symbol_changed.connect(self._on_group_symbol)
        self.actions.placed.connect(self._on_placed)
        self.actions.amended.connect(self._on_amended)
        self.actions.unconfirmed.connect(self._on_unconfirmed)
        self.actions.all_cancelled.connect(self._on_all_cancelled)
        self.actions.failed.connect(self.window.notices.error)
        self.session.catalog_changed.connect(self._on_catalog)
        self.session.complained.connect(self.window.notices.warn)
        self.session.tell_untold()
        self.session.broker.balances_changed.connect(self._on_balances)
        self.session.broker.orders_changed.connect(self._on_orders)
        self.session.manager.on_status.connect(self._on_status)

    def _on_symbol_picked(self, symbol: str) -> None:
        name = self.name_of(self.sender())
        catalog = self.session.catalog
        if catalog and symbol not in catalog:
            # A line about something of the past: an alert that fired, an order that ended.
            self.window.notices.warn(self.tr("{0} 마켓이 없습니다.").format(symbol))
            return
        self.window.links.pick(self.window.board.group(name), symbol)

    def _on_group_symbol(self, group: str, _symbol: str) -> None:
        for name in tuple(self.panels):
            if self.window.board.group(name) == group:
                self._show_symbol(name)

    def _on_group_changed(self, name: str, group: str) -> None:
        self.window.links.keep(group)
        if name in self.panels:
            self._show_symbol(name)

    def _show_symbol(self, name: str) -> None:
        symbol = self.window.links.symbol(self.window.board.group(name))
        panel = self.panels[name]
        panel.show_symbol(symbol)
        if isinstance(panel, TapePanel):
            self._fill_tape(name, panel, symbol, TAPE_BACKFILL)

    def _fill_tape(self, name: str, tape: TapePanel, symbol: str, count: int) -> None:
        if symbol:
            self.actions.run(name, self.session.rest.trades(symbol, count), tape.load)

    def _on_catalog(self, catalog: Catalog) -> None:
        for panel in self.panels.values():
            panel.show_catalog(catalog)
        self._check_symbols(catalog)

    def _check_symbols(self, catalog: Catalog) -> None:
        links = self.window.links
        for group in (MAIN, *links.symbols):
            symbol = links.symbol(group)
            if catalog and symbol not in catalog:
                self.window.notices.warn(self.tr("{0} 마켓이 없습니다.").format(symbol))
                links.pick(group, FIRST_SYMBOL if FIRST_SYMBOL in catalog else next(iter(catalog)).code)

    def _on_balances(self, _currencies: frozenset[str]) -> None:
        self._tell_holdings()

    def _tell_holdings(self) -> None:
        held = {b.currency for b in self.session.broker.balances.values() if b.balance + b.locked > 0}
        for markets in self.of_kind(MarketsPanel):
            markets.show_holdings(held)

    def _on_orders(self, _keys: frozenset[str]) -> None:
        for book in self.of_kind(OrderbookPanel):
            book.show_orders(self.session.broker.orders.values())

    def _on_status(self, status: ConnectionStatus) -> None:
        if status.side != "public":
            return
        self.window.strip.show_status(status)
        stale = status.stale or status.state == "reconnecting"
        if stale != self._stale:
            self._stale = stale
            self.chart_orders.show_stale(stale)
            for name, panel in self.panels.items():
                panel.show_stale(stale)
                if not stale and isinstance(panel, TapePanel):
                    # What was traded meanwhile was sent to nobody: ask for as much as the tape holds.
                    symbol = self.window.links.symbol(self.window.board.group(name))
                    self._fill_tape(name, panel, symbol, HISTORY)

    def _on_placed(self, record: OrderRecord) -> None:
        self.window.notices.info(self.tr("주문이 접수되었습니다: {0}").format(record.market))

    def _on_amended(self, record: OrderRecord) -> None:
        self.window.notices.info(self.tr("주문 정정이 접수되었습니다: {0}").format(record.market))

    def _on_unconfirmed(self, record: OrderRecord) -> None:
        self.window.notices.warn(self.tr("{0} 주문의 결과를 확인하는 중입니다.").format(record.market))

    def _on_all_cancelled(self, count: int) -> None:
        self.window.notices.info(self.tr("주문 {0}건의 취소를 요청했습니다.").format(count))
