"""The parts of the chart as pyqtgraph items: candles, volume and light axes; they look up and paint."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PyQt6.QtCore import QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPixmap
from PyQt6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.market.indicators import IndicatorLines
from widgets import format as fmt
from widgets import theme
from widgets.chart.canvas import Canvas, Stamps, count_in_device_pixels
from widgets.chart.geometry import CandleRects, Scale
from widgets.chart.indicators.strokes import paint_lines
from widgets.chart.picture import Picture
from widgets.chart.plan import Plan
from widgets.chart.rects import RectBatch, dimmed, grid_of
from widgets.chart.texts import axis_price

PictureOf = Callable[[], Picture | None]


class Part(pg.GraphicsWidget):
    """A rectangle of the chart with a cached layer of all that stands still in it."""

    def __init__(self, picture_of: PictureOf, stamps: Stamps, parent: QGraphicsItem | None = None) -> None:
        super().__init__(parent)
        self._picture_of = picture_of
        self._stamps = stamps
        self._bounds = QRectF()
        self._layer = QPixmap()
        self._layer_key: object = None
        self._seen_key: object = None

    def _rect(self, plan: Plan) -> QRect:
        """Where the part stands, in device pixels."""
        raise NotImplementedError

    def _key(self, plan: Plan) -> tuple[object, ...]:
        """Equal as long as the cached layer may stay."""
        return plan.still_key

    def _paint_still(self, painter: QPainter, picture: Picture) -> None:
        raise NotImplementedError

    def _paint_live(self, painter: QPainter, picture: Picture) -> None:
        """What changes with every trade; the painter counts in device pixels from the part's corner."""

    def _canvas(self, painter: QPainter, plan: Plan) -> Canvas:
        return Canvas(painter, self._stamps, plan.layout.ratio)

    def _renew_layer(self, picture: Picture) -> None:
        size = self._rect(picture.plan).size()
        if self._layer.size() != size:
            self._layer = QPixmap(size)
        self._layer.fill(theme.palette().panel)
        painter = QPainter(self._layer)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_still(painter, picture)
        painter.end()
        self._layer_key = self._key(picture.plan), theme.palette()

    def place(self, rect: QRectF) -> None:
        """Stand in `rect`, in pixels of the parent."""
        self.setGeometry(rect)
        self._bounds = QRectF(0, 0, rect.width(), rect.height())

    def boundingRect(self) -> QRectF:
        # pyqtgraph works it out anew a dozen times a frame.
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        picture = self._picture_of()
        if picture is None:
            painter.fillRect(self.boundingRect(), theme.palette().panel)
            return
        plan, rect = picture.plan, self._rect(picture.plan)
        # While everything moves (scroll, zoom) a layer would be painted for a single frame: only what
        # stands still for a second one gets it.
        key = self._key(plan), theme.palette()
        stands = self._seen_key == key
        self._seen_key = key
        if stands and self._layer_key != key:
            picture.smooth = True
            self._renew_layer(picture)
        picture.smooth = stands
        count_in_device_pixels(painter, plan.layout.ratio, rect.topLeft())
        if stands:
            painter.drawPixmap(0, 0, self._layer)
        else:
            painter.fillRect(0, 0, rect.width(), rect.height(), theme.palette().panel)
            painter.setPen(Qt.PenStyle.NoPen)
            self._paint_still(painter, picture)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_live(painter, picture)


class PaneItem(Part):
    """What the price pane and the volume pane share; a child of their ViewBox, beneath its items."""

    def __init__(self, picture_of: PictureOf, stamps: Stamps, box: pg.ViewBox) -> None:
        super().__init__(picture_of, stamps, box)
        self._batch = RectBatch()
        self.setZValue(-10)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsToShape)

    def _scale(self, plan: Plan) -> Scale:
        raise NotImplementedError

    def _values(self, plan: Plan) -> tuple[float, ...]:
        raise NotImplementedError

    def _rects(self, picture: Picture, live: bool) -> CandleRects:
        raise NotImplementedError

    def _colours(self) -> tuple[QColor, QColor]:
        raise NotImplementedError

    def _paint_rects(self, painter: QPainter, rects: CandleRects) -> None:
        rise, fall = self._colours()
        self._batch.paint(painter, rects.filled, theme.palette().faint)
        self._batch.paint(painter, rects.rise, rise)
        self._batch.paint(painter, rects.fall, fall)

    def _paint_still(self, painter: QPainter, picture: Picture) -> None:
        plan = picture.plan
        grid = grid_of(self._rect(plan), self._scale(plan), self._values(plan), plan.time_marks)
        self._batch.paint(painter, grid, theme.palette().grid)
        self._paint_rects(painter, self._rects(picture, live=False))
        self._paint_lines(painter, picture, live=False)

    def _paint_live(self, painter: QPainter, picture: Picture) -> None:
        self._paint_rects(painter, self._rects(picture, live=True))
        self._paint_lines(painter, picture, live=True)

    def _paint_lines(self, painter: QPainter, picture: Picture, *, live: bool) -> None:
        lines = self._lines(picture)
        if lines:
            paint_lines(painter, picture, lines, self._scale(picture.plan), live=live)

    def _lines(self, picture: Picture) -> list[IndicatorLines]:
        raise NotImplementedError


