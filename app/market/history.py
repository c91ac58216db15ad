"""The past of a chart: pages of candles from the exchange, asked for by name so that late answers vanish."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from app.clock import Clock, SystemClock
from app.market.candle_cache import CandleCache
from app.market.candles import Candle, CandleRow, Interval, candles_of
from app.tasks import TaskOwner
from app.upbit import Banned, Refused, Throttled, UpbitError

PAGE = 200
# A hole of more pages than this after an outage is not closed: the newest page starts the series anew.
_MOST_PAGES = 10
_RETRY_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0)

_log = logging.getLogger(__name__)


class CandleSource(Protocol):
    """Where pages come from: app.upbit's REST client, or a cache that stands before it."""

    async def candles(
        self, market: str, interval: str, *, to: datetime | None = None, count: int = PAGE
    ) -> Sequence[CandleRow]:
        """Up to `count` candles that start before `to`, newest first."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some candles of a series.

    before_ms: what was asked for; None: the newest. exhausted: the exchange has nothing older.
    joined: it reaches back to the candle that `newest` was told to reach.
    """

    market: str
    interval: Interval
    candles: tuple[Candle, ...]
    before_ms: int | None
    exhausted: bool
    joined: bool = True


OnPage = Callable[[Page], object]
OnTrouble = Callable[[str, bool], object]
"""Called with a sentence for the person, and whether the request is going to be tried again."""


class CandleHistory:
    """Hands out readers, one a chart, and ends all their requests at the close.

    cache: asked before the exchange is, and told what that answered; closed with the history.
    """

    def __init__(
        self, source: CandleSource, clock: Clock | None = None, *, cache: CandleCache | None = None
    ) -> None:
        self._source = source
        self._cache = cache
        self._clock = clock or SystemClock()
        self._tasks = TaskOwner("candle history")
        self._numbers = itertools.count(1)

    def open(self) -> HistoryReader:
        """A reader of its own names: what it asks replaces only what it asked itself."""
        name = f"chart {next(self._numbers)}"
        return HistoryReader(name, self._source, self._clock, self._tasks, self._cache)

    async def aclose(self) -> None:
        """End every request and wait for it."""
        await self._tasks.aclose()
        if self._cache is not None:
            await self._cache.aclose()


class HistoryReader:
    """One chart's requests. Callbacks run on the loop, never for a request that was replaced or ended.

    A failure is told to `on_trouble` and, unless the exchange refused for good, tried again until it works
    or is replaced.
    """

    def __init__(
        self,
        name: str,
        source: CandleSource,
        clock: Clock,
        tasks: TaskOwner,
        cache: CandleCache | None = None,
    ) -> None:
        self._name = name
        self._cache = cache
        self._source = source
        self._clock = clock
        self._tasks = tasks
        self._older: int | None = None  # what the older page under way begins before

    def newest(
        self,
        market: str,
        interval: Interval,
        on_page: OnPage,
        on_trouble: OnTrouble,
        *,
        back_to_ms: int | None = None,
    ) -> None:
        """Ask for the newest page and, to close a hole, for older ones until `back_to_ms` is reached."""
        work = self._read_newest(market, interval, back_to_ms, on_page, on_trouble)
        self._tasks.start(f"{self._name}: newest", work)

    def older(
        self, market: str, interval: Interval, before_ms: int, on_page: OnPage, on_trouble: OnTrouble
    ) -> None:
        """Ask for the page of candles that start before a time."""
        self._older = before_ms
        work = self._read_older(market, interval, before_ms, on_page, on_trouble)
        self._tasks.start(f"{self._name}: older", work)

    @property
    def is_reading_older(self) -> bool:
        """Whether an older page is on its way."""
        return self._older is not None

    def stop(self) -> None:
        """End what is under way; nothing of it is delivered."""
        self._tasks.cancel(f"{self._name}: newest")
        self._tasks.cancel(f"{self._name}: older")
        self._older = None

    async def _read_newest(
        self,
        market: str,
        interval: Interval,
        back_to_ms: int | None,
        on_page: OnPage,
        on_trouble: OnTrouble,
    ) -> None:
        pages: list[Page] = []
        before_ms: int | None = None
        while len(pages) < _MOST_PAGES:
            page = await self._page(market, interval, before_ms, on_trouble)
            if page is None:
                return
            pages.append(page)
            if back_to_ms is None or _reaches(page, back_to_ms):
                break
            before_ms = page.candles[-1].start_ms
        candles = tuple(candle for page in pages for candle in page.candles)
        joined = back_to_ms is None or _reaches(pages[-1], back_to_ms)
        on_page(Page(market, interval, candles, None, pages[-1].exhausted, joined))

    async def _read_older(
        self, market: str, interval: Interval, before_ms: int, on_page: OnPage, on_trouble: OnTrouble
    ) -> None:
        page = await self._page(market, interval, before_ms, on_trouble)
        # Told before the page is, so that the chart can ask for the next one at once.
        self._older = None
        if page is not None:
            on_page(page)

    async def _page(
        self, market: str, interval: Interval, before_ms: int | None, on_trouble: OnTrouble
    ) -> Page | None:
        if self._cache is not None and before_ms is not None:
            known = await self._cache.page(market, interval, before_ms)
            if known is not None:
                return Page(market, interval, known, before_ms, exhausted=not known)
        to = None if before_ms is None else datetime.fromtimestamp(before_ms / 1000, UTC)
        for delay in itertools.chain(_RETRY_SECONDS, itertools.repeat(_RETRY_SECONDS[-1])):
            try:
                rows = await self._source.candles(market, interval.value, to=to, count=PAGE)
            except UpbitError as error:
                _log.warning("candles of %s %s: %s", market, interval, error)
                final = isinstance(error, Refused) and not isinstance(error, (Throttled, Banned))
                on_trouble(error.sentence, not final)
                if final:
                    return None
                await self._clock.sleep(delay)
                continue
            candles = tuple(candles_of(rows))
            if self._cache is not None and len(candles) == len(rows):
                # Beside the painting, not before it. An answer with nonsense in it is no proof of anything.
                self._tasks.start(None, self._cache.keep(market, interval, before_ms, candles))
            # Only an empty page proves the end: a market may answer fewer than asked for.
            return Page(market, interval, candles, before_ms, exhausted=not candles)
        raise AssertionError("an endless chain of delays ended")


def _reaches(page: Page, time_ms: int) -> bool:
    return page.exhausted or not page.candles or page.candles[-1].start_ms <= time_ms
