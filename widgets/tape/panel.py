"""The tape panel: every trade of one market, newest on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QAction, QActionGroup, QContextMenuEvent
from PyQt6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.clock import monotonic
from app.market.symbols import Catalog
from app.market.tape import HISTORY, Print, Tape
from app.upbit import TradeRow
from app.websocket_v6 import DataType
from widgets import format
from widgets.feed import Batch, Feed
from widgets.frame_clock import FrameClock
from widgets.panel import Panel
from widgets.tape.roll import Roll

# What the menu offers as the value from which a trade counts as large, in each quote currency.
CHOICES = {
    "KRW": tuple(map(Decimal, ("1000000", "5000000", "10000000", "50000000", "100000000"))),
    "USDT": tuple(map(Decimal, ("700", "3500", "7000", "35000", "70000"))),
    "BTC": tuple(map(Decimal, ("0.008", "0.04", "0.08", "0.4", "0.8"))),
}
# From which value on a trade counts as large, in each quote currency.
LARGE = {"KRW": Decimal(10_000_000), "USDT": Decimal(7_000), "BTC": Decimal("0.08")}


class TapePanel(Panel):
    """Collects the trades of the linked symbol and shows them."""

    def __init__(self, frame_clock: FrameClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = Catalog()
        self._symbol = ""
        self._stale = False
        self._since = 0.0  # when the stream was last heard, monotonic seconds
        self._large = dict(LARGE)
        self._tape = Tape()
        self._roll = Roll(self._tape, self)
        self._age = QTimer(self)
        self._age.setObjectName("tape age")
        self._age.setInterval(1000)
        self._age.timeout.connect(self._show_doubt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._roll)
        self.setFocusProxy(self._roll)
        self._feed = Feed("tape", frame_clock, self, tail=HISTORY)
        self._feed.flushed.connect(self._on_flushed)
        self._roll.clear(self.tr("종목을 고르세요"))

    @property
    def has_data(self) -> bool:
        return bool(self._tape)

    @property
    def prints(self) -> tuple[Print, ...]:
        """The trades, newest first."""
        return self._tape.prints

    def show_symbol(self, symbol: str) -> None:
        if not symbol or symbol == self._symbol:
            return
        self._symbol = symbol
        quote, _, unit = symbol.partition("-")
        self._tape.clear()
        self._roll.clear(self.tr("체결을 기다리는 중"), quote, unit, self._tick_decimals())
        self._roll.set_threshold(float(self._large.get(quote, "inf")))
        self._feed.watch(DataType.TRADE, [symbol])
        self._show_doubt()

    def show_catalog(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._roll.refine(self._tick_decimals())

    def show_stale(self, stale: bool) -> None:
        if stale == self._stale:
            return
        self._stale = stale
        if stale:
            self._since = monotonic()
            self._tape.mark_gap()
        self._show_doubt()

    def close_panel(self) -> None:
        self._feed.close()
        self._age.stop()

    def save_state(self) -> dict[str, object]:
        return {"large": {quote: str(value) for quote, value in self._large.items()}}

    def restore_state(self, state: Mapping[str, object]) -> None:
        large = state.get("large")
        if isinstance(large, Mapping):
            for quote, text in large.items():
                value = _positive(text)
                if quote in LARGE and value is not None:
                    self.set_large(quote, value)

    def set_large(self, quote: str, value: Decimal) -> None:
        """Mark trades of that quote currency's markets from this value on."""
        self._large[quote] = value
        if self._symbol.partition("-")[0] == quote:
            self._roll.set_threshold(float(value))

    def load(self, trades: Sequence[TradeRow]) -> None:
        """Fill in the history from REST; rows of another market than the shown one are left out."""
        if self._tape.load(trade for trade in trades if trade.market == self._symbol):
            self._roll.refresh()
            self._doubt_the_first()

    def _on_chosen(self, action: QAction) -> None:
        quote, value = action.data()
        self.set_large(quote, value)

    def _large_menu(self, quote: str) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        group.triggered.connect(self._on_chosen)
        # Not a section: under the desk's style sheet its title would not be seen.
        menu.addAction(self.tr("큰 체결 표시")).setEnabled(False)
        for value in sorted({*CHOICES[quote], self._large[quote]}):
            text = self.tr("{amount} {quote} 이상").format(amount=format.exact(value), quote=quote)
            action = group.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == self._large[quote])
            action.setData((quote, value))
        menu.addActions(group.actions())
        return menu

    def _on_flushed(self, batch: Batch) -> None:
        added = self._tape.add(trade for trade in batch.trades if trade.symbol == self._symbol)
        if added:
            self._roll.show_tape(added)
            self._doubt_the_first()

    def _doubt_the_first(self) -> None:
        # Another market was chosen while the stream was silent: its tape was empty until now.
        if self._stale and not self._age.isActive():
            self._show_doubt()

    def _show_doubt(self) -> None:
        if not self._stale or not len(self._tape):
            self._age.stop()
            self._roll.show_doubt("")
            return
        age = int(monotonic() - self._since)
        self._roll.show_doubt(self.tr("실시간 아님 · {age}초째 끊김").format(age=age))
        if not self._age.isActive():
            self._age.start()

    def _tick_decimals(self) -> int:
        market = self._catalog.get(self._symbol)
        return format.decimals_of(market.tick_size) if market and market.tick_size else 0

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        quote = self._symbol.partition("-")[0]
        if quote in CHOICES:
            self._large_menu(quote).popup(event.globalPos())


def _positive(text: object) -> Decimal | None:
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None
