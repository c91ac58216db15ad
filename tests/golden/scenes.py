"""The pictures: the desk and each of its panels, with the recorded market in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import msgspec
from PyQt6.QtCore import QEvent, QSize
from PyQt6.QtGui import QPixmap
from PyQt6.QtWidgets import QApplication, QWidget

from app.endpoints import Mode
from app.look import Look, Scheme, Sense
from app.market.indicators import Kind
from app.settings import OrderGuards, Settings
from app.websocket_v6 import ConnectionState, ConnectionStatus, Event, Frame
from tests.fakes import Stream
from tests.golden.apart import alerts_panel, diagnostics_panel
from tests.golden.market import Recorded, balances, grouped, orders, recorded
from tests.golden.record import SYMBOL
from tests.widgets.chart.double import Clock, Reader
from tests.widgets.order_entry.double import FakeBroker
from widgets.actions import Actions
from widgets.assets import AssetsPanel
from widgets.chart import ChartPanel
from widgets.frame_clock import FrameClock
from widgets.main_window import MainWindow
from widgets.markets import MarketsPanel
from widgets.my_orders import MyOrdersPanel
from widgets.order_entry import OrderEntryPanel
from widgets.orderbook import OrderbookPanel
from widgets.panel import Panel
from widgets.preferences import PreferencesDialog
from widgets.tape import TapePanel

LOOKS = {
    "dark": Look(scheme=Scheme.DARK),
    "light": Look(scheme=Scheme.LIGHT),
    "clear": Look(scheme=Scheme.DARK, colour_blind=True),
    "western": Look(scheme=Scheme.LIGHT, sense=Sense.WESTERN),
}
PANEL_SIZES = {
    "markets": QSize(330, 620),
    "chart": QSize(860, 520),
    "orderbook": QSize(370, 620),
    "order_entry": QSize(360, 330),
    "tape": QSize(360, 420),
    "my_orders": QSize(860, 300),
    "assets": QSize(860, 300),
}
# Panels in another state: of which kind, how large, and what is done to one that is full.
STATES = {"grouped": ("orderbook", QSize(370, 620)), "ichimoku": ("chart", QSize(860, 520))}
APART_SIZES = {"preferences": QSize(540, 420), "alerts": QSize(860, 300), "diagnostics": QSize(860, 560)}
# Logical size and scale: 1280×800, 1920×1080 at 100 % and at 150 %, 3840×2160 at 200 % on the glass.
DESK_SIZES = (
    (QSize(1280, 800), 100),
    (QSize(1920, 1080), 100),
    (QSize(1280, 720), 150),
    (QSize(1920, 1080), 200),
)
SMALLEST = QSize(1024, 576), 300  # a laptop's window, in pixels as large as they get
PANEL_LOOKS = (("dark", "ko"), ("light", "en"), ("clear", "ko"), ("western", "en"))


@dataclass(frozen=True)
class Scene:
    """One picture: of the desk or of a panel, in a look and a language, at a scale in per cent."""

    part: str
    look: str
    language: str
    size: QSize  # logical
    scale: int = 100

    @property
    def name(self) -> str:
        width, height = (side * self.scale // 100 for side in (self.size.width(), self.size.height()))
        size = f"-{width}x{height}-{self.scale}" if self.part == "desk" else ""
        return f"{self.part}{size}-{self.look}-{self.language}"


def scenes() -> list[Scene]:
    """All of them: every look and language at the usual sizes of the desk, and every panel alone."""
    made = [
        Scene("desk", look, language, size, scale)
        for size, scale in DESK_SIZES
        for look in ("dark", "light", "clear")
        for language in ("ko", "en")
    ]
    made += [Scene("desk", look, language, *SMALLEST) for look, language in PANEL_LOOKS[:3]]
    states = {name: size for name, (_, size) in STATES.items()}
    for part, size in {**PANEL_SIZES, **states, **APART_SIZES}.items():
        made += [Scene(part, look, lang, size) for look, lang in PANEL_LOOKS]
    return made


def _received() -> float:
    """When everything was received, on the clock of the machine: it stands still."""
    return 1000.0


class StillStream(Stream):
    """Delivers everything at the same moment."""

    def push(self, *events: Event) -> None:
        for event in events:
            frame = self._reader.read(msgspec.json.encode(event), _received())
            assert isinstance(frame, Frame)
            for (_, data_type), (symbols, on_frame) in tuple(self.wishes.items()):
                if data_type is frame.data_type and frame.symbol in symbols:
                    on_frame(frame)


class Stage:
    """A window with its panels, fed by hand."""

    def __init__(self, part: str, look: Look, stream: Stream) -> None:
        self.data: Recorded = recorded()
        self.stream = stream
        self.broker: Any = FakeBroker(ready=True)
        self.broker.balances = balances()
        self.actions = Actions(self.broker)
        self.window = MainWindow(Mode.DEMO, Settings(symbol=SYMBOL, look=look), SYMBOL)
        self.window.favourites.toggle(SYMBOL)
        self.reader, self.clock = Reader(), Clock()
        self.clock.now = self.data.now_ms
        self.clock.monotonic = _received  # type: ignore[method-assign]
        wanted = set(PANEL_SIZES) if part == "desk" else {part}
        self.panels = {name: make() for name, make in self._makers().items() if name in wanted}

    def _makers(self) -> dict[str, Callable[[], Panel]]:
        window, clock, broker, actions = self.window, self.window.frame_clock, self.broker, self.actions
        return {
            "markets": lambda: MarketsPanel(clock, window.favourites, window),
            "chart": self._chart,
            "orderbook": lambda: OrderbookPanel(clock, window.favourites, window),
            "order_entry": lambda: OrderEntryPanel(clock, broker, actions, window),
            "tape": lambda: TapePanel(clock, window),
            "my_orders": lambda: MyOrdersPanel(broker, actions, window, frame_clock=clock),
            "assets": lambda: AssetsPanel(clock, broker, actions, window),
        }

    def _chart(self) -> Panel:
        clock, reader, own = self.window.frame_clock, self.reader, self.clock
        return ChartPanel(clock, reader, self.window, clock=own, broker=self.broker)  # type: ignore[arg-type]

    async def fill(self) -> None:
        """Everything that a desk is told in its first seconds."""
        for panel in self.panels.values():
            panel.show_catalog(self.data.catalog)
            panel.show_symbol(SYMBOL)
        self.broker.tell(*orders())
        if "chart" in self.panels:
            self.reader.answer(self.data.candles)
        if isinstance(tape := self.panels.get("tape"), TapePanel):
            tape.load(self.data.trades)
        if isinstance(book := self.panels.get("orderbook"), OrderbookPanel):
            book.show_orders(self.broker.orders.values())
        await self.settle()
        self.stream.push(*self.data.events)
        await self.settle()
        if isinstance(markets := self.panels.get("markets"), MarketsPanel):
            markets._model.arrange()  # what its beat would do within a second
        if isinstance(form := self.panels.get("order_entry"), OrderEntryPanel):
            form.take_price(self.data.bid)
            form.form.shares[25].click()
        self._show_status()
        await self.settle()

    async def group(self, book: OrderbookPanel) -> None:
        """Show the exchange's groups instead of its levels."""
        step = Decimal(10_000)
        book._grouping.choose(step)
        await self.settle()
        self.stream.push(grouped(step))
        await self.settle()

    async def look_ahead(self, chart: ChartPanel) -> None:
        """Ichimoku, and what of it lies before the newest candle."""
        chart.indicators.switch(Kind.ICHIMOKU)
        chart._view.pan(170.0)
        await self.settle()
        chart._view._settled.stop()  # lines are smooth as soon as they are planned once more
        chart._view.refresh()
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is due: neither in the loop nor in Qt, nor with the frame clock."""
        for _ in range(8):
            await asyncio.sleep(0.002)
            QApplication.processEvents()
        while not self.window.frame_clock.is_asleep():
            await asyncio.sleep(0.005)
            QApplication.processEvents()

    async def close(self) -> None:
        for panel in self.panels.values():
            panel.close_panel()
            panel.deleteLater()
        await self.actions.aclose()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # not at the mercy of the collector

    def _show_status(self) -> None:
        clock = self.window.frame_clock
        clock.latency_ms, clock.slow_frames = 1.9, 0
        states = {"public": ConnectionState.SUBSCRIBED, "private": ConnectionState.SUBSCRIBED}
        manager: Any = SimpleNamespace(
            status=lambda side: ConnectionStatus(side, states[side]),
            traffic=lambda: SimpleNamespace(latency_ms=2.4, messages_per_second=318.0),
        )
        self.window.status_bar.show_manager(manager)


async def draw(scene: Scene, stream: Stream) -> QPixmap:
    """The picture of a scene."""
    if scene.part == "preferences":
        look = msgspec.structs.replace(LOOKS[scene.look], language=scene.language)
        dialog = PreferencesDialog(look, OrderGuards())
        return _grab(dialog, scene.size)
    if scene.part in APART_SIZES:
        return _draw_apart(scene, stream)
    kind = STATES[scene.part][0] if scene.part in STATES else scene.part
    stage = Stage(kind, LOOKS[scene.look], stream)
    try:
        if scene.part == "desk":
            for name, panel in stage.panels.items():
                stage.window.show_panel(name, panel)
            stage.window.resize(scene.size)
            stage.window.show()
            await stage.fill()
            return _grab(stage.window, scene.size)
        panel = stage.panels[kind]
        panel.setParent(None)
        panel.resize(scene.size)
        panel.show()
        await stage.fill()
        if isinstance(panel, OrderbookPanel) and kind != scene.part:
            await stage.group(panel)
        elif isinstance(panel, ChartPanel) and kind != scene.part:
            await stage.look_ahead(panel)
        return _grab(panel, scene.size)
    finally:
        await stage.close()


def _draw_apart(scene: Scene, stream: Stream) -> QPixmap:
    """A panel that is not there at the first start."""
    window = QWidget()
    clock = FrameClock(window)
    with TemporaryDirectory() as folder:
        if scene.part == "alerts":
            panel = alerts_panel(clock, window, stream, Path(folder))
        else:
            panel = diagnostics_panel(clock, window, Path(folder))
        try:
            return _grab(panel, scene.size)
        finally:
            panel.close_panel()
            panel.deleteLater()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _grab(widget: QWidget, size: QSize) -> QPixmap:
    widget.resize(size)
    widget.show()
    QApplication.processEvents()
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()  # a cursor that blinks is there or not
    QApplication.processEvents()
    return widget.grab()
