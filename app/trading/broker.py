"""The one source of own orders and balances: places, cancels, follows, and reconciles with the exchange."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from app.clock import Clock, SystemClock
from app.errors import HogaError, WebSocketError
from app.language import Sentence
from app.signals import Signal
from app.tasks import TaskOwner
from app.trading.archive import Archive
from app.trading.books import Books
from app.trading.cancelling import Cancels
from app.trading.due import Due
from app.trading.errors import JournalError, NoSuchOrder, NotAmendable, NotArmed, NotReady, damaged_journal
from app.trading.guards import Violation
from app.trading.journal import Entry, Journal
from app.trading.orders import OWN_PREFIX, OrderIntent, OrderRecord
from app.trading.placement import Placement, amendment
from app.trading.portfolio import Balance
from app.trading.reconciler import Reconciler, needs_details
from app.trading.stream import EventFrame, PrivateStream, event_of
from app.trading.terms import MarketTerms, TickOf
from app.upbit.errors import NoCredentials
from app.upbit.models import Chance
from app.upbit.rest import UpbitRest
from app.websocket_v6 import ConnectionState, ConnectionStatus, GlobalWebSocketManager, Side
from app.websocket_v6.events import DataType, MyAsset, MyOrder

_log = logging.getLogger(__name__)

DRAIN_SECONDS, CLOSE_SECONDS = 3.0, 1.0  # a window that closes has waited the three before


class Broker:
    """Own orders and balances. The client, the journal and `tasks` belong to the broker from now on.

    Signals: orders_changed (keys) and balances_changed (currencies), each at most once in a turn of the
    loop; ready_changed (bool); armed_changed (bool); problem_changed (HogaError or None); complained
    (Sentence): something that the trader has to know once, as a journal that had to be begun anew.
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
        tick_of: TickOf | None = None,
        rehearses: bool = False,
        armed: bool = True,
        new_identifier: Callable[[], str] = lambda: f"{OWN_PREFIX}{uuid.uuid4().hex}",
    ) -> None:
        self._rest = rest
        self._client = client
        self._journal = journal
        self._clock = clock = clock or SystemClock()
        self._tasks = tasks = tasks or TaskOwner("broker", self._on_task_failure)
        self._statuses = statuses
        self._new_identifier = new_identifier
        self.armed = armed
        self.armed_changed: Signal[bool] = Signal("broker.armed_changed")
        self.complained: Signal[Sentence] = Signal("broker.complained")
        self._damage_told: Path | None = None
        self._books = Books()
        self._due = due = Due(tasks)
        self._placement = Placement(
            rest, journal, self._books, clock, tasks, due, settled=self._on_settled, failed=self._on_failed
        )
        self._reconciler = Reconciler(rest, journal, self._books, self._placement, clock, tasks, rest.account)
        self._cancels = Cancels(rest, journal, self._books, self._reconciler, clock, due, rest.account)
        self._terms = MarketTerms(rest, clock, tick_of=tick_of, rehearses=rehearses)
        self._archive = Archive(rest, self._books, clock)
        self._live: bool | None = None
        self._closed = False
        self.ready_changed.connect(self._tell_damage)  # it may show when the journal opens late

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

    @property
    def recovered(self) -> frozenset[str]:
        """Orders of which an earlier run did not learn the outcome, whether it is known by now or not."""
        return frozenset(self._placement.recovered)

    @property
    def recalling(self) -> frozenset[str]:
        """Orders that `cancel_all` met on their way: cancelled as soon as the exchange shows them."""
        return self._cancels.recalls.keys

    @property
    def poll_seconds(self) -> float:
        """How long the exchange is left alone between two rounds of asking."""
        return self._reconciler.interval

    async def start(self) -> None:
        """Open the journal and begin to follow the account; `ready_changed` tells when it is reconciled.

        Without an API key nothing is followed, and placing raises NoCredentials. Without a key, or a
        journal that can be opened, `problem` says so: orders stay impossible.
        """
        self._reconciler.reset()
        if self._rest.credentials is None or self._closed:
            return
        self._watch_statuses()
        self._follow()
        try:
            await self._cancels.recalls.resume()
        except JournalError as error:
            self._reconciler.fail(error)
        self._tell_damage()
        self._reconciler.start()

    async def suspend(self) -> None:
        """Stop following the account and forget it, for another key or none; `start` begins anew.

        Orders under way get a moment. One whose outcome is unknown even then stays in the journal, and is
        looked up when its key is used again.
        """
        self._reconciler.stop()
        await self._due.drain(DRAIN_SECONDS)
        self._stop_listening()
        await self._tasks.stop()
        self._reconciler.stop()
        self._placement.forget()
        self._cancels.recalls.forget()
        self._books.clear()
        self._terms.forget()
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
        await self._due.drain(CLOSE_SECONDS)
        self._client.close()
        self._books.mute()
        await self._tasks.aclose()
        await self._journal.close()

    def explain_missing_key(self, error: NoCredentials) -> None:
        """`problem`, and what placing raises, for as long as there is no key: none at all, a locked one."""
        self._reconciler.explain(error)

    def retry_now(self) -> None:
        """Reconcile at once instead of at the next turn."""
        self._reconciler.retry_now()

    async def place(self, intent: OrderIntent) -> OrderRecord:
        """Send one order, once, after its row is in the journal.

        The record is WORKING or further when the exchange took it, REJECTED with the reason when it did
        not, UNKNOWN while that is being looked up. Raises GuardError, NotReady, Recalled, NoCredentials,
        JournalError or, where the rules of the market could not be read, RulesUnread or UpbitError: then
        nothing was sent.
        """
        account = self._require_ready()
        began = self._cancels.moment(intent.market)
        await self._terms.check(intent, self.balances)
        await self._terms.rehearse(intent)
        self._require_ready(account)  # reading the market's rules may have taken a while
        self._cancels.require_none_since(began, intent.market)
        entry = Entry(self._new_identifier(), account, self._clock.time_ms(), intent)
        await self._placement.place(entry)
        return self.orders[entry.identifier]

    async def amend(self, key: str, price: Decimal, volume: Decimal | None = None) -> OrderRecord:
        """Replace a limit order that waits by one of that price and volume; the new order's record.

        One call cancels the old order and places the new one. `volume` None takes what remains of the old
        one at that moment, so that a fill on the way makes the new one smaller. Outcomes are those of
        `place`, and the same errors are raised; NoSuchOrder and NotAmendable too. The record is SENDING
        until the exchange shows the new order, REJECTED when the old one was filled first.
        """
        account = self._require_ready()
        old = self.orders.get(key)
        if old is None:
            raise NoSuchOrder(key)
        if not old.is_amendable:
            raise NotAmendable(key)
        intent, wanted = old.amended(price, volume), old.amended(price, volume or old.remaining_volume)
        began = self._cancels.moment(old.market)
        await self._terms.check(wanted, self.balances, freed=old.locked)
        self._require_ready(account)
        self._cancels.require_none_since(began, old.market)
        entry = Entry(self._new_identifier(), account, self._clock.time_ms(), intent)
        try:
            await self._placement.place(entry, amendment(old, intent, entry.identifier))
        finally:
            self._reconciler.check_soon(key)
        return self.orders[entry.identifier]

    def amendment_violations(
        self, key: str, price: Decimal | None, volume: Decimal | None
    ) -> tuple[Violation, ...]:
        """Every rule that `amend` would refuse that order for, as far as the rules are known by now."""
        old = self.orders[key]
        return self._terms.violations(old.amended(price, volume), self.balances, old.locked)

    async def cancel(self, key: str) -> None:
        """Ask the exchange to cancel; an ended order is no error, and a second wish joins the first.

        Raises NoSuchOrder, or UpbitError when the exchange refused or could not be asked.
        """
        await self._cancels.cancel(key)

    async def cancel_all(self, market: str | None = None) -> int:
        """Cancel every open order (of that market); how many of them the exchange took, or rest no more.

        One that is being checked is not sent any more (Recalled). One that is on its way is cancelled once
        the exchange shows it, by the next run if need be; after two seconds it stays in `recalling`.
        """
        return await self._cancels.cancel_all(market)

    async def chance(self, market: str) -> Chance:
        """Fees, types and totals of a market; asked again after ten seconds."""
        return await self._terms.chance(market)

    async def closed(self, market: str | None = None, before: datetime | None = None) -> list[OrderRecord]:
        """Ended orders created before that time (None: all), newest first; empty: there are no more.

        One page is what one week holds; weeks without orders are skipped, half a year of them ends it.
        A naive `before` is UTC. The next page begins before the last record's `created_at`.
        """
        return await self._archive.page(market, before)

    async def with_fills(self, record: OrderRecord) -> OrderRecord:
        """The same order with each of its executions; asks the exchange where some are missing."""
        return await self._archive.with_fills(record)

    def _require_ready(self, account: str = "") -> str:
        """The account in use; `account`: the one that was meant, for the key may have changed since."""
        if self._rest.credentials is None:
            raise self._reconciler.no_key
        used = self._rest.account()
        if not self.ready or self._closed or (account or used) != used:
            raise NotReady()
        if not self.armed:
            raise NotArmed()
        return used

    def _follow(self) -> None:
        try:
            self._client.watch(DataType.MY_ORDER, (), self._on_order)
            self._client.watch(DataType.MY_ASSET, (), self._on_asset)
        except WebSocketError as error:
            _log.warning("the private stream is not available: %s", error)
            self._reconciler.polling = True

    def _watch_statuses(self) -> None:
        manager = GlobalWebSocketManager.existing()
        statuses = self._statuses
        if statuses is None and manager is not None:  # a signal without receivers is empty, and false
            statuses = manager.on_status
        if statuses is not None:
            statuses.connect(self._on_status)
        if manager is not None and manager.status("private").state is ConnectionState.SUBSCRIBED:
            self._live = True  # a socket that stayed open is not told of again

    def _stop_listening(self) -> None:
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
        if (event := event_of(frame)) is None:
            self._reconciler.retry_now()  # it may have been a fill: ask
        return event

    def _on_settled(self) -> None:
        if not self.ready and not self._placement.leftovers:
            self._reconciler.retry_now()

    def _on_failed(self, error: HogaError) -> None:
        self._reconciler.fail(error)
        self._reconciler.retry_now()

    def _tell_damage(self, _ready: bool = False) -> None:
        kept = self._journal.damaged
        if kept is not None and kept != self._damage_told:
            self._damage_told = kept
            self.complained.emit(damaged_journal(kept.name))

    def _on_task_failure(self, name: str, error: BaseException) -> None:
        if not self._closed:
            self._reconciler.failed(name, error)
