from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.websocket_v6 import DataType
from tests.widgets.chart.double import MINUTE, NOW, Chart, candles, frame, ticker
from widgets import theme
from widgets.chart.canvas import Stamps
from widgets.chart.overlay import fitting
from widgets.chart.texts import volume
from widgets.chart.view import ChartView


@pytest.fixture
def view(chart: Chart) -> Iterator[ChartView]:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(600))
    return chart.panel._view


def wheel(view: ChartView, x: float, turns: int, modifiers: Qt.KeyboardModifier) -> None:
    at = QPointF(x, 100)
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), QPoint(0, 120 * turns), none, modifiers, phase, False)
    QApplication.sendEvent(view.viewport(), event)
    view.refresh()


def mouse(view: ChartView, kind: QEvent.Type, x: float, y: float, *, held: bool) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind is QEvent.Type.MouseMove else left
    event = QMouseEvent(
        kind, QPointF(x, y), QPointF(x, y), button, left if held else none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), event)


def picture(view: ChartView) -> QImage:
    return view.grab().toImage()


def holds(image: QImage, colour: QColor) -> bool:
    wanted = colour.rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(0, image.height(), 2))


def test_the_wheel_zooms_about_the_pointer(view: ChartView) -> None:
    left, right = view.visible_buckets
    x = view._viewport.width / 4
    under = left + (right - left) / 4
    wheel(view, x, 3, Qt.KeyboardModifier.NoModifier)
    near_left, near_right = view.visible_buckets
    assert near_right - near_left < (right - left) * 0.7
    assert near_left + (near_right - near_left) / 4 == pytest.approx(under)


def test_the_wheel_with_shift_scrolls(view: ChartView) -> None:
    left, right = view.visible_buckets
    wheel(view, 100, 2, Qt.KeyboardModifier.ShiftModifier)
    now_left, now_right = view.visible_buckets
    assert now_right < right
    assert now_right - now_left == pytest.approx(right - left)


def test_dragging_takes_the_candles_along(view: ChartView) -> None:
    left, _ = view.visible_buckets
    mouse(view, QEvent.Type.MouseButtonPress, 300, 100, held=True)
    mouse(view, QEvent.Type.MouseMove, 380, 120, held=True)
    mouse(view, QEvent.Type.MouseButtonRelease, 380, 120, held=False)
    mouse(view, QEvent.Type.MouseMove, 600, 120, held=False)
    view.refresh()
    assert view.visible_buckets[0] == pytest.approx(left - 10)  # 80 pixels of 8 a candle


@pytest.mark.parametrize(
    ("key", "moves"), [(Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1), (Qt.Key.Key_PageUp, -1)]
)
def test_keys_scroll(view: ChartView, qtbot: QtBot, key: Qt.Key, moves: int) -> None:
    left, _ = view.visible_buckets
    qtbot.keyClick(view, key)
    view.refresh()
    assert (view.visible_buckets[0] - left) * moves > 0


def test_keys_zoom(view: ChartView, qtbot: QtBot) -> None:
    left, right = view.visible_buckets
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    view.refresh()
    assert view.visible_buckets[1] - view.visible_buckets[0] < right - left


def test_the_visible_candles_fill_the_height_with_headroom(view: ChartView) -> None:
    plan = view.picture().plan  # type: ignore[union-attr]
    rows = plan.rows
    series = view._model.series
    high, low = series.highs[rows].max(), series.lows[rows].min()
    height = plan.price.height
    assert 43 <= plan.price.y_of(high) <= 44 + 0.04 * height
    assert 0.88 * height - 1 <= plan.price.y_of(low) <= 0.92 * height + 1


def test_the_scale_stands_still_while_the_range_moves_a_little(view: ChartView, chart: Chart) -> None:
    def scale() -> object:
        return view.picture().plan.price  # type: ignore[union-attr]

    chart.push(DataType.TICKER, ticker(110.0))
    seen = set()
    for number in range(20):
        chart.push(DataType.TICKER, ticker(110.0 + number / 100, time_ms=NOW + number))
        seen.add(scale())
    assert len(seen) <= 2


