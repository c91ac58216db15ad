"""When to look for an order of unknown outcome, and when it may be said that it never arrived."""

from __future__ import annotations

from dataclasses import dataclass, replace

DELAYS = (0.3, 1.0, 2.0, 4.0, 8.0)
FAULT_DELAY = 2.0
MISSES = 3
MISSING_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Search:
    """The look-ups so far. Only the exchange's own "no such order" is a miss; a fault proves nothing.

    `age` is the number of seconds since the order was sent, at the time of the last look-up.
    """

    misses: int = 0
    faults: int = 0
    age: float = 0.0

    def missed(self, age: float) -> Search:
        """The exchange knew no such order."""
        return replace(self, misses=self.misses + 1, faults=0, age=age)

    def failed(self) -> Search:
        """The look-up itself failed."""
        return replace(self, faults=self.faults + 1)

    @property
    def never_arrived(self) -> bool:
        """Several definite misses, long enough after sending: the order was not received."""
        return self.misses >= MISSES and self.age >= MISSING_SECONDS

    @property
    def delay(self) -> float:
        """Seconds until the next look-up."""
        step = DELAYS[min(self.misses, len(DELAYS) - 1)]
        if self.age >= MISSING_SECONDS:
            step = min(step, DELAYS[1])
        elif self.misses >= MISSES - 1:
            # The one that may be the last comes when it may be: the trader waits for the verdict.
            step = min(step, MISSING_SECONDS - self.age)
        return min(max(step, self.faults * DELAYS[1]), FAULT_DELAY) if self.faults else step
