"""WebSocketClient: typed events, one subscription per type; and the desk's synchronous lane."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterable
from decimal import Decimal
from types import TracebackType
from typing import Any, ClassVar, TypeVar

from app.websocket_v6.delivery import Arguments, Delivery, is_coroutine_callback
from app.websocket_v6.errors import DuplicateClientError
from app.websocket_v6.events import Candle, DataType, MyAsset, MyOrder, Orderbook, Ticker, Trade
from app.websocket_v6.manager import GlobalWebSocketManager
from app.websocket_v6.subscriptions import Wish, checked_interval, checked_level, checked_symbols
from app.websocket_v6.wire import Frame

Self = TypeVar("Self", bound="Subscriber")
Callback = Callable[..., Any]
OnFrame = Callable[[Frame], None]
Level = Decimal | float | str


class _Links:
    """What must be undone when a client vanishes; knows neither the client nor its callbacks."""

    def __init__(self) -> None:
        self.manager: GlobalWebSocketManager | None = None
        self.wishes: dict[Wish, None] = {}


def _abandon(links: _Links) -> None:
    if links.manager is not None and links.wishes:
        links.manager.detach_later(list(links.wishes))


class Subscriber:
    """What both façades share: an id of their own, and deliveries that end with them."""

    _id_is_exclusive: ClassVar[bool] = False
    _living: ClassVar[weakref.WeakValueDictionary[str, Subscriber]] = weakref.WeakValueDictionary()

    def __init__(self, client_id: str) -> None:
        self.client_id = client_id
        self._deliveries: dict[str, Delivery] = {}
        self._links = _Links()
        self._claim_id()
        weakref.finalize(self, _abandon, self._links).atexit = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.client_id} subscriptions={sorted(self._deliveries)}>"

    async def __aenter__(self: Self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all subscriptions and give the id free; idempotent, and subscribing again works."""
        for name in tuple(self._deliveries):
            self._end(name)
        if self._living.get(self.client_id) is self:
            del self._living[self.client_id]

    def _claim_id(self) -> None:
        if not self._id_is_exclusive:
            return
        if self._living.setdefault(self.client_id, self) is self:
            return
        # Nobody may be able to reach the holder any more: then it is no living client, only uncollected.
        gc.collect()
        if self._living.setdefault(self.client_id, self) is not self:
            raise DuplicateClientError(f"a living client is called {self.client_id!r}: choose another id")

    def _manager(self) -> GlobalWebSocketManager:
        self._claim_id()
        manager = GlobalWebSocketManager.current().ready()
        if self._links.manager is not manager:
            # The wishes of an earlier loop went with its manager, unless that runs on in another thread.
            _abandon(self._links)
            self._deliveries.clear()
            self._links.wishes.clear()
            self._links.manager = manager
        return manager

    def _begin(
        self,
        name: str,
        wish: Wish,
        callback: Callback,
        arguments: Arguments,
        only: frozenset[str] = frozenset(),
    ) -> None:
        """Register under `name`; an older one of that name ends in the same turn, so one frame says both."""
        manager = self._manager()
        delivery = Delivery(
            wish, callback, arguments, manager.meter, manager.start_task, watch=manager.watch, only=only
        )
        self._end(name)
        self._deliveries[name] = delivery
        self._links.wishes[wish] = None
        manager.attach(wish, delivery)

    def _narrow(self, delivery: Delivery, wish: Wish) -> None:
        """Keep a subscription with fewer markets."""
        self._links.wishes.pop(delivery.wish, None)
        self._links.wishes[wish] = None
        self._manager().narrow(delivery, wish, frozenset(wish.symbols))

    def _end(self, name: str) -> bool:
        delivery = self._deliveries.pop(name, None)
        if delivery is None:
            return False
        delivery.close()
        self._links.wishes.pop(delivery.wish, None)
        if self._links.manager is not None:
            self._links.manager.detach(delivery.wish)
        return True


