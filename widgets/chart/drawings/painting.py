"""Paints drawings: lines, handles of the selected one, and what their prices are."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from app.market.drawings import Drawing, Shape
from widgets import format as fmt
from widgets import theme
from widgets.chart.canvas import Canvas
from widgets.chart.drawings.projection import Projection, levels
from widgets.chart.tags import Tag

translate = QCoreApplication.translate

_HANDLE = 3.5


def paint_drawing(
    painter: QPainter,
    canvas: Canvas,
    projection: Projection,
    drawing: Drawing,
    decimals: int,
    *,
    selected: bool,
) -> list[Tag]:
    """Draw one shape; the painter counts in device pixels. decimals: of prices. Gives what its price is."""
    colour = QColor(drawing.colour) if drawing.colour else theme.palette().accent
    ratio, segments = projection.plan.layout.ratio, projection.segments(drawing)
    if drawing.shape is Shape.TEXT:
        _text(canvas, projection, drawing, colour)
        segments = []
    if drawing.shape in (Shape.RECTANGLE, Shape.MEASURE):
        _wash(painter, projection, drawing, colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, drawing.shape in (Shape.TREND, Shape.RAY))
    painter.setPen(QPen(colour, max(1, int(ratio)) * (2 if selected else 1)))
    for begin, end in segments:
        painter.drawLine(begin * ratio, end * ratio)
    if selected:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(colour, ratio))
        painter.setBrush(theme.palette().panel)
        for anchor in drawing.anchors:
            point = projection.point(anchor)
            if drawing.shape is Shape.HORIZONTAL:
                point.setX(projection.pane.center().x())
            if projection.pane.contains(point):
                painter.drawEllipse(point * ratio, _HANDLE * ratio, _HANDLE * ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    if drawing.shape is Shape.MEASURE:
        _measure(canvas, projection, drawing, decimals)
    if drawing.shape is Shape.FIBONACCI:
        _levels(canvas, projection, drawing, colour, decimals)
    if drawing.shape is Shape.HORIZONTAL and segments:
        price = drawing.anchors[0].price
        return [(segments[0][0].y(), fmt.price(price, decimals), colour)]
    return []


def _text(canvas: Canvas, projection: Projection, drawing: Drawing, colour: QColor) -> None:
    at = projection.point(drawing.anchors[0])
    if projection.pane.contains(at):
        canvas.text(at.x(), at.y(), drawing.text, theme.text_font(theme.NORMAL), colour)


def _measure(canvas: Canvas, projection: Projection, drawing: Drawing, decimals: int) -> None:
    """How far it is from the first anchor to the second: price, per cent, candles."""
    first, last = drawing.anchors
    change, interval = last.price - first.price, projection.interval
    count = interval.bucket(last.time_ms) - interval.bucket(first.time_ms)
    bars = translate("Chart", "봉 {0}개").format(abs(count))
    text = f"{fmt.signed(change, decimals)} ({fmt.percent(change / first.price)})  {bars}"
    font, begin, end = theme.number_font(theme.SMALL), projection.point(first), projection.point(last)
    middle = (begin.x() + end.x()) / 2
    y = end.y() + (-14 if change >= 0 else 14)
    width = canvas.width(text, font) + 12
    if projection.pane.contains(QPointF(middle, y)):
        canvas.fill(middle - width / 2, y - 9, width, 18, theme.palette().raised)
        canvas.centred(middle, y, text, font, theme.palette().signed(change))


def _wash(painter: QPainter, projection: Projection, drawing: Drawing, colour: QColor) -> None:
    first, last = (projection.point(anchor) for anchor in drawing.anchors)
    area = QRectF(first, last).normalized().intersected(projection.pane)
    wash, ratio = QColor(colour), projection.plan.layout.ratio
    wash.setAlpha(28)
    painter.fillRect(QRectF(area.topLeft() * ratio, area.size() * ratio), wash)


def _levels(canvas: Canvas, projection: Projection, drawing: Drawing, colour: QColor, decimals: int) -> None:
    left = min(projection.point(anchor).x() for anchor in drawing.anchors)
    font, pane = theme.number_font(theme.SMALL), projection.pane
    for level, price in levels(drawing):
        at = QPointF(max(left, 4.0) + 4, projection.y(price) - 8)
        if pane.contains(at):
            canvas.text(at.x(), at.y(), f"{level:g} ({fmt.price(price, decimals)})", font, colour)
