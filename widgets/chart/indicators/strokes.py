"""Draws the lines of indicators, over candles and volumes and in panes of their own."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias

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

Point: TypeAlias = tuple[float, float]


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
    for lines in indicators:
        indicator = lines.indicator
        for number, shift in enumerate(indicator.shifts):
            if number == indicator.kind.spec.bars:
                continue
            rows, colour = stretch.of(series, shift, True), colour_of(indicator, number)
            points = _points(series.buckets[rows].tolist(), lines.lines[number, rows].tolist(), shift, scale)
            for begin, end in pairwise(points):
                piece = _inside(begin, end, pane)
                if piece is not None:
                    sheet.stroke(*piece, colour, scale.line, smooth=smooth)


def _inside(begin: Point, end: Point, pane: QRect) -> tuple[QPointF, QPointF] | None:
    """What of a line is in its pane, counted from the view's corner; its ends count from the pane's.

    Cut here: a painter's clip would round the ends otherwise in a part than in the whole.
    """
    (x1, y1), (x2, y2), corner = begin, end, QPointF(pane.topLeft())
    width, height = pane.width(), pane.height()
    piece = QPointF(x1, y1), QPointF(x2, y2)
    if min(x1, x2, y1, y2) < 0 or max(x1, x2) > width or max(y1, y2) > height:
        found = cut(piece, QRectF(0, 0, width, height))
        if found is None:
            return None
        piece = found
    return piece[0] + corner, piece[1] + corner


def _points(buckets: list[float], values: list[float], shift: int, scale: Scale) -> list[Point]:
    """The middle of each point's pixel; of those in one column the newest, as in what stands still."""
    found: dict[int, Point] = {}
    for bucket, value in zip(buckets, values, strict=True):
        if math.isfinite(value) and (value > 0 or not scale.log):
            x = scale.x_of(bucket + shift)
            found[x] = x + 0.5, scale.y_of(value) + 0.5
    return list(found.values())
