"""G4 of the reliability promises: in 10,000 sampled states no old book is painted as a live one."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy
import pytest
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.websocket_v6 import Orderbook, OrderbookUnit
from tests.fakes import Stream, ticker
from widgets import theme
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.orderbook import OrderbookPanel

STATES, LOOKED_AT = 10_000, 200  # so many states; so many of them as pictures
MARKETS = ("KRW-BTC", "KRW-ETH", "KRW-XRP")


def book(symbol: str, bid: float) -> Orderbook:
    units = tuple(OrderbookUnit(bid + n + 1, bid - n, 1.0 + n, 2.0 + n) for n in range(15))
    return Orderbook(
        type="orderbook",
        code=symbol,
        timestamp=1_790_133_435_106,
        total_ask_size=1.0,
        total_bid_size=1.0,
        orderbook_units=units,
        stream_type="REALTIME",
    )


@dataclass
class Truth:
    """What an honest panel may say: live only what came for this market since the data last stopped."""

    symbol: str = ""
    silent: bool = False
    has_book: bool = False
    fresh: bool = False

    @property
    def live(self) -> bool:
        return self.has_book and self.fresh and not self.silent


class Trial:
    """A panel to which things happen at random."""

    def __init__(self, stream: Stream, window: QWidget, seed: int) -> None:
        self.stream = stream
        self.random = random.Random(seed)
        self.panel = OrderbookPanel(FrameClock(window), Favourites((), window), window)
        self.panel.resize(420, 760)
        self.panel.show()
        self.truth = Truth()
        self.waiting = False  # a book has come and waits for the next frame,
        self.waits_since_before = False  # and came before the data last stopped
        self.switch(MARKETS[0])

    def step(self) -> None:
        """One of the things that happen to a desk."""
        chosen = self.random.choices(
            (self.push_book, self.push_price, self.flush, self.stop, self.start, self.other),
            (6, 3, 6, 2, 2, 1),
        )
        chosen[0]()

    def push_book(self) -> None:
        symbol = self.random.choice(MARKETS)  # also of markets that are not shown: a late frame
        self.stream.push(book(symbol, float(self.random.randint(1_000, 2_000))))
        if symbol == self.truth.symbol:
            self.waiting, self.waits_since_before = True, False

    def push_price(self) -> None:
        self.stream.push(ticker(self.truth.symbol, trade_price=1_500.0, prev_closing_price=1_400.0))

    def flush(self) -> None:
        self.panel._feed._flush()
        if self.waiting:
            self.truth.has_book, self.truth.fresh, self.waiting = True, not self.waits_since_before, False

    def stop(self) -> None:
        self.panel.show_stale(True)
        if not self.truth.silent:
            self.truth.silent, self.truth.fresh = True, False
            self.waits_since_before = True

    def start(self) -> None:
        self.panel.show_stale(False)
        self.truth.silent = False

    def other(self) -> None:
        self.switch(self.random.choice(MARKETS))

    def switch(self, symbol: str) -> None:
        self.panel.show_symbol(symbol)
        if symbol != self.truth.symbol:
            self.truth = Truth(symbol, silent=self.truth.silent)
            self.waiting = False

    def shown_live(self) -> bool:
        """Whether the ladder claims that its rows are live."""
        return self.panel._ladder.is_reliable


@pytest.fixture
def trial(qtbot: QtBot, stream: Stream, qapp: QApplication) -> Iterator[Trial]:
    theme.apply_theme(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(440, 780)
    window.show()
    yield Trial(stream, window, seed=4)


def has_live_prices(trial: Trial) -> bool:
    """Whether the picture of the ladder has a price in one of the two live colours."""
    image = trial.panel._ladder.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    assert bits is not None
    bits.setsize(image.sizeInBytes())
    pixels = set(numpy.frombuffer(bits, dtype=numpy.uint32).tolist())
    colours = theme.palette()
    return bool(pixels & {_rgb(colours.rise), _rgb(colours.fall)})


def _rgb(colour: QColor) -> int:
    return colour.rgb()


def test_no_state_of_ten_thousand_shows_an_old_book_as_live(trial: Trial) -> None:
    seen, looked = {True: 0, False: 0}, {True: 0, False: 0}
    for number in range(STATES):
        trial.step()
        live = trial.shown_live()
        assert not live or trial.truth.live, f"state {number}: {trial.truth}"
        seen[live] += 1
        if number % (STATES // LOOKED_AT) == 0:
            painted = has_live_prices(trial)
            assert not painted or trial.truth.live, f"picture of state {number}: {trial.truth}"
            looked[painted] += 1
    # Both were there often enough for the assertions to mean something.
    assert min(seen.values()) > STATES // 10
    assert min(looked.values()) > LOOKED_AT // 20


def test_what_came_before_the_stop_is_old_also_when_it_is_painted_after_it(trial: Trial) -> None:
    trial.stream.push(book("KRW-BTC", 1_000.0))
    trial.stop()
    trial.start()
    trial.flush()
    assert not trial.shown_live()
    trial.stream.push(book("KRW-BTC", 1_001.0))
    trial.panel._feed._flush()
    assert trial.shown_live()
