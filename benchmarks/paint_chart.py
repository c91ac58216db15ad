"""P5: what a frame of the chart costs, from the change to the painted frame: last candle of 20,000, scroll.

First without, then with three indicators: moving averages (four lines), Bollinger bands, and MACD in a pane.

Each figure is a median; the `cpu` line leaves out what other processes took of the machine meanwhile.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import QPointF
from PyQt6.QtWidgets import QApplication, QWidget

from app.clock import SystemClock
from app.market.candles import Candle, Interval
from app.market.history import Page
from app.market.indicators import Indicator, Kind
from benchmarks.report import figure, finish, percentile
from widgets.chart.model import ChartModel
from widgets.chart.view import ChartView
from widgets.frame_clock import FrameClock
from widgets.theme import apply_theme

THREE = (Kind.MA, Kind.BOLLINGER, Kind.MACD)
CANDLES, WIDTH, HEIGHT, WARM_UP = 20_000, 1150, 600, 20


def main() -> None:
    """Every figure for a near view and for the whole series in view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=400)
    frames = parser.parse_args().frames
    application = QApplication([])
    apply_theme(application)
    window = QWidget()
    window.resize(WIDTH, HEIGHT)
    model = ChartModel(SystemClock())
    view = ChartView(model, FrameClock(window), window)
    view.resize(WIDTH, HEIGHT)
    window.show()
    for studies in ((), THREE):
        model.studies.show(map(Indicator.of, studies))
        for name, zoom in (("130 in view", 1.0), ("all in view", 0.0)):
            fill(model)
            view.refresh()
            if not zoom:
                show_all(view, model)
            name += ", three indicators" if studies else ""
            for what, change, gate in (
                ("last candle of 20,000", moving_last(model, view), 0.9),
                ("cross-hair", cross_hair(view), None),
                ("scroll", scrolling(view), 2.0),
                ("zoom", zooming(view), 2.0),
            ):
                limit = None if studies else gate
                report(f"chart, {what}, {name}", measure(application, change, frames), limit)
    view.close_view()


def fill(model: ChartModel) -> None:
    """A random walk of CANDLES minute candles that ends now."""
    chance, price, candles = random.Random(7), 98_000_000.0, []
    newest = Interval.MINUTE.bucket(model.now_ms())
    for bucket in range(newest - CANDLES + 1, newest + 1):
        close = price * math.exp(chance.gauss(0, 0.001))
        high, low = max(price, close) * 1.0004, min(price, close) * 0.9996
        start = Interval.MINUTE.start_ms(bucket)
        candles.append(Candle(start, price, high, low, close, chance.expovariate(1), start))
        price = close
    model.show("KRW-BTC", Interval.MINUTE)
    model.take_page(Page("KRW-BTC", Interval.MINUTE, tuple(candles), None, exhausted=True))


def show_all(view: ChartView, model: ChartModel) -> None:
    width = view._viewport.width
    view.zoom(width / (CANDLES * 1.05) / 8.0, width)
    view.go_to_edge()
    left, right = view.visible_buckets
    assert right - left > CANDLES and model.series.last_bucket is not None


def moving_last(model: ChartModel, view: ChartView) -> Callable[[int], None]:
    def move(number: int) -> None:
        last = model.series.last
        assert last is not None
        price = last.low + (last.high - last.low) * (number % 7) / 7
        model.series.touch(price, 0.1, last.stamp + 1)
        view.refresh()

    return move


def cross_hair(view: ChartView) -> Callable[[int], None]:
    def move(number: int) -> None:
        view.point_at(QPointF(100 + number % 800, 100 + number % 300))
        view.refresh()

    return move


def scrolling(view: ChartView) -> Callable[[int], None]:
    def move(number: int) -> None:
        view.pan(-3.0 if number % 200 < 100 else 3.0)
        view.refresh()

    return move


def zooming(view: ChartView) -> Callable[[int], None]:
    def move(number: int) -> None:
        view.zoom(1.02 if number % 20 < 10 else 1 / 1.02, 500.0)
        view.refresh()

    return move


def measure(
    application: QApplication, change: Callable[[int], None], frames: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of wall clock and of this thread's CPU time, frame by frame."""
    wall, cpu = [], []
    for number in range(frames + WARM_UP):
        started, used = time.perf_counter(), time.thread_time()
        change(number)
        application.processEvents()
        cpu.append((time.thread_time() - used) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    return wall[WARM_UP:], cpu[WARM_UP:]


def report(name: str, times: tuple[list[float], list[float]], gate: float | None) -> None:
    wall, cpu = times
    figure(name, percentile(wall, 0.5), "ms", gate=gate, goal="P5")
    figure(f"{name}, cpu", percentile(cpu, 0.5), "ms", gate=gate, goal="P5")


if __name__ == "__main__":
    main()
    finish()
