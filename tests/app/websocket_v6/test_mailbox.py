"""What waits for a coroutine callback."""

from __future__ import annotations

import pytest

from app.websocket_v6 import DataType, Frame
from app.websocket_v6.mailbox import Mailbox
from app.websocket_v6.wire import Key


def frames(data_type: DataType, *symbols: str) -> list[Frame]:
    return [Frame(Key(data_type, symbol), b"", float(at), False, False) for at, symbol in enumerate(symbols)]


def taken(mailbox: Mailbox) -> list[float]:
    return [frame.received_at for frame in iter(mailbox.take, None)]


@pytest.mark.parametrize("data_type", [DataType.TICKER, DataType.ORDERBOOK, DataType.CANDLE])
def test_the_newest_of_each_symbol_waits(data_type: DataType) -> None:
    """G5."""
    mailbox = Mailbox(data_type)
    for frame in frames(data_type, "A", "B", "A", "A"):
        mailbox.put(frame)
    assert (len(mailbox), mailbox.conflated) == (2, 2)
    assert taken(mailbox) == [3, 1]


def test_trades_wait_up_to_the_bound_and_the_oldest_goes() -> None:
    """G5."""
    mailbox = Mailbox(DataType.TRADE, bound=3)
    for frame in frames(DataType.TRADE, *"AAAAA"):
        mailbox.put(frame)
    assert mailbox.dropped == 2 and taken(mailbox) == [2, 3, 4]


def test_private_events_are_never_dropped() -> None:
    mailbox = Mailbox(DataType.MY_ORDER, bound=3)
    for frame in frames(DataType.MY_ORDER, *"AAAAAAAA"):
        mailbox.put(frame)
    assert mailbox.dropped == 0 and len(taken(mailbox)) == 8
    mailbox.put(frames(DataType.MY_ORDER, "A")[0])
    mailbox.clear()
    assert mailbox.take() is None
