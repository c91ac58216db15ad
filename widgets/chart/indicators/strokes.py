"""Draws the lines of indicators, over candles and volumes and in panes of their own."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pyqtgraph as pg
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.market.candles import Floats
from app.market.indicators import IndicatorLines
from widgets.chart.geometry import Scale
from widgets.chart.indicators import curves
from widgets.chart.indicators.colours import colour_of
from widgets.chart.picture import Picture


def paint_lines(
    painter: QPainter, picture: Picture, indicators: Iterable[IndicatorLines], scale: Scale, *, live: bool
) -> None:
    """Draw the still or the live part of the lines of these indicators."""
    series, stretch = picture.model.series, picture.plan.stretch
    # Smooth lines cost more than all candles: while everything moves nobody sees the difference.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, picture.smooth)
    for lines in indicators:
        indicator = lines.indicator
        for number, shift in enumerate(indicator.shifts):
            if number == indicator.kind.spec.bars:
                continue
            rows, values = stretch.of(series, shift, live), lines.lines[number]
            painter.setPen(QPen(colour_of(indicator, number), scale.line))
            if rows.stop - rows.start == 2:
                _paint_last(painter, series.buckets[rows] + shift, values[rows], scale)
                continue
            x, y = curves.points(picture.columns, values, shift, rows, scale)
            if len(x) > 1:
                painter.drawPolyline(pg.functions.arrayToQPolygonF(x + 0.5, y + 0.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)


def _paint_last(painter: QPainter, buckets: Floats, values: Floats, scale: Scale) -> None:
    """The two newest points, as with every trade: two numbers are quicker by hand than as arrays."""
    (x1, x2), (y1, y2) = buckets.tolist(), values.tolist()
    if math.isfinite(y1 + y2) and (not scale.log or min(y1, y2) > 0):
        begin = QPointF(scale.x_of(x1) + 0.5, scale.y_of(y1) + 0.5)
        painter.drawLine(begin, QPointF(scale.x_of(x2) + 0.5, scale.y_of(y2) + 0.5))
