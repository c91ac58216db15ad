"""The newest bars and trades of a running market, packed: a fifth of what the objects would take."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct

from app.exchange.bars import Bar, extend
from app.exchange.statistics import LastTrade

_LOW = (1 << 64) - 1
# Volumes and turnovers take two words: an hour of a coin at 0.0005 KRW is more than 2^63 of 1e-8 coins.
_BAR = "<5q4Q2q"
_TRADE = "<2q2QqB"
_SIDES = ("bid", "ask")


class Rows:
    """Rows of whole numbers, oldest first, ordered by the first column; of more than `most` the oldest go.

    `lost` is how many went.
    """

    def __init__(self, layout: str, most: int) -> None:
        self._layout = Struct(layout)
        self._most = most
        self._packed = bytearray()
        self.lost = 0

    def __repr__(self) -> str:
        return f"<Rows {len(self)} of {self._most}>"

    def __len__(self) -> int:
        return len(self._packed) // self._layout.size

    def append(self, row: tuple[int, ...]) -> None:
        """Add the newest row."""
        self._packed += self._layout.pack(*row)
        # Several at a time: every removal moves all that stay.
        if len(self) > self._most + self._most // 16:
            gone = len(self) - self._most
            del self._packed[: gone * self._layout.size]
            self.lost += gone

    def row(self, place: int) -> tuple[int, ...]:
        """The row at a place, 0 being the oldest."""
        return self._layout.unpack_from(self._packed, place * self._layout.size)

    def place_of(self, first: int) -> int:
        """Where the first row stands whose first column is at least so much; behind the last if none is."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.row(middle)[0] < first:
                low = middle + 1
            else:
                high = middle
        return low


class LiveBars:
    """One market's bars of one length since the exchange began; the newest one still grows."""

    def __init__(self, most: int) -> None:
        self._rows = Rows(_BAR, most)
        self.running: Bar | None = None

    def __repr__(self) -> str:
        return f"<LiveBars {self._rows!r}>"

    @property
    def lost_before(self) -> int | None:
        """The start of the oldest bar that is still here, once older ones have gone; None until then."""
        return self._rows.row(0)[0] if self._rows.lost else None

    def add(self, start: int, price: int, volume: int, time_ms: int) -> None:
        """Take a trade into its bucket; one that a turned-back clock puts earlier goes into the newest."""
        running = self.running
        if running is not None and start > running.start:
            self._rows.append(_packed(running))
            running = None
        start = start if running is None else running.start
        self.running = extend(running, start, price, volume, time_ms)

    def between(self, begin: int, end: int) -> Iterator[Bar]:
        """The bars that start in [begin, end), oldest first."""
        for place in range(self._rows.place_of(begin), self._rows.place_of(end)):
            yield _bar(self._rows.row(place))
        if self.running is not None and begin <= self.running.start < end:
            yield self.running


def _packed(bar: Bar) -> tuple[int, ...]:
    return (*bar[:5], *_words(bar.volume), *_words(bar.value), bar.trades, bar.last_ms)


def _bar(row: tuple[int, ...]) -> Bar:
    volume, value = row[5] << 64 | row[6], row[7] << 64 | row[8]
    return Bar(row[0], row[1], row[2], row[3], row[4], volume, value, row[9], row[10])


def _words(number: int) -> tuple[int, int]:
    return number >> 64, number & _LOW


class Tape:
    """One market's newest trades."""

    def __init__(self, most: int) -> None:
        self._rows = Rows(_TRADE, most)

    def __repr__(self) -> str:
        return f"<Tape {self._rows!r}>"

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def lost_before(self) -> int | None:
        """The second from which on every trade is here, once older ones have gone; None until then."""
        return self._rows.row(0)[0] // 1000 + 1 if self._rows.lost else None

    def append(self, trade: LastTrade) -> None:
        """Add the newest trade."""
        side = _SIDES.index(trade.side)
        self._rows.append((trade.time_ms, trade.price, *_words(trade.volume), trade.sequential_id, side))

    def backwards(self, begin_ms: int, end_ms: int) -> Iterator[LastTrade]:
        """The trades in [begin, end), newest first; the tape may grow meanwhile."""
        rows = self._rows
        at = rows.lost + len(rows)
        while (at := at - 1) >= rows.lost:
            time_ms, price, upper, lower, number, side = rows.row(at - rows.lost)
            if time_ms < begin_ms:
                return
            if time_ms < end_ms:
                yield LastTrade(price, upper << 64 | lower, _SIDES[side], time_ms, number)
