"""What the cache gives back is what the exchange said, or nothing: through restarts, gaps and damage."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.endpoints import UPBIT as UPBIT_ENDPOINTS
from app.endpoints import local
from app.market.candle_cache import FILE, PAGE, CandleCache, cache_of
from app.market.candles import Candle, Interval
from app.market.history import CandleHistory, Page
from app.upbit import CandleRow

MINUTE = 60_000
FIRST, NOW = 1_000, 3_000  # buckets
UPBIT = "https://api.upbit.com"


def candle(bucket: int, *, volume: float = 0.1) -> Candle:
    price = 1e8 * random.Random(bucket).random() + 1 / 3
    stamp = bucket * MINUTE + 59_000
    return Candle(bucket * MINUTE, price, price * 1.1, price / 1.1, price + 1 / 7, volume, stamp)


class Exchange:
    """Minute candles with gaps from FIRST to NOW, the last of which is still running."""

    def __init__(self) -> None:
        chance = random.Random(3)
        self.candles = [candle(b) for b in range(FIRST, NOW + 1) if b == NOW or chance.random() < 0.7]
        self.asked: list[int | None] = []

    def answer(self, before_ms: int | None, count: int = PAGE) -> tuple[Candle, ...]:
        self.asked.append(before_ms)
        older = [one for one in self.candles if before_ms is None or one.start_ms < before_ms]
        return tuple(reversed(older[-count:]))


async def scroll(cache: CandleCache, exchange: Exchange, pages: int) -> list[Candle]:
    """Read the newest page and so many older ones, as a chart does."""
    page: Sequence[Candle] = exchange.answer(None)
    await cache.keep("KRW-BTC", Interval.MINUTE, None, page)
    found = list(page)
    for _ in range(pages):
        before = found[-1].start_ms
        known = await cache.page("KRW-BTC", Interval.MINUTE, before)
        if known is None:
            known = exchange.answer(before)
            await cache.keep("KRW-BTC", Interval.MINUTE, before, known)
        if not known:
            break
        found += known
    return found


async def test_a_second_run_gets_the_same_candles_and_asks_for_the_newest_only(tmp_path: Path) -> None:
    exchange = Exchange()
    cache = CandleCache(tmp_path / FILE, UPBIT)
    first = await scroll(cache, exchange, 100)
    assert first == list(reversed(exchange.candles))
    await cache.aclose()
    assert len(exchange.asked) > 5
    exchange.asked.clear()
    again = CandleCache(tmp_path / FILE, UPBIT)
    assert await scroll(again, exchange, 100) == first
    assert exchange.asked == [None]
    await again.aclose()
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


async def test_the_running_candle_and_what_just_closed_are_not_kept(tmp_path: Path) -> None:
    cache = CandleCache(tmp_path / FILE, UPBIT)
    running = Candle(NOW * MINUTE, 1, 1, 1, 1, 1, NOW * MINUTE + 3_000)
    page = (running, candle(NOW - 1), candle(NOW - 2))
    await cache.keep("KRW-BTC", Interval.MINUTE, None, page)
    assert await cache.page("KRW-BTC", Interval.MINUTE, NOW * MINUTE) is None
    assert await cache.page("KRW-BTC", Interval.MINUTE, (NOW - 1) * MINUTE) == (candle(NOW - 2),)
    await cache.aclose()


async def test_a_page_that_may_still_grow_is_not_claimed_to_its_end(tmp_path: Path) -> None:
    cache = CandleCache(tmp_path / FILE, UPBIT)
    await cache.keep("KRW-BTC", Interval.MINUTE, None, (candle(NOW), candle(NOW - 1)))
    # Asked for up to the middle of a bucket that has not settled.
    middle = NOW * MINUTE + 30_000
    await cache.keep("KRW-BTC", Interval.MINUTE, middle, (candle(NOW), candle(NOW - 1)))
    assert await cache.page("KRW-BTC", Interval.MINUTE, middle) is None
    await cache.aclose()


async def test_stretches_that_nobody_asked_for_are_not_known(tmp_path: Path) -> None:
    cache, exchange = CandleCache(tmp_path / FILE, UPBIT), Exchange()
    await cache.keep("KRW-BTC", Interval.MINUTE, None, exchange.answer(None))
    older = exchange.answer(1_500 * MINUTE)
    await cache.keep("KRW-BTC", Interval.MINUTE, 1_500 * MINUTE, older)
    assert await cache.page("KRW-BTC", Interval.MINUTE, 2_000 * MINUTE) is None
    assert await cache.page("KRW-BTC", Interval.MINUTE, 1_500 * MINUTE) == older
    # Within a stretch an answer may be short: the chart asks on from there.
    short = await cache.page("KRW-BTC", Interval.MINUTE, older[-3].start_ms)
    assert short == older[-2:]
    assert await cache.page("KRW-BTC", Interval.MINUTE, older[-1].start_ms) is None
    await cache.aclose()


async def test_random_requests_are_answered_exactly_or_not_at_all(tmp_path: Path) -> None:
    exchange, chance = Exchange(), random.Random(11)
    cache = CandleCache(tmp_path / FILE, UPBIT)
    await cache.keep("KRW-BTC", Interval.MINUTE, None, exchange.answer(None))
    answered = 0
    for turn in range(300):
        before = chance.randrange(FIRST - 50, NOW - 5) * MINUTE
        known = await cache.page("KRW-BTC", Interval.MINUTE, before)
        right = exchange.answer(before)
        if known is not None:
            answered += 1
            assert known == right[: len(known)]
            assert known or not right
        else:
            page = exchange.answer(before, chance.choice([5, 200]))
            await cache.keep("KRW-BTC", Interval.MINUTE, before, page)
        if turn % 100 == 99:
            await cache.aclose()
            cache = CandleCache(tmp_path / FILE, UPBIT)
            await cache.keep("KRW-BTC", Interval.MINUTE, None, exchange.answer(None))
    assert answered > 100
    await cache.aclose()


def test_only_an_exchange_with_a_lasting_past_has_a_cache(tmp_path: Path) -> None:
    cache = cache_of(UPBIT_ENDPOINTS, tmp_path)
    assert cache is not None and cache.path == tmp_path / FILE
    assert cache_of(local("http://127.0.0.1:9"), tmp_path) is None


async def test_exchanges_markets_and_intervals_are_kept_apart(tmp_path: Path) -> None:
    exchange = Exchange()
    one = CandleCache(tmp_path / FILE, UPBIT)
    await one.keep("KRW-BTC", Interval.MINUTE, None, exchange.answer(None))
    before = exchange.candles[-5].start_ms
    assert await one.page("KRW-BTC", Interval.MINUTE, before)
    assert await one.page("KRW-ETH", Interval.MINUTE, before) is None
    assert await one.page("KRW-BTC", Interval.MINUTES_3, before) is None
    await one.aclose()
    other = CandleCache(tmp_path / FILE, "http://127.0.0.1:9")
    assert await other.page("KRW-BTC", Interval.MINUTE, before) is None
    await other.aclose()


def damage_header(path: Path) -> None:
    path.write_bytes(b"not a database" * 1000)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def change_a_price(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE candles SET close = close + 1 WHERE start_ms < 1010 * 60000")
    db.close()


def put_nonsense(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE candles")
        db.execute("CREATE TABLE candles (series, start_ms, open, high, low, close, volume, stamp, sum)")
        db.execute("INSERT INTO candles VALUES (1, 60000, 'x', 1, 1, 1, 1, 1, 1)")
        db.execute("UPDATE spans SET from_ms = 60000")
    db.close()


def widen_a_stretch(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE spans SET to_ms = to_ms + 600000")
    db.close()


@pytest.mark.parametrize("damage", [widen_a_stretch, damage_header, truncate, change_a_price, put_nonsense])
async def test_a_damaged_file_is_moved_aside_and_begun_anew(tmp_path: Path, damage: object) -> None:
    exchange = Exchange()
    cache = CandleCache(tmp_path / FILE, UPBIT)
    right = await scroll(cache, exchange, 100)
    await cache.aclose()
    damage(tmp_path / FILE)  # type: ignore[operator]
    broken = CandleCache(tmp_path / FILE, UPBIT)
    assert await scroll(broken, exchange, 100) == right
    assert broken.moved_aside is not None and broken.moved_aside.exists()
    await broken.aclose()
    exchange.asked.clear()
    healed = CandleCache(tmp_path / FILE, UPBIT)
    assert await scroll(healed, exchange, 100) == right
    assert healed.moved_aside is None
    await healed.aclose()


async def test_random_bytes_never_give_a_wrong_candle(tmp_path: Path) -> None:
    exchange, chance = Exchange(), random.Random(17)
    cache = CandleCache(tmp_path / FILE, UPBIT)
    right = await scroll(cache, exchange, 100)
    await cache.aclose()
    whole = (tmp_path / FILE).read_bytes()
    for turn in range(25):
        content = bytearray(whole)
        for _ in range(chance.choice([1, 8, 300])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path = tmp_path / f"{turn}.db"
        path.write_bytes(content)
        cache = CandleCache(path, UPBIT)
        assert await scroll(cache, exchange, 100) == right
        await cache.aclose()


async def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / FILE
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = file.read_bytes()
    cache, exchange = CandleCache(file, UPBIT), Exchange()
    assert await scroll(cache, exchange, 3)
    await cache.aclose()
    assert file.read_bytes() == before
    assert cache.moved_aside is None


async def test_where_nothing_can_be_written_the_chart_works_all_the_same(tmp_path: Path) -> None:
    cache, exchange = CandleCache(tmp_path / "missing" / FILE, UPBIT), Exchange()
    assert await scroll(cache, exchange, 100) == list(reversed(exchange.candles))
    await cache.aclose()
    await cache.aclose()
    assert await cache.page("KRW-BTC", Interval.MINUTE, NOW * MINUTE) is None


class Rest:
    """The exchange as REST rows."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    async def candles(
        self, market: str, interval: str, *, to: datetime | None = None, count: int = PAGE
    ) -> list[CandleRow]:
        before = None if to is None else round(to.timestamp() * 1000)
        return [row(market, one) for one in self.exchange.answer(before, count)]


