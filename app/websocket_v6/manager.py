"""The one manager of a process: brings all clients' wishes to two sockets and their frames back."""

from __future__ import annotations

import asyncio
import os
import random
import weakref
from collections.abc import Callable, Coroutine, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from app.clock import Clock, SystemClock
from app.endpoints import UPBIT, Endpoints, from_environment
from app.errors import EndpointError, WebSocketError
from app.signals import Signal
from app.tasks import TaskOwner
from app.websocket_v6.connection import Timings
from app.websocket_v6.credentials import Credentials, KeyStore, find_credentials
from app.websocket_v6.delivery import Delivery
from app.websocket_v6.errors import DecodeError, InvalidAddressError, PrivateUnavailableError
from app.websocket_v6.health import ConnectionState, ConnectionStatus, Meter, Side, Traffic
from app.websocket_v6.lane import Lane
from app.websocket_v6.rate_limiter import ConnectPace
from app.websocket_v6.router import Reference, Router
from app.websocket_v6.subscriptions import Wish
from app.websocket_v6.transport import Address, OpenSocket, open_socket
from app.websocket_v6.watch import CallbackWatch
from app.websocket_v6.wire import Frame, WireFormat

NO_KEYS = "there are no keys: call initialize() with both, or set UPBIT_ACCESS_KEY and UPBIT_SECRET_KEY"

AveragePrice = Callable[[str], Decimal | None]


