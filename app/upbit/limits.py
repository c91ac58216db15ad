"""The request budget: how long a call must wait, learned from the exchange's answers (protocol 6)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Scope(StrEnum):
    """What a block counts for: the address (quotation) or the account (exchange)."""

    QUOTATION = "quotation"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A group's starting point: `capacity` requests in `period` seconds, `reserve` of them for cancels."""

    capacity: int
    period: float = 1.0
    reserve: int = 0
    scope: Scope = Scope.EXCHANGE


# Starting values only: the exchange changes them by notice, and its headers correct them.
GROUP_RULES = {
    "market": GroupRule(10, scope=Scope.QUOTATION),
    "candle": GroupRule(10, scope=Scope.QUOTATION),
    "trade": GroupRule(10, scope=Scope.QUOTATION),
    "ticker": GroupRule(10, scope=Scope.QUOTATION),
    "orderbook": GroupRule(10, scope=Scope.QUOTATION),
    "default": GroupRule(30, reserve=6),
    "order": GroupRule(12),
    "order-test": GroupRule(8),
    "order-cancel-all": GroupRule(1, period=2.0),
}

# The exchange counts whole seconds of its own clock: the margin keeps jitter on the way from
# squeezing two of our seconds into one of its.
MARGIN = 0.05
SLOW_SECONDS = 10.0
BAN_SECONDS = 60.0
_OBSERVATIONS = 5


@dataclass(slots=True)
class _Group:
    rule: GroupRule
    sent: deque[float] = field(default_factory=deque)
    held_until: float = 0.0
    slow_until: float = 0.0
    fresh: deque[int] = field(default_factory=lambda: deque(maxlen=_OBSERVATIONS))

    def capacity(self, now: float) -> int:
        known = self.rule.capacity
        if self.fresh:
            enough = len(self.fresh) == _OBSERVATIONS
            known = max(self.fresh) if enough else max(known, *self.fresh)
        return max(1, known // 2) if now < self.slow_until else known

    def forget(self, now: float) -> None:
        while self.sent and self.sent[0] <= now - self.rule.period - MARGIN:
            self.sent.popleft()


class Limits:
    """Decides waiting times; `now` is always monotonic seconds given by the caller."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}
        self._bans: dict[Scope, float] = {}

    def __repr__(self) -> str:
        return f"<Limits groups={sorted(self._groups)} bans={sorted(self._bans)}>"

    def delay(self, group: str, now: float, *, urgent: bool = False) -> float:
        """Seconds until a request of that group may go; urgent ones (cancels) may use the reserve."""
        state = self._group(group)
        state.forget(now)
        held = max(state.held_until - now, 0.0)
        room = state.capacity(now) - (0 if urgent else state.rule.reserve)
        over = len(state.sent) - max(room, 1)
        if over < 0:
            return held
        return max(held, state.sent[over] + state.rule.period + MARGIN - now, 0.001)

    def sent(self, group: str, now: float) -> None:
        """A request of that group leaves now."""
        self._group(group).sent.append(now)

    def answered(self, group: str, remaining: str | None, now: float) -> None:
        """Learn from an answer's Remaining-Req header."""
        left = remaining_in_second(remaining)
        if left is None:
            return
        state = self._group(group)
        state.forget(now)
        if len(state.sent) == 1:
            state.fresh.append(left + 1)
        if left == 0:
            state.held_until = max(state.held_until, now + state.rule.period)

    def throttled(self, group: str, now: float) -> None:
        """A 429: nothing till the next second, then half the rate for a while."""
        state = self._group(group)
        state.held_until = max(state.held_until, now + state.rule.period + MARGIN)
        state.slow_until = now + SLOW_SECONDS

    def ban(self, scope: Scope, until: float) -> None:
        """A 418: silence for the whole scope until then (a second is added for clocks that differ)."""
        self._bans[scope] = max(self._bans.get(scope, 0.0), until + 1.0)

    def budgets(self, now: float) -> dict[str, tuple[int, int]]:
        """How many requests of each group were sent in its period, and how many may be."""
        for state in self._groups.values():
            state.forget(now)
        return {name: (len(state.sent), state.capacity(now)) for name, state in self._groups.items()}

    def banned(self, group: str, now: float) -> float:
        """Seconds that the block of that group's scope still lasts; 0 when there is none."""
        return max(self._bans.get(scope_of(group), 0.0) - now, 0.0)

    def _group(self, name: str) -> _Group:
        if name not in self._groups:
            self._groups[name] = _Group(GROUP_RULES.get(name, GROUP_RULES["default"]))
        return self._groups[name]


def scope_of(group: str) -> Scope:
    """Whose block silences that group."""
    return GROUP_RULES.get(group, GROUP_RULES["default"]).scope


def remaining_in_second(header: str | None) -> int | None:
    """The `sec` of a Remaining-Req header; `min` is a constant and means nothing."""
    found = re.search(r"(?:^|;)\s*sec=(\d{1,6})\s*(?:;|$)", header or "")
    return int(found[1]) if found else None


def ban_seconds(retry_after: str | None, message: str) -> float:
    """How long a 418 blocks: its Retry-After, else the largest number its text names, else a minute."""
    if retry_after and re.fullmatch(r"\d{1,6}", retry_after.strip()):
        return float(retry_after)
    return max(_numbers(message), default=BAN_SECONDS)


def _numbers(text: str) -> Iterable[float]:
    return [float(number) for number in re.findall(r"(?<![\d.])\d{1,6}(?![\d.])", text)]
