from decimal import Decimal
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.market.candles import Candle, Interval
from app.market.history import Page
from app.market.symbols import Market, catalog_of
from app.websocket_v6 import DataType
from tests.widgets.chart.double import MINUTE, NOW, Chart, Request, candles, frame, ticker

MINUTE_NOW = NOW // MINUTE


def model(chart: Chart) -> Any:
    return chart.panel._model


def button(chart: Chart, text: str) -> QToolButton:
    return next(b for b in chart.panel.findChildren(QToolButton) if b.text().startswith(text))


def test_a_symbol_is_asked_for_at_once_and_watched(chart: Chart) -> None:
    """J2: one candle type and the ticker of one market, and one page of 200, asked for at once."""
    chart.panel.show_symbol("KRW-BTC")
    request = chart.reader.newest_requests[-1]
    assert (request.market, request.interval, request.back_to_ms) == ("KRW-BTC", Interval.MINUTE, None)
    assert chart.client.wishes == {DataType.CANDLE: (["KRW-BTC"], "1m"), DataType.TICKER: (["KRW-BTC"], "1m")}


def test_it_works_before_anything_arrives(chart: Chart) -> None:
    """J13: nothing is drawn before something is known."""
    assert not chart.panel.grab().isNull()
    chart.panel.show_symbol("KRW-BTC")
    chart.panel.show_stale(True)
    assert not chart.panel.grab().isNull()
    assert chart.panel._view.picture() is None


def test_a_page_is_drawn_with_the_newest_candle_in_view(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(300))
    left, right = chart.panel._view.visible_buckets
    assert left < MINUTE_NOW < right
    assert len(model(chart).series) == 300


def test_a_switch_wipes_at_once_and_drops_late_answers(chart: Chart) -> None:
    """J3, J6: the old market is gone before the new one answers, and its late answer is ignored."""
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(300))
    old = chart.reader.newest_requests[-1]
    chart.panel.show_symbol("KRW-ETH")
    assert (len(model(chart).series), chart.panel._view.picture()) == (0, None)
    assert chart.reader.stops == 2
    chart.panel._on_page(page_of(old, candles(300)))
    assert len(model(chart).series) == 0


def page_of(request: Request, some: list[Candle]) -> Page:
    return Page(request.market, request.interval, tuple(some), None, False)


def test_interval_and_symbol_in_one_breath_end_with_the_newest(chart: Chart) -> None:
    """J5: one wish at the end, the newest; the series are never mixed."""
    chart.panel.show_symbol("KRW-BTC")
    chart.panel._intervals.choose(Interval.MINUTES_5)
    chart.panel.show_symbol("KRW-ETH")
    first, second, last = chart.reader.newest_requests
    for request in (first, second):
        chart.panel._on_page(page_of(request, candles(300)))
    assert len(model(chart).series) == 0
    assert (last.market, last.interval) == ("KRW-ETH", Interval.MINUTES_5)
    assert chart.client.wishes[DataType.CANDLE] == (["KRW-ETH"], "5m")


def test_a_late_frame_of_another_symbol_is_not_drawn(chart: Chart) -> None:
    """J6: no frame of another market."""
    chart.panel.show_symbol("KRW-ETH")
    chart.reader.answer(candles(5))
    chart.push(DataType.CANDLE, frame(MINUTE_NOW, 999.0, code="KRW-BTC"))
    chart.push(DataType.TICKER, ticker(999.0, code="KRW-BTC"))
    assert model(chart).series.last.close == 100.0
    assert model(chart).last_price is None


def test_the_last_candle_lives(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(5))
    chart.push(DataType.CANDLE, frame(MINUTE_NOW, 101.0, stamp=NOW))
    assert model(chart).series.last.close == 101.0
    chart.push(DataType.TICKER, ticker(101.5, time_ms=NOW + 10))
    assert model(chart).series.last.close == 101.5
    assert model(chart).price == 101.5


def test_the_closing_state_of_a_bucket_is_kept_when_the_next_comes_in_the_same_frame(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(5))
    chart.deliver(DataType.CANDLE, frame(MINUTE_NOW, 107.0, stamp=NOW + 5))
    chart.push(DataType.CANDLE, frame(MINUTE_NOW + 1, 108.0, stamp=NOW + MINUTE))
    assert model(chart).series.closes[-2:].tolist() == [107.0, 108.0]