def row(market: str, one: Candle) -> CandleRow:
    moment = datetime.fromtimestamp(one.start_ms / 1000, UTC).replace(tzinfo=None).isoformat()
    prices = (one.open, one.high, one.low, one.close)
    return CandleRow(market, moment, moment, *prices, one.stamp, 0.0, one.volume)


async def test_a_history_scrolls_back_through_the_cache(tmp_path: Path) -> None:
    import asyncio

    exchange = Exchange()
    for run in range(2):
        exchange.asked.clear()
        cache = CandleCache(tmp_path / FILE, UPBIT)
        history = CandleHistory(Rest(exchange), cache=cache)
        reader, pages = history.open(), asyncio.Queue[Page]()
        reader.newest("KRW-BTC", Interval.MINUTE, pages.put_nowait, print)
        found = list((await asyncio.wait_for(pages.get(), 10)).candles)
        while True:
            reader.older("KRW-BTC", Interval.MINUTE, found[-1].start_ms, pages.put_nowait, print)
            page = await asyncio.wait_for(pages.get(), 10)
            if page.exhausted:
                break
            found += page.candles
        assert found == list(reversed(exchange.candles))
        while len(history._tasks):
            await asyncio.sleep(0)
        await history.aclose()
        assert (exchange.asked == [None]) is (run == 1)
