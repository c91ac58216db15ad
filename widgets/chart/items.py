"""The parts of the chart as pyqtgraph items: candles, volume and light axes; they look up and paint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PyQt6 import sip
from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QPainter, QPixmap, QStaticText, QTransform
from PyQt6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from widgets import theme
from widgets.chart.geometry import CandleRects, Rects
from widgets.chart.overlay import label_span
from widgets.chart.picture import Picture
from widgets.chart.plan import Plan
from widgets.chart.texts import axis_price, compact

PictureOf = Callable[[], Picture | None]


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


def in_device_pixels(painter: QPainter, ratio: float, rect: QRect) -> None:
    """Let `painter` count in device pixels from the corner of `rect`, in paint events and on pixmaps."""
    scale = QTransform.fromScale(1 / ratio, 1 / ratio)
    painter.setTransform(QTransform.fromTranslate(rect.x(), rect.y()) * scale)


class PaneItem(pg.GraphicsObject):
    """What the price pane and the volume pane share: a cached layer of everything that stands still."""

    def __init__(self, picture_of: PictureOf, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._picture_of = picture_of
        self._batch = RectBatch()
        self._layer = QPixmap()
        self._layer_key: object = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsToShape)

    def _rect(self, plan: Plan) -> QRect:
        raise NotImplementedError

    def _rects(self, picture: Picture, live: bool) -> CandleRects:
        raise NotImplementedError

    def _values(self, plan: Plan) -> tuple[float, ...]:
        raise NotImplementedError

    def _y_of(self, plan: Plan, value: float) -> int:
        raise NotImplementedError

    def _colours(self) -> tuple[QColor, QColor]:
        raise NotImplementedError

    def _paint_rects(self, painter: QPainter, rects: CandleRects) -> None:
        rise, fall = self._colours()
        self._batch.paint(painter, rects.filled, theme.palette().faint)
        self._batch.paint(painter, rects.rise, rise)
        self._batch.paint(painter, rects.fall, fall)

    def _renew_layer(self, picture: Picture) -> None:
        plan, rect = picture.plan, self._rect(picture.plan)
        if self._layer.size() != rect.size():
            self._layer = QPixmap(rect.size())
        self._layer.fill(theme.palette().panel)
        painter = QPainter(self._layer)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_grid(painter, plan, rect)
        self._paint_rects(painter, self._rects(picture, live=False))
        painter.end()
        self._layer_key = plan.still_key

    def _paint_grid(self, painter: QPainter, plan: Plan, rect: QRect) -> None:
        line = plan.price.line
        grid = theme.palette().grid
        for value in self._values(plan):
            painter.fillRect(0, self._y_of(plan, value), rect.width(), line, grid)
        for mark in plan.time_marks:
            painter.fillRect(plan.price.x_of(mark.bucket), 0, line, rect.height(), grid)

    def boundingRect(self) -> QRectF:
        # The parent is the pane's ViewBox, whose own coordinates are pixels from its corner.
        return QRectF(self.parentItem().rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        picture = self._picture_of()
        if picture is None:
            painter.fillRect(self.boundingRect(), theme.palette().panel)
            return
        plan, rect = picture.plan, self._rect(picture.plan)
        if self._layer_key != plan.still_key:
            self._renew_layer(picture)
        in_device_pixels(painter, plan.layout.ratio, rect)
        painter.drawPixmap(0, 0, self._layer)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_rects(painter, self._rects(picture, live=True))


class CandlestickItem(PaneItem):
    """The candles: wicks and bodies, filled buckets as thin dashes."""

    def _rect(self, plan: Plan) -> QRect:
        return plan.layout.price

    def _rects(self, picture: Picture, live: bool) -> CandleRects:
        return picture.live[0] if live else picture.still()[0]

    def _values(self, plan: Plan) -> tuple[float, ...]:
        return plan.price_marks

    def _y_of(self, plan: Plan, value: float) -> int:
        return plan.price.y_of(value)

    def _colours(self) -> tuple[QColor, QColor]:
        return theme.palette().rise, theme.palette().fall


class VolumeItem(PaneItem):
    """The traded volume below the candles, in the colour of its candle."""

    def _rect(self, plan: Plan) -> QRect:
        return plan.layout.volume

    def _rects(self, picture: Picture, live: bool) -> CandleRects:
        return picture.live[1] if live else picture.still()[1]

    def _values(self, plan: Plan) -> tuple[float, ...]:
        return plan.volume_marks

    def _y_of(self, plan: Plan, value: float) -> int:
        return plan.volume.y_of(value)

    def _colours(self) -> tuple[QColor, QColor]:
        return _mixed(theme.palette().rise, 0.55), _mixed(theme.palette().fall, 0.55)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        super().paint(painter, option, widget)
        picture = self._picture_of()
        if picture is not None:
            painter.fillRect(0, 0, picture.plan.layout.volume.width(), picture.plan.price.line, _border())


class LightAxis(pg.GraphicsWidget):
    """An axis that paints a handful of cached texts; pyqtgraph's own costs more than all the candles."""

    def __init__(self, picture_of: PictureOf) -> None:
        super().__init__()
        self._picture_of = picture_of
        self._texts: dict[tuple[str, bool], QStaticText] = {}

    def _paint_text(self, painter: QPainter, text: str, font: QFont, at: QPointF, centred: bool) -> None:
        key = (text, font.bold())
        static = self._texts.get(key)
        if static is None:
            if len(self._texts) > 400:
                self._texts.clear()
            static = self._texts[key] = QStaticText(text)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.prepare(QTransform(), font)
        size = static.size()
        painter.setFont(font)
        left = at.x() - size.width() / 2 if centred else at.x()
        painter.drawStaticText(QPointF(round(left), round(at.y() - size.height() / 2)), static)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.fillRect(self.boundingRect(), theme.palette().panel)
        picture = self._picture_of()
        if picture is not None:
            self._paint_marks(painter, picture)

    def _paint_marks(self, painter: QPainter, picture: Picture) -> None:
        raise NotImplementedError


