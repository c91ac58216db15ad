"""The one source of own orders and balances: places, cancels, follows, and reconciles with the exchange."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from app.clock import Clock, SystemClock
from app.errors import HogaError, WebSocketError
from app.signals import Signal
from app.tasks import TaskOwner
from app.trading import guards
from app.trading.books import Books
from app.trading.errors import GuardError, JournalError, NoSuchOrder, NotArmed, NotReady
from app.trading.facts import facts_of_snapshot, record_of
from app.trading.history import EMPTY_WINDOWS, WEEK_MS, page_of
from app.trading.journal import Entry, Journal
from app.trading.orders import OWN_PREFIX, OrderIntent, OrderRecord, key_of
from app.trading.placement import Placement
from app.trading.portfolio import Balance
from app.trading.reconciler import Reconciler, needs_details
from app.trading.stream import EventFrame, PrivateStream
from app.upbit.errors import NoCredentials, Refused, Unanswered, UpbitError
from app.upbit.limits import Scope
from app.upbit.models import Chance, Order
from app.upbit.rest import UpbitRest
from app.websocket_v6 import ConnectionState, ConnectionStatus, GlobalWebSocketManager, Side
from app.websocket_v6.events import DataType, MyAsset, MyOrder

_log = logging.getLogger(__name__)

CHANCE_SECONDS = 10.0
# Fees and minimums change by notice only: an order need not wait for them to be asked again.
RULES_SECONDS = 600.0
DRAIN_SECONDS = 3.0


class Broker:
    """Own orders and balances. The client, the journal and `tasks` belong to the broker from now on.

    Signals: orders_changed (keys) and balances_changed (currencies), each at most once in a turn of the
    loop; ready_changed (bool); armed_changed (bool); problem_changed (HogaError or None).
    """

    def __init__(
        self,
        rest: UpbitRest,
        client: PrivateStream,
        journal: Journal,
        clock: Clock | None = None,
        tasks: TaskOwner | None = None,
        *,
        statuses: Signal[ConnectionStatus] | None = None,
        tick_of: Callable[[str, Decimal], Decimal | None] | None = None,
        armed: bool = True,
        new_identifier: Callable[[], str] = lambda: f"{OWN_PREFIX}{uuid.uuid4().hex}",
    ) -> None:
        clock = clock or SystemClock()
        tasks = tasks or TaskOwner("broker")
        self._rest = rest
        self._client = client
        self._journal = journal
        self._clock = clock
        self._tasks = tasks
        self._statuses = statuses
        self._tick_of = tick_of
        self._new_identifier = new_identifier
        self.armed = armed
        self.armed_changed: Signal[bool] = Signal("broker.armed_changed")
        self._books = Books()
        self._placement = Placement(
            rest, journal, self._books, clock, tasks, settled=self._on_settled, failed=self._on_failed
        )
        self._reconciler = Reconciler(
            rest, journal, self._books, self._placement, clock, tasks, self._account
        )
        self._chances: dict[str, tuple[float, Chance]] = {}
        self._live: bool | None = None
        self._closed = False

    def __repr__(self) -> str:
        return f"<Broker {self._reconciler!r} {self._books!r}>"

    @property
    def orders(self) -> Mapping[str, OrderRecord]:
        """Open orders and those that ended in this session, by key."""
        return self._books.orders

    @property
    def balances(self) -> Mapping[str, Balance]:
        """Every currency that the account holds."""
        return self._books.balances

    @property
    def orders_changed(self) -> Signal[frozenset[str]]:
        """Keys of orders that are new, different or gone."""
        return self._books.orders_changed

    @property
    def balances_changed(self) -> Signal[frozenset[str]]:
        """Currencies whose balance is new, different or gone."""
        return self._books.balances_changed

    @property
    def ready_changed(self) -> Signal[bool]:
        """`ready` has changed; `problem` may say why."""
        return self._reconciler.ready_changed

    @property
    def ready(self) -> bool:
        """Orders and balances are reconciled with the exchange: orders may be placed."""
        return self._reconciler.ready

    @property
    def may_place(self) -> bool:
        """Ready, and armed: real orders are off until the trader switches them on."""
        return self.ready and self.armed

    @property
    def streaming(self) -> bool:
        """The private stream is up: orders and balances follow it without asking."""
        return self._live is True

    @property
    def polling(self) -> bool:
        """The private stream is down; the exchange is asked every two seconds while orders are open."""
        return self._reconciler.polling

    @property
    def problem(self) -> HogaError | None:
        """What keeps the broker from being ready, if anything does; its `sentence` is for the person."""
        return self._reconciler.problem

    @property
    def problem_changed(self) -> Signal[HogaError | None]:
        """`problem` is another one, or None."""
        return self._reconciler.problem_changed

    @property
    def in_flight(self) -> frozenset[str]:
        """Orders of an earlier run that are still being looked up; `ready` waits for them."""
        return frozenset(self._placement.leftovers)

    async def start(self) -> None:
        """Open the journal and begin to follow the account; `ready_changed` tells when it is reconciled.

        Without an API key nothing is followed and placing raises NoCredentials. A journal that cannot be
        opened is told by `problem`: orders stay impossible until it can.
        """
        if self._rest.credentials is None or self._closed:
            return
        self._rest.banned.connect(self._on_banned)
        self._watch_statuses()
        self._follow()
        try:
            for scope, until_ms in (await self._journal.bans()).items():
                self._rest.restore_ban(Scope(scope), until_ms)
        except JournalError as error:
            self._reconciler.fail(error)
        self._reconciler.start()

    async def suspend(self) -> None:
        """Stop following the account and forget it, for another key or none; `start` begins anew.

        Orders under way get a moment. One whose outcome is unknown even then stays in the journal, and is
        looked up when its key is used again.
        """
        self._reconciler.stop()
        await self._placement.drain(DRAIN_SECONDS)
        await self._placement.drain(DRAIN_SECONDS)
        self._stop_listening()
        await self._tasks.stop()
        self._reconciler.stop()
        self._placement.forget()
        self._books.clear()
        self._chances.clear()
        self._live = None
        self._reconciler.reset()

    def arm(self, armed: bool) -> None:
        """Let orders through, or none; cancels always go through."""
        if armed != self.armed:
            self.armed = armed
            self.armed_changed.emit(armed)

    async def aclose(self) -> None:
        """Wait a moment for orders under way, then end everything; the journal keeps what is unresolved."""
        if self._closed:
            return
        self._closed = True
        self._reconciler.set_ready(False)
        await self._placement.drain(DRAIN_SECONDS)
        await self._placement.drain(DRAIN_SECONDS)  # what those answers have settled
        self._client.close()
        self._books.mute()
        await self._tasks.aclose()
        await self._journal.close()

    def retry_now(self) -> None:
        """Reconcile at once instead of at the next turn."""
        self._reconciler.retry_now()

    async def place(self, intent: OrderIntent) -> OrderRecord:
        """Send one order, once, after its row is in the journal.

        The record is WORKING or further when the exchange took it, REJECTED with the reason when it did
        not, UNKNOWN while that is being looked up. Raises GuardError, NotReady, NoCredentials,
        JournalError or, where the rules of the market could not be read, UpbitError: then nothing was sent.
        """
        if self._rest.credentials is None:
            raise NoCredentials()
        self._require_ready()
        await self._guard(intent)
        self._require_ready()  # reading the market's rules may have taken a while
        entry = Entry(self._new_identifier(), self._account(), self._clock.time_ms(), intent)
        await self._placement.place(entry)
        return self.orders[entry.identifier]

    async def cancel(self, key: str) -> None:
        """Ask the exchange to cancel; the order's end shows in its record. An ended order is no error.

        Raises NoSuchOrder, or UpbitError when the exchange refused or could not be asked.
        """
        record = self.orders.get(key)
        if record is None:
            raise NoSuchOrder(key)
        if record.state.is_final:
            return
        try:
            answer = await self._rest.cancel(uuid=record.uuid, identifier=record.identifier)
        except Refused:
            # It may have ended first: then the exchange's state is the answer, not the refusal.
            if (await self._reconciler.refresh(key)).state.is_final:
                return
            raise
        except Unanswered:
            self._reconciler.check_soon(key)
            raise
        self._books.tell(answer)
        self._reconciler.check_soon(key)

    async def cancel_all(self, market: str | None = None) -> int:
        """Cancel every open order (of that market); how many cancels the exchange took."""
        try:
            for order in await self._rest.open_orders(market):
                self._books.tell(order)
        except UpbitError as error:
            _log.warning("cancel all goes by what is known: %s", error)
        keys = self._books.ledger.open_keys(market)
        tasks = [self._tasks.start(f"cancel {key}", self._cancel_quietly(key)) for key in keys]
        if tasks:
            await asyncio.wait(tasks)
        return sum(1 for task in tasks if not task.cancelled() and task.result())

    async def chance(self, market: str) -> Chance:
        """Fees, types and totals of a market; asked again after ten seconds."""
        return await self._chance(market, CHANCE_SECONDS)

    async def closed(self, market: str | None = None, before: datetime | None = None) -> list[OrderRecord]:
        """Ended orders created before that time (None: all), newest first; empty: there are no more.

        One page is what one week holds; weeks without orders are skipped, half a year of them ends it.
        A naive `before` is UTC. The next page begins before the last record's `created_at`.
        """
        limit = None if before is None else _ms(before)
        end = self._clock.time_ms() + 60_000 if limit is None else limit
        for _ in range(EMPTY_WINDOWS):
            rows = await self._rest.closed_orders(market, start_ms=end - WEEK_MS, end_ms=end)
            page = page_of(rows, limit)
            if page:
                return [self._as_record(order) for order in page]
            end -= WEEK_MS
        return []

    async def _chance(self, market: str, seconds: float) -> Chance:
        now = self._clock.monotonic()
        known = self._chances.get(market)
        if known is not None and now - known[0] < seconds:
            return known[1]
        chance = await self._rest.chance(market)
        self._chances[market] = (now, chance)
        return chance

    def _require_ready(self) -> None:
        if not self.ready or self._closed:
            raise NotReady()
        if not self.armed:
            raise NotArmed()

    async def _guard(self, intent: OrderIntent) -> None:
        wrong = guards.check(intent)
        if not wrong:
            chance = await self._chance(intent.market, RULES_SECONDS)
            held = self.balances.get(guards.spends(intent))
            free = held.balance if held is not None else Decimal(0)
            tick = self._tick_of(intent.market, intent.price) if self._tick_of and intent.price else None
            wrong = guards.check(intent, chance, available=free, tick=tick)
        if wrong:
            raise GuardError(wrong)

    async def _cancel_quietly(self, key: str) -> bool:
        try:
            await self.cancel(key)
        except HogaError as error:
            _log.warning("cancel of %s: %s", key, error)
            return False
        return True

    def _follow(self) -> None:
        try:
            self._client.watch(DataType.MY_ORDER, (), self._on_order)
            self._client.watch(DataType.MY_ASSET, (), self._on_asset)
        except WebSocketError as error:
            _log.warning("the private stream is not available: %s", error)
            self._reconciler.polling = True

    def _watch_statuses(self) -> None:
        manager = GlobalWebSocketManager.existing()
        statuses = self._statuses or (manager.on_status if manager is not None else None)
        if statuses is not None:
            statuses.connect(self._on_status)
        if manager is not None and manager.status("private").state is ConnectionState.SUBSCRIBED:
            self._live = True  # a socket that stayed open is not told of again

    def _stop_listening(self) -> None:
        self._rest.banned.disconnect(self._on_banned)
        manager = GlobalWebSocketManager.existing()
        for statuses in (self._statuses, manager.on_status if manager is not None else None):
            if statuses is not None:
                statuses.disconnect(self._on_status)
        self._client.unwatch(DataType.MY_ORDER)
        self._client.unwatch(DataType.MY_ASSET)

    def _on_status(self, status: ConnectionStatus) -> None:
        if status.side is not Side.PRIVATE or self._closed:
            return
        live = status.state is ConnectionState.SUBSCRIBED
        on_the_way = status.state in (ConnectionState.CONNECTING, ConnectionState.CONNECTED)
        if live != self._live and not on_the_way:
            self._live = live
            self._reconciler.stream_is(live)

    def _on_order(self, frame: EventFrame) -> None:
        event = self._event(frame)
        if isinstance(event, MyOrder):
            key = self._books.hear(event)
            if needs_details(self._books.facts(key)):
                self._reconciler.check_soon(key)

    def _on_asset(self, frame: EventFrame) -> None:
        event = self._event(frame)
        if isinstance(event, MyAsset):
            self._books.move(event)
            self._reconciler.accounts_soon()

    def _event(self, frame: EventFrame) -> object:
        try:
            return frame.event()
        except WebSocketError as error:
            # A private event that cannot be read may have been a fill: ask.
            _log.warning("a private event is unreadable: %s", error)
            self._reconciler.retry_now()
            return None

    def _on_settled(self) -> None:
        if not self.ready and not self._placement.leftovers:
            self._reconciler.retry_now()

    def _on_failed(self, error: HogaError) -> None:
        self._reconciler.fail(error)
        self._reconciler.retry_now()

    def _on_banned(self, told: tuple[Scope, int]) -> None:
        scope, until_ms = told
        if not self._closed:
            self._tasks.start(f"ban {scope}", self._journal.keep_ban(scope.value, until_ms))

    def _as_record(self, order: Order) -> OrderRecord:
        known = self.orders.get(self._books.ledger.key_for(order.uuid, order.identifier))
        if known is not None:
            return known
        key = key_of(order.uuid, order.identifier)
        return record_of(key, facts_of_snapshot(order), external=not key.startswith(OWN_PREFIX))

    def _account(self) -> str:
        credentials = self._rest.credentials
        return f"{self._rest.endpoints.mode}:{credentials.fingerprint()}" if credentials else ""


def _ms(moment: datetime) -> int:
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return int(known.timestamp() * 1000)
