"""What a repaint of the chart touches: the screen shows what a full one would, at a fraction of its cost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QPointF
from PyQt6.QtGui import QColor, QPainter
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.market.drawings import Anchor, Drawing, Shape
from app.market.indicators import Indicator, Kind
from app.websocket_v6 import DataType
from tests.widgets.chart.double import NOW, Chart, candles, ticker
from tests.widgets.chart.walk import walk
from widgets import theme
from widgets.chart.drawings import hand
from widgets.chart.geometry import Rects
from widgets.chart.rects import RectBatch
from widgets.chart.view import ChartView

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_screen_is_what_a_full_repaint_would_paint(
    qapp: QApplication, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply_theme(qapp)
    shifts, _ = walk(seed, 120, monkeypatch)
    assert shifts > 10


@pytest.mark.timeout(180)
@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_it_is_so_at_other_scalings(scale: str) -> None:
    """In a process of its own: the scaling is fixed at the start of an application."""
    environment = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.widgets.chart.walk", "4", "120"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    ratio, shifts, _ = done.stdout.split()
    assert float(ratio) == float(scale) and int(shifts) > 10


class Counts:
    """What was painted since the last call of `clear`."""

    def __init__(self, view: ChartView) -> None:
        self._view = view
        self.rects = 0
        self.paints = 0
        self.clear()

    def clear(self) -> None:
        parts = self._view._parts
        self.rects, self.paints = 0, 0
        self._layers = [(part.repaints, part.shifts) for part in parts]

    @property
    def layers(self) -> list[bool]:
        """Which layers were painted, which includes those that were moved."""
        now = [(part.repaints, part.shifts) for part in self._view._parts]
        return [one != other for one, other in zip(now, self._layers, strict=True)]


@pytest.fixture
def view(chart: Chart, qtbot: QtBot) -> ChartView:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(20_000))
    view = chart.panel._view
    qtbot.waitExposed(view.window())
    chart.push(DataType.TICKER, ticker(100.0))
    settle(view)
    return view


@pytest.fixture
def counts(view: ChartView, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counts]:
    counts = Counts(view)
    paint, paint_event = RectBatch.paint, ChartView.paintEvent

    def counted(self: RectBatch, painter: QPainter, rects: Rects, colour: QColor) -> None:
        counts.rects += len(rects)
        paint(self, painter, rects, colour)

    def painted(self: ChartView, event: object) -> None:
        counts.paints += 1
        paint_event(self, event)  # type: ignore[arg-type]

    monkeypatch.setattr(RectBatch, "paint", counted)
    monkeypatch.setattr(ChartView, "paintEvent", painted)
    yield counts


def settle(view: ChartView) -> None:
    """Let the clock tick until nothing is due, and lines be smooth."""
    for _ in range(3):
        view.refresh()
        QApplication.processEvents()
    view._seconds.stop()  # the countdown would paint a digit
    view._settled.stop()
    assert not view._due


@pytest.mark.parametrize("studies", [(), (Kind.MA, Kind.BOLLINGER)])
@pytest.mark.parametrize("zoom", [1.0, 1e-9])
def test_a_trade_draws_one_candle_and_no_layer(
    chart: Chart, view: ChartView, counts: Counts, studies: tuple[Kind, ...], zoom: float
) -> None:
    chart.panel._model.studies.show(map(Indicator.of, studies))
    view.zoom(zoom, 400.0)
    view.go_to_edge()
    # Its volume grows with every trade, beyond all others: the scale leaves room for some.
    chart.push(DataType.TICKER, ticker(100.25, time_ms=NOW + 1, traded=0.51))
    settle(view)
    counts.clear()
    for number in range(5):
        chart.push(DataType.TICKER, ticker(100.5 + number / 4, time_ms=NOW + 2 + number, traded=0.001))
        QApplication.processEvents()
    assert counts.paints == 5
    assert counts.rects == 0
    assert not any(counts.layers)


def test_a_trade_repaints_a_small_part_of_the_chart(chart: Chart, view: ChartView) -> None:
    chart.push(DataType.TICKER, ticker(101.0, time_ms=NOW + 5))
    QApplication.processEvents()
    chart.panel._model.take_ticker(ticker(101.1, time_ms=NOW + 6), chart.clock.monotonic())
    dirty, size = view._prepare(), view.viewport().size()
    places = [QPoint(x, y) for x in range(0, size.width(), 3) for y in range(0, size.height(), 3)]
    assert 0 < sum(map(dirty.contains, places)) < 0.05 * len(places)


def test_what_changes_no_pixel_paints_nothing(chart: Chart, view: ChartView, counts: Counts) -> None:
    for number in range(5):
        chart.push(DataType.TICKER, ticker(100.0, time_ms=NOW - 5 + number))
        view.mark()
        view._on_beat()
        QApplication.processEvents()
    assert counts.paints == 0


def test_scrolling_draws_only_the_candles_that_come(view: ChartView, counts: Counts) -> None:
    in_view = len(view.picture().plan.still.shown.x)  # type: ignore[union-attr]
    view.pan(-240.0)
    settle(view)
    counts.clear()
    for _ in range(5):
        view.pan(-3.0)
        settle(view)
    shifts = [part.shifts for part in view._parts]
    assert min(shifts[:2]) >= 5
    # Grid and a few candles with their volumes each time, not wicks, bodies and volumes of all.
    assert counts.rects < in_view * 3 * 5 / 5
    assert counts.layers[:4] == [True, True, False, False]


def test_the_cross_hair_draws_no_candle(view: ChartView, counts: Counts) -> None:
    for x in range(100, 150, 10):
        view.point_at(QPointF(x, 120))
        view._on_beat()
        QApplication.processEvents()
    assert counts.paints == 5 and counts.rects == 0 and not any(counts.layers)


def test_a_trade_does_not_work_out_drawings_again(
    chart: Chart, view: ChartView, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart.panel.drawings.add("KRW-BTC", Drawing(Shape.HORIZONTAL, (Anchor(NOW, 100.0),)))
    settle(view)
    worked: list[Drawing] = []
    monkeypatch.setattr(hand, "paint_drawing", lambda *of, **_how: worked.append(of[2]) or [])
    for number in range(5):
        chart.push(DataType.TICKER, ticker(100.25 + number / 4, time_ms=NOW + 1 + number, traded=0.001))
    assert worked == []
    view.pan(-40.0)
    settle(view)
    assert len(worked) == 1
