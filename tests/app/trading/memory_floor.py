"""The real exchange core and a real journal behind a network in memory, on a loop whose time jumps.

What a desk sends reaches the exchange's own request handlers, and what these publish comes back as frames;
between them stand faults. Hours pass in seconds, and the same choices repeat the same run.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
from aiohttp import web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import StreamReader
from aiohttp.test_utils import make_mocked_request

from app.endpoints import local
from app.exchange.config import DEMO_ACCOUNT, ExchangeConfig
from app.exchange.requests import read
from app.exchange.server import ExchangeServer
from app.exchange.stream import Subscriber
from app.signals import Signal
from app.trading import Broker, Journal
from app.upbit import Credentials, UpbitRest
from app.websocket_v6 import ConnectionState, ConnectionStatus, DataType, Frame, Side
from app.websocket_v6.wire import FrameReader
from tests.app.websocket_v6.virtual import VirtualClock, VirtualLoop

T = TypeVar("T")
MARKET = "KRW-BTC"
ENDPOINTS = local("http://127.0.0.1:1")
_WISHES = '[{"ticket":"t"},{"type":"myOrder"},{"type":"myAsset"},{"format":"DEFAULT"}]'


class Trouble(StrEnum):
    """What becomes of one write; those of `ARRIVED` reach the exchange."""

    DROP = "drop"
    RESET = "reset"
    STATUS = "500"
    PAGE = "503 page"
    GARBAGE = "garbage"
    SILENCE = "silence"
    SLOW_WAY = "arrives after its sender has given up"
    THROTTLE = "429"


ARRIVED = frozenset(Trouble) - {Trouble.DROP, Trouble.THROTTLE}


class FrameTrouble(StrEnum):
    """What becomes of one private frame."""

    DROP = "drop"
    TWICE = "twice"
    LATE = "late"
    VERY_LATE = "very late"


_LATE = {FrameTrouble.LATE: 0.4, FrameTrouble.VERY_LATE: 8.0}


class ThreadlessLoop(VirtualLoop):
    """Work for threads is done at once, and told a moment of virtual time later: a crash may come between."""

    def run_in_executor(self, _executor: Any, func: Callable[..., Any], *args: Any) -> Any:  # type: ignore[override]
        future = self.create_future()
        try:
            result = func(*args)
        except Exception as error:
            self.call_later(0.001, _tell, future.set_exception, error, future)
        else:
            self.call_later(0.001, _tell, future.set_result, result, future)
        return future


def _tell(tell: Callable[[Any], None], what: object, future: asyncio.Future[Any]) -> None:
    if not future.done():
        tell(what)


@dataclass
class _Answer:
    """What the transport reads of an aiohttp answer."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def content(self) -> _Answer:
        return self

    async def iter_any(self) -> Any:
        yield self.body


class MemoryExchange:
    """The exchange, the network before it, and a hand on both.

    `troubles` meet the next writes, `frame_troubles` the next private frames and `noise` that share of the
    others; while `down` nothing connects and answers on their way are lost. `chance` spreads the delays.
    `posts` are the bodies sent.
    """

    def __init__(self, chance: random.Random, noise: float = 0.0, **config: Any) -> None:
        self.clock = VirtualClock()
        whole = {"markets": 1, "moving": False, "limited": False} | config
        self.server = ExchangeServer(ExchangeConfig(**whole), self.clock)
        self.server._open_venue()
        self.key = Credentials(self.server.config.access_key, self.server.config.secret_key)
        self.engine = self.server.venue.engine
        self.troubles: deque[Trouble | None] = deque()
        self.frame_troubles: deque[FrameTrouble | None] = deque()
        self.noise = noise
        self.down = False
        self.posts: list[dict[str, Any]] = []
        self._chance = chance
        self._app = web.Application(middlewares=[self.server._reception.answer])
        self.server._reception.open(self._app.router)
        self._app.freeze()
        self._under_way: set[asyncio.Task[Any]] = set()

    def delay(self) -> float:
        """One way over the network, seconds."""
        return 0.02 + 0.1 * self._chance.random()

    def frame_trouble(self) -> FrameTrouble | None:
        """What befalls the next private frame."""
        if self.frame_troubles:
            return self.frame_troubles.popleft()
        return self._chance.choice(tuple(FrameTrouble)) if self._chance.random() < self.noise else None

    def publish(self) -> None:
        """Let the exchange tell what was done at its own desk."""
        self.server.flow.publish(self.clock.time_ms())

    def clear_house(self, market: str = MARKET) -> None:
        """Take the house's quotes out of a book, so that only what a test puts there trades."""
        for side in ("bid", "ask"):
            while levels := self.engine.depth(market, side, 100):
                for price, _ in levels:
                    self.engine.set_level(market, side, price, Decimal(0), self.clock.time_ms())
        self.publish()

    async def handle(self, method: str, path: str, headers: dict[str, str], body: bytes) -> _Answer:
        """What the exchange answers; in a task of its own, since it goes on when its caller has gone."""
        task = asyncio.get_running_loop().create_task(self._handle(method, path, headers, body))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def _handle(self, method: str, path: str, headers: dict[str, str], body: bytes) -> _Answer:
        payload = StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16)
        if body:
            payload.feed_data(body)
        payload.feed_eof()
        request = make_mocked_request(method, path, headers={**headers, "Host": "127.0.0.1"}, payload=payload)
        answer: Any = await self._app._handle(request)
        return _Answer(answer.status, answer.body, dict(answer.headers))


