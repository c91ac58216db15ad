"""How long to wait before the next try of a connection, by what ended the last one."""

from __future__ import annotations

from enum import StrEnum

NETWORK_DELAYS = (0.0, 0.5, 1.0, 2.0)
FIRST_SPREAD = 0.25
REFUSAL_CAP = 60.0
UNTRUSTED_DELAY = 30.0
RESTART_SPREAD = (1.0, 5.0)
HEALTHY_AFTER = 60.0
DOWN_AFTER = 5


class Fault(StrEnum):
    """What ended a connection, or kept it from being made."""

    NETWORK = "network"
    RESTART = "restart"
    REFUSED = "refused"
    UNTRUSTED = "untrusted"
    AUTH = "auth"


class Backoff:
    """Counts failures in a row; the count starts anew after a minute of health.

    `chance` is a random number in [0, 1) and `now` monotonic seconds; both come in.
    """

    def __init__(self) -> None:
        self.failures = 0
        self._connected_at: float | None = None
        self._tries = dict.fromkeys(Fault, 0)

    def __repr__(self) -> str:
        return f"<Backoff failures={self.failures}>"

    @property
    def is_down(self) -> bool:
        """Whether so many attempts failed in a row that people should be told."""
        return self.failures >= DOWN_AFTER

    def connected(self, now: float) -> None:
        """The socket is open. Failures in a row end here; their delays only after a minute."""
        self.failures = 0
        self._connected_at = now

    def failed(self, fault: Fault, now: float, chance: float) -> float:
        """Seconds to wait before the next try."""
        if self._connected_at is not None and now - self._connected_at >= HEALTHY_AFTER:
            self.forget()
        self._connected_at = None
        self.failures += 1
        tries = self._tries[fault]
        self._tries[fault] += 1
        return _delay(fault, tries, chance)

    def forget(self) -> None:
        """Start anew, as when a person asks for a try right now."""
        self.failures = 0
        self._tries = dict.fromkeys(Fault, 0)


def _delay(fault: Fault, tries: int, chance: float) -> float:
    if fault is Fault.REFUSED:
        return min(REFUSAL_CAP, 2.0 ** min(tries, 16)) * chance
    if fault is Fault.UNTRUSTED:
        return UNTRUSTED_DELAY
    if fault is Fault.RESTART and tries == 0:
        soonest, latest = RESTART_SPREAD
        return soonest + (latest - soonest) * chance
    if tries == 0:
        return FIRST_SPREAD * chance
    base = NETWORK_DELAYS[min(tries, len(NETWORK_DELAYS) - 1)]
    return base * (0.75 + 0.25 * chance)
