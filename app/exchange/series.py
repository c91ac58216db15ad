"""One market's candles of every interval: the made-up past and the live trades, joined without a seam."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from app.exchange.bars import Bar, Deal, extend, fold
from app.exchange.history import FIRST_DAY, History
from app.exchange.intervals import DAY, FIXED, HOUR, MINUTE, SECOND, base_length, bucket_start, next_start

_KEPT = {SECOND: 10_000, MINUTE: 10_000, HOUR: 20_000, DAY: 20_000}
_SECONDS_REACH = 90 * DAY  # older second candles are not served (protocol 3.3)


class Series:
    """Bars of 1 s, 1 min, 1 h and 1 day from `begin` on, everything else folded from them.

    `begin` is the second (since the epoch) at which the live market takes over from the history.
    """

    def __init__(self, history: History, code: str, begin: int) -> None:
        self._history = history
        self._code = code
        self.begin = begin
        self._live: dict[int, dict[int, Bar]] = {length: {} for length in _KEPT}
        parts: list[Bar] = []
        # From today's finished hours down to this minute's finished seconds: the running bars so far.
        for length, outer in ((HOUR, DAY), (MINUTE, HOUR), (SECOND, MINUTE)):
            parts += history.bars(code, length, begin - begin % outer, begin - begin % length)
        for length in (DAY, HOUR, MINUTE):
            start = begin - begin % length
            running = fold(start, (part for part in parts if part.start >= start))
            if running is not None:
                self._live[length][start] = running

    def add(self, price: int, volume: int, time_ms: int) -> None:
        """Take a live trade into the running bars."""
        second = time_ms // 1000
        for length, live in self._live.items():
            start = second - second % length
            live[start] = extend(live.get(start), start, price, volume, time_ms)
            if len(live) > _KEPT[length]:
                del live[next(iter(live))]

    def bars(self, length: int, begin: int, end: int) -> list[Bar]:
        """The bars of a base length that start in [begin, end), oldest first."""
        border = self.begin - self.begin % length
        found = self._history.bars(self._code, length, begin, min(end, border)) if begin < border else []
        live = self._live[length]
        if end - border > 0:
            found.extend(self._live_bars(live, length, max(begin, border), end))
        return found

    @staticmethod
    def _live_bars(live: dict[int, Bar], length: int, begin: int, end: int) -> Iterable[Bar]:
        if (end - begin) // length > len(live):
            return [bar for start, bar in live.items() if begin <= start < end]
        first = begin + -begin % length
        return [live[start] for start in range(first, end, length) if start in live]

    def candle(self, interval: str, start: int) -> Bar | None:
        """The bar of one bucket, running or finished; None without trades."""
        return fold(start, self.bars(base_length(interval), start, next_start(interval, start)))

    def candles(self, interval: str, before: int, count: int, now: int) -> list[Bar]:
        """Up to `count` bars that start before a second, newest first."""
        found: list[Bar] = []
        for bar in self._backwards(interval, min(before, now + 1), now):
            found.append(bar)
            if len(found) == count:
                break
        return found

    def _backwards(self, interval: str, before: int, now: int) -> Iterator[Bar]:
        earliest = now - _SECONDS_REACH if interval == "1s" else FIRST_DAY * DAY
        last = bucket_start(interval, before - 1)
        end = next_start(interval, last)
        length = base_length(interval)
        step = max(FIXED.get(interval, 400 * DAY) * 50, 60 * length)
        while end > earliest:
            begin = max(bucket_start(interval, end - step), bucket_start(interval, earliest))
            groups = groupby(self.bars(length, begin, end), key=lambda bar: bucket_start(interval, bar.start))
            folded = [fold(start, parts) for start, parts in groups]
            yield from (bar for bar in reversed(folded) if bar is not None)
            end = begin

    def last_second(self, before: int) -> Bar | None:
        """The newest one-second bar of the history before a second; looks two days back."""
        for hour in reversed(self._history.bars(self._code, HOUR, before - 2 * DAY, before)):
            for minute in self._finer(hour, MINUTE, HOUR, before):
                for second in self._finer(minute, SECOND, MINUTE, before):
                    return second
        return None

    def _finer(self, bar: Bar, length: int, outer: int, before: int) -> Iterator[Bar]:
        return reversed(self._history.bars(self._code, length, bar.start, min(bar.start + outer, before)))

    def past_deals(self, begin: int, before: int) -> Iterator[Deal]:
        """The trades of the history in [begin, before) seconds, newest first."""
        hour_end = min(before, self.begin)
        while hour_end > begin:
            hour = (hour_end - 1) - (hour_end - 1) % HOUR
            for minute in reversed(self._history.bars(self._code, MINUTE, hour, hour_end)):
                for second in self._finer(minute, SECOND, MINUTE, hour_end):
                    if second.start >= begin:
                        yield from reversed(self._history.deals(self._code, second))
            hour_end = hour