class GlobalWebSocketManager:
    """Owns at most one public and one private socket; any number of clients subscribe through it.

    Get it with `await GlobalWebSocketManager.get_instance()`; it belongs to the running loop.
    """

    _of_loop: ClassVar[dict[asyncio.AbstractEventLoop, GlobalWebSocketManager]] = {}
    _pace: ClassVar[ConnectPace] = ConnectPace()
    timings: ClassVar[Timings] = Timings()

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        open_socket: OpenSocket = open_socket,
        chance: Callable[[], float] = random.random,
        pace: ConnectPace | None = None,
    ) -> None:
        """Time, sockets and chance can be given, so that a test runs hours of outage in seconds."""
        self.on_status: Signal[ConnectionStatus] = Signal("websocket status")
        self.on_refused: Signal[str] = Signal("websocket errors")  # their names, as the exchange gives them
        self.meter = Meter()
        self.average_price: AveragePrice | None = None
        self._loop = asyncio.get_running_loop()
        self._clock: Clock = clock or SystemClock()
        self._open_socket = open_socket
        self._chance = chance
        self._own_pace = pace or self._pace
        self._tasks = TaskOwner("websocket")
        self._router = Router()
        self._references: dict[Wish, Reference] = {}
        self.watch = CallbackWatch()
        self._endpoints: Endpoints | None = None
        self._credentials: Credentials | None = None
        self._started = self._clock.monotonic()
        self._closed = False
        self._lanes = {side: self._lane(side) for side in Side}

    def __repr__(self) -> str:
        sides = " ".join(f"{side}={self.status(side).state}" for side in Side)
        return f"<GlobalWebSocketManager {sides} wishes={len(self._references)}>"

    # --- the public calls ------------------------------------------------------------------------

    @classmethod
    async def get_instance(cls) -> GlobalWebSocketManager:
        """The process's manager, made on first use and bound to the running loop."""
        return cls.current()

    @classmethod
    def current(cls) -> GlobalWebSocketManager:
        """As `get_instance`, for synchronous code that runs inside the loop."""
        loop = asyncio.get_running_loop()
        manager = cls._of_loop.get(loop)
        if manager is None:
            # The managers of loops that have ended (asyncio.run of earlier) go here.
            cls._of_loop = {other: held for other, held in cls._of_loop.items() if not other.is_closed()}
            manager = cls._of_loop[loop] = cls()
        return manager

    @classmethod
    def existing(cls) -> GlobalWebSocketManager | None:
        """The running loop's manager if there is one already."""
        try:
            return cls._of_loop.get(asyncio.get_running_loop())
        except RuntimeError:
            return None

    async def initialize(
        self,
        access_key: str | None = None,
        secret_key: str | None = None,
        *,
        endpoints: Endpoints | None = None,
        key_store: KeyStore | None = None,
        average_price: AveragePrice | None = None,
        wire_format: str = "DEFAULT",
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Set keys and addresses; may be called again, which keeps every subscription.

        Keys come from the arguments, else `key_store()`, else UPBIT_ACCESS_KEY and UPBIT_SECRET_KEY of
        `environ` (default: the process's). The addresses are `endpoints`, else HOGA_EXCHANGE_URL, else
        Upbit. `average_price(currency)` completes balances. Raises InvalidKeysError (a ValueError) for half
        a pair of keys and InvalidAddressError for an address that may not be used.
        """
        variables = os.environ if environ is None else environ
        credentials = find_credentials(access_key, secret_key, key_store, variables)
        addresses = _checked(endpoints or _named(variables) or self._endpoints or UPBIT)
        for lane in self._lanes.values():
            lane.wire_format = WireFormat(wire_format)
        if average_price is not None:
            self.average_price = average_price
        self._configure(addresses, credentials)

    async def shutdown(self) -> None:
        """Unsubscribe everything, close both sockets, end every task; `get_instance()` makes a new one."""
        if GlobalWebSocketManager._of_loop.get(self._loop) is self:
            del GlobalWebSocketManager._of_loop[self._loop]
        self._closed = True
        for wish, reference in tuple(self._references.items()):
            delivery = reference()
            if isinstance(delivery, Delivery):
                delivery.close()
            self.detach(wish)
        self.watch.stop()
        try:
            await self._tasks.aclose()
        finally:  # also when a callback calls this, and is ended by it
            for lane in self._lanes.values():
                lane.connection.closed()

    def status(self, side: str) -> ConnectionStatus:
        """The state of "public" or "private"."""
        return self._lanes[Side(side)].connection.status

    def traffic(self) -> Traffic:
        """Rates, latencies and counts as of now."""
        return self.meter.traffic(self._clock.monotonic())

    @property
    def silent_until(self) -> float:
        """Monotonic time before which the exchange, after a 418 or a Retry-After, wants to hear nothing."""
        return max(lane.connection.silent_until for lane in self._lanes.values())

    def keep_silent(self, until: float) -> None:
        """Connect no sooner, whoever asks for it: a block outlives the program that it was told to."""
        for lane in self._lanes.values():
            lane.connection.silent_until = max(lane.connection.silent_until, until)

    def retry_now(self) -> None:
        """Try to connect at once, whatever the waiting times are."""
        for lane in self._lanes.values():
            lane.connection.retry_now()

    @property
    def is_down(self) -> bool:
        """Whether five or more attempts of a side failed in a row."""
        return any(lane.connection.is_down for lane in self._lanes.values())

    @property
    def has_keys(self) -> bool:
        """Whether private streams can be asked for: keys are there and were not refused."""
        refused = self.status(Side.PRIVATE).state is ConnectionState.AUTH_FAILED
        return self._credentials is not None and not refused

    @property
    def is_configured(self) -> bool:
        """Whether keys and addresses have been looked for."""
        return self._endpoints is not None

    @property
    def uptime(self) -> float:
        """Seconds since the manager was made."""
        return self._clock.monotonic() - self._started

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """All that clients wish for now."""
        return tuple(self._references)

    # --- what clients use ------------------------------------------------------------------------

    def ready(self) -> GlobalWebSocketManager:
        """Initialise with what the surroundings give, if nobody has."""
        if self._endpoints is None:
            credentials = find_credentials(None, None, None, os.environ)
            self._configure(_checked(_named(os.environ) or UPBIT), credentials)
        return self

    def require_keys(self) -> None:
        """Raise PrivateUnavailableError unless the private side can be used."""
        if self._credentials is None:
            raise PrivateUnavailableError(NO_KEYS)
        if not self.has_keys:
            reason = self.status(Side.PRIVATE).reason
            raise PrivateUnavailableError(f"the private side is off: {reason}; initialize() with other keys")

    def average_price_of(self, currency: str) -> Decimal | None:
        """What the account paid for a currency, if somebody knows."""
        return self.average_price(currency) if self.average_price is not None else None

    def attach(self, wish: Wish, delivery: Delivery) -> None:
        """Take a wish in; what is known already is delivered before this returns."""
        pictures = self._register(wish, delivery)
        for frame in pictures:
            # A callback of this very loop may have ended the wish, or brought a newer frame.
            if delivery.alive and self._router.latest(frame.key) is frame:
                _deliver_picture(delivery, frame)

    def narrow(self, delivery: Delivery, wish: Wish, only: frozenset[str]) -> None:
        """Put a smaller wish in the place of a delivery's; nothing is delivered again."""
        self.detach(delivery.wish)
        delivery.narrow(wish, only)
        self._register(wish, delivery)

    def detach(self, wish: Wish) -> bool:
        """Let a wish go; False when it was not there."""
        reference = self._references.pop(wish, None)
        if reference is None:
            return False
        for key in wish.keys:
            self._router.remove(key, reference)
        if not self._loop.is_closed():
            self.lane_of(wish).remove(wish)
        return True

    def detach_later(self, wishes: list[Wish]) -> None:
        """As `detach`, from where anything may be under way (a garbage collection, another thread)."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._detach_all, wishes)

    def start_task(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine among the manager's own tasks."""
        self._tasks.start(None, work)

    def lane_of(self, wish: Wish) -> Lane:
        """The side that a wish belongs to."""
        return self._lanes[Side.PRIVATE if wish.data_type.is_private else Side.PUBLIC]

    # --- inside ----------------------------------------------------------------------------------

    def _register(self, wish: Wish, delivery: Delivery) -> list[Frame]:
        if self._closed:
            raise WebSocketError("this manager has been shut down: get_instance() makes a new one")
        self.watch.start()
        reference = self._references[wish] = weakref.ref(delivery)
        lane = self.lane_of(wish)
        pictures = []
        for key in wish.keys:
            latest = lane.latest(key)
            self._router.add(key, reference, has_picture=latest is not None)
            if latest is not None:
                pictures.append(latest)
        lane.add(wish)
        return pictures

    def _detach_all(self, wishes: list[Wish]) -> None:
        for wish in wishes:
            self.detach(wish)

    def _configure(self, endpoints: Endpoints, credentials: Credentials | None) -> None:
        moved = endpoints != self._endpoints
        other_keys = credentials != self._credentials
        self._endpoints, self._credentials = endpoints, credentials
        if moved:
            public = Address(endpoints.public, endpoints.check, dict)
            self._lanes[Side.PUBLIC].connection.use(public)
        if credentials is not None and (moved or other_keys):
            private = Address(endpoints.private, endpoints.check, _signing(credentials))
            self._lanes[Side.PRIVATE].connection.use(private)
        elif credentials is None and other_keys:
            self._lanes[Side.PRIVATE].connection.use(None)

    def _lane(self, side: Side) -> Lane:
        return Lane(
            side,
            router=self._router,
            meter=self.meter,
            told=self.on_status,
            refused=self.on_refused,
            tasks=self._tasks,
            clock=self._clock,
            pace=self._own_pace,
            timings=self.timings,
            open_socket=self._open_socket,
            chance=self._chance,
        )


def _named(environ: Mapping[str, str]) -> Endpoints | None:
    try:
        return from_environment(environ)
    except EndpointError as error:
        raise InvalidAddressError(str(error), error.sentence) from None


def _checked(endpoints: Endpoints) -> Endpoints:
    try:
        endpoints.check(endpoints.public)
        endpoints.check(endpoints.private)
    except EndpointError as error:
        raise InvalidAddressError(str(error), error.sentence) from None
    return endpoints


def _signing(credentials: Credentials) -> Callable[[], dict[str, str]]:
    return lambda: {"Authorization": credentials.authorization()}


def _deliver_picture(delivery: Delivery, frame: Frame) -> None:
    try:
        picture = frame.as_snapshot()
    except DecodeError:
        return  # the newest frame cannot be read: the next one will be the first to show
    delivery.receive(picture)
