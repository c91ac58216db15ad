import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from app.endpoints import local
from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer
from app.market.candles import CandleSeries, Interval, candles_of
from app.market.history import PAGE, CandleHistory, Page
from app.upbit import CandleRow, NotFound, NotSent, UpbitError, UpbitRest

MINUTE = 60_000
NEWEST = 29_000_000


def row(bucket: int) -> CandleRow:
    moment = datetime.fromtimestamp(bucket * 60, UTC).replace(tzinfo=None).isoformat()
    return CandleRow(
        market="KRW-BTC",
        candle_date_time_utc=moment,
        candle_date_time_kst=moment,
        opening_price=1.0,
        high_price=1.0,
        low_price=1.0,
        trade_price=float(bucket),
        timestamp=bucket * MINUTE,
        candle_acc_trade_price=1.0,
        candle_acc_trade_volume=1.0,
    )


class Exchange:
    """Minute candles from `oldest` to NEWEST; `gate` holds answers back, `failures` fail first."""

    def __init__(self, oldest: int) -> None:
        self.oldest = oldest
        self.asked: list[tuple[str, str, datetime | None]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failures = 0
        self.error: UpbitError = NotSent("connection reset")

    async def candles(
        self, market: str, interval: str, *, to: datetime | None = None, count: int = PAGE
    ) -> list[CandleRow]:
        self.asked.append((market, interval, to))
        await self.gate.wait()
        if self.failures:
            self.failures -= 1
            raise self.error
        below = NEWEST + 1 if to is None else int(to.timestamp()) // 60
        return [row(bucket) for bucket in range(below - 1, max(self.oldest, below - count) - 1, -1)]


class Clock:
    """Sleeps not at all and remembers how long it should have."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return 0.0

    def time_ms(self) -> int:
        return 0

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


class Chart:
    """Collects what a reader delivers."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.troubles: list[tuple[str, bool]] = []
        self.arrived = asyncio.Event()
        self.told = asyncio.Event()

    def on_page(self, page: Page) -> None:
        self.pages.append(page)
        self.arrived.set()

    def on_trouble(self, sentence: str, retrying: bool) -> None:
        self.troubles.append((sentence, retrying))
        self.told.set()

    async def page(self) -> Page:
        await self.arrived.wait()
        self.arrived.clear()
        return self.pages[-1]


@pytest.fixture
def exchange() -> Exchange:
    return Exchange(oldest=NEWEST - 499)


@pytest.fixture
async def history(exchange: Exchange) -> AsyncIterator[CandleHistory]:
    history = CandleHistory(exchange, Clock())
    yield history
    await history.aclose()


async def test_older_pages_join_until_the_exchange_has_no_more(
    exchange: Exchange, history: CandleHistory
) -> None:
    reader, chart, series = history.open(), Chart(), CandleSeries(Interval.MINUTE)
    reader.newest("KRW-BTC", Interval.MINUTE, chart.on_page, chart.on_trouble)
    page = await chart.page()
    assert len(page.candles) == PAGE
    while not page.exhausted:
        series.merge(page.candles)
        assert series.first_bucket is not None
        before = Interval.MINUTE.start_ms(series.first_bucket)
        reader.older("KRW-BTC", Interval.MINUTE, before, chart.on_page, chart.on_trouble)
        page = await chart.page()
    assert [len(page.candles) for page in chart.pages] == [200, 200, 100, 0]
    assert series.buckets.tolist() == [float(b) for b in range(exchange.oldest, NEWEST + 1)]


async def test_a_newer_request_replaces_the_older_and_its_answer_is_never_delivered(
    exchange: Exchange, history: CandleHistory
) -> None:
    reader, chart = history.open(), Chart()
    exchange.gate.clear()
    reader.newest("KRW-BTC", Interval.MINUTE, chart.on_page, chart.on_trouble)
    await asyncio.sleep(0)
    reader.newest("KRW-ETH", Interval.MINUTE, chart.on_page, chart.on_trouble)
    await asyncio.sleep(0)
    exchange.gate.set()
    await chart.page()
    await history.aclose()
    assert [page.market for page in chart.pages] == ["KRW-ETH"]
    assert [market for market, _, _ in exchange.asked] == ["KRW-BTC", "KRW-ETH"]


async def test_an_answer_that_is_there_already_is_dropped_by_a_stop(
    exchange: Exchange, history: CandleHistory
) -> None:
    reader, chart = history.open(), Chart()
    exchange.gate.clear()
    reader.newest("KRW-BTC", Interval.MINUTE, chart.on_page, chart.on_trouble)
    await asyncio.sleep(0)
    exchange.gate.set()
    reader.stop()
    await history.aclose()
    assert chart.pages == []


async def test_two_charts_do_not_replace_each_others_requests(history: CandleHistory) -> None:
    first, second = Chart(), Chart()
    history.open().newest("KRW-BTC", Interval.MINUTE, first.on_page, first.on_trouble)
    history.open().newest("KRW-BTC", Interval.MINUTE, second.on_page, second.on_trouble)
    await first.page()
    await second.page()


async def test_a_hole_is_closed_page_by_page(exchange: Exchange, history: CandleHistory) -> None:
    reader, chart = history.open(), Chart()
    back_to = (NEWEST - 450) * MINUTE
    reader.newest("KRW-BTC", Interval.MINUTE, chart.on_page, chart.on_trouble, back_to_ms=back_to)
    page = await chart.page()
    assert page.joined
    assert [candle.start_ms // MINUTE for candle in page.candles] == list(
        range(NEWEST, exchange.oldest - 1, -1)
    )


async def test_a_hole_that_is_too_large_is_left_and_said_so(
    exchange: Exchange, history: CandleHistory
) -> None:
    exchange.oldest = 0
    reader, chart = history.open(), Chart()
    reader.newest("KRW-BTC", Interval.MINUTE, chart.on_page, chart.on_trouble, back_to_ms=0)
    page = await chart.page()
    assert not page.joined
    assert len(exchange.asked) == 10


async def test_a_failing_exchange_is_told_and_asked_again(exchange: Exchange) -> None:
    clock = Clock()
    history, chart = CandleHistory(exchange, clock), Chart()
    exchange.failures = 7
    history.open().newest("KRW-BTC", Interval.MINUTE, chart.on_page, chart.on_trouble)
    page = await chart.page()
    assert len(page.candles) == PAGE
    assert chart.troubles == [(exchange.error.sentence, True)] * 7
    assert clock.slept == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0]
    await history.aclose()


