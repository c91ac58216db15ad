"""One chart shows a random walk of candles and prints the processor time of an update and of a scroll step.

`python -m benchmarks.peers.chart_reader CHART CANDLES STEPS`; runs in the environment of its chart. Each is
used as its own examples use it: candles and volume, about a hundred in view, in a window of 860 x 520. A step
is the change and the painting of it; that each step is painted is seen to before any is measured.
"""

from __future__ import annotations

import json
import math
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

WIDTH, HEIGHT, IN_VIEW = 860, 520, 100
WARM_UP, TURN = 10, 30
MINUTE_MS = 60_000
TICK = 1_000


class Bar(NamedTuple):
    """A minute's candle; its start in ms since 1970."""

    start: int
    open: int
    high: int
    low: int
    close: int
    volume: float


class Chart(NamedTuple):
    """A chart on screen: its window, the part that is painted, a new last price, a scroll by a candle."""

    window: Any
    painted: Any
    touch: Callable[[int], None]
    scroll: Callable[[int], None]


def walk(count: int) -> list[Bar]:
    """A random walk of minute candles up to now in steps of a tick, the same for each chart."""
    chance, price = random.Random(7), 98_000_000
    newest = int(time.time() * 1000) // MINUTE_MS
    bars = []
    for minute in range(newest - count + 1, newest + 1):
        close = ticked(price * math.exp(chance.gauss(0, 0.001)))
        high, low = ticked(max(price, close) * 1.0004), ticked(min(price, close) * 0.9996)
        bars.append(Bar(minute * MINUTE_MS, price, high, low, close, chance.expovariate(1)))
        price = close
    return bars


def ticked(price: float) -> int:
    return round(price / TICK) * TICK


def hoga(bars: list[Bar]) -> Chart:
    from PyQt6.QtWidgets import QApplication, QWidget

    from app.clock import SystemClock
    from app.market.candles import Candle, Interval
    from app.market.history import Page
    from widgets.chart.model import ChartModel
    from widgets.chart.view import ChartView
    from widgets.frame_clock import FrameClock
    from widgets.theme import apply_theme

    apply_theme(QApplication.instance())
    window = QWidget()
    model = ChartModel(SystemClock())
    view = ChartView(model, FrameClock(window), window)
    view.resize(WIDTH, HEIGHT)
    candles = tuple(Candle(*bar, bar.start) for bar in bars)
    model.show("KRW-BTC", Interval.MINUTE)
    model.take_page(Page("KRW-BTC", Interval.MINUTE, candles, None, exhausted=True))
    window.resize(WIDTH, HEIGHT)
    window.show()
    view.refresh()
    left, right = view.visible_buckets
    view.zoom((right - left) / IN_VIEW, WIDTH)
    candle = view.price_box.width() / IN_VIEW

    def touch(price: int) -> None:
        model.series.touch(price, 0.001, model.series.last.stamp + 1)
        view.refresh()

    def scroll(step: int) -> None:
        view.pan(step * candle)
        view.refresh()

    return Chart(window, view.viewport(), touch, scroll)


def finplot(bars: list[Bar]) -> Chart:
    import finplot as library
    import pandas

    index = pandas.to_datetime([bar.start for bar in bars], unit="ms")
    frame = pandas.DataFrame(bars, index=index).rename(columns=str.capitalize)
    library.y_label_width = 100  # at its usual 65 it leaves prices of eight digits out
    axis = library.create_plot("chart", init_zoom_periods=IN_VIEW, maximize=False)
    candles = library.candlestick_ochl(frame[["Open", "Close", "High", "Low"]], ax=axis)
    volumes = library.volume_ocv(frame[["Open", "Close", "Volume"]], ax=axis.overlay())
    window = axis.vb.win
    window.resize(WIDTH, HEIGHT)
    library.show(qt_exec=False)
    last, right = frame.index[-1], len(bars)

    def touch(price: int) -> None:
        frame.loc[last, "Close"] = price
        frame.loc[last, "Volume"] += 0.001
        candles.update_data(frame[["Open", "Close", "High", "Low"]], gfx=False)
        volumes.update_data(frame[["Open", "Close", "Volume"]], gfx=False)
        candles.update_gfx()
        volumes.update_gfx()

    def scroll(step: int) -> None:
        nonlocal right
        right += step
        library.set_x_pos(bars[right - IN_VIEW].start / 1000, bars[right - 1].start / 1000, ax=axis)

    return Chart(window, window.viewport(), touch, scroll)


