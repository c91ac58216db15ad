"""The chart's part of the acceptance scenarios that need more than one chart, time, or a look at pixels."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QPointF
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.market.candles import Interval
from app.market.history import Page
from app.websocket_v6 import DataType
from tests.widgets.chart.double import MINUTE, NOW, Chart, Client, Clock, Reader, candles, frame, ticker
from tests.widgets.chart.test_view import holds, picture
from widgets import theme
from widgets.chart import ChartPanel
from widgets.chart.plan import live_boxes, price_rects
from widgets.frame_clock import FrameClock

LAST = NOW // MINUTE


def shown(chart: Chart, count: int = 200) -> Chart:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(count))
    chart.push(DataType.TICKER, ticker(100.0))
    return chart


def dashes(chart: Chart) -> int:
    """How many marks for buckets in which nobody traded."""
    frame_now = chart.panel._view.picture()
    assert frame_now is not None
    model, frame_plan = frame_now.model, frame_now.plan
    still = price_rects(model, frame_plan, (0, frame_plan.price.width)).filled
    return len(still) + len(live_boxes(model, frame_plan)[0].filled)


def test_two_hundred_candles_stand_at_once(chart: Chart) -> None:
    """J2: the first page is on the screen when it comes; older ones are asked for behind it."""
    shown(chart)
    image = picture(chart.panel._view)
    assert holds(image, theme.palette().fall)
    assert len(chart.reader.older_requests) <= 1


def test_nothing_is_invented_while_the_exchange_is_down(chart: Chart) -> None:
    """J13: no candle, no number, but the reason; the data when it comes."""
    chart.panel.show_symbol("KRW-BTC")
    waiting = picture(chart.panel._view)
    chart.reader.newest_requests[-1].on_trouble("거래소에 연결할 수 없습니다.", True)
    chart.panel.show_stale(True)
    chart.panel._view.refresh()
    assert chart.panel._view.picture() is None
    image = picture(chart.panel._view)
    assert not any(holds(image, colour) for colour in (theme.palette().rise, theme.palette().fall))
    assert image != waiting  # it says why
    chart.panel.show_stale(False)
    chart.reader.answer(candles(200))
    assert holds(picture(chart.panel._view), theme.palette().fall)


def test_silence_is_flat_only_where_it_is_certain(chart: Chart) -> None:
    """J13, J14: what was not heard during an outage is marked, never drawn as 'nobody traded'."""
    shown(chart)
    before = dashes(chart)
    chart.panel.show_stale(True)
    chart.clock.now += 10 * MINUTE
    chart.panel._view.refresh()
    assert dashes(chart) == before == 0
    assert holds(picture(chart.panel._view), theme.palette().warn)
    chart.panel.show_stale(False)
    chart.push(DataType.CANDLE, frame(LAST + 10, 101.0, stamp=chart.clock.now))
    assert dashes(chart) == 0  # a new candle proves nothing about the ten minutes before it
    bucket = LAST + 5
    assert chart.panel._model.is_doubtful(bucket)
    chart.panel._view.point_at(QPointF(_x(chart, bucket), 200))
    assert holds(picture(chart.panel._view), theme.palette().warn)
    chart.panel._view.point_at(None)
    some = [one for one in candles(13, last=LAST + 10) if one.start_ms // MINUTE <= LAST + 2]
    chart.reader.answer(some)
    assert chart.panel._model.doubt_from is None
    assert dashes(chart) == 7  # the page came and had no candle in seven of them
    assert not holds(picture(chart.panel._view), theme.palette().warn)


def _x(chart: Chart, bucket: int) -> float:
    frame_now = chart.panel._view.picture()
    assert frame_now is not None
    return frame_now.plan.price.x_of(bucket) / frame_now.plan.layout.ratio


def test_a_page_from_before_the_end_of_the_outage_ends_no_doubt(chart: Chart) -> None:
    """J14: only an answer that was asked for after the return counts."""
    shown(chart)
    chart.panel.show_stale(True)
    chart.reader.answer(candles(200))
    assert chart.panel._model.doubt_from == LAST


def test_a_market_that_was_opened_during_an_outage_is_doubtful_after_it(chart: Chart) -> None:
    """J14: its page is older than the return of live data."""
    chart.panel.show_stale(True)
    shown(chart)
    assert chart.panel._model.doubt_from is None
    chart.panel.show_stale(False)
    chart.clock.now += 5 * MINUTE
    chart.push(DataType.CANDLE, frame(LAST + 5, 101.0, stamp=chart.clock.now))
    assert chart.panel._model.doubt_from == LAST
    assert dashes(chart) == 0
    chart.reader.answer(candles(200, last=LAST + 5))
    assert chart.panel._model.doubt_from is None


def test_a_hidden_chart_plans_nothing_and_is_current_when_shown(chart: Chart, qtbot: QtBot) -> None:
    """J21: nothing is painted while hidden, the newest state within a second after."""
    shown(chart)
    view = chart.panel._view
    chart.panel.hide()
    plan = view.picture()
    for number in range(50):
        chart.clock.now += 20
        chart.deliver(DataType.TICKER, ticker(100.0 + number, time_ms=chart.clock.now))
    assert view.picture() is plan
    chart.panel.show()

    def current() -> None:
        assert chart.panel._model.last_price == 149.0
        assert view.picture() is not plan

    qtbot.waitUntil(current, timeout=10_000)


@pytest.fixture
def four(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Chart]]:
    clients: list[Client] = []

    def make(client_id: str) -> Client:
        clients.append(Client(client_id))
        return clients[-1]

    monkeypatch.setattr("widgets.feed.WebSocketClient", make)
    window = QWidget()
    qtbot.addWidget(window)
    clock, charts = FrameClock(window), []
    for symbol in ("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL"):
        reader, time = Reader(), Clock()
        panel = ChartPanel(clock, reader, window, clock=time)  # type: ignore[arg-type]
        panel.resize(500, 300)
        charts.append(Chart(panel, reader, time, [clients[-1]]))
        panel.show_symbol(symbol)
        reader.answer(candles(50))
    window.show()
    yield charts
    for chart in charts:
        chart.panel.close_panel()


def test_four_charts_do_not_disturb_each_other(four: list[Chart]) -> None:
    """J8: one changed, one closed; the others keep their streams, series and view."""
    first, second, *others = four
    before = [(dict(chart.client.wishes), len(chart.panel._model.series)) for chart in others]
    first.panel._intervals.choose(Interval.MINUTES_5)
    second.panel.close_panel()
    assert second.client.closed and not second.client.wishes
    assert first.client.wishes[DataType.CANDLE] == (["KRW-BTC"], "5m")
    assert [(dict(chart.client.wishes), len(chart.panel._model.series)) for chart in others] == before
    assert not any(chart.client.closed for chart in (first, *others))


def test_twenty_markets_in_two_seconds_end_with_the_last(chart: Chart) -> None:
    """J6: whatever order the answers come in, only the last market's candles are ever drawn."""
    chance, symbols = random.Random(9), [f"KRW-C{number}" for number in range(20)]
    for symbol in symbols:
        chart.panel.show_symbol(symbol)
    requests = chart.reader.newest_requests[:]
    chance.shuffle(requests)
    answered = False
    for request in requests:
        request.on_page(Page(request.market, request.interval, tuple(candles(30)), None, False))
        answered |= request.market == symbols[-1]
        assert chart.panel._model.symbol == symbols[-1]
        assert (chart.panel._view.picture() is not None) is answered
    assert len(chart.panel._model.series) == 30
    assert chart.client.wishes[DataType.CANDLE] == ([symbols[-1]], "1m")


@pytest.mark.parametrize("count", [100, 20_000])
def test_a_live_candle_repaints_no_other(chart: Chart, count: int) -> None:
    """J9: the cost of a trade does not grow with the candles: what stands still is not painted again."""
    shown(chart, count)
    view = chart.panel._view
    picture(view), picture(view)
    painted = [part.repaints for part in view._parts]
    for number in range(5):
        chart.clock.now += 100
        chart.push(DataType.TICKER, ticker(100.0 + number / 10, time_ms=chart.clock.now))
        picture(view)
    assert [part.repaints for part in view._parts] == painted
