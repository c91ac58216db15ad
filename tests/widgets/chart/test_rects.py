"""Rectangles painted in one call: each where it was asked for, none besides, and no memory left behind."""

import tracemalloc

import numpy as np
import pytest
from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QApplication

from widgets.chart.rects import RectBatch

RED = QColor(255, 0, 0)


def canvas() -> QImage:
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    return image


def painted(batch: RectBatch, rects: list[tuple[int, int, int, int]]) -> QImage:
    image = canvas()
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    batch.paint(painter, np.array(rects, dtype=np.int32).reshape(-1, 4), RED)
    painter.end()
    return image


def one_by_one(rects: list[tuple[int, int, int, int]]) -> QImage:
    image = canvas()
    painter = QPainter(image)
    for left, top, right, bottom in rects:
        painter.fillRect(QRect(left, top, right - left + 1, bottom - top + 1), RED)
    painter.end()
    return image


def bars(count: int) -> list[tuple[int, int, int, int]]:
    return [(3 * n, 5 + n % 7, 3 * n + 1, 40 - n % 5) for n in range(count)]


# More after fewer and fewer after more: what was in the memory before is not painted again.
@pytest.mark.parametrize("counts", [(0,), (1,), (64,), (65, 3), (3, 130, 64, 0, 1)])
def test_each_rectangle_is_painted_and_nothing_else(qapp: QApplication, counts: tuple[int, ...]) -> None:
    batch = RectBatch()
    for count in counts:
        assert painted(batch, bars(count)) == one_by_one(bars(count))


def test_a_paint_leaves_no_memory_behind(qapp: QApplication) -> None:
    """The desk paints up to sixty times a second, all day."""
    batch, rects = RectBatch(), np.array(bars(100), dtype=np.int32)
    image = canvas()
    painter = QPainter(image)
    batch.paint(painter, rects, RED)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(1000):
            batch.paint(painter, rects, RED)
        assert tracemalloc.get_traced_memory()[0] - before < 10_000
    finally:
        tracemalloc.stop()
        painter.end()
