"""Finds which of several new streams the exchange answers errors to, so that one never spoils the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable

from app.websocket_v6.wire import Key

PROVEN_AFTER = 1.0


class Quarantine:
    """Holds suspects back and lets them out in halves until the bad ones are known.

    An error frame names no stream, and the exchange closes the socket after it. Suspect is what was asked
    for a moment ago and never sent anything; a stream is called bad only when it was the one suspect.
    Times are monotonic seconds and come in.
    """

    def __init__(self) -> None:
        self.bad: frozenset[Key] = frozenset()
        self._waiting: deque[tuple[Key, ...]] = deque()
        self._trial: tuple[Key, ...] = ()
        self._asked: dict[Key, float] = {}
        self._cleared: set[Key] = set()

    def __repr__(self) -> str:
        return f"<Quarantine bad={len(self.bad)} waiting={len(self._waiting)} trial={len(self._trial)}>"

    @property
    def held(self) -> frozenset[Key]:
        """What must not be asked for now."""
        return self.bad.union(*self._waiting)

    @property
    def is_searching(self) -> bool:
        """Whether a search for the bad ones among several is under way."""
        return bool(self._trial or self._waiting)

    def asked(self, keys: Iterable[Key], now: float) -> None:
        """A request with these streams went out."""
        self._asked = {key: self._asked.get(key, now) for key in keys}

    def new_socket(self) -> None:
        """Everything will be asked for anew; what a running search has found out stays."""
        self._asked = {}
        if not self.is_searching:
            self._cleared.clear()

    def error(self, silent: Collection[Key], message: str) -> frozenset[Key]:
        """The exchange answered an error; `silent` has sent nothing. Returns what is now known to be bad."""
        suspects = tuple(key for key in silent if key not in self.held and key not in self._cleared)
        named = tuple(key for key in suspects if key.symbol and key.symbol in message)
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
        """Clear what brought no error for a while, and begin the next trial; True when one begins."""
        self._cleared.update(key for key, at in self._asked.items() if now - at >= PROVEN_AFTER)
        if not all(key in self._cleared for key in self._trial):
            return False
        self._trial = self._waiting.popleft() if self._waiting else ()
        return bool(self._trial)

    def keep(self, wanted: Collection[Key]) -> None:
        """Forget what nobody wishes any more: asked for again, it gets a new chance."""
        self.bad = frozenset(key for key in self.bad if key in wanted)
        self._cleared.intersection_update(wanted)
        self._trial = tuple(key for key in self._trial if key in wanted)
        groups = (tuple(key for key in group if key in wanted) for group in self._waiting)
        self._waiting = deque(group for group in groups if group)
