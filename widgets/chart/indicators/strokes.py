"""Draws the lines of indicators, over candles and volumes and in panes of their own."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

import pyqtgraph as pg
from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.market.indicators import IndicatorLines
from widgets.chart.drawings.projection import cut
from widgets.chart.geometry import Scale
from widgets.chart.indicators import curves
from widgets.chart.indicators.colours import colour_of
from widgets.chart.picture import Picture
from widgets.chart.sheet import Sheet


def paint_lines(
    painter: QPainter, picture: Picture, indicators: Iterable[IndicatorLines], scale: Scale, *, smooth: bool
) -> None:
    """Draw the still part of the lines of these indicators."""
    series, stretch = picture.model.series, picture.plan.stretch
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
    for lines in indicators:
        indicator = lines.indicator
        for number, shift in enumerate(indicator.shifts):
            if number == indicator.kind.spec.bars:
                continue
            rows = stretch.of(series, shift, False)
            painter.setPen(QPen(colour_of(indicator, number), scale.line))
            x, y = curves.points(picture.columns, lines.lines[number], shift, rows, scale)
            if len(x) > 1:
                painter.drawPolyline(pg.functions.arrayToQPolygonF(x + 0.5, y + 0.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)


def note_lines(
    sheet: Sheet,
    picture: Picture,
    indicators: Iterable[IndicatorLines],
    scale: Scale,
    pane: QRect,
    *,
    smooth: bool,
) -> None:
    """Note what of these lines moves with every trade: one or few short pieces each."""
    series, stretch = picture.model.series, picture.plan.stretch
    inside = QRectF(0, 0, pane.width(), pane.height())
    for lines in indicators:
        indicator = lines.indicator
        for number, shift in enumerate(indicator.shifts):
            if number == indicator.kind.spec.bars:
                continue
            rows, colour = stretch.of(series, shift, True), colour_of(indicator, number)
            points = _points(series.buckets[rows].tolist(), lines.lines[number, rows].tolist(), shift, scale)
            for begin, end in pairwise(points):
                # Cut here: a painter's clip would round the ends otherwise in a part than in the whole.
                piece = cut((begin, end), inside)
                if piece is not None:
                    corner = QPointF(pane.topLeft())
                    sheet.stroke(piece[0] + corner, piece[1] + corner, colour, scale.line, smooth=smooth)


def _points(buckets: list[float], values: list[float], shift: int, scale: Scale) -> list[QPointF]:
    """The middle of each point's pixel; of those in one column the newest, as in what stands still."""
    found: dict[int, QPointF] = {}
    for bucket, value in zip(buckets, values, strict=True):
        if math.isfinite(value) and (value > 0 or not scale.log):
            x = scale.x_of(bucket + shift)
            found[x] = QPointF(x + 0.5, scale.y_of(value) + 0.5)
    return list(found.values())
