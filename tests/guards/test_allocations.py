"""What a message leaves in memory: its bytes and a frame undecoded, a struct decoded, in the end nothing."""

import gc
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from app.websocket_v6 import DataType, Event, Frame
from app.websocket_v6.delivery import Delivery
from app.websocket_v6.framing import plain_messages
from app.websocket_v6.health import Meter
from app.websocket_v6.router import Router
from app.websocket_v6.subscriptions import Wish
from app.websocket_v6.watch import CallbackWatch
from app.websocket_v6.wire import FrameReader, Key
from tests.app.websocket_v6.samples import SAMPLES

MESSAGES = 10_000
LEVELS = 30


def raw(kind: str) -> bytes:
    """A frame of that type as it is on the wire; a book has thirty levels."""
    unit = {"ask_price": 116_540_500.5, "bid_price": 116_540_000.5, "ask_size": 0.25, "bid_size": 0.125}
    changes = {"orderbook_units": [unit] * LEVELS} if kind == "orderbook" else {}
    return json.dumps(SAMPLES[kind](**changes), separators=(",", ":")).encode()


def socketful(message: bytes) -> bytes:
    """A message as the socket's bytes have it."""
    return b"\x81\x7e" + len(message).to_bytes(2, "big") + message


class Road:
    """The library from the socket's bytes to a plain callback; `keep` gets what the callback is given."""

    def __init__(self, kind: str, keep: Callable[[Frame], object]) -> None:
        data_type = DataType(kind)
        self._data = socketful(raw(kind))
        self._meter, self._reader, self._router = Meter(), FrameReader(), Router()
        self._delivery = Delivery(
            Wish("guard", data_type, ("KRW-BTC",)),
            keep,
            lambda frame: [(frame,)],
            self._meter,
            lambda work: work.close(),
            watch=CallbackWatch(),
        )
        delivery = self._delivery
        self._router.add(Key(data_type, "KRW-BTC"), lambda: delivery)

    def carry(self, messages: int) -> None:
        """Let so many come."""
        for number in range(messages):
            at = 1_000.0 + number / 15_000
            for message in plain_messages(self._data, 0)[0]:
                self._meter.received(at)
                frame = self._reader.read(message, at)
                assert isinstance(frame, Frame)
                self._router.deliver(frame)


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """How many blocks more are allocated now than at first."""
    gc.collect()
    gc.disable()
    try:
        before = sys.getallocatedblocks()
        yield lambda: sys.getallocatedblocks() - before
    finally:
        gc.enable()


@pytest.mark.parametrize("kind", ["ticker", "trade", "orderbook"])
def test_nothing_stays_of_ten_thousand_messages(kind: str) -> None:
    road = Road(kind, Frame.event)
    road.carry(100)
    with counted() as blocks:
        road.carry(MESSAGES)
        assert blocks() < MESSAGES / 20  # one block a message would be 10,000


@pytest.mark.parametrize("kind", ["ticker", "trade", "orderbook"])
def test_a_waiting_message_is_its_bytes_and_a_frame(kind: str) -> None:
    kept: list[Frame] = []
    road = Road(kind, kept.append)
    road.carry(100)
    with counted() as blocks:
        road.carry(MESSAGES)
        # The bytes, the frame, the moment it came.
        assert blocks() / MESSAGES < 3.2


@pytest.mark.parametrize(
    ("kind", "most"),
    # Struct, texts and numbers, and one part in twenty. As a dict a ticker takes 2,240 bytes, a book 9,250.
    [("ticker", 1_480), ("trade", 890), ("orderbook", 5_230)],
)
def test_a_decoded_message_is_a_struct_of_its_values(kind: str, most: int) -> None:
    kept: list[Event] = []
    road = Road(kind, lambda frame: kept.append(frame.event()))
    road.carry(100)
    tracemalloc.start(1)
    try:
        before, _ = tracemalloc.get_traced_memory()
        road.carry(1_000)
        found = (tracemalloc.get_traced_memory()[0] - before) / 1_000
    finally:
        tracemalloc.stop()
    assert most / 2 < found <= most
