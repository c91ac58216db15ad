"""What arrives at a desk that is flooded: each trade, and each event of the orders it places meanwhile.

What was sent is told by others: the feeder counts the trades it pushed, and the account's frames come over a
second connection too, which reads nothing else and has nothing of Hoga's in it.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from decimal import Decimal
from itertools import cycle

import jwt
from websockets.asyncio.client import ClientConnection, connect

from app.trading import OrderIntent, OrderState
from app.trading.broker import Broker
from app.websocket_v6 import WebSocketClient
from app.websocket_v6.events import MyOrder, Trade
from benchmarks.fed_desk import MARKET, Fed
from benchmarks.report import figure

ORDER_EVERY = 2.0
VOLUME, TICK = Decimal("0.001"), Decimal(1000)
ARRIVES_WITHIN = 20.0

Event = tuple[str, str, str]  # order, state, execution


class Arrivals:
    """Counts what reached the desk, and what a witness saw of the account."""

    def __init__(self) -> None:
        self.trades = 0
        self.events, self.witnessed = Counter[Event](), Counter[Event]()

    def trade(self, trade: Trade) -> None:
        """An execution on the public market."""
        self.trades += trade.stream_type == "REALTIME"

    def order(self, event: MyOrder) -> None:
        """An order changed, as the desk was told."""
        self.events[event.uuid, event.state, event.trade_uuid or ""] += 1

    async def witness(self, socket: ClientConnection) -> None:
        """Read the account's frames for ever."""
        async for raw in socket:
            told = json.loads(raw)
            self.witnessed[told["uuid"], told["state"], told["trade_uuid"] or ""] += 1

    def missing(self, pushed: int) -> tuple[int, int]:
        """How many trades and events did not come, or came more than once."""
        events = (self.witnessed - self.events) + (self.events - self.witnessed)
        fills = sum(state == "trade" for _, state, _ in self.witnessed)
        return abs(pushed + fills - self.trades), events.total()


@asynccontextmanager
async def listening(fed: Fed) -> AsyncIterator[Arrivals]:
    """Hear what the desk's own manager gives out, and what the exchange tells somebody else."""
    arrivals = Arrivals()
    access, secret = fed.keys
    token = jwt.encode({"access_key": access, "nonce": str(uuid.uuid4())}, secret, algorithm="HS256")
    url = fed.rest.replace("http", "ws") + "/websocket/v1/private"
    head = {"Authorization": f"Bearer {token}"}
    async with WebSocketClient("flood") as client, connect(url, additional_headers=head) as socket:
        await socket.send(json.dumps([{"ticket": "witness"}, {"type": "myOrder"}]))
        reading = asyncio.create_task(arrivals.witness(socket))
        await client.subscribe_trade([MARKET], arrivals.trade)
        await client.subscribe_my_orders(arrivals.order)
        yield arrivals
        reading.cancel()


class Hand:
    """Places orders for ever: of three one rests and is cancelled, one buys and one sells at once."""

    def __init__(self, broker: Broker, touch: Decimal) -> None:
        self.ends: dict[str, OrderState] = {}
        self._broker, self._touch, self._resting = broker, touch, False
        far, above, below = (touch * Decimal(share) // TICK * TICK for share in ("0.97", "1.01", "0.99"))
        self._kinds = cycle((("bid", far), ("bid", above), ("ask", below)))

    async def trade(self) -> None:
        """One order after the other, until told to rest."""
        while not self._resting:
            side, price = next(self._kinds)
            order = OrderIntent(MARKET, side, "limit", VOLUME, price)
            record = await self._broker.place(order)
            rests = side == "bid" and price < self._touch
            self.ends[record.key] = OrderState.CANCELLED if rests else OrderState.FILLED
            await asyncio.sleep(ORDER_EVERY / 2)
            if rests:
                await self._broker.cancel(record.key)
            await asyncio.sleep(ORDER_EVERY / 2)

    async def rest(self, trading: asyncio.Task[None]) -> None:
        """Let `trading` bring its last order to its end."""
        self._resting = True
        await trading

    def wrong(self) -> int:
        """How many of the orders did not end as they had to, as far as the desk knows."""
        return sum(self._broker.orders[key].state is not end for key, end in self.ends.items())


async def tell(arrivals: Arrivals, hand: Hand, pushed: int) -> None:
    """Once the flood is over: what is missing, and how many orders the desk is wrong about."""
    with suppress(TimeoutError):
        async with asyncio.timeout(ARRIVES_WITHIN):
            while any(arrivals.missing(pushed)) or hand.wrong():  # noqa: ASYNC110 - counts to be polled
                await asyncio.sleep(0.1)
    trades, events = arrivals.missing(pushed)
    figure("trades that came", arrivals.trades, "trades", goal="P6")
    figure("trades that did not come, or twice", trades, "trades", gate=0, goal="P6")
    figure("events of the desk's orders that came", arrivals.events.total(), "events", goal="P6")
    figure("events that did not come, or twice", events, "events", gate=0, goal="P6")
    figure("orders placed", len(hand.ends), "orders", goal="P6")
    figure("orders that did not end as they had to", hand.wrong(), "orders", gate=0, goal="P6")
