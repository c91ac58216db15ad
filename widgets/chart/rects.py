"""Painting many rectangles in one call, the grid of a pane, and colours that are dimmed without a veil."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
from PyQt6 import sip
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QColor, QPainter

from widgets.chart.geometry import Rects, Scale
from widgets.chart.ticks import TimeMark


class RectBatch:
    """Paints many integer rectangles in one call, from memory that Qt reads directly."""

    def __init__(self) -> None:
        self._capacity = 0
        self._rects: Any = None
        self._memory: Rects = np.empty((0, 4), dtype=np.int32)

    def paint(self, painter: QPainter, rects: Rects, colour: QColor) -> None:
        """Fill `rects` (x1, y1, x2, y2 inclusive) with a colour."""
        count = len(rects)
        if not count:
            return
        if count > self._capacity:
            self._capacity = max(1024, 2 * count)
            # The stubs know neither the constructor nor that the memory is a buffer.
            array: Any = sip.array
            self._rects = array(QRect, self._capacity)
            raw: Any = sip.voidptr(self._rects, self._capacity * 16)
            self._memory = np.frombuffer(raw, dtype=np.int32).reshape(-1, 4)
        self._memory[:count] = rects
        painter.setBrush(colour)
        painter.drawRects(self._rects[:count])


def grid_of(rect: QRect, scale: Scale, values: Iterable[float], times: Iterable[TimeMark]) -> Rects:
    """The grid lines of a pane that is as large as `rect`, counted from its corner."""
    right, bottom, more = rect.width() - 1, rect.height() - 1, scale.line - 1
    rows = [scale.y_of(value) for value in values]
    columns = [scale.x_of(mark.bucket) for mark in times]
    lines = [(0, y, right, y + more) for y in rows] + [(x, 0, x + more, bottom) for x in columns]
    return np.array(lines, dtype=np.int32).reshape(-1, 4)


@cache
def dimmed(colour: int, ground: int) -> QColor:
    """A colour at 55 % on its ground, without the cost of painting it translucent."""
    parts = zip(QColor(colour).getRgb()[:3], QColor(ground).getRgb()[:3], strict=True)
    return QColor(*(round(c * 0.55 + g * 0.45) for c, g in parts))
