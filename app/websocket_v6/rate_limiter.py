"""When the next frame or connect may go out, so that Upbit's limits are never reached."""

from __future__ import annotations

import math
from collections import deque

_QUIET = 1.0


class RateLimiter:
    """At most `per_minute` in any minute, and a gap between two that keeps the per-second limit far off.

    Past `soft` in the running minute the gap grows to `long_gap`, so that a storm slows down evenly
    instead of running into the minute's wall. Times are monotonic seconds and come in. A place is booked only
    when it is used: had it been booked ahead, a loop that was held up would send two at once.
    """

    def __init__(
        self,
        *,
        gap: float = 0.25,
        per_minute: int = 96,
        soft: int = 60,
        long_gap: float = 1.5,
    ) -> None:
        self._gap = gap
        self._per_minute = per_minute
        self._soft = soft
        self._long_gap = long_gap
        self._times: deque[float] = deque(maxlen=per_minute)
        self._last = self._last_light = -math.inf
        self._extra = 0.0  # that the gap is longer by
        self._held_until: float | None = None

    def claim(self, now: float, *, light: bool = False) -> float:
        """Take the place if it is free, which gives 0; else the seconds after which to ask again.

        A light message, which nobody waits for, goes after a quiet second, and the next one does not wait for
        it: a click just after a PING is answered at once. The one after that waits twice as long instead.
        """
        wait = self._delay(now, light=light)
        if self._held_until is not None:
            wait = max(wait, self._held_until - now)
        if wait <= 0:
            self._take(now, light=light)
        return wait

    def hold(self, until: float) -> None:
        """Let nothing pass before that time."""
        self._held_until = until

    def _take(self, now: float, *, light: bool) -> None:
        self._times.append(now)
        if light:
            self._last_light = now
        else:
            self._extra = self._gap if now - self._last_light < _QUIET else 0.0
            self._last, self._last_light = now, -math.inf

    def _delay(self, now: float, *, light: bool) -> float:
        while self._times and now - self._times[0] >= 60:
            self._times.popleft()
        gap = self._gap + self._extra if len(self._times) < self._soft else self._long_gap
        wait = max(self._last, self._last_light) + _QUIET - now if light else self._last + gap - now
        if len(self._times) >= self._per_minute:
            wait = max(wait, self._times[0] + 60 - now)
        return max(0.0, wait)


class ConnectPace:
    """The connects of a whole process: never two within 0.2 s, and second tries a second apart."""

    def __init__(self, *, gap: float = 0.21, retry_gap: float = 1.0) -> None:
        self._gap = gap
        self._retry_gap = retry_gap
        self._last: float | None = None

    def claim(self, now: float, *, retry: bool) -> float:
        """Take the place if it is free, which gives 0; else the seconds after which to ask again.

        Nothing is reserved ahead: who gives up while waiting must not keep the others waiting.
        """
        if self._last is not None:
            wait = self._last + (self._retry_gap if retry else self._gap) - now
            if wait > 0:
                return wait
        self._last = now
        return 0.0
