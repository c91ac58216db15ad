"""G4 beyond the book: list, tape, chart, assets and order form take nothing that is old for live."""

import random
import time
from collections.abc import Iterator

import numpy
import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.clock import SystemClock
from app.market.symbols import Catalog, Market, catalog_of
from app.websocket_v6 import DataType, Trade
from tests.fakes import Stream, ticker
from tests.widgets.assets.conftest import FakeActions, FakeBroker, balance
from tests.widgets.chart.double import Reader, candles
from widgets import theme
from widgets.assets import AssetsPanel
from widgets.chart import ChartPanel
from widgets.feed import Batch, Feed
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.markets import MarketsPanel
from widgets.order_entry.live_market import LiveMarket
from widgets.panel import Panel
from widgets.tape import TapePanel

STATES, LOOKED_AT = 10_000, 100
MARKETS = ("KRW-BTC", "KRW-ETH", "KRW-XRP")
CATALOG: Catalog = catalog_of([Market(code, code, code, tick_size=None) for code in MARKETS])


def trade(symbol: str, number: int, price: float) -> Trade:
    return Trade(
        type="trade",
        code=symbol,
        trade_date="2026-09-23",
        trade_time="03:17:15",
        timestamp=1_790_133_435_106 + number,
        trade_timestamp=1_790_133_435_106 + number,
        trade_price=price,
        trade_volume=0.01,
        ask_bid="ASK" if number % 2 else "BID",
        prev_closing_price=1_400.0,
        change="RISE",
        change_price=100.0,
        sequential_id=number,
        best_ask_price=price,
        best_ask_size=1.0,
        best_bid_price=price,
        best_bid_size=1.0,
        stream_type="REALTIME",
    )


class Form(Panel):
    """What the order form knows of the market: its estimates and limits use this and nothing else."""

    def __init__(self, frame_clock: FrameClock, parent: QWidget) -> None:
        super().__init__(parent)
        self.live = LiveMarket()
        self._symbol = ""
        self._feed = Feed("order entry", frame_clock, self)
        self._feed.flushed.connect(self._on_flushed)

    def show_symbol(self, symbol: str) -> None:
        if symbol != self._symbol:
            self._symbol = symbol
            self.live.forget()
            self._feed.watch(DataType.TICKER, [symbol])

    def show_stale(self, stale: bool) -> None:
        self.live.show_stale(stale, time.monotonic())

    def _on_flushed(self, batch: Batch) -> None:
        self.live.take(batch, self._symbol)


class World:
    """Panels on one stream to which things happen at random, and what of it is news."""

    def __init__(self, stream: Stream, window: QWidget, seed: int) -> None:
        self.stream, self.random = stream, random.Random(seed)
        clock, broker = FrameClock(window), FakeBroker()
        self.reader = Reader()
        self.markets = MarketsPanel(clock, Favourites((), window), window)
        self.tape = TapePanel(clock, window)
        self.chart = ChartPanel(clock, self.reader, window, clock=SystemClock())  # type: ignore[arg-type]
        self.assets = AssetsPanel(clock, broker, FakeActions(), window)  # type: ignore[arg-type]
        self.form = Form(clock, window)
        self.panels: tuple[Panel, ...] = (self.markets, self.tape, self.chart, self.assets, self.form)
        for panel in self.panels:
            panel.resize(500, 400)
            panel.show_catalog(CATALOG)
            panel.show()
        broker.hold(*(balance(code.partition("-")[2], "1") for code in MARKETS))
        broker.become_ready()
        self.assets._on_account_beat()
        self.symbol, self.silent, self.number = "", False, 0
        self.news: set[str] = set()  # markets with a ticker since the data last stopped
        self.traded = False
        self.switch()

    def step(self) -> None:
        """One of the things that happen to a desk."""
        doings = (self.push_price, self.push_trade, self.flush, self.stop, self.start, self.switch)
        self.random.choices(doings, (7, 3, 6, 2, 3, 1))[0]()

    def push_price(self) -> None:
        code, price = self.random.choice(MARKETS), float(self.random.randint(1_000, 2_000))
        self.news.add(code)
        self.stream.push(ticker(code, trade_price=price, prev_closing_price=1_400.0, signed_change_rate=0.1))

    def push_trade(self) -> None:
        self.number += 1
        self.stream.push(trade(self.symbol, self.number, 1_500.0))

    def flush(self) -> None:
        for panel in self.panels:
            panel._feed._flush()  # type: ignore[attr-defined]
        self.assets._revalue()

    def stop(self) -> None:
        if not self.silent:
            self.news.clear()
        self.silent = True
        for panel in self.panels:
            panel.show_stale(True)

    def start(self) -> None:
        self.silent = False
        for panel in self.panels:
            panel.show_stale(False)

    def switch(self) -> None:
        self.symbol = self.random.choice(MARKETS)
        for panel in self.panels:
            panel.show_symbol(self.symbol)
        self.reader.answer(candles(30))

    def claims(self) -> dict[str, set[str]]:
        """What each panel takes for live: markets, by panel."""
        currencies = {code for code in MARKETS if code.partition("-")[2] in self.assets._prices}
        old = {f"KRW-{currency}" for currency in self.assets._old}
        rows = self.markets._model._rows
        heard = self.chart._model._heard_at is not None
        return {
            "markets": {code for code in MARKETS if rows[code].price is not None and not rows[code].old},
            "assets": currencies - old,
            "form": {self.symbol} if self.form.live.last is not None else set(),
            "chart": {self.symbol} if heard and not self.chart._model.stale else set(),
        }


@pytest.fixture
def world(qtbot: QtBot, stream: Stream, qapp: QApplication) -> Iterator[World]:
    theme.apply_theme(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(520, 420)
    window.show()
    world = World(stream, window, seed=6)
    yield world
    for panel in world.panels:
        panel.close_panel()


def coloured(widget: QWidget) -> bool:
    """Whether there is a pixel in one of the two live colours."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    assert bits is not None
    bits.setsize(image.sizeInBytes())
    pixels = set(numpy.frombuffer(bits, dtype=numpy.uint32).tolist())
    return bool(pixels & {theme.palette().rise.rgb(), theme.palette().fall.rgb()})


def test_no_state_of_ten_thousand_takes_old_for_live(world: World) -> None:
    seen: dict[str, int] = {}
    painted = {True: 0, False: 0}
    for number in range(STATES):
        world.step()
        for panel, live in world.claims().items():
            assert live <= world.news, f"state {number}: {panel} says {live}, news of {world.news}"
            assert not (panel == "chart" and world.silent and live), f"state {number}"
            seen[panel] = seen.get(panel, 0) + bool(live)
        priced = {code for code in MARKETS if code.partition("-")[2] in world.assets._prices}
        assert world.assets._totals.stale or priced <= world.news, f"total of state {number}"
        assert bool(world.tape._roll._doubt) == (world.silent and bool(world.tape.prints)), f"state {number}"
        if number % (STATES // LOOKED_AT) == 0:
            shown = coloured(world.markets._view.viewport())
            assert not shown or world.claims()["markets"], f"picture of state {number}"
            assert not (coloured(world.tape._roll) and world.silent), f"tape in state {number}"
            painted[shown] += 1
    # Live was there often enough for the assertions to mean something, and so was its absence.
    assert all(STATES // 20 < count < STATES * 19 // 20 for count in seen.values()), seen
    assert min(painted.values()) > LOOKED_AT // 20, painted
