"""The assets' panel: the broker's balances at live prices."""

from __future__ import annotations

from decimal import Decimal

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.clock import monotonic
from app.errors import HogaError
from app.market.symbols import Catalog
from app.trading import Broker, Fees, appraise
from app.upbit import Chance
from app.websocket_v6 import DataType, exact
from widgets import theme
from widgets.actions import Actions
from widgets.assets.lines import HOME, NO_TOTALS, lines_of, market_of, order_of, priced_currencies, totals_of
from widgets.assets.model import AssetsModel
from widgets.assets.totals import TotalsBand
from widgets.assets.view import AssetsView
from widgets.feed import Batch, Feed
from widgets.format import ago
from widgets.frame_clock import FrameClock
from widgets.freshness import Freshness
from widgets.panel import Panel

# Nobody reads a sum that changes 60 times a second: the first change at once, then this often.
REVALUE_MS = 100
FEE_RETRY_MS = 3000
_FEES_TASK = "fees"


class AssetsPanel(Panel):
    """What the account holds and what that is worth; a click picks the currency's market."""

    def __init__(
        self, frame_clock: FrameClock, broker: Broker, actions: Actions, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._broker = broker
        self._actions = actions
        self._fees: Fees | None = None  # of the won market: one rate for all of it
        self._asks_fees = True
        self._catalog = Catalog()
        self._prices: dict[str, Decimal] = {}
        self._watched: tuple[str, ...] = ()
        self._order: tuple[str, ...] = ()
        self._is_placed = False
        self._is_due = False
        self._freshness = Freshness()
        self._old: set[str] = set()  # currencies whose price came before an outage
        self._heard_at: float | None = None
        self._model = AssetsModel(self)
        self._feed = Feed("assets", frame_clock, self)
        self._beat = frame_clock.join(self._on_account_beat, self)
        self._make_widgets()
        self._feed.flushed.connect(self._on_batch)
        self._view.picked.connect(self._on_picked)
        broker.balances_changed.connect(self._on_balances_changed)
        broker.ready_changed.connect(self._on_ready_changed)
        broker.problem_changed.connect(self._on_problem_changed)
        self._take_account()

    def show_symbol(self, symbol: str) -> None:
        """Mark the currency of the desk's market."""
        self._model.link(symbol.partition("-")[2])

    def show_catalog(self, catalog: Catalog) -> None:
        """Know which currencies have a price in KRW, and what they are called."""
        self._catalog = catalog
        self._take_account()

    def show_stale(self, stale: bool) -> None:
        """Grey what depends on prices, until their own news, and say how old it is until data is back."""
        self._freshness.show_stale(stale, monotonic())
        if stale:
            self._old = set(self._prices)
            self._revalue()
            self._age_beat.start()
        else:
            self._age_beat.stop()
        self._tell_state()

    def close_panel(self) -> None:
        """Let go of the broker and the subscription; idempotent."""
        self._broker.balances_changed.disconnect(self._on_balances_changed)
        self._broker.ready_changed.disconnect(self._on_ready_changed)
        self._broker.problem_changed.disconnect(self._on_problem_changed)
        self._age_beat.stop()
        self._pace.stop()
        self._fee_retry.stop()
        self._actions.stop(_FEES_TASK)
        self._beat.close()
        self._feed.close()

    def _make_widgets(self) -> None:
        self._age_beat = QTimer(self)
        self._age_beat.setObjectName("assets: age")
        self._age_beat.setInterval(1000)
        self._age_beat.timeout.connect(self._tell_state)
        self._pace = QTimer(self)
        self._pace.setObjectName("assets: pace")
        self._pace.setInterval(REVALUE_MS)
        self._pace.setSingleShot(True)
        self._pace.timeout.connect(self._on_pace)
        self._fee_retry = QTimer(self)
        self._fee_retry.setObjectName("assets: fees")
        self._fee_retry.setInterval(FEE_RETRY_MS)
        self._fee_retry.setSingleShot(True)
        self._fee_retry.timeout.connect(self._on_fee_retry)
        self._totals = TotalsBand(self)
        self._totals.setAccessibleName(self.tr("계좌 합계"))
        self._state = QLabel(self)
        self._state.setContentsMargins(theme.GAP, 2, theme.GAP, 2)
        self._view = AssetsView(self._model, self)
        self._view.setAccessibleName(self.tr("보유 자산"))
        self.setFocusProxy(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._totals)
        column.addWidget(self._state)
        column.addWidget(self._view, 1)

    def _take_account(self) -> None:
        """The account or the catalog changed: watch what is held, and put it in order anew."""
        priced = priced_currencies(self._broker.balances, self._catalog)
        if priced != self._watched:
            self._watched = priced
            self._prices = {currency: price for currency, price in self._prices.items() if currency in priced}
            self._old &= self._prices.keys()
            if priced:
                self._feed.watch(DataType.TICKER, [market_of(currency) for currency in priced])
            else:
                self._feed.unwatch(DataType.TICKER)
        self._is_placed = False
        self._ask_fees()
        self._revalue()
        self._tell_state()

    def _ask_fees(self) -> None:
        """Ask once what this account pays, as soon as it holds anything that could be sold."""
        if not self._broker.ready and not self._broker.balances:
            self._fees = None  # another account may pay another fee
        if self._asks_fees and self._broker.ready and self._watched:
            self._asks_fees = False
            asked = self._broker.chance(market_of(self._watched[0]))
            self._actions.run(_FEES_TASK, asked, self._on_chance, self._on_fees_failed)

    def _on_chance(self, chance: Chance) -> None:
        self._fees = Fees(chance.bid_fee, chance.ask_fee)
        self._beat.mark()

    def _on_fees_failed(self, _sentence: str) -> None:
        self._fee_retry.start()

    def _on_fee_retry(self) -> None:
        self._asks_fees = True
        self._beat.mark()

    def _revalue(self) -> None:
        """Value the account at the newest prices; lines keep their places until the account changes."""
        balances = self._broker.balances
        portfolio = appraise(balances.values(), self._prices, self._fees)
        # An account that was never heard of is not an empty one.
        known = self._broker.ready or bool(balances)
        totals = totals_of(portfolio, balances, self._catalog) if known else NO_TOTALS
        complete = totals.assets is not None
        if not self._is_placed:
            self._order = order_of(portfolio)
            self._is_placed = complete
        lines = lines_of(portfolio, self._order, self._catalog, complete=complete, old=self._old)
        self._model.show_lines(lines)
        self._totals.show_totals(totals)
        self._totals.show_stale(self._freshness.silent or bool(self._old))

    def _tell_state(self) -> None:
        text = ""
        if not self._broker.ready and self._model.lines:
            text = self.tr("계좌 확인 중 · 잔고가 최신이 아닐 수 있습니다")
        elif self._freshness.silent and self._heard_at is not None:
            text = self.tr("시세 멈춤 · {0}").format(ago(monotonic() - self._heard_at))
        elif self._freshness.silent:
            text = self.tr("시세를 받지 못했습니다")
        self._state.setText(
            f'<span style="color:{theme.palette().warn.name()}">{text}</span>' if text else ""
        )
        self._state.setVisible(bool(text))
        self._view.set_empty_text(self._empty_text())

    def _empty_text(self) -> str:
        if self._broker.ready:
            return self.tr("보유 자산이 없습니다")
        problem = self._broker.problem
        return problem.sentence if problem is not None else self.tr("계좌를 불러오는 중…")

    def _on_balances_changed(self, currencies: frozenset[str]) -> None:
        self._beat.mark()

    def _on_ready_changed(self, ready: bool) -> None:
        self._asks_fees |= ready
        self._beat.mark()

    def _on_problem_changed(self, _problem: HogaError | None) -> None:
        self._beat.mark()

    def _on_account_beat(self) -> None:
        self._take_account()

    def _on_batch(self, batch: Batch) -> None:
        tickers = batch.latest(DataType.TICKER)
        old = batch.received_before(DataType.TICKER, self._freshness.since)
        for code, ticker in tickers.items():
            currency = code.partition("-")[2]
            self._prices[currency] = exact(ticker.trade_price)
            if code in old:
                self._old.add(currency)
            else:
                self._old.discard(currency)
        if not tickers:
            return
        self._heard_at = batch.received_at(DataType.TICKER)
        if self._pace.isActive():
            self._is_due = True
        else:
            self._revalue()
            self._pace.start()

    def _on_pace(self) -> None:
        if self._is_due:
            self._is_due = False
            self._revalue()
            self._pace.start()

    def _on_picked(self, currency: str) -> None:
        market = market_of(currency)
        if currency != HOME and market in self._catalog:
            self.symbol_picked.emit(market)