class MemorySession:
    """Takes the place of an aiohttp session: `request` and `close`, as the transport uses them."""

    def __init__(self, exchange: MemoryExchange) -> None:
        self._exchange = exchange

    async def close(self) -> None:
        """Nothing is open."""

    def request(
        self, method: str, url: Any, *, data: bytes | None, headers: dict[str, str], **options: Any
    ) -> _Way:
        return _Way(self._exchange, method, str(url.raw_path_qs), headers, data or b"", options["timeout"])


class _Way:
    """One request to the exchange and its answer's way back."""

    def __init__(
        self,
        exchange: MemoryExchange,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes,
        timeout: aiohttp.ClientTimeout,
    ) -> None:
        self._exchange = exchange
        self._request = (method, path, headers, body)
        self._writes = method != "GET"
        self._patience = timeout.total or 60.0

    async def __aenter__(self) -> _Answer:
        exchange, (method, *_, body) = self._exchange, self._request
        trouble = exchange.troubles.popleft() if self._writes and exchange.troubles else None
        if exchange.down:
            raise aiohttp.ConnectionTimeoutError
        if method == "POST":
            exchange.posts.append(_members(body))
        await asyncio.sleep(exchange.delay())
        if trouble is Trouble.DROP:
            raise aiohttp.ServerDisconnectedError
        if trouble is Trouble.THROTTLE:
            return _error(429, "too_many_requests")
        if trouble is Trouble.SLOW_WAY:
            asyncio.get_running_loop().call_later(self._patience + 2, self._arrive_alone)
            await self._give_up()
        answer = await exchange.handle(*self._request)
        await asyncio.sleep(exchange.delay())
        if exchange.down or trouble is Trouble.RESET:
            raise aiohttp.ServerDisconnectedError
        if trouble is Trouble.SILENCE:
            await self._give_up()
        return _spoilt(answer, trouble)

    async def __aexit__(self, *_: object) -> None:
        """Nothing is open."""

    async def _give_up(self) -> None:
        await asyncio.sleep(self._patience)
        raise TimeoutError

    def _arrive_alone(self) -> None:
        if not self._exchange.down:
            task = asyncio.get_running_loop().create_task(self._exchange.handle(*self._request))
            self._exchange._under_way.add(task)
            task.add_done_callback(self._exchange._under_way.discard)


def _members(body: bytes) -> dict[str, Any]:
    return dict(json.loads(body))


def _error(status: int, name: str) -> _Answer:
    body = f'{{"error":{{"name":"{name}","message":""}}}}'
    return _Answer(status, body.encode(), {})


def _spoilt(answer: _Answer, trouble: Trouble | None) -> _Answer:
    if trouble is Trouble.STATUS:
        return _error(500, "server_error")
    if trouble is Trouble.PAGE:
        return _Answer(503, b"<html>maintenance</html>", {})
    if trouble is Trouble.GARBAGE:
        return _Answer(answer.status, b'{"uuid":', {})
    return answer


