"""WebSocketClientProxy: subscriptions that accumulate, dicts with Upbit's field names, and the figures."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any

from app.websocket_v6.client import Level, Subscriber, candle_arguments
from app.websocket_v6.credentials import find_credentials
from app.websocket_v6.delivery import Delivery, is_coroutine_callback
from app.websocket_v6.errors import InvalidKeysError, SnapshotTimeoutError
from app.websocket_v6.events import AssetBalance, DataType, MyAsset, MyOrder
from app.websocket_v6.health import ConnectionState, Side, overall, score
from app.websocket_v6.manager import AveragePrice, GlobalWebSocketManager
from app.websocket_v6.subscriptions import Wish, checked_interval, checked_level, checked_symbols
from app.websocket_v6.wire import Frame, event_dict

Callback = Callable[[str, str, dict[str, Any]], object]

KST = timezone(timedelta(hours=9))
_numbers = itertools.count(1)


class WebSocketClientProxy(Subscriber):
    """Many subscriptions, each with an id of its own; ready at once, opens nothing until it subscribes.

    A callback takes (symbol, data_type, data) and is a plain function or a coroutine function; `data`
    has Upbit's full field names. Numbers of private data are Decimal, those of market data float.
    """

    _id_is_exclusive = True

    def __init__(self, client_id: str, component: str = "") -> None:
        self.component = component
        super().__init__(client_id)

    def is_public_available(self) -> bool:
        """Whether market data can be subscribed to; it needs no key."""
        return True

    def is_private_available(self) -> bool:
        """Whether keys are there and the exchange has not refused them."""
        manager = GlobalWebSocketManager.existing()
        if manager is not None and manager.is_configured:
            return manager.has_keys
        try:
            return find_credentials(None, None, None, os.environ) is not None
        except InvalidKeysError:
            return False

    # --- subscribing -----------------------------------------------------------------------------

    async def subscribe_ticker(self, symbols: Iterable[str], callback: Callback) -> str:
        """Tickers of these markets; returns the subscription's id."""
        return self._subscribe(DataType.TICKER, symbols, callback)

    async def subscribe_orderbook(
        self, symbols: Iterable[str], callback: Callback, *, level: Level = 0
    ) -> str:
        """Whole books of these markets, grouped by a `level` if one is given; returns the subscription's id.

        The data's own `level` says which it is; one that the exchange lacks is never answered.
        """
        return self._subscribe(DataType.ORDERBOOK, symbols, callback, level=checked_level(level))

    async def subscribe_trade(self, symbols: Iterable[str], callback: Callback) -> str:
        """Executions of these markets; returns the subscription's id."""
        return self._subscribe(DataType.TRADE, symbols, callback)

    async def subscribe_candle(
        self,
        symbols: Iterable[str],
        *arguments: str | Callback | None,
        interval: str | None = None,
        callback: Callback | None = None,
    ) -> str:
        """Candles of one interval; returns the subscription's id.

        Interval (default "1m") and callback may stand in any order, by place or by name.
        """
        of, call = candle_arguments(arguments, interval, callback)
        return self._subscribe(DataType.CANDLE, symbols, call, of)

    async def subscribe_my_orders(self, callback: Callback, symbols: Iterable[str] | None = None) -> str:
        """The account's order events, of these markets or of all; needs keys."""
        is_coroutine_callback(callback)
        only = checked_symbols(symbols) if symbols is not None else ()
        self._manager().require_keys()
        # The stream is asked for as a whole all the same: a wish's symbols only choose public ones.
        return self._add(Wish(self.client_id, DataType.MY_ORDER, only), callback, frozenset(only))

    async def subscribe_my_assets(self, callback: Callback) -> str:
        """The account's balance changes, one call per currency; needs keys."""
        is_coroutine_callback(callback)
        self._manager().require_keys()
        return self._add(Wish(self.client_id, DataType.MY_ASSET), callback)

    subscribe_my_order = subscribe_my_orders
    subscribe_my_asset = subscribe_my_assets

    # --- snapshots -------------------------------------------------------------------------------

    async def get_ticker_snapshot(self, symbols: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The tickers of now by symbol; SnapshotTimeoutError names those that did not come."""
        return await self._snapshot(DataType.TICKER, symbols)

    async def get_orderbook_snapshot(
        self, symbols: Iterable[str], *, level: Level = 0
    ) -> dict[str, dict[str, Any]]:
        """The books of now by symbol; SnapshotTimeoutError names those that did not come."""
        return await self._snapshot(DataType.ORDERBOOK, symbols, level=checked_level(level))

    async def get_trade_snapshot(self, symbols: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The last trades by symbol; SnapshotTimeoutError names those that did not come."""
        return await self._snapshot(DataType.TRADE, symbols)

    async def get_candle_snapshot(
        self, symbols: Iterable[str], interval: str = "1m"
    ) -> dict[str, dict[str, Any]]:
        """The newest candles by symbol; SnapshotTimeoutError names those that did not come."""
        return await self._snapshot(DataType.CANDLE, symbols, checked_interval(interval))

    # --- unsubscribing ---------------------------------------------------------------------------

    async def unsubscribe(self, subscription_id: str) -> bool:
        """End one subscription; False when there is none of that id."""
        return subscription_id in self._active() and self._end(subscription_id)

    async def unsubscribe_symbols(self, data_type: str, symbols: Iterable[str]) -> int:
        """Take markets out of this proxy's subscriptions of a type; returns how many were taken out."""
        gone = set(checked_symbols(symbols))
        count = 0
        for name, delivery in self._active().items():
            wish = delivery.wish
            taken = gone.intersection(wish.symbols)
            if wish.data_type != data_type or not taken:
                continue
            count += len(taken)
            rest = tuple(symbol for symbol in wish.symbols if symbol not in taken)
            if rest:
                self._narrow(delivery, replace(wish, symbols=rest))
            else:
                self._end(name)
        return count

    async def unsubscribe_all(self) -> int:
        """End all subscriptions; returns how many there were."""
        names = list(self._active())
        for name in names:
            self._end(name)
        return len(names)

    async def cleanup_on_shutdown(self) -> None:
        """End everything and give the id free; idempotent."""
        self.close()

    # --- figures ---------------------------------------------------------------------------------

    async def get_active_subscriptions(self) -> dict[str, dict[str, Any]]:
        """What is subscribed, by id."""
        return {name: self._info(delivery) for name, delivery in self._active().items()}

    async def get_subscription_info(self, subscription_id: str) -> dict[str, Any] | None:
        """One subscription's data, or None when there is none of that id."""
        delivery = self._active().get(subscription_id)
        return self._info(delivery) if delivery is not None else None

    async def get_system_status(self) -> dict[str, Any]:
        """The state of the whole manager; `active_subscriptions` and `clients` are counts."""
        manager = GlobalWebSocketManager.current()
        public, private = manager.status(Side.PUBLIC), manager.status(Side.PRIVATE)
        return {
            "overall_status": overall(public, private, down=manager.is_down),
            "public_connection": public.state.value,
            "private_connection": private.state.value,
            "active_subscriptions": len(manager.wishes),
            "clients": len({wish.client_id for wish in manager.wishes}),
            "stale": public.stale or private.stale,
        }

    async def health_check(self) -> dict[str, Any]:
        """A score from 0 to 100, why it is below 100, and the minutes since the manager was made."""
        manager = GlobalWebSocketManager.current()
        public, private = manager.status(Side.PUBLIC), manager.status(Side.PRIVATE)
        points, reasons = score(public, private, manager.traffic(), down=manager.is_down)
        return {"health_score": points, "uptime_minutes": manager.uptime / 60, "reasons": reasons}

    async def get_performance_metrics(self) -> dict[str, Any]:
        """Rates and latencies of the last seconds, error share and memory of the process."""
        import psutil  # a megabyte that most never ask for

        traffic = GlobalWebSocketManager.current().traffic()
        return {
            "messages_per_second": traffic.messages_per_second,
            "average_latency_ms": traffic.latency_ms or 0.0,
            "p50_latency_ms": traffic.latency_p50_ms or 0.0,
            "p95_latency_ms": traffic.latency_p95_ms or 0.0,
            "p99_latency_ms": traffic.latency_p99_ms or 0.0,
            "error_rate_percent": traffic.error_rate_percent,
            "memory_usage_mb": psutil.Process().memory_info().rss / 2**20,
            "conflated": traffic.conflated,
            "dropped": traffic.dropped,
            "clock_behind_ms": traffic.clock_behind_ms,
        }

    # --- inside ----------------------------------------------------------------------------------

    def _subscribe(
        self,
        data_type: DataType,
        symbols: Iterable[str],
        callback: Callback,
        interval: str | None = None,
        level: float = 0.0,
    ) -> str:
        is_coroutine_callback(callback)
        wish = Wish(self.client_id, data_type, checked_symbols(symbols), interval, level=level)
        return self._add(wish, callback)

    def _add(self, wish: Wish, callback: Callback, only: frozenset[str] = frozenset()) -> str:
        day = datetime.now(KST)
        name = f"{wish.data_type}_{day:%Y%m%d}_{next(_numbers):03d}"
        arguments = partial(_as_dict, self._manager().average_price_of)
        self._begin(name, wish, callback, arguments, only)
        return name

    def _active(self) -> dict[str, Delivery]:
        if self._links.manager is not GlobalWebSocketManager.existing():
            return {}  # the manager of its subscriptions has ended
        return {name: delivery for name, delivery in self._deliveries.items() if not delivery.wish.once}

    async def _snapshot(
        self, data_type: DataType, symbols: Iterable[str], interval: str | None = None, level: float = 0.0
    ) -> dict[str, dict[str, Any]]:
        wish = Wish(self.client_id, data_type, checked_symbols(symbols), interval, once=True, level=level)
        found: dict[str, dict[str, Any]] = {}
        complete = asyncio.Event()

        def collect(symbol: str, _: str, data: dict[str, Any]) -> None:
            found.setdefault(symbol, data)
            if len(found) == len(wish.symbols):
                complete.set()

        name = f"snapshot #{next(_numbers)}"
        within = self._manager().timings.snapshot_within
        self._begin(name, wish, collect, partial(_as_dict, _no_price))
        try:
            async with asyncio.timeout(within):
                await complete.wait()
        except TimeoutError:
            missing = [symbol for symbol in wish.symbols if symbol not in found]
            text = f"no {data_type} snapshot within {within:g} s for {', '.join(missing)}"
            raise SnapshotTimeoutError(text, missing) from None
        finally:
            self._end(name)
        return {symbol: found[symbol] for symbol in wish.symbols}

    def _info(self, delivery: Delivery) -> dict[str, Any]:
        wish = delivery.wish
        lane = self._manager().lane_of(wish)
        info: dict[str, Any] = {
            "data_type": wish.data_type.value,
            "symbols": list(wish.symbols),
            "status": _status(delivery, lane.connection.status.state),
            "created_at": delivery.created_at,
            "message_count": delivery.message_count,
            "last_message_at": delivery.last_message_at,
            "component": self.component,
            "refused": [key.symbol for key in wish.keys if lane.is_bad(key)],
            "unanswered": [key.symbol for key in wish.keys if key.symbol and lane.is_unanswered(key)],
        }
        if wish.interval is not None:
            info["interval"] = wish.interval
        if wish.data_type is DataType.ORDERBOOK:
            info["level"] = wish.level
        if info["refused"] and len(info["refused"]) == len(wish.keys):
            info["status"] = "stopped"
        return info


def _status(delivery: Delivery, state: ConnectionState) -> str:
    if state in (ConnectionState.AUTH_FAILED, ConnectionState.CLOSED):
        return "stopped"
    if state is ConnectionState.RECONNECTING:
        return "reconnecting"
    return "active" if delivery.message_count else "pending"


def _no_price(_: str) -> None:
    return None


def _as_dict(average_price: AveragePrice, frame: Frame) -> list[tuple[Any, ...]]:
    event = frame.event()
    if isinstance(event, MyAsset):
        return [(balance.currency, "my_asset", _balance(balance, average_price)) for balance in event.assets]
    data = event_dict(event)
    if isinstance(event, MyOrder):
        data |= {"side": event.side, "market": event.market}
    return [(event.symbol, frame.data_type.value, data)]


def _balance(balance: AssetBalance, average_price: AveragePrice) -> dict[str, Any]:
    return {
        "currency": balance.currency,
        "balance": balance.balance,
        "locked": balance.locked,
        "avg_buy_price": average_price(balance.currency),
    }
