"""What all clients want, merged per stream, and the one request frame that says it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from app.websocket_v6.errors import InvalidIntervalError, InvalidLevelError, InvalidSymbolError
from app.websocket_v6.events import INTERVALS, DataType
from app.websocket_v6.wire import Key, Stream, wire_type

_SYMBOL = re.compile(r"[A-Z][A-Z0-9]{1,9}-[A-Z0-9]{1,20}")


def checked_symbols(symbols: object) -> tuple[str, ...]:
    """Trimmed, upper-cased, each once, in the given order; InvalidSymbolError says what is wrong."""
    if isinstance(symbols, str | bytes) or not isinstance(symbols, Iterable):
        raise InvalidSymbolError(f'symbols must be a list such as ["KRW-BTC"], not {symbols!r}')
    found: dict[str, None] = {}
    for symbol in symbols:
        code = symbol.strip().upper() if isinstance(symbol, str) else ""
        if not _SYMBOL.fullmatch(code):
            raise InvalidSymbolError(f"{symbol!r} is no market: write QUOTE-BASE, for example KRW-BTC")
        found[code] = None
    if not found:
        raise InvalidSymbolError("the list of symbols is empty: name at least one market")
    return tuple(found)


def checked_interval(interval: object) -> str:
    """The interval itself; InvalidIntervalError lists the possible ones."""
    if not isinstance(interval, str) or interval not in INTERVALS:
        raise InvalidIntervalError(f"{interval!r} is no candle interval: use one of {' '.join(INTERVALS)}")
    return interval


def checked_level(level: object) -> float:
    """The unit to group a book's prices by, 0 for none; InvalidLevelError for what cannot be one."""
    try:
        unit = float(level) if isinstance(level, int | float | Decimal | str) else -1.0
    except (ValueError, OverflowError):
        unit = -1.0
    if not isfinite(unit) or unit < 0 or isinstance(level, bool):
        raise InvalidLevelError(f"{level!r} is no unit to group prices by: 0, or one of the supported_levels")
    return unit


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """One client's want of one stream; compared by identity, so equal wants count twice."""

    client_id: str
    data_type: DataType
    symbols: tuple[str, ...] = ()
    interval: str | None = None
    once: bool = False
    level: float = 0.0

    @property
    def keys(self) -> tuple[Key, ...]:
        """Where its frames come from; private streams are always asked for as a whole."""
        if self.data_type.is_private:
            return (Key(self.data_type, ""),)
        return tuple(Key(self.data_type, symbol, self.interval, self.level) for symbol in self.symbols)


class Subscriptions:
    """The wishes of one socket's clients, and what of them the exchange has been told.

    Upbit replaces a socket's whole subscription with each frame, so a request always says everything
    but `held`: streams that stay out because the exchange answers errors to them.
    """

    def __init__(self) -> None:
        self._wishes: dict[Wish, None] = {}
        self._streams: dict[Key, int] = {}
        self._once: dict[Key, int] = {}
        self._sent: frozenset[Key] = frozenset()
        self._asked: set[Key] = set()
        self.held: frozenset[Key] = frozenset()

    def __repr__(self) -> str:
        return (
            f"<Subscriptions wishes={len(self._wishes)} streams={len(self._streams)} sent={len(self._sent)}>"
        )

    def __len__(self) -> int:
        return len(self._wishes)

    @property
    def wishes(self) -> tuple[Wish, ...]:
        return tuple(self._wishes)

    @property
    def sent(self) -> frozenset[Key]:
        """The streams that the newest frame asked for."""
        return self._sent

    @property
    def wanted(self) -> frozenset[Key]:
        """The streams that somebody wishes, whether they can be asked for or not."""
        return frozenset(self._streams)

    def add(self, wish: Wish) -> None:
        """Take a wish in; the frame follows from `next_request`."""
        self._wishes[wish] = None
        counts = self._once if wish.once else self._streams
        for key in wish.keys:
            counts[key] = counts.get(key, 0) + 1

    def remove(self, wish: Wish) -> bool:
        """Forget a wish; False when it was not there."""
        if wish not in self._wishes:
            return False
        del self._wishes[wish]
        counts = self._once if wish.once else self._streams
        for key in wish.keys:
            counts[key] -= 1
            if not counts[key]:
                del counts[key]
                if wish.once:
                    self._asked.discard(key)
        return True

    @property
    def changed(self) -> bool:
        """Whether the exchange must be told something. Nothing wanted at all cannot be said in a frame."""
        if not self._wishes:
            return False
        return self._wanted() != self._sent or bool(self._pending())

    def streams(self, key: Key) -> bool:
        """Whether the exchange has been asked to stream it on the socket that is open now."""
        return key in self._sent

    def forget_sent(self) -> None:
        """A new socket knows nothing."""
        self._sent = frozenset()
        self._asked.clear()

    def next_streams(self, has_data: Callable[[Key], bool]) -> list[Stream] | None:
        """The whole subscription as a request says it, or None when the exchange knows it already.

        What flows on this socket is marked realtime-only, so that only new codes bring a snapshot.
        """
        if not self.changed:
            return None
        flowing: defaultdict[_Kind, list[str]] = defaultdict(list)
        fresh: defaultdict[_Kind, list[str]] = defaultdict(list)
        wanted = self._wanted()
        for key in self._streams:
            if key in wanted:
                side = flowing if key in self._sent and has_data(key) else fresh
                side[_kind(key)].append(key.symbol)
        asked = [key for key in self._once if key not in wanted and key not in self.held]
        pictures: defaultdict[_Kind, list[str]] = defaultdict(list)
        for key in asked:
            pictures[_kind(key)].append(key.symbol)
        self._sent = wanted
        self._asked = set(asked)
        return _as_streams(flowing, fresh, pictures)

    def _wanted(self) -> frozenset[Key]:
        return frozenset(self._streams) - self.held

    def _pending(self) -> set[Key]:
        return self._once.keys() - self._asked - self._sent - self.held


_Kind = tuple[str, float]  # wire type and level: what one data object of a request has in common


def _kind(key: Key) -> _Kind:
    return wire_type(key.data_type, key.interval), key.level


def _as_streams(
    flowing: dict[_Kind, list[str]], fresh: dict[_Kind, list[str]], pictures: dict[_Kind, list[str]]
) -> list[Stream]:
    streams = []
    for kind in dict.fromkeys((*flowing, *fresh)):
        name, level = kind
        if any(flowing.get(kind, ())):
            streams.append(Stream(name, tuple(flowing[kind]), only_realtime=True, level=level))
        elif kind in flowing:
            streams.append(Stream(name, ()))
        if kind in fresh:
            streams.append(Stream(name, tuple(code for code in fresh[kind] if code), level=level))
    for (name, level), codes in pictures.items():
        streams.append(Stream(name, tuple(codes), only_snapshot=True, level=level))
    return streams
