"""One frame a change of subscriptions, however many clients bring it about; none for what is streamed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from app.websocket_v6 import DataType, WebSocketClient
from tests.app.websocket_v6.memory_exchange import MemoryExchange
from tests.app.websocket_v6.virtual import managing, run_virtually

CLIENTS = 50


@asynccontextmanager
async def crowd() -> AsyncIterator[tuple[MemoryExchange, list[WebSocketClient]]]:
    """Fifty clients, each on a market of its own, on an exchange that has been told all of it."""
    exchange = MemoryExchange()
    async with managing(exchange):
        clients = [WebSocketClient(f"client {number}") for number in range(CLIENTS)]
        for number, client in enumerate(clients):
            client.watch(DataType.TICKER, [f"KRW-X{number}"], ignore)
        await asyncio.sleep(5)
        yield exchange, clients


def ignore(_: Any) -> None:
    """Nobody looks at what comes."""


def requests_of(change: Callable[[list[WebSocketClient]], Coroutine[Any, Any, None]]) -> int:
    """How many frames a change costs, in five seconds of the loop's time."""

    async def count() -> int:
        async with crowd() as (exchange, clients):
            assert len(exchange.requests) == 1, "the first wishes of all"
            await change(clients)
            await asyncio.sleep(5)
            return len(exchange.requests) - 1

    return run_virtually(count)


def test_all_clients_change_in_one_turn() -> None:
    async def change(clients: list[WebSocketClient]) -> None:
        for number, client in enumerate(clients):
            client.watch(DataType.TICKER, [f"KRW-Y{number}"], ignore)

    assert requests_of(change) == 1


def test_clients_that_follow_in_the_next_turn_of_the_loop() -> None:
    # As panels do that are told of a new symbol one after the other.
    async def change(clients: list[WebSocketClient]) -> None:
        for number, client in enumerate(clients):
            client.watch(DataType.TICKER, [f"KRW-Y{number}"], ignore)
            if number == CLIENTS // 2:
                await asyncio.sleep(0)

    assert requests_of(change) == 1


def test_one_more_market() -> None:
    async def change(clients: list[WebSocketClient]) -> None:
        clients[0].watch(DataType.TICKER, ["KRW-X0", "KRW-NEW"], ignore)

    assert requests_of(change) == 1


def test_what_is_streamed_already_costs_no_frame() -> None:
    async def change(clients: list[WebSocketClient]) -> None:
        clients[0].watch(DataType.TICKER, ["KRW-X0", "KRW-X1"], ignore)

    assert requests_of(change) == 0


def test_a_symbol_switch_and_back_in_one_turn_costs_no_frame() -> None:
    async def change(clients: list[WebSocketClient]) -> None:
        clients[0].watch(DataType.TICKER, ["KRW-NEW"], ignore)
        clients[0].watch(DataType.TICKER, ["KRW-X0"], ignore)

    assert requests_of(change) == 0
