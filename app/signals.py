"""A Qt-free signal: emit a value to receivers that are held weakly."""

from __future__ import annotations

import inspect
import logging
import weakref
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Signal(Generic[T]):
    """Calls every connected receiver with each emitted value.

    Bound methods are held weakly and vanish with their object; plain functions are held.
    A receiver that raises is logged and does not keep the value from the others.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._receivers: list[Callable[[], Callable[[T], object] | None]] = []

    def __repr__(self) -> str:
        return f"<Signal {self._name} receivers={len(self)}>"

    def __len__(self) -> int:
        self._drop_dead()
        return len(self._receivers)

    def connect(self, receiver: Callable[[T], object]) -> None:
        """Call `receiver` with each value from now on."""
        self._drop_dead()
        self._receivers.append(_hold(receiver))

    def disconnect(self, receiver: Callable[[T], object]) -> None:
        """Stop calling `receiver`; one that was never connected is no error."""
        self._receivers = [held for held in self._receivers if held() not in (receiver, None)]

    def emit(self, value: T) -> None:
        """Call the receivers in the order in which they were connected."""
        for held in tuple(self._receivers):
            receiver = held()
            # One disconnected by an earlier receiver of this very value is not called any more.
            if receiver is None or held not in self._receivers:
                continue
            try:
                receiver(value)
            except Exception:
                _log.exception("a receiver of %s failed", self._name)

    def _drop_dead(self) -> None:
        self._receivers = [held for held in self._receivers if held() is not None]


def _hold(receiver: Callable[[T], object]) -> Callable[[], Callable[[T], object] | None]:
    if inspect.ismethod(receiver):
        weak: Any = weakref.WeakMethod(receiver)
        return weak  # type: ignore[no-any-return]
    return lambda: receiver