class CandlestickItem(PaneItem):
    """The candles: wicks and bodies, filled buckets as thin dashes."""

    def _rect(self, plan: Plan) -> QRect:
        return plan.layout.price

    def _scale(self, plan: Plan) -> Scale:
        return plan.price

    def _values(self, plan: Plan) -> tuple[float, ...]:
        return plan.price_marks

    def _rects(self, picture: Picture, live: bool) -> CandleRects:
        return picture.live[0] if live else picture.still()[0]

    def _lines(self, picture: Picture) -> list[IndicatorLines]:
        return picture.price_lines

    def _colours(self) -> tuple[QColor, QColor]:
        return theme.palette().rise, theme.palette().fall


class VolumeItem(PaneItem):
    """The traded volume below the candles, in the colour of its candle."""

    def _rect(self, plan: Plan) -> QRect:
        return plan.layout.volume

    def _scale(self, plan: Plan) -> Scale:
        return plan.volume

    def _values(self, plan: Plan) -> tuple[float, ...]:
        return plan.volume_marks

    def _rects(self, picture: Picture, live: bool) -> CandleRects:
        return picture.live[1] if live else picture.still()[1]

    def _lines(self, picture: Picture) -> list[IndicatorLines]:
        return picture.volume_lines

    def _colours(self) -> tuple[QColor, QColor]:
        colours = theme.palette()
        return dimmed(colours.rise.rgb(), colours.panel.rgb()), dimmed(
            colours.fall.rgb(), colours.panel.rgb()
        )

    def _paint_still(self, painter: QPainter, picture: Picture) -> None:
        super()._paint_still(painter, picture)
        layout = picture.plan.layout
        painter.fillRect(0, 0, layout.volume.width(), picture.plan.price.line, theme.palette().border)


class PriceAxis(Part):
    """Prices at the right of the candles. pyqtgraph's own axis costs more than all the candles."""

    def _rect(self, plan: Plan) -> QRect:
        return plan.layout.price_axis

    def _paint_still(self, painter: QPainter, picture: Picture) -> None:
        plan, colours = picture.plan, theme.palette()
        canvas, font = self._canvas(painter, plan), theme.number_font(theme.SMALL)
        height = plan.layout.logical(plan.layout.price_axis).height()
        canvas.rule(0, 0, height, colours.border, upright=True)
        for mark in plan.price_marks:
            y = plan.price.y_of(mark) / plan.layout.ratio
            if 7 < y < height - 7:
                canvas.text(8, y, axis_price(mark, plan.price_decimals), font, colours.muted)


class VolumeAxis(Part):
    """Volumes at the right of their bars."""

    def _rect(self, plan: Plan) -> QRect:
        return plan.layout.volume_axis

    def _paint_still(self, painter: QPainter, picture: Picture) -> None:
        plan, colours = picture.plan, theme.palette()
        canvas, font = self._canvas(painter, plan), theme.number_font(theme.SMALL)
        place = plan.layout.logical(plan.layout.volume_axis)
        canvas.rule(0, 0, place.height(), colours.border, upright=True)
        canvas.rule(0, 0, place.width(), colours.border)
        for mark in plan.volume_marks:
            y = plan.volume.y_of(mark) / plan.layout.ratio
            if y > 8:
                canvas.text(8, y, fmt.compact(mark), font, colours.muted)


class TimeAxis(Part):
    """Times (KST) below; a new day, month or year stands out."""

    def _rect(self, plan: Plan) -> QRect:
        return plan.layout.time_axis

    def _paint_still(self, painter: QPainter, picture: Picture) -> None:
        plan, colours = picture.plan, theme.palette()
        canvas = self._canvas(painter, plan)
        place = plan.layout.logical(plan.layout.time_axis)
        canvas.rule(0, 0, place.width(), colours.border)
        middle, right = place.height() / 2, plan.layout.pane_width
        for mark in plan.time_marks:
            x = plan.price.x_of(mark.bucket) / plan.layout.ratio
            font = theme.number_font(theme.SMALL, mark.major)
            half = canvas.width(mark.text, font) / 2
            if half + 2 < x < right - half:
                canvas.centred(x, middle, mark.text, font, colours.text if mark.major else colours.muted)
