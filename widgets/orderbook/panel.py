"""The orderbook panel: market box and switches above, the last price, the ladder below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from PyQt6.QtCore import QPoint, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence, QShortcut
from PyQt6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.clock import monotonic
from app.market.book import UNGROUPED, Book, book_of, strength
from app.market.symbols import Catalog
from app.trading import OrderRecord
from app.websocket_v6 import DataType, Orderbook, Ticker, Trade, exact
from widgets import format
from widgets.feed import Batch, Feed
from widgets.frame_clock import FrameClock
from widgets.freshness import Freshness
from widgets.links import Favourites
from widgets.orderbook.click_menu import ClickBar, ClickButton
from widgets.orderbook.clicks import Click, ClickRules
from widgets.orderbook.grouping import GroupingButton
from widgets.orderbook.head import BookHead
from widgets.orderbook.ladder import Ladder
from widgets.orderbook.market_box import MarketBox
from widgets.orderbook.own import Own, own_orders
from widgets.orderbook.own_menu import cancel_menu
from widgets.orderbook.strip import Quote, QuoteStrip
from widgets.panel import Panel

LEAST_WIDTH = 330  # the size of an own order fits beside that of its row
_AGE_MS = 1000  # how often a shown age is brought up to date
_ANSWER_MS = 5000  # a live exchange answers a grouping within that, or never


class OrderbookPanel(Panel):
    """Shows the book of one market.

    Signals:
        symbol_picked(str): another market was chosen in the box or by Ctrl+Up/Down
        price_picked(Decimal): a row was clicked; its price exactly as the exchange sent it
        order_wanted(Click): a click that is an order by the rules that the trader chose
        book_changed(): another snapshot is shown, or it became old
        cancel_wanted(str): the own order with this key is to be cancelled
    """

    price_picked = pyqtSignal(object)
    order_wanted = pyqtSignal(object)
    book_changed = pyqtSignal()
    cancel_wanted = pyqtSignal(str)

    def __init__(
        self, frame_clock: FrameClock, favourites: Favourites, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._favourites = favourites
        self._catalog = Catalog()
        self._symbol = ""
        self._traded_at = 0  # the exchange's time of the last trade, ms
        self._ticker: Ticker | None = None
        self._last: tuple[float, float] | None = None  # last price, previous close
        self._bought = False  # whether the last trade's taker did
        self._step = UNGROUPED  # what the book that is wished for is grouped by
        self._orders: tuple[Own, ...] = ()  # of every market
        self._freshness = Freshness()
        self._received = 0.0  # when the shown book came, monotonic seconds
        self._quoted = 0.0  # when the last price came
        self._box = MarketBox(self)
        self._strip = QuoteStrip(self)
        self._ladder = Ladder(self)
        self._grouping = GroupingButton(self)
        self._clicks = ClickButton(self)
        self._click_bar = ClickBar(self)
        self.sent: Orderbook | None = None  # the newest ungrouped snapshot as it came
        self._cumulative = self._switch(self.tr("누적"), self.tr("최우선 호가부터 더한 잔량"))
        self._follow = self._switch(self.tr("추적"), self.tr("중간값을 가운데에 (Space)"), checked=True)
        self._age = QTimer(self)
        self._age.setObjectName("orderbook age")
        self._age.setInterval(_AGE_MS)
        self._answer = QTimer(self)
        self._answer.setObjectName("orderbook answer")
        self._answer.setInterval(_ANSWER_MS)
        self._lay_out()
        self._connect()
        self._feed = Feed("orderbook", frame_clock, self, tail=1)
        self._feed.flushed.connect(self._on_flushed)
        self._ladder.clear(self.tr("종목을 고르세요"))

    @property
    def has_data(self) -> bool:
        return self.book is not None

    @property
    def book(self) -> Book | None:
        """The snapshot that is shown, or None before there is one."""
        return self._ladder.book

    @property
    def rules(self) -> ClickRules:
        """How clicks trade."""
        return self._clicks.rules

    @property
    def is_reliable(self) -> bool:
        """Whether the shown book is live and in order."""
        return self._ladder.is_reliable

    @property
    def last_price(self) -> Decimal | None:
        """The last price while it is live."""
        return exact(self._last[0]) if self._last and not self._freshness.is_old(self._quoted) else None

    @property
    def tick(self) -> Decimal | None:
        """The market's tick, as far as it is known."""
        market = self._catalog.get(self._symbol)
        return market.tick_size if market else None

    def minimumSizeHint(self) -> QSize:
        """With room for the grouping, which not every market has: a switch must not move the docks."""
        return super().minimumSizeHint().expandedTo(QSize(LEAST_WIDTH, 0))

    def show_symbol(self, symbol: str) -> None:
        if not symbol or symbol == self._symbol:
            return
        self._symbol = symbol
        self._clicks.quote = symbol.partition("-")[0]
        self._ticker, self._last, self._traded_at = None, None, 0
        self._quoted = 0.0
        self._box.show_symbol(symbol)
        self._strip.show_quote(None)
        self._ladder.clear("", symbol.partition("-")[2], self._tick_decimals())
        self._mark_orders()
        self._grouping.show_market(symbol, self._catalog.get(symbol))
        self._wish_book()
        for data_type in (DataType.TICKER, DataType.TRADE):
            self._feed.watch(data_type, [symbol])

    def show_catalog(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._box.show_catalog(catalog)
        self._ladder.refine(self._tick_decimals())
        self._grouping.show_market(self._symbol, catalog.get(self._symbol))
        self._regroup()

    def show_orders(self, records: Iterable[OrderRecord]) -> None:
        """Mark those of these orders that rest in the shown book."""
        self._orders = own_orders(records)
        self._mark_orders()

    def show_stale(self, stale: bool) -> None:
        # Once the stream is back, the book on the screen is still the old one: it stays grey until its
        # successor comes. No market is too quiet for that, as each begins anew with a snapshot.
        self._freshness.show_stale(stale, monotonic())
        self._show_doubt()
        self.book_changed.emit()

    def close_panel(self) -> None:
        self._feed.close()
        self._age.stop()
        self._answer.stop()

    def save_state(self) -> dict[str, object]:
        return {
            "cumulative": self._ladder.cumulative,
            "following": self._ladder.following,
            "grouping": self._grouping.save(),
            "clicks": self.rules.save(),
        }

    def restore_state(self, state: Mapping[str, object]) -> None:
        cumulative, following = state.get("cumulative"), state.get("following")
        if isinstance(cumulative, bool):
            self._cumulative.setChecked(cumulative)
        if isinstance(following, bool):
            self._ladder.set_following(following)
        self._grouping.restore(state.get("grouping"))
        self._regroup()
        self._clicks.set_rules(self.rules.restored(state.get("clicks")))

    def step_favourite(self, step: int) -> None:
        """Ask for the favourite that comes `step` places after the shown market, round and round."""
        codes = self._favourites.codes
        if not codes:
            return
        if self._symbol in codes:
            target = codes[(codes.index(self._symbol) + step) % len(codes)]
        else:
            target = codes[0 if step > 0 else -1]
        if target != self._symbol:
            self.symbol_picked.emit(target)

    def centre(self) -> None:
        """Follow the mid price again."""
        self._ladder.set_following(True)

    def toggle_cumulative(self) -> None:
        """Sums from the best price, or each row's own size."""
        self._cumulative.toggle()

    def _on_flushed(self, batch: Batch) -> None:
        ticker = batch.latest(DataType.TICKER).get(self._symbol)
        if ticker is not None:
            self._ticker = ticker
            self._take_trade(ticker)
        for trade in batch.trades:
            if trade.symbol == self._symbol:
                self._take_trade(trade)
        orderbook = batch.latest(DataType.ORDERBOOK).get(self._symbol)
        if orderbook is not None:
            self._received = batch.received_at(DataType.ORDERBOOK) or 0.0
            self.sent = None if self._step else orderbook
            self._answer.stop()
            self._ladder.show_book(book_of(orderbook))
        if self._ticker is not None:
            self._ladder.show_day(self._ticker)
        told = (batch.received_at(DataType.TICKER), batch.received_at(DataType.TRADE))
        self._quoted = max(self._quoted, *(moment or 0.0 for moment in told))
        self._show_quote()
        self._show_doubt()
        if orderbook is not None:
            self.book_changed.emit()

    def _show_rules(self, rules: ClickRules) -> None:
        self._ladder.takes_orders = rules.on
        self._click_bar.show_rules(rules, self._clicks.quote, is_grouped=self._step > 0)

    def _on_row_clicked(self, click: Click) -> None:
        if self.rules.wants(click) and self._ladder.is_reliable:
            self.order_wanted.emit(click)

    def _regroup(self) -> None:
        """Take up the unit that is chosen now; the trader chose, or what the market offers became known."""
        if self._symbol and self._grouping.step != self._step:
            self._wish_book()
            self.book_changed.emit()

    def _wish_book(self) -> None:
        """Wish for the market's book by the chosen unit; no row of another one stays until it comes."""
        self._step = step = self._grouping.step
        self.sent, self._received = None, 0.0
        waiting = self.tr("{unit} 단위 호가를 기다리는 중") if step else self.tr("호가를 기다리는 중")
        self._ladder.wait(waiting.format(unit=format.exact(step)))
        self._show_rules(self.rules)
        self._show_doubt()
        self._feed.watch(DataType.ORDERBOOK, [self._symbol], level=step)
        if step:
            self._answer.start()
        else:
            self._answer.stop()

    def _on_unanswered(self) -> None:
        # A unit that the market no longer has, since its price left the band, is passed over in silence. A
        # hidden panel is not told what came, and a silent stream proves nothing.
        if self.isVisible() and not self._freshness.silent:
            self._answer.stop()
            text = self.tr("{unit} 단위 호가가 오지 않습니다 · 다른 단위를 고르세요")
            self._ladder.wait(text.format(unit=format.exact(self._step)))

    def _mark_orders(self) -> None:
        self._ladder.show_orders(tuple(own for own in self._orders if own.market == self._symbol))

    def price_at(self, at: QPoint) -> tuple[str, Decimal] | None:
        """The market and the exact price at a place of the focus proxy; own orders have a menu already."""
        row = self._ladder.row_at(at.y())
        if row is None or row.price <= 0 or self._ladder.orders_at(at.y()):
            return None
        return self._symbol, exact(row.price)

    def _on_orders_pointed(self, orders: list[Own], at: QPoint) -> None:
        menu = cancel_menu(orders, self)
        menu.triggered.connect(self._on_cancel_chosen)
        menu.popup(at)

    def _on_cancel_chosen(self, action: QAction) -> None:
        for key in action.data():
            self.cancel_wanted.emit(key)

    def _take_trade(self, event: Ticker | Trade) -> None:
        # Tickers and trades overtake each other; the later trade counts.
        if event.trade_timestamp >= self._traded_at:
            self._traded_at = event.trade_timestamp
            self._last = event.trade_price, event.prev_closing_price
            self._bought = event.ask_bid == "BID"

    def _show_quote(self) -> None:
        if self._last is None:
            return
        price, close = self._last
        self._ladder.show_trade(price, close, bought=self._bought)
        ticker = self._ticker
        power = strength(ticker.acc_bid_volume, ticker.acc_ask_volume) if ticker else None
        decimals = max(self._ladder.price_decimals, format.decimals_of(exact(price)))
        self._strip.show_quote(Quote(price, close, power, decimals))

    def _show_doubt(self) -> None:
        """Say how old the book is while it is not live or not in order, and go on saying it."""
        silent, is_old = self._freshness.silent, self._freshness.is_old
        self._strip.show_stale(silent or is_old(self._quoted))
        book, old = self._ladder.book, silent or is_old(self._received)
        if book is None or not (old or book.is_crossed):
            self._age.stop()
            self._ladder.show_doubt("")
            return
        reason = self.tr("실시간 아님") if old else self.tr("호가 역전")
        age = format.ago(monotonic() - self._received)
        text = self.tr("{reason} · {time} 기준 ({age})")
        self._ladder.show_doubt(text.format(reason=reason, time=format.time_kst(book.time_ms), age=age))
        if not self._age.isActive():
            self._age.start()

    def _tick_decimals(self) -> int:
        return format.decimals_of(self.tick) if self.tick else 0

    def _on_next_favourite(self) -> None:
        self.step_favourite(1)

    def _on_previous_favourite(self) -> None:
        self.step_favourite(-1)

    def _switch(self, text: str, tip: str, *, checked: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setChecked(checked)
        return button

    def _lay_out(self) -> None:
        switches = (self._cumulative, self._follow)
        self._head = BookHead(self._box, self._grouping, switches, self._clicks, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._strip)
        column.addWidget(self._click_bar)
        column.addWidget(self._ladder, 1)
        self.setTabOrder(self._box, self._ladder)
        self.setFocusProxy(self._ladder)

    def _connect(self) -> None:
        self._box.picked.connect(self.symbol_picked)
        self._ladder.price_picked.connect(self.price_picked)
        self._ladder.row_clicked.connect(self._on_row_clicked)
        self._clicks.rules_changed.connect(self._show_rules)
        self._ladder.orders_pointed.connect(self._on_orders_pointed)
        self._grouping.step_changed.connect(self._regroup)
        self._ladder.following_changed.connect(self._follow.setChecked)
        self._cumulative.toggled.connect(self._ladder.set_cumulative)
        self._follow.toggled.connect(self._ladder.set_following)
        self._age.timeout.connect(self._show_doubt)
        self._answer.timeout.connect(self._on_unanswered)
        for keys, slot in (("Ctrl+Down", self._on_next_favourite), ("Ctrl+Up", self._on_previous_favourite)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
