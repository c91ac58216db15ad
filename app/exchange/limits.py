"""Request quotas: so many a second by group, 429 beyond, 418 for those who do not listen (protocol 6)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import ceil


@dataclass(frozen=True)
class Group:
    """A quota: `limit` requests in each window of `seconds`; `minute` fills the header's dead field."""

    name: str
    limit: int
    minute: int
    seconds: int = 1


GROUPS: dict[str, Group] = {
    group.name: group
    for group in (
        Group("market", 10, 600),
        Group("candles", 10, 600),
        Group("trade", 10, 600),
        Group("ticker", 10, 600),
        Group("orderbook", 10, 600),
        Group("default", 30, 1800),
        Group("order", 12, 1800),
        Group("order-test", 8, 1800),
        Group("order-cancel-all", 1, 1800, seconds=2),
        Group("websocket", 5, 300),
        Group("origin", 1, 6, seconds=10),
    )
}

_PATIENCE = 10  # refusals within as many seconds before a block
_FIRST_BLOCK_S = 10
_LONGEST_BLOCK_S = 600


@dataclass(frozen=True)
class Verdict:
    """What a request met: status 200, 429 or 418; what the window has left; how long a block lasts."""

    status: int
    left: int
    blocked_s: int = 0


@dataclass
class _Caller:
    window: int = -1
    used: int = 0
    refusals: deque[float] = field(default_factory=deque)
    blocked_until: float = 0.0
    next_block_s: int = _FIRST_BLOCK_S


class Quotas:
    """Counts requests by group and caller. Time is passed in (seconds of the wall clock)."""

    def __init__(self) -> None:
        self._callers: dict[tuple[str, str], _Caller] = {}

    def ask(self, group: Group, caller: str, now: float) -> Verdict:
        """Count one request and judge it."""
        state = self._callers.setdefault((group.name, caller), _Caller())
        if now < state.blocked_until:
            return Verdict(418, 0, ceil(state.blocked_until - now))
        window = int(now // group.seconds)
        if window != state.window:
            state.window, state.used = window, 0
        state.used += 1
        if state.used <= group.limit:
            return Verdict(200, group.limit - state.used)
        return self._refuse(state, now)

    @staticmethod
    def _refuse(state: _Caller, now: float) -> Verdict:
        state.refusals.append(now)
        while state.refusals and now - state.refusals[0] > _PATIENCE:
            state.refusals.popleft()
        if len(state.refusals) <= _PATIENCE:
            return Verdict(429, 0)
        block = state.next_block_s
        state.refusals.clear()
        state.blocked_until = now + block
        state.next_block_s = min(_LONGEST_BLOCK_S, 2 * block)
        return Verdict(418, 0, block)


class MessageQuota:
    """The WebSocket message limit of one connection: 5 a second and 100 a minute."""

    def __init__(self, per_second: int = 5, per_minute: int = 100) -> None:
        self._per_second = per_second
        self._per_minute = per_minute
        self._times: deque[float] = deque()

    def ask(self, now: float) -> bool:
        """Count one message; whether it is within the limits."""
        while self._times and now - self._times[0] >= 60:
            self._times.popleft()
        second = sum(1 for time in self._times if now - time < 1)
        if second >= self._per_second or len(self._times) >= self._per_minute:
            return False
        self._times.append(now)
        return True
