"""Draws the lines of indicators, over candles and volumes and in panes of their own."""

from __future__ import annotations

from collections.abc import Iterable

import pyqtgraph as pg
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPainter, QPen

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
            rows = stretch.of(series, shift, live)
            x, y = curves.points(picture.columns, lines.lines[number], shift, rows, scale)
            if len(x) > 1:
                painter.setPen(QPen(colour_of(indicator, number), scale.line))
                painter.drawPolyline(pg.functions.arrayToQPolygonF(x + 0.5, y + 0.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