def test_frames_lost_while_hidden_are_fetched(chart: Chart) -> None:
    """J21: what a hidden chart could not keep is fetched when it is shown."""
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(5))
    for number in range(300):
        chart.deliver(DataType.CANDLE, frame(MINUTE_NOW + number, 100.0, stamp=NOW + number * MINUTE))
    chart.push(DataType.CANDLE, frame(MINUTE_NOW + 300, 100.0, stamp=NOW + 300 * MINUTE))
    assert chart.reader.newest_requests[-1].back_to_ms is not None
    assert len(chart.reader.newest_requests) == 2


def test_days_have_no_candle_stream_but_live_from_the_ticker(chart: Chart) -> None:
    chart.panel.restore_state({"interval": "1d"})
    chart.panel.show_symbol("KRW-BTC")
    assert DataType.CANDLE not in chart.client.wishes
    day = Interval.DAY.bucket(NOW)
    chart.reader.answer([Candle(Interval.DAY.start_ms(day), 90.0, 95.0, 85.0, 91.0, 5.0, NOW - 1000)])
    chart.push(DataType.TICKER, ticker(99.0, time_ms=NOW, open=90.0, high=99.5, low=84.0, volume=6.0))
    last = model(chart).series.last
    assert (last.open, last.high, last.low, last.close, last.volume) == (90.0, 99.5, 84.0, 99.0, 6.0)


def test_after_silence_the_hole_is_closed(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(5))
    chart.panel.show_stale(True)
    assert model(chart).stale and model(chart).running_bucket() is None
    chart.panel.show_stale(False)
    request = chart.reader.newest_requests[-1]
    assert request.back_to_ms == MINUTE_NOW * MINUTE
    chart.reader.answer(candles(3, last=MINUTE_NOW + 2))
    assert model(chart).series.buckets.tolist() == [float(MINUTE_NOW + n) for n in range(-4, 3)]


def test_after_silence_the_price_is_live_again_with_its_own_news(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(5))
    chart.push(DataType.TICKER, ticker(101.0))
    chart.clock.now += 5000
    chart.panel.show_stale(True)
    chart.panel.show_stale(False)
    assert model(chart).stale and model(chart).age_seconds() == 5
    chart.push(DataType.TICKER, ticker(101.0, time_ms=NOW + 5000))
    assert not model(chart).stale


def test_news_from_before_the_silence_is_old_whenever_it_is_painted(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(5))
    chart.deliver(DataType.TICKER, ticker(101.0))
    chart.clock.now += 5000
    chart.panel.show_stale(True)
    chart.panel.show_stale(False)
    chart.panel._feed._flush()
    assert model(chart).price == 101.0 and model(chart).stale


def test_news_that_waited_for_a_hidden_chart_is_as_old_as_its_receipt(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(5))
    chart.deliver(DataType.TICKER, ticker(101.0, time_ms=NOW - 20))
    chart.clock.now += 2 * MINUTE
    chart.panel._feed._flush()
    assert model(chart).age_seconds() == 120
    assert model(chart).now_ms() == NOW + 2 * MINUTE, "the exchange's clock went on meanwhile"
    assert model(chart).running_bucket() == MINUTE_NOW + 2


def test_a_hole_too_large_to_close_starts_the_series_anew(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(5))
    chart.panel.show_stale(True)
    chart.panel.show_stale(False)
    chart.reader.answer(candles(3, last=MINUTE_NOW + 9000), joined=False)
    assert model(chart).series.first_bucket == MINUTE_NOW + 8998


def test_scrolling_back_asks_for_the_next_page_once(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(400))
    assert chart.reader.older_requests == []
    chart.panel._view.pan(-1800)
    chart.panel._view.refresh()
    chart.panel._view.refresh()
    (request,) = chart.reader.older_requests
    assert request.before_ms == (MINUTE_NOW - 399) * MINUTE
    chart.reader.answer_older(candles(200, last=MINUTE_NOW - 400))
    series = model(chart).series
    assert (len(series), series.first_bucket) == (600, MINUTE_NOW - 599)


