"""Scenarios of section J that several panels of the desk play together, on a stream delivered by hand."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.look import Look, Scheme, Sense
from app.market.symbols import Catalog, Market, catalog_of
from app.websocket_v6 import DataType, Orderbook, OrderbookUnit, Trade
from tests.fakes import Stream, ticker
from widgets import theme
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.markets import MarketsPanel
from widgets.markets.listing import Tab
from widgets.orderbook import OrderbookPanel
from widgets.orderbook.ladder import Ladder
from widgets.tape import TapePanel

CODES = ("KRW-BTC", "KRW-ETH", "BTC-ETH", "BTC-XRP")
CATALOG = catalog_of([Market(code, code, code) for code in CODES])
NOW = 1_790_133_435_106


def book(code: str, asks: int = 30, bids: int = 30, middle: float = 1000.0) -> Orderbook:
    def level(rank: int) -> OrderbookUnit:
        ask, bid = (middle + 1 + rank, 1.0), (middle - rank, 1.0)
        (ask_price, ask_size), (bid_price, bid_size) = (
            ask if rank < asks else (0.0, 0.0),
            bid if rank < bids else (0.0, 0.0),
        )
        return OrderbookUnit(ask_price, bid_price, ask_size, bid_size)

    units = tuple(level(rank) for rank in range(max(asks, bids)))
    return Orderbook("orderbook", code, NOW, float(asks), float(bids), units, "REALTIME")


def trade(code: str, number: int) -> Trade:
    return Trade(
        type="trade",
        code=code,
        timestamp=NOW + number,
        trade_date="2026-09-23",
        trade_time="03:17:15",
        trade_timestamp=NOW + number,
        trade_price=1000.0,
        trade_volume=1.0,
        ask_bid="BID",
        prev_closing_price=990.0,
        change="RISE",
        change_price=10.0,
        sequential_id=number,
        best_ask_price=1001.0,
        best_ask_size=1.0,
        best_bid_price=1000.0,
        best_bid_size=1.0,
        stream_type="REALTIME",
    )


class Desk:
    """A list, a book and a tape on one frame clock."""

    def __init__(self, stream: Stream) -> None:
        self.stream, self.window = stream, QWidget()
        self.clock = FrameClock(self.window)
        self.favourites = Favourites([], self.window)
        self.markets = MarketsPanel(self.clock, self.favourites, self.window)
        self.book = OrderbookPanel(self.clock, self.favourites, self.window)
        self.tape = TapePanel(self.clock, self.window)
        self.panels = (self.markets, self.book, self.tape)
        column = QVBoxLayout(self.window)
        for panel in self.panels:
            column.addWidget(panel)
            panel.show_catalog(CATALOG)
            panel.show_symbol("KRW-BTC")

    def watched(self, client: str, data_type: DataType) -> tuple[str, ...]:
        return self.stream.wishes[client, data_type][0]


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, stream: Stream) -> Iterator[Desk]:
    theme.apply_theme(qapp)
    desk = Desk(stream)
    desk.window.resize(420, 1400)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    yield desk
    for panel in desk.panels:
        panel.close_panel()
    sip.delete(desk.window)


def test_another_list_changes_the_list_alone(desk: Desk) -> None:
    """J4: the BTC market's list; the book and the tape stay where they are."""
    picked: list[str] = []
    desk.markets.symbol_picked.connect(picked.append)
    assert desk.watched("markets", DataType.TICKER) == ("KRW-BTC", "KRW-ETH")
    desk.markets.choose_tab(Tab.BTC)
    assert desk.watched("markets", DataType.TICKER) == ("BTC-ETH", "BTC-XRP")
    assert desk.watched("orderbook", DataType.ORDERBOOK) == ("KRW-BTC",)
    assert desk.watched("tape", DataType.TRADE) == ("KRW-BTC",)
    assert picked == []


def test_book_and_tape_show_the_new_symbol_in_the_same_frame(desk: Desk, qtbot: QtBot) -> None:
    """J7: no frame shows one market in the book and another on the tape."""
    desk.stream.push(book("KRW-BTC"), trade("KRW-BTC", 1))
    qtbot.waitUntil(lambda: desk.book.book is not None and len(desk.tape.prints) == 1, timeout=10_000)
    for panel in desk.panels:
        panel.show_symbol("KRW-ETH")
    assert desk.book.book is None and desk.tape.prints == ()
    frames: list[tuple[bool, bool]] = []
    for feed in (desk.book._feed, desk.tape._feed):
        feed.flushed.connect(lambda _: frames.append((desk.book.book is not None, bool(desk.tape.prints))))
    before = desk.clock.frames
    desk.stream.push(book("KRW-BTC"), trade("KRW-BTC", 2), book("KRW-ETH"), trade("KRW-ETH", 3))
    qtbot.waitUntil(lambda: desk.book.book is not None and len(desk.tape.prints) == 1, timeout=10_000)
    assert desk.clock.frames == before + 1
    assert desk.book.book is not None and desk.book.book.symbol == "KRW-ETH"
    assert frames[-1] == (True, True)


