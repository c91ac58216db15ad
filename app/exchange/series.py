"""One market's candles of every interval: the made-up past and the live trades, joined without a seam."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, islice

from app.exchange.bars import Bar, Deal, fold
from app.exchange.history import COARSER, FIRST_DAY, History
from app.exchange.intervals import DAY, FIXED, HOUR, MINUTE, SECOND, base_length, bucket_start, next_start
from app.exchange.kept import LiveBars

# Five pages of seconds (Upbit's have 200), a day and an hour of minutes, which the 24 h sums look at.
_KEPT = {SECOND: 1000, MINUTE: 1500, HOUR: 1000, DAY: 20_000}
_SECONDS_REACH = 90 * DAY  # older second candles are not served (protocol 3.3)


class Series:
    """Bars of 1 s, 1 min, 1 h and 1 day from `begin` on, everything else folded from them.

    `begin` is the second (since the epoch) at which the live market takes over from the history. Only so
    many live bars are kept; older ones are split again from the next coarser ones, and fold back to them.
    """

    def __init__(
        self, history: History, code: str, begin: int, kept: Mapping[int, int] | None = None
    ) -> None:
        self._history = history
        self._code = code
        self.begin = begin
        self._live = {length: LiveBars(most) for length, most in (kept or _KEPT).items()}
        parts: list[Bar] = []
        # From today's finished hours down to this minute's finished seconds: the running bars so far.
        for length, outer in ((HOUR, DAY), (MINUTE, HOUR), (SECOND, MINUTE)):
            parts += history.bars(code, length, begin - begin % outer, begin - begin % length)
        for length in (DAY, HOUR, MINUTE):
            start = begin - begin % length
            running = fold(start, (part for part in parts if part.start >= start))
            self._live[length].running = running

    def add(self, price: int, volume: int, time_ms: int) -> None:
        """Take a live trade into the running bars."""
        second = time_ms // 1000
        for length, live in self._live.items():
            live.add(second - second % length, price, volume, time_ms)

    def bars(self, length: int, begin: int, end: int) -> list[Bar]:
        """The bars of a base length that start in [begin, end), oldest first."""
        border = self.begin - self.begin % length
        kept_from = self._kept_from(length)
        if kept_from > border:
            # The bucket in which the live market began is split as a whole, its past included.
            coarse = COARSER[length]
            border = border - border % coarse
            middle = self._split_again(length, max(begin, border), min(end, kept_from))
        else:
            middle = []
        found = self._history.bars(self._code, length, begin, min(end, border)) if begin < border else []
        return [*found, *middle, *self._live[length].between(max(begin, border, kept_from), end)]

    def _kept_from(self, length: int) -> int:
        """The start of the first coarser bucket all of whose live bars are still there."""
        lost_before = self._live[length].lost_before
        if lost_before is None:
            return 0
        coarse = COARSER[length]
        return lost_before + -lost_before % coarse

    def _split_again(self, length: int, begin: int, end: int) -> list[Bar]:
        if begin >= end:
            return []
        coarse = COARSER[length]
        parents = self.bars(coarse, begin - begin % coarse, end)
        parts = (part for parent in parents for part in self._history.split(self._code, parent, coarse))
        return [part for part in parts if begin <= part.start < end]

    def candle(self, interval: str, start: int) -> Bar | None:
        """The bar of one bucket, running or finished; None without trades."""
        return fold(start, self.bars(base_length(interval), start, next_start(interval, start)))

    def candles(self, interval: str, before: int, count: int, now: int) -> list[Bar]:
        """Up to `count` bars that start before a second, newest first."""
        return list(islice(self.backwards(interval, before, now), count))

    def backwards(self, interval: str, before: int, now: int) -> Iterator[Bar]:
        """The bars that start before a second, newest first, made as they are asked for."""
        before = min(before, now + 1)
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

    def past_deals(self, begin: int, before: int) -> Iterator[Deal]:
        """Trades that make the second bars in [begin, before), newest first."""
        hour_end = before
        while hour_end > begin:
            hour = (hour_end - 1) - (hour_end - 1) % HOUR
            for minute in reversed(self.bars(MINUTE, hour, hour_end)):
                for second in reversed(self.bars(SECOND, minute.start, min(minute.start + MINUTE, hour_end))):
                    if second.start >= begin:
                        yield from reversed(self._history.deals(self._code, second))
            hour_end = hour
