"""Paints drawings: lines, handles of the selected one, and what their prices are."""

from __future__ import annotations

import math

from PyQt6.QtCore import QCoreApplication, QPointF, QRectF
from PyQt6.QtGui import QColor

from app.market.drawings import Drawing, Shape
from widgets import format as fmt
from widgets import theme
from widgets.chart.drawings.projection import Projection, levels
from widgets.chart.sheet import Sheet
from widgets.chart.tags import Tag

translate = QCoreApplication.translate

_HANDLE = 3.5
_TEXT = 13  # logical pixels that a line of text needs


def paint_drawing(
    sheet: Sheet,
    projection: Projection,
    drawing: Drawing,
    decimals: int,
    *,
    selected: bool,
) -> list[Tag]:
    """Draw one shape. decimals: of prices. Gives what its price is."""
    colour = QColor(drawing.colour) if drawing.colour else theme.palette().accent
    ratio, segments = projection.plan.layout.ratio, projection.segments(drawing)
    if drawing.shape is Shape.TEXT:
        _text(sheet, projection, drawing, colour)
        segments = []
    if drawing.shape in (Shape.RECTANGLE, Shape.MEASURE):
        _wash(sheet, projection, drawing, colour)
    width, smooth = max(1, int(ratio)) * (2 if selected else 1), drawing.shape in (Shape.TREND, Shape.RAY)
    for begin, end in segments:
        sheet.stroke(begin * ratio, end * ratio, colour, width, smooth=smooth)
    if selected:
        _handles(sheet, projection, drawing, colour)
    if drawing.shape is Shape.MEASURE:
        _measure(sheet, projection, drawing, decimals)
    if drawing.shape is Shape.FIBONACCI:
        _levels(sheet, projection, drawing, colour, decimals)
    if drawing.shape is Shape.HORIZONTAL and segments:
        price = drawing.anchors[0].price
        return [(segments[0][0].y(), fmt.price(price, decimals), colour)]
    return []


def _handles(sheet: Sheet, projection: Projection, drawing: Drawing, colour: QColor) -> None:
    ratio = projection.plan.layout.ratio
    for anchor in drawing.anchors:
        point = projection.point(anchor)
        if drawing.shape is Shape.HORIZONTAL:
            point.setX(projection.pane.center().x())
        if projection.pane.contains(point):
            sheet.dot(point * ratio, _HANDLE * ratio, theme.palette().panel, colour, ratio)


def _text(sheet: Sheet, projection: Projection, drawing: Drawing, colour: QColor) -> None:
    at = projection.point(drawing.anchors[0])
    if projection.pane.contains(at):
        sheet.text(at.x(), at.y(), drawing.text, theme.text_font(theme.NORMAL), colour)


def _measure(sheet: Sheet, projection: Projection, drawing: Drawing, decimals: int) -> None:
    """How far it is from the first anchor to the second: price, per cent, candles."""
    first, last = drawing.anchors
    change, interval = last.price - first.price, projection.interval
    count = interval.bucket(last.time_ms) - interval.bucket(first.time_ms)
    bars = translate("Chart", "봉 {0}개").format(abs(count))
    text = f"{fmt.signed(change, decimals)} ({fmt.percent(change / first.price)})  {bars}"
    font, begin, end = theme.number_font(theme.SMALL), projection.point(first), projection.point(last)
    middle = (begin.x() + end.x()) / 2
    y = end.y() + (-14 if change >= 0 else 14)
    width = sheet.width(text, font) + 12
    if projection.pane.contains(QPointF(middle, y)):
        sheet.fill(middle - width / 2, y - 9, width, 18, theme.palette().raised)
        sheet.centred(middle, y, text, font, theme.palette().signed(change))


def _wash(sheet: Sheet, projection: Projection, drawing: Drawing, colour: QColor) -> None:
    first, last = (projection.point(anchor) for anchor in drawing.anchors)
    area = QRectF(first, last).normalized().intersected(projection.pane)
    wash = QColor(colour)
    wash.setAlpha(28)
    sheet.fill(area.x(), area.y(), area.width(), area.height(), wash)


def _levels(sheet: Sheet, projection: Projection, drawing: Drawing, colour: QColor, decimals: int) -> None:
    left = min(projection.point(anchor).x() for anchor in drawing.anchors)
    font, pane = theme.number_font(theme.SMALL), projection.pane
    lowest, highest = math.inf, -math.inf
    for level, price in levels(drawing):
        at = QPointF(max(left, 4.0) + 4, projection.y(price) - 8)
        # Where levels stand closer than their texts, some go without.
        if pane.contains(at) and not lowest - _TEXT < at.y() < highest + _TEXT:
            sheet.text(at.x(), at.y(), f"{level:g} ({fmt.price(price, decimals)})", font, colour)
            lowest, highest = min(lowest, at.y()), max(highest, at.y())
