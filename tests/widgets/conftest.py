"""What the panels' tests share: a stream that is delivered by hand, a frame clock, and orders in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from tests.fakes import Stream
from tests.widgets.order_entry.double import FakeBroker
from widgets.actions import Actions
from widgets.frame_clock import FrameClock


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Where the clients of feeds made from now on have their wishes."""
    stream = Stream()
    monkeypatch.setattr("widgets.feed.WebSocketClient", stream.client)
    return stream


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    """Something that owns the QObjects of a test."""
    parent = QObject()
    yield parent
    sip.delete(parent)


@pytest.fixture
def frame_clock(owner: QObject) -> FrameClock:
    return FrameClock(owner)


@pytest.fixture
def broker() -> FakeBroker:
    """A broker that answers from memory."""
    return FakeBroker()


@pytest.fixture
async def actions(qapp: QApplication, broker: FakeBroker) -> AsyncIterator[Actions]:
    owned = Actions(broker)  # type: ignore[arg-type]
    yield owned
    await owned.aclose()
