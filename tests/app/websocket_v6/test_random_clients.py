"""Random clients on a random network: whatever happened, at rest the wire is what the living wish for."""

from __future__ import annotations

import asyncio
import gc
import itertools
import random
from contextlib import AsyncExitStack
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from app.websocket_v6 import DataType, WebSocketClient, WebSocketClientProxy
from tests.app.websocket_v6.memory_exchange import MemoryExchange, Stream
from tests.app.websocket_v6.virtual import VirtualLoop, managing

LEVELS = ("orderbook", "orderbook.10000", "orderbook.100000")
KINDS = st.sampled_from([DataType.TICKER.value, DataType.TRADE.value, *LEVELS])
SYMBOLS = st.lists(
    st.sampled_from(["KRW-BTC", "KRW-ETH", "KRW-XRP", "BTC-ETH"]), min_size=1, max_size=3, unique=True
)
STREAMS = st.tuples(KINDS, st.sampled_from(["KRW-BTC", "KRW-ETH", "KRW-XRP", "BTC-ETH"]))
# An id belongs to one living proxy of the process, and a failed run keeps its own alive.
NUMBERS = itertools.count(1)
CANARY = {("ticker", "KRW-BTC")}


class Watcher:
    """A client, what it wishes, and the newest version that it has seen of each stream."""

    def __init__(self, name: str, *, accumulates: bool) -> None:
        self.client: Any = WebSocketClientProxy(name) if accumulates else WebSocketClient(name)
        self.wishes: dict[str, set[Stream]] = {}
        self.seen: dict[Stream, float] = {}
        self.mixed: list[tuple[str, float]] = []  # what came of another level than was wished for

    @property
    def wished(self) -> set[Stream]:
        return set[Stream]().union(*self.wishes.values())

    async def subscribe(self, kind: str, symbols: list[str]) -> None:
        streams = {(kind, symbol) for symbol in symbols}
        for stream in streams:
            self.seen.pop(stream, None)
        seen, mixed, proxy = self.seen, self.mixed, isinstance(self.client, WebSocketClientProxy)
        data_type, _, level = kind.partition(".")

        def on_dict(symbol: str, _: str, data: dict[str, Any]) -> None:
            if data.get("level", 0) != int(level or 0):
                mixed.append((kind, data["level"]))
            seen[kind, symbol] = _version(data)

        async def on_event(event: Any) -> None:
            on_dict(event.symbol, "", {name: getattr(event, name) for name in event.__struct_fields__})

        grouping = {"level": level} if level else {}
        subscribe = getattr(self.client, f"subscribe_{data_type}")
        name = await subscribe(symbols, on_dict if proxy else on_event, **grouping)
        self.wishes[name] = streams


def _version(data: dict[str, Any]) -> float:
    if "orderbook_units" not in data:
        return float(data["trade_price"])
    unit = data["orderbook_units"][0]
    return float(unit["ask_price"] if isinstance(unit, dict) else unit.ask_price) - 1


class RandomClients(RuleBasedStateMachine):
    """Rules change wishes and break the network; `rest` mends it, waits, and compares."""

    watchers = Bundle("watchers")

    def __init__(self) -> None:
        super().__init__()
        chance = random.Random(1)
        self.runner = asyncio.Runner(loop_factory=VirtualLoop)
        self.exchange = MemoryExchange(delay=lambda: 0.001 + 0.3 * chance.random())
        self.stack = AsyncExitStack()
        self.living: dict[str, Watcher] = {}
        self.do(self.stack.enter_async_context(managing(self.exchange)))

    def do(self, work: Any) -> Any:
        async def run() -> Any:
            return await work

        return self.runner.run(run())

    @rule(target=watchers, accumulates=st.booleans())
    def come(self, accumulates: bool) -> str:
        name = f"client {next(NUMBERS)}"
        self.living[name] = Watcher(name, accumulates=accumulates)
        return name

    @rule(name=watchers, kind=KINDS, symbols=SYMBOLS)
    def subscribe(self, name: str, kind: str, symbols: list[str]) -> None:
        self.do(self.living[name].subscribe(kind, symbols))

    @rule(name=watchers, chosen=st.integers(0, 3))
    def unsubscribe(self, name: str, chosen: int) -> None:
        watcher = self.living[name]
        for subscription in sorted(watcher.wishes)[chosen : chosen + 1]:
            assert self.do(watcher.client.unsubscribe(subscription))
            del watcher.wishes[subscription]

    @rule(name=consumes(watchers), politely=st.booleans())
    def leave(self, name: str, politely: bool) -> None:
        watcher = self.living.pop(name)
        if politely:
            watcher.client.close()
        del watcher
        gc.collect(0)

    @rule(stream=STREAMS)
    def happen(self, stream: Stream) -> None:
        self.do(self._happen(stream))

    async def _happen(self, stream: Stream) -> None:
        self.exchange.publish(stream)

    @rule(seconds=st.floats(0, 3))
    def wait(self, seconds: float) -> None:
        self.do(asyncio.sleep(seconds))

    @rule(mode=st.sampled_from(["up", "refused", "silent", 503]))
    def cut(self, mode: str | int) -> None:
        self.exchange.mode = mode
        self.do(self._cut())

    async def _cut(self) -> None:
        self.exchange.cut()

    @rule()
    def rest(self) -> None:
        self.exchange.mode = "up"
        self.do(asyncio.sleep(100))
        wished = set[Stream]().union(*(watcher.wished for watcher in self.living.values()))
        assert self.exchange.merged() - (CANARY - wished) == wished
        for watcher in self.living.values():
            assert watcher.mixed == []
            newest = {stream: self.exchange.versions[stream] for stream in watcher.wished}
            assert {stream: watcher.seen.get(stream) for stream in watcher.wished} == newest

    @invariant()
    def the_limits_are_kept(self) -> None:
        assert self.exchange.violations == 0

    def teardown(self) -> None:
        try:
            self.rest()
        finally:
            self.do(self.stack.aclose())
            self.runner.close()


TestRandomClients = RandomClients.TestCase
TestRandomClients.settings = settings(max_examples=100, stateful_step_count=40)
