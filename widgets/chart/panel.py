"""The chart panel: interval bar above the chart, history from REST, the running candle from the streams."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PyQt6.QtCore import QPoint, QPointF, pyqtSignal
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.clock import Clock, SystemClock
from app.look import ChartMarks
from app.market import ticks
from app.market.candles import Interval
from app.market.drawings import Drawings, Shape
from app.market.history import CandleHistory, Page
from app.market.indicators import Indicator
from app.market.symbols import Catalog
from app.trading import Broker
from app.websocket_v6 import DataType
from widgets.chart.bar import ChartBar
from widgets.chart.drawings.choice import DrawingChoice
from widgets.chart.drawings.hand import DrawingHand
from widgets.chart.drawings.projection import Projection
from widgets.chart.exporting import PictureExport
from widgets.chart.feed import CandleFeed
from widgets.chart.indicators.choice import IndicatorChoice
from widgets.chart.indicators.studies import restored, saved
from widgets.chart.interval_bar import IntervalBar
from widgets.chart.lines import AccountLines
from widgets.chart.model import ChartModel
from widgets.chart.view import ChartView
from widgets.feed import Batch
from widgets.frame_clock import FrameClock
from widgets.panel import Panel


class ChartPanel(Panel):
    """Candles, volume and last price of the linked symbol.

    Symbol and interval switches wipe the chart at once and replace the requests under way by name, so
    that only the newest wish is ever drawn.

    Signals:
        amend_wanted(str, Decimal): the trader dragged the order with this key to this price
    """

    amend_wanted = pyqtSignal(str, object)

    def __init__(
        self,
        frame_clock: FrameClock,
        history: CandleHistory,
        parent: QWidget,
        *,
        clock: Clock | None = None,
        drawings: Drawings | None = None,
        broker: Broker | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = ChartModel(clock or SystemClock())
        self._reader = history.open()
        self._catalog = Catalog()
        self._closed = False
        self._view = ChartView(self._model, frame_clock, self)
        self.drawings = drawings if drawings is not None else Drawings()
        self.drawing = DrawingHand(self._model, self.drawings, self._view.mark, self)
        self.account = AccountLines(self._model, broker, self._view.mark, self)
        self.account.amend_wanted.connect(self.amend_wanted)
        for hand in (self.drawing, self.account):
            self._view.hands.add(hand)
        self.export = PictureExport(self._take_picture, self._title, self)
        self.export.said.connect(self._view.say)
        self._feed = CandleFeed("chart", frame_clock, self)
        self._feed.flushed.connect(self._on_flushed)
        self._view.history_wanted.connect(self._on_history_wanted)
        self._view.edge_changed.connect(self._on_edge_changed)
        self._setup_bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._view, 1)
        self.setFocusProxy(self._view)

    def _setup_bar(self) -> None:
        self._intervals = IntervalBar(self._model.interval, self)
        self._intervals.picked.connect(self._on_interval_picked)
        self._log = _button(self, self.tr("로그"), self.tr("로그 눈금"))
        self._log.setCheckable(True)
        self._log.toggled.connect(self._view.set_log_scale)
        self.indicators = IndicatorChoice(self)
        self.indicators.changed.connect(self._on_indicators)
        self._tools = DrawingChoice(self)
        self._tools.tool_wanted.connect(self._on_tool_wanted)
        self._tools.delete_wanted.connect(self.drawing.delete_selected)
        self._tools.clear_wanted.connect(self._on_clear_wanted)
        self.drawing.tool_changed.connect(self._tools.show_tool)
        self.drawing.text_wanted.connect(self._tools.ask_text)
        self._tools.text_given.connect(self.drawing.write)
        self._edge = _button(self, self.tr("최신 ▸"), self.tr("가장 최근 봉으로 (End)"))
        self._edge.setEnabled(False)
        self._edge.clicked.connect(self._view.go_to_edge)
        self._png = _button(self, "PNG", self.tr("차트를 그림 파일로 저장"))
        self._png.clicked.connect(self.export.ask)
        buttons = (self._edge, self._tools, self.indicators, self._log, self._png)
        gives_way = (self._png, self._log, self._edge, self._tools)
        self._bar = ChartBar(self._intervals, buttons, gives_way, self)

    # the window's wishes

    def show_symbol(self, symbol: str) -> None:
        if symbol != self._model.symbol and not self._closed:
            self._show(symbol, self._model.interval)

    def show_catalog(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._take_tick_size()
        self._view.mark()

    def show_marks(self, marks: ChartMarks) -> None:
        """Show these of the trader's own, and the countdown or not."""
        self.account.show_marks(marks)
        self._model.counts_down = marks.countdown
        self._view.mark()

    def show_stale(self, stale: bool) -> None:
        if stale == self._model.silent or self._closed:
            return
        self._model.set_silent(stale)
        if not stale:
            self._close_hole()
        self._view.refresh()

    def price_at(self, at: QPoint) -> tuple[str, Decimal] | None:
        """The market and the nearest legal price at a place of the focus proxy; None where there is none."""
        picture, tick = self._view.picture(), self._model.tick_size
        if picture is None or tick is None:
            return None
        projection, place = Projection(picture.plan, self._model.interval), QPointF(at)
        price = projection.price(place.y())
        if price <= 0 or not projection.pane.contains(place):
            return None
        return self._model.symbol, ticks.snap(Decimal(repr(price)), tick)

    def close_panel(self) -> None:
        self._closed = True
        self._reader.stop()
        self._feed.close()
        self._view.close_view()
        self.drawing.close()
        self.account.close()
        self.export.close()

    def save_state(self) -> dict[str, object]:
        return {
            "interval": self._model.interval.value,
            "log": self._view.log_scale,
            "indicators": saved(self._model.studies.indicators),
        }

    def restore_state(self, state: Mapping[str, object]) -> None:
        interval = state.get("interval")
        if interval in list(Interval):
            self._intervals.choose(Interval(str(interval)))
        self._log.setChecked(state.get("log") is True)
        chosen = restored(state.get("indicators"))
        self._on_indicators(chosen)
        self.indicators.show_indicators(chosen)

    @property
    def has_data(self) -> bool:
        return len(self._model.series) > 0

    @property
    def interval(self) -> Interval:
        """How long a candle is."""
        return self._intervals.interval

    def choose_interval(self, interval: Interval) -> None:
        """Show candles of that length."""
        self._intervals.choose(interval)

    def step_interval(self, step: int) -> None:
        """The next longer candles, or with -1 the next shorter ones; at the ends nothing changes."""
        known = tuple(Interval)
        self._intervals.choose(known[max(0, min(len(known) - 1, known.index(self.interval) + step))])

    # what is shown

    def _show(self, symbol: str, interval: Interval) -> None:
        self._reader.stop()
        self._model.show(symbol, interval)
        self.account.update()
        self._view.set_loading(False)
        self._view.refresh()
        if not symbol:
            return
        self._take_tick_size()
        if interval.is_streamed:
            self._feed.watch(DataType.CANDLE, [symbol], interval=interval.value)
        else:
            self._feed.unwatch(DataType.CANDLE)
        self._feed.watch(DataType.TICKER, [symbol])
        self._reader.newest(symbol, interval, self._on_page, self._on_trouble)

    def _take_tick_size(self) -> None:
        market = self._catalog.get(self._model.symbol)
        self._model.tick_size = market.tick_size if market is not None else None

    def _close_hole(self) -> None:
        """Ask again for what may have been missed since the newest candle."""
        if self._model.symbol:
            last = self._model.series.last
            back_to = last.start_ms if last is not None else None
            self._reader.newest(
                self._model.symbol, self._model.interval, self._on_page, self._on_trouble, back_to_ms=back_to
            )

    # slots and callbacks

    def _on_interval_picked(self, interval: Interval) -> None:
        if not self._closed:
            self._show(self._model.symbol, interval)

    def _on_indicators(self, indicators: tuple[Indicator, ...]) -> None:
        if self._model.studies.show(indicators):
            self._view.refresh()

    def _on_tool_wanted(self, tool: Shape | None) -> None:
        self.drawing.take(tool)
        self._view.setFocus()

    def _on_clear_wanted(self) -> None:
        self.drawings.clear(self._model.symbol)

    def _take_picture(self) -> QImage:
        # What somebody owns and pays is nobody else's business.
        self.account.hidden = True
        try:
            return self._view.take_picture()
        finally:
            self.account.hidden = False

    def _title(self) -> str:
        return f"{self._model.symbol} {self._model.interval.value}".strip()

    def _on_flushed(self, batch: Batch) -> None:
        symbol = self._model.symbol
        ticker, received_at = batch.latest(DataType.TICKER).get(symbol), batch.received_at(DataType.TICKER)
        rolled = (
            ticker is not None and received_at is not None and self._model.take_ticker(ticker, received_at)
        )
        candles, lost = self._feed.take_candles()
        self._model.take_candles(candle for candle in candles if candle.code == symbol)
        if lost or (rolled and not self._model.interval.is_streamed):
            self._close_hole()
        # Already inside a frame: waiting for the next one would cost 16 ms.
        self._view.refresh()

    def _on_page(self, page: Page) -> None:
        if self._model.take_page(page):
            self._view.refresh()
        self._view.set_loading(self._reader.is_reading_older)

    def _on_trouble(self, sentence: str, retrying: bool) -> None:
        again = self.tr("다시 시도하는 중입니다")
        self._model.trouble = f"{sentence}\n{again}" if retrying else sentence
        self._view.set_loading(retrying and self._reader.is_reading_older)
        self._view.mark()

    def _on_history_wanted(self) -> None:
        model, oldest = self._model, self._model.series.first_bucket
        if oldest is None or not model.has_page or model.exhausted or self._reader.is_reading_older:
            return
        if model.trouble is not None:
            # Refused for good: asking again with every frame would not change that.
            return
        self._view.set_loading(True)
        before = model.interval.start_ms(oldest)
        self._reader.older(model.symbol, model.interval, before, self._on_page, self._on_trouble)

    def _on_edge_changed(self, at_edge: bool) -> None:
        self._edge.setEnabled(not at_edge)


def _button(parent: QWidget, text: str, tip: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
