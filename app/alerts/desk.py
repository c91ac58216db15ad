"""The alerts of a running desk: feeds the engine, tells what fired, and keeps it all over restarts."""

from __future__ import annotations

import asyncio
import logging
import math
from decimal import Decimal

from msgspec.structs import replace

from app.alerts import engine
from app.alerts.engine import Fired, Reading, State
from app.alerts.fills import Executed, new_fills, to_keep
from app.alerts.habits import Habits
from app.alerts.rules import MOST, Alert, Rule
from app.alerts.store import KEPT, AlertFile, Book
from app.clock import Clock
from app.errors import HogaError, SettingsError
from app.language import Sentence
from app.signals import Signal
from app.tasks import TaskOwner
from app.trading import Broker
from app.websocket_v6 import (
    ConnectionState,
    ConnectionStatus,
    DataType,
    DecodeError,
    Frame,
    Side,
    Ticker,
    WebSocketClient,
    exact,
)

SAVE_GAP = 1.0  # seconds between two writes
SEEN_SECONDS = 20.0  # how much older the kept prices may be than the last ones, after a crash

FULL = Sentence(f"알림은 {MOST}개까지 둘 수 있습니다.", f"There can be at most {MOST} alerts.")

_log = logging.getLogger(__name__)


class TooManyAlerts(HogaError):
    """There is no room for one more alert."""

    def __init__(self) -> None:
        super().__init__(f"{MOST} alerts already", FULL)


