"""What a frame of the chart costs (performance.md, P5): the last candle of 20,000, and scrolling.

Run: python benchmarks/paint_chart.py [--frames N]. One JSON line a figure; times in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import statistics
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
from widgets.chart.model import ChartModel
from widgets.chart.view import ChartView
from widgets.frame_clock import FrameClock
from widgets.theme import apply_theme

CANDLES, WIDTH, HEIGHT = 20_000, 1150, 600


def main() -> None:
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
    for name, zoom in (("near", 1.0), ("all 20,000 in view", 0.0)):
        fill(model)
        view.refresh()
        if not zoom:
            show_all(view, model)
        report(f"chart, last candle, {name}", measure(application, view, moving_last(model, view), frames))
        report(f"chart, cross-hair, {name}", measure(application, view, cross_hair(view), frames))
        report(f"chart, scroll, {name}", measure(application, view, scrolling(view), frames))
        report(f"chart, zoom, {name}", measure(application, view, zooming(view), frames))
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
    view.zoom(view.visible_width() / (CANDLES * 1.05) / 8.0, view.visible_width())
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
    application: QApplication, view: ChartView, change: Callable[[int], None], frames: int
) -> list[float]:
    """Milliseconds from a change to its painted frame, once a frame."""
    times = []
    for number in range(frames + 20):
        started = time.perf_counter()
        change(number)
        application.processEvents()
        times.append((time.perf_counter() - started) * 1000)
    return times[20:]


def report(name: str, times: list[float]) -> None:
    figures = {
        "figure": name,
        "unit": "ms",
        "median": round(statistics.median(times), 3),
        "p99": round(sorted(times)[int(len(times) * 0.99) - 1], 3),
        "frames": len(times),
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
