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

_LEAST = 64  # rectangles in the smallest piece of memory
_NONE = (0, 0, -1, -1)  # a rectangle that covers nothing


class RectBatch:
    """Paints many integer rectangles in one call, from memory that Qt reads directly.

    The pieces of memory grow by doubling and the end of one is filled up with nothing, as a slice of a
    sip.array is never freed (PyQt6-sip 13.13): 72 bytes at every call.
    """

    def __init__(self) -> None:
        self._pieces: dict[int, tuple[Any, Rects]] = {}

    def paint(self, painter: QPainter, rects: Rects, colour: QColor) -> None:
        """Fill `rects` (x1, y1, x2, y2 inclusive) with a colour."""
        count = len(rects)
        if not count:
            return
        array, memory = self._piece(max(_LEAST, 1 << (count - 1).bit_length()))
        memory[:count] = rects
        memory[count:] = _NONE
        painter.setBrush(colour)
        painter.drawRects(array)

    def _piece(self, size: int) -> tuple[Any, Rects]:
        piece = self._pieces.get(size)
        if piece is None:
            # The stubs know neither the constructor nor that the memory is a buffer.
            make: Any = sip.array
            array = make(QRect, size)
            raw: Any = sip.voidptr(array, size * 16)
            piece = array, np.frombuffer(raw, dtype=np.int32).reshape(-1, 4)
            self._pieces[size] = piece
        return piece


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
