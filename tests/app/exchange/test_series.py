"""Candles of every interval, past and live as one."""

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
