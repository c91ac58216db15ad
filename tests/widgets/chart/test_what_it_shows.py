"""What a trader is told by a chart, read from what a frame paints."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor, QFont, QFontMetricsF

from app.market.candles import Candle, Interval
from app.market.drawings import Anchor, Drawing, Drawings, Shape
from app.market.indicators import Kind
from app.websocket_v6 import DataType
from tests.widgets.chart.double import MINUTE, NOW, Chart, candles, ticker
from widgets import theme
from widgets.chart.account import Account, OrderLine
from widgets.chart.canvas import Canvas
from widgets.chart.geometry import Scale
from widgets.chart.sheet import Line, Polygon

LAST = NOW // MINUTE
Texts = Callable[[], list[str]]


@pytest.fixture
def texts(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> Texts:
    """All that stands over the candles after another look at the model."""
    found: list[str] = []
    write = Canvas.text

    def noted(self: Canvas, left: float, middle: float, text: str, font: QFont, colour: QColor) -> None:
        found.append(text)
        write(self, left, middle, text, font, colour)

    def read() -> list[str]:
        found.clear()
        chart.panel._view.refresh()
        return list(found)

    monkeypatch.setattr(Canvas, "text", noted)
    return read


def scale(chart: Chart) -> Scale:
    frame = chart.panel._view.picture()
    assert frame is not None
    return frame.plan.price


def series(interval: Interval, count: int = 200) -> list[Candle]:
    """So many candles of an interval, up to now."""
    last = interval.bucket(NOW)
    return [
        Candle(interval.start_ms(bucket), 100.0, 102.0, 99.0, 101.0, 1.0, interval.start_ms(bucket) + 1)
        for bucket in range(last - count + 1, last + 1)
        if interval.start_ms(bucket) > 0
    ]


@pytest.mark.parametrize("interval", list(Interval))
def test_candles_of_every_length_are_shown_and_live(chart: Chart, interval: Interval) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.panel.choose_interval(interval)
    assert chart.reader.newest_requests[-1].interval is interval
    chart.reader.answer(series(interval))
    frame = chart.panel._view.picture()
    assert frame is not None and frame.plan.time_marks
    assert len(frame.plan.still.shown.x) + len(frame.plan.live.x) > 20
    streamed = (["KRW-BTC"], interval.value) if interval.is_streamed else None
    assert chart.client.wishes.get(DataType.CANDLE) == streamed
    chart.push(DataType.TICKER, ticker(101.5, high=102.0, low=99.0, time_ms=NOW + 5))
    last = chart.panel._model.series.last
    assert last is not None and (last.close, last.start_ms) == (
        101.5,
        interval.start_ms(interval.bucket(NOW)),
    )


def test_the_past_has_no_end_until_the_exchange_says_so(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200))
    view, oldest, pages = chart.panel._view, LAST - 199, 30
    for page in range(pages):
        view.pan(-1e9)
        view.refresh()
        request = chart.reader.older_requests[page]
        assert request.before_ms == oldest * MINUTE
        chart.reader.answer_older(candles(200, last=oldest - 1), exhausted=page == pages - 1)
        oldest -= 200
    view.pan(-1e9)
    view.refresh()
    assert len(chart.reader.older_requests) == pages
    assert len(chart.panel._model.series) == 200 * (pages + 1)
    assert view.visible_buckets[0] < oldest < view.visible_buckets[1]


def test_the_time_to_the_close_stands_under_the_last_price(chart: Chart, texts: Texts) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200))
    assert "00:45" not in texts()  # not live yet
    chart.push(DataType.TICKER, ticker(100.5))
    chart.clock.now += 20
    assert "00:45" in texts() and "100.5" in texts()
    chart.clock.now += 1000
    assert "00:44" in texts()
    chart.panel.show_stale(True)
    chart.clock.now += 3000
    assert "00:44" not in texts() and "4초 전" in texts()


def test_the_countdown_asks_for_a_frame_each_second(chart: Chart) -> None:
    view = chart.panel._view
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200))
    assert view._seconds.isActive() and view._seconds.interval() <= 1000
    view._due = False
    view._on_second()
    assert view._due and view._seconds.isActive()


def test_a_chart_of_seconds_counts_nothing_down(chart: Chart, texts: Texts) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.panel.choose_interval(Interval.SECOND)
    chart.reader.answer(series(Interval.SECOND))
    chart.push(DataType.TICKER, ticker(100.5))
    assert not any(text.startswith("00:0") and len(text) == 5 for text in texts())


def test_the_read_out_is_that_of_the_candle_under_the_pointer(chart: Chart, texts: Texts) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer([*candles(200, last=LAST - 1), Candle(NOW, 120, 124, 118, 122, 2.5, NOW)])
    newest = texts()
    for text in ("120", "124", "118", "122", "2.5000"):
        assert text in newest
    view = chart.panel._view
    view.point_at(QPointF(scale(chart).x_of(LAST - 20), 200))
    pointed = texts()
    bucket = chart.panel._model.series.at(LAST - 20)
    assert bucket is not None
    assert {"100", "102", "99", f"{bucket.close:g}", "1.0000"} <= set(pointed)
    assert "2.5000" not in pointed


def test_a_silent_minute_is_flat_and_called_so(chart: Chart, texts: Texts) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer([*candles(100, last=LAST - 6), *candles(5)])
    chart.panel._view.point_at(QPointF(scale(chart).x_of(LAST - 5), 200))
    assert any("체결 없음" in text for text in texts())
    chart.panel._view.point_at(QPointF(scale(chart).x_of(LAST - 6), 200))
    assert not any("체결 없음" in text for text in texts())


def test_what_is_not_verified_is_marked_until_it_is(chart: Chart, texts: Texts) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200, last=LAST - 20))
    chart.clock.now -= 20 * MINUTE
    chart.push(DataType.TICKER, ticker(100.5, time_ms=chart.clock.now))
    assert "확인 중" not in texts()
    chart.panel.show_stale(True)
    chart.clock.now += 20 * MINUTE
    assert "확인 중" in texts()
    chart.panel.show_stale(False)
    assert "확인 중" in texts()  # being back is not knowing what has been
    chart.reader.answer(candles(40))
    assert "확인 중" not in texts()


@pytest.mark.parametrize("shape", list(Shape))
def test_every_drawing_stays_with_its_symbol(chart: Chart, texts: Texts, shape: Shape) -> None:
    panel, view = chart.panel, chart.panel._view
    panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200))
    plain = marks(chart)
    anchors = (Anchor(NOW - 50 * MINUTE, 100.0), Anchor(NOW - 20 * MINUTE, 101.0))[: shape.anchors]
    drawing = Drawing(shape, anchors, text="여기" if shape is Shape.TEXT else "")
    panel.drawings.add("KRW-BTC", drawing)
    drawn = marks(chart)
    assert len(drawn) > len(plain)
    panel.show_symbol("KRW-ETH")
    chart.reader.answer(candles(200))
    assert marks(chart) == plain
    panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200))
    assert marks(chart) == drawn
    # And over the end of the desk: what is kept by symbol is the same again.
    again = Drawings(panel.drawings.state())
    assert list(again.of("KRW-BTC").values()) == [drawing]
    assert again.of("KRW-ETH") == {}
    assert view.picture() is not None


def marks(chart: Chart) -> list[tuple[object, ...]]:
    """What a frame notes over the candles; pictures of texts by their size."""
    view = chart.panel._view
    view.refresh()
    return [
        (*mark[:4], mark[4] if isinstance(mark[4], int | Line) else type(mark[4]))
        for mark in view._notes._marks
    ]


def test_fills_are_marks_at_their_candle_and_price(chart: Chart) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200))
    fills = ((NOW - 30 * MINUTE, "bid", 99.5), (NOW - 10 * MINUTE, "ask", 101.0))
    chart.panel.account.account = Account(fills=fills)
    chart.panel._view.refresh()
    found = [mark[4] for mark in chart.panel._view._notes._marks if isinstance(mark[4], Polygon)]
    places, one = [shape.points[0] for shape in found], scale(chart)
    assert [x for x, _ in places] == [one.x_of(LAST - 30), one.x_of(LAST - 10)]
    assert [round(y) for _, y in places] == [one.y_of(99.5), one.y_of(101.0)]
    colours = theme.palette()
    assert [QColor.fromRgba(shape.colour) for shape in found] == [colours.rise, colours.fall]


def test_orders_and_the_average_price_are_lines_with_their_price(chart: Chart, texts: Texts) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200))
    order = OrderLine("hoga-1", "bid", Decimal("99.5"), Decimal("0.25"), amendable=True)
    chart.panel.account.account = Account((order,), Decimal("100.75"))
    found = texts()
    assert "매수 0.25" in found and "99.5" in found
    assert any(text.startswith("평단") for text in found) and "100.75" in found


def test_an_average_price_that_is_longer_than_the_axis_is_wide_is_rounded(chart: Chart, texts: Texts) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(200))
    chart.panel.account.account = Account((), Decimal("100.12345678901234"))
    (found,) = [text for text in texts() if text.startswith("100.12")]
    frame = chart.panel._view.picture()
    assert frame is not None
    room = frame.plan.layout.logical(frame.plan.layout.price_axis).width()
    assert QFontMetricsF(theme.number_font(theme.SMALL)).horizontalAdvance(found) <= room - 8
    assert round(100.12345678901234, len(found) - 4) == float(found)


def test_the_indicators_that_traders_ask_for_are_there() -> None:
    wanted = {"ma", "ema", "bollinger", "rsi", "macd", "stochastic", "atr", "vwap", "ichimoku"}
    assert wanted <= {kind.value for kind in Kind}
    assert all(kind.spec.parameters for kind in Kind if kind is not Kind.VWAP)