def test_no_more_history_is_asked_for_when_there_is_none(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(20), exhausted=False)
    chart.reader.answer_older([], exhausted=True)
    chart.panel._view.pan(-500)
    chart.panel._view.refresh()
    assert len(chart.reader.older_requests) == 1


def test_an_older_page_leaves_the_view_where_it_is(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(60))
    before = chart.panel._view.visible_buckets
    chart.reader.answer_older(candles(200, last=MINUTE_NOW - 60))
    assert chart.panel._view.visible_buckets == before


def test_a_new_candle_is_followed_only_at_the_live_edge(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(600))
    _, right = chart.panel._view.visible_buckets
    chart.push(DataType.CANDLE, frame(MINUTE_NOW + 1, 100.0, stamp=NOW + MINUTE))
    assert chart.panel._view.visible_buckets[1] == pytest.approx(right + 1)
    chart.panel._view.pan(-1500)
    chart.panel._view.refresh()
    looked_at = chart.panel._view.visible_buckets
    chart.push(DataType.CANDLE, frame(MINUTE_NOW + 2, 100.0, stamp=NOW + 2 * MINUTE))
    assert chart.panel._view.visible_buckets == looked_at


def test_the_end_key_and_button_return_to_the_live_edge(chart: Chart, qtbot: QtBot) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(600))
    at_edge = chart.panel._view.visible_buckets
    edge = button(chart, "최신")
    assert not edge.isEnabled()
    chart.panel._view.pan(-2000)
    chart.panel._view.refresh()
    assert edge.isEnabled()
    qtbot.keyClick(chart.panel._view, Qt.Key.Key_End)
    assert chart.panel._view.visible_buckets == pytest.approx(at_edge)
    assert not edge.isEnabled()


def test_trouble_is_told_until_a_page_comes(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.newest_requests[-1].on_trouble("거래소에 연결할 수 없습니다.", True)
    assert model(chart).trouble == "거래소에 연결할 수 없습니다.\n다시 시도하는 중입니다"
    assert not chart.panel.grab().isNull()
    chart.reader.answer(candles(5))
    assert model(chart).trouble is None


def test_a_refused_page_is_not_asked_for_again_and_again(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(20))
    (request,) = chart.reader.older_requests
    chart.reader.is_reading_older = False
    request.on_trouble("거래소에 없는 마켓입니다.", False)
    chart.panel._view.refresh()
    assert len(chart.reader.older_requests) == 1


def test_state_comes_back(chart: Chart) -> None:
    """J19: interval, scale and indicators are there at the next start."""
    state = {"interval": "240m", "log": True, "indicators": []}
    chart.panel.restore_state(state)
    assert chart.panel.save_state() == state
    assert chart.panel._intervals.interval is Interval.HOURS_4


@pytest.mark.parametrize("state", [{}, {"interval": "7m", "log": "yes"}, {"interval": 5}, {"interval": None}])
def test_wrong_state_is_ignored(chart: Chart, state: dict[str, object]) -> None:
    chart.panel.restore_state(state)
    assert chart.panel.save_state() == {"interval": "1m", "log": False, "indicators": []}


def test_the_tick_size_decides_the_decimals(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-DOGE")
    chart.panel.show_catalog(
        catalog_of([Market("KRW-DOGE", "도지코인", "Dogecoin", tick_size=Decimal("0.1"))])
    )
    assert model(chart).decimals() == 1
    assert model(chart).on_tick(311.237) == pytest.approx(311.2)


def test_a_closed_chart_holds_nothing_and_does_nothing(chart: Chart) -> None:
    """J8: closing releases its streams."""
    chart.panel.show_symbol("KRW-BTC")
    chart.panel.close_panel()
    chart.panel.close_panel()
    assert chart.client.closed
    assert chart.reader.stops >= 2
    asked = len(chart.reader.newest_requests)
    chart.panel.show_symbol("KRW-ETH")
    chart.panel.show_stale(True)
    chart.panel.show_stale(False)
    assert len(chart.reader.newest_requests) == asked
