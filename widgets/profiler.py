"""Whether the desk measures itself now, and the hook by which its widgets tell what painting cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from app.profiling import Profile

Widget = TypeVar("Widget")
Event = TypeVar("Event")


class Profiler:
    """Measures while somebody wants it: a diagnostics panel that can be seen, or the command line.

    Attributes: `profile` takes what the hooks tell, in seconds of `time.perf_counter`; None while nobody
    wants it.
    """

    def __init__(self) -> None:
        self.profile: Profile | None = None
        self._users = 0

    def begin(self) -> Profile:
        """Measure, from now on if nobody did; each call needs its `end`."""
        self._users += 1
        if self.profile is None:
            self.profile = Profile(time.perf_counter())
        return self.profile

    def end(self) -> None:
        """One fewer wants it."""
        self._users -= 1
        if not self._users:
            self.profile = None


PROFILER = Profiler()


def panel_of(kind: type) -> str:
    """The panel that a class belongs to, which is the folder it lives in: orderbook, chart …"""
    return kind.__module__.removeprefix("widgets.").partition(".")[0]


def painted(paint: Callable[[Widget, Event], None]) -> Callable[[Widget, Event], None]:
    """Decorates the paintEvent of a panel's widget; while nobody measures, it only passes the call on."""

    @wraps(paint)
    def timed(widget: Widget, event: Event) -> None:
        profile = PROFILER.profile
        if profile is None:
            paint(widget, event)
            return
        began = time.perf_counter()
        paint(widget, event)
        profile.painted(panel_of(type(widget)), began, time.perf_counter())

    return timed