class Paints(QObject):
    """Counts the paints of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        self.count += event is not None and event.type() == QEvent.Type.Paint
        return False


def test_a_flood_of_books_is_painted_sixty_times_a_second_at_most(desk: Desk, qtbot: QtBot) -> None:
    """J9: 300 updates a second; the last one is on the screen when the flood ends."""
    ladder = desk.book.findChild(Ladder)
    desk.stream.push(book("KRW-BTC"))
    qtbot.waitUntil(lambda: desk.book.book is not None, timeout=10_000)
    paints, began, pushed = Paints(ladder), time.monotonic(), 0
    while (passed := time.monotonic() - began) < 2.0:
        while pushed < passed * 300:
            pushed += 1
            desk.stream.push(book("KRW-BTC", middle=1000.0 + pushed))
        QApplication.processEvents()
    last = 1000.0 + pushed
    qtbot.waitUntil(
        lambda: desk.book.book is not None and desk.book.book.bids[0].price == last, timeout=10_000
    )
    QApplication.processEvents()
    assert pushed >= 500
    # What is pushed in a turn of the loop that came late may be painted with the first of the next.
    assert 1 < paints.count <= 60 * (time.monotonic() - began) + 3


def test_an_uneven_book_has_its_best_prices_beside_the_spread(desk: Desk, qtbot: QtBot) -> None:
    """J10: 12 asks and 9 bids; best ask and best bid are adjacent, and the sides have their colours."""
    desk.stream.push(
        book("KRW-BTC", asks=12, bids=9), ticker("KRW-BTC", trade_price=1000.0, prev_closing_price=1000.5)
    )
    ladder = desk.book.findChild(Ladder)
    qtbot.waitUntil(lambda: any(row.price for row in ladder.picture.rows), timeout=10_000)
    rows = ladder.picture.rows
    filled = [slot for slot, row in enumerate(rows) if row.price]
    assert filled == [*range(18, 30), *range(31, 40)]
    assert (rows[29].price, rows[31].price) == (1001.0, 1000.0)
    assert rows[30].price_text == "1"
    assert {rows[slot].side for slot in range(18, 30)} == {1}
    assert {rows[slot].side for slot in range(31, 40)} == {-1}
    image, colours = ladder.grab().toImage(), theme.palette()
    seen = {image.pixelColor(x, y).name() for x in (6, image.width() - 6) for y in range(image.height())}
    assert {colours.fall_wash.name(), colours.rise_wash.name()} <= seen


def test_another_look_is_on_every_panel_at_once(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    """J19: the theme is toggled while data runs; nothing that was kept in the old colours is shown."""
    desk.stream.push(
        book("KRW-BTC"), trade("KRW-BTC", 1), ticker("KRW-BTC", trade_price=1000.0, signed_change_rate=0.01)
    )
    qtbot.waitUntil(lambda: desk.book.book is not None and len(desk.tape.prints) == 1, timeout=10_000)
    desk.window.grab()
    before = theme.palette()
    theme.apply_look(qapp, Look(scheme=Scheme.LIGHT, sense=Sense.WESTERN))
    try:
        image, after = desk.window.grab().toImage(), theme.palette()
        points = ((x, y) for x in range(image.width()) for y in range(image.height()))
        count = Counter(image.pixelColor(x, y).name() for x, y in points)
    finally:
        theme.apply_look(qapp, Look())
    # The smoothed edge of a letter may be any colour, but of no colour there are many.
    seen = {name for name, number in count.items() if number > 20}
    left = {name for name, colour in before.names().items() if colour in seen - set(after.names().values())}
    assert left == set()
    assert {after.panel.name(), after.rise_wash.name(), after.fall_wash.name(), after.rise.name()} <= seen


def test_sending_nothing_to_a_catalog_of_nothing_shows_no_number(desk: Desk) -> None:
    """J13: before data there is a placeholder in every panel and no figure."""
    desk.markets.show_catalog(Catalog())
    assert desk.book.book is None and desk.tape.prints == ()
    assert not any(row.price for row in desk.book.findChild(Ladder).picture.rows)