class WebSocketClient(Subscriber):
    """Typed events to one callback per type; subscribing again replaces.

    A callback takes one event and is a plain function or a coroutine function.
    """

    async def subscribe_ticker(self, symbols: Iterable[str], callback: Callable[[Ticker], object]) -> str:
        """Ticker events of these markets from now on, instead of the earlier ones."""
        return self._subscribe(DataType.TICKER, checked_symbols(symbols), callback)

    async def subscribe_orderbook(
        self, symbols: Iterable[str], callback: Callable[[Orderbook], object], *, level: Level = 0
    ) -> str:
        """Whole books of these markets from now on, instead of the earlier ones.

        `level` has the exchange group the prices by that unit, one of the KRW market's supported_levels;
        one that it does not support is never answered, and the tick itself is answered ungrouped.
        """
        unit = checked_level(level)
        return self._subscribe(DataType.ORDERBOOK, checked_symbols(symbols), callback, level=unit)

    async def subscribe_trade(self, symbols: Iterable[str], callback: Callable[[Trade], object]) -> str:
        """Executions of these markets from now on, instead of the earlier ones."""
        return self._subscribe(DataType.TRADE, checked_symbols(symbols), callback)

    async def subscribe_candle(
        self,
        symbols: Iterable[str],
        *arguments: str | Callable[[Candle], object] | None,
        interval: str | None = None,
        callback: Callable[[Candle], object] | None = None,
    ) -> str:
        """Candles of one interval from now on; each interval is a subscription of its own.

        Interval (default "1m") and callback may stand in any order, by place or by name.
        """
        of, call = candle_arguments(arguments, interval, callback)
        return self._subscribe(DataType.CANDLE, checked_symbols(symbols), call, of)

    async def subscribe_my_orders(
        self, callback: Callable[[MyOrder], object], symbols: Iterable[str] | None = None
    ) -> str:
        """The account's order events, of these markets or of all; needs keys."""
        only = frozenset(checked_symbols(symbols)) if symbols is not None else frozenset()
        return self._subscribe_private(DataType.MY_ORDER, callback, only)

    async def subscribe_my_assets(self, callback: Callable[[MyAsset], object]) -> str:
        """The account's balance changes; needs keys."""
        return self._subscribe_private(DataType.MY_ASSET, callback, frozenset())

    subscribe_my_order = subscribe_my_orders
    subscribe_my_asset = subscribe_my_assets

    async def unsubscribe(self, data_type: str) -> bool:
        """End the subscription of that type; False when there is none."""
        return self._unsubscribe(DataType(data_type))

    async def cleanup(self) -> None:
        """End everything; idempotent."""
        self.close()

    # --- the desk's lane: synchronous, undecoded ----------------------------------------------------

    def watch(
        self,
        data_type: DataType,
        symbols: Iterable[str],
        on_frame: OnFrame,
        *,
        interval: str = "1m",
        level: Level = 0,
    ) -> None:
        """Frames of these markets from now on, instead of this client's earlier wish of that type.

        After it returns nothing of the old wish is delivered. What is known already of the new one comes
        before it returns. No symbols end the watch; private types take them as a filter (none: all).
        """
        data_type = DataType(data_type)
        symbols = tuple(symbols)
        if data_type.is_private:
            only = frozenset(checked_symbols(symbols)) if symbols else frozenset()
            self._manager().require_keys()
            self._begin(data_type.value, Wish(self.client_id, data_type), on_frame, _as_frame, only)
        elif not symbols:
            self.unwatch(data_type)
        else:
            of = checked_interval(interval) if data_type is DataType.CANDLE else None
            unit = checked_level(level) if data_type is DataType.ORDERBOOK else 0.0
            wish = Wish(self.client_id, data_type, checked_symbols(symbols), of, level=unit)
            for name in self._names(data_type):
                if name != data_type:
                    self._end(name)
            self._begin(data_type.value, wish, on_frame, _as_frame)

    def unwatch(self, data_type: DataType) -> None:
        """End the wish of that type; none is no error."""
        self._unsubscribe(DataType(data_type))

    # --- inside ----------------------------------------------------------------------------------------

    def _subscribe(
        self,
        data_type: DataType,
        symbols: tuple[str, ...],
        callback: Callback,
        interval: str | None = None,
        level: float = 0.0,
    ) -> str:
        is_coroutine_callback(callback)
        name = f"{data_type}.{interval}" if interval else data_type.value
        wish = Wish(self.client_id, data_type, symbols, interval, level=level)
        self._begin(name, wish, callback, _as_event)
        return name

    def _subscribe_private(self, data_type: DataType, callback: Callback, only: frozenset[str]) -> str:
        is_coroutine_callback(callback)
        self._manager().require_keys()
        self._begin(data_type.value, Wish(self.client_id, data_type), callback, _as_event, only)
        return data_type.value

    def _unsubscribe(self, data_type: DataType) -> bool:
        ended = [self._end(name) for name in self._names(data_type)]
        return bool(ended)

    def _names(self, data_type: DataType) -> list[str]:
        return [name for name in self._deliveries if name.partition(".")[0] == data_type]


def candle_arguments(
    arguments: tuple[Any, ...], interval: str | None, callback: Callback | None
) -> tuple[str, Callback]:
    """Interval and callback, in whichever order and way they were given; TypeError for two of a kind."""
    calls = [given for given in (*filter(callable, arguments), callback) if given is not None]
    places = [given for given in arguments if given is not None and not callable(given)]
    intervals = [*places, interval] if interval is not None else places
    if len(calls) > 1 or len(intervals) > 1:
        raise TypeError("a candle subscription takes one interval and one callback after the symbols")
    call = calls[0] if calls else None
    is_coroutine_callback(call)
    assert call is not None
    return checked_interval(intervals[0] if intervals else "1m"), call


def _as_frame(frame: Frame) -> list[tuple[Any, ...]]:
    return [(frame,)]


def _as_event(frame: Frame) -> list[tuple[Any, ...]]:
    return [(frame.event(),)]
