"""One intent on its way: journal first, one POST, and the search for an order of unknown outcome."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from functools import partial

from app.clock import Clock
from app.tasks import TaskOwner
from app.trading.books import Books
from app.trading.due import Due
from app.trading.errors import JournalError
from app.trading.facts import Local
from app.trading.journal import Entry, Journal, Outcome
from app.trading.lookup import Search
from app.trading.orders import OrderIntent, OrderRecord
from app.upbit.errors import NoCredentials, NotFound, NotSent, Refused, Unanswered, UpbitError
from app.upbit.models import Amendment, Order
from app.upbit.rest import UpbitRest

_log = logging.getLogger(__name__)

# Not a refusal: the identifier has been there before, so an order may well live under it.
_ARRIVED_EARLIER = "duplicated_identifier"


class Placement:
    """Sends intents and finds out what became of them.

    `leftovers` are identifiers of an earlier run whose outcome is still unknown, `recovered` those whose
    outcome was unknown at the start; `settled` is called whenever an outcome became known, `failed` when
    the journal could not be written.
    """

    def __init__(
        self,
        rest: UpbitRest,
        journal: Journal,
        books: Books,
        clock: Clock,
        tasks: TaskOwner,
        due: Due,
        *,
        settled: Callable[[], None],
        failed: Callable[[JournalError], None],
    ) -> None:
        self.leftovers: set[str] = set()
        self.recovered: set[str] = set()
        self._rest = rest
        self._journal = journal
        self._books = books
        self._clock = clock
        self._tasks = tasks
        self._due = due
        self._settled = settled
        self._failed = failed
        self._searching: dict[str, Entry] = {}
        self._replaces: dict[str, str] = {}
        self._leftovers_read = False
        books.orders_changed.connect(self._on_orders_changed)

    def __repr__(self) -> str:
        return f"<Placement leftovers={len(self.leftovers)}>"

    async def place(self, entry: Entry, change: Amendment | None = None) -> None:
        """Send the order, once; raises JournalError when its row could not be written: then it stays here.

        With `change` it takes the place of another one, in the same call.
        """
        # Shown at once: who cancels all orders in this turn of the loop must not miss it.
        self._books.intend(entry.identifier, entry.intent, entry.created_ms)
        # A task of its own: whoever waits here may be cancelled, the order must not be left half-way.
        task = self._due.start(f"place {entry.identifier}", self._place(entry, change))
        task.add_done_callback(partial(self._if_broken, entry, self._clock.monotonic()))
        failed: JournalError | None = await asyncio.shield(task)
        if failed is not None:
            raise failed

    def forget(self) -> None:
        """Another account comes: what is unresolved of this one stays in the journal."""
        self.leftovers.clear()
        self.recovered.clear()
        self._searching.clear()
        self._replaces.clear()
        self._leftovers_read = False

    async def read_leftovers(self, account: str) -> None:
        """Take up the intents of an earlier run of which it did not learn the outcome."""
        if self._leftovers_read:
            return
        for entry in await self._journal.unresolved(account):
            if entry.identifier not in self._books.orders:
                self.leftovers.add(entry.identifier)
                self.recovered.add(entry.identifier)
                self._books.intend(entry.identifier, entry.intent, entry.created_ms, Local.UNKNOWN)
                age = max(self._clock.time_ms() - entry.created_ms, 0) / 1000
                self._search(entry, self._clock.monotonic() - age)
        self._leftovers_read = True

    async def _place(self, entry: Entry, change: Amendment | None) -> JournalError | None:
        key = entry.identifier
        try:
            await self._journal.intend(entry)
        except JournalError as error:
            self._books.reject(key, error.name)
            self._failed(error)
            return error
        began = self._clock.monotonic()
        try:
            order = await self._send(entry, change)
        except (NotSent, NoCredentials) as error:
            await self._refused(key, Outcome.NOT_SENT, error.name)
        except Refused as error:
            if error.name == _ARRIVED_EARLIER:
                self._doubt(entry, began, error)
            else:
                await self._refused(key, Outcome.REJECTED, error.name)
        except Unanswered as error:
            self._doubt(entry, began, error)
        else:
            told = self._books.tell(order, key if change is None else change.identifier)
            if change is None:
                await self._settle(key, Outcome.ACCEPTED, uuid=order.uuid)
            else:
                # The answer is the old order: whether the new one came to be has to be asked.
                self._replaces[key] = told
                self._search(entry, began)
        return None

    def _if_broken(self, entry: Entry, began: float, task: asyncio.Task[JournalError | None]) -> None:
        """An error that nobody expected says nothing of the order: it may have been sent."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            with contextlib.suppress(RuntimeError):  # closing: the row stays for the next start
                self._doubt(entry, began, Unanswered(f"placing broke: {type(error).__name__}"))

    async def _send(self, entry: Entry, change: Amendment | None) -> Order:
        if change is None:
            return await self._rest.place(entry.intent.order(entry.identifier))
        return await self._rest.cancel_and_new(change)

    async def _refused(self, key: str, outcome: Outcome, reason: str) -> None:
        self._books.reject(key, reason)
        await self._settle(key, outcome, reason=reason)

    def _doubt(self, entry: Entry, began: float, error: UpbitError) -> None:
        _log.warning("the outcome of %s is unknown: %s", entry.identifier, error)
        self._books.doubt(entry.identifier, error.name)
        self._search(entry, began)

    async def _settle(self, key: str, outcome: Outcome, *, uuid: str | None = None, reason: str = "") -> None:
        try:
            await self._journal.settle(key, outcome, self._clock.time_ms(), uuid=uuid, reason=reason)
        except JournalError as error:
            # The row stays pending and is looked up at the next start: nothing is lost by that.
            self._failed(error)
        self.leftovers.discard(key)
        self._settled()

    def _on_orders_changed(self, keys: frozenset[str]) -> None:
        """The stream or a list may have told what a search is still looking for."""
        for key in keys & self._searching.keys():
            if self._books.facts(key).known_to_exchange:
                self._found(key)

    def _found(self, key: str) -> None:
        if self._searching.pop(key, None) is None:
            return
        self._tasks.cancel(f"search {key}")
        self._write(key, self._settle(key, Outcome.ACCEPTED, uuid=self._books.facts(key).uuid))

    def _write(self, key: str, settling: Coroutine[object, object, None]) -> None:
        """Write an outcome in a task that closing waits for, so that the next start need not ask again."""
        self._due.start(f"settle {key}", settling)

    def _search(self, entry: Entry, began: float) -> None:
        self._searching[entry.identifier] = entry
        self._tasks.start(f"search {entry.identifier}", self._look_up(entry.identifier, began))

    async def _look_up(self, key: str, began: float) -> None:
        # `began` is monotonic: only of an earlier run's order does the wall clock tell the age.
        search = Search(age=self._clock.monotonic() - began)
        while not (search.never_arrived or self._is_known(key) or (search.misses and self._too_late(key))):
            await self._clock.sleep(search.delay)
            search = await self._ask(key, search, began)
        if self._is_known(key):
            self._found(key)
        else:
            self._searching.pop(key, None)
            reason = "amended_too_late" if self._too_late(key) else "not_received"
            self._write(key, self._refused(key, Outcome.NOT_RECEIVED, reason))

    def _is_known(self, key: str) -> bool:
        return self._books.facts(key).known_to_exchange

    def _too_late(self, key: str) -> bool:
        """The order that this one was to replace was filled first: nothing new was created then."""
        return self._books.facts(self._replaces.get(key, "")).state == "done"

    async def _ask(self, key: str, search: Search, began: float) -> Search:
        try:
            order = await self._rest.order(identifier=key)
        except NotFound as error:
            # Any other 404 comes from something between here and the exchange, and proves nothing.
            if error.name != "order_not_found":
                return search.failed()
            return search.missed(self._clock.monotonic() - began)
        except UpbitError as error:
            _log.info("look-up of %s: %s", key, error)
            return search.failed()
        self._books.tell(order, key)
        return search


def amendment(old: OrderRecord, intent: OrderIntent, identifier: str) -> Amendment:
    """The call that puts the intent in the old order's place."""
    return Amendment(
        uuid=old.uuid,
        identifier=old.identifier,
        ord_type=intent.ord_type,
        price=intent.price,
        volume=intent.volume,
        time_in_force=intent.time_in_force,
        new_identifier=identifier,
    )
