"""Candles of every interval, past and live as one."""

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.bars import Bar, fold
from app.exchange.history import History
from app.exchange.intervals import CALENDAR, DAY, FIXED, HOUR, MINUTE, SECOND, bucket_start, next_start
from app.exchange.series import Series
from app.exchange.universe import markets

SPECS = {spec.code: spec for spec in markets()}
BEGIN = 20_778 * DAY + 13 * HOUR + 47 * MINUTE + 29
PAST = History(SPECS, lambda name: Random(f"1/{name}"))
MINUTES = [interval for interval in FIXED if interval.endswith("m")]


def series(code: str = "KRW-BTC", begin: int = BEGIN) -> Series:
    return Series(PAST, code, begin)


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-HGM", "BTC-AVAX"])
@pytest.mark.parametrize("interval", [*FIXED, *CALENDAR])
def test_there_is_history_at_the_start(code: str, interval: str) -> None:
    candles = series(code).candles(interval, BEGIN + 1, 400, BEGIN)
    assert len(candles) == {"1M": 111, "1y": 10}.get(interval, 400)
    starts = [candle.start for candle in candles]
    assert starts == sorted(set(starts), reverse=True)
    assert all(bucket_start(interval, start) == start for start in starts)


@pytest.mark.parametrize("interval", [name for name in [*FIXED, *CALENDAR] if name != "1s"])
def test_a_candle_is_the_fold_of_its_finer_ones(interval: str) -> None:
    finer = "1s" if interval == "1m" else "1m" if interval in MINUTES else "60m" if interval == "1d" else "1d"
    source = series()
    for candle in source.candles(interval, BEGIN + 1, 3, BEGIN):
        end = next_start(interval, candle.start)
        parts = [part for part in source.candles(finer, end, 400, BEGIN) if part.start >= candle.start]
        if len(parts) < 400:
            folded = fold(candle.start, reversed(parts))
            assert folded is not None
            assert folded._replace(trades=0) == candle._replace(trades=0)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 40_000), st.integers(1, 9), st.integers(1, 10**9)), min_size=1, max_size=60
    )
)
def test_live_trades_join_the_past(steps: list[tuple[int, int, int]]) -> None:
    source = series("KRW-XRP")
    opening = {interval: source.candle(interval, bucket_start(interval, BEGIN)) for interval in FIXED}
    now = BEGIN * 1000
    trades = []
    for wait, price, volume in steps:
        now += wait
        trades.append((now, (1930 + price) * 10**8, volume))
        source.add(*trades[-1][1:], now)
    second = now // 1000
    for interval in FIXED:
        start = bucket_start(interval, second)
        candle = source.candles(interval, second + 1, 1, second)[0]
        live = [trade for trade in trades if trade[0] // 1000 >= start]
        before = opening[interval] if start <= BEGIN else None
        assert candle.start == start
        assert candle.close == trades[-1][1]
        assert candle.volume == (before.volume if before else 0) + sum(volume for _, _, volume in live)
        assert candle.high == max([price for _, price, _ in live] + ([before.high] if before else []))


def test_a_bucket_without_trades_does_not_exist() -> None:
    source = series()
    source.add(10**16, 5, (BEGIN + 600) * 1000)
    starts = [candle.start for candle in source.candles("1m", BEGIN + 700, 10, BEGIN + 700)]
    assert starts[0] == bucket_start("1m", BEGIN + 600)
    assert starts[1] == bucket_start("1m", BEGIN)


def test_the_bound_is_on_the_start_of_a_candle() -> None:
    noon = BEGIN - BEGIN % DAY - DAY + 12 * HOUR
    source = series()
    five = [candle.start for candle in source.candles("5m", noon, 10, BEGIN)]
    assert five == [noon - 300 * step for step in range(1, 11)]
    assert source.candles("1d", noon, 1, BEGIN)[0].start == noon - 12 * HOUR


def test_the_running_bars_begin_with_the_past() -> None:
    source = series()
    for length in (DAY, HOUR, MINUTE):
        start = BEGIN - BEGIN % length
        (running,) = source.bars(length, start, BEGIN)
        parts = source.bars(SECOND, max(start, BEGIN - MINUTE), BEGIN)
        assert running.close == parts[-1].close
        assert running.last_ms == parts[-1].last_ms


def test_past_deals_come_newest_first_and_end_at_the_start() -> None:
    source = series()
    deals = [deal for deal, _ in zip(source.past_deals(BEGIN - DAY, BEGIN + DAY), range(300), strict=False)]
    times = [deal.time_ms for deal in deals]
    assert times == sorted(times, reverse=True)
    assert times[0] < BEGIN * 1000
    assert deals[0].price == source.bars(SECOND, BEGIN - MINUTE, BEGIN)[-1].close


def test_a_start_at_midnight_has_no_running_day() -> None:
    midnight = 20_778 * DAY
    assert series(begin=midnight).candle("1d", midnight) is None
    assert isinstance(series(begin=midnight).candle("1d", midnight - DAY), Bar)


KEPT = {SECOND: 64, MINUTE: 100, HOUR: 64, DAY: 64}


def lived(hours: float, kept: dict[int, int] | None = None) -> tuple[Series, list[tuple[int, int, int]]]:
    """A series after hours of trades, about one in four seconds, and those trades."""
    source, chance, trades = Series(PAST, "KRW-XRP", BEGIN, kept), Random(5), []
    now = BEGIN * 1000
    while now < (BEGIN + hours * 3600) * 1000:
        now += int(chance.expovariate(1 / 4000))
        trades.append(((1900 + chance.randrange(60)) * 10**8, chance.randrange(10**9, 10**11), now))
        source.add(*trades[-1])
    return source, trades


def test_forgotten_bars_are_made_again_and_fold_as_before() -> None:
    bounded, trades = lived(2.5, KEPT)
    whole, _ = lived(2.5)
    now = trades[-1][2] // 1000
    for length, coarse in ((SECOND, MINUTE), (MINUTE, HOUR)):
        first = BEGIN - BEGIN % coarse
        for start in range(first, now, coarse):
            parts = bounded.bars(length, start, start + coarse)
            (parent,) = bounded.bars(coarse, start, start + coarse)
            again = fold(start, parts)
            assert again is not None and again[:7] == parent[:7]
            assert [part.start for part in parts] == sorted({part.start for part in parts})
    recent = now - 60
    assert bounded.bars(SECOND, recent, now + 1) == whole.bars(SECOND, recent, now + 1)
    assert bounded.bars(MINUTE, now - 1800, now + 1) == whole.bars(MINUTE, now - 1800, now + 1)
    assert bounded.bars(HOUR, BEGIN - DAY, now + 1) == whole.bars(HOUR, BEGIN - DAY, now + 1)


def test_paging_back_meets_no_gap() -> None:
    bounded, trades = lived(1.5, KEPT)
    now = trades[-1][2] // 1000
    found, before = [], now + 1
    while before > BEGIN - 600:
        page = bounded.candles("1s", before, 50, now)
        found += page
        before = page[-1].start
    gaps = [newer.start - older.start for newer, older in itertools.pairwise(found)]
    assert min(gaps) > 0 and max(gaps) < 120


def test_trades_are_made_again_from_the_bars() -> None:
    bounded, trades = lived(1.0, KEPT)
    begin = BEGIN + 600
    volume = sum(
        deal.volume for deal in bounded.past_deals(begin - begin % MINUTE, begin - begin % MINUTE + 600)
    )
    first = (begin - begin % MINUTE) * 1000
    assert volume == sum(volume for _, volume, at in trades if first <= at < first + 600_000)


def test_every_market_can_end_a_day() -> None:
    """A coin of 0.0005 KRW counts more than 64 bits of volume an hour."""
    for code in SPECS:
        source = Series(PAST, code, BEGIN)
        before = source.bars(DAY, BEGIN - BEGIN % DAY, BEGIN)[0]
        source.add(before.close, 10**20, BEGIN * 1000)
        source.add(before.close, 1, (BEGIN + DAY) * 1000)
        ended, running = source.bars(DAY, BEGIN - BEGIN % DAY, BEGIN + 2 * DAY)
        assert ended.volume == before.volume + 10**20
        assert ended.value == before.value + before.close * 10**20
        assert running.volume == 1
        assert fold(ended.start, source.bars(HOUR, ended.start, ended.start + DAY))[:7] == ended[:7]
