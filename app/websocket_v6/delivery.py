"""Hands one subscription's frames to its callback, and keeps the callback's misbehaviour to itself."""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
import weakref
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from app.clock import monotonic
from app.websocket_v6.errors import DecodeError, InvalidCallbackError
from app.websocket_v6.health import Meter
from app.websocket_v6.mailbox import Mailbox
from app.websocket_v6.subscriptions import Wish
from app.websocket_v6.watch import CallbackWatch
from app.websocket_v6.wire import Frame

SLOW_CALLBACK = 0.1
ENDLESS_CALLBACK = 30.0

_log = logging.getLogger(__name__)

Arguments = Callable[[Frame], "list[tuple[Any, ...]]"]
StartTask = Callable[[Coroutine[Any, Any, None]], object]


def is_coroutine_callback(callback: object) -> bool:
    """Whether calling it gives a coroutine; InvalidCallbackError when it cannot be called at all."""
    if not callable(callback):
        raise InvalidCallbackError(f"the callback must be a function or coroutine function, not {callback!r}")
    return inspect.iscoroutinefunction(callback) or inspect.iscoroutinefunction(
        getattr(callback, "__call__", None)  # noqa: B004 - an object whose __call__ is a coroutine function
    )


class Delivery:
    """One subscription's way to its callback.

    `arguments` makes the argument tuples of a frame's calls. A plain callback runs at once under a
    time watch; a coroutine function is fed from a mailbox by one task, which `start_task` runs, and a
    call of it that has not ended after ENDLESS_CALLBACK seconds is cancelled and counted as failed.
    """

    def __init__(
        self,
        wish: Wish,
        callback: Callable[..., Any],
        arguments: Arguments,
        meter: Meter,
        start_task: StartTask,
        *,
        watch: CallbackWatch,
        only: frozenset[str] = frozenset(),
    ) -> None:
        self.wish = wish
        self.alive = True
        self.created_at = datetime.now(UTC)
        self.message_count = 0
        self._last_clock = 0.0
        self._callback = callback
        self._arguments = arguments
        self._meter = meter
        self._watch = watch
        self._only = only
        self._told: set[str] = set()
        self._mailbox: Mailbox | None = None
        self._filled: asyncio.Event | None = None
        if is_coroutine_callback(callback):
            self._mailbox = Mailbox(wish.data_type)
            self._filled = asyncio.Event()
            loop = asyncio.get_running_loop()
            weakref.finalize(self, _wake, loop, self._filled).atexit = False
            start_task(_feed(self._mailbox, self._filled, weakref.ref(self)))

    def __repr__(self) -> str:
        return f"<Delivery {self.wish.client_id} {self.wish.data_type} messages={self.message_count}>"

    def close(self) -> None:
        """Call back no more; idempotent."""
        self.alive = False
        if self._mailbox is not None and self._filled is not None:
            self._mailbox.clear()
            self._filled.set()

    def wants(self, frame: Frame) -> bool:
        """Whether the frame's market is among those that this subscription is narrowed to."""
        return not self._only or frame.symbol in self._only

    def narrow(self, wish: Wish, only: frozenset[str]) -> None:
        """Deliver these markets alone from now on, under a smaller wish."""
        self.wish = wish
        self._only = only

    def receive(self, frame: Frame) -> None:
        """Take a frame; never raises."""
        if not self.alive or (self._only and frame.symbol not in self._only):
            return
        self.message_count += 1
        self._last_clock = frame.received_at
        if self._mailbox is None:
            self._call(frame)
        else:
            self._put(self._mailbox, frame)

    @property
    def last_message_at(self) -> datetime | None:
        """When the newest frame was taken."""
        if not self.message_count:
            return None
        return datetime.now(UTC) - timedelta(seconds=monotonic() - self._last_clock)

    def _put(self, mailbox: Mailbox, frame: Frame) -> None:
        conflated, dropped = mailbox.conflated, mailbox.dropped
        mailbox.put(frame)
        self._meter.conflated += mailbox.conflated - conflated
        self._meter.dropped += mailbox.dropped - dropped
        assert self._filled is not None
        self._filled.set()

    def _call(self, frame: Frame) -> None:
        watch, began = self._watch, time.perf_counter()
        # A callback may subscribe and so bring others, whose first pictures are calls inside this call.
        outer, watch.calling = watch.calling, (self, began)
        try:
            for arguments in self._arguments(frame):
                self._meter.deliveries += 1
                result = self._callback(*arguments)
                if result is not None and inspect.iscoroutine(result):
                    result.close()
                    raise InvalidCallbackError("it returned a coroutine: pass the coroutine function itself")
        except DecodeError as error:
            self._unreadable(error)
        except Exception as error:
            self._failed(error)
        finally:
            watch.calling = outer
        took = time.perf_counter() - began
        if took >= SLOW_CALLBACK:
            self._slow(took)

    async def call_and_wait(self, frame: Frame) -> None:
        """Call the coroutine function and wait for it; never raises anything but cancellation."""
        try:
            for arguments in self._arguments(frame):
                if not self.alive:
                    return
                self._meter.deliveries += 1
                async with asyncio.timeout(ENDLESS_CALLBACK):
                    await self._callback(*arguments)
        except DecodeError as error:
            self._unreadable(error)
        except Exception as error:
            self._failed(error)

    def _unreadable(self, error: DecodeError) -> None:
        self._meter.bad_frames += 1
        self._tell("unreadable", "%s: %s", self.wish.client_id, error)

    def _failed(self, error: Exception) -> None:
        self._meter.callback_errors += 1
        kind = type(error).__name__
        if kind not in self._told:
            self._told.add(kind)
            text = "the %s callback of %s failed; more failures of this kind are counted, not logged"
            _log.error(text, self.wish.data_type, self.wish.client_id, exc_info=error)

    def _slow(self, took: float) -> None:
        text = "the %s callback of %s held everything up for %.0f ms"
        self._tell("slow", text, self.wish.data_type, self.wish.client_id, took * 1_000)

    def _tell(self, kind: str, text: str, *arguments: object) -> None:
        if kind not in self._told:
            self._told.add(kind)
            _log.warning(text, *arguments)


def _wake(loop: asyncio.AbstractEventLoop, filled: asyncio.Event) -> None:
    """Let the feeding task see that its delivery is gone; a collection may run in any thread."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(filled.set)


async def _feed(mailbox: Mailbox, filled: asyncio.Event, reference: weakref.ref[Delivery]) -> None:
    # While nothing waits this holds neither delivery nor callback, so that a dropped client can go.
    while True:
        await filled.wait()
        filled.clear()
        delivery = reference()
        while delivery is not None and delivery.alive:
            frame = mailbox.take()
            if frame is None:
                break
            if delivery.wants(frame):
                await delivery.call_and_wait(frame)
        if delivery is None or not delivery.alive:
            return
        del delivery, frame