class AlertDesk:
    """Alerts that wait, what fired, and how to tell it.

    Signals: fired (Fired); changed (None): alerts, where they stand, what fired, or habits;
    complained (str): a sentence for the person.
    """

    def __init__(
        self,
        file: AlertFile,
        client: WebSocketClient,
        statuses: Signal[ConnectionStatus],
        broker: Broker,
        clock: Clock,
    ) -> None:
        self.fired: Signal[Fired] = Signal("alert fired")
        self.changed: Signal[None] = Signal("alerts changed")
        self.complained: Signal[str] = Signal("alerts complained")
        self._file = file
        self._client = client
        self._statuses = statuses
        self._broker = broker
        self._clock = clock
        self._tasks = TaskOwner("alerts")
        self._state = State()
        self._history: tuple[Fired, ...] = ()
        self._habits = Habits()
        self._watched: tuple[str, ...] = ()
        self._blind: dict[str, int] = {}  # markets not seen since then, ms UTC
        self._blind_ms: int | None = None  # nothing at all comes since then
        self._blind_at = -math.inf  # when it last stopped, monotonic
        self._orders: dict[str, Executed] = {}
        self._orders_blind: dict[str, int] = {}
        self._started_ms: int | None = None  # None: what is on disk was not taken up
        self._saved_at = -math.inf
        self._dirty = False
        self._could_save = True
        self._hurry = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"<AlertDesk alerts={len(self._state.alerts)} watched={list(self._watched)}>"

    @property
    def state(self) -> State:
        """The alerts and where each stands."""
        return self._state

    @property
    def history(self) -> tuple[Fired, ...]:
        """What fired, newest last; bounded."""
        return self._history

    @property
    def habits(self) -> Habits:
        """How the trader wants to be told."""
        return self._habits

    def open(self) -> None:
        """Take up what the last run left and wait for it to happen."""
        book, complaint = self._file.load()
        self._started_ms = self._clock.time_ms()
        self._state, self._history, self._habits = book.state, book.fired, book.habits
        self._blind = dict.fromkeys(book.readings, book.seen_ms)
        self._orders = dict(book.orders)
        self._orders_blind = dict.fromkeys(book.orders, book.seen_ms)
        self._statuses.connect(self._on_status)
        self._broker.orders_changed.connect(self._on_orders)
        self._on_orders(frozenset(self._broker.orders))
        self._follow()
        if complaint:
            self.complained.emit(complaint)

    async def aclose(self) -> None:
        """Write what there is and wait for nothing any more; idempotent."""
        self._statuses.disconnect(self._on_status)
        self._broker.orders_changed.disconnect(self._on_orders)
        self._client.close()
        if self._started_ms is not None and not self._hurry.is_set():
            self._hurry.set()
            writing = self._save()
            await asyncio.wait({writing})
        await self._tasks.aclose()

    # --- what the trader does -------------------------------------------------------------------

    def add(self, symbol: str, rule: Rule, *, repeats: bool = False, cool_down: int = 60) -> Alert:
        """One more alert, armed; TooManyAlerts when there is no room."""
        if len(self._state.alerts) >= MOST:
            raise TooManyAlerts
        alert = Alert(id=self._next_id(), symbol=symbol, rule=rule, repeats=repeats, cool_down=cool_down)
        self.put(alert)
        return alert

    def put(self, alert: Alert) -> None:
        """Instead of the alert with that number; it is armed from scratch."""
        self._become(engine.put(self._state, alert))

    def enable(self, number: int, on: bool) -> None:
        """Switch an alert on, which arms it again when it is done, or off."""
        alert = self._state.alerts.get(number)
        if alert is not None:
            self.put(replace(alert, enabled=on))

    def remove(self, number: int) -> None:
        """Delete an alert; none is no error."""
        self._become(engine.remove(self._state, number))

    def forget_history(self) -> None:
        """Empty the list of what fired."""
        self._history = ()
        self._become(self._state)

    def live_by(self, habits: Habits) -> None:
        """Tell as the trader wants from now on."""
        self._habits = habits
        self._become(self._state)

    # --- what happens -----------------------------------------------------------------------------

    def _on_frame(self, frame: Frame) -> None:
        if frame.received_at < self._blind_at:
            return  # a picture from before the data stopped
        try:
            ticker = frame.event()
        except DecodeError:
            return  # counted and logged by the library
        if isinstance(ticker, Ticker) and ticker.trade_price > 0:
            blind_since = self._blind.pop(ticker.code, None)
            self._take(
                *engine.see(self._state, ticker.code, _reading_of(ticker), self._clock.time_ms(), blind_since)
            )

    def _on_orders(self, keys: frozenset[str]) -> None:
        orders = self._broker.orders
        records = [orders[key] for key in sorted(keys) if key in orders]
        self._orders, fills = new_fills(self._orders, records, self._started_ms or 0)
        blind = {record.key: self._orders_blind.pop(record.key, None) for record in records}
        for fill in fills:
            self._take(*engine.fill(self._state, fill, self._clock.time_ms(), blind[fill.key]))

    def _on_status(self, status: ConnectionStatus) -> None:
        if status.side is not Side.PUBLIC:
            return
        blind = status.stale or status.state is ConnectionState.RECONNECTING
        if blind and self._blind_ms is None:
            self._blind_ms, self._blind_at = self._clock.time_ms(), self._clock.monotonic()
            self._blind = dict.fromkeys(self._state.readings, self._blind_ms) | self._blind
        elif not blind:
            self._blind_ms = None

    def _take(self, state: State, fired: tuple[Fired, ...]) -> None:
        before, self._state = self._state, state
        if fired:
            self._history = (*self._history, *fired)[-KEPT:]
        if fired or _moved(before, state):
            self._tell()
        elif self._clock.monotonic() - self._saved_at > SEEN_SECONDS:
            self._save()
        for one in fired:
            _log.info("alert fired: %s", one)
            self.fired.emit(one)

    def _become(self, state: State) -> None:
        self._state = state
        self._tell()

    def _tell(self) -> None:
        self._follow()
        self._save()
        self.changed.emit(None)

    def _follow(self) -> None:
        """Wish for the tickers of exactly the markets that are waited for."""
        if self._state.symbols != self._watched:
            # Not from within a delivery of the very wish that `watch` replaces.
            asyncio.get_running_loop().call_soon(self._watch)

    def _watch(self) -> None:
        symbols = self._state.symbols
        if symbols != self._watched and not self._hurry.is_set():
            self._watched = symbols
            self._blind = {code: since for code, since in self._blind.items() if code in symbols}
            self._client.watch(DataType.TICKER, symbols, self._on_frame)

    def _next_id(self) -> int:
        used = [*self._state.alerts, *(fired.alert.id for fired in self._history)]
        return max(used, default=0) + 1

    # --- keeping ------------------------------------------------------------------------------------

    @property
    def _book(self) -> Book:
        state = self._state
        return Book(
            alerts=tuple(state.alerts.values()),
            watches=dict(state.watches),
            readings=dict(state.readings),
            fired=self._history,
            habits=self._habits,
            orders=to_keep(self._orders, self._broker.orders, self._orders_blind),
            seen_ms=self._clock.time_ms() if self._blind_ms is None else self._blind_ms,
        )

    def _save(self) -> asyncio.Task[None]:
        self._dirty = True
        if self._writing is None or self._writing.done():
            self._writing = self._tasks.start("save", self._write())
        return self._writing

    async def _write(self) -> None:
        while self._dirty:
            await self._rest(self._saved_at + SAVE_GAP - self._clock.monotonic())
            self._dirty = False
            self._saved_at = self._clock.monotonic()
            try:
                await asyncio.to_thread(self._file.save, self._book)
            except SettingsError as error:
                self._cannot_save(error)
            else:
                self._could_save = True

    async def _rest(self, seconds: float) -> None:
        if seconds > 0:
            try:
                async with asyncio.timeout(seconds):
                    await self._hurry.wait()
            except TimeoutError:
                return

    def _cannot_save(self, error: SettingsError) -> None:
        _log.error("%s", error)
        if self._could_save:
            self._could_save = False
            self.complained.emit(error.sentence)


def _moved(before: State, after: State) -> bool:
    """Whether an alert went to the other side of its threshold."""
    return any(
        watch is not before.watches.get(number) and watch.beyond != before.watch(number).beyond
        for number, watch in after.watches.items()
    )


def _reading_of(ticker: Ticker) -> Reading:
    return Reading(
        at_ms=ticker.timestamp,
        price=exact(ticker.trade_price),
        high=exact(ticker.high_price),
        low=exact(ticker.low_price),
        previous_close=exact(ticker.prev_closing_price),
        traded=_amount(ticker.acc_trade_price),
        day=ticker.trade_date,
    )


def _amount(value: float) -> Decimal:
    return exact(value) if value > 0 else Decimal(0)
