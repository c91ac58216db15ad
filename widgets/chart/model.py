"""What a chart knows: one market's series of one interval, its last price, how old it is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

from app.clock import Clock
from app.market.candles import Candle, CandleRow, CandleSeries, DayState, Interval, candles_of
from app.market.history import Page
from app.websocket_v6 import Ticker
from widgets.chart.indicators.studies import Studies
from widgets.chart.ticks import decimals_of_price
from widgets.format import decimals_of
from widgets.freshness import Freshness


class ChartModel:
    """The state behind one chart; no Qt in it.

    Attributes: `counts_down`: whether the time to the candle's end is told. `exhausted`: nothing older
    exists. `trouble`: why no page comes, as a sentence. `generation`: changes when the series becomes
    another one. `doubt_from`: the newest bucket before live data stopped; what came after it is not known
    until a page tells it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.symbol = ""
        self.interval = Interval.MINUTE
        self.tick_size: Decimal | None = None
        self.studies = Studies()
        self.counts_down = True
        self._freshness = Freshness()
        self.generation = 0
        self._wipe()

    def _wipe(self) -> None:
        self.generation += 1
        self.series = CandleSeries(self.interval)
        self.has_page = False
        self.exhausted = False
        self.trouble: str | None = None
        self.last_price: float | None = None
        self.previous_close: float | None = None
        self._heard_at: float | None = None  # when the newest ticker was received, monotonic seconds
        self._offset_ms = 0
        self.doubt_from: int | None = None

    def show(self, symbol: str, interval: Interval) -> None:
        """Become the chart of a market and an interval; nothing of the old one stays."""
        self.symbol, self.interval = symbol, interval
        self._wipe()

    def take_page(self, page: Page) -> bool:
        """Take in a page of history; whether the picture changes."""
        if page.market != self.symbol or page.interval is not self.interval:
            return False
        if not page.joined:
            # The hole is too large to close: what was there before it is not shown as if it were next to it.
            self.series = CandleSeries(self.interval)
            self.generation += 1
        if page.before_ms is None:
            self.has_page = True
            if not self.silent:
                self.doubt_from = None
        self.exhausted = page.exhausted if page.joined else False
        had_trouble, self.trouble = self.trouble, None
        return self.series.merge(page.candles) or had_trouble is not None or page.before_ms is None

    def take_candles(self, rows: Iterable[CandleRow]) -> bool:
        """Take in live candles, in wire order; whether the picture changes."""
        changed = False
        for candle in candles_of(rows):
            changed |= self.series.merge((candle,))
        return changed

    def take_ticker(self, ticker: Ticker, received_at: float) -> bool:
        """Take in the market's state as of `received_at`, monotonic s; whether a new bucket has begun."""
        self.last_price, self.previous_close = ticker.trade_price, ticker.prev_closing_price
        self._heard_at = received_at
        if ticker.stream_type == "REALTIME":
            # Bars end by the exchange's clock; this computer's may be minutes off.
            waited_ms = round(1000 * (self._clock.monotonic() - received_at))
            self._offset_ms = ticker.timestamp + waited_ms - self._clock.time_ms()
        before = self.series.last_bucket
        if self.interval.is_streamed:
            if ticker.stream_type == "REALTIME":
                self.series.touch(ticker.trade_price, ticker.trade_volume, ticker.trade_timestamp)
        elif Interval.DAY.bucket(ticker.timestamp) == Interval.DAY.bucket(ticker.trade_timestamp):
            self.series.apply_day(_day_of(ticker))
        return before is not None and self.series.last_bucket != before

    def set_silent(self, silent: bool) -> None:
        """The live data stopped, or is back: what came before is old until this market is heard of."""
        self._freshness.show_stale(silent, self._clock.monotonic())
        if self.doubt_from is None:
            # On the return as well: a page that came during the silence ends before it did.
            self.doubt_from = self.series.last_bucket

    @property
    def silent(self) -> bool:
        """Whether there is no live data now."""
        return self._freshness.silent

    @property
    def stale(self) -> bool:
        """Whether what is shown may be old."""
        heard = self._heard_at
        return self.silent or (heard is not None and self._freshness.is_old(heard))

    def age_seconds(self) -> int:
        """How long ago the last news came (0 without any)."""
        since = self._freshness.since if self._heard_at is None else self._heard_at
        return max(0, int(self._clock.monotonic() - since)) if math.isfinite(since) else 0

    def now_ms(self) -> int:
        """The exchange's time, as well as it is known."""
        return self._clock.time_ms() + self._offset_ms

    def running_bucket(self) -> int | None:
        """The bucket of now, as far as silence up to now is certain."""
        if self.stale or not self.has_page or self._heard_at is None:
            return None
        return self.interval.bucket(self.now_ms())

    @property
    def newest_bucket(self) -> int | None:
        """The right end of what is drawn."""
        last = self.series.last_bucket
        running = self.running_bucket()
        return last if last is None or running is None else max(last, running)

    def is_doubtful(self, bucket: int) -> bool:
        """Whether it is not known if anybody traded in a bucket that has no candle."""
        return self.doubt_from is not None and bucket > self.doubt_from

    @property
    def price(self) -> float | None:
        """The last price: the ticker's, or the newest candle's close before one came."""
        if self.last_price is not None:
            return self.last_price
        return float(self.series.closes[-1]) if len(self.series) else None

    @property
    def direction(self) -> float:
        """Above (> 0) or below (< 0) the previous close; 0 while that is not known."""
        if self.last_price is None or self.previous_close is None:
            return 0.0
        return self.last_price - self.previous_close

    def decimals(self, *prices: float) -> int:
        """The decimals that show these prices in full, at least those of the tick size."""
        known = decimals_of(self.tick_size) if self.tick_size is not None else 0
        return max(known, *(decimals_of_price(price) for price in prices)) if prices else known

    def on_tick(self, price: float) -> float:
        """The price nearest to `price` that can be traded at, while the tick size is known."""
        if self.tick_size is None or self.tick_size <= 0:
            return price
        return float(round(price / float(self.tick_size)) * self.tick_size)

    def candle_before(self, candle: Candle) -> Candle | None:
        """The candle of the bucket before, filled if nobody traded in it."""
        return self.series.at(self.interval.bucket(candle.start_ms) - 1)


def _day_of(ticker: Ticker) -> DayState:
    return DayState(
        open=ticker.opening_price,
        high=ticker.high_price,
        low=ticker.low_price,
        close=ticker.trade_price,
        volume=ticker.acc_trade_volume,
        time_ms=ticker.trade_timestamp,
    )
