"""Keeps the books true: compares with the exchange at start, after each gap and while orders are open."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from app.clock import Clock
from app.errors import HogaError
from app.signals import Signal
from app.tasks import TaskOwner
from app.trading.books import Books
from app.trading.errors import JournalError, Unexpected
from app.trading.facts import OrderFacts
from app.trading.journal import Journal
from app.trading.orders import OrderRecord
from app.trading.placement import Placement
from app.upbit.errors import KeyRefused, NoCredentials, NotFound, UpbitError
from app.upbit.rest import UpbitRest

_log = logging.getLogger(__name__)

OPEN_SECONDS = 10.0  # between two rounds while orders are open
POLL_SECONDS = 2.0  # the same while the private stream is down
IDLE_SECONDS = 60.0  # with no open order
KEY_SECONDS = 30.0  # after the exchange has refused the key
RETRY_SECONDS = (0.5, 1.0, 2.0)
LEFTOVER_SECONDS = 1.0
CHECK_SECONDS = 1.0  # a cancel or a strange event: the stream gets this long to say more
ACCOUNTS_SECONDS = 0.7  # average prices are not streamed: refetched that long after a change


class Reconciler:
    """Decides when the books are true. `ready_changed` tells; `problem` says why they are not."""

    def __init__(
        self,
        rest: UpbitRest,
        journal: Journal,
        books: Books,
        placement: Placement,
        clock: Clock,
        tasks: TaskOwner,
        account: Callable[[], str],
    ) -> None:
        self.ready_changed: Signal[bool] = Signal("broker.ready_changed")
        self.problem_changed: Signal[HogaError | None] = Signal("broker.problem_changed")
        self.ready = False
        self.polling = False
        self.interval = IDLE_SECONDS
        self.no_key = NoCredentials()
        self.problem: HogaError | None = None if rest.credentials else self.no_key
        self._rest = rest
        self._journal = journal
        self._books = books
        self._placement = placement
        self._clock = clock
        self._tasks = tasks
        self._account = account
        self._wake = asyncio.Event()
        self._failures = 0
        self._idle = False
        books.orders_changed.connect(self._on_orders_changed)

    def __repr__(self) -> str:
        return f"<Reconciler {'ready' if self.ready else 'not ready'} failures={self._failures}>"

    def start(self, seconds: float = 0.0) -> None:
        """Begin with the first round, after so long."""
        self._tasks.start("reconcile", self._keep_going(seconds))

    def stop(self) -> None:
        """No more rounds, until `start`."""
        self._tasks.cancel("reconcile")
        self._tasks.cancel("reconcile timer")
        self.set_ready(False)

    def reset(self) -> None:
        """As before the first `start`."""
        self.polling = self._idle = False
        self._failures = 0
        self._set_problem(None if self._rest.credentials else self.no_key)

    def explain(self, no_key: NoCredentials) -> None:
        """Why there is no key to follow the account with, from now on."""
        self.no_key = no_key
        if self._rest.credentials is None:
            self._set_problem(no_key)

    def retry_now(self) -> None:
        """Start the next round at once; one that is under way does not count as it."""
        self._wake.set()

    def stream_is(self, live: bool) -> None:
        """The private stream came up or broke: what it missed is fetched before orders may be placed."""
        self.polling = not live
        self.set_ready(False)
        self.retry_now()

    def fail(self, error: HogaError) -> None:
        """Something keeps orders from being safe."""
        self._set_problem(error)
        self.set_ready(False)

    def set_ready(self, ready: bool) -> None:
        """Tell when it changed."""
        if ready != self.ready:
            self.ready = ready
            self.ready_changed.emit(ready)

    def _set_problem(self, problem: HogaError | None) -> None:
        told, self.problem = self.problem, problem
        if (told and told.sentence) != (problem and problem.sentence):
            self.problem_changed.emit(problem)

    def check_soon(self, key: str) -> None:
        """Ask for that order in a second, unless it has ended by then."""
        self._tasks.start(f"check {key}", self._check(key))

    def accounts_soon(self) -> None:
        """Refetch the balances in a moment, for what the stream does not tell."""
        if not self._tasks.running("accounts"):
            self._tasks.start("accounts", self._fetch_accounts())

    async def refresh(self, key: str) -> OrderRecord:
        """Ask the exchange for that order."""
        facts = self._books.facts(key)
        try:
            order = await self._rest.order(uuid=facts.uuid, identifier=facts.identifier)
        except NotFound as error:
            if facts.known_to_exchange and error.name == "order_not_found":
                self._books.miss(key, self._clock.monotonic(), error.name)
        else:
            key = self._books.tell(order, facts.identifier)
        return self._books.orders[key]

    def failed(self, name: str, error: BaseException) -> None:
        """A task ended by an error that nobody expected: the account is followed all the same."""
        self.fail(error if isinstance(error, HogaError) else Unexpected(error))
        if name == "reconcile":
            self.start(RETRY_SECONDS[-1])
        else:
            self.retry_now()

    async def _keep_going(self, seconds: float) -> None:
        if seconds:
            await self._clock.sleep(seconds)
        while True:
            self._wake.clear()
            self._pause(await self._round())
            await self._wake.wait()

    def _pause(self, seconds: float) -> None:
        self.interval = seconds
        self._idle = not self._books.ledger.open_keys() and not self.problem
        self._tasks.start("reconcile timer", self._wake_after(seconds))

    def _on_orders_changed(self, _keys: frozenset[str]) -> None:
        if self._idle and self._books.ledger.open_keys():
            self._pause(self._open_seconds())

    def _open_seconds(self) -> float:
        return POLL_SECONDS if self.polling else OPEN_SECONDS

    async def _wake_after(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._wake.set()

    async def _round(self) -> float:
        try:
            await self._reconcile()
        except (UpbitError, JournalError) as error:
            # One line an outage: it may last for hours.
            _log.log(logging.DEBUG if self.problem else logging.WARNING, "not reconciled: %s", error)
            self.fail(error)
            return self._pause_after(error)
        self._failures = 0
        self._set_problem(None)
        if self._placement.leftovers:
            return LEFTOVER_SECONDS
        # Woken meanwhile means that something happened which this round may have missed.
        if not self._wake.is_set():
            self.set_ready(True)
        if not self._books.ledger.open_keys():
            # With the stream down nothing tells of orders made elsewhere either.
            return OPEN_SECONDS if self.polling else IDLE_SECONDS
        return self._open_seconds()

    def _pause_after(self, error: HogaError) -> float:
        if isinstance(error, KeyRefused):
            return KEY_SECONDS
        self._failures += 1
        return RETRY_SECONDS[min(self._failures, len(RETRY_SECONDS)) - 1]

    async def _reconcile(self) -> None:
        if isinstance(self.problem, JournalError):
            await self._journal.probe()
        await self._placement.read_leftovers(self._account())
        mark = self._books.wallet.mark()
        self._books.count(await self._rest.accounts(), mark)
        before = self._books.ledger.open_keys()
        listed = {self._books.tell(order) for order in await self._rest.open_orders()}
        await self._refresh_all(before, listed)

    async def _refresh_all(self, before: Iterable[str], listed: set[str]) -> None:
        """Ask for what the list cannot tell: orders that left it, and executions that were not streamed."""
        for key in {*before, *listed}:
            facts = self._books.facts(key)
            if not facts.is_final and facts.known_to_exchange and (key not in listed or facts.lacks_fills):
                await self.refresh(key)

    async def _check(self, key: str) -> None:
        await self._clock.sleep(CHECK_SECONDS)
        record = self._books.orders.get(key)
        if record is None or self._books.facts(key).is_final:
            return
        try:
            await self.refresh(key)
        except UpbitError:
            self.retry_now()

    async def _fetch_accounts(self) -> None:
        await self._clock.sleep(ACCOUNTS_SECONDS)
        mark = self._books.wallet.mark()
        try:
            self._books.count(await self._rest.accounts(), mark)
        except UpbitError as error:
            _log.info("balances not refetched: %s", error)


def needs_details(facts: OrderFacts) -> bool:
    """An order made elsewhere of which only an execution was seen has no price and size yet."""
    return facts.ord_type == "limit" and (facts.price is None or facts.volume is None)
