"""The cloud between two lines of an indicator: one rectangle a pixel column, still and live."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QColor, QPainter

from app.market.indicators import IndicatorLines
from widgets import theme
from widgets.chart.geometry import NO_RECTS, Rects, Scale, stacked
from widgets.chart.indicators import curves
from widgets.chart.picture import Picture
from widgets.chart.plan import Columns
from widgets.chart.rects import RectBatch
from widgets.chart.sheet import Sheet

_VEIL = 34  # of 255: grid and candles are what has to be seen first


def paint_clouds(
    painter: QPainter,
    picture: Picture,
    indicators: Iterable[IndicatorLines],
    scale: Scale,
    columns: Columns,
    batch: RectBatch,
) -> None:
    """Fill what stands still of the clouds of these indicators in some pixel columns of their pane."""
    for lines in indicators:
        above, below = _rects(picture, lines, scale, columns, live=False)
        batch.paint(painter, above, _veil(theme.palette().rise.rgb()))
        batch.paint(painter, below, _veil(theme.palette().fall.rgb()))


def note_clouds(
    sheet: Sheet, picture: Picture, indicators: Iterable[IndicatorLines], scale: Scale, pane: QRect
) -> None:
    """Note what of these clouds moves with every trade: the newest piece of each."""
    for lines in indicators:
        above, below = _rects(picture, lines, scale, (0, scale.width), live=True)
        sheet.rects(above, pane, _veil(theme.palette().rise.rgb()))
        sheet.rects(below, pane, _veil(theme.palette().fall.rgb()))


def _rects(
    picture: Picture, lines: IndicatorLines, scale: Scale, columns: Columns, *, live: bool
) -> tuple[Rects, Rects]:
    pair = lines.indicator.kind.spec.cloud
    if pair is None:
        return NO_RECTS, NO_RECTS
    shift = lines.indicator.shifts[pair[0]]
    rows = picture.plan.stretch.of(picture.model.series, shift, live)
    first, second = (curves.points(picture.columns, lines.lines[n], shift, rows, scale) for n in pair)
    # One of the lines may begin later.
    both = min(len(first[0]), len(second[0]))
    if both < 2:
        return NO_RECTS, NO_RECTS
    x = first[0][-both:]
    # What lives begins after what stands still: a column that is filled twice would be darker.
    left, right = max(columns[0], int(x[0]) + live), min(columns[1], int(x[-1]) + 1)
    return between(left, right, x, first[1][-both:], second[1][-both:], scale.height)


def between(
    left: int,
    right: int,
    x: NDArray[np.int32],
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    height: int,
) -> tuple[Rects, Rects]:
    """What is between two lines in the pixel columns from `left` to before `right` of a pane.

    Both go through rows `first` and `second` at columns `x`. Where the first is above, and where below.
    """
    at = np.arange(left, right, dtype=np.int32)
    # By whole pixels from point to point: a column looks the same wherever the chart is scrolled to.
    one, other = (np.rint(np.interp(at, x, line)).astype(np.int32) for line in (first, second))
    top, bottom = np.maximum(np.minimum(one, other), 0), np.minimum(np.maximum(one, other), height - 1)
    rects, seen = stacked(at, top, at, bottom), top <= bottom
    above = one <= other
    return rects[seen & above], rects[seen & ~above]


@cache
def _veil(colour: int) -> QColor:
    veil = QColor(colour)
    veil.setAlpha(_VEIL)
    return veil