async def test_the_close_ends_what_is_under_way(exchange: Exchange, history: CandleHistory) -> None:
    reader, chart = history.open(), Chart()
    exchange.gate.clear()
    reader.older("KRW-BTC", Interval.MINUTE, NEWEST * MINUTE, chart.on_page, chart.on_trouble)
    await asyncio.sleep(0)
    assert reader.is_reading_older
    reader.stop()
    assert not reader.is_reading_older
    await history.aclose()
    assert chart.pages == []


async def test_the_next_page_can_be_asked_for_from_within_a_page(history: CandleHistory) -> None:
    reader, chart, ended = history.open(), Chart(), asyncio.Event()

    def go_on(page: Page) -> None:
        chart.on_page(page)
        assert not reader.is_reading_older
        if page.exhausted:
            ended.set()
            return
        before = page.candles[-1].start_ms
        reader.older("KRW-BTC", Interval.MINUTE, before, go_on, chart.on_trouble)

    reader.older("KRW-BTC", Interval.MINUTE, NEWEST * MINUTE, go_on, chart.on_trouble)
    await ended.wait()
    assert [len(page.candles) for page in chart.pages] == [200, 200, 99, 0]


async def test_a_refusal_for_good_is_told_and_not_asked_again(exchange: Exchange) -> None:
    clock = Clock()
    history, chart = CandleHistory(exchange, clock), Chart()
    exchange.failures, exchange.error = 1, NotFound(404, "notfoundmarket", "Code not found")
    history.open().newest("KRW-NOPE", Interval.MINUTE, chart.on_page, chart.on_trouble)
    await chart.told.wait()
    await history.aclose()
    assert chart.troubles == [(exchange.error.sentence, False)]
    assert (chart.pages, clock.slept, len(exchange.asked)) == ([], [], 1)


async def test_the_pages_of_the_exchange_join_without_duplicate_or_hole() -> None:
    server = ExchangeServer(ExchangeConfig(markets=1, moving=False))
    addresses = await server.start()
    rest = UpbitRest(local(addresses.rest), None)
    history, chart = CandleHistory(rest), Chart()
    reader, series, interval = history.open(), CandleSeries(Interval.MINUTES_5), Interval.MINUTES_5
    try:
        reader.newest("KRW-BTC", interval, chart.on_page, chart.on_trouble)
        series.merge((await chart.page()).candles)
        for _ in range(3):
            assert series.first_bucket is not None
            before = interval.start_ms(series.first_bucket)
            reader.older("KRW-BTC", interval, before, chart.on_page, chart.on_trouble)
            series.merge((await chart.page()).candles)
        # One answer across the seam of two pages: what it holds, and nothing else, is in the series there.
        middle = datetime.fromtimestamp(chart.pages[1].candles[99].start_ms / 1000, UTC)
        across = candles_of(await rest.candles("KRW-BTC", interval.value, to=middle))
    finally:
        await history.aclose()
        await rest.close()
        await server.stop()
    starts = [candle.start_ms for page in chart.pages for candle in page.candles]
    assert [len(page.candles) for page in chart.pages] == [PAGE] * 4
    assert starts == sorted(set(starts), reverse=True)
    assert across[0].start_ms > chart.pages[2].candles[0].start_ms > across[-1].start_ms
    first, last = interval.bucket(across[-1].start_ms), interval.bucket(across[0].start_ms)
    inside = [series.at(int(bucket)) for bucket in series.buckets if first <= bucket <= last]
    assert inside == across[::-1]
