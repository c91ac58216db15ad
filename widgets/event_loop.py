"""The desk's event loop: qasync's, with one timer for all that is due and sockets read where they are ready.

qasync starts a Qt timer for each `call_soon` and passes each readable socket through one more. A stream of a
thousand messages a second is a thousand wake-ups, so that these timers cost more than the messages
(benchmarks/event_loop.py).
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any, Protocol

from PyQt6 import sip
from PyQt6.QtCore import QObject, QSocketNotifier, QTimerEvent
from PyQt6.QtWidgets import QApplication

import qasync  # isort: skip - it takes the Qt that is imported already


class _HasNumber(Protocol):
    def fileno(self) -> int: ...


_File = int | _HasNumber


def event_loop(application: QApplication) -> asyncio.AbstractEventLoop:
    """A new loop: this module's where sockets are waited for with Qt's notifiers, stock qasync elsewhere."""
    # On Windows asyncio waits for completions instead.
    return qasync.QEventLoop(application) if sys.platform == "win32" else DeskLoop(application)


class Turn(QObject):
    """What is due in the next turn of Qt's loop, in the order in which it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._due: deque[asyncio.Handle] = deque()
        self._timer = 0

    def add(self, handle: asyncio.Handle) -> None:
        """Run it in the next turn."""
        self._due.append(handle)
        if not self._timer:
            self._timer = self.startTimer(0)

    def timerEvent(self, event: QTimerEvent | None) -> None:
        # A Qt loop within a callback must find its own turns, so the timer of this one goes first.
        self.killTimer(self._timer)
        self._timer = 0
        try:
            # What these ask for has its turn after Qt's own events.
            for _ in range(len(self._due)):
                if self._due and not (handle := self._due.popleft()).cancelled():
                    handle._run()
        finally:
            if self._due and not self._timer:
                self._timer = self.startTimer(0)


class Reader(QSocketNotifier):
    """Runs its handle whenever a descriptor can be read."""

    def __init__(self, number: int, handle: asyncio.Handle, parent: QObject) -> None:
        # With a parent it is Qt's, and outlives its own signal when the handle takes it away.
        super().__init__(sip.voidptr(number), QSocketNotifier.Type.Read, parent)
        self._handle = handle
        self.activated["int"].connect(self._run)

    def _run(self, _number: int) -> None:
        self._handle._run()


class DeskLoop(qasync.QEventLoop):
    """qasync's loop; timers, writers, threads, signals and the debug mode are its own."""

    def __init__(self, application: QApplication) -> None:
        self._turn = Turn()
        super().__init__(application)

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run `callback` in the next turn of Qt's loop."""
        if self.get_debug():
            return super().call_soon(callback, *args, context=context)  # which measures slow ones
        handle = asyncio.Handle(callback, args, self, context)
        self._turn.add(handle)
        return handle

    def _add_reader(self, fd: _File, callback: Callable[..., object], *args: Any) -> None:
        self._check_closed()
        self._remove_reader(fd)
        number = _number(fd)
        self._read_notifiers[number] = Reader(number, asyncio.Handle(callback, args, self, None), self._turn)

    def _remove_reader(self, fd: _File) -> bool:
        reader = None if self.is_closed() else self._read_notifiers.pop(_number(fd), None)
        if reader is None:
            return False
        reader.setEnabled(False)
        reader.deleteLater()
        return True


def _number(fd: _File) -> int:
    return fd if isinstance(fd, int) else fd.fileno()
