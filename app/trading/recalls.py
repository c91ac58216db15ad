"""Orders to be cancelled as soon as the exchange shows them, a wish that also outlives a crash."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from app.clock import Clock
from app.errors import HogaError
from app.trading.books import Books
from app.trading.due import Due
from app.trading.errors import JournalError
from app.trading.journal import Journal
from app.upbit.errors import KeyRefused, NoCredentials

_log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 4.0, 8.0)  # between attempts; the last one from then on


class Recalls:
    """Waits for each order to show or to be known as never received, and has it cancelled.

    `cancel` starts a cancel, or joins the one under way. `account` names whose wishes these are.
    """

    def __init__(
        self,
        journal: Journal,
        books: Books,
        clock: Clock,
        due: Due,
        *,
        cancel: Callable[[str], asyncio.Task[HogaError | None]],
        account: Callable[[], str],
    ) -> None:
        self._journal = journal
        self._books = books
        self._clock = clock
        self._due = due
        self._cancel = cancel
        self._account = account
        self._running: dict[str, asyncio.Task[bool]] = {}
        self._shown: dict[str, asyncio.Event] = {}
        self._earlier: set[str] = set()
        books.orders_changed.connect(self._on_orders_changed)

    def __repr__(self) -> str:
        return f"<Recalls running={len(self._running)} earlier={len(self._earlier)}>"

    @property
    def keys(self) -> frozenset[str]:
        """Orders that are still to be cancelled, as far as this run has met them."""
        return frozenset(self._running)

    def recall(self, keys: Iterable[str]) -> list[asyncio.Task[bool]]:
        """Begin, and write the wish down; each task tells whether nothing of its order rests any more."""
        wanted = list(keys)
        if new := [key for key in wanted if key not in self._running]:
            self._due.start(f"keep {new[0]}", self._keep(new))
        return [self._start(key) for key in wanted]

    async def resume(self) -> None:
        """Take up the wishes of an earlier run of this account; JournalError."""
        self._earlier = set(await self._journal.recalls(self._account()))

    def forget(self) -> None:
        """Another account comes: what is not done of this one stays in the journal."""
        self._earlier.clear()

    def on_ready(self, ready: bool) -> None:
        """The books are compared with the exchange: a wish whose order is not open then has come true."""
        if ready and self._earlier:
            self._take_up(self._earlier)
            done, self._earlier = self._earlier, set()
            self._due.start("drop earlier recalls", self._drop(done))

    def _start(self, key: str) -> asyncio.Task[bool]:
        recall = self._running.get(key)
        if recall is None:
            recall = self._running[key] = self._due.start(f"recall {key}", self._cancel_once_shown(key))
            recall.add_done_callback(lambda _task: self._running.pop(key, None))
        return recall

    async def _keep(self, keys: list[str]) -> None:
        try:
            await self._journal.keep_recalls(keys)
        except JournalError as error:
            _log.warning("a wish to cancel would not outlive this run: %s", error)

    async def _drop(self, keys: Iterable[str]) -> None:
        try:
            await self._journal.drop_recalls(keys)
        except JournalError as error:
            _log.warning("a wish that is done stays written: %s", error)

    async def _cancel_once_shown(self, key: str) -> bool:
        shown = self._shown[key] = asyncio.Event()
        try:
            while not (self._books.facts(key).known_to_exchange or self._has_ended(key)):
                await shown.wait()
                shown.clear()
        finally:
            del self._shown[key]
        done = await self._until_taken(key)
        if done:
            await self._drop([key])
        return done

    async def _until_taken(self, key: str) -> bool:
        attempt = 0
        while not self._has_ended(key):
            error = await self._cancel(key)
            if error is None:
                return True
            if isinstance(error, KeyRefused | NoCredentials):
                return False
            await self._clock.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            attempt += 1
        return True

    def _has_ended(self, key: str) -> bool:
        record = self._books.orders.get(key)
        return record is None or record.state.is_final

    def _on_orders_changed(self, keys: frozenset[str]) -> None:
        for key in keys & self._shown.keys():
            self._shown[key].set()
        self._take_up(keys & self._earlier)

    def _take_up(self, keys: Iterable[str]) -> None:
        for key in tuple(keys):
            if self._books.facts(key).known_to_exchange and not self._has_ended(key):
                self._earlier.discard(key)
                self._start(key)