def test_rising_is_red_and_falling_is_blue(view: ChartView, chart: Chart) -> None:
    image = picture(view)
    assert holds(image, theme.palette().fall)  # closes below their open, all but the newest
    chart.push(DataType.CANDLE, frame(NOW // MINUTE + 1, 100.0, stamp=NOW + MINUTE))
    chart.push(DataType.TICKER, ticker(101.0, time_ms=NOW + MINUTE + 5))
    assert holds(picture(view), theme.palette().rise)


def test_the_label_of_a_stale_price_is_grey(view: ChartView, chart: Chart) -> None:
    chart.push(DataType.TICKER, ticker(100.0))
    assert not holds(picture(view), theme.palette().stale)
    chart.panel.show_stale(True)
    assert holds(picture(view), theme.palette().stale)
    chart.panel.show_stale(False)
    chart.push(DataType.TICKER, ticker(100.0))
    assert not holds(picture(view), theme.palette().stale)


def test_the_cross_hair_comes_and_goes_with_the_pointer(view: ChartView) -> None:
    before = picture(view)
    mouse(view, QEvent.Type.MouseMove, 300, 120, held=False)
    assert picture(view) != before
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert picture(view) == before


def test_a_logarithmic_scale_and_back(view: ChartView) -> None:
    linear = picture(view)
    view.set_log_scale(True)
    assert view.picture().plan.price.log  # type: ignore[union-attr]
    picture(view)
    view.set_log_scale(False)
    assert picture(view) == linear


def test_resizing_keeps_the_right_edge(view: ChartView, chart: Chart) -> None:
    _, right = view.visible_buckets
    chart.panel.resize(600, 400)
    view.refresh()
    assert view.visible_buckets[1] == pytest.approx(right)
    chart.panel.resize(120, 90)
    assert not chart.panel.grab().isNull()


def test_a_chart_that_was_filled_while_hidden_opens_at_the_live_edge(chart: Chart) -> None:
    chart.panel.resize(0, 0)
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(600))
    chart.panel.resize(900, 500)
    view = chart.panel._view
    view.refresh()
    assert view.visible_buckets[1] == pytest.approx(NOW // MINUTE + 0.5 + 64 / 8)


def test_a_chart_goes_without_a_trace(chart: Chart, qtbot: QtBot) -> None:
    chart.panel.show_symbol("KRW-BTC")
    chart.reader.answer(candles(600))
    picture(chart.panel._view)
    chart.panel.close_panel()
    chart.panel.window().hide()
    with qtbot.waitSignal(chart.panel.destroyed):
        chart.panel.deleteLater()


def test_texts_of_equal_shape_are_equally_wide(qapp: QApplication) -> None:
    theme.apply_theme(qapp)
    stamps, font = Stamps(), theme.number_font(theme.SMALL)
    assert stamps.width("1,234", font) == stamps.width("9,876", font)
    assert stamps.width("1,234", font) == round(stamps.metrics(font).horizontalAdvance("9,876"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.0125, "0.012500"),
        (12.5, "12.500"),
        (1250.0, "1,250.0"),
        (25_000.0, "25,000"),
        (1.5e9, "1,500,000,000"),
    ],
)
def test_volumes(value: float, text: str) -> None:
    assert volume(value) == text


def test_a_narrow_read_out_keeps_the_close_longest() -> None:
    widths = [150.0, 90.0, 90.0, 90.0, 90.0, 50.0, 80.0]  # time, open, high, low, close, change, volume
    assert fitting(widths, 700) == [0, 1, 2, 3, 4, 5, 6]
    assert fitting(widths, 420) == [1, 2, 3, 4, 5]
    assert fitting(widths, 280) == [2, 3, 4]
    assert fitting(widths, 60) == [4]
