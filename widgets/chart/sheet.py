"""What is painted over the layers that stand still: marks of one frame, compared with those of the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, floor
from typing import Protocol, TypeAlias

import numpy as np
from PyQt6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF, QRegion

from widgets.chart.canvas import Canvas, Stamps
from widgets.chart.geometry import Box, Rects

Mark: TypeAlias = "tuple[int, int, int, int, int | QPixmap | Shape]"
"""Left, top, width and height in device pixels, and what is there: a colour, a picture, a shape."""


class Shape(Protocol):
    """What is neither a rectangle nor a picture; equal ones look the same."""

    def paint(self, painter: QPainter) -> None:
        """Draw it, with a painter that counts in device pixels."""


class Sheet(Canvas):
    """Notes what it is told to paint, in device pixels, so that only what has changed is painted."""

    def __init__(self, stamps: Stamps, ratio: float) -> None:
        super().__init__(None, stamps, ratio)
        self.marks: list[Mark] = []

    def another(self) -> Sheet:
        """An empty one of the same scaling, for marks that are kept for the next frames."""
        return Sheet(self._stamps, self._ratio)

    def box(self, x: int, y: int, width: int, height: int, colour: QColor) -> None:
        if width > 0 and height > 0:
            self.marks.append((x, y, width, height, colour.rgba()))

    def picture(self, x: int, y: int, picture: QPixmap) -> None:
        self.marks.append((x, y, picture.width(), picture.height(), picture))

    def boxes(self, boxes: Iterable[Box], pane: QRect, colour: QColor) -> None:
        """Rectangles of a pane, counted from its corner, the right and bottom edges inside."""
        width, height = pane.width(), pane.height()
        for x1, y1, x2, y2 in boxes:
            left, top = max(0, x1), max(0, y1)
            right, bottom = min(width, x2 + 1), min(height, y2 + 1)
            self.box(pane.x() + left, pane.y() + top, right - left, bottom - top, colour)

    def rects(self, rects: Rects, pane: QRect, colour: QColor) -> None:
        """Many of them as one mark, which may be seen through; counted like `boxes`, and inside the pane."""
        if len(rects):
            corner = (pane.x(), pane.y())
            edges = [*rects[:, :2].min(axis=0).tolist(), *rects[:, 2:].max(axis=0).tolist()]
            area = QRect(QPoint(*edges[:2]), QPoint(*edges[2:])).translated(*corner)
            shape = Heap(tuple(map(tuple, (rects + np.array(corner * 2)).tolist())), colour.rgba())
            self.marks.append((area.x(), area.y(), area.width(), area.height(), shape))

    def stroke(self, begin: QPointF, end: QPointF, colour: QColor, width: float, *, smooth: bool) -> None:
        """A straight line between two points in device pixels."""
        ends = (begin.x(), begin.y(), end.x(), end.y())
        self._add(Line(*ends, colour.rgba(), width, smooth), (begin, end), width + 1)

    def polygon(self, corners: Sequence[QPointF], colour: QColor, edge: QColor) -> None:
        """A filled polygon with a thin edge; corners in device pixels."""
        points = tuple((corner.x(), corner.y()) for corner in corners)
        self._add(Polygon(points, colour.rgba(), edge.rgba()), corners, 2)

    def dot(self, centre: QPointF, radius: float, colour: QColor, edge: QColor, width: float) -> None:
        """A filled circle with an edge around a device pixel."""
        picture = _dot(radius, colour.rgba(), edge.rgba(), width)
        half = picture.width() // 2
        self.picture(floor(centre.x()) - half, floor(centre.y()) - half, picture)

    def _add(self, shape: Shape, points: Sequence[QPointF], room: float) -> None:
        xs, ys = [point.x() for point in points], [point.y() for point in points]
        x, y = floor(min(xs) - room), floor(min(ys) - room)
        self.marks.append((x, y, ceil(max(xs) + room) - x, ceil(max(ys) + room) - y, shape))


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, smooth or by whole pixels."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: int
    width: float
    smooth: bool

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.smooth)
        painter.setPen(QPen(colour_of(self.colour), self.width))
        painter.drawLine(QPointF(self.x1, self.y1), QPointF(self.x2, self.y2))


@dataclass(frozen=True, slots=True)
class Heap:
    """Filled rectangles, the right and bottom edges inside."""

    boxes: tuple[Box, ...]
    colour: int

    def paint(self, painter: QPainter) -> None:
        """Draw them."""
        colour = colour_of(self.colour)
        for x1, y1, x2, y2 in self.boxes:
            painter.fillRect(x1, y1, x2 - x1 + 1, y2 - y1 + 1, colour)


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon with an edge one pixel wide."""

    points: tuple[tuple[float, float], ...]
    colour: int
    edge: int

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(colour_of(self.edge))
        painter.setBrush(colour_of(self.colour))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in self.points]))


@lru_cache(maxsize=16)
def _dot(radius: float, colour: int, edge: int, width: float) -> QPixmap:
    half = ceil(radius + width) + 1
    picture = QPixmap(2 * half + 1, 2 * half + 1)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour_of(edge), width))
    painter.setBrush(colour_of(colour))
    painter.drawEllipse(QPointF(half + 0.5, half + 0.5), radius, radius)
    painter.end()
    return picture


@cache
def colour_of(rgba: int) -> QColor:
    """The colour with that value."""
    return QColor.fromRgba(rgba)


def in_logical_pixels(area: QRect, ratio: float) -> QRect:
    """The logical pixels that an area of device pixels touches."""
    if ratio == 1:
        return area
    left, top = floor(area.x() / ratio), floor(area.y() / ratio)
    right, bottom = ceil((area.x() + area.width()) / ratio), ceil((area.y() + area.height()) / ratio)
    return QRect(left, top, right - left, bottom - top)


def with_corners(region: QRegion, whole: QRect) -> QRegion:
    """A part of the whole with two far pixels more.

    Qt cuts smooth lines at the smallest rectangle around what it may paint before it draws them, and rounds
    their ends: with that rectangle always the whole, a line looks the same in whatever parts it is painted.
    """
    if region.boundingRect() == whole and region.rectCount() == 1:
        return region
    pixel = QSize(1, 1)
    return region.united(QRect(whole.topLeft(), pixel)).united(QRect(whole.bottomRight(), pixel))


def changed(before: list[Mark], after: list[Mark]) -> list[Mark]:
    """Between two frames, the marks where pixels may differ."""
    if before == after:
        return []
    old, new = set(before), set(after)
    both = old & new
    if [mark for mark in before if mark in both] != [mark for mark in after if mark in both]:
        # Something came to lie above what was above it.
        return [*before, *after]
    return [*(old - both), *(new - both)]


class Notes:
    """The marks of the frame on screen."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []

    def __len__(self) -> int:
        return len(self._marks)

    def renew(self, marks: list[Mark], ratio: float) -> QRegion:
        """Take the next frame's marks; the logical pixels in which they look otherwise."""
        dirty = QRegion()
        for mark in changed(self._marks, marks):
            dirty += in_logical_pixels(QRect(*mark[:4]), ratio)
        self._marks = marks
        return dirty

    def paint(self, painter: QPainter, region: QRegion, ratio: float) -> None:
        """Paint those that reach into a region of logical pixels."""
        for mark in self._marks:
            x, y, width, height, what = mark
            if not region.intersects(in_logical_pixels(QRect(x, y, width, height), ratio)):
                continue
            if isinstance(what, int):
                painter.fillRect(x, y, width, height, colour_of(what))
            elif isinstance(what, QPixmap):
                painter.drawPixmap(x, y, what)
            else:
                what.paint(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
