"""Who gets a frame, and what those see who come later."""

from __future__ import annotations

import json
import weakref
from typing import Any

from app.websocket_v6 import DataType
from app.websocket_v6.router import Router
from app.websocket_v6.wire import Frame, FrameReader, Key
from tests.app.websocket_v6.samples import my_order, orderbook, ticker, trade

BTC = Key(DataType.TICKER, "KRW-BTC")


class Collector:
    def __init__(self) -> None:
        self.frames: list[Frame] = []

    def receive(self, frame: Frame) -> None:
        self.frames.append(frame)


def frame_of(event: dict[str, Any]) -> Frame:
    frame = FrameReader().read(json.dumps(event, separators=(",", ":")).encode(), 0.0)
    assert isinstance(frame, Frame)
    return frame


def routed(*keys: Key) -> tuple[Router, Collector]:
    router, collector = Router(), Collector()
    reference = weakref.ref(collector)
    for key in keys:
        router.add(key, reference)
    return router, collector


def test_only_the_frames_of_the_key_arrive() -> None:
    router, collector = routed(BTC)
    for event in (ticker(), ticker("KRW-ETH"), orderbook()):
        router.deliver(frame_of(event))
    assert [frame.symbol for frame in collector.frames] == ["KRW-BTC"]


def test_a_receiver_that_is_gone_is_skipped() -> None:
    router, collector = routed(BTC)
    del collector
    router.deliver(frame_of(ticker()))
    assert router.latest(BTC) is not None


def test_private_frames_go_to_the_stream_as_a_whole() -> None:
    router, collector = routed(Key(DataType.MY_ORDER, ""))
    router.deliver(frame_of(my_order("KRW-ETH")))
    assert [frame.symbol for frame in collector.frames] == ["KRW-ETH"]


def test_the_newest_frame_stays_until_the_stream_ends() -> None:
    router, collector = routed(BTC)
    router.deliver(frame_of(ticker(price=1.0)))
    reference = next(iter(weakref.getweakrefs(collector)))
    router.remove(BTC, reference)
    router.deliver(frame_of(ticker(price=2.0)))
    latest: Any = router.latest(BTC)
    assert latest.event().trade_price == 2.0 and len(collector.frames) == 1
    router.keep([], private=False)
    assert router.latest(BTC) is None and len(router) == 0


def test_after_a_reconnect_nothing_counts_as_flowing() -> None:
    router, collector = routed(BTC)
    router.deliver(frame_of(ticker()))
    router.new_socket(private=False)
    assert not router.has_data(BTC) and router.latest(BTC) is None
    router.deliver(frame_of(ticker(stream_type="SNAPSHOT", timestamp=1)))
    assert router.has_data(BTC) and len(collector.frames) == 2


def test_an_overtaken_picture_is_skipped_on_the_same_socket_only() -> None:
    """D6."""
    key = Key(DataType.ORDERBOOK, "KRW-BTC")
    router, collector = routed(key)
    router.deliver(frame_of(orderbook(timestamp=1000)))
    router.deliver(frame_of(orderbook(timestamp=900, stream_type="SNAPSHOT")))
    router.deliver(frame_of(orderbook(timestamp=1000, stream_type="SNAPSHOT")))
    assert len(collector.frames) == 2


def test_grouped_books_go_to_those_of_their_level_alone() -> None:
    """Each level has its own newest book, own newcomers and own end."""
    plain, coarse = (Key(DataType.ORDERBOOK, "KRW-BTC", None, level) for level in (0.0, 10_000.0))
    router, ungrouped = routed(plain)
    grouped = Collector()
    router.add(coarse, weakref.ref(grouped))
    sent = [
        frame_of(orderbook(level=level, timestamp=at)) for at, level in enumerate((0, 10_000, 100_000, 0))
    ]
    for frame in sent:
        router.deliver(frame)
    assert (ungrouped.frames, grouped.frames) == ([sent[0], sent[3]], [sent[1]])
    assert (router.latest(plain), router.latest(coarse)) == (sent[3], sent[1])
    router.keep([plain], private=False)
    assert router.latest(coarse) is None and router.latest(plain) is sent[3]


def test_an_overtaken_picture_is_judged_by_its_own_level() -> None:
    coarse = Key(DataType.ORDERBOOK, "KRW-BTC", None, 10_000.0)
    router, collector = routed(coarse)
    router.deliver(frame_of(orderbook(timestamp=1000)))
    router.deliver(frame_of(orderbook(timestamp=900, stream_type="SNAPSHOT", level=10_000)))
    assert [frame.level for frame in collector.frames] == [10_000]


def test_no_trade_is_shown_twice() -> None:
    """F1: neither as a picture after a reconnect, nor as the event behind its own picture."""
    key = Key(DataType.TRADE, "KRW-BTC")
    router, collector = routed(key)
    router.deliver(frame_of(trade(number=1, stream_type="SNAPSHOT")))
    router.deliver(frame_of(trade(number=1)))
    router.deliver(frame_of(trade(number=2)))
    router.new_socket(private=False)
    router.deliver(frame_of(trade(number=2, stream_type="SNAPSHOT")))
    assert router.has_data(key)
    router.deliver(frame_of(trade(number=3)))
    ids = [frame.event().sequential_id % 10 for frame in collector.frames]  # type: ignore[union-attr]
    assert ids == [1, 2, 3]


def test_an_unreadable_frame_is_delivered_for_its_receiver_to_count() -> None:
    router, collector = routed(BTC)
    broken = ticker()
    del broken["trade_price"]
    router.deliver(frame_of(broken))
    router.deliver(frame_of(ticker(stream_type="SNAPSHOT")))
    assert len(collector.frames) == 2


def test_who_joins_in_an_outage_gets_the_trade_that_the_others_know() -> None:
    """F7: the picture after the reconnect is new to the newcomer alone."""
    key = Key(DataType.TRADE, "KRW-BTC")
    router, old = routed(key)
    router.deliver(frame_of(trade(number=1)))
    router.new_socket(private=False)
    new = Collector()
    router.add(key, weakref.ref(new))
    router.deliver(frame_of(trade(number=1, stream_type="SNAPSHOT")))
    router.deliver(frame_of(trade(number=2)))
    assert (len(old.frames), len(new.frames)) == (2, 2)