class PriceAxis(LightAxis):
    """Prices at the right of the candles."""

    def _paint_marks(self, painter: QPainter, picture: Picture) -> None:
        plan = picture.plan
        ratio = plan.layout.ratio
        painter.fillRect(QRectF(0, 0, 1 / ratio, self.boundingRect().height()), _border())
        painter.setPen(theme.palette().muted)
        font, height = theme.number_font(theme.SMALL), self.boundingRect().height()
        top, bottom = label_span(picture.model, plan)
        for mark in plan.price_marks:
            y = plan.price.y_of(mark) / ratio
            # No mark peeps out from under the label of the last price.
            if 7 < y < height - 7 and not top - 6 < y < bottom + 6:
                text = axis_price(mark, plan.price_decimals)
                self._paint_text(painter, text, font, QPointF(8, y), centred=False)


class VolumeAxis(LightAxis):
    """Volumes at the right of their bars."""

    def _paint_marks(self, painter: QPainter, picture: Picture) -> None:
        plan = picture.plan
        ratio = plan.layout.ratio
        painter.fillRect(QRectF(0, 0, 1 / ratio, self.boundingRect().height()), _border())
        painter.fillRect(QRectF(0, 0, self.boundingRect().width(), 1 / ratio), _border())
        painter.setPen(theme.palette().muted)
        font = theme.number_font(theme.SMALL)
        for mark in plan.volume_marks:
            y = plan.volume.y_of(mark) / ratio
            if y > 8:
                self._paint_text(painter, compact(mark), font, QPointF(8, y), centred=False)


class TimeAxis(LightAxis):
    """Times (KST) below; a new day, month or year stands out."""

    def _paint_marks(self, painter: QPainter, picture: Picture) -> None:
        plan = picture.plan
        ratio, colours = plan.layout.ratio, theme.palette()
        width = self.boundingRect().width()
        painter.fillRect(QRectF(0, 0, width, 1 / ratio), _border())
        middle = self.boundingRect().height() / 2
        right = plan.layout.pane_width
        for mark in plan.time_marks:
            x = plan.viewport.x_of(mark.bucket)
            if 14 < x < right - 14:
                painter.setPen(colours.text if mark.major else colours.muted)
                font = theme.number_font(theme.SMALL, mark.major)
                self._paint_text(painter, mark.text, font, QPointF(x, middle), centred=True)


def _border() -> QColor:
    return theme.palette().border


def _mixed(colour: QColor, share: float) -> QColor:
    ground = theme.palette().panel
    parts = zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)
    return QColor(*(round(c * share + g * (1 - share)) for c, g in parts))
