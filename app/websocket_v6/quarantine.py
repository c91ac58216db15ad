"""Finds which of several new streams the exchange answers errors to, so that one never spoils the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection

from app.websocket_v6.wire import Key

PROVEN_AFTER = 1.0


class Quarantine:
    """Holds suspects back and lets them out in halves until the bad ones are known.

    An error frame names no stream. Suspect is what was asked for and never sent anything; of a group on
    trial that brings an error again, each half gets a trial of its own, down to single streams.
    Times are monotonic seconds and come in.
    """

    def __init__(self) -> None:
        self.bad: frozenset[Key] = frozenset()
        self._waiting: deque[tuple[Key, ...]] = deque()
        self._trial: tuple[Key, ...] = ()
        self._trial_began = 0.0

    @property
    def held(self) -> frozenset[Key]:
        """What must not be asked for now."""
        return self.bad.union(*self._waiting)

    def error(self, unproven: Collection[Key], message: str) -> frozenset[Key]:
        """The exchange answered an error; returns the streams that are now known to be bad."""
        suspects = tuple(key for key in (self._trial or unproven) if key not in self.held)
        named = tuple(key for key in suspects if key.symbol in message)
        suspects = named or suspects
        self._trial = ()
        if len(suspects) == 1:
            self.bad |= frozenset(suspects)
            return frozenset(suspects)
        if suspects:
            half = len(suspects) // 2
            self._waiting.extend((suspects[:half], suspects[half:]))
        return frozenset()

    def next_trial(self, now: float) -> bool:
        """End a trial that brought no error for a while and begin the next; True when one begins."""
        if self._trial and now - self._trial_began < PROVEN_AFTER:
            return False
        self._trial = self._waiting.popleft() if self._waiting else ()
        self._trial_began = now
        return bool(self._trial)

    def keep(self, wanted: Collection[Key]) -> None:
        """Forget what nobody wishes any more: asked for again, it gets a new chance."""
        self.bad = frozenset(key for key in self.bad if key in wanted)
