"""Notices from another thread that a plain callback does not return, and says whose and where it is."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
import weakref

STUCK_AFTER = 5.0
LOOK_EVERY = 1.0

_log = logging.getLogger(__name__)


class CallbackWatch:
    """Holds which callback is being called; a thread looks at it while clients subscribe.

    A callback that never returns holds the loop up, and with it everything that could tell. After
    STUCK_AFTER seconds the thread logs the client's name and the stack, once per call.
    """

    def __init__(self) -> None:
        self.calling: tuple[object, float] | None = None
        self._stop: threading.Event | None = None

    def start(self) -> None:
        """Look from now on, at the thread that calls this; idempotent."""
        if self._stop is None:
            self._stop = threading.Event()
            arguments = weakref.ref(self), self._stop, threading.get_ident()
            threading.Thread(target=_look, args=arguments, name="callback watch", daemon=True).start()

    def stop(self) -> None:
        """Look no more; idempotent."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None


def _look(reference: weakref.ref[CallbackWatch], stop: threading.Event, thread: int) -> None:
    # Holds the watch only while it looks, so that a manager nobody ended takes this thread along.
    told: tuple[object, float] | None = None
    while not stop.wait(LOOK_EVERY):
        watch = reference()
        if watch is None:
            return
        calling = watch.calling
        if calling is not None and calling is not told:
            told = calling if _tell(calling, thread) else told
        del watch, calling


def _tell(calling: tuple[object, float], thread: int) -> bool:
    delivery, began = calling
    took = time.perf_counter() - began
    frame = sys._current_frames().get(thread)
    if took < STUCK_AFTER or frame is None:
        return False
    stack = "".join(traceback.format_stack(frame))
    _log.critical("a callback has held everything up for %.0f s: %r\n%s", took, delivery, stack)
    return True
