"""After an outage nothing from before it counts as live: each price and book only by its own successor."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from app.websocket_v6 import DataType, Event, Frame, Orderbook, OrderbookUnit
from app.websocket_v6.wire import FrameReader
from tests.fakes import ticker
from widgets.feed import Batch
from widgets.order_entry.draft import Draft, Terms
from widgets.order_entry.live_market import LiveMarket

BOOK = Orderbook("orderbook", "KRW-BTC", 0, 1.0, 1.0, (OrderbookUnit(101.0, 100.0, 1.0, 1.0),), "REALTIME")
TICKER = ticker("KRW-BTC", trade_price=100.0)
DRAFT = Draft("KRW-BTC", "bid", price=Decimal(120), volume=Decimal(1))


def deliver(live: LiveMarket, event: Event, received_at: float) -> None:
    frame = FrameReader().read(msgspec.json.encode(event), received_at)
    assert isinstance(frame, Frame)
    live.take(Batch({DataType(frame.data_type): {frame.symbol: frame}}, ()), "KRW-BTC")


def known(live: LiveMarket) -> tuple[Decimal | None, list[str]]:
    """The last price that counts, and what is unusual about a bid far through the book."""
    terms = live.terms(DRAFT, Terms(), Decimal(10**9))
    return terms.last, [caution.rule for caution in terms.assessment.cautions]


def live_market() -> LiveMarket:
    live = LiveMarket()
    deliver(live, TICKER, 1.0)
    deliver(live, BOOK, 1.0)
    return live


def test_while_the_data_is_silent_nothing_is_live() -> None:
    live = live_market()
    assert known(live) == (Decimal(100), ["through", "depth"])
    live.show_stale(True, 10.0)
    assert known(live) == (None, ["no_book"])


def test_the_first_frame_of_another_stream_brings_nothing_back() -> None:
    live = live_market()
    live.show_stale(True, 10.0)
    live.show_stale(False, 12.0)
    assert known(live) == (None, ["no_book"])
    deliver(live, TICKER, 12.0)
    assert known(live) == (Decimal(100), ["through"])
    deliver(live, BOOK, 12.1)
    assert known(live) == (Decimal(100), ["through", "depth"])


def test_what_was_received_before_and_handed_over_after_is_old() -> None:
    live = LiveMarket()
    live.show_stale(True, 10.0)
    live.show_stale(False, 12.0)
    deliver(live, TICKER, 9.0)
    deliver(live, BOOK, 9.0)
    assert known(live) == (None, ["no_book"])
