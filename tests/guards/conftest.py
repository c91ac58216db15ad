"""What the guards share: counted decodes, panels on frames from the wire, books of which some rows change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from app.websocket_v6 import DataType, Event, Orderbook, OrderbookUnit, wire
from tests.fakes import Stream
from widgets import theme
from widgets.frame_clock import FrameClock

LEVELS, MIDDLE, TICK = 30, 100_000_000.0, 1000.0


@pytest.fixture(autouse=True, scope="package")
def look(qapp: QApplication) -> None:
    theme.apply_theme(qapp)


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Frames from the wire for the feeds that are made from now on."""
    stream = Stream()
    monkeypatch.setattr("widgets.feed.WebSocketClient", stream.client)
    return stream


@pytest.fixture
def decodes(monkeypatch: pytest.MonkeyPatch) -> Counter[DataType]:
    """How often a frame was decoded, by its type."""
    counts: Counter[DataType] = Counter()
    decode = wire.decode_event

    def counted(raw: bytes, data_type: DataType, simple: bool = False) -> Event:
        counts[data_type] += 1
        return decode(raw, data_type, simple)

    monkeypatch.setattr(wire, "decode_event", counted)
    return counts


@pytest.fixture
def frame_clock(qapp: QApplication) -> Iterator[FrameClock]:
    root = QObject()
    yield FrameClock(root)
    sip.delete(root)


def book(number: int = 0, touched: int = 0) -> Orderbook:
    """A book of 30 levels a side; the sizes of every other bid, `touched` in all, hang on `number`."""
    units = tuple(
        OrderbookUnit(
            MIDDLE + TICK * (rank + 1),
            MIDDLE - TICK * rank,
            9.0 if rank == LEVELS - 1 else 1.5,  # the widest bar, which the others are drawn by
            1.5 + (number % 5 + 1) / 10 if rank % 2 == 0 and rank < 2 * touched else 1.5,
        )
        for rank in range(LEVELS)
    )
    # The totals stay: the foot is no level.
    return Orderbook("orderbook", "KRW-BTC", 1_790_133_435_106 + number, 45.0, 45.0, units, "REALTIME")
