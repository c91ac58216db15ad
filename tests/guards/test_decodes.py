"""Conflated before it is decoded: however many books come in a frame, the one that is shown is decoded."""

from collections import Counter

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.websocket_v6 import DataType, Trade
from tests.fakes import Stream, ticker
from tests.guards.conftest import MIDDLE, book
from widgets.feed import Batch, Feed
from widgets.frame_clock import FrameClock
from widgets.links import Favourites
from widgets.orderbook import OrderbookPanel

BURST = 200
CODES = [f"KRW-X{number}" for number in range(50)]


def test_one_decode_a_shown_book(
    qtbot: QtBot, stream: Stream, frame_clock: FrameClock, decodes: Counter[DataType]
) -> None:
    panel = OrderbookPanel(frame_clock, Favourites([], frame_clock))
    qtbot.addWidget(panel)
    panel.show_symbol("KRW-BTC")
    panel.show()
    qtbot.waitExposed(panel)
    stream.push(*(book(number, touched=5) for number in range(BURST)))
    qtbot.waitUntil(lambda: panel.book is not None and panel.book.time_ms == book(BURST - 1).timestamp)
    assert decodes == {DataType.ORDERBOOK: 1}
    panel.close_panel()


def test_a_hidden_panel_decodes_nothing(
    qtbot: QtBot, stream: Stream, frame_clock: FrameClock, decodes: Counter[DataType]
) -> None:
    panel = OrderbookPanel(frame_clock, Favourites([], frame_clock))
    qtbot.addWidget(panel)
    panel.show_symbol("KRW-BTC")
    stream.push(*(book(number) for number in range(BURST)))
    assert frame_clock.is_asleep()
    assert decodes == {}
    panel.close_panel()


def test_one_decode_a_market_of_the_list(
    qtbot: QtBot, stream: Stream, frame_clock: FrameClock, decodes: Counter[DataType]
) -> None:
    batches, _feed = feeding(qtbot, frame_clock, DataType.TICKER, CODES)
    for turn in range(20):
        stream.push(*(ticker(code, trade_price=float(turn)) for code in CODES))
    qtbot.waitUntil(lambda: bool(batches))
    assert decodes == {DataType.TICKER: len(CODES)}


def test_a_book_of_two_panels_is_decoded_once(
    qtbot: QtBot, stream: Stream, frame_clock: FrameClock, decodes: Counter[DataType]
) -> None:
    first, _one = feeding(qtbot, frame_clock, DataType.ORDERBOOK, ["KRW-BTC"], name="first")
    second, _other = feeding(qtbot, frame_clock, DataType.ORDERBOOK, ["KRW-BTC"], name="second")
    stream.push(*(book(number) for number in range(BURST)))
    qtbot.waitUntil(lambda: bool(first and second))
    assert decodes == {DataType.ORDERBOOK: 1}


def test_every_trade_is_decoded_and_none_twice(
    qtbot: QtBot, stream: Stream, frame_clock: FrameClock, decodes: Counter[DataType]
) -> None:
    first, _one = feeding(qtbot, frame_clock, DataType.TRADE, ["KRW-BTC"], name="first")
    second, _other = feeding(qtbot, frame_clock, DataType.TRADE, ["KRW-BTC"], name="second")
    stream.push(*map(trade, range(BURST)))
    qtbot.waitUntil(lambda: bool(first and second))
    assert decodes == {DataType.TRADE: BURST}


def feeding(
    qtbot: QtBot, clock: FrameClock, data_type: DataType, codes: list[str], name: str = "guard"
) -> tuple[list[Batch], Feed]:
    """The batches of a feed on a visible panel, each read to its end."""
    panel = QWidget()
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    batches: list[Batch] = []

    def read(batch: Batch) -> None:
        batch.latest(data_type)
        assert batch.trades is not None
        batches.append(batch)

    feed = Feed(name, clock, panel, tail=BURST)
    feed.flushed.connect(read)
    feed.watch(data_type, codes)
    return batches, feed


def trade(number: int) -> Trade:
    return Trade(
        type="trade",
        code="KRW-BTC",
        timestamp=1_790_133_435_106,
        trade_date="2026-09-23",
        trade_time="03:17:15",
        trade_timestamp=1_790_133_435_056,
        trade_price=MIDDLE,
        trade_volume=0.1,
        ask_bid="ASK",
        prev_closing_price=MIDDLE,
        change="EVEN",
        change_price=0.0,
        sequential_id=number,
        best_ask_price=MIDDLE,
        best_ask_size=1.0,
        best_bid_price=MIDDLE,
        best_bid_size=1.0,
        stream_type="REALTIME",
    )
