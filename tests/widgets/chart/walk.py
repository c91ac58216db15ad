"""A random walk of a chart: whatever happens, what is on the screen is what a full repaint would paint.

`python -m tests.widgets.chart.walk SEED STEPS` walks at the scaling that QT_SCALE_FACTOR says.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QWidget

from app.look import Look, Scheme
from app.market.candles import Interval
from app.market.drawings import Anchor, Drawing, Shape
from app.market.indicators import Indicator, Kind
from app.websocket_v6 import DataType
from tests.widgets.chart.double import MINUTE, NOW, Chart, Client, Clock, Reader, candles, frame, ticker
from widgets import theme
from widgets.chart import ChartPanel
from widgets.chart.account import Account, OrderLine
from widgets.chart.model import ChartModel
from widgets.chart.picture import Picture
from widgets.chart.plan import plan
from widgets.chart.sheet import Notes
from widgets.chart.view import ChartView
from widgets.frame_clock import FrameClock

Shades = NDArray[np.uint8]
SOME = (Kind.MA, Kind.BOLLINGER, Kind.ICHIMOKU, Kind.VOLUME_MA, Kind.MACD, Kind.RSI)


class Walk:
    """One chart on the screen, and chance."""

    def __init__(self, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.chance = random.Random(seed)
        patch.setattr("widgets.feed.WebSocketClient", lambda _name: self.client)
        self.client, reader, clock = Client("chart"), Reader(), Clock()
        self.window = QWidget()
        # A picture of the screen is cut to its logical size: so much room for all of the chart's pixels.
        self.window.resize(1800, 1100)
        panel = ChartPanel(FrameClock(self.window), reader, self.window, clock=clock)  # type: ignore[arg-type]
        panel.resize(700, 420)
        self.window.show()
        self.chart = Chart(panel, reader, clock, [self.client])
        panel.show_symbol("KRW-BTC")
        reader.answer(candles(1200))
        self.price = 100.0
        self.frames = 0
        self.steps: list[tuple[int, Callable[[], object]]] = [
            (30, self.tick),
            (6, self.new_candle),
            (3, self.silence),
            (25, self.scroll),
            (5, self.zoom),
            (10, self.point),
            (3, self.indicate),
            (4, self.draw),
            (4, self.own),
            (2, self.resize),
            (2, self.dress),
            (3, self.state),
            (5, self.view.mark),
        ]

    @property
    def view(self) -> ChartView:
        return self.chart.panel._view

    @property
    def model(self) -> ChartModel:
        return self.chart.panel._model

    def step(self) -> str:
        """Something happens, and is painted; what it was."""
        weights = [weight for weight, _ in self.steps]
        ((_, happen),) = self.chance.choices(self.steps, weights)
        happen()
        self.paint()
        return happen.__name__

    def paint(self) -> None:
        """The clock ticks and the screen follows."""
        due = True
        while due:
            self.view._on_beat()
            QApplication.processEvents()
            due = self.view._due
            for timer in (self.view._settled, self.view._seconds, self.view._noted):
                timer.stop()  # time is a step of the walk

    def screen(self) -> QImage:
        """The chart's pixels as they are on the screen."""
        screen, view = self.window.screen(), self.view
        assert screen is not None
        corner, ratio = view.mapTo(self.window, view.rect().topLeft()), view.devicePixelRatioF()
        image = screen.grabWindow(self.window.winId()).toImage()
        image.setDevicePixelRatio(1)
        left, top = round(corner.x() * ratio), round(corner.y() * ratio)
        return image.copy(left, top, int(view.width() * ratio), int(view.height() * ratio))

    def paint_all(self) -> None:
        """Everything anew, as if nothing had been on the screen before."""
        view, layout = self.view, self.view._layout
        assert layout is not None
        fresh = plan(self.model, view._viewport, layout, view.log_scale)
        assert fresh is not None
        picture = view._picture = Picture(self.model, fresh)
        parts = view._shown_parts(picture)
        for part in parts:
            part._painted = None
        view._notes = Notes()
        view._notes.renew(view._marks(picture, parts), layout.ratio)
        view.viewport().update()
        QApplication.processEvents()

    # what happens

    def tick(self) -> None:
        chance, clock = self.chance, self.chart.clock
        if chance.random() < 0.9:
            self.price = max(50.0, self.price + chance.choice((0.0, 0.05, -0.05, 0.5, -0.5, 4.0, -4.0)))
        clock.now += chance.choice((5, 80, 1000))
        self.chart.push(DataType.TICKER, ticker(self.price, time_ms=clock.now))

    def new_candle(self) -> None:
        clock = self.chart.clock
        clock.now += MINUTE
        self.chart.push(DataType.CANDLE, frame(clock.now // MINUTE, self.price, stamp=clock.now))

    def silence(self) -> None:
        self.chart.clock.now += self.chance.randint(1, 5) * MINUTE
        self.view.mark()

    def scroll(self) -> None:
        chance = self.chance
        ways = (1.0, -1.0, 3.0, -3.0, 0.4, -0.7, 17.3, -40.0, 300.0, -900.0, 1e9)
        for _ in range(chance.randint(1, 4)):
            self.view.pan(chance.choice(ways))
            self.paint()

    def zoom(self) -> None:
        self.view.zoom(self.chance.choice((1.15, 1 / 1.15, 3.0, 0.2)), self.chance.uniform(0, 600))

    def point(self) -> None:
        chance = self.chance
        self.view.point_at(QPointF(chance.randint(0, 700), chance.randint(0, 400)))
        if chance.random() < 0.4:
            self.view.point_at(None)

    def indicate(self) -> None:
        if self.model.studies.show(Indicator.of(kind) for kind in SOME if self.chance.random() < 0.3):
            self.view.mark()

    def draw(self) -> None:
        chance, drawings = self.chance, self.chart.panel.drawings
        shape = chance.choice(list(Shape))
        anchors = tuple(
            Anchor(NOW - chance.randint(-5, 90) * MINUTE, self.price + chance.uniform(-5, 5))
            for _ in range(shape.anchors)
        )
        key = drawings.add("KRW-BTC", Drawing(shape, anchors, text="여기"))
        self.chart.panel.drawing.selected = key if chance.random() < 0.5 else None
        if chance.random() < 0.2:
            drawings.clear("KRW-BTC")

    def own(self) -> None:
        chance = self.chance
        orders = tuple(
            OrderLine(str(n), chance.choice(("bid", "ask")), Decimal(str(self.price + n)), Decimal(2), True)
            for n in range(chance.randint(0, 3))
        )
        fills = tuple((NOW - n * MINUTE * 3, "bid", self.price + n) for n in range(chance.randint(0, 4)))
        self.chart.panel.account.account = Account(orders, chance.choice((None, Decimal(99))), fills)
        self.view.mark()

    def resize(self) -> None:
        self.chart.panel.resize(self.chance.randint(300, 850), self.chance.randint(220, 500))
        QApplication.processEvents()

    def dress(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_look(application, Look(scheme=self.chance.choice((Scheme.DARK, Scheme.LIGHT))))

    def state(self) -> None:
        chance, panel = self.chance, self.chart.panel
        happen = chance.choice(("log", "stale", "loading", "note", "page"))
        if happen == "log":
            self.view.set_log_scale(not self.view.log_scale)
        elif happen == "stale":
            panel.show_stale(not self.model.silent)
        elif happen == "loading":
            self.view.set_loading(chance.random() < 0.5)
        elif happen == "note":
            self.view.say(chance.choice(("저장했습니다", "")))
        else:
            self.chart.reader.answer(candles(1200, close=101.0))

    def close(self) -> None:
        self.chart.panel.close_panel()
        self.window.close()
        self.window.deleteLater()


def differing(one: QImage, other: QImage) -> int:
    """How many pixels are not the same."""
    if one.size() != other.size():
        return -1
    return 0 if one == other else int((shades(one) != shades(other)).any(axis=-1).sum())


def shades(image: QImage) -> Shades:
    """Red, green and blue of each pixel."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    assert bits is not None
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(image.height(), image.width(), 4)[..., :3].copy()


def walk(seed: int, steps: int, patch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Walk, and compare; how many layers were moved, and how many were painted."""
    way, before = Walk(seed, patch), theme.palette()
    try:
        way.paint()
        story: list[str] = []
        for number in range(steps):
            story.append(way.step())
            if way.chance.random() < 0.4:
                shown = way.screen()
                way.paint_all()
                wrong = differing(shown, way.screen())
                assert not wrong, f"{wrong} pixels after step {number} of {seed}: {story[-8:]}"
        parts = way.view._parts
        return sum(part.shifts for part in parts), sum(part.repaints for part in parts)
    finally:
        way.close()
        look = Look(scheme=Scheme.DARK)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_look(application, look)
        assert theme.palette() is before


def main(seed: int, steps: int) -> None:
    """Walk in a process of its own."""
    assert Interval.MINUTE.length_ms == MINUTE
    application = QApplication([])
    theme.apply_theme(application)
    with pytest.MonkeyPatch.context() as patch:
        shifts, repaints = walk(seed, steps, patch)
    sys.stdout.write(f"{application.devicePixelRatio()} {shifts} {repaints}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
