import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtGui import QColor

from app.market.indicators import Indicator, Kind
from app.websocket_v6 import DataType
from tests.widgets.chart.double import MINUTE, NOW, Chart, candles, ticker
from widgets import theme
from widgets.chart.indicators.cloud import between
from widgets.chart.sheet import Heap, Mark

ROWS = st.lists(st.integers(-50, 150), min_size=5, max_size=5)
X = np.array([-4, 3, 9, 30, 41], dtype=np.int32)


def numbers(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int32)


@given(ROWS, ROWS)
def test_each_column_is_filled_once_and_inside_the_pane(first: list[int], second: list[int]) -> None:
    above, below = between(0, 40, X, numbers(first), numbers(second), 100)
    rects = np.concatenate((above, below))
    assert len(set(rects[:, 0].tolist())) == len(rects) <= 40
    assert (rects[:, 0] == rects[:, 2]).all()
    assert ((rects[:, 1] >= 0) & (rects[:, 1] <= rects[:, 3]) & (rects[:, 3] < 100)).all()


@given(ROWS, ROWS, st.integers(1, 39), st.integers(-2000, 2000))
def test_a_part_that_was_scrolled_looks_as_in_the_whole(
    first: list[int], second: list[int], seam: int, by: int
) -> None:
    lines = numbers(first), numbers(second)
    for whole, left, right in zip(
        between(0, 40, X, *lines, 100),
        between(by, seam + by, X + by, *lines, 100),
        between(seam + by, 40 + by, X + by, *lines, 100),
        strict=True,
    ):
        assert (np.concatenate((left, right)) - [by, 0, by, 0]).tolist() == whole.tolist()


def test_the_lines_bound_it_and_where_they_cross_it_changes_its_colour() -> None:
    x = numbers([0, 10])
    above, below = between(0, 11, x, numbers([20, 40]), numbers([40, 20]), 100)
    assert above[0].tolist() == [0, 20, 0, 40] and below[-1].tolist() == [10, 20, 10, 40]
    assert above[:, 0].tolist() == [0, 1, 2, 3, 4, 5] and below[:, 0].tolist() == [6, 7, 8, 9, 10]


def test_ichimoku_has_one_and_a_trade_moves_its_last_piece(chart: Chart) -> None:
    panel, last = chart.panel, NOW // MINUTE
    panel.show_symbol("KRW-BTC")
    waves = (candles(1, last=last - age, close=100 + 8 * math.sin(age / 15))[0] for age in range(399, -1, -1))
    chart.reader.answer(list(waves))
    panel._model.studies.show((Indicator.of(Kind.ICHIMOKU),))
    panel._view.pan(300.0)  # its spans are drawn 25 candles later
    chart.push(DataType.TICKER, ticker(120.0, time_ms=NOW + 1))
    (before,) = heaps(chart)
    assert before[2] <= 8  # a candle's columns

    image, ground = panel._view.grab().toImage(), theme.palette().panel
    colours = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height())}
    for colour in (theme.palette().rise, theme.palette().fall):
        assert any(_near(one, _through(colour, ground).rgb()) for one in colours)

    chart.push(DataType.TICKER, ticker(140.0, time_ms=NOW + 2))
    (after,) = heaps(chart)
    assert after != before


def heaps(chart: Chart) -> list[Mark]:
    return [mark for mark in chart.panel._view._notes._marks if isinstance(mark[4], Heap)]


def _through(colour: QColor, ground: QColor) -> QColor:
    parts = zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)
    return QColor(*(round(c * 34 / 255 + g * (1 - 34 / 255)) for c, g in parts))


def _near(one: int, other: int) -> bool:
    return all(
        abs(a - b) <= 1 for a, b in zip(QColor(one).getRgb()[:3], QColor(other).getRgb()[:3], strict=True)
    )
