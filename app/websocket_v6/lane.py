"""One side of the manager: its wishes, its socket, and what happens to each thing that comes in."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from app.clock import Clock
from app.signals import Signal
from app.tasks import TaskOwner
from app.websocket_v6.backoff import Fault
from app.websocket_v6.connection import Connection, Timings
from app.websocket_v6.events import DataType
from app.websocket_v6.faults import BLOCKED, silence_of
from app.websocket_v6.health import ConnectionState, ConnectionStatus, LagWatch, Meter, Side
from app.websocket_v6.quarantine import Quarantine
from app.websocket_v6.rate_limiter import ConnectPace
from app.websocket_v6.router import Router
from app.websocket_v6.subscriptions import Subscriptions, Wish
from app.websocket_v6.transport import OpenSocket
from app.websocket_v6.wire import Frame, FrameReader, Key, Notice, WireFormat, encode_request, sent_at_ms

LATENCY_EVERY = 0.05
ANSWER_WITHIN = 10.0
LOG_EVERY = 1.0
QUIET_RATE = 1.0
NAMED = 10
TOO_MUCH = ("Too Many Requests", "too_many_requests")
TEAPOT = "I'm a teapot"
CANARY = Key(DataType.TICKER, "KRW-BTC")

_log = logging.getLogger(__name__)


class Lane:
    """Brings the wishes of one side to its socket and hands what comes back to the router."""

    def __init__(
        self,
        side: Side,
        *,
        router: Router,
        meter: Meter,
        told: Signal[ConnectionStatus],
        refused: Signal[str],
        tasks: TaskOwner,
        clock: Clock,
        pace: ConnectPace,
        timings: Timings,
        open_socket: OpenSocket,
        chance: Callable[[], float],
    ) -> None:
        self.side = side
        self.wire_format = WireFormat.DEFAULT
        self.subscriptions = Subscriptions()
        self.connection = Connection(
            side,
            self,
            told=told.emit,
            tasks=tasks,
            clock=clock,
            pace=pace,
            timings=timings,
            open_socket=open_socket,
            chance=chance,
        )
        self._timings = timings
        self._router = router
        self._meter = meter
        self._clock = clock
        self._reader = FrameReader()
        self._quarantine = Quarantine()
        self._lag = LagWatch(timings.lag_at_most)
        self._canary = Wish("canary", CANARY.data_type, (CANARY.symbol,))
        self._opened_at = 0.0
        self._answers_by: float | None = None
        self._sample_after = 0.0
        self._quiet_until = 0.0
        self._tell_refused = refused.emit
        self._told: set[str] = set()

    def __repr__(self) -> str:
        return f"<Lane {self.side} {self.connection!r} {self.subscriptions!r}>"

    # --- wishes ----------------------------------------------------------------------------------

    def add(self, wish: Wish) -> None:
        """Take a wish in; the wire follows by itself."""
        self.subscriptions.add(wish)
        self.connection.wishes_changed()

    def remove(self, wish: Wish) -> None:
        """Let a wish go."""
        self.subscriptions.remove(wish)
        if len(self.subscriptions) == 1:
            self.subscriptions.remove(self._canary)
            self._router.remove(CANARY, _nobody)
        if self._quarantine.bad:
            self._quarantine.keep(self.subscriptions.wanted)
            self.subscriptions.held = self._quarantine.held
        self.connection.wishes_changed()

    def latest(self, key: Key) -> Frame | None:
        """The newest frame of a stream that is running now; a private event is no state to start with."""
        running = self.side is Side.PUBLIC and self.subscriptions.streams(key)
        return self._router.latest(key) if running else None

    def is_bad(self, key: Key) -> bool:
        """Whether the exchange answers errors to that stream."""
        return key in self._quarantine.bad

    def is_unanswered(self, key: Key) -> bool:
        """Whether nothing has ever come for a stream that was asked for a while ago."""
        return self._answers_by is None and self.subscriptions.streams(key) and not self._router.has_data(key)

    # --- what the connection calls ------------------------------------------------------------------

    @property
    def wishes_anything(self) -> bool:
        return len(self.subscriptions) > 0

    @property
    def must_tell(self) -> bool:
        return self.subscriptions.changed

    def opened(self) -> None:
        """A new socket begins, which knows nothing."""
        self._opened_at = self._clock.monotonic()
        self._lag = LagWatch(self._timings.lag_at_most)
        self._quarantine.new_socket()
        self.subscriptions.forget_sent()
        self._router.new_socket(private=self.side is Side.PRIVATE)

    def not_taken(self) -> None:
        """The exchange did not take the last request: it must be told everything once more."""
        self.subscriptions.forget_sent()

    def next_request(self) -> str | None:
        """The frame that says all wishes, or None when the exchange knows them."""
        streams = self.subscriptions.next_streams(self._router.has_data)
        if streams is None:
            return None
        self._router.keep(self.subscriptions.sent, private=self.side is Side.PRIVATE)
        now = self._clock.monotonic()
        self._answers_by = now + ANSWER_WITHIN
        self._quarantine.asked(self.subscriptions.sent, now)
        return encode_request(str(uuid.uuid4()), streams, self.wire_format)

    def received(self, raw: bytes, at: float) -> None:
        """Something came in; never raises."""
        self._meter.received(at)
        found = self._reader.read(raw, at)
        if type(found) is Frame:
            self._deliver(found)
            return
        for item in found if isinstance(found, list) else (found,):
            if isinstance(item, Frame):
                self._deliver(item)
            else:
                self._noticed(item)

    def looked(self, now: float) -> None:
        """Called about twice a second while the socket is open."""
        if self._quarantine.is_searching and self._quarantine.next_trial(now):
            self._hold_back()
        if self._answers_by is not None and now >= self._answers_by:
            self._answers_by = None
            self._name_unanswered()
        if self._needs_canary(now):
            # Routed to nobody, so that a client who asks for it later gets its picture.
            self._router.add(CANARY, _nobody)
            self.add(self._canary)

    # --- inside ----------------------------------------------------------------------------------

    def _deliver(self, frame: Frame) -> None:
        if frame.received_at >= self._sample_after and not frame.is_snapshot:
            self._sample_after = frame.received_at + LATENCY_EVERY
            sent_at = sent_at_ms(frame.raw)
            if sent_at is not None:
                now_ms = self._clock.time_ms()
                self._meter.took(float(now_ms - sent_at))
                if self._lag.is_behind(now_ms, sent_at):
                    self.connection.drop(Fault.NETWORK, f"the data is {self._lag.behind:.0f} s late")
        self._router.deliver(frame)

    def _noticed(self, notice: Notice) -> None:
        if notice.kind in ("status", "method"):
            return
        self._meter.bad_frames += 1
        kind = f"{notice.kind} {notice.name}"
        now = self._clock.monotonic()
        if kind not in self._told and len(self._told) < 100 and now >= self._quiet_until:
            self._told.add(kind)
            self._quiet_until = now + LOG_EVERY
            _log.warning("%s: skipped a frame: %s: %s", self.side, kind, notice.message)
        if notice.kind == "error":
            self._refused(notice)

    def _refused(self, notice: Notice) -> None:
        """The exchange answered an error: to the keys, to the pace, or to something asked for."""
        self._tell_refused(notice.name)
        if notice.name == "INVALID_AUTH":
            self.connection.drop(Fault.AUTH, "the exchange answered INVALID_AUTH to the keys")
            return
        if notice.name in TOO_MUCH:
            self.connection.hold()
            return
        if notice.name == TEAPOT:
            self.connection.hold(silence_of(BLOCKED, "", notice.message))
            return
        for key in self._quarantine.error(self._silent(), notice.message):
            asked = sorted({wish.client_id for wish in self.subscriptions.wishes if key in wish.keys})
            names = ", ".join(asked)
            _log.warning("the exchange refuses %s of %s, asked for by %s", key.data_type, key.name, names)
        self._hold_back()

    def _silent(self) -> list[Key]:
        """What may have caused an error: never sent anything, or nothing over this socket."""
        router, sent = self._router, self.subscriptions.sent
        never = [key for key in sent if not router.has_history(key)]
        return never or [key for key in sent if not router.has_data(key)]

    def _hold_back(self) -> None:
        self.subscriptions.held = self._quarantine.held
        self.connection.wishes_changed()

    def _name_unanswered(self) -> None:
        if self.side is Side.PRIVATE:
            return
        silent = {key.name for key in self.subscriptions.sent if self.is_unanswered(key)} - self._told
        if silent:
            self._told.update(silent)
            reasons = "not listed, never traded, or no unit to group by"
            _log.warning("no answer for %s: %s", _some(sorted(silent)), reasons)

    def _needs_canary(self, now: float) -> bool:
        """Where only quiet markets are watched, a busy ticker rides along so that a stall can be told."""
        if self.side is Side.PRIVATE or CANARY in self.subscriptions.wanted or not self.wishes_anything:
            return False
        settled = now - self._opened_at >= self._timings.canary_after
        subscribed = self.connection.status.state is ConnectionState.SUBSCRIBED
        return settled and subscribed and self._meter.traffic(now).messages_per_second < QUIET_RATE


def _some(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return " ".join(names[:NAMED]) + more


def _nobody() -> None:
    """The receiver of what is only listened to for its liveliness."""
    return