def vnpy(bars: list[Bar]) -> Chart:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication
    from vnpy.chart import CandleItem, ChartWidget, VolumeItem
    from vnpy.trader.constant import Exchange, Interval
    from vnpy.trader.object import BarData

    def bar_data(bar: Bar) -> Any:
        return BarData(
            "none",
            "KRW-BTC",
            Exchange.LOCAL,
            datetime.fromtimestamp(bar.start / 1000, UTC),
            Interval.MINUTE,
            open_price=bar.open,
            high_price=bar.high,
            low_price=bar.low,
            close_price=bar.close,
            volume=bar.volume,
        )

    widget = ChartWidget()
    widget.add_plot("candle", hide_x_axis=True)
    widget.add_plot("volume", maximum_height=200)
    widget.add_item(CandleItem, "candle", "candle")
    widget.add_item(VolumeItem, "volume", "volume")
    widget.add_cursor()
    widget.update_history([bar_data(bar) for bar in bars])
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    last = bars[-1]

    def touch(price: int) -> None:
        nonlocal last
        last = last._replace(close=price, volume=last.volume + 0.001)
        widget.update_bar(bar_data(last))

    def scroll(step: int) -> None:
        key = Qt.Key.Key_Right if step > 0 else Qt.Key.Key_Left
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)

    return Chart(widget, widget.viewport(), touch, scroll)


def painted_steps(chart: Chart, step: Callable[[int], None], application: Any) -> None:
    """Raise unless each of a few steps is painted, and what is painted changes."""
    from pyqtgraph.Qt import QtCore

    class Counter(QtCore.QObject):  # type: ignore[misc, name-defined]
        paints = 0

        def eventFilter(self, _: Any, event: Any) -> bool:  # noqa: N802
            self.paints += event.type() == QtCore.QEvent.Type.Paint
            return False

    counter = Counter()
    before = chart.painted.grab().toImage()
    chart.painted.installEventFilter(counter)
    for number in range(4):
        paints = counter.paints
        step(number)
        application.processEvents()
        assert counter.paints > paints, "a step was not painted"
    chart.painted.removeEventFilter(counter)
    assert chart.painted.grab().toImage() != before, "the picture stays as it was"


def cost(step: Callable[[int], None], steps: int, application: Any) -> float:
    """Median milliseconds of processor time of a step and its painting."""
    used = []
    for number in range(WARM_UP + steps):
        began = time.process_time()
        step(number)
        application.processEvents()
        used.append((time.process_time() - began) * 1000)
    return statistics.median(used[WARM_UP:])


def main(name: str, candles: str, steps: str) -> None:
    bars = walk(int(candles))
    from pyqtgraph.Qt import QtWidgets

    # Kept: without a name of its own the application would be collected.
    application = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    chart = {"hoga": hoga, "finplot": finplot, "vnpy": vnpy}[name](bars)
    low, high = bars[-1].low, bars[-1].high

    def update(number: int) -> None:
        chart.touch(ticked(low + (high - low) * (number % 7) / 7))

    def scroll(number: int) -> None:
        chart.scroll(-1 if number % (2 * TURN) < TURN else 1)

    application.processEvents()
    size = chart.painted.size()
    assert (size.width(), size.height()) == (WIDTH, HEIGHT), f"{size} is not the size agreed on"
    found = {}
    for what, step in (("update", update), ("scroll", scroll)):
        painted_steps(chart, step, application)
        found[what] = cost(step, int(steps), application)
    print(json.dumps(found), flush=True)
    os._exit(0)  # none of them is asked to close well


if __name__ == "__main__":
    main(*sys.argv[1:])
