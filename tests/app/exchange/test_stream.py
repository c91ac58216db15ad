"""Who is told what, while and after a request takes the place of another; without sockets."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from app.exchange.requests import read
from app.exchange.stream import Hub, Subscriber
from app.exchange.universe import markets
from app.exchange.venue import Venue

NOW = 1_795_268_849_000  # 2026-11-21T13:47:29Z
CODES = ["KRW-BTC", "KRW-ETH", "KRW-XRP"]


class Listener:
    """One connection, its requests and what it has been sent."""

    def __init__(self) -> None:
        numbers = iter(range(10**9))
        self.venue = Venue(markets(8), lambda name: Random(name), lambda: str(next(numbers)), NOW)
        self.hub = Hub(self.venue)
        self.frames: list[dict[str, Any]] = []
        self.subscriber = Subscriber(self)

    def send(self, frame: bytes) -> None:
        self.frames.append(json.loads(frame))

    def begin(self, *parts: dict[str, Any]) -> Iterator[None]:
        """A request whose work is done step by step."""
        request = read(json.dumps([{"ticket": "t"}, *parts]), "public")
        return self.hub.replace(self.subscriber, request, NOW)

    def ask(self, *parts: dict[str, Any]) -> None:
        for _ in self.begin(*parts):
            pass

    def heard(self, kind: str, code: str) -> int:
        """How many frames one push makes."""
        self.frames.clear()
        self.hub.push({"type": kind, "code": code})
        return len(self.frames)


@pytest.fixture
def listener() -> Listener:
    return Listener()


def part(kind: str, *codes: str, **flags: Any) -> dict[str, Any]:
    return {"type": kind, "codes": list(codes), **flags}


def on(kind: str, *codes: str) -> dict[str, Any]:
    """As a client says what it has already."""
    return part(kind, *codes, is_only_realtime=True)


def test_what_goes_on_is_not_interrupted_by_a_long_request(listener: Listener) -> None:
    """A request of hundreds of markets is worked off in turns; its tickers flow all the while."""
    listener.ask(part("ticker", *CODES))
    steps = listener.begin(part("orderbook", "KRW-BTC"), on("ticker", *CODES))
    next(steps)
    assert [listener.heard("ticker", code) for code in CODES] == [1, 1, 1]
    assert [listener.heard("ticker", code) for code in CODES if not list(steps)] == [1, 1, 1]
    assert listener.heard("orderbook", "KRW-BTC") == 1


def test_what_is_not_named_again_ends_at_once(listener: Listener) -> None:
    listener.ask(part("ticker", *CODES), part("trade", "KRW-BTC"), part("orderbook", "KRW-BTC", level=10000))
    steps = listener.begin(on("ticker", "KRW-BTC"), on("orderbook", "KRW-BTC"))
    next(steps)
    assert listener.heard("trade", "KRW-BTC") == listener.heard("ticker", "KRW-ETH") == 0
    assert list(steps) == [None]
    assert [listener.heard(kind, "KRW-BTC") for kind in ("ticker", "orderbook", "trade")] == [1, 1, 0]


def test_a_snapshot_that_is_asked_for_again_comes_again(listener: Listener) -> None:
    listener.ask(part("ticker", *CODES))
    listener.frames.clear()
    listener.ask(part("ticker", *CODES))
    assert [frame["stream_type"] for frame in listener.frames] == ["SNAPSHOT"] * 3
    assert listener.heard("ticker", "KRW-ETH") == 1


def test_a_stream_that_is_asked_for_twice_comes_twice(listener: Listener) -> None:
    """Whether the request is the first, or one behind another that asked the same."""
    for _ in range(3):
        listener.ask(on("ticker", *CODES), on("ticker", *CODES))
        assert listener.heard("ticker", "KRW-ETH") == 2
    listener.ask(on("ticker", *CODES))
    assert listener.heard("ticker", "KRW-ETH") == 1


def test_nothing_is_left_of_a_connection_that_goes(listener: Listener) -> None:
    listener.ask(part("ticker", *CODES), part("trade", *CODES))
    listener.ask(on("ticker", *CODES))
    listener.hub.leave(listener.subscriber)
    assert listener.heard("ticker", "KRW-BTC") == 0
    assert repr(listener.hub) == "<Hub 0 streams 0 accounts>"
