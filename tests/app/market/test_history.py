import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from app.errors import UpbitError
from app.market.candles import CandleSeries, Interval
from app.market.history import PAGE, CandleHistory, Page
from app.upbit import CandleRow

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

    async def candles(
        self, market: str, interval: str, *, to: datetime | None = None, count: int = PAGE
    ) -> list[CandleRow]:
        self.asked.append((market, interval, to))
        await self.gate.wait()
        if self.failures:
            self.failures -= 1
            raise UpbitError("connection reset", "거래소에 연결할 수 없습니다.")
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
        self.troubles: list[str] = []
        self.arrived = asyncio.Event()

    def on_page(self, page: Page) -> None:
        self.pages.append(page)
        self.arrived.set()

    def on_trouble(self, sentence: str) -> None:
        self.troubles.append(sentence)

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
    assert chart.troubles == ["거래소에 연결할 수 없습니다."] * 7
    assert clock.slept == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0]
    await history.aclose()


async def test_the_close_ends_what_is_under_way(exchange: Exchange, history: CandleHistory) -> None:
    reader, chart = history.open(), Chart()
    exchange.gate.clear()
    reader.older("KRW-BTC", Interval.MINUTE, NEWEST * MINUTE, chart.on_page, chart.on_trouble)
    await asyncio.sleep(0)
    assert reader.is_reading_older
    await history.aclose()
    assert not reader.is_reading_older
    assert chart.pages == []
