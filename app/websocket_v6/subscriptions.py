"""What all clients want, merged per stream, and the one request frame that says it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.websocket_v6.errors import InvalidIntervalError, InvalidSymbolError
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


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """One client's want of one stream; compared by identity, so equal wants count twice."""

    client_id: str
    data_type: DataType
    symbols: tuple[str, ...] = ()
    interval: str | None = None
    once: bool = False

    @property
    def keys(self) -> tuple[Key, ...]:
        """Where its frames come from; private streams are always asked for as a whole."""
        if self.data_type.is_private:
            return (Key(self.data_type, ""),)
        return tuple(Key(self.data_type, symbol, self.interval) for symbol in self.symbols)


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
        flowing: defaultdict[str, list[str]] = defaultdict(list)
        fresh: defaultdict[str, list[str]] = defaultdict(list)
        wanted = self._wanted()
        for key in self._streams:
            if key in wanted:
                side = flowing if key in self._sent and has_data(key) else fresh
                side[wire_type(key.data_type, key.interval)].append(key.symbol)
        asked = [key for key in self._once if key not in wanted and key not in self.held]
        pictures: defaultdict[str, list[str]] = defaultdict(list)
        for key in asked:
            pictures[wire_type(key.data_type, key.interval)].append(key.symbol)
        self._sent = wanted
        self._asked = set(asked)
        return _as_streams(flowing, fresh, pictures)

    def _wanted(self) -> frozenset[Key]:
        return frozenset(self._streams) - self.held

    def _pending(self) -> set[Key]:
        return self._once.keys() - self._asked - self._sent - self.held


def _as_streams(
    flowing: dict[str, list[str]], fresh: dict[str, list[str]], pictures: dict[str, list[str]]
) -> list[Stream]:
    streams = []
    for name in dict.fromkeys((*flowing, *fresh)):
        if any(flowing.get(name, ())):
            streams.append(Stream(name, tuple(flowing[name]), only_realtime=True))
        elif name in flowing:
            streams.append(Stream(name, ()))
        if name in fresh:
            streams.append(Stream(name, tuple(code for code in fresh[name] if code)))
    streams += [Stream(name, tuple(codes), only_snapshot=True) for name, codes in pictures.items()]
    return streams