class MemoryStream:
    """The private stream of one desk: the hub's outlet on one side, the broker's client on the other."""

    def __init__(self, exchange: MemoryExchange) -> None:
        self.statuses: Signal[ConnectionStatus] = Signal("memory statuses")
        self.up = False
        self._exchange = exchange
        self._reader = FrameReader()
        self._callbacks: dict[DataType, Callable[[Frame], None]] = {}
        self._subscriber: Subscriber | None = None

    def watch(self, data_type: DataType, _symbols: object, on_frame: Callable[[Frame], None]) -> None:
        self._callbacks[data_type] = on_frame

    def unwatch(self, data_type: DataType) -> None:
        self._callbacks.pop(data_type, None)

    def close(self) -> None:
        self._callbacks.clear()
        self.cut(told=False)

    def join(self) -> None:
        """Subscribe, and tell that the stream is up."""
        if not self.up:
            self.up = True
            self._subscriber = Subscriber(self, DEMO_ACCOUNT)
            for _ in self._exchange.server._hub.replace(
                self._subscriber, read(_WISHES, "private"), self._exchange.clock.time_ms()
            ):
                pass
            self._tell(ConnectionState.SUBSCRIBED)

    def cut(self, *, told: bool = True) -> None:
        """Break the connection; what is on its way is lost with it."""
        if self.up and self._subscriber is not None:
            self.up = False
            self._exchange.server._hub.leave(self._subscriber)
            self._subscriber = None
            if told:
                self._tell(ConnectionState.RECONNECTING)

    def send(self, raw: bytes) -> None:
        """The hub's word, on its way to the desk with what befalls it."""
        trouble, loop = self._exchange.frame_trouble(), asyncio.get_running_loop()
        if trouble is FrameTrouble.DROP:
            return
        late = _LATE.get(trouble, 0.0) if trouble else 0.0
        loop.call_later(0.03 + late, self._deliver, raw, self._subscriber)
        if trouble in (FrameTrouble.TWICE, FrameTrouble.VERY_LATE):
            loop.call_later(0.03, self._deliver, raw, self._subscriber)

    def _deliver(self, raw: bytes, subscriber: Subscriber | None) -> None:
        if self.up and subscriber is self._subscriber:
            frame = self._reader.read(raw, asyncio.get_running_loop().time())
            assert isinstance(frame, Frame)
            if frame.data_type in self._callbacks:
                self._callbacks[frame.data_type](frame)

    def _tell(self, state: ConnectionState) -> None:
        self.statuses.emit(ConnectionStatus(Side.PRIVATE, state))


class Desk:
    """One run of the program: a broker on the journal, which ends by `crash` or politely by `close`."""

    def __init__(self, exchange: MemoryExchange, journal: Path, new_identifier: Callable[[], str]) -> None:
        self.exchange = exchange
        self.stream = MemoryStream(exchange)
        self.journal = Journal(journal)
        self.rest = UpbitRest(
            ENDPOINTS,
            exchange.key,
            exchange.clock,
            open_session=lambda: MemorySession(exchange),  # type: ignore[arg-type, return-value]
        )
        self.broker = Broker(
            self.rest,
            self.stream,
            self.journal,
            exchange.clock,
            statuses=self.stream.statuses,
            new_identifier=new_identifier,
        )

    async def start(self) -> None:
        await self.broker.start()
        self.stream.join()

    async def crash(self) -> None:
        """Nothing more is done or written; the journal's file stays as it is."""
        self.stream.close()
        await self.broker._tasks.stop()
        self.broker._books.mute()

    def let_go(self) -> None:
        """Free what a crashed process would have left to the system."""
        self.journal._close()
        self.journal._thread.shutdown(wait=False)

    async def close(self) -> None:
        await self.broker.aclose()
        await self.rest.close()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on a loop of its own whose time jumps."""
    with asyncio.Runner(loop_factory=ThreadlessLoop) as runner:
        return runner.run(work)


async def until(desk: Desk, condition: Callable[[], bool]) -> None:
    """Wait for what the broker tells, for ten minutes of virtual time at most."""
    changed, broker = asyncio.Event(), desk.broker

    def note(_: object) -> None:
        changed.set()

    for signal in (broker.orders_changed, broker.ready_changed):
        signal.connect(note)
    async with asyncio.timeout(600):
        while not condition():
            changed.clear()
            await changed.wait()
    for signal in (broker.orders_changed, broker.ready_changed):
        signal.disconnect(note)
