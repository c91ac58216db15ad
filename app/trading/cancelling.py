"""Cancels: of one order, and of all of them with those that are still on their way to the exchange."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable

from app.clock import Clock
from app.errors import HogaError
from app.trading.books import Books
from app.trading.due import Due
from app.trading.errors import NoSuchOrder, Recalled
from app.trading.journal import Journal
from app.trading.recalls import Recalls
from app.trading.reconciler import Reconciler
from app.upbit.errors import Refused, Unanswered, UpbitError
from app.upbit.models import Order
from app.upbit.rest import UpbitRest

_log = logging.getLogger(__name__)

RECALL_SECONDS = 2.0  # cancelling all waits so long for orders on their way; they are cancelled later too


class Cancels:
    """Asks the exchange to cancel. Wishes for the same order while one is on its way join that one.

    `recalls` are orders that are to be cancelled as soon as the exchange shows them.
    """

    def __init__(
        self,
        rest: UpbitRest,
        journal: Journal,
        books: Books,
        reconciler: Reconciler,
        clock: Clock,
        due: Due,
        account: Callable[[], str],
    ) -> None:
        self._rest = rest
        self._books = books
        self._reconciler = reconciler
        self._due = due
        self._account = account
        self._running: dict[str, asyncio.Task[HogaError | None]] = {}
        self.recalls = Recalls(journal, books, clock, due, cancel=self._start, account=account)
        self._calls: Counter[str | None] = Counter()
        reconciler.ready_changed.connect(self.recalls.on_ready)

    def __repr__(self) -> str:
        return f"<Cancels running={len(self._running)} {self.recalls!r}>"

    async def cancel(self, key: str) -> None:
        """See Broker.cancel."""
        record = self._books.orders.get(key)
        if record is None:
            raise NoSuchOrder(key)
        if record.state.is_final:
            return
        # In a task of its own: whoever waits here may be cancelled, and others may wait for it too.
        error = await asyncio.shield(self._start(key))
        if error is not None:
            raise error

    async def cancel_all(self, market: str | None) -> int:
        """See Broker.cancel_all."""
        self._calls[market] += 1
        account = self._account()
        # What is known goes first: the list may take long to come, or never come.
        known, unseen = self._open(market)
        recalls = self.recalls.recall(unseen)
        cancels = {key: self._start(key) for key in known}
        if await self._list(market, account):
            listed, _ = self._open(market)
            cancels |= {key: self._start(key) for key in listed if key not in cancels and key not in unseen}
        if cancels:
            await asyncio.wait(cancels.values())
        if recalls:
            await asyncio.wait(recalls, timeout=RECALL_SECONDS)
        taken = sum(not task.cancelled() and task.result() is None for task in cancels.values())
        return taken + sum(task.done() and not task.cancelled() and task.result() for task in recalls)

    def moment(self, market: str) -> tuple[int, int]:
        """The present moment, to be given to `require_none_since` before an order of that market leaves."""
        return self._calls[None], self._calls[market]

    def require_none_since(self, moment: tuple[int, int], market: str) -> None:
        """Raise Recalled when all orders (of that market) were cancelled meanwhile."""
        if self.moment(market) != moment:
            raise Recalled()

    def _open(self, market: str | None) -> tuple[list[str], list[str]]:
        """Orders that the exchange has shown, and those of which it is unknown whether they arrived."""
        known: list[str] = []
        unseen: list[str] = []
        for key in self._books.ledger.open_keys(market):
            (known if self._books.facts(key).known_to_exchange else unseen).append(key)
        return known, unseen

    async def _list(self, market: str | None, account: str) -> bool:
        """Whether more can be cancelled by the list: the key may have changed, or the desk closed."""
        orders: list[Order] = []
        try:
            orders = await self._rest.open_orders(market)
        except UpbitError as error:
            _log.warning("cancel all goes by what is known: %s", error)
        if self._account() != account or self._due.closed:
            return False
        for order in orders:
            self._books.tell(order)
        return True

    def _start(self, key: str) -> asyncio.Task[HogaError | None]:
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = self._due.start(f"cancel {key}", self._cancel(key))
            running.add_done_callback(lambda _task: self._running.pop(key, None))
        return running

    async def _cancel(self, key: str) -> HogaError | None:
        record = self._books.orders.get(key)
        if record is None:
            return NoSuchOrder(key)  # another account has come since
        try:
            answer = await self._rest.cancel(uuid=record.uuid, identifier=record.identifier)
        except Refused as error:
            return await self._after_refusal(key, error)
        except UpbitError as error:
            _log.warning("cancel of %s: %s", key, error)
            if isinstance(error, Unanswered):
                self._reconciler.check_soon(key)
            return error
        self._books.tell(answer, record.identifier)
        self._reconciler.check_soon(key)
        return None

    async def _after_refusal(self, key: str, error: Refused) -> HogaError | None:
        # It may have ended first: then the exchange's state is the answer, not the refusal.
        try:
            if (await self._reconciler.refresh(key)).state.is_final:
                return None
        except UpbitError as unknown:
            _log.warning("cancel of %s: %s, and then: %s", key, error, unknown)
            return unknown
        _log.warning("cancel of %s: %s", key, error)
        return error
